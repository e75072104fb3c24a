//! Quotations: the original, its translation, where it is from.

use kanshu_domain::{
    block::{BlockContent, Quotation, QuotedText, Translation},
    values::{Line, Locale, Prose},
};

use super::{
    builder::Builder,
    language,
    marks::{elisions, markers},
    origin::{
        FoundSource, cite_detail, complete, found_source, names_source, source_behind,
        source_title, stated_source,
    },
    reference::{is_identifier, is_reference},
    residue, signs,
    source::{Source, Span, TextLine},
    translated_first::{original_label, translation_above, unlabelled},
    translation::{FoundTranslation, translation, translation_label},
};

/// How far ahead a quotation may reach, in lines.
pub(super) const LONGEST: usize = 400;
pub(super) const TITLE_CHARS: usize = 300;
const LOCATOR_CHARS: usize = 80;

/// What was found, as ranges of lines.
pub(super) struct Found {
    pub(super) lang: Locale,
    pub(super) locators: Vec<TextLine>,
    /// The line of a label such as （原文）, from its beginning.
    pub(super) label: Option<Span>,
    pub(super) original: Vec<TextLine>,
    pub(super) translation: Option<FoundTranslation>,
    pub(super) source: Option<FoundSource>,
    pub(super) next: usize,
}

/// Reads a foreign-language quotation: paragraphs, translation (below or above), source title.
pub(super) fn foreign(builder: &mut Builder<'_>, at: usize) -> Option<usize> {
    if !builder.locale.is_japanese() {
        return None;
    }
    let lines = builder.lines();
    let mut next = at;
    let named_above = named_above(builder, at);
    next += usize::from(named_above.is_some());
    let mut locators = Vec::new();
    let above = translation_above(builder, next, &mut locators);
    next = above.as_ref().map_or(next, |(_, original)| *original);
    let label = lines.get(next).and_then(|line| Some((line, original_label(&line.text)?)));
    let mut original: Vec<TextLine> = Vec::new();
    if let Some((line, skip)) = label {
        original.extend(unlabelled(builder, line, skip));
        next += 1;
    }
    let is_locator = original.is_empty()
        && lines
            .get(next)
            .is_some_and(|line| locator(line).is_some() && language::is_mostly_foreign(&line.text))
        && lines.get(next + 1).is_some_and(|line| language::foreign(&line.text).is_some());
    if is_locator {
        locators.insert(0, lines[next].clone());
        next += 1;
    }
    let (lang, mut end) = match original.first() {
        // The text begins behind its label, in the same line.
        Some(first) => {
            let mut window = vec![first.clone()];
            window.extend(lines[next..].iter().take(LONGEST).cloned());
            let (lang, end) = foreign_run(&window, 0)?;
            (lang, next + end - 1)
        }
        None => foreign_run(lines, next)?,
    };
    original.extend_from_slice(&lines[next..end]);
    let mut paragraphs = 1;
    while let Some((_, further)) = foreign_run(lines, end).filter(|_| end - at < LONGEST) {
        if source_title(builder, end).is_some() && further == end + 1 {
            break;
        }
        original.extend_from_slice(&lines[end..further]);
        paragraphs += 1;
        end = further;
    }
    let mut below = translation(builder, end, &original, paragraphs, &mut locators);
    if above.is_some() && below.as_ref().is_some_and(|(found, _)| found.is_labelled) {
        return None;
    }
    below = below.filter(|_| above.is_none());
    if let Some((_, after)) = &below {
        end = *after;
    }
    let source = found_source(builder, &mut end);
    if named_above.is_some() && source.is_some() {
        return None;
    }
    let mut translation = above.or(below).map(|(translation, _)| translation);
    let source = source.or(named_above).or_else(|| source_behind(builder, &mut original));
    let source = source.or_else(|| source_behind(builder, &mut translation.as_mut()?.lines));
    let found = Found {
        lang,
        locators,
        label: label.map(|(line, _)| line.span),
        original,
        translation,
        source,
        next: end,
    };
    push(builder, at, found)
}

/// A stated source (出典：…) right above foreign words.
fn named_above(builder: &Builder<'_>, at: usize) -> Option<FoundSource> {
    let lines = builder.lines();
    stated_source(&lines[at].text)?;
    let below = lines.get(at + 1)?;
    let is_above = foreign_run(lines, at + 1).is_some()
        || original_label(&below.text).is_some()
        || translation_label(&below.text).is_some();
    let (title, _) = source_title(builder, at).filter(|_| is_above)?;
    Some(FoundSource { line: lines[at].clone(), title, details: Vec::new() })
}

/// A run of lines in a foreign language, from `at`: its language and one past its end.
fn foreign_run(lines: &[TextLine], at: usize) -> Option<(Locale, usize)> {
    let first = lines.get(at)?;
    let opens = language::is_mostly_foreign(&first.text)
        && signs::bullet(&first.text).is_none()
        && signs::question_or_answer(&first.text).is_none()
        && !is_identifier(&first.text);
    if is_reference(&first.text) {
        return None;
    }
    // Chinese has no mark of its own; its runs are whole paragraphs.
    if !opens {
        return language::foreign(&first.text).map(|lang| (lang, at + 1));
    }
    let mut end = at + 1;
    while end - at < LONGEST
        && lines.get(end).is_some_and(|line| {
            !line.blank_before
                && language::is_mostly_foreign(&line.text)
                && !names_source(&line.text)
                && !is_reference(&line.text)
                && translation_label(&line.text).is_none()
                && residue::reason(lines, end).is_none()
        })
    {
        end += 1;
    }
    // A last line without a stop, below one with a stop, names the source.
    let ends = |line: &TextLine| line.text.ends_with(['.', '!', '?', '"', '”', ']', ')']);
    if end - at >= 2
        && !ends(&lines[end - 1])
        && ends(&lines[end - 2])
        && lines[end - 1].span.chars() <= TITLE_CHARS
    {
        end -= 1;
    }
    let text: Vec<&str> = lines[at..end].iter().map(|line| line.text.as_str()).collect();
    let lang = language::foreign(&text.join(" "))?;
    // Headings and titles have no stop.
    let is_prose = end - at > 1 || ends(first) || first.span.chars() > TITLE_CHARS;
    is_prose.then_some((lang, end))
}

/// A section heading of the source, quoted along: `4.8. Skin Diseases`.
pub(super) fn locator(line: &TextLine) -> Option<TextLine> {
    let number: String =
        line.text.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let is_section = number.starts_with(|c: char| c.is_ascii_digit()) && number.contains('.');
    let rest = line.text[number.len()..].trim();
    let is_heading = is_section
        && rest.chars().any(char::is_alphabetic)
        && line.span.chars() <= LOCATOR_CHARS
        && !rest.ends_with(['.', '。', '、', ',']);
    is_heading.then(|| line.clone())
}

pub(super) fn push(builder: &mut Builder<'_>, at: usize, found: Found) -> Option<usize> {
    let first = &builder.lines()[at];
    let original = Prose::parse(&joined(builder.source, &found.original)).ok()?;
    let translated = match &found.translation {
        Some(translation) => Some(Prose::parse(&joined(builder.source, &translation.lines)).ok()?),
        None => None,
    };
    let locator = match found.locators.first() {
        Some(line) => Some(Line::parse(&line.text).ok()?),
        None => None,
    };
    let remaining = builder.announced.saturating_sub(1);
    let field = builder.next_block();
    let mut message = format!("a quotation in `{}`", found.lang);
    for line in &found.locators {
        builder.claim(line.span, format!("{field}.locator"));
    }
    let label = found.label.map(|label| label.start);
    claim_all(builder, &found.original, &format!("{field}.original.text"), label);
    if let Some(FoundTranslation { start, lines, is_labelled }) = &found.translation {
        claim_all(builder, lines, &format!("{field}.translation.text"), Some(*start));
        message.push_str(", with its translation");
        if let (false, Some(line)) = (is_labelled, lines.first()) {
            let field = format!("{field}.translation");
            builder.guessed(line, &field, "a translation without a label such as (和訳)");
        }
    }
    let citation = found.source.map(|FoundSource { line, title, details }| {
        message.push_str(&format!(", from “{title}”"));
        builder.claim(line.span, format!("{field}.sourceTitle"));
        let (index, group) = builder.cite(&title, &found.lang);
        complete(builder, index, title.as_str());
        if found.translation.is_some() && language::is_mostly_japanese(title.as_str()) {
            builder.warn(
                &line,
                format!(
                    "“{title}” is a translated title: complete the citation with the source's own"
                ),
            );
        }
        for detail in details {
            cite_detail(builder, index, &detail);
        }
        (title, group)
    });
    if citation.is_none() {
        builder.warn(first, "a quotation without a source title: name its source");
    }
    builder.recognised(first, &field, message);
    let elisions = elisions(original.as_str());
    let markers = markers(original.as_str());
    let translation = translated.map(|text| Translation {
        lang: builder.locale.clone(),
        text,
        translator: None,
        method: None,
    });
    let (source_title, citation) = citation.unzip();
    builder.push(BlockContent::Quotation(Quotation {
        original: QuotedText { lang: found.lang, text: original },
        translation,
        citation,
        source_title,
        locator,
        elisions,
        markers,
    }));
    builder.announced = remaining;
    Some(found.next)
}

fn joined(source: &Source, lines: &[TextLine]) -> String {
    let mut text = String::new();
    for (i, line) in lines.iter().enumerate() {
        if i > 0 {
            text.push_str(if line.number > lines[i - 1].number + 1 { "\n\n" } else { "\n" });
        }
        text.push_str(&source.text(line.span));
    }
    text
}

/// Claims the lines one by one: a locator may stand between them.
fn claim_all(builder: &mut Builder<'_>, lines: &[TextLine], field: &str, label: Option<usize>) {
    if let (Some(start), Some(first)) = (label, lines.first()) {
        builder.claim(Span::new(start, first.span.start), field);
    }
    for line in lines {
        builder.claim(line.span, field);
    }
}
