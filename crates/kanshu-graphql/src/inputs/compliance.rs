//! Words to be checked, and findings to be accepted.

use async_graphql::{ID, InputObject, OneofObject};
use kanshu_domain::revision::Sha256Hash;
use kanshu_editorial::{AcceptedFinding, Unsaved, UnsavedText};

use super::{
    CreateArticleInput, CreateBannerInput, CreateCitationInput, CreateClinicInput,
    CreateConditionInput, CreateDisclaimerInput, CreateInput, CreatePhysicianInput,
    CreateProductInput, CreateTagInput, CreateTreatmentInput,
};
use crate::{
    enums::{Jurisdiction, TextContext},
    errors::UserError,
    scalars::Date,
};

/// What is to be checked before it is saved: a text, or a document as it would be created.
#[derive(Clone, Debug, OneofObject)]
pub(crate) enum CheckComplianceInput {
    /// A text that stands alone.
    Text(CheckTextInput),
    /// An article.
    Article(CreateArticleInput),
    /// A treatment.
    Treatment(CreateTreatmentInput),
    /// A product.
    Product(CreateProductInput),
    /// A physician.
    Physician(CreatePhysicianInput),
    /// A bibliographic record.
    Citation(CreateCitationInput),
    /// A clinic.
    Clinic(CreateClinicInput),
    /// A disease or complaint.
    Condition(CreateConditionInput),
    /// An advertising image.
    Banner(CreateBannerInput),
    /// A shared disclaimer.
    Disclaimer(CreateDisclaimerInput),
    /// A tag.
    Tag(CreateTagInput),
}

/// A text that stands alone: an advertisement, a post, a sentence somebody is writing.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CheckTextInput {
    /// At most 100,000 characters.
    text: String,
    /// Where the words stand; running text when not given.
    context: Option<TextContext>,
    /// Whose law the text must satisfy; Japan's when not given.
    #[graphql(default)]
    jurisdictions: Vec<Jurisdiction>,
}

impl CheckComplianceInput {
    /// # Errors
    /// What is wrong with the fields beside the content.
    pub(crate) fn unsaved(self) -> Result<Unsaved, Vec<UserError>> {
        let document = |input: Result<super::Creation, Vec<UserError>>| {
            input.map(|creation| Unsaved::Document(creation.new))
        };
        match self {
            Self::Text(input) => Ok(Unsaved::Text(UnsavedText {
                text: input.text,
                context: input.context.map(Into::into).unwrap_or_default(),
                jurisdictions: input.jurisdictions.into_iter().map(Into::into).collect(),
            })),
            Self::Article(input) => document(input.creation()),
            Self::Treatment(input) => document(input.creation()),
            Self::Product(input) => document(input.creation()),
            Self::Physician(input) => document(input.creation()),
            Self::Citation(input) => document(input.creation()),
            Self::Clinic(input) => document(input.creation()),
            Self::Condition(input) => document(input.creation()),
            Self::Banner(input) => document(input.creation()),
            Self::Disclaimer(input) => document(input.creation()),
            Self::Tag(input) => document(input.creation()),
        }
    }
}

/// Accepts a finding of the report about the newest revision.
#[derive(Clone, InputObject)]
pub(crate) struct WaiveFindingInput {
    /// The id of the document.
    pub(crate) document: ID,
    /// The number of the newest revision, which is meant.
    pub(crate) expected_revision: u32,
    /// The rule, as in the report.
    rule: String,
    /// What the waiver is bound to, as in the report.
    span_hash: String,
    /// Why it is accepted.
    reason: String,
    /// The first day in Asia/Tokyo on which the waiver holds no more; within a year.
    expires_on: Date,
}

impl WaiveFindingInput {
    /// # Errors
    /// When the hash is none.
    pub(crate) fn accepted(self) -> Result<AcceptedFinding, Vec<UserError>> {
        let span_hash = Sha256Hash::parse(&self.span_hash)
            .map_err(|why| vec![UserError::invalid("spanHash", &why)])?;
        let Self { rule, reason, expires_on: Date(expires_on), .. } = self;
        Ok(AcceptedFinding { rule, span_hash, reason, expires_on })
    }
}

/// Takes a waiver back.
#[derive(Clone, InputObject)]
pub(crate) struct RevokeWaiverInput {
    /// The id of the document.
    pub(crate) document: ID,
    /// The number of the newest revision.
    pub(crate) expected_revision: u32,
    /// The id of the waiver.
    pub(crate) waiver: ID,
    /// Why.
    pub(crate) reason: String,
}
