//! What both of our own styles ask of a record.

use kanshu_domain::{
    kinds::citation::{AuthorName, Citation, IssuedDate, SourceType},
    retraction::Notice,
    values::{Doi, Line, Locale, Pmcid, Pmid},
};
use serde_json::Value;

/// How a reference is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// An article in a journal.
    Article,
    /// A part of a book.
    Chapter,
    /// A book, a report, a leaflet: something published by itself.
    Book,
    /// A page of a web site.
    Page,
}

/// The layout that a record asks for by its kind, else by what it holds.
pub(super) fn layout(citation: &Citation) -> Layout {
    let has_container =
        citation.container_title.is_some() || citation.container_title_short.is_some();
    let has_place =
        citation.volume.is_some() || citation.issue.is_some() || citation.page.is_some();
    let or_article =
        |otherwise| if has_container && has_place { Layout::Article } else { otherwise };
    let page_or_book = if citation.url.is_some() { Layout::Page } else { Layout::Book };
    let is_chapter = matches!(variable(citation, "type").as_deref(), Some("chapter" | "entry"));
    match citation.source_type {
        Some(SourceType::JournalArticle | SourceType::Letter | SourceType::Review) => {
            Layout::Article
        }
        Some(SourceType::Book) if is_chapter || citation.container_title.is_some() => {
            Layout::Chapter
        }
        Some(SourceType::Book | SourceType::Label) => Layout::Book,
        Some(SourceType::Guideline) => or_article(Layout::Book),
        Some(SourceType::PressRelease | SourceType::Web) => page_or_book,
        None if is_chapter => Layout::Chapter,
        None if citation.publisher.is_some() => or_article(Layout::Book),
        None => or_article(page_or_book),
    }
}

/// The language of the source: as the record says, else Japanese when the title has a Japanese
/// character, else English.
pub(super) fn language(citation: &Citation) -> Locale {
    citation.language.clone().unwrap_or_else(|| {
        if is_japanese(citation.title.as_str()) { Locale::ja() } else { Locale::en() }
    })
}

/// Whether a text has kana or Chinese characters.
pub(super) fn is_japanese(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c,
            '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
    })
}

/// Whether a text is written in Latin letters, so far as it has letters.
pub(super) fn is_latin(text: &str) -> bool {
    text.chars()
        .filter(|c| c.is_alphabetic())
        .all(|c| c < '\u{0250}' || matches!(c, '\u{1e00}'..='\u{1eff}'))
}

/// A variable without a field, as text.
pub(super) fn variable(citation: &Citation, name: &str) -> Option<String> {
    let text = match citation.variables.get(name)? {
        Value::String(text) => crate::csl::plain(text),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// A field's text, or nothing.
pub(super) fn text(line: &Option<Line>) -> &str {
    line.as_ref().map_or("", Line::as_str)
}

/// The title in English, where the record has one beside its own.
pub(super) fn english_title(citation: &Citation) -> Option<&Line> {
    let is_english =
        |locale: &Locale| locale.as_str() == "en" || locale.as_str().starts_with("en-");
    citation.translated_title.iter().find(|(locale, _)| is_english(locale)).map(|(_, title)| title)
}

/// Who published it; of what stands by itself the site or series it belongs to, when nobody else is known.
pub(super) fn publisher(citation: &Citation, layout: Layout) -> &str {
    let publisher = text(&citation.publisher);
    match layout {
        Layout::Book | Layout::Page if publisher.is_empty() => text(&citation.container_title),
        _ => publisher,
    }
}

/// The pages, else the number an article has instead of them.
pub(super) fn pages_or_number(citation: &Citation) -> Option<String> {
    let page = citation.page.as_ref().map(ToString::to_string);
    page.or_else(|| variable(citation, "article-number")).or_else(|| variable(citation, "number"))
}

/// A person's name in the script asked for, where the record has it: family name with its particles, and
/// given name. `None` for an institution.
pub(super) fn person(name: &AuthorName, in_latin: bool) -> Option<(String, Option<String>)> {
    let family = name.family.as_ref()?;
    if in_latin
        && !is_latin(family.as_str())
        && let Some(romanised) = &name.romanised
    {
        let given = romanised.given.as_ref().map(ToString::to_string);
        return Some((romanised.family.to_string(), given));
    }
    let parts =
        [name.dropping_particle.as_ref(), name.non_dropping_particle.as_ref(), Some(family)];
    let family: Vec<&str> = parts.into_iter().flatten().map(Line::as_str).collect();
    // "d'" and "al-" stand against the name.
    let family = family.join(" ").replace("' ", "'").replace("’ ", "’").replace("- ", "-");
    Some((family, name.given.as_ref().map(ToString::to_string)))
}

/// The name of an institution, or of somebody of whom nothing else is known.
pub(super) fn literal(name: &AuthorName) -> &str {
    [&name.literal, &name.family, &name.given]
        .into_iter()
        .map(text)
        .find(|t| !t.is_empty())
        .unwrap_or_default()
}

/// `2020-03-10`, as far as it is known.
pub(super) fn iso(date: IssuedDate) -> String {
    let month = date.month().map(|month| format!("-{month:02}")).unwrap_or_default();
    let day = date.day().map(|day| format!("-{day:02}")).unwrap_or_default();
    format!("{}{month}{day}", date.year())
}

/// When a notice appeared.
pub(super) fn notice_date(notice: &Notice) -> Option<IssuedDate> {
    crate::csl::date_from_text(&notice.date?.to_string())
}

/// `1st`, `2nd`, `13th`.
pub(super) fn ordinal(number: u32) -> String {
    let end = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

/// The number of an edition that says no more than its number: `2`, `2nd`, `2nd ed.`, `第2版`.
pub(super) fn edition_number(edition: &str) -> Option<u32> {
    let lower = edition.trim().to_lowercase();
    let bare = lower.trim_start_matches('第').trim_end_matches('版');
    let bare = bare.trim_end_matches('.').trim_end_matches("edition").trim_end_matches("ed").trim();
    let digits = bare.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let rest = &bare[digits.len()..];
    matches!(rest, "" | "st" | "nd" | "rd" | "th").then(|| digits.parse().ok()).flatten()
}

/// The address that a DOI resolves at, with what an address cannot hold encoded.
pub(super) fn doi_url(doi: &Doi) -> String {
    let mut url = "https://doi.org/".to_owned();
    for byte in doi.as_str().bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:;()@!$*+,=".contains(&byte) {
            url.push(char::from(byte));
        } else {
            url.push_str(&format!("%{byte:02X}"));
        }
    }
    url
}

pub(super) fn pmid_url(pmid: &Pmid) -> String {
    format!("https://pubmed.ncbi.nlm.nih.gov/{pmid}/")
}

pub(super) fn pmcid_url(pmcid: &Pmcid) -> String {
    format!("https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_are_read_however_they_are_written() {
        for text in ["2", "2nd", "2nd ed.", "2nd edition", "第2版"] {
            assert_eq!(edition_number(text), Some(2), "{text}");
        }
        for text in ["Rev. ed.", "改訂第2版", "2nd rev. ed.", "", "新版"] {
            assert_eq!(edition_number(text), None, "{text}");
        }
    }

    #[test]
    fn ordinals_are_english() {
        for (number, text) in [
            (1, "1st"),
            (2, "2nd"),
            (3, "3rd"),
            (4, "4th"),
            (11, "11th"),
            (12, "12th"),
            (22, "22nd"),
            (113, "113th"),
        ] {
            assert_eq!(ordinal(number), text);
        }
    }

    #[test]
    fn an_old_doi_becomes_an_address_that_resolves() {
        let doi = Doi::parse("10.5555/(sici)1<1::aid-x#1>2.0.co;2-a").unwrap();
        assert_eq!(doi_url(&doi), "https://doi.org/10.5555/(sici)1%3C1::aid-x%231%3E2.0.co;2-a");
    }
}
