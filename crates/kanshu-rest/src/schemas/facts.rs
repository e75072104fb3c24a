//! What every document has beside its content, and what is worked out from it.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{blocks::Ordinal, values::Localized};

/// What every document has.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct DocumentFacts {
    id: Uuid,
    kind: Kind,
    /// What joins the translations of one document; references name it.
    translation_group: Uuid,
    /// Absent for kinds that exist once for all locales.
    locale: Option<String>,
    slug: Option<String>,
    /// When the revision shown to the public became public.
    published_at: Option<DateTime<Utc>>,
    first_published_at: Option<DateTime<Utc>>,
    /// When the revision shown was saved.
    updated_at: DateTime<Utc>,
    /// When the document was begun; with `perspective=draft` only.
    created_at: Option<DateTime<Utc>>,
    review: Option<Review>,
    desk: Option<DeskFacts>,
}

/// What a document is.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum Kind {
    Article,
    Treatment,
    Product,
    Physician,
    Citation,
    Clinic,
    Condition,
    Banner,
    Disclaimer,
    Tag,
}

/// The supervision (監修) of the revision shown: who signed it, as they were when they signed. Absent
/// when the signature was taken back.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Review {
    supervising_physician: Signer,
    /// The date in Asia/Tokyo.
    last_reviewed: NaiveDate,
    signed_at: DateTime<Utc>,
    valid_until: DateTime<Utc>,
    /// What the signature says.
    statement: String,
    /// Whether the signature has expired.
    overdue: bool,
}

/// The physician who signed.
#[derive(ToSchema)]
pub(crate) struct Signer {
    id: Uuid,
    name: Localized,
    credentials: Vec<SignedCredential>,
}

/// A specialist title as it stood in the record.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct SignedCredential {
    name: Localized,
    issuing_body: Localized,
}

/// Where the document stands in the newsroom; with `perspective=draft` only.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct DeskFacts {
    state: DeskState,
    public_state: PublicState,
    /// Who wrote the revision: the id of a user or key, or `operator`.
    author: String,
    note: Option<String>,
    /// Why the public revision's signature is stale, when it is.
    stale: Option<String>,
}

/// Where the newest revision stands (編集状態).
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum DeskState {
    Draft,
    InReview,
    ChangesRequested,
    Approved,
}

/// What the public sees (公開状態).
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum PublicState {
    Never,
    Public,
    Suspended,
    Withdrawn,
}

/// Worked out from the article, never written.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct ArticleDerived {
    /// 【医師が解説】, when a physician wrote the article.
    badge: Option<Badge>,
    /// Table of contents.
    toc: Vec<TocEntry>,
    /// At 500 characters a minute for Japanese.
    reading_time_minutes: u32,
    /// The papers cited, numbered by first use.
    bibliography: Vec<BibliographyEntry>,
}

/// A badge beside the title.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Badge {
    r#type: BadgeType,
    /// In the document's language.
    label: String,
}

/// What a badge says.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum BadgeType {
    ExplainedByPhysician,
}

/// A heading in the table of contents.
#[derive(ToSchema)]
pub(crate) struct TocEntry {
    /// Fragment without `#`; stable when the heading's words change.
    anchor: String,
    level: u8,
    ordinal: Option<Ordinal>,
    text: String,
    #[schema(no_recursion)]
    children: Vec<TocEntry>,
}

/// A paper in the bibliography.
#[derive(ToSchema)]
pub(crate) struct BibliographyEntry {
    number: u32,
    /// A citation's id; `include=citations` brings the record along.
    citation: Uuid,
}

/// Worked out from the treatment, never written.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct TreatmentDerived {
    /// The statement on insurance, in the document's language.
    insurance_statement: Option<String>,
}

/// The body in the format that was asked for.
#[derive(ToSchema)]
pub(crate) struct FormattedBody {
    format: BodyFormat,
    /// A text, or the blocks of Portable Text.
    content: serde_json::Value,
}

/// A format of a body.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum BodyFormat {
    Html,
    Markdown,
    PortableText,
    PlainText,
}

/// Facts about the answer.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct DocumentMeta {
    /// The revision shown, for `If-Match`: `r12`.
    revision: String,
    /// Of a revision asked for by its number: the digests of the compliance reports under which it went
    /// public, oldest first.
    reports: Option<Vec<String>>,
}

/// Facts about what was done.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct ActionMeta {
    /// The newest revision, for `If-Match`: `r12`.
    revision: String,
    /// The place of the event in the log.
    event: i64,
}

/// Where the page lies in its list.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct ListMeta {
    has_next_page: bool,
    has_previous_page: bool,
    start_cursor: Option<String>,
    end_cursor: Option<String>,
}

/// Documents referred to, by the id that the reference names.
#[derive(ToSchema)]
pub(crate) struct Included(BTreeMap<String, serde_json::Value>);
