//! What one request may cost. A document is measured before anything expensive happens to it: its bytes
//! and nesting before it is parsed, its aliases and its size with all fragments spread before it is
//! validated, its depth and complexity by the validation.

mod introspection;

use std::collections::HashMap;

use async_graphql::{
    Name, Positioned,
    parser::types::{ExecutableDocument, FragmentDefinition, Selection, SelectionSet},
};

use crate::source;

/// What one request may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Levels of fields. The introspection query of GraphiQL needs 13 to 15.
    pub depth: usize,
    /// Points: one a field, and a connection as many times as it may have rows.
    pub complexity: usize,
    /// Fields under another name, in the whole document.
    pub aliases: usize,
    /// Fields of the root, in one operation.
    pub root_fields: usize,
    /// Fields with all fragments spread, in one operation.
    pub fields: usize,
    /// Bytes of the document.
    pub bytes: usize,
    /// Brackets within brackets, outside of strings and comments.
    pub nesting: usize,
    /// Directives on one field.
    pub directives: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 15,
            complexity: 5_000,
            aliases: 30,
            root_fields: 30,
            fields: 5_000,
            bytes: 65_536,
            nesting: 60,
            directives: 10,
        }
    }
}

/// A request costs more than it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TooExpensive {
    #[error("the document has more than {0} bytes")]
    Bytes(usize),
    #[error("the document nests more than {0} levels of brackets")]
    Nesting(usize),
    #[error("the document has more than {0} aliases")]
    Aliases(usize),
    #[error("an operation has more than {0} fields at its root")]
    RootFields(usize),
    #[error("an operation has more than {0} fields")]
    Fields(usize),
    #[error(
        "a question about the schema lists something within itself, or more than three lists deep"
    )]
    IntrospectionNesting,
    #[error("the questions about the schema have more than {0} fields")]
    IntrospectionFields(usize),
    #[error("fragments spread each other in a circle")]
    FragmentCycle,
}

/// Measures a document before it is parsed.
///
/// # Errors
/// When it is too long or too deeply nested to be parsed safely.
pub fn check_text(document: &str, limits: &Limits) -> Result<(), TooExpensive> {
    if document.len() > limits.bytes {
        return Err(TooExpensive::Bytes(limits.bytes));
    }
    if source::nests_deeper_than(limits.nesting, document) {
        return Err(TooExpensive::Nesting(limits.nesting));
    }
    Ok(())
}

/// Measures a parsed document before it is validated.
///
/// # Errors
/// When it has too many aliases or fields, fragments in a circle, or asks of the schema what multiplies.
pub fn check_document(document: &ExecutableDocument, limits: &Limits) -> Result<(), TooExpensive> {
    let fragments = document.fragments.values().map(|fragment| &fragment.node.selection_set);
    let operations = document.operations.iter().map(|(_, operation)| &operation.node.selection_set);
    let aliases = operations.clone().chain(fragments).map(|set| aliases(&set.node)).sum::<usize>();
    if aliases > limits.aliases {
        return Err(TooExpensive::Aliases(limits.aliases));
    }
    let mut measure = Measure { fragments: &document.fragments, known: HashMap::new() };
    for operation in operations {
        let size = measure.of(&operation.node)?;
        if size.root > limits.root_fields {
            return Err(TooExpensive::RootFields(limits.root_fields));
        }
        if size.fields > limits.fields {
            return Err(TooExpensive::Fields(limits.fields));
        }
    }
    introspection::check(document)
}

fn aliases(set: &SelectionSet) -> usize {
    set.items
        .iter()
        .map(|item| match &item.node {
            Selection::Field(field) => {
                usize::from(field.node.alias.is_some()) + aliases(&field.node.selection_set.node)
            }
            Selection::InlineFragment(inline) => aliases(&inline.node.selection_set.node),
            Selection::FragmentSpread(_) => 0,
        })
        .sum()
}

/// The size of a selection with all fragments spread.
#[derive(Clone, Copy, Default)]
struct Size {
    root: usize,
    fields: usize,
}

/// Counts each fragment once, however often it is spread: a document can double its size with every
/// fragment, and must not be walked that way.
struct Measure<'a> {
    fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    /// `None` while a fragment is being counted.
    known: HashMap<&'a Name, Option<Size>>,
}

impl<'a> Measure<'a> {
    fn of(&mut self, set: &'a SelectionSet) -> Result<Size, TooExpensive> {
        let mut total = Size::default();
        for item in &set.items {
            let size = match &item.node {
                Selection::Field(field) => {
                    let below = self.of(&field.node.selection_set.node)?;
                    Size { root: 1, fields: below.fields.saturating_add(1) }
                }
                Selection::InlineFragment(inline) => self.of(&inline.node.selection_set.node)?,
                Selection::FragmentSpread(spread) => {
                    self.of_fragment(&spread.node.fragment_name.node)?
                }
            };
            total.root = total.root.saturating_add(size.root);
            total.fields = total.fields.saturating_add(size.fields);
        }
        Ok(total)
    }

    fn of_fragment(&mut self, name: &'a Name) -> Result<Size, TooExpensive> {
        match self.known.get(name) {
            Some(Some(size)) => return Ok(*size),
            Some(None) => return Err(TooExpensive::FragmentCycle),
            None => {}
        }
        // The validation says that the fragment is unknown. It counts all the same, so that fragments
        // that double each other are seen whatever they end in.
        let Some(fragment) = self.fragments.get(name) else {
            return Ok(Size { root: 0, fields: 1 });
        };
        self.known.insert(name, None);
        let size = self.of(&fragment.node.selection_set.node)?;
        self.known.insert(name, Some(size));
        Ok(size)
    }
}
