//! RIS tags as CSL variables, both ways.
//!
//! Tags that speak of the same thing form a [`Group`]: it reads the variables from the tags and writes the
//! tags from the variables. Where the tags of a file are not those that would be written (`JF` for `T2`,
//! `Smith J` for `Smith, J`), they are kept in `custom.ris` as they came, and written again while they
//! still say what the record says. Tags that no group knows are always kept.

mod groups;
mod types;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    Entry,
    tagged::{Record, Tagged},
};
use crate::csl::{self, Item, Warning};
use crate::export::extension;
use groups::{GROUPS, Group};

/// The tag in which what RIS has no tag for travels.
pub(crate) const EXTENSION: &str = "KS";

/// The tags of a record, in order.
#[derive(Clone, Copy)]
struct Tags<'a>(&'a [Tagged]);

impl<'a> Tags<'a> {
    fn all(self, tag: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |t| t.tag == tag && !t.value.is_empty()).map(|t| t.value.as_str())
    }

    /// The first value of the first of these tags that has one.
    fn first(self, tags: &[&'a str]) -> Option<&'a str> {
        tags.iter().find_map(|tag| self.all(tag).next())
    }
}

/// The entry of a record.
pub(super) fn entry(record: Record) -> Entry {
    let Record { line, tags, mut warnings, .. } = record;
    let key = tags.iter().find(|tagged| tagged.tag == "ID" && !tagged.value.is_empty());
    let key = key.map(|tagged| tagged.value.clone());
    let (item, kept) = read(&tags, &mut warnings);
    let kept = (!kept.is_empty()).then_some(("ris", kept));
    Entry { line, key, item, kept, warnings }
}

/// The item that tags describe, and the tags that are kept as they came.
fn read(tags: &[Tagged], warnings: &mut Vec<Warning>) -> (Item, Map<String, Value>) {
    let mut item = said(Tags(tags));
    let extension: String = Tags(tags).all(EXTENSION).collect();
    if extension.is_empty() {
        let kept = as_they_came(tags, &item);
        return (item, kept);
    }
    item = extension::normal(item);
    let kept = as_they_came(tags, &item);
    put_kept(&mut item, kept);
    match extension::apply(&mut item, &extension) {
        Ok(outdated) => warnings.extend(outdated),
        Err(reason) => {
            warnings.push(Warning { variable: EXTENSION.to_owned(), reason });
            put_kept(&mut item, Map::from_iter([(EXTENSION.to_owned(), Value::from(extension))]));
        }
    }
    (item, Map::new())
}

/// Puts tags beside those that `custom.ris` holds.
fn put_kept(item: &mut Item, kept: Map<String, Value>) {
    if !kept.is_empty() {
        let custom = item.entry("custom").or_insert_with(|| Value::Object(Map::new()));
        let Value::Object(custom) = custom else { return };
        let ris = custom.entry("ris").or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(ris) = ris {
            ris.extend(kept);
        }
    }
}

/// What the groups read.
fn said(tags: Tags<'_>) -> Item {
    let mut item = Item::new();
    for group in &GROUPS {
        group.read(tags, &mut item);
    }
    item
}

/// The tags that would not be written as they came.
fn as_they_came(tags: &[Tagged], item: &Item) -> Map<String, Value> {
    let mut kept = Map::new();
    let mut keep = |tagged: &Tagged| {
        let values = kept.entry(tagged.tag.clone()).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(values) = values {
            values.push(Value::from(tagged.value.clone()));
        }
    };
    for group in &GROUPS {
        let came = || tags.iter().filter(|tagged| group.knows(tagged) && !tagged.value.is_empty());
        if by_tag(came()) != by_tag(group.written(item).iter()) {
            came().for_each(&mut keep);
        }
    }
    let is_unknown = |tagged: &&Tagged| {
        let own = ["ID", EXTENSION];
        !own.contains(&tagged.tag.as_str()) && !GROUPS.iter().any(|group| group.knows(tagged))
    };
    tags.iter().filter(is_unknown).for_each(&mut keep);
    kept
}

/// Values by tag: the order of different tags says nothing.
fn by_tag<'a>(tags: impl Iterator<Item = &'a Tagged>) -> BTreeMap<&'a str, Vec<&'a str>> {
    let mut all = BTreeMap::<&str, Vec<&str>>::new();
    for tagged in tags {
        all.entry(&tagged.tag).or_default().push(&tagged.value);
    }
    all
}

/// The tags of an item, with the extension that holds what they do not say.
pub(crate) fn write(item: &Item, key: &str) -> Vec<Tagged> {
    let kept = kept_tags(item);
    let mut tags = vec![];
    for group in &GROUPS {
        let came: Vec<Tagged> = kept.iter().filter(|tagged| group.knows(tagged)).cloned().collect();
        tags.extend(if group.says(&came, item) { came } else { group.written(item) });
    }
    let is_unknown = |tagged: &&Tagged| !GROUPS.iter().any(|group| group.knows(tagged));
    tags.extend(kept.iter().filter(is_unknown).cloned());
    // A record begins with its type.
    tags.sort_by_key(|tagged| tagged.tag != "TY");
    tags.retain(|tagged| !["ER", "ID", EXTENSION].contains(&tagged.tag.as_str()));
    let mut read_back = extension::normal(said(Tags(&tags)));
    let came = as_they_came(&tags, &read_back);
    put_kept(&mut read_back, came);
    if let Some(difference) = extension::difference(&read_back, item) {
        let lines = extension::lines(&difference);
        tags.extend(lines.into_iter().map(|value| Tagged { tag: EXTENSION.to_owned(), value }));
    }
    if !key.trim().is_empty() {
        tags.push(Tagged { tag: "ID".to_owned(), value: one_line(key) });
    }
    tags
}

/// The tags kept in `custom.ris` that can be written again as they came.
fn kept_tags(item: &Item) -> Vec<Tagged> {
    let kept = item.get("custom").and_then(|custom| custom.get("ris")).and_then(Value::as_object);
    let mut tags = Vec::new();
    for (tag, values) in kept.into_iter().flatten() {
        let bytes = tag.as_bytes();
        let is_tag = bytes.len() == 2
            && bytes[0].is_ascii_uppercase()
            && (bytes[1].is_ascii_uppercase() || bytes[1].is_ascii_digit());
        let values = values.as_array().filter(|_| is_tag);
        let values = values.into_iter().flatten().filter_map(Value::as_str);
        for value in values.filter(|value| can_stand(tag, value)) {
            tags.push(Tagged { tag: tag.clone(), value: value.to_owned() });
        }
    }
    tags
}

/// Whether a value is read back as it stands: on one line, or for words on lines that are none of tags.
fn can_stand(tag: &str, value: &str) -> bool {
    /// A line's limit, less its tag.
    const MOST: usize = super::MOST_LINE_BYTES - 64;
    let stands = |line: &str| {
        !line.is_empty()
            && line.trim() == line
            && line.len() < MOST
            && !line.contains('\r')
            && !line.starts_with('\u{FEFF}')
    };
    match (super::tagged::RIS.joint)(tag) {
        Some("\n") => value.split('\n').enumerate().all(|(i, line)| {
            stands(line) && (i == 0 || (super::tagged::RIS.split)(line).is_none())
        }),
        _ => stands(value) && !value.contains('\n'),
    }
}

/// A value as it can stand on a line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Group {
    fn knows(&self, tagged: &Tagged) -> bool {
        self.tags.contains(&tagged.tag.as_str())
    }

    /// The tags of an item, without empty ones.
    fn written(&self, item: &Item) -> Vec<Tagged> {
        let mut tags = Vec::new();
        self.write(item, &mut tags);
        tags.retain(|tagged| !tagged.value.is_empty());
        tags
    }

    /// Whether tags say what the item says, and can stand for it.
    fn says(&self, tags: &[Tagged], item: &Item) -> bool {
        let types = tags.iter().filter(|tagged| tagged.tag == "TY").count();
        if tags.is_empty() || types != usize::from(self.tags.contains(&"TY")) {
            return false;
        }
        let mut read = Item::new();
        self.read(Tags(tags), &mut read);
        let read = self.alone(&read);
        let meant = self.alone(item);
        read == meant
    }

    /// The group's variables of an item in normal form, with a title so that it is a record.
    fn alone(&self, item: &Item) -> Item {
        let variables = self.variables.iter();
        let mut alone: Item = variables
            .filter_map(|name| Some(((*name).to_owned(), item.get(*name)?.clone())))
            .collect();
        let title = alone.get("title").cloned().unwrap_or_else(|| Value::from("title"));
        alone.insert("title".to_owned(), title);
        csl::read(&alone).map_or_else(|_| alone.clone(), |read| csl::write(&read.citation, ""))
    }
}
