//! Errors, in two groups: what a person can act on goes into `userErrors`, the rest into `errors` with
//! `extensions.code`.

use async_graphql::{Error, ErrorExtensions, ID, SimpleObject};
use kanshu_domain::{
    decode::FieldError, document::Tombstone, gate::Unmet, policy::Denied, values::Invalid,
};
use kanshu_editorial::{EditorialError, ErrorKind};
use kanshu_identity::IdentityError;
use kanshu_persistence::StoreError;

use crate::enums::GateCondition;

/// Something that a person can put right.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct UserError {
    /// The field concerned, step by step: `["body", "3", "level"]`. Null when it concerns the whole.
    pub field: Option<Vec<String>>,
    /// What is wrong and what to do about it.
    pub message: String,
    /// Stable, for programs: `REQUIRED`, `REVISION_MOVED`, `G05`, …
    pub code: String,
    /// The unmet condition of publication, when that is what is wrong.
    pub condition: Option<GateCondition>,
    /// The other document concerned (its translation group), when there is one.
    pub target: Option<ID>,
    /// The rule that was broken, when a rule pack says so.
    pub rule: Option<String>,
}

impl UserError {
    /// An error about one field (`price.max`, `body[3].level`; empty for the whole).
    pub(crate) fn of(field: &str, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field: steps(field),
            message: message.into(),
            code: code.into(),
            condition: None,
            target: None,
            rule: None,
        }
    }

    /// A field whose text is not the value it was meant to be.
    pub(crate) fn invalid(field: &str, why: &Invalid) -> Self {
        Self::of(field, "INVALID", why.to_string())
    }
}

impl From<FieldError> for UserError {
    fn from(error: FieldError) -> Self {
        Self::of(&error.field, error.code.to_uppercase(), error.message)
    }
}

impl From<Unmet> for UserError {
    fn from(unmet: Unmet) -> Self {
        Self {
            field: steps(&unmet.field),
            message: unmet.message,
            code: format!("{:?}", unmet.condition),
            condition: Some(unmet.condition.into()),
            target: unmet.target.map(ID::from),
            rule: unmet.rule,
        }
    }
}

/// `body[3].level` as `["body", "3", "level"]`.
pub(crate) fn steps(field: &str) -> Option<Vec<String>> {
    let steps: Vec<String> =
        field.split(['.', '[', ']']).filter(|step| !step.is_empty()).map(str::to_owned).collect();
    if steps.is_empty() { None } else { Some(steps) }
}

/// An error with a stable code.
pub(crate) fn coded(code: &'static str, message: impl Into<String>) -> Error {
    Error::new(message.into()).extend_with(|_, extensions| extensions.set("code", code))
}

/// The request asks for something that cannot be asked for.
pub(crate) fn bad_input(message: impl Into<String>) -> Error {
    coded("BAD_USER_INPUT", message)
}

/// What stood there was withdrawn for safety.
pub(crate) fn gone(tombstone: &Tombstone) -> Error {
    let at = tombstone.at.to_rfc3339();
    let reason = tombstone.reason.clone();
    coded("GONE", "this was withdrawn").extend_with(|_, extensions| {
        extensions.set("at", at);
        extensions.set("reason", reason.map_or(async_graphql::Value::Null, Into::into));
    })
}

/// Our own fault: a fixed sentence for the caller, the cause with its whole chain for the log.
pub(crate) fn internal(error: &(dyn std::error::Error + 'static)) -> Error {
    let mut chain = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        chain.push_str(": ");
        chain.push_str(&error.to_string());
        cause = error.source();
    }
    tracing::error!(error = chain, "a GraphQL field failed");
    coded(
        "INTERNAL",
        "Something went wrong on our side. Try again; if it stays, tell us when it was.",
    )
}

/// A failure of the store below a public read.
pub(crate) fn store(error: StoreError) -> Error {
    if error.is_unavailable() { unavailable(&error) } else { internal(&error) }
}

/// The database cannot be reached just now.
fn unavailable(error: &(dyn std::error::Error + 'static)) -> Error {
    internal(error);
    coded("UNAVAILABLE", "The database cannot be reached just now; try again in a few seconds.")
}

/// A refusal by the policy.
pub(crate) fn denied(denied: Denied) -> Error {
    let code = match denied {
        Denied::Unauthenticated => "UNAUTHENTICATED",
        Denied::Forbidden => "FORBIDDEN",
    };
    coded(code, denied.to_string())
}

/// A refusal of a read at the desk.
pub(crate) fn editorial(error: EditorialError) -> Error {
    let message = error.to_string();
    match (error, message) {
        (EditorialError::Denied(why), _) => denied(why),
        (EditorialError::ActorEnded, message) => coded("UNAUTHENTICATED", message),
        (EditorialError::NotFound, message) => coded("NOT_FOUND", message),
        (error @ EditorialError::Store(_), _) if error.kind() == ErrorKind::Unavailable => {
            unavailable(&error)
        }
        (error @ EditorialError::Store(_), _) => internal(&error),
        (error, message) => coded(error.code(), message),
    }
}

/// What a person can put right about a refused use case.
///
/// # Errors
/// What a person cannot: who they are, what they may do, what is not there, what failed.
pub(crate) fn user_errors(error: EditorialError) -> Result<Vec<UserError>, Error> {
    let code = error.code();
    let message = error.to_string();
    match error {
        EditorialError::Invalid(errors) => Ok(errors.into_iter().map(UserError::from).collect()),
        EditorialError::NotPublishable(unmet) => {
            Ok(unmet.into_iter().map(UserError::from).collect())
        }
        EditorialError::HasDependents(dependents) => Ok(dependents
            .into_iter()
            .map(|dependent| UserError {
                target: Some(dependent.document.into()),
                ..UserError::of(
                    "",
                    code,
                    format!(
                        "the public document `{}` rests on it at `{}`",
                        dependent.title, dependent.reference.field
                    ),
                )
            })
            .collect()),
        EditorialError::RevisionMoved { .. } => {
            Ok(vec![UserError::of("expectedRevision", code, message)])
        }
        EditorialError::SlugTaken => Ok(vec![UserError::of("slug", code, message)]),
        EditorialError::LocaleTaken => Ok(vec![UserError::of("locale", code, message)]),
        EditorialError::NotTheNamedPhysician | EditorialError::WrongProof => {
            Ok(vec![UserError::of("", code, message)])
        }
        other => match other.kind() {
            ErrorKind::Invalid | ErrorKind::Conflict | ErrorKind::Refused | ErrorKind::TooLarge => {
                Ok(vec![UserError::of("", code, message)])
            }
            _ => Err(editorial(other)),
        },
    }
}

/// What a signer can put right about a refused proof of identity.
///
/// # Errors
/// What they cannot.
pub(crate) fn proof_errors(error: IdentityError) -> Result<Vec<UserError>, Error> {
    let message = error.to_string();
    match error {
        IdentityError::WrongCredentials => {
            Ok(vec![UserError::of("password", "WRONG_CREDENTIALS", "the password is wrong")])
        }
        IdentityError::TooManyAttempts { .. } => {
            Ok(vec![UserError::of("password", "RATE_LIMITED", message)])
        }
        IdentityError::Invalid { field, message } => {
            Ok(vec![UserError::of(field, "INVALID", message)])
        }
        other => Err(identity(other)),
    }
}

/// A refusal at the front desk.
pub(crate) fn identity(error: IdentityError) -> Error {
    match error {
        IdentityError::Denied(why) => denied(why),
        IdentityError::InvalidToken => coded("UNAUTHENTICATED", error.to_string()),
        IdentityError::NotFound => coded("NOT_FOUND", error.to_string()),
        IdentityError::Store(_) | IdentityError::Internal(_) => internal(&error),
        IdentityError::WrongCredentials
        | IdentityError::TooManyAttempts { .. }
        | IdentityError::Invalid { .. }
        | IdentityError::EmailTaken => bad_input(error.to_string()),
    }
}
