//! Directions, hedges, negations and conditions.

use std::{collections::BTreeSet, ops::Range, sync::LazyLock};

use kanshu_domain::compliance::Severity;
use regex::Regex;

use super::{context::Both, finding, sides};
use crate::integrity::{
    IntegrityFinding, Kind,
    numbers::Number,
    signs::{Condition, Sign, What},
};

#[expect(clippy::expect_used, reason = "the patterns are constants, compiled in every test")]
fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns are constants, compiled in every test")
}

/// A verb denied at the end of its clause.
static DENIES: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        "(?:[しれせわらさがけえめきりいちみげでべじ]|では|は|が|も)(?:なかった|ませんでした|ありませんでした|(?:ない|ません|ありません) ?(?:[(\\[][\\d,~ -]*[)\\]])?(?:。|$))",
    )
});
/// What may rightly become a denial.
static EXCUSES_DENIAL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:without|free|only|unless|until|before|lack\w*|fail\w*|avoid\w*|stop\w*|ceas\w*|prevent\w*|disappear\w*|abolish\w*|miss\w*|refus\w*|remain\w*|same|similar\w*|comparable|equivalent|unchanged|rare\w*|minimal|minor|hard\w*|difficult|imposs\w*|exclud\w*|preclud\w*|rather|instead|contraindicat\w*|never|inadequate|poor\w*|insufficient|incomplete|asymptomatic|stable|constant|un(?:changed|affected|altered|able|clear|known|likely|common|successful|necessary|eventful|related|detectable|responsive|treated|vaccinated|met|controlled|proven|tested|explained|aware)|nothing|nobody|in\w+able|irr\w+|non\w*|must|should|need\w*|require\w*|too|discontinu\w*|withdr\w*|withh\w*|escape\w*|tolerat\w*|absent|absence|negative|naive|spar\w*|neither|nor|cannot|n't|yet|still|question\w*|whether)\b",
    )
});

/// Aligned spans of both sides.
fn spans(both: &Both) -> impl Iterator<Item = (Range<usize>, Range<usize>)> + '_ {
    both.beads.iter().filter_map(|bead| {
        both.original.span(&bead.original).zip(both.translation.span(&bead.translation))
    })
}

fn count(side: &super::context::Side, what: &[What], span: &Range<usize>) -> usize {
    what.iter().map(|what| side.signs_in(*what, span).count()).sum()
}

/// Less that became more, more that became less, better that became worse.
pub(super) fn directions(both: &Both) -> Vec<IntegrityFinding> {
    use What::{Better, Down, Eased, Restored, Up, Worse};
    let mut findings = Vec::new();
    // A direction, its opposite, and words that may stand for the first.
    let axes: [(What, What, &[What]); 7] = [
        (Eased, Up, &[Eased, Down]),
        (Eased, Worse, &[Eased, Down, Better]),
        (Down, Up, &[Down, Eased]),
        (Down, Worse, &[Down, Eased, Better]),
        (Up, Down, &[Up, Restored]),
        (Better, Worse, &[Better, Eased, Restored]),
        (Worse, Better, &[Worse]),
    ];
    for (here, there) in spans(both) {
        let mut swapped = false;
        for (direction, opposite, kin) in axes {
            let said = count(&both.original, &[direction], &here);
            let kept = count(&both.translation, kin, &there);
            let opposite_kin: &[What] = match opposite {
                Down => &[Down, Eased],
                Up => &[Up, Restored],
                Better => &[Better, Eased, Restored],
                _ => &[Worse],
            };
            let against = count(&both.original, opposite_kin, &here);
            let against_now = match opposite {
                Better | Down => count(&both.translation, opposite_kin, &there),
                _ => count(&both.translation, &[opposite], &there),
            };
            // "High", "old" and the like excuse a word that Japanese has of its own.
            let excused = count(&both.original, excuses(opposite), &here);
            let plainly = against == 0 && against_now > excused;
            let turns = kept < said && against_now > against || plainly;
            if said > 0 && turns && !sides::may_be_turned(both, &here, &there) {
                swapped = true;
                let original = both.original.signs_in(direction, &here).next();
                let translation = both.translation.signs_in(opposite, &there).last();
                findings.push(turned(both, original, translation));
            }
        }
        let (whole, said) = (both.original.text(&here), both.translation.text(&there));
        for (one, excuse, right, wrong) in OPPOSITES.iter() {
            let (Some(a), Some(b)) = (one.find(whole), wrong.find(said)) else { continue };
            if swapped || excuse.is_match(whole) || right.is_match(said) {
                continue;
            }
            swapped = true;
            let sign = |from: usize, hit: regex::Match<'_>| Sign {
                what: Down,
                range: from + hit.start()..from + hit.end(),
            };
            findings.push(turned(both, Some(&sign(here.start, a)), Some(&sign(there.start, b))));
        }
        let down = count(&both.original, &[Down], &here);
        let any = count(&both.translation, &[Down, Eased, Worse, Better], &there);
        if !swapped && down >= 2 && any == 0 {
            let sign = both.original.signs_in(Down, &here).next();
            let words = sign.map_or("", |sign| both.original.text(&sign.range));
            findings.push(finding(
                Kind::DirectionLost,
                Severity::Block,
                sign.map(|sign| both.original.original(&sign.range)),
                Some(both.translation.original(&there)),
                format!("「{words}」(減少・抑制)に当たる語が訳文にありません。"),
                format!("Nothing in the translation says “{words}”."),
            ));
        }
    }
    findings
}

/// What the original says, what in it excuses the opposite, what a translation may say for it, and the
/// opposite.
static OPPOSITES: LazyLock<[(Regex, Regex, Regex, Regex); 3]> = LazyLock::new(|| {
    [
        (
            r"\b(?:sooner|earlier|faster|accelerat\w*|quick\w*)\b",
            r"\b(?:later|slow\w*|late|delay\w*|longer|long|postpon\w*)\b",
            "早|速|短|前倒",
            "遅",
        ),
        (
            r"\b(?:high|higher|highest)\b",
            r"\b(?:low\w*|fewer|less|smaller|reduc\w*|decreas\w*|declin\w*|fell|drop\w*|inverse\w*|not|no)\b",
            "高|多|大き|強|上|増",
            "低(?:か|く|い|め|値|下)",
        ),
        (
            r"\b(?:low|lower|lowest)\b",
            r"\b(?:high\w*|hyper\w*|more|great\w*|increas\w*|rais\w*|ris\w*|rose|elevat\w*|improv\w*|not|no|nor|none)\b",
            "低|少|下|小|減|抑|短|軽|弱|安",
            "高(?:か|く|い|め|値|ま)",
        ),
    ]
    .map(|(a, b, c, d)| (regex(a), regex(b), regex(c), regex(d)))
});

fn excuses(opposite: What) -> &'static [What] {
    match opposite {
        What::Down => &[What::LowLike, What::Worse],
        What::Up => &[What::HighLike, What::Better],
        What::Better => &[What::Better, What::Up, What::Down, What::HighLike, What::Negation],
        _ => &[What::LowLike, What::HighLike, What::Up, What::Down, What::Negation],
    }
}

fn turned(both: &Both, original: Option<&Sign>, translation: Option<&Sign>) -> IntegrityFinding {
    let a = original.map_or("", |sign| both.original.text(&sign.range));
    let b = translation.map_or("", |sign| both.translation.text(&sign.range));
    finding(
        Kind::DirectionSwapped,
        Severity::Block,
        original.map(|sign| both.original.original(&sign.range)),
        translation.map(|sign| both.translation.original(&sign.range)),
        format!("方向が逆になっています:「{a}」→「{b}」。"),
        format!("The direction is turned round: “{a}” became “{b}”."),
    )
}

/// A figure whose clause says one direction in the original and only the other in the translation.
pub(super) fn directions_of_figures(both: &Both) -> Vec<IntegrityFinding> {
    use What::{Better, Down, Eased, HighLike, LowLike, Negation, Restored, Up, Worse};
    let mut findings = Vec::new();
    let once = |all: &[Number], number: &Number| {
        all.iter().filter(|other| number.says_the_same(other)).count() == 1
    };
    for number in both.original.numbers.iter().filter(|number| number.firm) {
        let mut same = both.translation.numbers.iter().filter(|other| number.is_the_same(other));
        let (Some(other), None) = (same.next(), same.next()) else { continue };
        if !once(&both.original.numbers, number) {
            continue;
        }
        let here = clause(
            both.original.text(&(0..both.original.prepared.text.len())),
            &number.range,
            &ENGLISH_BREAKS,
        );
        let there = clause(
            both.translation.text(&(0..both.translation.prepared.text.len())),
            &other.range,
            &JAPANESE_BREAKS,
        );
        for (one, kin, opposite, others) in
            [(Down, [Down, Eased], Up, [Up, Restored]), (Up, [Up, Restored], Down, [Down, Eased])]
        {
            let others_here = [others[0], others[1], HighLike, LowLike, Negation, Better, Worse];
            let kin_there = [kin[0], kin[1], Better, Worse];
            if count(&both.original, &[one], &here) > 0
                && count(&both.original, &others_here, &here) == 0
                && count(&both.translation, &[opposite], &there) > 0
                && count(&both.translation, &kin_there, &there) == 0
                && !sides::may_be_turned(both, &sentence_of(&both.original, &here), &there)
            {
                let original = both.original.signs_in(one, &here).next();
                let translation = both.translation.signs_in(opposite, &there).last();
                findings.push(turned(both, original, translation));
            }
        }
    }
    findings
}

/// The sentence that holds a clause.
fn sentence_of(side: &super::context::Side, clause: &Range<usize>) -> Range<usize> {
    let mut all = side.sentences.iter();
    all.find(|all| all.start <= clause.start && clause.start < all.end)
        .map_or(clause.clone(), |whole| whole.start..whole.end.max(clause.end))
}

static ENGLISH_BREAKS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"[.;:\n](?: |$)|, | (?:and|but|while|whereas|although|compared|versus|than|because|if|when|after|before|in those|who|which|that) ",
    )
});
static JAPANESE_BREAKS: LazyLock<Regex> = LazyLock::new(|| regex("[。、,;\n]"));

/// The bytes between the breaks around a place.
fn clause(text: &str, place: &Range<usize>, breaks: &Regex) -> Range<usize> {
    let from = text[..place.start].rfind(['。', '\n']).unwrap_or(0);
    let start =
        breaks.find_iter(&text[from..place.start]).last().map_or(from, |hit| from + hit.end());
    let end = breaks.find(&text[place.end..]).map_or(text.len(), |hit| place.end + hit.start());
    start..end
}

/// "May" that became "does", and the reverse.
pub(super) fn hedges(both: &Both) -> Vec<IntegrityFinding> {
    let mut findings = Vec::new();
    for (here, there) in spans(both) {
        let said: Vec<&Sign> = both
            .original
            .signs_in(What::Hedge, &here)
            .filter(|sign| !both.original.numbers.iter().any(|n| n.range == sign.range))
            .collect();
        let kept = count(&both.translation, &[What::Hedge, What::Ability], &there);
        if let (Some(first), 0) = (said.first(), kept) {
            let words = both.original.text(&first.range);
            findings.push(finding(
                Kind::HedgeLost,
                Severity::Block,
                Some(both.original.original(&first.range)),
                Some(both.translation.original(&there)),
                format!("「{words}」の留保が訳文では断定になっています。"),
                format!("The hedge “{words}” became an assertion."),
            ));
        }
        let hedged = both.translation.signs_in(What::Hedge, &there).next();
        let could = count(&both.original, &[What::Ability], &here) > 0;
        if let (true, Some(hedge), false) = (said.is_empty(), hedged, could) {
            let words = both.translation.text(&hedge.range);
            findings.push(finding(
                Kind::HedgeAdded,
                Severity::Info,
                Some(both.original.original(&here)),
                Some(both.translation.original(&hedge.range)),
                format!("原文にない留保「{words}」があります。"),
                format!("“{words}” hedges what the original asserts."),
            ));
        }
    }
    findings
}

/// "Not" that is gone.
pub(super) fn negations(both: &Both) -> Vec<IntegrityFinding> {
    let mut findings = Vec::new();
    for (here, there) in spans(both) {
        let said: Vec<&Sign> = both
            .original
            .signs_in(What::Negation, &here)
            .filter(|sign| is_plain_not(both.original.text(&sign.range), both, sign))
            .collect();
        let kept = count(&both.translation, &[What::Negation], &there);
        if let (Some(first), 0) = (said.first(), kept) {
            let words = both.original.text(&first.range);
            findings.push(finding(
                Kind::NegationChanged,
                Severity::Block,
                Some(both.original.original(&first.range)),
                Some(both.translation.original(&there)),
                format!("「{words}」の否定が訳文にありません。"),
                format!("The negation “{words}” is not in the translation."),
            ));
        }
    }
    findings
}

/// "Not" that has come, where nothing of the original denies, lacks, limits or compares.
pub(super) fn negations_added(both: &Both) -> Vec<IntegrityFinding> {
    let mut findings = Vec::new();
    for (here, there) in spans(both) {
        let whole = both.original.text(&here);
        let said = both.translation.text(&there);
        // 「かもしれません」 denies nothing.
        let denials: Vec<_> = DENIES
            .find_iter(said)
            .filter(|hit| {
                !said[..hit.start()].ends_with("かもし") && !said[..hit.start()].ends_with("少な")
            })
            .collect();
        let Some(denial) = denials.last() else { continue };
        let excuses = EXCUSES_DENIAL.find_iter(whole).count();
        if count(&both.original, &[What::Negation], &here) + excuses >= denials.len() {
            continue;
        }
        let range = there.start + denial.start()..there.start + denial.end();
        let words = both.translation.text(&range);
        findings.push(finding(
            Kind::NegationChanged,
            Severity::Block,
            Some(both.original.original(&here)),
            Some(both.translation.original(&range)),
            format!("原文にない否定「{words}」が訳文にあります。"),
            format!("“{words}” denies what the original does not."),
        ));
    }
    findings
}

/// "Not only" and "no. 3" negate nothing; "limited" and "few" are said in too many ways.
fn is_plain_not(words: &str, both: &Both, sign: &Sign) -> bool {
    let after = &both.original.prepared.text[sign.range.end..];
    let emphatic =
        [" only", " just", " merely", " less than", " more than", " later than", " fewer", "."];
    matches!(
        words,
        "not"
            | "no"
            | "never"
            | "neither"
            | "nor"
            | "cannot"
            | "none"
            | "nobody"
            | "failed to"
            | "fails to"
            | "fail to"
            | "unchanged"
            | "unaffected"
            | "unaltered"
    ) && !emphatic.iter().any(|words| after.starts_with(words))
}

/// Conditions of the study that are gone.
pub(super) fn conditions(both: &Both) -> Vec<IntegrityFinding> {
    let mut findings = Vec::new();
    let mut reported = BTreeSet::new();
    for (here, there) in spans(both) {
        for sign in &both.original.signs {
            let What::Condition(condition) = sign.what else { continue };
            if !(here.start <= sign.range.start && sign.range.end <= here.end) {
                continue;
            }
            let weight = weight(condition);
            let nearby = both.translation.signs_in(sign.what, &there).next().is_some();
            if nearby || weight == Weight::Light {
                continue;
            }
            let strict = weight == Weight::Everywhere;
            // Species are named once and then understood; "in vitro" limits each sentence it stands in.
            let elsewhere = both.translation.has(sign.what);
            let fewer = both.original.signs.iter().filter(|s| s.what == sign.what).count()
                > both.translation.signs.iter().filter(|s| s.what == sign.what).count();
            if (!elsewhere || (strict && fewer)) && reported.insert((condition, here.start)) {
                findings.push(lost(both, sign, condition, &there));
            }
        }
    }
    findings
}

#[derive(PartialEq, Eq)]
enum Weight {
    /// Each time.
    Everywhere,
    /// Once in the translation is enough.
    Once,
    /// Too many ways to say it.
    Light,
}

fn weight(condition: Condition) -> Weight {
    match condition {
        Condition::InVitro
        | Condition::ExVivo
        | Condition::InVivo
        | Condition::Preliminary
        | Condition::Retrospective
        | Condition::DoseDependent => Weight::Everywhere,
        Condition::Mouse
        | Condition::Rat
        | Condition::OtherAnimal
        | Condition::AnimalModel
        | Condition::DoubleBlind
        | Condition::HealthyVolunteers => Weight::Once,
        Condition::Human | Condition::Significant => Weight::Light,
    }
}

fn lost(both: &Both, sign: &Sign, condition: Condition, there: &Range<usize>) -> IntegrityFinding {
    let words = both.original.text(&sign.range);
    finding(
        Kind::ConditionLost,
        Severity::Block,
        Some(both.original.original(&sign.range)),
        Some(both.translation.original(there)),
        format!("条件「{words}」({})が訳文にありません。", condition.ja()),
        format!("The condition “{words}” ({}) is not in the translation.", condition.en()),
    )
}
