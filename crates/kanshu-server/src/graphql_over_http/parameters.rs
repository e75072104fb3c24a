//! What a client asks: `query`, `operationName`, `variables`, `extensions`.

use actix_web::web;
use async_graphql::Variables;
use kanshu_delivery::Asked;
use serde_json::{Map, Value};

use super::{MediaType, answer::Refusal};

/// The parameters of one well-formed request. `extensions` are checked and otherwise unused.
#[derive(Debug)]
pub(super) struct Parameters {
    pub(super) query: String,
    pub(super) operation_name: Option<String>,
    pub(super) variables: Variables,
}

impl Parameters {
    /// Everything that the answer to a visitor depends on.
    pub(super) fn asked(&self, media_type: MediaType) -> Asked {
        let variables = serde_json::to_vec(&self.variables).unwrap_or_default();
        let operation = self.operation_name.as_deref().unwrap_or_default();
        Asked::of(&[
            media_type.content_type().as_bytes(),
            self.query.as_bytes(),
            operation.as_bytes(),
            &variables,
        ])
    }

    /// From the query string of a GET request; `variables` and `extensions` are JSON in text.
    pub(super) fn from_query_string(text: &str) -> Result<Self, Refusal> {
        let pairs = web::Query::<Vec<(String, String)>>::from_query(text)
            .map_err(|_| Refusal::malformed("the query string cannot be decoded"))?;
        let mut object = Map::new();
        for (name, text) in pairs.into_inner() {
            let value = match name.as_str() {
                "variables" | "extensions" if text.is_empty() => Value::Null,
                "variables" | "extensions" => serde_json::from_str(&text)
                    .map_err(|_| Refusal::malformed(format!("`{name}` is not JSON")))?,
                "operationName" if text.is_empty() => Value::Null,
                _ => Value::String(text),
            };
            if object.insert(name.clone(), value).is_some() {
                return Err(Refusal::malformed(format!("`{name}` is given twice")));
            }
        }
        Self::from_object(object)
    }

    /// From the JSON body of a POST request.
    pub(super) fn from_body(body: &[u8]) -> Result<Self, Refusal> {
        match serde_json::from_slice(body) {
            Ok(Value::Object(object)) => Self::from_object(object),
            Ok(Value::Array(_)) => Err(Refusal::malformed("one request at a time: no batches")),
            Ok(_) => Err(Refusal::malformed("the body must be a JSON object")),
            Err(error) => Err(Refusal::malformed(format!("the body is not JSON: {error}"))),
        }
    }

    fn from_object(mut object: Map<String, Value>) -> Result<Self, Refusal> {
        let query = match object.remove("query") {
            Some(Value::String(query)) => query,
            Some(_) => return Err(Refusal::malformed("`query` must be a string")),
            None => return Err(Refusal::malformed("`query` is missing")),
        };
        if query.contains('\0') {
            return Err(Refusal::malformed("`query` contains a NUL character"));
        }
        let operation_name = match object.remove("operationName") {
            Some(Value::String(name)) => Some(name),
            Some(Value::Null) | None => None,
            Some(_) => return Err(Refusal::malformed("`operationName` must be a string")),
        };
        let variables = map(&mut object, "variables")?;
        if variables.values().any(contains_nul) {
            return Err(Refusal::malformed("`variables` contain a NUL character"));
        }
        map(&mut object, "extensions")?;
        Ok(Self {
            query,
            operation_name,
            variables: Variables::from_json(Value::Object(variables)),
        })
    }
}

fn contains_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(values) => values.iter().any(contains_nul),
        Value::Object(fields) => fields.values().any(contains_nul),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn map(object: &mut Map<String, Value>, name: &str) -> Result<Map<String, Value>, Refusal> {
    match object.remove(name) {
        Some(Value::Object(map)) => Ok(map),
        Some(Value::Null) | None => Ok(Map::new()),
        Some(_) => Err(Refusal::malformed(format!("`{name}` must be an object"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_string_carries_variables_as_json() {
        let text = "query=%7Ba%7D&variables=%7B%22n%22%3A1%7D&operationName=";
        let parameters = Parameters::from_query_string(text).expect("well-formed");
        assert_eq!(parameters.query, "{a}");
        assert_eq!(parameters.operation_name, None);
        assert_eq!(parameters.variables.len(), 1);
    }

    #[test]
    fn wrong_types_and_batches_are_malformed() {
        for body in [
            r#"{"query":1}"#,
            r#"{"notquery":"{a}"}"#,
            r#"{"query":"{a}","variables":[]}"#,
            r#"{"query":"{a}","extensions":"x"}"#,
            r#"{"query":"{a}","operationName":0}"#,
            r#"[{"query":"{a}"}]"#,
            r#"{"query":"{a}\u0000"}"#,
            r#"{"query":"{a}","variables":{"where":{"doi":["10.5555/\u0000"]}}}"#,
            "{ \"not",
            "",
        ] {
            let refusal = Parameters::from_body(body.as_bytes()).expect_err(body);
            assert_eq!(refusal.status.as_u16(), 400, "{body}");
        }
    }

    #[test]
    fn a_parameter_that_stands_twice_is_malformed() {
        assert!(Parameters::from_query_string("query=%7Ba%7D&query=%7Bb%7D").is_err());
    }
}
