//! The content of each kind: the fields that are written and read back alike.

use chrono::NaiveDate;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    blocks::{Block, DisclaimerKind, DisclaimerNote, EligibilityRule},
    claims::Claim,
    values::{Image, Localized, PriceRange, RichText, Seo, Span},
};

/// A clinic's column.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct ArticleContent {
    /// Without label and badge; one line, at most 1,000 characters.
    title: String,
    /// Printed before the title, without its 【】. The badge is derived, never typed.
    title_label: Option<String>,
    /// What the page does not claim, shown before the lead.
    disclaimers: Vec<DisclaimerNote>,
    /// What readers ask.
    reader_questions: Vec<String>,
    /// The opening paragraphs.
    lead: Vec<RichText>,
    /// The blocks of the body. A write replaces it whole; known block ids are kept.
    body: Vec<Block>,
    /// What the page asserts, and what that rests on.
    #[schema(required = false)]
    claims: Vec<Claim>,
    author: Option<Author>,
    /// The physician (id) who answers for the article and signs it.
    supervising_physician: Option<Uuid>,
    /// The clinic (id) whose contact points stand on the page.
    clinic: Option<Uuid>,
    /// Translation groups of treatments.
    treatments: Vec<Uuid>,
    /// Translation groups of conditions.
    conditions: Vec<Uuid>,
    /// Ids of tags.
    tags: Vec<Uuid>,
    /// Translation groups of banners.
    banners: Vec<Uuid>,
    seo: Seo,
    /// Whose advertising law the page must satisfy; `jp` by default.
    target_jurisdictions: Vec<Jurisdiction>,
    /// What a country's reviewing body has cleared beforehand, where the law asks for it (G17).
    #[schema(required = false)]
    pre_clearances: Vec<PreClearance>,
}

/// An advertisement's clearance before it appears; in Korea the prior review (사전심의).
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct PreClearance {
    jurisdiction: Jurisdiction,
    /// Who cleared it.
    body: String,
    /// The number that the body gave it, as it must be shown.
    approval_number: String,
    /// The last day (in Tokyo) on which it holds.
    valid_until: NaiveDate,
}

/// Who wrote an article: either `physician` (an id), or `name` with an optional `role`.
#[derive(ToSchema)]
pub(crate) struct Author {
    physician: Option<Uuid>,
    name: Option<String>,
    role: Option<String>,
}

/// A country (or union) whose rules for medical advertising apply.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum Jurisdiction {
    Jp,
    Us,
    Uk,
    Eu,
    Kr,
}

/// What the clinic offers, with everything a patient must be told before choosing.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct TreatmentContent {
    name: String,
    /// What is done, in short.
    summary: Option<RichText>,
    /// The blocks of the body. A write replaces it whole; known block ids are kept.
    body: Vec<Block>,
    /// What the page asserts, and what that rests on.
    #[schema(required = false)]
    claims: Vec<Claim>,
    class: Option<TreatmentClass>,
    /// The notified plan and its committee, for regenerative medicine.
    regenerative_plan: Option<RegenerativePlan>,
    indications: Vec<String>,
    contraindications: Vec<String>,
    eligibility: Vec<EligibilityRule>,
    /// Who decides in the end: the physician, on examination.
    decision_note: Option<String>,
    course: Option<Course>,
    price: Option<PriceRange>,
    risks: Vec<String>,
    side_effects: Vec<String>,
    downtime: Option<String>,
    /// Ids of products.
    products: Vec<Uuid>,
    /// Translation groups of conditions.
    conditions: Vec<Uuid>,
    /// The physician (id) who signs.
    supervising_physician: Option<Uuid>,
    /// The clinic (id) that offers it.
    clinic: Option<Uuid>,
    seo: Seo,
}

/// How the law sees a treatment.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum TreatmentClass {
    Insured,
    PrivatePay,
    Exosome,
    #[schema(rename = "regenerative_1")]
    Regenerative1,
    #[schema(rename = "regenerative_2")]
    Regenerative2,
    #[schema(rename = "regenerative_3")]
    Regenerative3,
}

/// A notified plan of regenerative medicine.
#[derive(ToSchema)]
pub(crate) struct RegenerativePlan {
    number: String,
    committee: String,
}

/// How often and how long.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Course {
    /// Number of sessions.
    sessions: Span,
    /// Days between two sessions.
    interval_days: Option<Span>,
    /// Weeks from the first session to the last.
    duration_weeks: Option<Span>,
    note: Option<String>,
}

/// A drug, device or preparation that treatments use.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct ProductContent {
    name: Localized,
    category: Option<ProductCategory>,
    regulatory_status: Option<RegulatoryStatus>,
    /// Made from human or animal tissue.
    biological: bool,
    statements: UnapprovedStatements,
    origin: Option<Origin>,
    manufacturer: Localized,
    purity_claim: Option<PurityClaim>,
    image: Option<Image>,
    /// The physician (id) who signs.
    supervising_physician: Option<Uuid>,
}

/// What a product is.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum ProductCategory {
    Drug,
    Device,
    CellDerived,
    Cosmetic,
}

/// A product's status in Japan.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum RegulatoryStatus {
    ApprovedAsLabelled,
    OffLabel,
    Unapproved,
}

/// The five statements on an unapproved or off-label product.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct UnapprovedStatements {
    /// That the product (or the use) is not approved.
    #[schema(required = false)]
    not_approved: Localized,
    /// How it was obtained.
    #[schema(required = false)]
    acquisition_route: Localized,
    /// Whether an approved alternative exists in Japan.
    #[schema(required = false)]
    domestic_alternatives: Localized,
    /// Approvals and safety information abroad.
    #[schema(required = false)]
    foreign_safety: Localized,
    /// That the relief systems do not apply.
    #[schema(required = false)]
    relief_exclusion: Localized,
    /// Which relief systems that statement names.
    #[schema(required = false)]
    relief_systems: Vec<ReliefSystem>,
}

/// A public relief system that does not apply to unapproved products.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum ReliefSystem {
    AdverseDrugReactions,
    InfectionsFromBiologicals,
}

/// Where a material comes from.
#[derive(ToSchema)]
pub(crate) struct Origin {
    #[schema(required = false)]
    tissue: Localized,
    #[schema(required = false)]
    donor: Localized,
    /// ISO 3166-1 alpha-2 country code.
    country: Option<String>,
}

/// A claim of purity: shown only with its certificate.
#[derive(ToSchema)]
pub(crate) struct PurityClaim {
    value: String,
    method: Option<String>,
    certificate: Option<Certificate>,
}

/// A certificate of analysis.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Certificate {
    title: String,
    issuer: String,
    issued_on: NaiveDate,
    #[schema(format = "uri")]
    url: Option<String>,
}

/// A physician. Licence numbers are no content.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct PhysicianContent {
    name: Localized,
    /// Reading in kana.
    name_kana: Option<String>,
    /// 院長, for instance.
    position: Localized,
    credentials: Vec<Credential>,
    biography: Localized,
    conflicts_of_interest: Localized,
    photo: Option<Image>,
    #[schema(format = "uri")]
    profile_url: Option<String>,
    /// Ids of the clinics where the physician works.
    clinics: Vec<Uuid>,
}

/// A specialist title and the body that issued it.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Credential {
    name: Localized,
    #[schema(required = false)]
    issuing_body: Localized,
    valid_until: Option<NaiveDate>,
}

/// A clinic.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct ClinicContent {
    name: Localized,
    address: Localized,
    /// The physician (id) in charge.
    administrator: Option<Uuid>,
    departments: Vec<String>,
    contact_points: Vec<ContactPoint>,
    #[schema(format = "uri")]
    url: Option<String>,
}

/// Where patients can ask.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct ContactPoint {
    channel: ContactChannel,
    /// Number or address.
    value: String,
    #[schema(required = false)]
    hours: Localized,
    /// Whether questions are answered there, not only bookings taken.
    #[schema(required = false)]
    answers_questions: bool,
}

/// How patients get in touch.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum ContactChannel {
    Phone,
    Email,
    Form,
    Chat,
}

/// A disease or complaint.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct ConditionContent {
    name: String,
    alternate_names: Vec<String>,
    summary: Option<RichText>,
    /// The blocks of the body. A write replaces it whole; known block ids are kept.
    body: Vec<Block>,
    codes: Vec<MedicalCode>,
    /// The physician (id) who signs.
    supervising_physician: Option<Uuid>,
    seo: Seo,
}

/// A code in a classification.
#[derive(ToSchema)]
pub(crate) struct MedicalCode {
    system: CodingSystem,
    value: String,
}

/// A classification of diseases.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum CodingSystem {
    Icd10,
    Icd11,
    Mesh,
}

/// An image that advertises a treatment or an article.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct BannerContent {
    name: String,
    image: Option<Image>,
    /// The words in the picture.
    overlay_text: Option<String>,
    /// A treatment's translation group.
    treatment: Option<Uuid>,
    /// Where a click leads.
    #[schema(format = "uri")]
    target_url: Option<String>,
}

/// A disclaimer that several pages share.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct DisclaimerContent {
    name: String,
    disclaimer_kind: Option<DisclaimerKind>,
    text: Option<String>,
    /// The physician (id) who signs.
    supervising_physician: Option<Uuid>,
}

/// A tag.
#[derive(ToSchema)]
pub(crate) struct TagContent {
    name: Localized,
    description: Localized,
}
