//! Crossref's REST API: `GET /works/{doi}` as CSL-JSON.

use serde_json::{Map, Value, json};

use crate::registries::Record;

/// Crossref's types that CSL calls otherwise; others have the same name or become `document`.
const TYPES: [(&str, &str); 12] = [
    ("journal-article", "article-journal"),
    ("posted-content", "article"),
    ("proceedings-article", "paper-conference"),
    ("book-chapter", "chapter"),
    ("book-section", "chapter"),
    ("book", "book"),
    ("monograph", "book"),
    ("edited-book", "book"),
    ("reference-book", "book"),
    ("dissertation", "thesis"),
    ("report", "report"),
    ("dataset", "dataset"),
];

/// Updates after which a paper does not stand as it was. Part of a retracted paper is counted: a clinic
/// must look.
const RETRACTIONS: [&str; 4] = ["retraction", "partial_retraction", "removal", "withdrawal"];

/// The record in an answer.
pub(crate) fn read(answer: &Value) -> Result<Record, String> {
    let message = answer
        .get("message")
        .and_then(Value::as_object)
        .ok_or("there is no `message` with a work")?;
    let mut item = Map::new();
    let mut put = |variable: &str, value: Option<Value>| {
        if let Some(value) = value {
            item.insert(variable.to_owned(), value);
        }
    };
    let text = |name: &str| first_text(message.get(name)?);
    let kind = text("type").unwrap_or_default();
    let csl_type = TYPES.iter().find(|(theirs, _)| *theirs == kind).map_or("document", |t| t.1);
    put("type", Some(json!(csl_type)));
    put("title", title(message).map(Value::from));
    put("container-title", text("container-title").map(Value::from));
    put("container-title-short", text("short-container-title").map(Value::from));
    for variable in ["volume", "issue", "publisher", "DOI", "language"] {
        put(variable, text(variable).map(Value::from));
    }
    put("publisher-place", text("publisher-location").map(Value::from));
    put("edition", text("edition-number").map(Value::from));
    put("page", text("page").or_else(|| text("article-number")).map(Value::from));
    put("issued", date(message));
    for variable in ["author", "editor"] {
        put(variable, names(message.get(variable)));
    }
    put("ISSN", joined(message.get("ISSN")));
    put("ISBN", joined(message.get("ISBN")));
    put("abstract", text("abstract").map(|jats| Value::from(without_tags(&jats))));
    put("URL", text("DOI").map(|doi| json!(format!("https://doi.org/{}", doi.to_lowercase()))));

    let says_retracted = title(message).is_some_and(|title| {
        let title = title.to_uppercase();
        ["RETRACTED:", "RETRACTED ARTICLE", "WITHDRAWN:"].iter().any(|word| title.starts_with(word))
    });
    Ok(Record {
        item,
        retracted: says_retracted || has_retraction(message.get("updated-by")),
        is_retraction_notice: has_retraction(message.get("update-to")),
    })
}

/// The text, or the first that is not empty in a list.
fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(all) => all.iter().find_map(first_text),
        _ => None,
    }
}

fn title(message: &Map<String, Value>) -> Option<String> {
    let title = first_text(message.get("title")?)?;
    let subtitle = message.get("subtitle").and_then(first_text);
    Some(match subtitle.filter(|subtitle| !title.contains(subtitle.as_str())) {
        Some(subtitle) => format!("{}: {subtitle}", title.trim_end_matches(':')),
        None => title,
    })
}

/// The earliest publication. `published` is that; older answers have only the others.
fn date(message: &Map<String, Value>) -> Option<Value> {
    ["published", "issued", "published-print", "published-online"].iter().find_map(|name| {
        let parts = message.get(*name)?.get("date-parts")?.as_array()?.first()?.as_array()?;
        // Crossref writes "no date" as [[null]].
        let known: Vec<&Value> = parts.iter().take_while(|part| part.is_u64()).take(3).collect();
        (!known.is_empty()).then(|| json!({ "date-parts": [known] }))
    })
}

fn names(value: Option<&Value>) -> Option<Value> {
    let all = value?.as_array()?.iter().filter_map(name).collect::<Vec<_>>();
    (!all.is_empty()).then_some(Value::Array(all))
}

/// `{"given", "family", "suffix", "ORCID", "affiliation": [{"name"}]}`, or `{"name"}` of a group.
/// Where people work stays out: CSL has no place for it.
fn name(value: &Value) -> Option<Value> {
    let text = |name: &str| value.get(name).and_then(first_text);
    if let Some(literal) = text("name") {
        return Some(json!({ "literal": literal }));
    }
    let mut fields = Map::new();
    for field in ["family", "given", "suffix", "ORCID"] {
        if let Some(text) = text(field) {
            fields.insert(field.to_owned(), json!(text));
        }
    }
    (fields.contains_key("family") || fields.contains_key("given")).then_some(Value::Object(fields))
}

fn joined(value: Option<&Value>) -> Option<Value> {
    let all: Vec<&str> = value?.as_array()?.iter().filter_map(Value::as_str).collect();
    (!all.is_empty()).then(|| json!(all.join(", ")))
}

/// The words of a JATS abstract: elements end words, entities are the characters that they name.
fn without_tags(jats: &str) -> String {
    let mut text = String::with_capacity(jats.len());
    let mut rest = jats;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        let tag = &rest[open + 1..];
        let is_tag = tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        match tag.find('>').filter(|_| is_tag) {
            Some(close) => {
                let name = tag[..close].trim_start_matches('/').trim_start_matches("jats:");
                // Blocks end words; italics and indices do not.
                if ["p", "title", "sec", "list", "list-item", "break"]
                    .iter()
                    .any(|block| name.split([' ', '/']).next() == Some(*block))
                {
                    text.push(' ');
                }
                rest = &tag[close + 1..];
            }
            None => {
                text.push('<');
                rest = tag;
            }
        }
    }
    text.push_str(rest);
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    for (entity, character) in entities {
        text = text.replace(entity, character);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn has_retraction(updates: Option<&Value>) -> bool {
    let updates = updates.and_then(Value::as_array).into_iter().flatten();
    updates.filter_map(|update| update.get("type")?.as_str()).any(|kind| {
        let kind = kind.to_lowercase().replace([' ', '-'], "_");
        RETRACTIONS.contains(&kind.as_str())
    })
}
