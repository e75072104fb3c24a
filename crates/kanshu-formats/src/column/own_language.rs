//! Quotations in the language of the column: announced, in quotation marks, or with words left out.

use super::{
    blocks::starts_structure,
    builder::Builder,
    language,
    marks::{elision_in, is_elision_line},
    origin::{found_source, names_source, source_title},
    quotation::{Found, LONGEST, push},
    source::TextLine,
    translation::is_commentary,
};

const FEWEST_CHARS: usize = 40;
/// How many paragraphs an announced quotation may have before its source is named.
const MOST_PARAGRAPHS: usize = 6;

/// How many quotations a paragraph announces: `医学論文を2つ以下に引用`.
pub(super) fn announced(text: &str) -> usize {
    let last = text.lines().last().unwrap_or_default();
    let sentence = last.trim_end_matches('。').rsplit('。').next().unwrap_or_default();
    let says = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    let announces = says(&["以下", "次の", "下記"])
        && says(&[
            "論文",
            "文献",
            "研究",
            "報告",
            "引用",
            "ガイドライン",
            "添付文書",
            "発表",
            "記載",
            "述べ",
            "抜粋",
        ]);
    if !announces {
        return 0;
    }
    let count = sentence.split(['つ', '本', '件', '報']).find_map(|part| {
        let digit = part.chars().last()?;
        digit
            .to_digit(10)
            .or_else(|| ('０'..='９').contains(&digit).then(|| u32::from(digit) - u32::from('０')))
    });
    count.and_then(|count| usize::try_from(count).ok()).unwrap_or(1).max(1)
}

/// Reads a quotation in the column's own language.
pub(super) fn read(builder: &mut Builder<'_>, at: usize) -> Option<usize> {
    let lines = builder.lines();
    let is_own = |line: &TextLine| {
        language::is_mostly_japanese(&line.text) == builder.locale.is_japanese()
            && !names_source(&line.text)
    };
    if !is_own(&lines[at]) || starts_structure(builder, at) {
        return None;
    }
    let run_end = |from: usize| {
        (from + 1..lines.len().min(from + LONGEST))
            .find(|i| {
                lines[*i].blank_before
                    || names_source(&lines[*i].text)
                    || (starts_structure(builder, *i) && elision_in(&lines[*i].text).is_none())
            })
            .unwrap_or(lines.len().min(from + LONGEST))
    };
    let is_elision = |i: usize| lines.get(i).is_some_and(|line| is_elision_line(&line.text));
    let mut end = run_end(at);
    while end < lines.len() && end - at < LONGEST && (is_elision(end) || is_elision(end - 1)) {
        end = run_end(end);
    }
    let has_elision = lines[at..end].iter().any(|line| elision_in(&line.text).is_some());
    let is_announced = builder.announced > 0
        && lines[at].span.chars() >= FEWEST_CHARS
        && !is_commentary(&lines[at].text);
    let is_sourced = |at: usize| lines.get(at).is_some_and(|line| names_source(&line.text));
    let is_marked = is_sourced(end) && is_in_quotation_marks(&lines[at..end]);
    if !has_elision && !is_announced && !is_marked {
        return None;
    }
    // Further paragraphs belong to it where one of them is followed by the source.
    let mut further = end;
    for _ in 1..MOST_PARAGRAPHS {
        let goes_on = is_announced
            && !is_sourced(further)
            && lines.get(further).is_some_and(|line| is_own(line) && !is_commentary(&line.text))
            && !starts_structure(builder, further)
            && source_title(builder, further).is_none();
        if !goes_on {
            break;
        }
        further = run_end(further);
    }
    if is_sourced(further) {
        end = further;
    }
    let original = lines[at..end].to_vec();
    let mut next = end;
    let source = found_source(builder, &mut next);
    if !has_elision && source.is_none() {
        return None;
    }
    let lang = builder.locale.clone();
    let found = Found {
        lang,
        locators: Vec::new(),
        label: None,
        original,
        translation: None,
        source,
        next,
    };
    push(builder, at, found)
}

fn is_in_quotation_marks(lines: &[TextLine]) -> bool {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return false };
    first.text.starts_with(['「', '『', '“', '"'])
        && last.text.trim_end_matches(['。', '.']).ends_with(['」', '』', '”', '"'])
}
