//! Two kinds of tag: `If-None-Match` compares the bytes of a representation, `If-Match` names the
//! revision that a change was based on.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderMap},
    web,
};
use kanshu_domain::revision::{RevisionNumber, Sha256Hash};

use crate::problem::{Code, Problem};

/// The revision in `If-Match: "r12"`.
///
/// # Errors
/// 428 without the header, 400 when it is anything but one revision tag (`*` included: it would
/// overwrite what the caller has not seen).
pub(crate) fn expected_revision(headers: &HeaderMap) -> Result<RevisionNumber, Problem> {
    let mut values = headers.get_all(header::IF_MATCH);
    let Some(value) = values.next() else {
        return Err(Problem::new(
            Code::RevisionRequired,
            "Send If-Match with the revision that you changed, as in `meta.revision`: \
             If-Match: \"r12\".",
        ));
    };
    let only = values.next().is_none();
    let number = value
        .to_str()
        .ok()
        .filter(|_| only)
        .and_then(|text| text.trim().strip_prefix("\"r")?.strip_suffix('"'))
        .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0'))
        .and_then(|digits| digits.parse().ok());
    number.map(RevisionNumber).ok_or_else(|| {
        Problem::bad_request("If-Match", "If-Match takes one revision tag: If-Match: \"r12\".")
    })
}

/// A public representation with its strong tag, which belongs to exactly these bytes.
pub struct PublicAnswer {
    body: web::Bytes,
    tag: String,
    link: Option<String>,
    media_type: &'static str,
}

impl PublicAnswer {
    pub(crate) fn new(body: String, link: Option<String>) -> Self {
        let tag = strong_tag(body.as_bytes());
        Self { body: body.into(), tag, link, media_type: "application/json" }
    }

    /// The same of another media type.
    pub(crate) fn of_type(self, media_type: &'static str) -> Self {
        Self { media_type, ..self }
    }

    /// About how much memory the answer takes.
    pub(crate) fn bytes(&self) -> usize {
        self.body.len() + self.link.as_ref().map_or(0, String::len) + 200
    }

    /// The representation, or 304 without it when the caller has it already.
    pub(crate) fn respond(&self, request: &HttpRequest) -> HttpResponse {
        let fresh = is_known(request.headers(), &self.tag);
        let mut response = if fresh { HttpResponse::NotModified() } else { HttpResponse::Ok() };
        response
            .insert_header((header::ETAG, self.tag.as_str()))
            .insert_header((header::CACHE_CONTROL, "public, max-age=0, must-revalidate"))
            .insert_header((header::VARY, "Authorization"));
        if let Some(link) = &self.link {
            response.insert_header((header::LINK, link.as_str()));
        }
        if fresh {
            response.finish()
        } else {
            response.content_type(self.media_type).body(self.body.clone())
        }
    }
}

/// An answer that belongs to its caller alone.
pub(crate) fn private_answer(
    mut response: actix_web::HttpResponseBuilder,
    body: String,
    link: Option<String>,
) -> HttpResponse {
    if let Some(link) = link {
        response.insert_header((header::LINK, link));
    }
    private_answer_of_type("application/json", response, body)
}

/// The same of another media type.
pub(crate) fn private_answer_of_type(
    media_type: &'static str,
    mut response: actix_web::HttpResponseBuilder,
    body: String,
) -> HttpResponse {
    response.insert_header((header::CACHE_CONTROL, "private, no-store"));
    response.content_type(media_type).body(body)
}

fn strong_tag(body: &[u8]) -> String {
    format!("\"{:.32}\"", Sha256Hash::of(body).to_string())
}

fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    fn with(name: HeaderName, value: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_static(value));
        headers
    }

    #[test]
    fn only_a_revision_tag_is_a_revision() {
        let read = |value| expected_revision(&with(header::IF_MATCH, value));
        assert_eq!(read("\"r12\"").unwrap(), RevisionNumber(12));
        for wrong in
            ["*", "r12", "\"12\"", "W/\"r12\"", "\"r12\", \"r13\"", "\"r\"", "\"r0\"", "\"r+1\""]
        {
            assert_eq!(read(wrong).unwrap_err().code(), Code::BadRequest, "{wrong}");
        }
        let missing = expected_revision(&HeaderMap::new()).unwrap_err();
        assert_eq!(missing.code(), Code::RevisionRequired);
    }

    #[test]
    fn a_known_representation_is_recognised_in_a_list_and_when_weak() {
        let tag = strong_tag(b"body");
        assert_eq!(tag.len(), 34);
        assert!(is_known(&with(header::IF_NONE_MATCH, "*"), &tag));
        assert!(!is_known(&with(header::IF_NONE_MATCH, "\"other\""), &tag));
        let mut headers = HeaderMap::new();
        let list = format!("\"other\", W/{tag}");
        headers.insert(header::IF_NONE_MATCH, HeaderValue::from_str(&list).unwrap());
        assert!(is_known(&headers, &tag));
    }
}
