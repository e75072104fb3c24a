//! Quotations: the original, its translation, where it is from.

use kanshu_domain::{
    block::{BlockContent, Quotation, QuotedText, Translation},
    values::{Line, Locale, Prose},
};

use super::{
    blocks::starts_structure,
    builder::Builder,
    language,
    marks::{elision_in, elisions, is_elision_line, markers},
    origin::{FoundSource, cite_detail, found_source, is_detail, source_title, stated_source},
    residue, signs,
    source::{Source, Span, TextLine},
    translation::{FoundTranslation, is_commentary, translation},
};

/// How far ahead a quotation may reach, in lines.
const LONGEST: usize = 400;
pub(super) const TITLE_CHARS: usize = 300;
const LOCATOR_CHARS: usize = 80;

/// What was found, as ranges of lines.
struct Found {
    lang: Locale,
    locators: Vec<TextLine>,
    original: Vec<TextLine>,
    translation: Option<FoundTranslation>,
    source: Option<FoundSource>,
    next: usize,
}

/// Reads a foreign-language quotation: paragraphs, translation, source title.
pub(super) fn foreign(builder: &mut Builder<'_>, at: usize) -> Option<usize> {
    if !builder.locale.is_japanese() {
        return None;
    }
    let lines = builder.lines();
    let mut next = at;
    let mut locators = Vec::new();
    let is_locator = locator(&lines[at]).is_some()
        && language::is_mostly_foreign(&lines[at].text)
        && lines.get(at + 1).is_some_and(|line| language::foreign(&line.text).is_some());
    if is_locator {
        locators.push(lines[at].clone());
        next += 1;
    }
    let (lang, end) = foreign_run(lines, next)?;
    let mut original: Vec<TextLine> = lines[next..end].to_vec();
    let mut paragraphs = 1;
    let mut end = end;
    while let Some((_, further)) = foreign_run(lines, end).filter(|_| end - at < LONGEST) {
        if source_title(builder, end).is_some() && further == end + 1 {
            break;
        }
        original.extend_from_slice(&lines[end..further]);
        paragraphs += 1;
        end = further;
    }
    let translation = translation(builder, end, &original, paragraphs, &mut locators);
    if let Some((_, after)) = &translation {
        end = *after;
    }
    let source = found_source(builder, &mut end);
    let found = Found {
        lang,
        locators,
        original,
        translation: translation.map(|(translation, _)| translation),
        source,
        next: end,
    };
    push(builder, at, found)
}

/// A run of lines in a foreign language, from `at`: its language and one past its end.
fn foreign_run(lines: &[TextLine], at: usize) -> Option<(Locale, usize)> {
    let first = lines.get(at)?;
    let opens = language::is_mostly_foreign(&first.text)
        && signs::bullet(&first.text).is_none()
        && signs::question_or_answer(&first.text).is_none()
        && !signs::is_web_address(&first.text);
    // Chinese has no mark of its own; its runs are whole paragraphs.
    if !opens {
        return language::foreign(&first.text).map(|lang| (lang, at + 1));
    }
    let mut end = at + 1;
    while end - at < LONGEST
        && lines.get(end).is_some_and(|line| {
            !line.blank_before
                && language::is_mostly_foreign(&line.text)
                && stated_source(&line.text).is_none()
                && !is_detail(&line.text)
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

/// How many quotations a paragraph announces: `医学論文を2つ以下に引用`.
pub(super) fn announced(text: &str) -> usize {
    let last = text.lines().last().unwrap_or_default();
    let sentence = last.trim_end_matches('。').rsplit('。').next().unwrap_or_default();
    let says = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    let announces = says(&["以下", "次の", "下記"])
        && says(&["論文", "文献", "研究", "報告", "引用", "ガイドライン", "添付文書", "発表"]);
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

/// Reads a Japanese quotation: announced, or with words left out (中略).
pub(super) fn japanese(builder: &mut Builder<'_>, at: usize) -> Option<usize> {
    let lines = builder.lines();
    if !language::is_mostly_japanese(&lines[at].text) || starts_structure(lines, at) {
        return None;
    }
    let run_end = |from: usize| {
        (from + 1..lines.len().min(from + LONGEST))
            .find(|i| {
                lines[*i].blank_before
                    || stated_source(&lines[*i].text).is_some()
                    || (starts_structure(lines, *i) && elision_in(&lines[*i].text).is_none())
            })
            .unwrap_or(lines.len().min(from + LONGEST))
    };
    let is_elision = |i: usize| lines.get(i).is_some_and(|line| is_elision_line(&line.text));
    let mut end = run_end(at);
    while end < lines.len() && end - at < LONGEST && (is_elision(end) || is_elision(end - 1)) {
        end = run_end(end);
    }
    let has_elision = lines[at..end].iter().any(|line| elision_in(&line.text).is_some());
    let is_announced =
        builder.announced > 0 && lines[at].span.chars() >= 40 && !is_commentary(&lines[at].text);
    if !has_elision && !is_announced {
        return None;
    }
    let original = lines[at..end].to_vec();
    let mut next = end;
    let source = found_source(builder, &mut next);
    if !has_elision && source.is_none() {
        return None;
    }
    let lang = Locale::ja();
    push(
        builder,
        at,
        Found { lang, locators: Vec::new(), original, translation: None, source, next },
    )
}

fn push(builder: &mut Builder<'_>, at: usize, found: Found) -> Option<usize> {
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
    claim_all(builder, &found.original, &format!("{field}.original.text"), None);
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
