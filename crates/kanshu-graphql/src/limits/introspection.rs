//! Questions about the schema itself. Everybody may ask them and they cost no points, but types lead to
//! types: `possibleTypes { interfaces { … } }` multiplies its answer with every turn. What GraphiQL asks
//! for needs none of that.

use std::collections::HashMap;

use async_graphql::{
    Name, Positioned,
    parser::types::{ExecutableDocument, FragmentDefinition, Selection, SelectionSet},
};

use super::TooExpensive;

/// Fields below `__schema` and `__type` with all fragments spread. GraphiQL asks for about 250.
const MOST_FIELDS: usize = 400;

/// Lists within lists. GraphiQL asks for the arguments of the fields of the types.
const MOST_LISTS: u32 = 3;

/// The lists that the types of introspection lead to. They may stand on one path, each once.
const LISTS: [&str; 8] = [
    "types",
    "fields",
    "args",
    "inputFields",
    "interfaces",
    "possibleTypes",
    "enumValues",
    "directives",
];

/// Measures the questions about the schema. The document must have been found free of circles and of
/// fragments that double each other: it is walked with all fragments spread.
pub(super) fn check(document: &ExecutableDocument) -> Result<(), TooExpensive> {
    for (_, operation) in document.operations.iter() {
        let mut walk = Walk { fragments: &document.fragments, fields: 0 };
        walk.outside(&operation.node.selection_set.node)?;
    }
    Ok(())
}

struct Walk<'a> {
    fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    /// Fields of introspection so far.
    fields: usize,
}

/// The lists that a selection stands in: one bit for each of [`LISTS`].
type Path = u8;

impl<'a> Walk<'a> {
    /// Only below `__schema` and `__type` do the names mean what they mean here.
    fn outside(&mut self, set: &'a SelectionSet) -> Result<(), TooExpensive> {
        for item in &set.items {
            if let Selection::Field(field) = &item.node {
                let below = &field.node.selection_set.node;
                match field.node.name.node.as_str() {
                    "__schema" | "__type" => self.inside(below, 0)?,
                    _ => self.outside(below)?,
                }
            } else if let Some(set) = self.spread(&item.node) {
                self.outside(set)?;
            }
        }
        Ok(())
    }

    fn inside(&mut self, set: &'a SelectionSet, path: Path) -> Result<(), TooExpensive> {
        for item in &set.items {
            if let Selection::Field(field) = &item.node {
                self.fields += 1;
                if self.fields > MOST_FIELDS {
                    return Err(TooExpensive::IntrospectionFields(MOST_FIELDS));
                }
                let path = step(path, &field.node.name.node)?;
                self.inside(&field.node.selection_set.node, path)?;
            } else if let Some(set) = self.spread(&item.node) {
                self.inside(set, path)?;
            }
        }
        Ok(())
    }

    /// What a fragment stands for. The validation says that a fragment is unknown.
    fn spread(&self, selection: &'a Selection) -> Option<&'a SelectionSet> {
        match selection {
            Selection::Field(_) => None,
            Selection::InlineFragment(inline) => Some(&inline.node.selection_set.node),
            Selection::FragmentSpread(spread) => {
                let fragment = self.fragments.get(&spread.node.fragment_name.node)?;
                Some(&fragment.node.selection_set.node)
            }
        }
    }
}

fn step(path: Path, field: &str) -> Result<Path, TooExpensive> {
    let Some(list) = LISTS.iter().position(|&list| list == field) else { return Ok(path) };
    let longer = path | (1 << list);
    if longer == path || longer.count_ones() > MOST_LISTS {
        return Err(TooExpensive::IntrospectionNesting);
    }
    Ok(longer)
}
