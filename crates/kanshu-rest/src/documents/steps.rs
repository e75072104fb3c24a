//! The other steps of a document's life: `POST /documents/{id}/…`.

use actix_web::{HttpRequest, HttpResponse, web};
use kanshu_editorial::{
    Dependencies, Dependents, publish_document, submit_for_review, unpublish_document,
    verify_document, withdraw_document,
};
use serde::Deserialize;

use super::{done::done, writing::Write};
use crate::{authentication::services, body, problem::Problem};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Submission {}

/// Hands the newest revision in for review.
pub(crate) async fn submit(
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    let Write { caller, document, expected } = Write::of(&request).await?;
    let Submission {} = body::request(&request, payload).await?;
    let services = services(&request)?;
    let result = submit_for_review(&services.desk, &caller.actor, document, expected).await?;
    done(&services, &caller.actor, result).await
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct WantedChanges {
    comment: String,
}

/// Sends the newest revision back.
pub(crate) async fn request_changes(
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    let Write { caller, document, expected } = Write::of(&request).await?;
    kanshu_domain::policy::may_request_changes(&caller.actor)?;
    let WantedChanges { comment } = body::request(&request, payload).await?;
    let services = services(&request)?;
    let result = kanshu_editorial::request_changes(
        &services.desk,
        &caller.actor,
        document,
        expected,
        &comment,
    )
    .await?;
    done(&services, &caller.actor, result).await
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Revocation {
    reason: String,
}

/// Takes the signature of the newest revision back.
pub(crate) async fn revoke_approval(
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    let Write { caller, document, expected } = Write::of(&request).await?;
    let Revocation { reason } = body::request(&request, payload).await?;
    let services = services(&request)?;
    let result = kanshu_editorial::revoke_approval(
        &services.desk,
        &caller.actor,
        document,
        expected,
        &reason,
    )
    .await?;
    done(&services, &caller.actor, result).await
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Verification {
    comment: Option<String>,
}

/// Vouches for the facts about a physician or clinic.
pub(crate) async fn verify(
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    let Write { caller, document, expected } = Write::of(&request).await?;
    kanshu_domain::policy::may_verify(&caller.actor)?;
    let Verification { comment } = body::request(&request, payload).await?;
    let services = services(&request)?;
    let result =
        verify_document(&services.desk, &caller.actor, document, expected, comment).await?;
    done(&services, &caller.actor, result).await
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PublicationWish {
    #[serde(default)]
    with_dependencies: bool,
}

/// Makes the newest revision public.
pub(crate) async fn publish(
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    let Write { caller, document, expected } = Write::of(&request).await?;
    let PublicationWish { with_dependencies } = body::request(&request, payload).await?;
    let dependencies = match with_dependencies {
        true => Dependencies::PublishAlong,
        false => Dependencies::MustBePublic,
    };
    let services = services(&request)?;
    let result =
        publish_document(&services.desk, &caller.actor, document, expected, dependencies).await?;
    done(&services, &caller.actor, result).await
}

/// What becomes of public documents that rest on the one taken down.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum DependentsChoice {
    #[default]
    Refuse,
    SuspendToo,
}

impl From<DependentsChoice> for Dependents {
    fn from(choice: DependentsChoice) -> Self {
        match choice {
            DependentsChoice::Refuse => Self::Refuse,
            DependentsChoice::SuspendToo => Self::SuspendToo,
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Suspension {
    reason: Option<String>,
    #[serde(default)]
    dependents: DependentsChoice,
}

/// Suspends a public document.
pub(crate) async fn unpublish(
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    let Write { caller, document, expected } = Write::of(&request).await?;
    let Suspension { reason, dependents } = body::request(&request, payload).await?;
    let services = services(&request)?;
    let result = unpublish_document(
        &services.desk,
        &caller.actor,
        document,
        expected,
        reason,
        dependents.into(),
    )
    .await?;
    done(&services, &caller.actor, result).await
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Withdrawal {
    reason: String,
    #[serde(default)]
    dependents: DependentsChoice,
}

/// Takes a public document down for safety.
pub(crate) async fn withdraw(
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    let Write { caller, document, expected } = Write::of(&request).await?;
    kanshu_domain::policy::may_withdraw(&caller.actor)?;
    let Withdrawal { reason, dependents } = body::request(&request, payload).await?;
    let services = services(&request)?;
    let result = withdraw_document(
        &services.desk,
        &caller.actor,
        document,
        expected,
        &reason,
        dependents.into(),
    )
    .await?;
    done(&services, &caller.actor, result).await
}
