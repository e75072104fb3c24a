//! The one door to the public: the only maker of [`Publishable`].
//!
//! Conditions are numbered as in the product's documentation; the numbers missing here (G10, G13,
//! G18, G20) are judged by engines of their own.

mod conditions;
mod sources;

use serde::{Deserialize, Serialize};

use crate::{
    compliance::ComplianceReport,
    dossier::Dossier,
    id::{ApprovalId, DocumentId, GroupId},
    kind::Kind,
    revision::{RevisionNumber, Sha256Hash},
    time::Instant,
    values::{Locale, Slug},
};

/// A revision that may become public now. Only [`check`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publishable {
    document: DocumentId,
    group: GroupId,
    kind: Kind,
    locale: Option<Locale>,
    slug: Option<Slug>,
    revision: RevisionNumber,
    hash: Sha256Hash,
    approval: Option<ApprovalId>,
    report: Sha256Hash,
}

impl Publishable {
    pub fn document(&self) -> DocumentId {
        self.document
    }

    pub fn group(&self) -> GroupId {
        self.group
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    pub fn locale(&self) -> Option<&Locale> {
        self.locale.as_ref()
    }

    pub fn slug(&self) -> Option<&Slug> {
        self.slug.as_ref()
    }

    pub fn revision(&self) -> RevisionNumber {
        self.revision
    }

    pub fn hash(&self) -> Sha256Hash {
        self.hash
    }

    /// The signature that carries the publication; always there for signed kinds.
    pub fn approval(&self) -> Option<ApprovalId> {
        self.approval
    }

    /// The digest of the compliance report that let it pass.
    pub fn report(&self) -> Sha256Hash {
        self.report
    }
}

/// A condition of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Condition {
    /// Signed (or, for verified kinds, verified) for exactly this revision, and still valid.
    G01,
    /// The signer is the named physician, whose record is verified and complete.
    G02,
    /// A compliance report of exactly this dossier under today's rule packs.
    G03,
    /// No blocking finding that nobody accepted.
    G04,
    /// Each private-pay treatment says content, sessions, cost, risks.
    G05,
    /// Each unapproved product makes the five statements.
    G06,
    /// A contact point that answers questions.
    G07,
    /// Each quotation has a complete source.
    G08,
    /// No source is retracted.
    G09,
    /// A supervising physician is named.
    G11,
    /// Eligibility says that the physician decides.
    G12,
    /// Images have alternative text.
    G14,
    /// What the page refers to is public.
    G15,
    /// Slug and canonical address are set, free and agree.
    G16,
    /// Cleared beforehand where a jurisdiction asks for it.
    G17,
    /// The signer is not the author of the revision.
    G19,
}

/// One condition that does not hold, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Unmet {
    pub condition: Condition,
    /// What is missing and what to do about it.
    pub message: String,
    /// Field path in the document; empty when it concerns the whole.
    pub field: String,
    /// The rule of the pack that was broken, when a pack says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The other document concerned, when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<GroupId>,
}

/// Judges a dossier with its compliance report of today.
///
/// # Errors
/// All conditions that do not hold, in the order of their numbers.
pub fn check(
    dossier: &Dossier,
    report: &ComplianceReport,
    now: Instant,
) -> Result<Publishable, Vec<Unmet>> {
    let mut unmet = conditions::unmet(dossier, report, now);
    unmet.sort_by_key(|unmet| unmet.condition);
    if !unmet.is_empty() {
        return Err(unmet);
    }
    Ok(Publishable {
        document: dossier.document,
        group: dossier.group,
        kind: dossier.kind,
        locale: dossier.locale.clone(),
        slug: dossier.slug.clone(),
        revision: dossier.revision,
        hash: dossier.hash,
        approval: dossier.approval.as_ref().map(|approval| approval.id),
        report: report.digest(),
    })
}
