//! Less and more, better and worse.

use std::{ops::Range, sync::LazyLock};

use kanshu_domain::compliance::Severity;
use regex::Regex;

use super::{
    context::{Both, contains, count, spans},
    finding, sides,
};
use crate::integrity::{
    IntegrityFinding, Kind,
    signs::{Sign, What},
};

#[expect(clippy::expect_used, reason = "the patterns are constants, compiled in every test")]
fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns are constants, compiled in every test")
}

/// A direction that the original says, and its opposite that the translation may have made of it.
struct Axis {
    direction: What,
    opposite: What,
    /// What in the translation may stand for the direction.
    kin: &'static [What],
    /// What may carry it where the original has no such word of its own.
    carrier: What,
    /// What in the original may have become the opposite.
    against: &'static [What],
}

const AXES: [Axis; 7] = {
    use What::{Better, Down, Eased, HighLike, LowLike, Restored, Up, Worse};
    const UPWARD: &[What] = &[Up, Restored];
    const DOWNWARD: &[What] = &[Down, Eased];
    const GOOD: &[What] = &[Better, Eased, Restored];
    const BAD: &[What] = &[Worse];
    [
        Axis {
            direction: Eased,
            opposite: Up,
            carrier: LowLike,
            kin: &[Eased, Down, Better],
            against: UPWARD,
        },
        Axis {
            direction: Eased,
            opposite: Worse,
            carrier: LowLike,
            kin: &[Eased, Down, Better],
            against: BAD,
        },
        Axis {
            direction: Down,
            opposite: Up,
            carrier: LowLike,
            kin: &[Down, Eased],
            against: UPWARD,
        },
        Axis {
            direction: Down,
            opposite: Worse,
            carrier: LowLike,
            kin: &[Down, Eased, Better],
            against: BAD,
        },
        Axis {
            direction: Up,
            opposite: Down,
            carrier: HighLike,
            kin: &[Up, Restored],
            against: DOWNWARD,
        },
        Axis {
            direction: Better,
            opposite: Worse,
            carrier: HighLike,
            kin: &[Better, Eased, Restored],
            against: BAD,
        },
        Axis { direction: Worse, opposite: Better, carrier: LowLike, kin: &[Worse], against: GOOD },
    ]
};

/// Whether the translation says the opposite, and nothing of the original explains it.
fn is_turned(
    both: &Both,
    axis: &Axis,
    said: usize,
    here: &Range<usize>,
    there: &Range<usize>,
) -> bool {
    let carriers = count(&both.translation, &[axis.carrier], there);
    let carried = carriers.saturating_sub(count(&both.original, &[axis.carrier], here));
    let kept = count(&both.translation, axis.kin, there) + carried;
    // What the original says of it, in this word or one of its kin.
    let said = said.max(count(&both.original, axis.kin, here));
    let against = count(&both.original, axis.against, here);
    let against_now = testimony(both, axis.opposite, here, there).count();
    // "High", "old" and the like excuse a word that Japanese has of its own.
    let excused = count(&both.original, excuses(axis.opposite), here);
    // Where the direction itself is gone, what something is done to has turned too.
    let all_now = against_words(both, axis.opposite, here, there).count();
    let turns = kept < said && all_now > against
        || against == 0 && against_now > excused
        || is_outright(both, axis, here, there) && against_now > 0;
    // Who brought it about is not said from the other group's side: 「Aは…を低下させた」.
    let brought_about = testimony(both, axis.opposite, here, there)
        .any(|sign| both.translation.prepared.text[sign.range.end..].starts_with("させ"));
    turns && (brought_about || !sides::may_be_turned(both, here, there))
}

/// Better for worse or worse for better, where neither side says anything else.
fn is_outright(both: &Both, axis: &Axis, here: &Range<usize>, there: &Range<usize>) -> bool {
    use What::{Better, Down, LowLike, Negation, Worse};
    let judged = matches!((axis.direction, axis.opposite), (Better, Worse) | (Worse, Better));
    judged
        && count(&both.translation, axis.kin, there) == 0
        && count(&both.original, axis.against, here) == 0
        && count(&both.original, &[Down, LowLike, Negation], here) == 0
}

/// What a direction is done to: 「増加を抑えた」, 「低下が止まった」.
static DONE_TO: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        "^[^。、]{0,10}?(?:を|が|は|の|も)[^。、]{0,8}?(?:抑|減|防|止|妨|阻|鈍|和ら|改善|緩|軽|避|遅|低下|なく|食い|打ち消|遮|消|予防|回避|免れ|弱)",
    )
});
/// A direction that did not come.
pub(super) static DENIED: LazyLock<Regex> =
    LazyLock::new(|| regex("^[^。、かも]{0,9}?(?:な(?:い|か|く|し)|ません|ず|ぬ|にく|止)"));

/// The words of the translation that say the opposite in earnest: not what something else is done to.
fn testimony<'a>(
    both: &'a Both,
    opposite: What,
    here: &Range<usize>,
    there: &'a Range<usize>,
) -> impl Iterator<Item = &'a Sign> {
    against_words(both, opposite, here, there).filter(|sign| {
        !DONE_TO.is_match(&both.translation.prepared.text[sign.range.end..there.end])
    })
}

/// The words of the translation that say the opposite, without what did not happen, unless the original
/// denies something.
fn against_words<'a>(
    both: &'a Both,
    opposite: What,
    here: &Range<usize>,
    there: &'a Range<usize>,
) -> impl Iterator<Item = &'a Sign> {
    let denies = count(&both.original, &[What::Negation], here) > 0;
    let words: &[What] = match opposite {
        What::Better => &[What::Better, What::Eased, What::Restored],
        What::Down => &[What::Down, What::Eased],
        What::Up => &[What::Up],
        _ => &[What::Worse],
    };
    let signs = both.translation.signs.iter();
    let signs = signs.filter(move |s| words.contains(&s.what) && contains(there, &s.range));
    signs.filter(move |sign| {
        denies || !DENIED.is_match(&both.translation.prepared.text[sign.range.end..there.end])
    })
}

/// Less that became more, more that became less, better that became worse.
pub(super) fn directions(both: &Both) -> Vec<IntegrityFinding> {
    use What::{Better, Down, Eased, HighLike, LowLike, Worse};
    let mut findings = Vec::new();
    for (here, there) in spans(both) {
        let mut swapped = false;
        for axis in &AXES {
            let said = count(&both.original, &[axis.direction], &here);
            if said == 0 || !is_turned(both, axis, said, &here, &there) {
                continue;
            }
            swapped = true;
            let original = both.original.signs_in(axis.direction, &here).next();
            let translation = against_words(both, axis.opposite, &here, &there).last();
            findings.push(turned(both, original, translation));
        }
        let (whole, said) = (both.original.text(&here), both.translation.text(&there));
        for (one, excuse, right, wrong) in OPPOSITES.iter() {
            let (Some(a), Some(b)) = (one.find(whole), wrong.find(said)) else { continue };
            let turned_about = sides::may_be_turned(both, &here, &there);
            if swapped || turned_about || excuse.is_match(whole) || right.is_match(said) {
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
        let any =
            count(&both.translation, &[Down, Eased, Worse, Better, LowLike, HighLike], &there);
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
static OPPOSITES: LazyLock<[(Regex, Regex, Regex, Regex); 4]> = LazyLock::new(|| {
    [
        (
            r"\bmost (?:common|frequent|often|prevalent)",
            r"\b(?:least|rare\w*|seldom|few\w*)\b",
            "(?:最も|もっとも|一番|いちばん)(?:多|よく|頻)|最多|頻度(?:が|の)(?:最も|もっとも)?高",
            "(?:最も|もっとも|一番|いちばん)(?:少な|まれ)",
        ),
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

pub(super) fn turned(
    both: &Both,
    original: Option<&Sign>,
    translation: Option<&Sign>,
) -> IntegrityFinding {
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
