//! Bodies of actions, sessions, problems, and what the desk answers.

use chrono::{DateTime, Utc};
use utoipa::ToSchema;
use uuid::Uuid;

use super::facts::ActionMeta;

/// A new document beside its content.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct NewDocumentFields {
    /// Required for kinds with translations, refused for the others.
    locale: Option<String>,
    /// Lower-case letters, digits and single hyphens; unique among public documents.
    slug: Option<String>,
    /// Why, for colleagues.
    note: Option<String>,
    /// The translation group that the document joins.
    translation_of: Option<Uuid>,
}

/// What a revision may change beside the content.
#[derive(ToSchema)]
pub(crate) struct PatchFields {
    /// `null` takes the slug away.
    slug: Option<String>,
    /// Why, for colleagues.
    note: Option<String>,
}

/// Hands in; takes no fields.
#[derive(ToSchema)]
pub(crate) struct SubmitRequest {}

/// Sends back.
#[derive(ToSchema)]
pub(crate) struct ChangesRequest {
    /// What is to be changed.
    comment: String,
}

/// Signs.
#[derive(ToSchema)]
pub(crate) struct ApproveRequest {
    /// The signer's password: fresh proof of identity.
    #[schema(format = "password")]
    password: String,
    /// What the signature says; a standard sentence by default.
    statement: Option<String>,
}

/// Takes a signature back.
#[derive(ToSchema)]
pub(crate) struct RevokeRequest {
    reason: String,
}

/// Verifies the facts about a physician or clinic.
#[derive(ToSchema)]
pub(crate) struct VerifyRequest {
    /// How they were verified.
    comment: Option<String>,
}

/// Makes public.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct PublishRequest {
    /// Publishes references that are not public along, through the same gate, all or nothing.
    #[schema(required = false)]
    with_dependencies: bool,
}

/// Suspends.
#[derive(ToSchema)]
pub(crate) struct UnpublishRequest {
    reason: Option<String>,
    dependents: Option<DependentsChoice>,
}

/// Takes down for safety.
#[derive(ToSchema)]
pub(crate) struct WithdrawRequest {
    /// Said in public.
    reason: String,
    dependents: Option<DependentsChoice>,
}

/// What becomes of public documents that rest on this one; `refuse` by default.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum DependentsChoice {
    Refuse,
    SuspendToo,
}

/// Logs in.
#[derive(ToSchema)]
pub(crate) struct LoginRequest {
    #[schema(format = "email")]
    email: String,
    #[schema(format = "password")]
    password: String,
}

/// Renews the session.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct RefreshRequest {
    refresh_token: String,
}

/// Ends a session whose access token has expired.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct LogoutRequest {
    /// A refresh token of the session, used or not. Without it the bearer's session ends.
    refresh_token: Option<String>,
}

/// Tokens of a session.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Tokens {
    /// A JWT (EdDSA) for `Authorization: Bearer`.
    access_token: String,
    /// Always `Bearer`.
    token_type: String,
    /// Seconds that the access token is good for.
    expires_in: i64,
    /// Good once.
    refresh_token: String,
}

/// Tokens in the envelope.
#[derive(ToSchema)]
pub(crate) struct TokensResponse {
    data: Tokens,
    meta: EmptyMeta,
}

/// Nothing to add.
#[derive(ToSchema)]
pub(crate) struct EmptyMeta {}

/// A member of staff.
#[derive(ToSchema)]
pub(crate) struct User {
    id: Uuid,
    email: String,
    roles: Vec<StaffRole>,
    /// The physician (id) that the user signs as.
    physician: Option<Uuid>,
    disabled: bool,
}

/// A role of a member of staff.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum StaffRole {
    Admin,
    Editor,
    Author,
    Physician,
    Compliance,
    Marketer,
    Viewer,
}

/// The user who is logged in.
#[derive(ToSchema)]
pub(crate) struct UserResponse {
    data: User,
    meta: EmptyMeta,
}

/// What was done, and the document after it as the desk sees it.
#[derive(ToSchema)]
pub(crate) struct ActionResponse {
    /// The document as with `perspective=draft`; only `id` for callers who may not read drafts.
    data: serde_json::Value,
    meta: ActionMeta,
}

/// Everything that happened to a document.
#[derive(ToSchema)]
pub(crate) struct History {
    /// The steps of its reviews, oldest first.
    reviews: Vec<serde_json::Value>,
    /// The signatures, oldest first, with name, credentials and statement as they were.
    approvals: Vec<serde_json::Value>,
    /// When which revision was public, oldest first; `report` is the digest of the compliance report that
    /// let it pass.
    publications: Vec<serde_json::Value>,
    /// The findings that somebody accepted, oldest first, be it expired or taken back.
    waivers: Vec<super::compliance::Waiver>,
}

/// The history in the envelope.
#[derive(ToSchema)]
pub(crate) struct HistoryResponse {
    data: History,
    meta: super::facts::DocumentMeta,
}

/// What the gate would answer now.
#[derive(ToSchema)]
pub(crate) struct Readiness {
    publishable: bool,
    conditions: Vec<UnmetCondition>,
}

/// The gate's answer in the envelope.
#[derive(ToSchema)]
pub(crate) struct ReadinessResponse {
    data: Readiness,
    meta: super::facts::DocumentMeta,
}

/// A condition of publication that does not hold, and where.
#[derive(ToSchema)]
pub(crate) struct UnmetCondition {
    /// `G01`, …
    condition: String,
    /// What is missing and what to do about it.
    message: String,
    /// Field path; empty when it concerns the whole.
    field: String,
    /// The other document concerned, when there is one.
    target: Option<Uuid>,
    /// The rule that was broken, when a rule pack says so: `JP-F01`.
    rule: Option<String>,
}

/// One thing wrong with one field.
#[derive(ToSchema)]
pub(crate) struct FieldError {
    /// Field path: `body[3].level`.
    field: String,
    /// Stable, for programs: `invalid`, `required`, `unknown_field`, …
    code: String,
    /// For people.
    message: String,
}

/// A public document that rests on another.
#[derive(ToSchema)]
pub(crate) struct Dependent {
    document: Uuid,
    title: String,
    reference: serde_json::Value,
}

/// What went wrong (RFC 9457).
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Problem {
    /// A stable name: `urn:kanshu:problem:not-publishable`.
    r#type: String,
    title: String,
    status: u16,
    /// What is wrong and what to do next.
    detail: String,
    code: super::ProblemCode,
    /// Quote it when you report the problem.
    request_id: Uuid,
    /// With `INVALID` and `BAD_REQUEST`: everything wrong with the input.
    errors: Option<Vec<FieldError>>,
    /// With `NOT_PUBLISHABLE`: everything that the gate asks for.
    conditions: Option<Vec<UnmetCondition>>,
    /// With `HAS_DEPENDENTS`: the public documents that rest on this one.
    dependents: Option<Vec<Dependent>>,
    /// With `REVISION_MOVED`: the newest revision, `r13`.
    current_revision: Option<String>,
    /// With `GONE`: why it was withdrawn.
    reason: Option<String>,
    /// With `GONE`: when it was withdrawn.
    withdrawn_at: Option<DateTime<Utc>>,
}

/// Whether the server answers.
#[derive(ToSchema)]
pub(crate) struct Health {
    /// `ok`.
    status: String,
}

/// A document of any kind in the envelope; `data.kind` says which schema it follows.
#[derive(ToSchema)]
pub(crate) struct DocumentResponse {
    data: serde_json::Value,
    meta: super::facts::DocumentMeta,
}

/// Public keys (RFC 7517).
#[derive(ToSchema)]
pub(crate) struct JsonWebKeySet {
    keys: Vec<serde_json::Value>,
}
