//! Quotations that give the translation before the original, or name the original as such (原文).

use super::{
    builder::Builder,
    language,
    quotation::locator,
    source::{Span, TextLine},
    translation::{FoundTranslation, fits, shares_figures, technical_terms, translation_label},
};

const LONGEST: usize = 60;

/// `【原文】`, `（英文）`, `Original:`: the characters to skip.
pub(super) fn original_label(text: &str) -> Option<usize> {
    const WORDS: &[&str] =
        &["原文", "英文", "英語原文", "原著", "要旨", "抄録", "Abstract", "ABSTRACT", "Original"];
    let opened = text.starts_with(['(', '（', '【', '[', '［', '〈', '《', '〔', '＜']);
    let inner = text.char_indices().nth(usize::from(opened)).map_or("", |(at, _)| &text[at..]);
    let word = WORDS.iter().find(|word| inner.starts_with(**word))?;
    let tail = &inner[word.len()..];
    let closed = opened && tail.starts_with([')', '）', '】', ']', '］', '〉', '》', '〕', '＞']);
    let is_label = closed || (!opened && (tail.is_empty() || tail.starts_with([':', '：'])));
    let length = usize::from(opened) + word.chars().count() + usize::from(closed);
    let rest = text.chars().skip(length);
    let separators = rest.take_while(|c| c.is_whitespace() || matches!(c, ':' | '：')).count();
    is_label.then_some(length + separators)
}

/// The line without its label, when words are left.
pub(super) fn unlabelled(builder: &Builder<'_>, line: &TextLine, skip: usize) -> Option<TextLine> {
    let rest = Span::new(line.span.start + skip, line.span.end);
    (rest.start < rest.end).then(|| {
        let span = builder.source.trimmed(rest);
        TextLine { span, text: builder.source.text(span), ..line.clone() }
    })
}

/// Reads a translation above its original, which begins where the second value says.
pub(super) fn translation_above(
    builder: &Builder<'_>,
    at: usize,
    locators: &mut Vec<TextLine>,
) -> Option<(FoundTranslation, usize)> {
    let lines = builder.lines();
    let first = &lines[at];
    let label = translation_label(&first.text);
    let mut text: Vec<TextLine> = match label {
        Some(skip) => unlabelled(builder, first, skip).into_iter().collect(),
        None => vec![first.clone()],
    };
    let mut next = at + 1;
    while let Some(line) = lines.get(next) {
        let goes_on = language::is_mostly_japanese(&line.text)
            && original_label(&line.text).is_none()
            && (label.is_some() || !line.blank_before);
        if !goes_on || next - at > LONGEST {
            break;
        }
        text.push(line.clone());
        next += 1;
    }
    let last = text.last_mut()?;
    let suffix = last.text.rfind(['(', '（']).filter(|open| {
        let closing = last.text.trim_end_matches([')', '）']);
        closing.ends_with('訳') && closing.len() < last.text.len() && last.text.len() - open < 40
    });
    let is_quoted = is_quoted(&text);
    if let Some(open) = suffix.filter(|_| label.is_none()) {
        let last = text.last_mut()?;
        let end = last.span.start + last.text[..open].chars().count();
        last.span = builder.source.trimmed(Span::new(last.span.start, end));
        last.text = builder.source.text(last.span);
        if last.text.is_empty() {
            return None;
        }
    }
    // What goes before a foreign text in plain words introduces it.
    if label.is_none() && suffix.is_none() && !is_quoted {
        return None;
    }
    let original = lines.get(next)?;
    let begins = match original_label(&original.text) {
        Some(_) => true,
        None => {
            let text = if locator(original).is_some() { lines.get(next + 1)? } else { original };
            language::foreign(&text.text).is_some()
        }
    };
    let is_same = label.is_some() || suffix.is_some() || says_the_same(&text, &original.text);
    if !begins || !is_same {
        return None;
    }
    // The translated heading of the quoted section.
    if text.len() > 1 && locator(&text[0]).is_some() && locator(original).is_some() {
        locators.push(text.remove(0));
    }
    Some((
        FoundTranslation { start: first.span.start, lines: text, is_labelled: label.is_some() },
        next,
    ))
}

fn is_quoted(text: &[TextLine]) -> bool {
    let (Some(first), Some(last)) = (text.first(), text.last()) else { return false };
    let end = last.text.trim_end_matches(['。', ' ']);
    first.text.starts_with(['「', '『', '“']) && end.ends_with(['」', '』', '”'])
}

fn says_the_same(text: &[TextLine], original: &str) -> bool {
    let joined: Vec<&str> = text.iter().map(|line| line.text.as_str()).collect();
    let joined = joined.join("\n");
    let terms = technical_terms(original);
    let shared = terms.iter().filter(|term| joined.contains(term.as_str())).count();
    fits(&joined, original)
        && ((shared > 0 && shared * 2 >= terms.len()) || shares_figures(&joined, original))
}
