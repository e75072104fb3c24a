//! Names: `{"family": "佐伯", "given": "秀久", "_names": {"en": {…}, "kana": {…}}}`.

use kanshu_domain::{
    kinds::citation::{AuthorName, PersonName},
    values::{Line, Orcid},
};
use serde_json::{Map, Value, json};

use super::Reading;

impl Reading {
    /// Takes a list of names. Where one of them says more than the record holds, the variable stays.
    pub(super) fn names(&mut self, variable: &str) -> Vec<AuthorName> {
        let Some(Value::Array(all)) = self.item.get(variable) else {
            if self.item.contains_key(variable) {
                self.warn(variable, "must be a list of names");
            }
            return Vec::new();
        };
        let read: Vec<Option<(AuthorName, bool)>> = all.iter().map(read).collect();
        if read.iter().any(Option::is_none) {
            self.warn(variable, "holds a name without family name or literal");
        } else if read.iter().flatten().all(|(_, is_whole)| *is_whole) {
            self.item.remove(variable);
        }
        read.into_iter().flatten().map(|(name, _)| name).collect()
    }
}

/// A name, and whether it is all that the object says.
fn read(value: &Value) -> Option<(AuthorName, bool)> {
    let fields = value.as_object()?;
    let mut understood = 0;
    let mut line = |key: &str| {
        let line = Line::parse(fields.get(key)?.as_str()?).ok()?;
        understood += 1;
        Some(line)
    };
    let mut name = AuthorName {
        family: line("family"),
        given: line("given"),
        literal: line("literal"),
        suffix: line("suffix"),
        dropping_particle: line("dropping-particle"),
        non_dropping_particle: line("non-dropping-particle"),
        ..AuthorName::default()
    };
    if let Some(orcid) = fields.get("ORCID").and_then(Value::as_str) {
        name.orcid = Orcid::parse(orcid).ok();
        understood += usize::from(name.orcid.is_some());
    }
    if let Some(scripts) = fields.get("_names").and_then(Value::as_object) {
        name.romanised = scripts.get("en").and_then(person);
        name.kana = scripts.get("kana").and_then(person);
        let read = usize::from(name.romanised.is_some()) + usize::from(name.kana.is_some());
        understood += usize::from(read == scripts.len() && read > 0);
    }
    if name.family.is_none() && name.literal.is_none() {
        // A person with one name only.
        name.literal = Some(name.given.take()?);
        return Some((name, false));
    }
    Some((name, understood == fields.len()))
}

fn person(value: &Value) -> Option<PersonName> {
    let line = |key: &str| Line::parse(value.get(key)?.as_str()?).ok();
    Some(PersonName { family: line("family")?, given: line("given") })
}

/// The names as a list; `None` for none.
pub(super) fn write(names: &[AuthorName]) -> Option<Value> {
    (!names.is_empty()).then(|| Value::Array(names.iter().map(written).collect()))
}

fn written(name: &AuthorName) -> Value {
    let mut fields = Map::new();
    let lines = [
        ("family", &name.family),
        ("given", &name.given),
        ("literal", &name.literal),
        ("suffix", &name.suffix),
        ("dropping-particle", &name.dropping_particle),
        ("non-dropping-particle", &name.non_dropping_particle),
    ];
    for (key, line) in lines {
        if let Some(line) = line {
            fields.insert(key.to_owned(), json!(line));
        }
    }
    if let Some(orcid) = &name.orcid {
        fields.insert("ORCID".to_owned(), json!(orcid.url()));
    }
    let scripts = [("en", &name.romanised), ("kana", &name.kana)];
    let scripts: Map<String, Value> = scripts
        .into_iter()
        .filter_map(|(script, person)| Some((script.to_owned(), json!(person.as_ref()?))))
        .collect();
    if !scripts.is_empty() {
        fields.insert("_names".to_owned(), Value::Object(scripts));
    }
    Value::Object(fields)
}
