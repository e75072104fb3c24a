//! Pieces that several inputs share.

use std::collections::BTreeMap;

use async_graphql::{ID, InputObject, MaybeUndefined};
use serde::{Serialize, Serializer};

use super::inputs;
use crate::{
    enums::{ClinicalState, DisclaimerKind, Jurisdiction, Verdict},
    scalars::{Date, Locale},
    text::MarkType,
};

/// One text of a text in several languages. In a revision it takes the place of the text in its
/// language, or removes it when null; texts in other languages stay. Within an item of a list, which is
/// replaced with its list, no other texts stay.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct LocalizedTextInput {
    /// The language.
    locale: Locale,
    /// The text.
    text: Option<String>,
}

/// A list of texts as the language map it stands for.
pub(super) fn language_map<S: Serializer>(
    texts: &[LocalizedTextInput],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let map: BTreeMap<String, &Option<String>> =
        texts.iter().map(|text| (text.locale.0.to_string(), &text.text)).collect();
    map.serialize(serializer)
}

/// The same, of a field that may be left out or null.
pub(super) fn maybe_language_map<S: Serializer>(
    texts: &MaybeUndefined<Vec<LocalizedTextInput>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match texts {
        MaybeUndefined::Value(texts) => language_map(texts, serializer),
        MaybeUndefined::Null | MaybeUndefined::Undefined => serializer.serialize_none(),
    }
}

/// A mark on a range of characters.
#[derive(Clone, Debug, InputObject, Serialize)]
pub(crate) struct MarkInput {
    /// What it means.
    #[graphql(name = "type")]
    #[serde(rename = "type")]
    mark_type: MarkType,
    /// The first character.
    start: u32,
    /// One past the last character.
    end: u32,
    /// Where a link leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    href: Option<String>,
    /// The paper that the words rest on.
    #[serde(skip_serializing_if = "Option::is_none")]
    citation: Option<ID>,
}

/// Plain text and the marks on it.
#[derive(Clone, Debug, InputObject, Serialize)]
pub(crate) struct RichTextInput {
    /// The plain text.
    text: String,
    /// The marks.
    #[serde(skip_serializing_if = "Option::is_none")]
    marks: Option<Vec<MarkInput>>,
}

inputs! {
    /// An image on the web.
    ImageInput (
        /// Its address.
        url: String,
    ) [
        /// What somebody who cannot see it should know.
        alt: String,
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// Who holds the rights, and the licence.
        credit: String,
    ]

    /// What search engines and link previews show.
    SeoInput () [
        /// The title.
        meta_title: String,
        /// The description.
        meta_description: String,
        /// The one address of the page; it must end with the slug.
        canonical_url: String,
        /// The image of link previews.
        image: ImageInput,
    ]

    /// One clinical state: what it looks like, and what follows for the treatment.
    EligibilityRuleInput (
        /// The state.
        state: ClinicalState,
        /// What follows.
        verdict: Verdict,
    ) [
        /// The name of the state as printed.
        label: String,
        /// The verdict in words.
        text: String,
        /// How to tell the state.
        criteria: Vec<String>,
    ]

    /// An advertisement's clearance before it appears; in Korea the prior review (사전심의).
    PreClearanceInput (
        /// Whose law asks for it.
        jurisdiction: Jurisdiction,
        /// Who cleared it.
        body: String,
        /// The number that the body gave it, as it must be shown.
        approval_number: String,
        /// The last day in Asia/Tokyo on which it holds.
        valid_until: Date,
    ) []

    /// What a page does not claim: in its own words, or by a shared disclaimer; never both.
    DisclaimerNoteInput (
        /// What it limits.
        kind: DisclaimerKind,
    ) [
        /// Its own words.
        text: String,
        /// The shared disclaimer.
        disclaimer: ID,
    ]
}
