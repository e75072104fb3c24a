//! Signs a revision.

use chrono::Months;
use kanshu_domain::{
    actor::{Actor, SigningProof},
    content::Content,
    decode::FieldError,
    dossier::Dossier,
    event::EventType,
    id::{ApprovalId, DocumentId, UserId},
    kind::Answerability,
    kinds::treatment::TreatmentClass,
    policy,
    revision::RevisionNumber,
    time::Instant,
    values::Locale,
    workflow::{Approval, ReviewStep, SignedCredential},
};

use crate::{
    Desk, Done, EditorialError,
    input::optional_words,
    opened::{Opened, open},
};

/// Signs the newest revision as the supervising physician whom it names. The signature keeps the
/// physician's name and credentials, what the dependencies said, and the meaning of the signature, as
/// they are at this moment.
///
/// # Errors
/// When the actor is not the named physician, wrote the revision (under four eyes), proves another
/// revision, or the revision is not in review.
#[tracing::instrument(skip_all, fields(document.id = %id))]
pub async fn approve_revision(
    desk: &Desk,
    actor: &Actor,
    proof: SigningProof,
    id: DocumentId,
    expected: RevisionNumber,
    statement: Option<String>,
) -> Result<Done, EditorialError> {
    let mut opened = open(desk, actor, id, expected, |_| policy::may_approve(actor)).await?;
    let user = signing_user(actor, &proof, &opened.head)?;
    let four_eyes = !wrote_it(actor, &opened).await?;
    if desk.policy.four_eyes && !four_eyes {
        return Err(EditorialError::FourEyes);
    }
    let statement = optional_words("statement", statement)?
        .unwrap_or_else(|| meaning(expected, opened.head.locale.as_ref()));

    let dossier = opened.work.dossier(&opened.head, &[].into(), &desk.policy).await?;
    let id = ApprovalId(desk.ids.next());
    let signing = Signing { id, user, statement, four_eyes, at: opened.work.now() };
    let approval = signature(signing, &dossier)?;
    opened.step(desk, actor, ReviewStep::Approved, Some(approval.statement.clone())).await?;
    opened.work.record_approval(approval).await?;
    opened.finish(actor, EventType::RevisionApproved).await
}

/// Whether the signer, by whatever login, is the author of the revision.
async fn wrote_it(actor: &Actor, opened: &Opened) -> Result<bool, EditorialError> {
    let author = &opened.head.author;
    let as_physician = opened.work.signs_as(author).await?;
    Ok(*author == actor.to_string()
        || (as_physician.is_some() && as_physician == actor.physician()))
}

/// What is known of a signature before the dossier is looked at.
struct Signing {
    id: ApprovalId,
    user: UserId,
    statement: String,
    four_eyes: bool,
    at: Instant,
}

fn signing_user(
    actor: &Actor,
    proof: &SigningProof,
    head: &kanshu_persistence::Head,
) -> Result<UserId, EditorialError> {
    if head.kind.answerability() != Answerability::Signed {
        return Err(EditorialError::WrongKind("signed by a physician"));
    }
    if !policy::is_named_physician(actor, head.content.supervising_physician()) {
        return Err(EditorialError::NotTheNamedPhysician);
    }
    if !proof.covers(actor, head.document, head.revision) {
        return Err(EditorialError::WrongProof);
    }
    actor.user_id().ok_or(EditorialError::WrongProof)
}

fn signature(signing: Signing, dossier: &Dossier) -> Result<Approval, EditorialError> {
    let missing = || {
        let message = "the supervising physician has no record";
        EditorialError::Invalid(vec![FieldError::coded(
            "supervisingPhysician",
            "not_found",
            message,
        )])
    };
    let physician = dossier.content.supervising_physician().ok_or_else(missing)?;
    let record = dossier.references.get(&physician).ok_or_else(missing)?;
    let Content::Physician(record) = record.content.as_ref() else { return Err(missing()) };
    let credentials = record
        .credentials
        .iter()
        .map(|credential| SignedCredential {
            name: credential.name.clone(),
            issuing_body: credential.issuing_body.clone(),
        })
        .collect();
    let Signing { id, user, statement, four_eyes, at } = signing;
    Ok(Approval {
        id,
        document: dossier.document,
        revision: dossier.revision,
        hash: dossier.hash,
        user,
        physician,
        physician_name: record.name.clone(),
        credentials,
        statement,
        four_eyes,
        at,
        valid_until: valid_until(at, dossier),
        signed_views: dossier.signed_views(),
        revoked: None,
    })
}

/// What the signature says when the signer does not put it into words of their own.
fn meaning(revision: RevisionNumber, locale: Option<&Locale>) -> String {
    if locale.is_none_or(Locale::is_japanese) {
        format!("第{revision}版の医学的内容を確認し、監修者として承認します。")
    } else {
        format!(
            "I have reviewed the medical content of revision {revision} and approve it as its \
             supervising physician."
        )
    }
}

/// Exosomes, regenerative medicine and unapproved products are looked at again sooner.
fn valid_until(at: Instant, dossier: &Dossier) -> Instant {
    let is_delicate = |content: &Content| match content {
        Content::Treatment(treatment) => treatment
            .class
            .is_some_and(|class| class == TreatmentClass::Exosome || class.needs_plan()),
        Content::Product(product) => {
            product.regulatory_status.is_some_and(|status| status.needs_statements())
        }
        _ => false,
    };
    let delicate = is_delicate(&dossier.content)
        || dossier.references.values().any(|referenced| is_delicate(&referenced.content));
    let months = if delicate {
        dossier.policy.cautious_approval_months
    } else {
        dossier.policy.approval_months
    };
    at.checked_add_months(Months::new(months)).unwrap_or(at)
}
