//! Less and more of a figure: 「54%減少」 for "increased by 54%".

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    context::{Both, Side, contains, count},
    directions::{DENIED, turned},
    sides,
};
use crate::integrity::{
    IntegrityFinding,
    numbers::{Number, Unit},
    signs::{Sign, What},
};

#[expect(clippy::expect_used, reason = "the patterns are constants, compiled in every test")]
fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns are constants, compiled in every test")
}

pub(super) fn directions_of_figures(both: &Both) -> Vec<IntegrityFinding> {
    let mut findings = from_to(both);
    for finding in beside(both).into_iter().chain(by_clause(both)) {
        let said = |f: &IntegrityFinding| {
            f.original_range == finding.original_range
                || f.translation_range == finding.translation_range
        };
        if !findings.iter().any(said) {
            findings.push(finding);
        }
    }
    findings
}

/// Figures that each side says once.
fn said_once(both: &Both) -> impl Iterator<Item = (&Number, &Number)> {
    both.original.numbers.iter().filter_map(|number| {
        let mut same = both.translation.numbers.iter().filter(|other| number.is_the_same(other));
        let (Some(other), None) = (same.next(), same.next()) else { return None };
        let all = both.original.numbers.iter();
        let once = all.filter(|other| number.says_the_same(other)).count() == 1;
        once.then_some((number, other))
    })
}

const UPWARD: [What; 2] = [What::Up, What::Restored];
const DOWNWARD: [What; 2] = [What::Down, What::Eased];

/// 「438 µmから271 µmに増加」: the figures themselves say where it went.
fn from_to(both: &Both) -> Vec<IntegrityFinding> {
    static BETWEEN: LazyLock<Regex> = LazyLock::new(|| regex("^ ?から ?$"));
    static BEHIND: LazyLock<Regex> =
        LazyLock::new(|| regex("^ ?(?:に|へ|へと|まで)(?:有意に|大きく|著明に|それぞれ|と)?$"));
    let Side { prepared, signs, numbers, .. } = &both.translation;
    let mut findings = Vec::new();
    for (from, to) in numbers.iter().zip(numbers.iter().skip(1)) {
        let is_said = |n: &Number| both.original.numbers.iter().any(|o| o.says_the_same(n));
        if from.range.end > to.range.start
            || !BETWEEN.is_match(&prepared.text[from.range.end..to.range.start])
            || !(is_said(from) && is_said(to))
        {
            continue;
        }
        let Some(sign) = signs.iter().find(|sign| sign.range.start >= to.range.end) else { break };
        let went_up = match sign.what {
            What::Up => true,
            What::Down => false,
            _ => continue,
        };
        let said_behind = BEHIND.is_match(&prepared.text[to.range.end..sign.range.start]);
        let contradicts = if went_up { to.value < from.value } else { to.value > from.value };
        let comparable = from.unit == to.unit || from.unit == Unit::None;
        if said_behind
            && contradicts
            && comparable
            && !DENIED.is_match(&prepared.text[sign.range.end..])
        {
            let number = both.original.numbers.iter().find(|o| o.says_the_same(from));
            let place = number.map(|n| Sign { what: sign.what, range: n.range.clone() });
            findings.push(turned(both, place.as_ref(), Some(sign)));
        }
    }
    findings
}

/// A figure that stands right beside its direction on both sides.
fn beside(both: &Both) -> Vec<IntegrityFinding> {
    let mut findings = Vec::new();
    for (number, other) in said_once(both) {
        let Some(there) = direction_behind(&both.translation, other) else { continue };
        let Some((here, clause)) = direction_of(&both.original, number) else { continue };
        let opposite = UPWARD.contains(&here.what) != UPWARD.contains(&there.what);
        if opposite
            && count(&both.original, &[What::Negation], &clause) == 0
            && (is_relative(number)
                || !sides::may_be_turned(
                    both,
                    &sentence_of(&both.original, &clause),
                    &sentence_of(&both.translation, &there.range),
                ))
        {
            findings.push(turned(both, Some(here), Some(there)));
        }
    }
    findings
}

/// Whoever starts from the other group needs another figure: 20% less is 25% more.
fn is_relative(number: &Number) -> bool {
    matches!(number.unit, Unit::Percent | Unit::Fold)
}

/// 「54%減少」「3倍に増えた」: what follows within a few characters, and did happen.
fn direction_behind<'a>(side: &'a Side, number: &Number) -> Option<&'a Sign> {
    const NEAR: usize = 4;
    let text = &side.prepared.text;
    let sign = side.signs.iter().find(|sign| {
        matches!(sign.what, What::Up | What::Down | What::Eased)
            && sign.range.start >= number.range.end
    })?;
    let between = &text[number.range.end..sign.range.start];
    let near = between.chars().count() <= NEAR && !between.contains(['。', '、', 'を', '~', '-']);
    (near && !DENIED.is_match(&text[sign.range.end..])).then_some(sign)
}

/// "Increased by 54%", "a 54% increase": the only direction between the figure and what stands before it,
/// with its clause.
fn direction_of<'a>(side: &'a Side, number: &Number) -> Option<(&'a Sign, Range<usize>)> {
    const BEHIND: usize = 20;
    let text = &side.prepared.text;
    let clause = clause(text, &number.range, &ENGLISH_BREAKS);
    let before = side.numbers.iter().filter(|n| n.range.end <= number.range.start);
    let from = before.map(|n| n.range.end).max().unwrap_or(0).max(clause.start);
    let after = side.numbers.iter().filter(|n| n.range.start >= number.range.end);
    let until = after.map(|n| n.range.start).min().unwrap_or(text.len()).min(clause.end);
    let within = |span: Range<usize>| -> Vec<&Sign> {
        let all = side.signs.iter().filter(|sign| contains(&span, &sign.range));
        all.filter(|s| UPWARD.contains(&s.what) || DOWNWARD.contains(&s.what)).collect()
    };
    let mut end = until.min(number.range.end + BEHIND);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let (first, second) = (within(from..number.range.start), within(number.range.end..end));
    let all: Vec<&Sign> = first.into_iter().chain(second).collect();
    let one_way = |family: &[What]| all.iter().all(|sign| family.contains(&sign.what));
    let sign = *all.first()?;
    (one_way(&UPWARD) || one_way(&DOWNWARD)).then_some((sign, clause))
}

/// A figure whose clause says one direction in the original and only the other in the translation.
fn by_clause(both: &Both) -> Vec<IntegrityFinding> {
    use What::{Better, Down, Eased, HighLike, LowLike, Negation, Restored, Up, Worse};
    let mut findings = Vec::new();
    for (number, other) in said_once(both).filter(|(number, _)| number.firm) {
        let here = clause(&both.original.prepared.text, &number.range, &ENGLISH_BREAKS);
        let there = clause(&both.translation.prepared.text, &other.range, &JAPANESE_BREAKS);
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
fn sentence_of(side: &Side, clause: &Range<usize>) -> Range<usize> {
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
