//! Where a document stands in the newsroom.

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use kanshu_domain::{
    document::DeskFacts,
    gate::Unmet,
    revision::{RevisionNumber, Sha256Hash},
    workflow::{self, Approval, Publication},
};
use kanshu_editorial::{Dependencies, Drafts, EditorialError, History};

use crate::{
    Caller, Services,
    compliance::{ComplianceReport, WaiverEntry},
    document::Reading,
    enums::{DeskState, EndedAs, GateCondition, PublicState, ReviewStep},
    errors,
    text::{LocalizedText, localized},
};

/// Where a document stands in the newsroom.
pub(crate) struct DeskInfo {
    reading: Reading,
    facts: DeskFacts,
    drafts: Drafts,
}

impl DeskInfo {
    pub(crate) fn of(reading: &Reading) -> Option<Self> {
        Some(Self {
            reading: reading.clone(),
            facts: reading.document.desk.clone()?,
            drafts: reading.view.drafts()?.clone(),
        })
    }
}

/// Where a document stands in the newsroom.
#[Object]
impl DeskInfo {
    /// Where the newest revision stands (編集状態).
    async fn state(&self) -> DeskState {
        self.facts.state.into()
    }

    /// What the public sees (公開状態).
    async fn public_state(&self) -> PublicState {
        self.facts.public_state.into()
    }

    /// The number of the revision that the public sees.
    async fn public_revision(&self) -> Option<u32> {
        self.reading.document.published.map(|published| published.revision.0)
    }

    /// Who wrote the newest revision: the id of a user or key, or `operator`.
    async fn author(&self) -> &str {
        &self.facts.author
    }

    /// What the author said about the newest revision.
    async fn note(&self) -> Option<&str> {
        self.facts.note.as_deref()
    }

    /// Why the public revision's approval is stale; null when it is not.
    async fn stale(&self) -> Option<&str> {
        self.facts.stale.as_deref()
    }

    /// Every condition of publication that does not hold now; empty when the document can be published.
    /// It costs 1,000 points, for it waits for whoever writes: ask for one document, not for a list.
    #[graphql(complexity = "1_000 + child_complexity")]
    async fn readiness(
        &self,
        #[graphql(
            default,
            desc = "Whether what it refers to would be published along, through the same gate."
        )]
        with_dependencies: bool,
    ) -> Result<Vec<UnmetCondition>> {
        let unmet = self
            .drafts
            .readiness(self.reading.document.id, dependencies(with_dependencies))
            .await
            .map_err(errors::editorial)?;
        Ok(unmet.into_iter().map(UnmetCondition::from).collect())
    }

    /// What the rule packs in force today say about the newest revision, or about another, with what its
    /// references say today. Null when there is no such revision. It costs 200 points.
    #[graphql(complexity = "200 + child_complexity")]
    async fn compliance_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The number of a revision; the newest when not given.")] revision: Option<
            u32,
        >,
    ) -> Result<Option<ComplianceReport>> {
        let report = kanshu_editorial::compliance_report(
            &ctx.data::<Services>()?.desk,
            &ctx.data::<Caller>()?.actor,
            self.reading.document.id,
            revision.map(RevisionNumber),
        )
        .await;
        match report {
            Ok(report) => Ok(Some(report.into())),
            Err(EditorialError::NotFound) => Ok(None),
            Err(error) => Err(errors::editorial(error)),
        }
    }

    /// The report under which a publication passed the gate, as it was kept. Null when there is none.
    async fn kept_report(
        &self,
        #[graphql(desc = "As in `history { publications { report } }`.")] digest: String,
    ) -> Result<Option<ComplianceReport>> {
        let digest = Sha256Hash::parse(&digest)
            .map_err(|why| errors::bad_input(format!("`digest`: {why}")))?;
        let kept = self.drafts.kept_report(self.reading.document.id, digest).await;
        let kept = kept.map_err(errors::editorial)?;
        kept.map(|bytes| ComplianceReport::read(&bytes)).transpose()
    }

    /// Everything that happened to the document. It costs 100 points.
    #[graphql(complexity = "100 + child_complexity")]
    async fn history(&self) -> Result<DocumentHistory> {
        let history =
            self.drafts.history(self.reading.document.id).await.map_err(errors::editorial)?;
        Ok(history.into())
    }
}

/// What becomes of references whose targets are not public.
pub(crate) fn dependencies(along: bool) -> Dependencies {
    if along { Dependencies::PublishAlong } else { Dependencies::MustBePublic }
}

/// A condition of publication that does not hold.
#[derive(SimpleObject)]
pub(crate) struct UnmetCondition {
    /// Which one.
    condition: GateCondition,
    /// What is missing and what to do about it.
    message: String,
    /// The field concerned, step by step: `["body", "3", "citation"]`. Null when it concerns the whole.
    field: Option<Vec<String>>,
    /// The other document concerned (its translation group), when there is one.
    target: Option<ID>,
    /// The rule that was broken, when a rule pack says so.
    rule: Option<String>,
}

impl From<Unmet> for UnmetCondition {
    fn from(unmet: Unmet) -> Self {
        Self {
            condition: unmet.condition.into(),
            message: unmet.message,
            field: errors::steps(&unmet.field),
            target: unmet.target.map(ID::from),
            rule: unmet.rule,
        }
    }
}

/// Everything that happened to a document, oldest first.
#[derive(SimpleObject)]
pub(crate) struct DocumentHistory {
    /// The steps of its reviews.
    reviews: Vec<ReviewEntry>,
    /// The signatures, be they expired or taken back.
    approvals: Vec<ApprovalEntry>,
    /// The times that a revision was public.
    publications: Vec<PublicationEntry>,
    /// The findings that somebody accepted, be it expired or taken back.
    waivers: Vec<WaiverEntry>,
}

impl From<History> for DocumentHistory {
    fn from(history: History) -> Self {
        Self {
            reviews: history.reviews.into_iter().map(ReviewEntry::from).collect(),
            approvals: history.approvals.into_iter().map(ApprovalEntry::from).collect(),
            publications: history.publications.into_iter().map(PublicationEntry::from).collect(),
            waivers: history.waivers.into_iter().map(WaiverEntry::from).collect(),
        }
    }
}

/// One step of a review.
#[derive(SimpleObject)]
pub(crate) struct ReviewEntry {
    /// The revision concerned.
    revision: u32,
    /// What was done.
    step: ReviewStep,
    /// Who did it: the id of a user or key, or `operator`.
    by: String,
    /// When.
    at: DateTime<Utc>,
    /// What they said.
    comment: Option<String>,
}

impl From<workflow::Review> for ReviewEntry {
    fn from(review: workflow::Review) -> Self {
        Self {
            revision: review.revision.0,
            step: review.step.into(),
            by: review.by,
            at: review.at,
            comment: review.comment,
        }
    }
}

/// A signature of exactly one revision.
#[derive(SimpleObject)]
pub(crate) struct ApprovalEntry {
    /// Its id.
    id: ID,
    /// The revision signed.
    revision: u32,
    /// The hash of the revision signed.
    hash: String,
    /// The signer's physician document (its translation group).
    physician: ID,
    /// The signer's name as it was.
    physician_name: Vec<LocalizedText>,
    /// What the signature says.
    statement: String,
    /// Whether the signer was somebody else than the author of the revision.
    four_eyes: bool,
    /// When it was signed.
    at: DateTime<Utc>,
    /// Until when it may carry a publication.
    valid_until: DateTime<Utc>,
    /// When it was taken back.
    revoked_at: Option<DateTime<Utc>>,
    /// Why it was taken back.
    revoked_because: Option<String>,
}

impl From<Approval> for ApprovalEntry {
    fn from(approval: Approval) -> Self {
        Self {
            id: approval.id.into(),
            revision: approval.revision.0,
            hash: approval.hash.to_string(),
            physician: approval.physician.into(),
            physician_name: localized(&approval.physician_name),
            statement: approval.statement,
            four_eyes: approval.four_eyes,
            at: approval.at,
            valid_until: approval.valid_until,
            revoked_at: approval.revoked.as_ref().map(|revoked| revoked.at),
            revoked_because: approval.revoked.map(|revoked| revoked.reason),
        }
    }
}

/// A revision being public from one instant to another.
#[derive(SimpleObject)]
pub(crate) struct PublicationEntry {
    /// Its id.
    id: ID,
    /// The revision that was public.
    revision: u32,
    /// The signature that carried it, for signed kinds.
    approval: Option<ID>,
    /// The digest of the compliance report that let it pass; see `keptReport`.
    report: Option<String>,
    /// From when.
    #[graphql(name = "from")]
    since: DateTime<Utc>,
    /// Until when; null while it lasts.
    until: Option<DateTime<Utc>>,
    /// How it ended.
    ended_as: Option<EndedAs>,
    /// Why it ended, where somebody said so.
    reason: Option<String>,
}

impl From<Publication> for PublicationEntry {
    fn from(publication: Publication) -> Self {
        Self {
            id: publication.id.into(),
            revision: publication.revision.0,
            approval: publication.approval.map(ID::from),
            report: publication.report.map(|digest| digest.to_string()),
            since: publication.from,
            until: publication.until,
            ended_as: publication.end.as_ref().map(|end| end.how.into()),
            reason: publication.end.and_then(|end| end.reason),
        }
    }
}
