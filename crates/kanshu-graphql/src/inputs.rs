//! What clients hand in. The inputs mirror the content's JSON and become it, so a document means the
//! same through GraphQL and through REST, and the domain is the only judge of it.

mod blocks;
mod claims;
mod compliance;
mod content;
mod kinds;
mod parts;
mod steps;

use async_graphql::{ID, MaybeUndefined};
use kanshu_domain::values::Slug;
use kanshu_editorial::{RevisedContent, SlugChange};
use serde::Serialize;
use serde_json::Value;

pub(crate) use compliance::*;
pub(crate) use kinds::*;
pub(crate) use steps::*;

use crate::errors::UserError;

/// Declares input objects. The fields in parentheses are required; those in brackets may be left out,
/// which keeps what is there, or be null, which clears it.
macro_rules! inputs {
    ($($(#[$($doc:tt)+])+ $name:ident
        ($($(#[$($required_attr:tt)+])+ $required:ident: $required_type:ty,)*)
        [$($(#[$($attr:tt)+])+ $field:ident: $type:ty,)*]
    )+) => {$(
        $(#[$($doc)+])+
        #[derive(Clone, Debug, async_graphql::InputObject, serde::Serialize)]
        #[serde(rename_all = "camelCase")]
        pub(crate) struct $name {
            $($(#[$($required_attr)+])+ pub(crate) $required: $required_type,)*
            $(
                $(#[$($attr)+])+
                #[serde(skip_serializing_if = "async_graphql::MaybeUndefined::is_undefined")]
                pub(crate) $field: async_graphql::MaybeUndefined<$type>,
            )*
        }
    )+};
}
pub(crate) use inputs;

/// Content to create or revise a document with.
pub(crate) struct Creation {
    pub(crate) new: kanshu_editorial::NewContent,
    /// A document (or the group) that the new one translates.
    pub(crate) translation_of: Option<ID>,
}

/// A change of a document.
pub(crate) struct Revision {
    pub(crate) document: ID,
    pub(crate) expected: u32,
    pub(crate) revised: RevisedContent,
}

/// The input that creates a document of a kind.
pub(crate) trait CreateInput {
    /// # Errors
    /// What is wrong with the fields beside the content.
    fn creation(self) -> Result<Creation, Vec<UserError>>;
}

/// The input that revises a document of a kind.
pub(crate) trait ReviseInput {
    /// # Errors
    /// What is wrong with the fields beside the content.
    fn revision(self) -> Result<Revision, Vec<UserError>>;
}

/// An input as the content's JSON.
fn json(input: &impl Serialize) -> Value {
    serde_json::to_value(input).unwrap_or_default()
}

/// One field more.
fn with(mut content: Value, field: &str, value: Value) -> Value {
    if let Some(fields) = content.as_object_mut() {
        fields.insert(field.to_owned(), value);
    }
    content
}

/// In a new document null says the same as nothing.
fn without_nulls(mut content: Value) -> Value {
    if let Some(fields) = content.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    content
}

/// An object of the patch that is given whole: what it leaves out is cleared, so that one form of it can
/// take the place of another.
fn whole(mut patch: Value, field: &str, members: &[&str]) -> Value {
    if let Some(Value::Object(given)) = patch.get_mut(field) {
        for member in members {
            given.entry(*member).or_insert(Value::Null);
        }
    }
    patch
}

fn slug(text: &str) -> Result<Slug, Vec<UserError>> {
    Slug::parse(text).map_err(|why| vec![UserError::invalid("slug", &why)])
}

fn slug_change(change: MaybeUndefined<String>) -> Result<SlugChange, Vec<UserError>> {
    match change {
        MaybeUndefined::Undefined => Ok(SlugChange::Keep),
        MaybeUndefined::Null => Ok(SlugChange::Clear),
        MaybeUndefined::Value(text) => slug(&text).map(SlugChange::Set),
    }
}
