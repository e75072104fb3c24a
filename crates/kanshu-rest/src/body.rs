//! Bodies: JSON of limited size, read after the caller is known.

mod strict;

use actix_web::{
    FromRequest, HttpRequest,
    error::PayloadError,
    http::header,
    web::{self, Bytes},
};
use kanshu_domain::decode::{FieldError, decode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use strict::Strict;

use crate::problem::{Code, Problem};

/// The media types of a plain JSON body.
pub(crate) const JSON: &[&str] = &["application/json"];
/// The media types of a JSON merge-patch (RFC 7396).
pub(crate) const MERGE_PATCH: &[&str] = &["application/merge-patch+json", "application/json"];

/// The body as JSON.
///
/// # Errors
/// 413 when it is too large, 415 when it is of another type, 400 when it is not JSON or a field stands twice, 422 when a text in
/// it has a NUL character.
pub(crate) async fn json(
    request: &HttpRequest,
    payload: web::Payload,
    types: &[&str],
) -> Result<Value, Problem> {
    let bytes = bytes(request, payload).await?;
    parse(request, &bytes, types)
}

/// The body as a flat request; an absent body is an empty one.
///
/// # Errors
/// As [`json`]; 422 naming every field that is unknown, missing or of the wrong type.
pub(crate) async fn request<T: DeserializeOwned>(
    request: &HttpRequest,
    payload: web::Payload,
) -> Result<T, Problem> {
    let bytes = bytes(request, payload).await?;
    let value = if bytes.is_empty() {
        Value::Object(serde_json::Map::new())
    } else {
        parse(request, &bytes, JSON)?
    };
    decode(value).map_err(|errors| Problem::invalid(&errors))
}

/// The body as it came.
///
/// # Errors
/// 413 when it is too large.
pub(crate) async fn bytes(request: &HttpRequest, payload: web::Payload) -> Result<Bytes, Problem> {
    Bytes::from_request(request, &mut payload.into_inner()).await.map_err(|error| match error
        .as_error::<PayloadError>(
    ) {
        Some(PayloadError::Overflow) => Problem::new(
            Code::TooLarge,
            "The body is larger than this server accepts; its operator can raise the limit.",
        ),
        _ => Problem::bad_request("", format!("The body could not be read: {error}.")),
    })
}

fn parse(request: &HttpRequest, bytes: &[u8], types: &[&str]) -> Result<Value, Problem> {
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let given = given.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if !types.iter().any(|known| known.eq_ignore_ascii_case(given)) {
        let detail = format!("Send the body as {}.", types.join(" or "));
        return Err(Problem::new(Code::UnsupportedMediaType, detail));
    }
    let Strict(value) = serde_json::from_slice(bytes).map_err(|error| {
        Problem::new(Code::MalformedJson, format!("The body is not JSON: {error}."))
    })?;
    let mut errors = Vec::new();
    find_nul(&value, "", &mut errors);
    if errors.is_empty() { Ok(value) } else { Err(Problem::invalid(&errors)) }
}

/// PostgreSQL cannot store NUL, so neither engine is given one.
fn find_nul(value: &Value, at: &str, errors: &mut Vec<FieldError>) {
    match value {
        Value::String(text) if text.contains('\0') => {
            errors.push(FieldError::invalid(at, "must not contain a NUL character"));
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                find_nul(item, &format!("{at}[{i}]"), errors);
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                let path = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
                if name.contains('\0') {
                    let message = "a field's name must not contain a NUL character";
                    errors.push(FieldError::invalid(at, message));
                }
                find_nul(value, &path, errors);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_nul_is_found_wherever_it_hides() {
        let value = json!({"a": [{"b": "x\0"}], "note": "fine"});
        let mut errors = Vec::new();
        find_nul(&value, "", &mut errors);
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].field, "a[0].b");
    }
}
