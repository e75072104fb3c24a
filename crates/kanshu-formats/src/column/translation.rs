//! The translation (和訳) below a foreign original, labelled or not.

use super::{
    blocks::starts_structure,
    builder::Builder,
    language,
    origin::{names_source, source_title},
    quotation::locator,
    reference::is_reference,
    source::{Span, TextLine},
    translated_first::original_label,
};

/// How far a translation may reach, in lines.
const LONGEST: usize = 400;

/// The lines of a translation.
pub(super) struct FoundTranslation {
    /// From the label on.
    pub(super) start: usize,
    pub(super) lines: Vec<TextLine>,
    pub(super) is_labelled: bool,
}

/// Reads the translation below a foreign original, and one past its end.
pub(super) fn translation(
    builder: &Builder<'_>,
    at: usize,
    original: &[TextLine],
    paragraphs: usize,
    locators: &mut Vec<TextLine>,
) -> Option<(FoundTranslation, usize)> {
    let lines = builder.lines();
    let first = lines.get(at)?;
    let label = translation_label(&first.text);
    let mut text: Vec<TextLine> = Vec::new();
    let mut next = at;
    if let Some(skip) = label {
        if skip < first.span.chars() {
            let mut rest = first.clone();
            rest.span = builder.source.trimmed(Span::new(first.span.start + skip, first.span.end));
            rest.text = builder.source.text(rest.span);
            text.push(rest);
        }
        next += 1;
    }
    // A label in a line of its own may be followed by an empty line.
    // The translated heading of the quoted section is no paragraph.
    let has_heading = !locators.is_empty();
    let is_heading =
        |text: &[TextLine]| has_heading && text.len() == 1 && locator(&text[0]).is_some();
    let mut runs = usize::from(!text.is_empty() && !is_heading(&text));
    while let Some(line) = lines.get(next) {
        let opens = line.blank_before || (text.is_empty() && runs == 0) || is_heading(&text);
        let ends_run = opens && runs >= paragraphs;
        let is_apart = opens
            && runs > 0
            && is_commentary(&line.text)
            && !(label.is_some() && is_followed_by_source(builder, next));
        let no_text = !is_translated_line(builder, next)
            || (opens && !text.is_empty() && source_title(builder, next).is_some());
        if ends_run || is_apart || no_text || next - at > LONGEST {
            break;
        }
        runs += usize::from(opens);
        text.push(line.clone());
        if is_heading(&text) {
            runs = 0;
        }
        next += 1;
    }
    // A source title that stands right below, without an empty line between.
    if text.len() > 1 && source_title(builder, next).is_none() {
        let last = next - 1;
        let above = &text[text.len() - 2].text;
        if above.ends_with('。')
            && !lines[last].blank_before
            && source_title(builder, last).is_some()
        {
            text.pop();
            next = last;
        }
    }
    if text.is_empty() {
        return None;
    }
    let joined: Vec<&str> = text.iter().map(|line| line.text.as_str()).collect();
    let joined = joined.join("\n");
    if label.is_none() && !reads_as_translation(builder, first, original, &joined, next) {
        return None;
    }
    let heading = locator(&text[0]).filter(|_| !locators.is_empty() && text.len() > 1);
    if let Some(heading) = heading {
        locators.push(heading);
        text.remove(0);
    }
    let found =
        FoundTranslation { start: first.span.start, lines: text, is_labelled: label.is_some() };
    Some((found, next))
}

/// Whether the paragraph at `at` stands right above the name of a source, and so is quoted.
fn is_followed_by_source(builder: &Builder<'_>, at: usize) -> bool {
    let lines = builder.lines();
    let below = (at + 1..lines.len()).find(|next| lines[*next].blank_before);
    below.is_some_and(|next| names_source(&lines[next].text) || is_reference(&lines[next].text))
}

fn is_translated_line(builder: &Builder<'_>, at: usize) -> bool {
    let line = &builder.lines()[at];
    !language::is_mostly_foreign(&line.text)
        && !names_source(&line.text)
        && !is_reference(&line.text)
        && original_label(&line.text).is_none()
        && translation_label(&line.text).is_none()
        && (locator(line).is_some() || !starts_structure(builder, at))
}

/// Whether an unlabelled paragraph below a foreign one says the same.
fn reads_as_translation(
    builder: &Builder<'_>,
    first: &TextLine,
    original: &[TextLine],
    text: &str,
    next: usize,
) -> bool {
    if is_commentary(text) || !language::is_mostly_japanese(text) && !text.contains('。') {
        return false;
    }
    let quoted: Vec<&str> = original.iter().map(|line| line.text.as_str()).collect();
    let quoted = quoted.join("\n");
    let terms = technical_terms(&quoted);
    let shared = terms.iter().filter(|term| text.contains(term.as_str())).count();
    let shares = shared >= 3 || (shared > 0 && shared * 2 >= terms.len());
    let is_titled = source_title(builder, next).is_some();
    fits(text, &quoted)
        && (!first.blank_before
            || shares
            || (is_titled && (terms.is_empty() || shared > 0 || shares_figures(text, &quoted))))
}

/// Whether the length of a Japanese text is that of a translation.
pub(super) fn fits(text: &str, original: &str) -> bool {
    let (length, quoted) = (text.chars().count(), original.chars().count());
    length * 5 >= quoted && length <= quoted * 2
}

/// Whether most figures of two or more digits stand in both texts.
pub(super) fn shares_figures(text: &str, original: &str) -> bool {
    let figures: Vec<&str> =
        original.split(|c: char| !c.is_ascii_digit()).filter(|word| word.len() > 1).collect();
    let shared = figures.iter().filter(|figure| text.contains(**figure)).count();
    shared > 0 && shared * 2 >= figures.len()
}

/// Words that a translation keeps: abbreviations and figures.
pub(super) fn technical_terms(text: &str) -> Vec<String> {
    let mut terms: Vec<String> = text
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .filter(|word| {
            let capitals = word.chars().filter(char::is_ascii_uppercase).count();
            let is_number = word.chars().all(|c| c.is_ascii_digit()) && word.len() < 3;
            // BACKGROUND, METHODS: words that are only printed large.
            let is_shouted = word.len() > 5 && word.chars().all(|c| c.is_ascii_uppercase());
            word.len() >= 2
                && !is_shouted
                && (capitals >= 2 || (word.chars().any(|c| c.is_ascii_digit()) && !is_number))
        })
        .map(str::to_owned)
        .collect();
    terms.sort();
    terms.dedup();
    terms
}

/// Words with which the column itself goes on after a quotation.
pub(super) fn is_commentary(text: &str) -> bool {
    [
        "ここまで",
        "このよう",
        "この論文",
        "この研究",
        "この報告",
        "この結果",
        "これら",
        "つまり",
        "以上",
        "上記",
        "ですので",
        "そのため",
        "以下",
        "次に",
        "続いて",
        "また、",
        "当院",
        "要するに",
        "まとめると",
    ]
    .iter()
    .any(|start| text.starts_with(start))
}

const OPENING: [char; 14] =
    ['(', '（', '【', '[', '［', '〈', '《', '〔', '＜', '<', '「', '『', '■', '≪'];
const CLOSING: [char; 13] =
    [')', '）', '】', ']', '］', '〉', '》', '〕', '＞', '>', '」', '』', '≫'];

/// (和訳) in its many forms: the characters to skip.
pub(super) fn translation_label(text: &str) -> Option<usize> {
    const WORDS: &[&str] = &[
        "和訳",
        "日本語訳",
        "日本語",
        "邦訳",
        "翻訳",
        "抄訳",
        "拙訳",
        "筆者訳",
        "当院訳",
        "意訳",
        "仮訳",
        "訳文",
        "訳",
    ];
    let opened = text.starts_with(OPENING);
    let inner =
        if opened { text.char_indices().nth(1).map_or("", |(at, _)| &text[at..]) } else { text };
    let word = WORDS.iter().find(|word| inner.starts_with(**word))?;
    let tail = &inner[word.len()..];
    let closes = if opened {
        tail.starts_with(CLOSING)
    } else {
        tail.is_empty() || tail.starts_with([':', '：', '】', '）', ')'])
    };
    let mut skip =
        usize::from(opened) + word.chars().count() + usize::from(closes && !tail.is_empty());
    let rest: Vec<char> = text.chars().skip(skip).collect();
    skip += rest.iter().take_while(|c| c.is_whitespace() || matches!(c, ':' | '：')).count();
    closes.then_some(skip)
}
