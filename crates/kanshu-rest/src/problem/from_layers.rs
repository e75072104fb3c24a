//! From the errors of the layers below to problems. Every variant is named: a new one does not compile
//! until somebody has decided what a client is told.

use kanshu_courier::CourierError;
use kanshu_editorial::{EditorialError, ErrorKind};
use kanshu_identity::IdentityError;
use kanshu_persistence::StoreError;

use super::{Code, Problem};

impl From<EditorialError> for Problem {
    fn from(error: EditorialError) -> Self {
        match &error {
            EditorialError::Invalid(errors) => Self::invalid(errors),
            EditorialError::RevisionMoved { current } => Self::revision_moved(*current),
            EditorialError::NotPublishable(unmet) => Self::not_publishable(unmet),
            EditorialError::HasDependents(dependents) => Self::has_dependents(dependents),
            EditorialError::NotFound => Self::not_found(),
            EditorialError::Denied(denied) => (*denied).into(),
            EditorialError::Store(_) if error.kind() == ErrorKind::Unavailable => {
                Self::unavailable(error)
            }
            _ => {
                let code = Code::named(error.code()).unwrap_or_else(|| code_of(error.kind()));
                if code.status().is_server_error() {
                    Self::caused(code, error)
                } else {
                    Self::new(code, sentence(&error))
                }
            }
        }
    }
}

impl From<CourierError> for Problem {
    fn from(error: CourierError) -> Self {
        let said = sentence(&error);
        let code = Code::named(error.code()).unwrap_or(Code::RegistryUnavailable);
        if code.status().is_server_error() {
            tracing::warn!(error = %error, "a look-up gave no answer");
        }
        Self::new(code, said)
    }
}

/// The code for a kind of error, where the error's own code is not known here.
fn code_of(kind: ErrorKind) -> Code {
    match kind {
        ErrorKind::Invalid => Code::Invalid,
        ErrorKind::Unauthenticated => Code::Unauthenticated,
        ErrorKind::Forbidden => Code::Forbidden,
        ErrorKind::NotFound => Code::NotFound,
        ErrorKind::Conflict => Code::IllegalStep,
        ErrorKind::Refused => Code::NotPublishable,
        ErrorKind::TooLarge => Code::TooLarge,
        ErrorKind::RateLimited => Code::TooManyAttempts,
        ErrorKind::Unavailable => Code::Unavailable,
        ErrorKind::Internal => Code::Internal,
    }
}

impl From<kanshu_domain::policy::Denied> for Problem {
    fn from(denied: kanshu_domain::policy::Denied) -> Self {
        match denied {
            kanshu_domain::policy::Denied::Unauthenticated => Self::unauthenticated(),
            kanshu_domain::policy::Denied::Forbidden => {
                Self::new(Code::Forbidden, sentence(&denied))
            }
        }
    }
}

impl From<IdentityError> for Problem {
    fn from(error: IdentityError) -> Self {
        match error {
            IdentityError::WrongCredentials => Self::new(Code::WrongCredentials, sentence(&error)),
            IdentityError::InvalidToken => Self::new(Code::InvalidToken, sentence(&error)),
            IdentityError::TooManyAttempts { retry_after_seconds } => {
                Self::rate_limited(retry_after_seconds)
            }
            IdentityError::Denied(denied) => denied.into(),
            IdentityError::Invalid { field, message } => {
                Self::invalid(&[kanshu_domain::decode::FieldError::invalid(field, message)])
            }
            IdentityError::EmailTaken => Self::new(Code::EmailTaken, sentence(&error)),
            IdentityError::NotFound => Self::not_found(),
            IdentityError::Store(error) => error.into(),
            IdentityError::Internal(_) => Self::caused(Code::Internal, error),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::ActorEnded => Self::new(Code::SessionEnded, sentence(&error)),
            StoreError::SlugTaken => Self::new(Code::SlugTaken, sentence(&error)),
            other if other.is_unavailable() => Self::unavailable(other),
            other => Self::caused(Code::Internal, other),
        }
    }
}

/// Errors below speak like log lines; people get a sentence.
fn sentence(error: &dyn std::fmt::Display) -> String {
    let text = error.to_string();
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), chars.as_str()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::{StatusCode, header};
    use kanshu_domain::{
        policy::Denied,
        revision::RevisionNumber,
        workflow::{DeskState, IllegalStep, ReviewStep},
    };

    use sea_orm::{DbErr, RuntimeErr};

    use super::*;

    fn every_editorial_error() -> Vec<(EditorialError, u16)> {
        use EditorialError as E;
        vec![
            (E::Invalid(Vec::new()), 422),
            (E::Denied(Denied::Unauthenticated), 401),
            (E::Denied(Denied::Forbidden), 403),
            (E::NotFound, 404),
            (E::RevisionMoved { current: RevisionNumber(3) }, 412),
            (
                E::IllegalStep(IllegalStep { from: DeskState::Draft, step: ReviewStep::Approved }),
                409,
            ),
            (E::LocaleTaken, 409),
            (E::SlugTaken, 409),
            (E::NotPublishable(Vec::new()), 409),
            (E::HasDependents(Vec::new()), 409),
            (E::NotTheNamedPhysician, 403),
            (E::FourEyes, 409),
            (E::WrongProof, 403),
            (E::NotPublic, 409),
            (E::NotApproved, 409),
            (E::NotWaivable { rule: "XX-F01".to_owned() }, 409),
            (E::TooLarge { what: "the text", given: 3, limit: 2, unit: "characters" }, 413),
            (E::WrongKind("signed"), 422),
            (E::ActorEnded, 401),
            (E::Store(StoreError::Corrupt("row 1".to_owned())), 500),
        ]
    }

    #[test]
    fn every_error_of_the_newsroom_has_its_status_and_keeps_its_code() {
        for (error, status) in every_editorial_error() {
            let code = error.code();
            let problem = Problem::from(error);
            assert_eq!(problem.code().status().as_u16(), status, "{code}");
            assert_eq!(problem.code().name(), code);
        }
    }

    #[test]
    fn a_database_that_is_away_is_told_from_one_that_failed() {
        let lost = || StoreError::Database(DbErr::Conn(RuntimeErr::Internal("db.local".into())));
        let failed = || StoreError::Database(DbErr::Query(RuntimeErr::Internal("t".into())));
        let problems = [
            Problem::from(lost()),
            Problem::from(EditorialError::from(lost())),
            Problem::from(IdentityError::from(lost())),
        ];
        for problem in problems {
            assert_eq!(problem.code(), Code::Unavailable);
            assert!(problem.cause().is_some() && !problem.to_string().contains("db.local"));
            let answer = problem.answer(None);
            assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!(answer.headers().get(header::RETRY_AFTER).unwrap(), "5");
        }
        assert_eq!(Problem::from(failed()).code(), Code::Internal);
        assert_eq!(Problem::from(EditorialError::from(failed())).code(), Code::Internal);
    }

    #[test]
    fn the_cause_of_a_failure_is_kept_for_the_log_and_not_said() {
        let error = EditorialError::Store(StoreError::Corrupt("row of Dr Secret".to_owned()));
        let problem = Problem::from(error);
        assert_eq!(problem.code().status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(problem.cause().is_some());
        assert!(!problem.to_string().contains("Secret"));
    }

    #[test]
    fn codes_and_their_names_belong_together() {
        for code in Code::ALL {
            assert_eq!(Code::named(code.name()), Some(*code));
            assert!(code.status().is_client_error() || code.status().is_server_error());
        }
    }
}
