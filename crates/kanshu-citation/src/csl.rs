//! CSL-JSON: the exchange form that every other form is turned into.
//!
//! A [`Citation`] holds CSL's variables under typed fields; what has no field stands in `variables` as it
//! came. What CSL does not know (evidence, funding, readings of names) travels in the item's
//! `custom.kanshu` and in the names' `_names`, so that a record survives the way out and back.

mod dates;
mod names;
mod source_type;

use kanshu_domain::{
    kinds::citation::Citation,
    values::{Doi, Issn, Line, Locale, Pmcid, Pmid, WebUrl},
};
use serde_json::{Map, Value, json};

pub use source_type::csl_type;

pub(crate) use dates::from_text as date_from_text;

/// A CSL-JSON item: an object of the CSL-JSON schema.
pub type Item = Map<String, Value>;

/// A record read from an item, and what of it could not be understood. What is reported is not lost: it
/// stands in `variables` as it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    pub citation: Citation,
    pub warnings: Vec<Warning>,
}

/// One variable that does not hold what it should.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{variable}: {reason}")]
pub struct Warning {
    /// CSL's name: `DOI`, `issued`.
    pub variable: String,
    pub reason: String,
}

/// Why an item is no record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoRecord {
    #[error("the title is missing")]
    NoTitle,
    #[error("the title {0}")]
    BadTitle(String),
    #[error("it holds more than a record can: {0}")]
    TooLarge(String),
}

/// The record that an item describes.
///
/// # Errors
/// When it has no title that fits on a line, or more text than a record holds.
pub fn read(item: &Item) -> Result<Read, NoRecord> {
    let raw_title = item.get("title").and_then(Value::as_str).unwrap_or_default();
    let title = plain(raw_title);
    if title.is_empty() {
        return Err(NoRecord::NoTitle);
    }
    let title = Line::parse(&title).map_err(|invalid| NoRecord::BadTitle(invalid.to_string()))?;
    let mut reading = Reading { item: item.clone(), warnings: Vec::new() };
    if plain(raw_title) == raw_title {
        reading.item.remove("title");
    }
    let mut citation = Citation::titled(title);
    // Ours first: what it says is exact.
    reading.take_custom(&mut citation);

    let (source_type, known) = source_type::read(&reading.item);
    citation.source_type = citation.source_type.or(source_type);
    for variable in known {
        reading.item.remove(variable);
    }
    citation.authors = reading.names("author");
    citation.editors = reading.names("editor");
    citation.issued = reading.date("issued");
    citation.accessed = reading.date("accessed");
    citation.language = reading.parsed("language", Locale::parse);
    citation.container_title = reading.line("container-title");
    citation.container_title_short = reading.line("container-title-short");
    if citation.container_title_short.is_none() {
        citation.container_title_short = reading.line("journalAbbreviation");
    }
    citation.volume = reading.line("volume");
    citation.issue = reading.line("issue");
    citation.page = reading.line("page");
    citation.edition = reading.line("edition");
    citation.publisher = reading.line("publisher");
    citation.publisher_place = reading.line("publisher-place");
    citation.isbn = reading.line("ISBN");
    citation.doi = reading.parsed("DOI", Doi::parse);
    citation.pmid = reading.parsed("PMID", Pmid::parse);
    citation.pmcid = reading.parsed("PMCID", Pmcid::parse);
    citation.url = reading.parsed("URL", WebUrl::parse);
    citation.issn = reading.issn();
    // The id belongs to the file it stood in.
    reading.item.remove("id");
    citation.variables = reading.item.into_iter().collect();
    let text = Value::from_iter(citation.variables.clone()).to_string();
    if text.len() > kanshu_domain::kinds::citation::MOST_VARIABLE_BYTES {
        return Err(NoRecord::TooLarge(format!("{} bytes of further variables", text.len())));
    }
    Ok(Read { citation, warnings: reading.warnings })
}

/// The item of a record, with `id` as its id.
pub fn write(citation: &Citation, id: &str) -> Item {
    let mut item = Item::new();
    item.insert("id".to_owned(), json!(id));
    source_type::write(citation.source_type, &mut item);
    let mut put = |variable: &str, value: Option<Value>| {
        if let Some(value) = value {
            item.insert(variable.to_owned(), value);
        }
    };
    let line = |line: &Option<Line>| line.as_ref().map(|line| json!(line));
    put("title", Some(json!(citation.title)));
    put("author", names::write(&citation.authors));
    put("editor", names::write(&citation.editors));
    put("issued", citation.issued.map(dates::write));
    put("accessed", citation.accessed.map(dates::write));
    put("language", citation.language.as_ref().map(|language| json!(language)));
    put("container-title", line(&citation.container_title));
    put("container-title-short", line(&citation.container_title_short));
    put("volume", line(&citation.volume));
    put("issue", line(&citation.issue));
    put("page", line(&citation.page));
    put("edition", line(&citation.edition));
    put("publisher", line(&citation.publisher));
    put("publisher-place", line(&citation.publisher_place));
    put("ISBN", line(&citation.isbn));
    put("DOI", citation.doi.as_ref().map(|doi| json!(doi)));
    put("PMID", citation.pmid.as_ref().map(|pmid| json!(pmid)));
    put("PMCID", citation.pmcid.as_ref().map(|pmcid| json!(pmcid)));
    put("URL", citation.url.as_ref().map(|url| json!(url)));
    let issn: Vec<&str> = citation.issn.iter().map(Issn::as_str).collect();
    put("ISSN", (!issn.is_empty()).then(|| json!(issn.join(", "))));
    put("custom", write_custom(citation));
    for (variable, value) in &citation.variables {
        match (item.get_mut(variable), value) {
            // Others' custom values stand beside ours.
            (Some(Value::Object(ours)), Value::Object(theirs)) if variable == "custom" => {
                ours.extend(theirs.clone());
            }
            _ => {
                item.insert(variable.clone(), value.clone());
            }
        }
    }
    item
}

/// Our fields that CSL has no variable for, under the names they have in our JSON.
const OURS: [&str; 7] = [
    "type",
    "translatedTitle",
    "trialRegistrations",
    "evidence",
    "isSecondary",
    "funding",
    "conflictsOfInterest",
];

fn write_custom(citation: &Citation) -> Option<Value> {
    let record = serde_json::to_value(citation).ok()?;
    let held =
        OURS.iter().filter_map(|name| Some(((*name).to_owned(), record.get(*name)?.clone())));
    let implied = source_type::read(&{
        let mut item = Item::new();
        source_type::write(citation.source_type, &mut item);
        item
    });
    let ours: Map<String, Value> = held
        .filter(|(name, value)| match name.as_str() {
            // Said by CSL's own type and genre.
            "type" => implied.0 != citation.source_type || citation.variables.contains_key("type"),
            _ => value.as_object().is_none_or(|held| !held.is_empty()),
        })
        .collect();
    (!ours.is_empty()).then(|| json!({ "kanshu": ours }))
}

/// A reading in progress: what is understood is taken out of the item.
struct Reading {
    item: Item,
    warnings: Vec<Warning>,
}

impl Reading {
    fn warn(&mut self, variable: &str, reason: impl Into<String>) {
        let (variable, reason) = (variable.to_owned(), reason.into());
        self.warnings.push(Warning { variable, reason });
    }

    /// The text of a variable; numbers count as text, lists give their first.
    fn text(&self, variable: &str) -> Option<String> {
        let value = match self.item.get(variable)? {
            Value::Array(all) => all.first()?,
            value => value,
        };
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
        .filter(|text| !text.trim().is_empty())
    }

    /// Takes a variable whose text `parse` understands; else it stays where it is, with a warning.
    fn parsed<T: std::fmt::Display, E: std::fmt::Display>(
        &mut self,
        variable: &str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<T> {
        let text = self.text(variable)?;
        match parse(&text) {
            Ok(value) => {
                let is_single = self
                    .item
                    .get(variable)
                    .and_then(Value::as_array)
                    .is_none_or(|all| all.len() == 1);
                if is_single {
                    self.item.remove(variable);
                }
                Some(value)
            }
            Err(error) => {
                self.warn(variable, error.to_string());
                None
            }
        }
    }

    fn line(&mut self, variable: &str) -> Option<Line> {
        let text = self.text(variable)?;
        let plain = plain(&text);
        let is_plain = plain == text.trim();
        match Line::parse(&plain) {
            Ok(line) => {
                let is_single = self
                    .item
                    .get(variable)
                    .and_then(Value::as_array)
                    .is_none_or(|all| all.len() == 1);
                if is_plain && is_single {
                    self.item.remove(variable);
                }
                Some(line)
            }
            Err(error) => {
                self.warn(variable, error.to_string());
                None
            }
        }
    }

    fn issn(&mut self) -> Vec<Issn> {
        let texts: Vec<String> = match self.item.get("ISSN") {
            Some(Value::String(text)) => {
                text.split([',', ';', ' ']).filter(|t| !t.is_empty()).map(str::to_owned).collect()
            }
            Some(Value::Array(all)) => {
                all.iter().filter_map(Value::as_str).map(str::to_owned).collect()
            }
            _ => return Vec::new(),
        };
        let read: Result<Vec<Issn>, _> = texts.iter().map(|text| Issn::parse(text)).collect();
        match read {
            Ok(issn) => {
                self.item.remove("ISSN");
                issn
            }
            Err(error) => {
                self.warn("ISSN", error.to_string());
                texts.iter().filter_map(|text| Issn::parse(text).ok()).collect()
            }
        }
    }

    fn take_custom(&mut self, citation: &mut Citation) {
        let Some(Value::Object(custom)) = self.item.get_mut("custom") else { return };
        let Some(Value::Object(ours)) = custom.remove("kanshu") else { return };
        if custom.is_empty() {
            self.item.remove("custom");
        }
        let Ok(Value::Object(mut record)) = serde_json::to_value(&*citation) else { return };
        let known = ours.into_iter().filter(|(name, _)| OURS.contains(&name.as_str()));
        record.extend(known);
        match serde_json::from_value::<Citation>(Value::Object(record)) {
            Ok(read) => *citation = read,
            Err(error) => self.warn("custom", error.to_string()),
        }
    }
}

/// Text without the markup that CSL allows in titles (`<i>`, `<sub>`, `<span …>`) and that Crossref
/// sends, on one line, with single spaces.
pub(crate) fn plain(text: &str) -> String {
    const TAGS: [&str; 10] = ["i", "b", "em", "strong", "sub", "sup", "sc", "scp", "span", "u"];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let tag = &rest[open + 1..];
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == ':')
            .collect();
        let lower = name.to_ascii_lowercase();
        let is_markup = TAGS.contains(&lower.as_str()) || lower.starts_with("jats:");
        match tag.find('>').filter(|_| is_markup) {
            Some(close) => rest = &tag[close + 1..],
            None => {
                out.push('<');
                rest = tag;
            }
        }
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
pub(crate) mod tests;
