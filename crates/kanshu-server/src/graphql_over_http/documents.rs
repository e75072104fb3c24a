//! Parsed documents, kept: parsing is the dearest part of a request, and front ends send the same few.

use std::sync::Arc;

use async_graphql::{
    ServerError,
    parser::{
        parse_query,
        types::{DocumentOperations, ExecutableDocument, OperationDefinition},
    },
};
use kanshu_domain::revision::Sha256Hash;
use kanshu_graphql::{Limits, TooExpensive, check_document, check_text};
use moka::sync::Cache;

/// Bytes of query text whose parsed form is kept.
const KEPT_BYTES: u64 = 8 * 1024 * 1024;

/// Parsed documents by the hash of their text. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Documents(Cache<Sha256Hash, Kept>);

#[derive(Clone)]
struct Kept {
    document: Arc<ExecutableDocument>,
    bytes: u32,
}

impl Default for Documents {
    fn default() -> Self {
        let cache = Cache::builder()
            .max_capacity(KEPT_BYTES)
            .weigher(|_: &Sha256Hash, kept: &Kept| kept.bytes)
            .build();
        Self(cache)
    }
}

impl Documents {
    /// The parsed document, measured against the limits.
    ///
    /// # Errors
    /// When the text is not GraphQL or costs too much.
    pub(super) fn parse(
        &self,
        text: &str,
        limits: &Limits,
    ) -> Result<Arc<ExecutableDocument>, ServerError> {
        let key = Sha256Hash::of(text.as_bytes());
        if let Some(kept) = self.0.get(&key) {
            return Ok(kept.document);
        }
        check_text(text, limits).map_err(too_expensive)?;
        let document = parse_query(text).map_err(|error| {
            let mut error = ServerError::from(error);
            error.extensions.get_or_insert_default().set("code", "GRAPHQL_PARSE_FAILED");
            error
        })?;
        check_document(&document, limits).map_err(too_expensive)?;
        let bytes = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let document = Arc::new(document);
        self.0.insert(key, Kept { document: document.clone(), bytes });
        Ok(document)
    }
}

fn too_expensive(why: TooExpensive) -> ServerError {
    let mut error = ServerError::new(why.to_string(), None);
    error.extensions.get_or_insert_default().set("code", "TOO_EXPENSIVE");
    error
}

/// The operation that a request with this name runs, when that is clear.
pub(super) fn operation<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Option<&'a OperationDefinition> {
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), _) => Some(&operation.node),
        (DocumentOperations::Multiple(operations), Some(name)) => {
            operations.get(name).map(|operation| &operation.node)
        }
        (DocumentOperations::Multiple(operations), None) if operations.len() == 1 => {
            operations.values().next().map(|operation| &operation.node)
        }
        (DocumentOperations::Multiple(_), None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Arc<ExecutableDocument>, ServerError> {
        Documents::default().parse(text, &Limits::default())
    }

    #[test]
    fn a_document_is_parsed_once() {
        let (documents, limits) = (Documents::default(), Limits::default());
        let first = documents.parse("{ a }", &limits).expect("valid");
        let second = documents.parse("{ a }", &limits).expect("valid");
        assert!(Arc::ptr_eq(&first, &second));
    }

    #[test]
    fn a_bottomless_document_is_refused_before_it_is_parsed() {
        for open in ["{a", "[", "{a(x:[", "{a(x:\"})\")", "{a#}\n"] {
            let text = format!("{{ a(x: {}", open.repeat(6_000));
            let error = parse(&text).expect_err("too deep");
            let code = error.extensions.as_ref().and_then(|values| values.get("code"));
            assert_eq!(code, Some(&"TOO_EXPENSIVE".into()), "{open}: {}", error.message);
        }
    }

    #[test]
    fn a_document_nested_as_deep_as_allowed_is_parsed_without_overflow() {
        // The parser has its own, lower limit for fields; both answers are fine, a crash is not.
        let _ = parse(&format!("{}{}", "{a".repeat(60), "}".repeat(60)));
        let list = format!("{{ a(x: {}{}) }}", "[".repeat(57), "]".repeat(57));
        assert!(parse(&list).is_ok());
    }

    #[test]
    fn fragments_that_double_thirty_times_are_refused() {
        let mut text = "{ ...f0 } ".to_owned();
        for n in 0..30 {
            text += &format!("fragment f{n} on Query {{ ...f{0} ...f{0} }} ", n + 1);
        }
        text += "fragment f30 on Query { a }";
        assert!(parse(&text).is_err());
    }
}
