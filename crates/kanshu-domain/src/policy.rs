//! Who may do what, as pure functions over an [`Actor`]. The closed default: what is not allowed here
//! is refused.

use crate::{
    actor::{
        Actor, Scope,
        StaffRole::{Admin, Author, Compliance, Editor, Marketer, Physician, Viewer},
    },
    compliance::{Declarations, Waivable},
    id::GroupId,
    kind::Kind,
};

/// What a site decides for itself. It may ask for more than the law, never for less.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SitePolicy {
    /// The signer must be somebody else than the author of the revision (G19).
    pub four_eyes: bool,
    /// Months that an approval is valid.
    pub approval_months: u32,
    /// Months that an approval is valid where exosomes, regenerative medicine or unapproved products
    /// are concerned.
    pub cautious_approval_months: u32,
    /// What the site declares about its front end.
    pub declarations: Declarations,
}

impl Default for SitePolicy {
    fn default() -> Self {
        Self {
            four_eyes: true,
            approval_months: 12,
            cautious_approval_months: 6,
            declarations: Declarations::default(),
        }
    }
}

/// A refusal. It says nothing about whether what was asked for exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    #[error("log in first")]
    Unauthenticated,
    #[error("your role does not allow this")]
    Forbidden,
}

fn allow(actor: &Actor, allowed: bool) -> Result<(), Denied> {
    match (allowed || actor.is_operator(), actor.is_visitor()) {
        (true, _) => Ok(()),
        (false, true) => Err(Denied::Unauthenticated),
        (false, false) => Err(Denied::Forbidden),
    }
}

/// Doing anything at all behind the public's back: the coarse question, asked before anything is
/// loaded.
pub fn may_enter_newsroom(actor: &Actor) -> Result<(), Denied> {
    let staff = actor.has_any(&crate::actor::StaffRole::ALL);
    allow(
        actor,
        staff || actor.has_scope(Scope::DraftsRead) || actor.has_scope(Scope::ContentWrite),
    )
}

/// Drafts, histories, reviews.
pub fn may_read_drafts(actor: &Actor) -> Result<(), Denied> {
    let staff = [Admin, Editor, Author, Physician, Compliance, Marketer, Viewer];
    allow(actor, actor.has_any(&staff) || actor.has_scope(Scope::DraftsRead))
}

/// A new document of this kind.
pub fn may_create(actor: &Actor, kind: Kind) -> Result<(), Denied> {
    let allowed = match kind {
        Kind::Banner | Kind::Tag => {
            actor.has_any(&[Admin, Editor, Author, Marketer])
                || actor.has_scope(Scope::ContentWrite)
        }
        Kind::Physician | Kind::Clinic => actor.has_any(&[Admin, Editor]),
        _ => {
            actor.has_any(&[Admin, Editor, Author, Physician])
                || actor.has_scope(Scope::ContentWrite)
        }
    };
    allow(actor, allowed)
}

/// A new revision, or handing one in. `creator` is who created the document, as the log writes it.
pub fn may_revise(actor: &Actor, kind: Kind, creator: &str) -> Result<(), Denied> {
    may_create(actor, kind)?;
    // An author's (and a key's) hand reaches only what it created.
    let anything = actor.has_any(&[Admin, Editor, Physician]) || kind == Kind::Banner;
    allow(actor, anything || actor.to_string() == creator)
}

/// Sending a revision back.
pub fn may_request_changes(actor: &Actor) -> Result<(), Denied> {
    allow(actor, actor.has_any(&[Admin, Editor, Physician, Compliance]))
}

/// Signing in general; whether this actor may sign this document is [`is_named_physician`].
pub fn may_approve(actor: &Actor) -> Result<(), Denied> {
    match (actor.has_any(&[Physician]), actor.is_visitor()) {
        (true, _) => Ok(()),
        (false, true) => Err(Denied::Unauthenticated),
        // Not even the operator of the machine signs for a physician.
        (false, false) => Err(Denied::Forbidden),
    }
}

/// Whether the actor is the physician whom the document names.
pub fn is_named_physician(actor: &Actor, named: Option<GroupId>) -> bool {
    actor.physician().is_some() && actor.physician() == named
}

/// Taking back signatures in general; whose, is [`may_revoke_approval`].
pub fn may_revoke_approvals(actor: &Actor) -> Result<(), Denied> {
    allow(actor, actor.has_any(&[Admin, Compliance, Physician]))
}

/// Taking back a signature: the signer, an administrator, or compliance.
pub fn may_revoke_approval(actor: &Actor, signer: GroupId) -> Result<(), Denied> {
    allow(actor, actor.has_any(&[Admin, Compliance]) || actor.physician() == Some(signer))
}

/// Vouching for the facts about a physician or clinic.
pub fn may_verify(actor: &Actor) -> Result<(), Denied> {
    allow(actor, actor.has_any(&[Admin]))
}

/// Making a document public.
pub fn may_publish(actor: &Actor, kind: Kind) -> Result<(), Denied> {
    let marketing = kind == Kind::Banner && actor.has_any(&[Marketer]);
    allow(actor, marketing || actor.has_any(&[Admin, Editor]))
}

/// Suspending a public document.
pub fn may_unpublish(actor: &Actor, kind: Kind) -> Result<(), Denied> {
    may_publish(actor, kind)
}

/// Taking a document down for safety.
pub fn may_withdraw(actor: &Actor) -> Result<(), Denied> {
    allow(actor, actor.has_any(&[Admin, Editor, Compliance, Physician]))
}

/// Accepting a finding in spite of its rule, as far as the rule allows it.
pub fn may_waive(actor: &Actor, waivable: Waivable) -> Result<(), Denied> {
    let allowed = match waivable {
        Waivable::Never => false,
        Waivable::Compliance => actor.has_any(&[Admin, Compliance]),
        Waivable::Editor => actor.has_any(&[Admin, Compliance, Editor]),
    };
    match (allowed, actor.is_visitor()) {
        (true, _) => Ok(()),
        (false, true) => Err(Denied::Unauthenticated),
        // A waiver names a person; the operator of the machine is none.
        (false, false) => Err(Denied::Forbidden),
    }
}

/// Taking back waivers in general; which, is [`may_revoke_waiver`].
pub fn may_revoke_waivers(actor: &Actor) -> Result<(), Denied> {
    allow(actor, actor.has_any(&[Admin, Compliance, Editor]))
}

/// Taking back a waiver: administrators, compliance, and whoever gave it (`by`, as the log writes it).
pub fn may_revoke_waiver(actor: &Actor, by: &str) -> Result<(), Denied> {
    may_revoke_waivers(actor)?;
    allow(actor, actor.has_any(&[Admin, Compliance]) || actor.to_string() == by)
}

/// Having words checked that are not saved here: staff, and keys that read drafts, write content or
/// check.
pub fn may_check_compliance(actor: &Actor) -> Result<(), Denied> {
    let staff = actor.has_any(&crate::actor::StaffRole::ALL);
    let scopes = [Scope::DraftsRead, Scope::ContentWrite, Scope::ComplianceCheck];
    allow(actor, staff || scopes.into_iter().any(|scope| actor.has_scope(scope)))
}

/// Taking in a dataset of retractions.
pub fn may_import_retractions(actor: &Actor) -> Result<(), Denied> {
    allow(actor, actor.has_any(&[Admin, Compliance]))
}

/// Users, keys and links between users and physicians.
pub fn may_manage_accounts(actor: &Actor) -> Result<(), Denied> {
    allow(actor, actor.has_any(&[Admin]))
}
