//! Reference marks of the source: `[144]`, `[12, 13]`, `[3–5]`, `*5`, `(12)`, `39)。`.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

/// One mark: the number it points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    pub(super) number: u32,
    pub(super) range: Range<usize>,
}

#[expect(clippy::expect_used, reason = "the pattern is a constant, compiled in every test")]
static MARKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\[ ?(\d{1,4}(?: ?[-~,、・] ?\d{1,4})*) ?\]|\*(\d{1,2})\b|\((\d{1,3}(?: ?[-~,] ?\d{1,3})*)\) ?(?:[.,;。、]|$|\n)|[^\d\s.,(\[~-](\d{1,3}(?: ?[-~,、] ?\d{1,3})*)\)(?:[。、]|$|\n)")
        .expect("the pattern is a constant, compiled in every test")
});

/// The marks of a prepared text; a range counts each of its numbers.
pub(super) fn markers(text: &str) -> Vec<Marker> {
    let mut found = Vec::new();
    for hit in MARKS.captures_iter(text) {
        let (Some(whole), Some(inner)) = (hit.get(0), hit.iter().skip(1).flatten().next()) else {
            continue;
        };
        if !whole.as_str().starts_with(['[', '(', '*'])
            && is_within_brackets(&text[..whole.start()])
        {
            continue;
        }
        // 「…した39)。」 has a character of the sentence before it.
        let bracketed = whole.as_str().starts_with(['[', '(', '*']);
        let place = if bracketed { whole.range() } else { inner.range() };
        for part in inner.as_str().split([',', '、', '・']) {
            let numbers: Vec<u32> =
                part.split(['-', '~']).filter_map(|number| number.trim().parse().ok()).collect();
            match numbers[..] {
                [first, last] if first < last && last - first < 50 => {
                    found.extend(
                        (first..=last).map(|number| Marker { number, range: place.clone() }),
                    );
                }
                _ => found.extend(
                    numbers.into_iter().map(|number| Marker { number, range: place.clone() }),
                ),
            }
        }
    }
    found
}

/// Whether a bracket stands open at the end: "(95% CI 11-25)".
fn is_within_brackets(before: &str) -> bool {
    before.rfind('(') > before.rfind(')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_ranges_count_each_number() {
        let numbers: Vec<u32> =
            markers("死に至る[144]。低下[3-5, 9]。*6 です").iter().map(|m| m.number).collect();
        assert_eq!(numbers, [144, 3, 4, 5, 9, 6]);
    }
}
