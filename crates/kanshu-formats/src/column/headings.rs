//! Which lines are headings, and on which level.

use kanshu_domain::{
    block::{BlockContent, Heading, HeadingLevel, Ordinal},
    values::Line,
};

use super::{
    builder::Builder,
    signs::{self, OrdinalStyle},
    source::{Span, TextLine},
};

const KEYWORD_CHARS: usize = 60;
const MARKED_CHARS: usize = 80;
/// A short line with this many digits gives data; it heads nothing.
const FEWEST_DIGITS_OF_DATA: usize = 6;

/// How a heading is marked. Headings marked alike stand on one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// A keyword or a question, without a mark.
    Section,
    /// はじめに, まとめ: beside the sections, whatever mark those have.
    Frame,
    Hashes(u8),
    Label,
    Symbol(char),
    Ordinal(OrdinalStyle),
}

/// The open headings from the outside in.
#[derive(Default)]
pub(super) struct Levels(Vec<(Style, u8)>);

impl Levels {
    /// The level of the next heading. An unmarked heading opens a section (level 2); a mark already seen
    /// in the section returns to its level, a new one goes one below. So levels never skip.
    pub(super) fn next(&mut self, style: Style) -> u8 {
        let above = self.0.last().map_or(1, |(_, level)| *level);
        if let Style::Hashes(count) = style {
            let level = count.clamp(2, 6).min(above + 1);
            self.0.retain(|(_, open)| *open < level);
            self.0.push((style, level));
            return level;
        }
        if style == Style::Frame {
            self.0.clear();
            return 2;
        }
        if style == Style::Section {
            self.0 = vec![(style, 2)];
            return 2;
        }
        if let Some(at) = self.0.iter().position(|(open, _)| *open == style) {
            self.0.truncate(at + 1);
            return self.0[at].1;
        }
        let level = (above + 1).min(6);
        self.0.push((style, level));
        level
    }
}

/// A line read as a heading.
pub(super) struct Found {
    style: Style,
    /// Number, printed form and its place.
    ordinal: Option<(u32, Span)>,
    /// Where the mark, or else the text, begins.
    start: usize,
    text: Span,
}

/// Reads the line at `at` as a heading, if it is one. Lists have been tried before.
pub(super) fn found(builder: &Builder<'_>, at: usize) -> Option<Found> {
    let lines = builder.lines();
    let line = &lines[at];
    marked(line).or_else(|| {
        let is_alone = line.blank_before && (line.blank_after || heads_what_follows(builder, at));
        let is_heading = is_alone
            && (is_question(builder, at) || is_keyword(&line.text))
            && !(builder.lead_is_open && signs::is_greeting(&line.text));
        is_heading.then_some(Found {
            style: if is_frame(&line.text) { Style::Frame } else { Style::Section },
            ordinal: None,
            start: line.span.start,
            text: line.span,
        })
    })
}

/// A heading that carries its mark: `##`, ①, 1., ■.
pub(super) fn marked(line: &TextLine) -> Option<Found> {
    let Span { start, end } = line.span;
    if line.span.chars() > MARKED_CHARS {
        return None;
    }
    if let Some((count, prefix)) = signs::hashes(&line.text) {
        let text = Span::new(start + prefix, end);
        return Some(Found { style: Style::Hashes(count), ordinal: None, start, text });
    }
    if let Some(ordinal) = signs::ordinal(&line.text) {
        let label = Span::new(start, start + ordinal.label_chars);
        let text = Span::new(start + ordinal.prefix_chars, end);
        return signs::is_open_ended(&line.text).then_some(Found {
            style: Style::Ordinal(ordinal.style),
            ordinal: Some((ordinal.number, label)),
            start,
            text,
        });
    }
    let (symbol, prefix) = signs::symbol(&line.text)?;
    let text = Span::new(start + prefix, end);
    let is_heading = signs::is_open_ended(&line.text);
    is_heading.then_some(Found { style: Style::Symbol(symbol), ordinal: None, start, text })
}

fn is_frame(text: &str) -> bool {
    ["はじめに", "まとめ", "おわりに", "終わりに", "さいごに", "最後に"].contains(&text)
}

/// Whether a line heads what stands right below it, without an empty line between: a list, or a
/// paragraph where the line is a usual name of a section.
fn heads_what_follows(builder: &Builder<'_>, at: usize) -> bool {
    const NAMES: &[&str] = &[
        "リスク",
        "副作用",
        "合併症",
        "ダウンタイム",
        "料金",
        "費用",
        "価格",
        "よくある質問",
        "よくあるご質問",
        "参考文献",
        "引用文献",
        "施術の流れ",
        "治療の流れ",
        "メリット",
        "デメリット",
        "注意点",
        "注意事項",
        "アフターケア",
        "受けられない方",
        "受けられる方",
    ];
    const TIGHT_CHARS: usize = 30;
    let lines = builder.lines();
    let text = lines[at].text.as_str();
    let Some(next) = lines.get(at + 1) else { return false };
    let is_list = signs::bullet(&next.text).is_some() && !builder.lead_is_open;
    let is_named =
        is_frame(text) || NAMES.iter().any(|name| text.ends_with(name) || text.starts_with(name));
    let is_definition = text.ends_with("とは") && next.text.contains('。');
    text.chars().count() <= TIGHT_CHARS && (is_list || is_named || is_definition)
}

fn is_keyword(text: &str) -> bool {
    const CLAUSE_ENDS: &[&str] = &[
        "です",
        "ます",
        "ました",
        "でした",
        "ません",
        "ましょう",
        "ください",
        "ですね",
        "ますね",
        "よね",
        "だ",
        "した",
        "ない",
        "ている",
        "されます",
        "という",
        "では",
        "には",
        "から",
        "ので",
        "ため",
        ":",
        "：",
        ",",
        "，",
        "、",
        "。",
        "．",
        ".",
        "!",
        "！",
        "…",
        ";",
        "；",
        "→",
        "こちら",
        "?",
        "？",
        "↓",
        "」",
        "』",
        "”",
    ];
    let chars = text.chars().count();
    chars <= KEYWORD_CHARS
        && text.chars().any(char::is_alphanumeric)
        && !text.starts_with(['※', '*', '＊', '「', '『', '(', '（', '→', '↓', '“', '"'])
        && !CLAUSE_ENDS.iter().any(|end| text.ends_with(end))
        && !text.contains(['。', '→', '〒'])
        // Telephone numbers, addresses, dates.
        && text.chars().filter(|c| c.is_numeric()).count() < FEWEST_DIGITS_OF_DATA
        && !signs::is_web_address(text)
        && !names_price(text)
}

/// `1回 33,000円（税込）`.
fn names_price(text: &str) -> bool {
    let is_before = |unit: &str| {
        text.match_indices(unit).any(|(at, _)| {
            text[..at].ends_with(|c: char| c.is_numeric() || matches!(c, '万' | '千'))
        })
    };
    text.contains("税込") || text.contains('￥') || text.contains('¥') || is_before("円")
}

/// A question of the page's own, not one put to the reader in passing.
fn is_question(builder: &Builder<'_>, at: usize) -> bool {
    const TO_THE_READER: &[&str] =
        &["皆さん", "みなさん", "皆様", "みなさま", "あなた", "ご存じ", "ご存知"];
    const ASKING_ALONG: &[&str] = &["ませんか", "でしょうか"];
    let text = &builder.lines()[at].text;
    let Some(question) = text.strip_suffix(['?', '？']) else { return false };
    let answered_in_passing = builder.lines().get(at + 1).is_some_and(|next| {
        ["それは", "その答えは", "答えは"].iter().any(|start| next.text.starts_with(start))
    });
    text.chars().count() <= MARKED_CHARS
        && !question.contains('。')
        && !signs::is_wrapped_in_brackets(text)
        && !TO_THE_READER.iter().any(|word| question.contains(word))
        && !ASKING_ALONG.iter().any(|end| question.ends_with(end))
        && !answered_in_passing
}

/// Adds the heading. Returns false, and adds nothing, when its text cannot stand as one line.
pub(super) fn push(builder: &mut Builder<'_>, found: &Found) -> bool {
    let Ok(text) = Line::parse(&builder.source.text(found.text)) else { return false };
    let ordinal = found.ordinal.and_then(|(number, span)| {
        Some(Ordinal { number, label: Line::parse(&builder.source.text(span)).ok()? })
    });
    let Ok(level) = HeadingLevel::try_from(builder.levels.next(found.style)) else { return false };
    let field = builder.next_block();
    match found.ordinal {
        Some((_, span)) => {
            builder.claim(span, format!("{field}.ordinal.label"));
            builder.claim(found.text, format!("{field}.text"));
        }
        // A mark without a number (■, ##, 【) belongs to the words it marks.
        None => builder.claim(Span::new(found.start, found.text.end), format!("{field}.text")),
    }
    builder.push(BlockContent::Heading(Heading { level, ordinal, text }));
    true
}

/// A heading made of a label in brackets.
pub(super) fn of_label(start: usize, text: Span) -> Found {
    Found { style: Style::Label, ordinal: None, start, text }
}

impl Found {
    /// Whether the mark names the heading's kind beyond doubt.
    pub(super) fn is_unmarked(&self) -> bool {
        matches!(self.style, Style::Section | Style::Frame)
    }
}
