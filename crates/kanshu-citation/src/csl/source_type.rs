//! Our kinds of source as CSL's `type` and `genre`.

use kanshu_domain::kinds::citation::SourceType;
use serde_json::{Value, json};

use super::Item;

/// CSL's type and genre for each kind of source; the genre tells apart what CSL does not.
const TYPES: [(SourceType, &str, Option<&str>); 8] = [
    (SourceType::JournalArticle, "article-journal", None),
    (SourceType::Letter, "article-journal", Some("letter")),
    (SourceType::Review, "article-journal", Some("review")),
    (SourceType::Guideline, "report", Some("guideline")),
    (SourceType::PressRelease, "webpage", Some("press release")),
    (SourceType::Book, "book", None),
    (SourceType::Label, "document", Some("package insert")),
    (SourceType::Web, "webpage", None),
];

/// What CSL calls a source of which nothing is known: an item must have a type.
const UNKNOWN: &str = "document";

/// CSL's type for a kind of source.
pub fn csl_type(source: SourceType) -> &'static str {
    TYPES.iter().find(|(known, ..)| *known == source).map_or(UNKNOWN, |(_, name, _)| name)
}

/// The kind of source, and the variables that it says wholly.
pub(super) fn read(item: &Item) -> (Option<SourceType>, Vec<&'static str>) {
    let text = |variable: &str| item.get(variable).and_then(Value::as_str);
    let (Some(name), genre) = (text("type"), text("genre")) else { return (None, Vec::new()) };
    if let Some((source, ..)) = TYPES.iter().find(|(_, n, g)| *n == name && *g == genre) {
        let known = if genre.is_some() { vec!["type", "genre"] } else { vec!["type"] };
        return (Some(*source), known);
    }
    if name == UNKNOWN && genre.is_none() {
        return (None, vec!["type"]);
    }
    let lower = genre.unwrap_or_default().to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let source = match name {
        "article-journal" | "article" if says(&["letter", "correspondence", "短報"]) => {
            Some(SourceType::Letter)
        }
        "article-journal" | "article" if says(&["review", "総説"]) => Some(SourceType::Review),
        "article-journal" => Some(SourceType::JournalArticle),
        "report" | "book" if says(&["guideline", "ガイドライン", "指針"]) => {
            Some(SourceType::Guideline)
        }
        "webpage" | "report" | "article-newspaper" if says(&["press", "プレス"]) => {
            Some(SourceType::PressRelease)
        }
        "document" | "report" | "book" if says(&["package insert", "添付文書", "label"]) => {
            Some(SourceType::Label)
        }
        "book" | "chapter" => Some(SourceType::Book),
        "webpage" | "post" | "post-weblog" => Some(SourceType::Web),
        _ => None,
    };
    // `type` and `genre` stay: they say more than our kind.
    (source, Vec::new())
}

pub(super) fn write(source: Option<SourceType>, item: &mut Item) {
    let known = source.and_then(|source| TYPES.iter().find(|(known, ..)| *known == source));
    let (name, genre) = known.map_or((UNKNOWN, None), |(_, name, genre)| (*name, *genre));
    item.insert("type".to_owned(), json!(name));
    if let Some(genre) = genre {
        item.insert("genre".to_owned(), json!(genre));
    }
}
