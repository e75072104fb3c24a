//! What pages assert, and what that rests on.

use utoipa::ToSchema;
use uuid::Uuid;

/// One assertion of a page.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Claim {
    /// The words that assert it.
    anchor: ClaimAnchor,
    kind: ClaimKind,
    modality: Modality,
    #[schema(required = false)]
    subject: ClaimSubject,
    /// What it rests on.
    #[schema(required = false)]
    supports: Vec<ClaimSource>,
    /// What speaks against it.
    #[schema(required = false)]
    contradicts: Vec<ClaimSource>,
    /// How certain the whole body of evidence makes it.
    grade: Option<Grade>,
}

/// A range of characters of one text of the page, and what stands there; a write is refused when it does
/// not.
#[derive(ToSchema)]
pub(crate) struct ClaimAnchor {
    /// The block of the body; absent for a text outside it.
    block: Option<Uuid>,
    /// Within the block `text` (the default) or `items[2].text`; else `lead[0]` or `summary`.
    #[schema(required = false)]
    field: String,
    /// The first character.
    start: u32,
    /// One past the last character.
    end: u32,
    text: String,
}

/// What a claim is about.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum ClaimKind {
    Efficacy,
    Safety,
    Mechanism,
    StandardOfCare,
    Comparison,
    Price,
}

/// How strongly it is said.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum Modality {
    Asserted,
    Probable,
    Possible,
    Unknown,
}

/// What is claimed of what, in whom.
#[derive(ToSchema)]
pub(crate) struct ClaimSubject {
    /// A treatment's translation group.
    treatment: Option<Uuid>,
    /// A product's id.
    product: Option<Uuid>,
    /// A condition's translation group.
    condition: Option<Uuid>,
    /// How it is given: `microneedle`, `drip`.
    route: Option<String>,
    population: Option<String>,
}

/// A source that bears on a claim.
#[derive(ToSchema)]
pub(crate) struct ClaimSource {
    /// A citation's id.
    citation: Uuid,
    /// The segment of it that the page quotes, when it does.
    segment: Option<QuotedSegment>,
}

/// A range of characters of a quotation's original, and what stands there.
#[derive(ToSchema)]
pub(crate) struct QuotedSegment {
    /// The quotation's block.
    block: Uuid,
    start: u32,
    end: u32,
    text: String,
}

/// The certainty of a body of evidence (GRADE). Below `high` it names its reasons.
#[derive(ToSchema)]
pub(crate) struct Grade {
    certainty: Certainty,
    #[schema(required = false)]
    reasons: Vec<GradeReason>,
}

/// GRADE's four levels.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum Certainty {
    High,
    Moderate,
    Low,
    VeryLow,
}

/// What lowers the certainty (the first five) or raises it.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum GradeReason {
    RiskOfBias,
    Inconsistency,
    Indirectness,
    Imprecision,
    PublicationBias,
    LargeEffect,
    DoseResponse,
    PlausibleConfounding,
}
