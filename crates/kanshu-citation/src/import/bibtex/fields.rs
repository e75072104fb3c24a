//! BibTeX fields as CSL variables, both ways.

use serde_json::{Map, Value, json};

use super::{Raw, escape, latex, scan};
use crate::csl::{self, Item, Warning};
use crate::export::extension;
use crate::import::{Entry, people};

/// The field in which what BibTeX has no field for travels.
pub(crate) const EXTENSION: &str = "kanshu";

/// Entry types and CSL's; the first line of a CSL type is the one that is written.
const TYPES: [(&str, &str); 29] = [
    ("article", "article-journal"),
    ("book", "book"),
    ("mvbook", "book"),
    ("collection", "book"),
    ("proceedings", "book"),
    ("inbook", "chapter"),
    ("incollection", "chapter"),
    ("inproceedings", "paper-conference"),
    ("conference", "paper-conference"),
    ("phdthesis", "thesis"),
    ("mastersthesis", "thesis"),
    ("thesis", "thesis"),
    ("techreport", "report"),
    ("report", "report"),
    ("manual", "report"),
    ("online", "webpage"),
    ("electronic", "webpage"),
    ("www", "webpage"),
    ("misc", "document"),
    ("unpublished", "manuscript"),
    ("patent", "patent"),
    ("dataset", "dataset"),
    ("software", "software"),
    ("booklet", "pamphlet"),
    ("periodical", "periodical"),
    ("inreference", "entry-encyclopedia"),
    ("standard", "standard"),
    ("legislation", "legislation"),
    ("video", "motion_picture"),
];

/// Variables of one line, and the fields they stand in; the first field is the one that is written.
const LINES: [(&str, &[&str]); 19] = [
    ("container-title", &["journal", "journaltitle", "booktitle"]),
    ("container-title-short", &["shortjournal"]),
    ("collection-title", &["series"]),
    ("volume", &["volume"]),
    ("issue", &["number", "issue"]),
    ("page", &["pages"]),
    ("edition", &["edition"]),
    ("publisher", &["publisher", "institution", "school", "organization"]),
    ("publisher-place", &["address", "location"]),
    ("genre", &["type"]),
    ("DOI", &["doi"]),
    ("URL", &["url"]),
    ("ISSN", &["issn"]),
    ("ISBN", &["isbn"]),
    ("PMID", &["pmid"]),
    ("PMCID", &["pmcid"]),
    ("abstract", &["abstract"]),
    ("keyword", &["keywords"]),
    ("note", &["note"]),
];

/// Fields that are read by functions of their own.
const OTHERS: [&str; 11] = [
    "title", "subtitle", "author", "editor", "year", "month", "day", "date", "urldate", "langid",
    "language",
];

/// The entry of a BibTeX entry.
pub(super) fn entry(line: usize, raw: Raw) -> Entry {
    let mut warnings = Vec::new();
    for name in &raw.unknown_macros {
        let reason = "no @string before it defines this name; the name itself is used".to_owned();
        warnings.push(Warning { variable: name.clone(), reason });
    }
    for parent in ["crossref", "xdata"] {
        if raw.fields.iter().any(|(name, _)| name == parent) {
            let reason = "what the entry named here would add is not taken over".to_owned();
            warnings.push(Warning { variable: parent.to_owned(), reason });
        }
    }
    let key = Some(raw.key.clone()).filter(|key| !key.is_empty());
    let (item, kept) = read(&raw, &mut warnings);
    let kept = (!kept.is_empty()).then_some(("bibtex", kept));
    Entry { line, key, item, kept, warnings }
}

fn read(raw: &Raw, warnings: &mut Vec<Warning>) -> (Item, Map<String, Value>) {
    let mut item = said(raw, warnings);
    let extension = raw.fields.iter().find(|(name, _)| name == EXTENSION);
    let Some((_, extension)) = extension else {
        let kept = kept(raw, &item);
        return (item, kept);
    };
    item = extension::normal(item);
    match extension::apply(&mut item, &decoded(extension)) {
        Ok(outdated) => warnings.extend(outdated),
        Err(reason) => warnings.push(Warning { variable: EXTENSION.to_owned(), reason }),
    }
    (item, Map::new())
}

/// What the fields say.
fn said(raw: &Raw, warnings: &mut Vec<Warning>) -> Item {
    let mut fields = Fields { raw, warnings };
    let mut item = Item::new();
    let known = TYPES.iter().find(|(bibtex, _)| *bibtex == raw.kind);
    item.insert("type".to_owned(), Value::from(known.map_or("document", |(_, csl)| csl)));
    let title = fields.text("title").unwrap_or_default();
    let title = match fields.text("subtitle") {
        Some(subtitle) if !title.is_empty() => format!("{title}: {subtitle}"),
        _ => title,
    };
    put(&mut item, "title", title);
    for (variable, names) in LINES {
        let text = names.iter().find_map(|name| fields.text(name));
        put(&mut item, variable, text.unwrap_or_default());
    }
    if let Some(page) = item.get_mut("page")
        && let Some(text) = page.as_str()
    {
        *page = Value::from(text.replace('–', "-"));
    }
    let eprint_type = fields.text("eprinttype").unwrap_or_default().to_lowercase();
    if eprint_type.contains("pubmed") || eprint_type == "pmid" {
        let eprint = fields.text("eprint").unwrap_or_default();
        item.entry("PMID").or_insert_with(|| Value::from(eprint));
    }
    let language = fields.text("langid").or_else(|| fields.text("language"));
    put(
        &mut item,
        "language",
        language.map(|l| people::language(&l).to_owned()).unwrap_or_default(),
    );
    for variable in ["author", "editor"] {
        let names = fields.names(variable);
        if !names.is_empty() {
            item.insert(variable.to_owned(), Value::Array(names));
        }
    }
    let date = fields.text("date").or_else(|| {
        let parts = ["year", "month", "day"].map(|part| fields.text(part));
        Some(parts.into_iter().map_while(|part| part).collect::<Vec<_>>().join("-"))
    });
    for (variable, text) in [("issued", date), ("accessed", fields.text("urldate"))] {
        let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
        let date = match csl::date_from_text(&text) {
            Some(date) => {
                let rest = [date.month(), date.day()].into_iter().flatten().map(u64::from);
                let parts: Vec<u64> = std::iter::once(u64::from(date.year())).chain(rest).collect();
                json!({ "date-parts": [parts] })
            }
            None => json!({ "literal": text }),
        };
        item.insert(variable.to_owned(), date);
    }
    item
}

fn put(item: &mut Item, variable: &str, text: String) {
    if !text.is_empty() {
        item.insert(variable.to_owned(), Value::from(text));
    }
}

struct Fields<'a> {
    raw: &'a Raw,
    warnings: &'a mut Vec<Warning>,
}

impl<'a> Fields<'a> {
    fn latex(&self, name: &str) -> Option<&'a str> {
        let field = self.raw.fields.iter().find(|(known, _)| known == name)?;
        Some(field.1.as_str()).filter(|latex| !latex.trim().is_empty())
    }

    /// The text of a field; what is no LaTeX is taken as it stands, with a warning.
    fn text(&mut self, name: &str) -> Option<String> {
        let latex = self.latex(name)?;
        let text = latex::text(name, latex).unwrap_or_else(|reason| {
            self.warnings.push(Warning { variable: name.to_owned(), reason });
            latex.trim().to_owned()
        });
        Some(text).filter(|text| !text.is_empty())
    }

    fn names(&mut self, name: &str) -> Vec<Value> {
        let Some(latex) = self.latex(name) else { return Vec::new() };
        match latex::names(latex) {
            Ok((names, is_open)) => {
                if is_open {
                    let reason = "not all names are given (`and others`)".to_owned();
                    self.warnings.push(Warning { variable: name.to_owned(), reason });
                }
                names
            }
            Err(reason) => {
                self.warnings.push(Warning { variable: name.to_owned(), reason });
                vec![json!({ "literal": latex.split_whitespace().collect::<Vec<_>>().join(" ") })]
            }
        }
    }
}

/// The fields that would not be written as they came, in LaTeX; `@` is the entry's type.
fn kept(raw: &Raw, item: &Item) -> Map<String, Value> {
    let written = write_fields(item);
    let mut kept = Map::new();
    if entry_type(item) != raw.kind {
        kept.insert("@".to_owned(), Value::from(raw.kind.clone()));
    }
    for (at, (name, value)) in raw.fields.iter().enumerate() {
        let is_first = raw.fields.iter().position(|(other, _)| other == name) == Some(at);
        let text = |latex: &str| latex::text(name, latex).ok();
        let is_written = written
            .iter()
            .any(|(other, latex)| other == name && (latex == value || text(latex) == text(value)));
        if !(is_first && is_written) {
            let name = if is_first { name.clone() } else { format!("{name} {at}") };
            kept.insert(name, Value::from(value.clone()));
        }
    }
    kept
}

/// The entry's type for an item.
fn entry_type(item: &Item) -> &'static str {
    let csl = item.get("type").and_then(Value::as_str).unwrap_or_default();
    TYPES.iter().find(|(_, known)| *known == csl).map_or("misc", |(bibtex, _)| bibtex)
}

/// The entry of an item, with the extension that holds what its fields do not say.
pub(crate) fn write(item: &Item, key: &str) -> Raw {
    let mut raw = Raw {
        kind: entry_type(item).to_owned(),
        key: key.to_owned(),
        fields: write_fields(item),
        ..Raw::default()
    };
    let kept =
        item.get("custom").and_then(|custom| custom.get("bibtex")).and_then(Value::as_object);
    for (name, value) in kept.into_iter().flatten() {
        let value = value.as_str().filter(|_| !is_known(name) && is_name(name));
        if let Some(value) =
            value.filter(|value| scan::fits(name, value) && scan::is_balanced(value))
        {
            raw.fields.push((name.clone(), value.to_owned()));
        }
    }
    let said = extension::normal(said(&raw, &mut Vec::new()));
    if let Some(difference) = extension::difference(&said, item) {
        raw.fields.push((EXTENSION.to_owned(), encoded(&difference)));
    }
    raw
}

fn is_known(name: &str) -> bool {
    OTHERS.contains(&name)
        || name == EXTENSION
        || LINES.iter().any(|(_, names)| names.contains(&name))
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_".contains(&b))
}

fn write_fields(item: &Item) -> Vec<(String, String)> {
    let text = |variable: &str| item.get(variable).and_then(Value::as_str).unwrap_or_default();
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut push = |name: &str, latex: String| {
        if !latex.is_empty() && scan::fits(name, &latex) {
            fields.push((name.to_owned(), latex));
        }
    };
    for variable in ["author", "editor"] {
        let names = item.get(variable).and_then(Value::as_array);
        let names: Vec<String> =
            names.into_iter().flatten().filter_map(escape::write_name).collect();
        push(variable, names.join(" and "));
    }
    push("title", escape::protected(text("title")));
    for (variable, names) in LINES {
        let is_book = matches!(text("type"), "chapter" | "paper-conference");
        let name = if is_book && variable == "container-title" { "booktitle" } else { names[0] };
        push(
            name,
            match variable {
                "DOI" | "URL" => escape::escaped_verbatim(text(variable)),
                "page" => escape::escaped(text(variable)).replace('-', "--"),
                _ => escape::escaped(text(variable)),
            },
        );
    }
    push("langid", escape::escaped(text("language")));
    let parts = |variable: &str| -> Option<Vec<u64>> {
        let parts = item.get(variable)?.get("date-parts")?.as_array()?.first()?.as_array()?;
        parts.iter().map(Value::as_u64).collect()
    };
    for (name, part) in
        ["year", "month", "day"].into_iter().zip(parts("issued").unwrap_or_default())
    {
        push(name, part.to_string());
    }
    let accessed = parts("accessed").unwrap_or_default();
    let accessed = accessed.iter().enumerate().map(|(i, part)| match i {
        0 => format!("{part:04}"),
        _ => format!("{part:02}"),
    });
    push("urldate", accessed.collect::<Vec<_>>().join("-"));
    fields
}

/// JSON without the signs that mean something to BibTeX: each byte of these is `=` and two hexadecimal
/// digits.
fn encoded(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    for c in json.chars() {
        let is_plain = c.is_ascii_alphanumeric() || ":,./[]()+;".contains(c);
        if is_plain || (!c.is_ascii() && !c.is_whitespace()) {
            out.push(c);
            continue;
        }
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            out.push_str(&format!("={byte:02x}"));
        }
    }
    out
}

/// The JSON of an extension; white space that a program put into it is passed over.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest: Vec<u8> = text.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    rest.reverse();
    while let Some(byte) = rest.pop() {
        let digits = rest.len().checked_sub(2).map(|at| [rest[at + 1], rest[at]]);
        let hex = digits.and_then(|digits| {
            let text = std::str::from_utf8(&digits).ok()?.to_owned();
            u8::from_str_radix(&text, 16).ok()
        });
        match hex.filter(|_| byte == b'=') {
            Some(value) => {
                rest.truncate(rest.len() - 2);
                bytes.push(value);
            }
            None => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
