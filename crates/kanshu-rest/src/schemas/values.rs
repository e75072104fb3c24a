//! Values that many kinds share.

use std::collections::BTreeMap;

use utoipa::ToSchema;
use uuid::Uuid;

/// One text per locale: `{"ja": "…", "en": "…"}`.
#[derive(ToSchema)]
pub(crate) struct Localized(BTreeMap<String, String>);

/// Plain text and the marks on it.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct RichText {
    /// May run over several lines; at most 50,000 characters.
    text: String,
    /// Ranges of characters with a meaning of their own.
    #[schema(required = false)]
    marks: Vec<Mark>,
}

/// One mark on the characters from `start` (included) to `end` (excluded).
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Mark {
    start: u32,
    end: u32,
    r#type: MarkType,
    /// Where a `link` leads.
    href: Option<String>,
    /// What a `citation` cites: a citation's id.
    citation: Option<Uuid>,
}

/// What a mark means.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum MarkType {
    Strong,
    Emphasis,
    Subscript,
    Superscript,
    Link,
    Citation,
}

/// An image on the web.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Image {
    /// An absolute http(s) address.
    #[schema(format = "uri")]
    url: String,
    /// What somebody who cannot see the image should know. Required before publication.
    alt: Option<String>,
    /// Pixels.
    width: Option<u32>,
    /// Pixels.
    height: Option<u32>,
    /// Who holds the rights, and the licence.
    credit: Option<String>,
}

/// What search engines and link previews show. Everything is optional: the title stands in.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Seo {
    meta_title: Option<String>,
    meta_description: Option<String>,
    /// The one address of the page; must end with the slug.
    #[schema(format = "uri")]
    canonical_url: Option<String>,
    image: Option<Image>,
}

/// From `min` to `max`, both included; at most 10,000.
#[derive(ToSchema)]
pub(crate) struct Span {
    min: u32,
    max: u32,
}

/// The standard cost in whole yen, consumption tax included.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct PriceRange {
    /// Yen, tax included.
    min: i64,
    /// Yen, tax included.
    max: i64,
    per: PriceUnit,
    /// What the price depends on.
    note: Option<String>,
}

/// What the price buys.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum PriceUnit {
    Session,
    Course,
    Area,
    Month,
}
