//! What a format's own tags do not say.
//!
//! The extension is a JSON object: for each variable that the tags leave out or say otherwise, a
//! fingerprint of what they say and the true value (none: there is no such variable). A variable whose
//! tags have been edited since fails its fingerprint; then the tags are right and the extension is not.

use serde_json::{Map, Value};

use crate::csl::{self, Item, Warning};

/// An item in the form in which a record writes it, without its id.
pub(crate) fn normal(item: Item) -> Item {
    let mut normal = match csl::read(&item) {
        Ok(read) => csl::write(&read.citation, ""),
        Err(_) => item,
    };
    normal.remove("id");
    normal
}

/// How what is `meant` differs from what is `said`, as JSON; `None` when it does not.
pub(crate) fn difference(said: &Item, meant: &Item) -> Option<String> {
    let mut all = Map::new();
    let in_parts = has_parts(said) && has_parts(meant);
    let skipped: &[&str] = if in_parts { &["id", "custom"] } else { &["id"] };
    let mut add = |name: &str, differing: Map<String, Value>| {
        if !differing.is_empty() {
            all.insert(name.to_owned(), Value::Object(differing));
        }
    };
    add("variables", differing(said, meant, skipped));
    if in_parts {
        add("custom", differing(&parts(said), &parts(meant), &[]));
    }
    (!all.is_empty()).then(|| Value::Object(all).to_string())
}

fn differing(said: &Item, meant: &Item, skipped: &[&str]) -> Map<String, Value> {
    let mut names: Vec<&String> = said.keys().chain(meant.keys()).collect();
    names.sort();
    names.dedup();
    names.retain(|name| !skipped.contains(&name.as_str()) && said.get(*name) != meant.get(*name));
    let entry = |name: &String| {
        let mut entry = vec![fingerprint(said.get(name))];
        entry.extend(meant.get(name).cloned());
        (name.clone(), Value::Array(entry))
    };
    names.into_iter().map(entry).collect()
}

/// Whether `custom` can be compared entry by entry.
fn has_parts(item: &Item) -> bool {
    let custom = item.get("custom");
    custom.is_none_or(|custom| custom.as_object().is_some_and(|parts| !parts.is_empty()))
}

fn parts(item: &Item) -> Item {
    item.get("custom").and_then(Value::as_object).cloned().unwrap_or_default()
}

/// FNV-1a of the JSON: short, and the same everywhere.
fn fingerprint(value: Option<&Value>) -> Value {
    let text = value.map(Value::to_string).unwrap_or_default();
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    Value::from(format!("{hash:016x}"))
}

/// Makes an item say what the extension says. Variables that were edited since are left as the tags have
/// them and reported.
///
/// # Errors
/// When the extension is none; the item is left as it was.
pub(crate) fn apply(item: &mut Item, extension: &str) -> Result<Vec<Warning>, String> {
    let wrong =
        |error: &dyn std::fmt::Display| format!("Kanshu's extension cannot be read: {error}");
    let Value::Object(all) = serde_json::from_str(extension).map_err(|error| wrong(&error))? else {
        return Err(wrong(&"it is no JSON object"));
    };
    let of = |name: &str| all.get(name).and_then(Value::as_object);
    let mut outdated = Vec::new();
    set(item, of("variables"), "", &mut outdated);
    if let Some(differing) = of("custom") {
        let mut custom = parts(item);
        set(&mut custom, Some(differing), "custom.", &mut outdated);
        item.remove("custom");
        if !custom.is_empty() {
            item.insert("custom".to_owned(), Value::Object(custom));
        }
    }
    Ok(outdated)
}

fn set(
    item: &mut Item,
    differing: Option<&Map<String, Value>>,
    path: &str,
    outdated: &mut Vec<Warning>,
) {
    for (name, entry) in differing.into_iter().flatten() {
        let Some(entry) = entry.as_array() else { continue };
        if entry.first() != Some(&fingerprint(item.get(name))) {
            let reason =
                "edited since Kanshu wrote the file; Kanshu's own value is not used".to_owned();
            outdated.push(Warning { variable: format!("{path}{name}"), reason });
            continue;
        }
        match entry.get(1) {
            Some(value) => item.insert(name.clone(), value.clone()),
            None => item.remove(name),
        };
    }
}

/// The extension on lines of at most 30,000 bytes that begin and end with no white space.
pub(crate) fn lines(extension: &str) -> Vec<String> {
    const MOST: usize = 30_000;
    // White space stands in JSON's strings only.
    let mut lines = vec![String::new()];
    for c in extension.chars() {
        let mut unit = String::new();
        match c {
            c if c.is_whitespace() => {
                let mut units = [0; 2];
                for unit16 in c.encode_utf16(&mut units) {
                    unit.push_str(&format!("\\u{unit16:04x}"));
                }
            }
            c => unit.push(c),
        }
        if let Some(last) = lines.last_mut().filter(|last| last.len() + unit.len() <= MOST) {
            last.push_str(&unit);
        } else {
            lines.push(unit);
        }
    }
    lines
}
