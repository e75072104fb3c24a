//! As much of JSON Schema as the published schema uses; a keyword it does not know is a failure.

use serde_json::Value;

use super::json::SCHEMA;

/// Fails with everything that the schema refuses.
pub(super) fn expect_valid(value: &Value) {
    let problems = problems(value);
    assert!(problems.is_empty(), "{problems:#?}\n{value:#}");
}

/// What the schema refuses, with the place.
pub(super) fn problems(value: &Value) -> Vec<String> {
    let root: Value = serde_json::from_str(SCHEMA).unwrap();
    let mut problems = Vec::new();
    check(&root, &root, value, "$", &mut problems);
    problems
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, problems: &mut Vec<String>) {
    let mut wrong = |why: String| problems.push(format!("{at}: {why}"));
    let mut deeper: Vec<(&Value, &Value, String)> = Vec::new();
    for (keyword, asked) in schema.as_object().unwrap() {
        match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => {}
            "$ref" => {
                let path = asked.as_str().unwrap().strip_prefix('#').unwrap();
                deeper.push((root.pointer(path).unwrap(), value, at.to_owned()));
            }
            "type" => {
                let is_it = match asked.as_str().unwrap() {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "boolean" => value.is_boolean(),
                    "integer" => value.is_u64() || value.is_i64(),
                    other => panic!("type {other} is not known here"),
                };
                if !is_it {
                    wrong(format!("{value} is no {asked}"));
                }
            }
            "enum" => {
                if !asked.as_array().unwrap().contains(value) {
                    wrong(format!("{value} is none of {asked}"));
                }
            }
            "minimum" => {
                if value.as_i64() < asked.as_i64() {
                    wrong(format!("{value} is less than {asked}"));
                }
            }
            "pattern" => {
                let pattern = regex::Regex::new(asked.as_str().unwrap()).unwrap();
                if !value.as_str().is_some_and(|text| pattern.is_match(text)) {
                    wrong(format!("{value} does not match {asked}"));
                }
            }
            "required" => {
                for name in asked.as_array().unwrap().iter().map(|name| name.as_str().unwrap()) {
                    if value.get(name).is_none() {
                        wrong(format!("{name} is missing"));
                    }
                }
            }
            "properties" => {
                for (name, schema) in asked.as_object().unwrap() {
                    if let Some(value) = value.get(name) {
                        deeper.push((schema, value, format!("{at}.{name}")));
                    }
                }
            }
            "additionalProperties" => {
                assert_eq!(asked, &Value::Bool(false));
                for name in value.as_object().into_iter().flat_map(|object| object.keys()) {
                    if schema["properties"].get(name).is_none() {
                        wrong(format!("{name} is not known"));
                    }
                }
            }
            "items" => {
                for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                    deeper.push((asked, item, format!("{at}[{i}]")));
                }
            }
            other => panic!("the keyword {other} is not known here"),
        }
    }
    for (schema, value, at) in deeper {
        check(root, schema, value, &at, problems);
    }
}
