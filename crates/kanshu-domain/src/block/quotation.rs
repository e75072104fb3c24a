//! Quotations (引用): the words of a paper and their translation.

use serde::{Deserialize, Serialize};

use crate::{
    id::GroupId,
    values::{Line, Locale, Prose},
};

/// Words of a source, in the original and in translation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Quotation {
    pub original: QuotedText,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation: Option<Translation>,
    /// The source. A draft may quote before its source is known; a public page may not (G08).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation: Option<GroupId>,
    /// The source's title as printed under the quotation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_title: Option<Line>,
    /// Where in the source the words stand: a page, a section, a figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locator: Option<Line>,
    /// Where the original leaves words out (中略).
    #[serde(default)]
    pub elisions: Vec<QuotedRange>,
    /// The source's own reference marks (`[144]`, `*5`). They belong to the source, never to this
    /// page's bibliography.
    #[serde(default)]
    pub markers: Vec<QuotedRange>,
}

/// Quoted words and their language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuotedText {
    pub lang: Locale,
    pub text: Prose,
}

/// How a translation was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TranslationMethod {
    Human,
    Machine,
    PostEdited,
}

/// A translation (和訳) of quoted words. Its label is shown by the site, never typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Translation {
    pub lang: Locale,
    pub text: Prose,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translator: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<TranslationMethod>,
}

/// A range of characters of the original and what stands there, so that neither can drift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuotedRange {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    pub text: Line,
}
