//! BibTeX.

use std::collections::HashMap;

use kanshu_domain::kinds::citation::{AuthorName, Citation};

use crate::{csl, import::bibtex::fields};

/// A BibTeX file in UTF-8. `items` are records with their ids; the keys are made from first author, year
/// and title (`mori2031barrier`), or from the id where these have no Latin letters, and are unique in the
/// file.
pub fn bibtex<'a>(items: impl IntoIterator<Item = (&'a str, &'a Citation)>) -> String {
    let mut text = String::new();
    let mut keys = HashMap::new();
    for (id, citation) in items {
        let key = unique(key(citation, id), &mut keys);
        let entry = fields::write(&csl::write(citation, id), &key);
        text.push_str(&format!("@{}{{{}", entry.kind, entry.key));
        for (name, value) in &entry.fields {
            text.push_str(&format!(",\n  {name} = {{{value}}}"));
        }
        text.push_str("\n}\n\n");
    }
    text
}

fn key(citation: &Citation, id: &str) -> String {
    const SMALL: [&str; 12] =
        ["a", "an", "the", "of", "on", "in", "and", "for", "to", "with", "from", "by"];
    let author = citation.authors.first().map(family).unwrap_or_default();
    let year = citation.issued.map(|date| date.year().to_string()).unwrap_or_default();
    let translated = citation.translated_title.iter().find(|(locale, _)| locale.as_str() == "en");
    let title = translated.map_or(citation.title.as_str(), |(_, title)| title.as_str());
    let mut words = title.split(|c: char| !c.is_alphanumeric()).map(letters);
    let word = words.find(|word| word.len() > 1 && !SMALL.contains(&word.as_str()));
    let key = format!("{author}{year}{}", word.unwrap_or_default());
    if key.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return key;
    }
    let id: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let id = id.trim_start_matches(|c: char| !c.is_ascii_alphabetic()).to_owned();
    if id.is_empty() { format!("ref{year}") } else { id }
}

/// The family name in Latin letters.
fn family(name: &AuthorName) -> String {
    let romanised = name.romanised.as_ref().map(|person| &person.family);
    let family = romanised.or(name.family.as_ref()).or(name.literal.as_ref());
    family.map(|family| letters(family.as_str())).unwrap_or_default()
}

/// The letters and digits of ASCII in a text, in lower case and without accents.
fn letters(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let letters = text.nfkd().filter(char::is_ascii_alphanumeric).take(24);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

/// A key that is not taken: `mori2031barrier`, `mori2031barrier-2`.
fn unique(key: String, taken: &mut HashMap<String, usize>) -> String {
    let mut unique = key.clone();
    // Where to go on, so that many records of one key need few steps each.
    let mut number = taken.get(&key).copied().unwrap_or(1);
    while taken.contains_key(&unique) {
        number += 1;
        unique = format!("{key}-{number}");
    }
    taken.insert(unique.clone(), 1);
    taken.insert(key, number);
    unique
}
