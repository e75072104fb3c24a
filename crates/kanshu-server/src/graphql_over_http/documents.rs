//! Parsed documents, kept: parsing is the dearest part of a request, and front ends send the same few.

use std::{collections::HashMap, sync::Arc};

use async_graphql::{
    Name, Positioned, ServerError,
    parser::{
        parse_query,
        types::{
            DocumentOperations, ExecutableDocument, FragmentDefinition, OperationDefinition,
            Selection, SelectionSet,
        },
    },
};
use kanshu_domain::revision::Sha256Hash;
use moka::sync::Cache;

/// Bytes of query text whose parsed form is kept.
const KEPT_BYTES: u64 = 8 * 1024 * 1024;

/// Brackets inside brackets. The parser recurses, so this guards the stack.
const MOST_NESTED: usize = 100;

/// Selections once every fragment is written out. Fragments that name fragments grow exponentially, so
/// this guards everything that walks a document.
const MOST_SELECTIONS: usize = 20_000;

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
    /// The parsed document.
    ///
    /// # Errors
    /// When the text is not GraphQL, or is nested so deep or unfolds so far that nobody means it.
    pub(super) fn parse(&self, text: &str) -> Result<Arc<ExecutableDocument>, ServerError> {
        let key = Sha256Hash::of(text.as_bytes());
        if let Some(kept) = self.0.get(&key) {
            return Ok(kept.document);
        }
        if nesting(text) > MOST_NESTED {
            return Err(too_large("the document is nested too deep"));
        }
        let document = parse_query(text).map_err(|error| {
            let mut error = ServerError::from(error);
            error.extensions.get_or_insert_default().set("code", "GRAPHQL_PARSE_FAILED");
            error
        })?;
        if selections(&document) > MOST_SELECTIONS {
            return Err(too_large("the document selects too much"));
        }
        let kept = Kept {
            document: Arc::new(document),
            bytes: u32::try_from(text.len()).unwrap_or(u32::MAX),
        };
        self.0.insert(key, kept.clone());
        Ok(kept.document)
    }
}

fn too_large(message: &str) -> ServerError {
    let mut error = ServerError::new(message, None);
    error.extensions.get_or_insert_default().set("code", "TOO_LARGE");
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

/// How deep brackets stand in brackets, outside strings and comments.
fn nesting(text: &str) -> usize {
    let mut bytes = text.as_bytes();
    let (mut depth, mut deepest) = (0_usize, 0);
    while let Some((&first, rest)) = bytes.split_first() {
        bytes = rest;
        match first {
            b'{' | b'[' | b'(' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' | b')' => depth = depth.saturating_sub(1),
            b'#' => bytes = after_comment(rest),
            b'"' => bytes = after_string(rest),
            _ => {}
        }
    }
    deepest
}

fn after_comment(bytes: &[u8]) -> &[u8] {
    match bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
        Some(end) => &bytes[end..],
        None => &[],
    }
}

/// What follows a string whose first quote was taken; a block string begins with two more.
fn after_string(bytes: &[u8]) -> &[u8] {
    if let Some(block) = bytes.strip_prefix(b"\"\"") {
        let mut at = 0;
        while at < block.len() {
            match &block[at..] {
                [b'\\', b'"', b'"', b'"', ..] => at += 4,
                [b'"', b'"', b'"', rest @ ..] => return rest,
                _ => at += 1,
            }
        }
        return &[];
    }
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return &bytes[at + 1..],
            // Not closed on its line: a syntax error, which the parser reports.
            b'\n' | b'\r' => return &bytes[at..],
            _ => at += 1,
        }
    }
    &[]
}

/// How many selections all operations have once every fragment is written out, counted without writing
/// them out. A fragment that contains itself counts once; validation refuses it.
fn selections(document: &ExecutableDocument) -> usize {
    let mut known = HashMap::new();
    let operations = document.operations.iter();
    operations
        .map(|(_, operation)| count(&operation.node.selection_set.node, document, &mut known))
        .fold(0, usize::saturating_add)
}

fn count<'a>(
    set: &'a SelectionSet,
    document: &'a ExecutableDocument,
    known: &mut HashMap<&'a str, usize>,
) -> usize {
    let mut sum = 0_usize;
    for selection in &set.items {
        let inside = match &selection.node {
            Selection::Field(field) => count(&field.node.selection_set.node, document, known),
            Selection::InlineFragment(fragment) => {
                count(&fragment.node.selection_set.node, document, known)
            }
            Selection::FragmentSpread(spread) => {
                let name = &spread.node.fragment_name.node;
                fragment_count(name, document.fragments.get(name), document, known)
            }
        };
        sum = sum.saturating_add(1).saturating_add(inside);
    }
    sum
}

fn fragment_count<'a>(
    name: &'a Name,
    fragment: Option<&'a Positioned<FragmentDefinition>>,
    document: &'a ExecutableDocument,
    known: &mut HashMap<&'a str, usize>,
) -> usize {
    if let Some(count) = known.get(name.as_str()) {
        return *count;
    }
    known.insert(name.as_str(), 0);
    let counted =
        fragment.map_or(0, |fragment| count(&fragment.node.selection_set.node, document, known));
    known.insert(name.as_str(), counted);
    counted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_parsed_once() {
        let documents = Documents::default();
        let first = documents.parse("{ a }").expect("valid");
        let second = documents.parse("{ a }").expect("valid");
        assert!(Arc::ptr_eq(&first, &second));
    }

    #[test]
    fn brackets_in_strings_and_comments_do_not_nest() {
        assert_eq!(nesting("{ a(x: [1]) { b } }"), 3);
        assert_eq!(nesting("{ a(x: \"[[[\\\"[[[\") # {{{\n { b } }"), 2);
        assert_eq!(nesting("{ a(x: \"\"\"[[[ \" \\\"\"\" [\"\"\") }"), 2);
    }

    #[test]
    fn a_bottomless_document_is_refused_before_it_is_parsed() {
        for open in ["{a", "[", "{a(x:["] {
            let text = format!("{{ a(x: {}", open.repeat(500_000));
            let error = Documents::default().parse(&text).expect_err("too deep");
            assert_eq!(error.message, "the document is nested too deep");
        }
    }

    #[test]
    fn a_document_nested_as_deep_as_allowed_is_parsed_without_overflow() {
        let text = format!("{}{}", "{a".repeat(MOST_NESTED), "}".repeat(MOST_NESTED));
        // The parser has its own, lower limit for fields; both answers are fine, a crash is not.
        let _ = Documents::default().parse(&text);
        let list = format!("{{ a(x: {}{}) }}", "[".repeat(90), "]".repeat(90));
        assert!(Documents::default().parse(&list).is_ok());
    }

    #[test]
    fn fragments_that_double_thirty_times_are_refused() {
        let mut text = "{ ...f0 } ".to_owned();
        for n in 0..30 {
            text += &format!("fragment f{n} on Query {{ ...f{0} ...f{0} }} ", n + 1);
        }
        text += "fragment f30 on Query { a }";
        let error = Documents::default().parse(&text).expect_err("too large");
        assert_eq!(error.message, "the document selects too much");
    }

    #[test]
    fn a_fragment_that_contains_itself_does_not_hang() {
        let parsed = Documents::default().parse("{ ...f } fragment f on Query { a ...f }");
        assert!(parsed.is_ok());
    }
}
