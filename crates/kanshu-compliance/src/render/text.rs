//! Reports for a terminal: the sentence with the words underlined, the law, the reason, the way out.

use std::fmt::Write;

use kanshu_domain::compliance::{Finding, Severity, TextRange};
use unicode_width::UnicodeWidthChar;

use super::{Language, words::law_line};
use crate::{LintReport, LintedText, LocatedFinding, SourceText};

/// How a report looks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    pub language: Language,
    pub colour: Colour,
}

/// Whether escape sequences are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    #[default]
    Without,
    With,
}

/// Columns of a line that are shown at most.
const WIDEST: usize = 100;
/// Columns shown before the words found when a line is too wide.
const BEFORE: usize = 40;
/// Lines of one sentence that are shown at most on each side of the words found.
const LINES_AROUND: usize = 2;

/// All findings and a summary.
pub fn render(report: &LintReport, style: Style) -> String {
    let mut out = String::new();
    for text in &report.texts {
        for found in &text.findings {
            one(&mut out, text, found, style);
        }
    }
    out + &summary(report, style)
}

fn one(out: &mut String, text: &LintedText, found: &LocatedFinding, style: Style) {
    let finding = &found.finding;
    let span = found.range();
    let at = text.source.position(span.start);
    let place = format!("{}:{}:{}", visible(&text.name), at.line, at.column);
    headline(out, &place, finding, style);
    let sentence = finding.place.sentence.as_ref().map_or(span, |sentence| sentence.range);
    quote(out, &text.source, sentence, span, Gutter::Lines, style);
    explain(out, finding, style);
    out.push('\n');
}

/// A finding about a document: `place` says which, and where in it.
pub fn about_document(out: &mut String, place: &str, finding: &Finding, style: Style) {
    headline(out, &visible(place), finding, style);
    if let (Some(sentence), Some(span)) = (&finding.place.sentence, finding.place.range) {
        let source = SourceText::new(sentence.text.as_str());
        let from = |char: usize| char.saturating_sub(sentence.range.start);
        let span = TextRange { start: from(span.start), end: from(span.end) };
        let sentence = TextRange { start: 0, end: source.chars() };
        quote(out, &source, sentence, span, Gutter::Bare, style);
    }
    explain(out, finding, style);
    out.push('\n');
}

/// `file.md:3:7: 公開不可 (block) JP-F01 絶対安全`.
fn headline(out: &mut String, place: &str, finding: &Finding, style: Style) {
    let language = style.language;
    let severity = match language {
        Language::Japanese => {
            format!("{} ({})", language.severity(finding.severity), finding.severity.name())
        }
        Language::English => finding.severity.name().to_owned(),
    };
    let severity = style.paint(colour_of(finding.severity), &severity);
    let rule = style.paint(BOLD, &format!("{} {}", finding.rule, language.of(&finding.name)));
    let waived = match finding.is_waived() {
        true => language.pick(" [例外承認済み]", " [waived]"),
        false => "",
    };
    let _ = writeln!(out, "{}: {severity} {rule}{waived}", style.paint(BOLD, place));
}

/// What stands before the lines of a quoted sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gutter {
    /// The number of each line.
    Lines,
    Bare,
}

/// The lines of a sentence with a span underlined.
fn quote(
    out: &mut String,
    source: &SourceText,
    sentence: TextRange,
    span: TextRange,
    gutter: Gutter,
    style: Style,
) {
    let line_of = |char: usize| source.position(char).line;
    let marked = line_of(span.start)..=line_of(span.end.saturating_sub(1).max(span.start));
    let first = line_of(sentence.start).max(marked.start().saturating_sub(LINES_AROUND));
    let last = line_of(sentence.end.saturating_sub(1).max(sentence.start))
        .min(marked.end() + LINES_AROUND)
        .max(*marked.end());
    let digits = last.to_string().len();
    let number = |line: usize| match gutter {
        Gutter::Lines => format!("  {line:>digits$} | "),
        Gutter::Bare => "  | ".to_owned(),
    };
    for line in first..=last {
        let shown = common(source.line(line), sentence);
        let marks = common(shown, span);
        let (before, words, after) = clipped(source, shown, marks);
        let number = number(line);
        let _ = writeln!(out, "{number}{before}{words}{after}");
        if marks.start < marks.end {
            let marks = "^".repeat(width(&words).max(1));
            let marks = style.paint(RED, &marks);
            let blank: String = number.chars().map(|c| if c == '|' { '|' } else { ' ' }).collect();
            let _ = writeln!(out, "{blank}{}{marks}", " ".repeat(width(&before)));
        }
    }
}

/// Law, reason, way out, and what to know about the rule.
fn explain(out: &mut String, finding: &Finding, style: Style) {
    let language = style.language;
    let mut line = |ja: &str, en: &str, words: &str| {
        if !words.is_empty() {
            let label = format!("{:<w$}", language.pick(ja, en), w = 8);
            // A Japanese label of three characters is six columns wide.
            let label = match language {
                Language::Japanese => format!("{ja}{}", " ".repeat(8 - width(ja))),
                Language::English => label,
            };
            let _ = writeln!(out, "    {}{}", style.paint(DIM, &label), visible(words));
        }
    };
    for law in &finding.law {
        line("法令", "law", &law_line(law));
        line("", "", &law.url);
    }
    line("理由", "reason", language.of(&finding.reason));
    line("書き方", "instead", language.of(&finding.rewrite));
    let pack = format!("{} {}", finding.pack, finding.pack_version);
    line("規則集", "pack", &pack);
    let waivable = language.waivable(finding.waivable);
    line("例外", "waiver", waivable);
    if !finding.reviewed {
        line("注意", "note", language.unreviewed());
    }
}

fn summary(report: &LintReport, style: Style) -> String {
    let sum = report.summary();
    let packs: Vec<String> =
        report.packs.iter().map(|pack| format!("{} {}", pack.id, pack.version)).collect();
    let packs = packs.join(", ");
    let on = report.on;
    let unchecked: Vec<String> =
        report.unchecked_jurisdictions.iter().map(|j| format!("{j:?}").to_lowercase()).collect();
    let unchecked = unchecked.join(", ");
    let files = if sum.files == 1 { "file" } else { "files" };
    let mut lines = match style.language {
        Language::Japanese => format!(
            "{}ファイル: 公開不可 {}件、要確認 {}件、参考 {}件、例外承認済み {}件。うち専門家未確認の規則によるもの {}件。\n\
             検査した規則集: {packs}({on}現在)。言葉の規則だけです。費用やリスクの記載など文書全体の規則は文書の検査で確認します。\n",
            sum.files, sum.block, sum.warn, sum.info, sum.waived, sum.unreviewed
        ),
        Language::English => format!(
            "{} {files}: {} block, {} warn, {} info, {} waived; {} of them by rules that counsel has not checked.\n\
             Packs: {packs}, as of {on}. Phrase rules only: what a whole document must hold (costs, risks …) is checked on the document.\n",
            sum.files, sum.block, sum.warn, sum.info, sum.waived, sum.unreviewed
        ),
    };
    if packs.is_empty() {
        lines += style.language.pick(
            "この日に有効な規則集がなく、何も検査していません。\n",
            "No pack is in force on that day: nothing was checked.\n",
        );
    }
    if !unchecked.is_empty() {
        lines += &match style.language {
            Language::Japanese => format!("規則集がないため検査していない国・地域: {unchecked}\n"),
            Language::English => format!("Not checked, for want of a pack: {unchecked}\n"),
        };
    }
    lines
}

const BOLD: &str = "1";
const DIM: &str = "2";
const RED: &str = "31;1";

fn colour_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Block => RED,
        Severity::Warn => "33;1",
        Severity::Info => "36;1",
    }
}

impl Style {
    fn paint(self, code: &str, text: &str) -> String {
        match self.colour {
            Colour::With => format!("\x1b[{code}m{text}\x1b[0m"),
            Colour::Without => text.to_owned(),
        }
    }
}

fn common(a: TextRange, b: TextRange) -> TextRange {
    let start = a.start.max(b.start);
    TextRange { start, end: a.end.min(b.end).max(start) }
}

/// The words before, in and after the marks, cut to a width that fits a terminal.
fn clipped(source: &SourceText, shown: TextRange, marks: TextRange) -> (String, String, String) {
    let part = |start: usize, end: usize| visible(source.slice(TextRange { start, end }));
    let is_marked = marks.start < marks.end;
    let (start, end) =
        if is_marked { (marks.start, marks.end) } else { (shown.start, shown.start) };
    let (before, words, after) = (part(shown.start, start), part(start, end), part(end, shown.end));
    let before = match width(&before) + width(&words) + width(&after) > WIDEST {
        true => last_columns(&before, BEFORE),
        false => before,
    };
    let room = WIDEST.saturating_sub(width(&before) + width(&words));
    (before, words, first_columns(&after, room))
}

fn first_columns(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut room = columns.saturating_sub(1);
    let fits = |c: &char| {
        let width = c.width().unwrap_or(0);
        let fits = width <= room;
        room = room.saturating_sub(width);
        fits
    };
    let mut cut: String = text.chars().take_while(fits).collect();
    cut.push('…');
    cut
}

fn last_columns(text: &str, columns: usize) -> String {
    let reversed: String = text.chars().rev().collect();
    first_columns(&reversed, columns).chars().rev().collect()
}

/// Columns of a terminal: two for a Japanese character.
fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// Without what a terminal would obey (escape sequences, direction marks).
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' | '\n' => ' ',
            '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                '\u{FFFD}'
            }
            c if c.is_control() => '\u{FFFD}',
            c => c,
        })
        .collect()
}
