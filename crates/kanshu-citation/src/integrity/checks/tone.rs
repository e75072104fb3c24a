//! Hedges and negations.

use std::{ops::Range, sync::LazyLock};

use kanshu_domain::compliance::Severity;
use regex::Regex;

use super::{
    context::{Both, count, spans},
    finding,
};
use crate::integrity::{
    IntegrityFinding, Kind,
    signs::{Sign, What},
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
static UNCHANGED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:unchanged|unaltered|unaffected|no (?:[a-z]+ )?(?:change|effect|difference|influence|impact|association|correlation)s?|(?:not|n't) (?:[a-z]+ )?(?:change|differ|affect|alter|influence))\b",
    )
});
static CHANGED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        "(?:変化|変動|影響|差|違い|効果|関連|相関)(?:が|は|も)(?:あった|あり(?:ます|ました)|(?:み|見|認め)られ(?:た|ました)|認めた)|(?:変わった|変わりました|変化した|変化しました)(?:。|が|と)",
    )
});
/// More than any hedge allows.
static PROVEN: LazyLock<Regex> = LazyLock::new(|| regex("証明|立証|実証|裏づけ|裏付け|確証"));
static PROVES: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:prov\w+|proof\w*|demonstrat\w*|show\w*|verif\w*|confirm\w*|establish\w*|support\w*|evidence|validat\w*|substantiat\w*|certif\w*|corroborat\w*)\b",
    )
});
/// "Unchanged" without a denial.
static STEADY: LazyLock<Regex> =
    LazyLock::new(|| regex("一定|維持|保[たちっ]|安定|そのまま|据え置"));
static DENIED: LazyLock<Regex> = LazyLock::new(|| regex("な(?:い|か|く)|ませ|ず"));
/// What may rightly become a denial.
static EXCUSES_DENIAL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:less|fewer|under|below|without|free|only|unless|until|before|lack\w*|fail\w*|avoid\w*|stop\w*|ceas\w*|prevent\w*|disappear\w*|abolish\w*|miss\w*|refus\w*|remain\w*|same|similar\w*|comparable|equivalent|unchanged|rare\w*|minimal|minor|hard\w*|difficult|imposs\w*|exclud\w*|preclud\w*|rather|instead|contraindicat\w*|never|inadequate\w*|poor\w*|insufficient\w*|incomplete\w*|partial\w*|partly|scarce\w*|sparse\w*|infrequent\w*|ineffectiv\w*|inaccura\w*|asymptomatic|stable|constant|un[a-ce-hj-z][a-z]{2,}|undetect\w*|nothing|nobody|in\w+able|irr\w+|non\w*|must|should|need\w*|require\w*|too|discontinu\w*|withdr\w*|withh\w*|escape\w*|tolerat\w*|absent|absence|negative|naive|spar\w*|neither|nor|cannot|n't|yet|still|question\w*|whether|mixed|conflict\w*|inconsisten\w*|inconclusive|inactiv\w*|ineffective|var(?:y|ied|ies|iable)|differ\w*|dis[a-z]{4,})\b",
    )
});

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
        let proven = PROVEN.is_match(both.translation.text(&there))
            && !PROVES.is_match(both.original.text(&here));
        if let Some(first) = said.first().filter(|_| kept == 0 || proven) {
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

/// What stands before a denial that denies nothing: 「かもしれません」, 「でもかまいません」,
/// 「珍しくありません」.
const DENIES_NOTHING: [&str; 11] = [
    "かもし",
    "少な",
    "少なくあ",
    "珍し",
    "珍しくあ",
    "めずらしくあ",
    "かま",
    "構",
    "差し支",
    "さしつか",
    "問題",
];

/// "Not" that is gone, or has come. What is gone at one place and comes at another was only moved.
pub(super) fn negations(both: &Both) -> Vec<IntegrityFinding> {
    let (mut lost, mut added) = (negations_lost(both), negations_added(both));
    let moved = lost.len().min(added.len());
    lost.truncate(lost.len() - moved);
    added.truncate(added.len() - moved);
    lost.extend(added);
    lost
}

fn negations_lost(both: &Both) -> Vec<IntegrityFinding> {
    let mut findings = Vec::new();
    for (here, there) in spans(both) {
        let said: Vec<&Sign> = both
            .original
            .signs_in(What::Negation, &here)
            .filter(|sign| is_plain_not(both.original.text(&sign.range), both, sign))
            .collect();
        let kept = count(&both.translation, &[What::Negation], &there);
        // 「限られる」 and 「消失」 may carry it where the original has no such word of its own.
        let lacking = count(&both.translation, &[What::Lacking], &there);
        let carried = lacking > count(&both.original, &[What::Lacking], &here)
            || said.iter().all(|sign| both.original.text(&sign.range).starts_with("un"))
                && STEADY.is_match(both.translation.text(&there));
        let gone = kept == 0 && !carried || is_affirmed(both, &here, &there);
        if let (Some(first), true) = (said.first(), gone) {
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

/// "Unchanged" that became 「変化があった」, where the translation denies nothing else.
fn is_affirmed(both: &Both, here: &Range<usize>, there: &Range<usize>) -> bool {
    let said = both.translation.text(there);
    UNCHANGED.is_match(both.original.text(here)) && CHANGED.is_match(said) && !DENIED.is_match(said)
}

/// Where nothing of the original denies, lacks, limits or compares.
fn negations_added(both: &Both) -> Vec<IntegrityFinding> {
    let mut findings = Vec::new();
    for (here, there) in spans(both) {
        let whole = both.original.text(&here);
        let said = both.translation.text(&there);
        let denials: Vec<_> = DENIES
            .find_iter(said)
            .filter(|hit| {
                let before = &said[..hit.start()];
                !DENIES_NOTHING.iter().any(|words| before.ends_with(words))
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
    let emphatic = [
        " only",
        " just",
        " merely",
        " less than",
        " more than",
        " later than",
        " fewer",
        // Two denials affirm.
        " uncommon",
        " unusual",
        " infrequent",
        " without",
        " be excluded",
        " be ruled out",
        " exclude",
        " rule out",
    ];
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
        && !(words == "no" && after.starts_with('.'))
}
