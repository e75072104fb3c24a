//! Which media type a client sends, and which it wants back.

use actix_web::{
    HttpRequest,
    http::{
        StatusCode,
        header::{ACCEPT, HeaderValue},
    },
};

use super::answer::Refusal;

/// The two media types of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MediaType {
    /// `application/graphql-response+json`: the status says whether the request was executed.
    GraphqlResponse,
    /// `application/json`: every well-formed request is a 200.
    Json,
}

impl MediaType {
    pub(super) fn content_type(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        }
    }
}

/// What the `Accept` header says about the types we can answer with: qualities from 0 to 1000 with how
/// exactly the type was named (3 by its name, 2 by `application/*`, 1 by `*/*`), if at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    page: Option<(u16, u8)>,
    graphql_response: Option<(u16, u8)>,
    json: Option<(u16, u8)>,
}

/// Reads `Accept`. A missing header asks for anything.
pub(super) fn asked_for(request: &HttpRequest) -> Asked {
    let headers: Vec<&str> =
        request.headers().get_all(ACCEPT).filter_map(|value| value.to_str().ok()).collect();
    if headers.is_empty() { parse_accept("*/*") } else { parse_accept(&headers.join(",")) }
}

fn parse_accept(accept: &str) -> Asked {
    let mut asked = Asked::default();
    for range in accept.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let quality = parts.find_map(quality).unwrap_or(1000);
        let charset_is_ours = range.split(';').skip(1).all(is_not_a_foreign_charset);
        if !charset_is_ours {
            continue;
        }
        match name.as_str() {
            "text/html" => asked.page = Some((quality, 3)),
            "application/graphql-response+json" => asked.graphql_response = Some((quality, 3)),
            "application/json" => asked.json = Some((quality, 3)),
            "application/*" => {
                less_exactly(&mut asked.graphql_response, quality, 2);
                less_exactly(&mut asked.json, quality, 2);
            }
            "*/*" => {
                less_exactly(&mut asked.graphql_response, quality, 1);
                less_exactly(&mut asked.json, quality, 1);
            }
            _ => {}
        }
    }
    asked
}

fn quality(parameter: &str) -> Option<u16> {
    let (name, value) = parameter.split_once('=')?;
    if !name.trim().eq_ignore_ascii_case("q") {
        return None;
    }
    let quality: f32 = value.trim().parse().ok()?;
    // Between 0 and 1000 after clamping, so the cast keeps the value.
    Some((quality.clamp(0.0, 1.0) * 1000.0) as u16)
}

fn less_exactly(asked: &mut Option<(u16, u8)>, quality: u16, exactness: u8) {
    if asked.is_none_or(|(_, before)| before < exactness) {
        *asked = Some((quality, exactness));
    }
}

impl Asked {
    /// Whether this is a browser that navigates here: it names `text/html` and nothing of ours.
    pub(super) fn is_page(self) -> bool {
        let by_name =
            |asked: Option<(u16, u8)>| asked.is_some_and(|(q, exact)| q > 0 && exact == 3);
        by_name(self.page) && !by_name(self.json) && !by_name(self.graphql_response)
    }

    /// The type to answer with. Where nothing is preferred, `application/json`; where both are named
    /// with equal quality, `application/graphql-response+json`.
    pub(super) fn json(self) -> Result<MediaType, Refusal> {
        let (graphql, json) =
            (self.graphql_response.unwrap_or_default(), self.json.unwrap_or_default());
        match (graphql, json) {
            ((0, _), (0, _)) => Err(Refusal {
                status: StatusCode::NOT_ACCEPTABLE,
                code: "NOT_ACCEPTABLE",
                message: "GraphQL answers come as application/graphql-response+json or \
                          application/json"
                    .to_owned(),
            }),
            (graphql, json) if graphql.0 > json.0 => Ok(MediaType::GraphqlResponse),
            (graphql, json) if graphql.0 == json.0 && graphql.1 == 3 => {
                Ok(MediaType::GraphqlResponse)
            }
            _ => Ok(MediaType::Json),
        }
    }
}

/// Whether a body of this type is read: `application/json` in UTF-8.
pub(super) fn check_body_type(header: Option<&HeaderValue>) -> Result<(), Refusal> {
    let text = header.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = text.split(';');
    let is_json = parts.next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json");
    if is_json && parts.all(is_not_a_foreign_charset) {
        return Ok(());
    }
    Err(Refusal {
        status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
        code: "UNSUPPORTED_MEDIA_TYPE",
        message: "send `Content-Type: application/json` in UTF-8".to_owned(),
    })
}

fn is_not_a_foreign_charset(parameter: &str) -> bool {
    match parameter.split_once('=') {
        Some((name, value)) if name.trim().eq_ignore_ascii_case("charset") => {
            let value = value.trim().trim_matches('"');
            value.eq_ignore_ascii_case("utf-8") || value.eq_ignore_ascii_case("utf8")
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_is_json_unless_the_newer_type_is_named() {
        for (accept, expected) in [
            ("*/*", MediaType::Json),
            ("application/*", MediaType::Json),
            ("application/json", MediaType::Json),
            ("application/json, multipart/mixed", MediaType::Json),
            ("application/graphql-response+json", MediaType::GraphqlResponse),
            ("application/graphql-response+json, */*", MediaType::GraphqlResponse),
            ("application/json, application/graphql-response+json", MediaType::GraphqlResponse),
            ("application/graphql-response+json;q=0.5, application/json", MediaType::Json),
            ("application/graphql-response+json; charset=utf-8", MediaType::GraphqlResponse),
            ("application/graphql-response+json; charset=shift_jis, */*;q=0.1", MediaType::Json),
        ] {
            assert_eq!(parse_accept(accept).json().expect(accept), expected, "{accept}");
        }
    }

    #[test]
    fn what_cannot_be_accepted_is_refused() {
        for accept in ["text/html", "image/png", "application/json;q=0"] {
            assert!(parse_accept(accept).json().is_err(), "{accept}");
        }
    }

    #[test]
    fn a_browser_gets_a_page() {
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        assert!(parse_accept(browser).is_page());
        assert!(!parse_accept("*/*").is_page());
        assert!(!parse_accept("application/json, text/html").is_page());
    }

    #[test]
    fn only_json_in_utf8_is_read() {
        for (text, reads) in [
            ("application/json", true),
            ("Application/JSON; charset=UTF-8", true),
            ("application/json; charset=shift_jis", false),
            ("text/plain", false),
            ("application/x-www-form-urlencoded", false),
        ] {
            let header = HeaderValue::from_static(text);
            assert_eq!(check_body_type(Some(&header)).is_ok(), reads, "{text}");
        }
        assert!(check_body_type(None).is_err());
    }
}
