//! What stands before the lead: title, disclaimers, reader questions.

use kanshu_domain::{
    block::{BlockContent, DisclaimerKind, DisclaimerNote, DisclaimerWords, ReaderQuestions},
    values::{Line, Prose},
};

use super::{
    builder::Builder,
    origin, residue, signs,
    source::{Span, TextLine},
};

/// The domain's limit for one line.
const TITLE_CHARS: usize = 1_000;
/// A line right below a lone label is the title when it is no longer than this.
const LABELLED_TITLE_CHARS: usize = 120;

/// Reads the title line with its label. Returns the next line; nothing when there is no line at all.
pub(super) fn title(builder: &mut Builder<'_>) -> Option<usize> {
    let lines = builder.lines();
    let mut at = (0..lines.len()).find(|at| residue::reason(lines, *at).is_none()).unwrap_or(0);
    for (i, line) in lines.iter().enumerate().take(at) {
        let why = residue::reason(lines, i).unwrap_or("residue of the theme");
        builder.drop_line(line, why);
    }
    let mut line = lines.get(at)?;
    let mut start = line.span.start;
    let mut from = None;
    if let Some((_, skip)) = signs::hashes(&line.text) {
        start += skip;
    }
    if let Some((inner, whole)) = signs::label(&line.text) {
        let label = Span::new(line.span.start + 1, line.span.start + 1 + inner);
        let next = lines.get(at + 1).filter(|next| {
            next.span.chars() <= LABELLED_TITLE_CHARS && signs::is_open_ended(&next.text)
        });
        let stands_alone = line.span.start + whole >= line.span.end;
        let rest = match (stands_alone, next) {
            (false, _) => Some((at, line.span.start + whole)),
            (true, Some(next)) => Some((at + 1, next.span.start)),
            (true, None) => None,
        };
        if let (Some((title_at, title_start)), Ok(text)) =
            (rest, Line::parse(&builder.source.text(label)))
        {
            builder.claim(line.span, "titleLabel");
            builder.recognised(line, "titleLabel", format!("the title's label “{text}”"));
            warn_of_physician(builder, line, &text);
            builder.title_label = Some(text);
            at = title_at;
            line = &lines[at];
            start = title_start;
        }
    }
    let mut end = line.span.end;
    if let (None, Some(label)) = (&builder.title_label, signs::closing_label(&line.text)) {
        let label = Span::new(line.span.start + label, line.span.end);
        let inner = Span::new(label.start + 1, label.end - 1);
        if let Ok(text) = Line::parse(&builder.source.text(inner)) {
            builder.claim(label, "titleLabel");
            builder.recognised(line, "titleLabel", format!("the title's label “{text}”"));
            warn_of_physician(builder, line, &text);
            builder.title_label = Some(text);
            end = label.start;
            from = Some(line.span.start);
        }
    }
    let mut title = builder.source.trimmed(Span::new(start, end));
    if title.chars() > TITLE_CHARS {
        title = builder.source.trimmed(Span::new(title.start, title.start + TITLE_CHARS));
    }
    let text = Line::parse(&builder.source.text(title)).ok()?;
    // A mark before the title belongs to it.
    let from = from.unwrap_or(match builder.title_label {
        Some(_) => title.start,
        None => line.span.start,
    });
    builder.claim(Span::new(from, title.end), "title");
    builder.recognised(line, "title", format!("the title “{text}”"));
    builder.title = Some(text);
    let rest = builder.source.trimmed(Span::new(title.end, end));
    if rest.chars() > 0 {
        builder.guessed(
            line,
            "title",
            "the first line is too long for a title: cut, the rest is lead",
        );
        builder.push_paragraphs(&[TextLine { span: rest, ..line.clone() }]);
    }
    Some(at + 1)
}

fn warn_of_physician(builder: &mut Builder<'_>, line: &TextLine, label: &Line) {
    if label.as_str().contains("医師") {
        builder.warn(
            line,
            format!("the label “{label}” may only stand when the author is a physician (G02)"),
        );
    }
}

/// Reads a disclaimer: before the lead in plain words, anywhere with ※.
pub(super) fn disclaimer(builder: &mut Builder<'_>, at: usize) -> Option<usize> {
    let lines = builder.lines();
    let noted = lines[at].text.starts_with(['※', '*', '＊']);
    let speaks_of_itself = [
        "本記事",
        "この記事",
        "当記事",
        "本コラム",
        "このコラム",
        "本ページ",
        "このページ",
        "当ページ",
    ]
    .iter()
    .any(|start| lines[at].text.starts_with(start));
    let is_front = builder.lead_is_open && (builder.lead.is_empty() || speaks_of_itself);
    if !noted && !is_front {
        return None;
    }
    let tight = lines[at + 1..]
        .iter()
        .take_while(|line| {
            !noted
                && !line.blank_before
                && !line.text.starts_with('※')
                && !signs::is_wrapped_in_brackets(&line.text)
        })
        .count();
    let run = &lines[at..=at + tight];
    let text: Vec<&str> = run.iter().map(|line| line.text.as_str()).collect();
    let kind = disclaimer_kind(&text.join("\n"), noted)?;
    let span = Span::new(run[0].span.start, run[tight].span.end);
    let note =
        DisclaimerNote { kind, words: DisclaimerWords::Text(Prose::parse(&text.join("\n")).ok()?) };
    if builder.lead_is_open {
        let field = format!("disclaimers[{}]", builder.disclaimers.len());
        builder.claim(span, format!("{field}.text"));
        builder.recognised(&lines[at], &field, "a disclaimer before the lead");
        builder.disclaimers.push(note);
    } else {
        let field = builder.next_block();
        builder.claim(span, format!("{field}.text"));
        builder.recognised(&lines[at], &field, "a disclaimer");
        builder.push(BlockContent::Disclaimer(note));
    }
    Some(at + tight + 1)
}

fn disclaimer_kind(text: &str, noted: bool) -> Option<DisclaimerKind> {
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let limits = says(&["ものではありません", "ものではございません", "ものではない", "あくまで"])
        || says(&["not a substitute", "does not replace", "not medical advice"]);
    if limits && says(&["診断", "診療", "診察"]) && says(&["代わ", "代替"]) {
        Some(DisclaimerKind::NotMedicalAdvice)
    } else if limits {
        Some(DisclaimerKind::ScopeOfClaims)
    } else if noted && says(&["個人差"]) {
        Some(DisclaimerKind::IndividualDifferences)
    } else if noted && says(&["自由診療", "自費診療", "保険適用外", "保険は適用"])
    {
        Some(DisclaimerKind::PrivatePay)
    } else {
        None
    }
}

/// Reads questions in 「」: a field of the article before the body, a block within it.
pub(super) fn reader_questions(builder: &mut Builder<'_>, at: usize) -> Option<usize> {
    let lines = builder.lines();
    let mut found: Vec<(Span, Line)> = Vec::new();
    let mut next = at;
    while let Some(line) = lines.get(next) {
        let Some(mut sayings) = sayings_of(builder, line) else { break };
        // A saying with its source below is a quotation.
        if lines.get(next + 1).is_some_and(|below| origin::names_source(&below.text)) {
            break;
        }
        found.append(&mut sayings);
        next += 1;
    }
    let asks = found.iter().any(|(_, text)| text.as_str().ends_with(['?', '？', 'か', 'な']));
    if found.is_empty() || (!builder.lead_is_open && (found.len() < 2 || !asks)) {
        return None;
    }
    let message = format!("{} reader questions", found.len());
    if builder.lead_is_open {
        builder.recognised(&lines[at], "readerQuestions", message);
        for (span, text) in found {
            builder.claim(span, format!("readerQuestions[{}]", builder.reader_questions.len()));
            builder.reader_questions.push(text);
        }
    } else {
        let field = builder.next_block();
        builder.recognised(&lines[at], &field, message);
        for (i, (span, _)) in found.iter().enumerate() {
            builder.claim(*span, format!("{field}.questions[{i}]"));
        }
        let questions = found.into_iter().map(|(_, text)| text).collect();
        builder.push(BlockContent::ReaderQuestions(ReaderQuestions { questions }));
    }
    Some(next)
}

/// The sayings of one line, each with the range from its bracket (or the line's mark) on.
fn sayings_of(builder: &Builder<'_>, line: &TextLine) -> Option<Vec<(Span, Line)>> {
    let skip = signs::bullet(&line.text).map_or(0, |(_, skip)| skip);
    let start = line.span.start + skip;
    let text = builder.source.text(Span::new(start, line.span.end));
    let sayings = signs::sayings(&text)?;
    sayings
        .into_iter()
        .enumerate()
        .map(|(i, (first, end))| {
            let words = Line::parse(&builder.source.text(Span::new(start + first, start + end)));
            let from = if i == 0 { line.span.start } else { start + first - 1 };
            Some((Span::new(from, start + end + 1), words.ok()?))
        })
        .collect()
}
