//! From JSON to a domain value, with every field error at once and nothing dropped silently.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// One thing wrong with one field of an input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// Field path: `body[3].level`, `price.max`; empty for the whole input.
    pub field: String,
    /// Stable, for programs: `invalid`, `required`, `unknown_field`, `not_found`, …
    pub code: &'static str,
    /// For people: what is wrong and what would be right.
    pub message: String,
}

impl FieldError {
    /// A field whose value cannot stand.
    pub fn invalid(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), code: "invalid", message: message.into() }
    }

    /// A field with its own stable code.
    pub fn coded(field: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self { field: field.into(), code, message: message.into() }
    }
}

/// An input with more errors than this is wrong as a whole; the rest is not listed.
const MOST_ERRORS: usize = 50;

/// Decodes `value`, collecting the errors of independent fields: after each error the offending field
/// is set aside and the rest is tried again.
///
/// # Errors
/// All field errors found, at least one and at most fifty.
pub fn decode<T: DeserializeOwned>(value: Value) -> Result<T, Vec<FieldError>> {
    let mut rest = value;
    let mut errors = Vec::new();
    loop {
        let error = match serde_path_to_error::deserialize::<_, T>(rest.clone()) {
            Ok(decoded) if errors.is_empty() => return Ok(decoded),
            Ok(_) => return Err(errors),
            Err(error) => error,
        };
        let path = error.path().to_string();
        let message = error.inner().to_string();
        let field = name_of_field(&path, &message);
        // What we set aside ourselves is not missing.
        if errors.iter().any(|known: &FieldError| known.field == field) {
            return Err(errors);
        }
        let pruned = prune(&mut rest, &field);
        errors.push(FieldError { code: code_of(&message), field, message });
        if !pruned || errors.len() >= MOST_ERRORS {
            return Err(errors);
        }
    }
}

fn code_of(message: &str) -> &'static str {
    if message.starts_with("missing field") {
        "required"
    } else if message.starts_with("unknown field") {
        "unknown_field"
    } else if message.starts_with("unknown block type") {
        "unknown_block_type"
    } else {
        "invalid"
    }
}

/// serde reports unknown and missing fields at their parent; people look for the field itself.
fn name_of_field(path: &str, message: &str) -> String {
    let path = if path == "." { "" } else { path };
    let named = ["unknown field `", "missing field `"]
        .iter()
        .find_map(|prefix| message.strip_prefix(prefix))
        .and_then(|rest| rest.split('`').next());
    match named {
        Some(name) if path.is_empty() => name.to_owned(),
        // serde_path_to_error may already end with the unknown field itself.
        Some(name) if path == name || path.ends_with(&format!(".{name}")) => path.to_owned(),
        Some(name) => format!("{path}.{name}"),
        None => path.to_owned(),
    }
}

/// Takes the field out of `value`: the array element or the object member that holds it. Returns
/// whether anything was taken.
fn prune(value: &mut Value, field: &str) -> bool {
    let mut at = value;
    let mut steps = steps(field).into_iter().peekable();
    while let Some(step) = steps.next() {
        match (at, step) {
            (Value::Object(map), Step::Key(key)) => {
                let last = steps.peek().is_none();
                let inside = map.get(&key).is_some_and(|v| v.is_object() || v.is_array());
                if last || !inside {
                    return map.remove(&key).is_some();
                }
                match map.get_mut(&key) {
                    Some(next) => at = next,
                    None => return false,
                }
            }
            (Value::Array(items), Step::Index(index)) if index < items.len() => {
                items.remove(index);
                return true;
            }
            _ => return false,
        }
    }
    false
}

enum Step {
    Key(String),
    Index(usize),
}

fn steps(field: &str) -> Vec<Step> {
    field
        .split(['.', '['])
        .filter(|part| !part.is_empty())
        .map(|part| match part.strip_suffix(']').map(str::parse) {
            Some(Ok(index)) => Step::Index(index),
            _ => Step::Key(part.to_owned()),
        })
        .collect()
}
