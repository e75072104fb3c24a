//! The groups of RIS tags that speak of the same thing.

use kanshu_domain::{kinds::citation::IssuedDate, values::Issn};
use serde_json::{Value, json};

use super::{Tagged, Tags, can_stand, one_line, types};
use crate::csl::{self, Item};
use crate::import::people;

/// Tags that speak of the same thing.
pub(super) struct Group {
    pub(super) variables: &'static [&'static str],
    /// The first is the one that is written.
    pub(super) tags: &'static [&'static str],
    form: Form,
}

/// How a group's tags and variables become each other.
enum Form {
    /// One variable, one line of text.
    Line,
    /// One variable, text that may run over several lines.
    Prose,
    Names,
    Other(fn(Tags<'_>, &mut Item), fn(&Item, &mut Vec<Tagged>)),
}

const fn line(variables: &'static [&'static str], tags: &'static [&'static str]) -> Group {
    Group { variables, tags, form: Form::Line }
}

const fn other(
    variables: &'static [&'static str],
    tags: &'static [&'static str],
    read: fn(Tags<'_>, &mut Item),
    write: fn(&Item, &mut Vec<Tagged>),
) -> Group {
    Group { variables, tags, form: Form::Other(read, write) }
}

/// `TY` first: a record begins with it.
pub(super) const GROUPS: [Group; 23] = [
    other(&["type", "genre"], &["TY", "M3"], read_type, write_type),
    line(&["title"], &["TI", "T1", "CT"]),
    Group { variables: &["author"], tags: &["AU", "A1"], form: Form::Names },
    Group { variables: &["editor"], tags: &["ED", "A2"], form: Form::Names },
    other(&["issued"], &["PY", "Y1", "DA"], read_issued, write_issued),
    other(&["accessed"], &["Y2"], read_accessed, |item, tags| {
        push(tags, "Y2", &date_text(item, "accessed").unwrap_or_default());
    }),
    other(
        &["container-title", "container-title-short"],
        &["T2", "JF", "JO", "BT", "J2", "JA", "J1"],
        read_container,
        |item, tags| {
            push(tags, "T2", text(item, "container-title"));
            push(tags, "J2", text(item, "container-title-short"));
        },
    ),
    line(&["collection-title"], &["T3"]),
    line(&["volume"], &["VL"]),
    line(&["issue"], &["IS"]),
    other(&["page"], &["SP", "EP"], read_page, write_page),
    line(&["edition"], &["ET"]),
    line(&["publisher"], &["PB"]),
    line(&["publisher-place"], &["CY", "PP"]),
    other(&["ISSN", "ISBN"], &["SN"], read_numbers, write_numbers),
    line(&["DOI"], &["DO", "DI"]),
    other(&["PMID"], &["AN", "DB", "DP"], read_pmid, |item, tags| {
        push(tags, "AN", text(item, "PMID"));
        push(tags, "DB", if item.contains_key("PMID") { "PubMed" } else { "" });
    }),
    other(&["PMCID"], &["C2"], read_pmcid, |item, tags| push(tags, "C2", text(item, "PMCID"))),
    other(&["language"], &["LA"], read_language, |item, tags| {
        push(tags, "LA", text(item, "language"));
    }),
    Group { variables: &["abstract"], tags: &["AB", "N2"], form: Form::Prose },
    Group { variables: &["note"], tags: &["N1"], form: Form::Prose },
    other(
        &["keyword"],
        &["KW"],
        |tags, item| put(item, "keyword", &tags.all("KW").collect::<Vec<_>>().join(", ")),
        |item, tags| text(item, "keyword").split(", ").for_each(|word| push(tags, "KW", word)),
    ),
    line(&["URL"], &["UR"]),
];

impl Group {
    pub(super) fn read(&self, tags: Tags<'_>, item: &mut Item) {
        let variable = self.variables[0];
        match self.form {
            Form::Line | Form::Prose => put(item, variable, tags.first(self.tags).unwrap_or("")),
            Form::Names => {
                let names = self.tags.iter().flat_map(|tag| tags.all(tag));
                let names: Vec<Value> = names.map(people::read).collect();
                if !names.is_empty() {
                    item.insert(variable.to_owned(), Value::Array(names));
                }
            }
            Form::Other(read, _) => read(tags, item),
        }
    }

    pub(super) fn write(&self, item: &Item, tags: &mut Vec<Tagged>) {
        let (variable, tag) = (self.variables[0], self.tags[0]);
        match self.form {
            Form::Line => push(tags, tag, text(item, variable)),
            Form::Prose => {
                let value = text(item, variable);
                let is_as_it_stands = can_stand(tag, value);
                let value = if is_as_it_stands { value.to_owned() } else { one_line(value) };
                if can_stand(tag, &value) {
                    tags.push(Tagged { tag: tag.to_owned(), value });
                }
            }
            Form::Names => {
                let names = item.get(variable).and_then(Value::as_array);
                let names = names.into_iter().flatten().filter_map(people::write);
                names.for_each(|name| push(tags, tag, &name));
            }
            Form::Other(_, write) => write(item, tags),
        }
    }
}

fn text<'a>(item: &'a Item, variable: &str) -> &'a str {
    item.get(variable).and_then(Value::as_str).unwrap_or_default()
}

fn put(item: &mut Item, variable: &str, value: &str) {
    if !value.is_empty() {
        item.insert(variable.to_owned(), Value::from(value));
    }
}

fn push(tags: &mut Vec<Tagged>, tag: &str, value: &str) {
    let value = one_line(value);
    if can_stand(tag, &value) {
        tags.push(Tagged { tag: tag.to_owned(), value });
    }
}

fn read_type(tags: Tags<'_>, item: &mut Item) {
    put(item, "type", types::csl_type(tags.first(&["TY"]).unwrap_or_default()));
    put(item, "genre", tags.first(&["M3"]).unwrap_or_default());
    // What the work is called in words of Japanese and English databases.
    let genre = match text(item, "genre").to_lowercase().as_str() {
        "総説" | "解説" | "review" | "review article" => "review",
        "レター" | "letter" | "短報" => "letter",
        "診療ガイドライン" | "ガイドライン" | "guideline" | "practice guideline" => {
            "guideline"
        }
        "原著論文" | "journal article" | "original article" | "article" => "",
        _ => return,
    };
    item.remove("genre");
    put(item, "genre", genre);
    if genre == "guideline" {
        put(item, "type", "report");
    }
}

fn write_type(item: &Item, tags: &mut Vec<Tagged>) {
    push(tags, "TY", types::ris_type(text(item, "type")));
    push(tags, "M3", text(item, "genre"));
}

/// The most precise of the dates that agree with the first in the year.
fn read_issued(tags: Tags<'_>, item: &mut Item) {
    let mut dates = ["PY", "Y1", "DA"]
        .iter()
        .flat_map(|tag| tags.all(tag))
        .filter_map(csl::date_from_text)
        .collect::<Vec<_>>();
    let Some(first) = dates.first().copied() else {
        let unread = tags.first(&["PY", "Y1", "DA"]);
        if let Some(unread) = unread {
            item.insert("issued".to_owned(), json!({ "literal": unread }));
        }
        return;
    };
    dates.retain(|date| date.year() == first.year());
    let parts = |date: &IssuedDate| date.month().iter().count() + date.day().iter().count();
    let precise = dates.into_iter().rev().max_by_key(parts);
    put_date(item, "issued", precise.unwrap_or(first));
}

fn read_accessed(tags: Tags<'_>, item: &mut Item) {
    let Some(text) = tags.first(&["Y2"]) else { return };
    match csl::date_from_text(text) {
        Some(date) => put_date(item, "accessed", date),
        None => {
            item.insert("accessed".to_owned(), json!({ "literal": text }));
        }
    }
}

fn put_date(item: &mut Item, variable: &str, date: IssuedDate) {
    let parts =
        [Some(u64::from(date.year())), date.month().map(u64::from), date.day().map(u64::from)];
    let parts: Vec<u64> = parts.into_iter().flatten().collect();
    item.insert(variable.to_owned(), json!({ "date-parts": [parts] }));
}

/// The numbers of a date in normal form.
fn date_parts(item: &Item, variable: &str) -> Option<Vec<u64>> {
    let parts = item.get(variable)?.get("date-parts")?.as_array()?.first()?.as_array()?;
    parts.iter().map(Value::as_u64).collect()
}

/// `2031/03/01`, `2031/03` or `2031`.
fn date_text(item: &Item, variable: &str) -> Option<String> {
    let parts = date_parts(item, variable)?;
    let written = parts.iter().enumerate().map(|(i, part)| match i {
        0 => format!("{part:04}"),
        _ => format!("{part:02}"),
    });
    Some(written.collect::<Vec<_>>().join("/"))
}

fn write_issued(item: &Item, tags: &mut Vec<Tagged>) {
    let Some(parts) = date_parts(item, "issued") else {
        let literal = item.get("issued").and_then(|date| date.get("literal"));
        push(tags, "PY", literal.and_then(Value::as_str).unwrap_or_default());
        return;
    };
    push(tags, "PY", &parts.first().map(|year| format!("{year:04}")).unwrap_or_default());
    if parts.len() > 1 {
        push(tags, "DA", &date_text(item, "issued").unwrap_or_default());
    }
}

/// `JO` is the full title where nothing else is (J-STAGE, 医中誌), and the short one beside another.
fn read_container(tags: Tags<'_>, item: &mut Item) {
    let full = tags.first(&["T2", "JF", "BT", "JO", "JA", "J2", "J1"]).unwrap_or_default();
    put(item, "container-title", full);
    let short = ["J2", "JA", "JO", "J1"].iter().find_map(|tag| tags.all(tag).find(|t| *t != full));
    put(item, "container-title-short", short.unwrap_or_default());
}

fn read_page(tags: Tags<'_>, item: &mut Item) {
    let first = tags.first(&["SP"]).unwrap_or_default();
    match tags.first(&["EP"]) {
        Some(last) if !first.is_empty() => put(item, "page", &format!("{first}-{last}")),
        last => put(item, "page", if first.is_empty() { last.unwrap_or("") } else { first }),
    }
}

fn write_page(item: &Item, tags: &mut Vec<Tagged>) {
    let page = text(item, "page");
    match page.split_once('-') {
        Some((first, last)) if !first.trim().is_empty() && !last.trim().is_empty() => {
            push(tags, "SP", first);
            push(tags, "EP", last);
        }
        _ => push(tags, "SP", page),
    }
}

/// `SN` holds ISSN and ISBN, with words such as `(Print)`.
fn read_numbers(tags: Tags<'_>, item: &mut Item) {
    let mut issn: Vec<String> = Vec::new();
    let mut others: Vec<&str> = Vec::new();
    for value in tags.all("SN") {
        let words = value.split([' ', ',', ';', '\u{3000}']);
        let before = issn.len();
        issn.extend(words.filter_map(|word| Issn::parse(word).ok()).map(|issn| issn.to_string()));
        if issn.len() == before {
            others.push(value);
        }
    }
    issn.dedup();
    put(item, "ISSN", &issn.join(", "));
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let isbn = others.iter().find(|text| digits(text) >= 9).copied();
    put(item, "ISBN", isbn.unwrap_or_default());
    if let (Some(wrong), true, None) = (others.first(), issn.is_empty(), isbn) {
        put(item, "ISSN", wrong);
    }
}

fn write_numbers(item: &Item, tags: &mut Vec<Tagged>) {
    text(item, "ISSN").split(", ").for_each(|issn| push(tags, "SN", issn));
    push(tags, "SN", text(item, "ISBN"));
}

/// An accession number is a PMID where the database says so.
fn read_pmid(tags: Tags<'_>, item: &mut Item) {
    let named = tags.all("DB").chain(tags.all("DP")).any(|name| {
        let lower = name.to_lowercase();
        ["pubmed", "medline", "nlm"].iter().any(|known| lower.contains(known))
    });
    if named {
        put(item, "PMID", tags.first(&["AN"]).unwrap_or_default());
    }
}

fn read_pmcid(tags: Tags<'_>, item: &mut Item) {
    let pmcid = tags.all("C2").find(|text| text.to_ascii_uppercase().starts_with("PMC"));
    put(item, "PMCID", pmcid.unwrap_or_default());
}

fn read_language(tags: Tags<'_>, item: &mut Item) {
    let Some(language) = tags.first(&["LA"]) else { return };
    put(item, "language", people::language(language));
}
