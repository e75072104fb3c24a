//! `POST /documents/{id}/approve`: the signature, with fresh proof of identity.

use actix_web::{HttpRequest, HttpResponse, web};
use kanshu_editorial::approve_revision;
use secrecy::SecretString;
use serde::Deserialize;

use super::{done::done, writing::Write};
use crate::{authentication::services, body, problem::Problem};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Signature {
    password: SecretString,
    statement: Option<String>,
}

/// Signs the newest revision as the supervising physician whom it names.
pub(crate) async fn approve(
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    let Write { caller, document, expected } = Write::of(&request).await?;
    kanshu_domain::policy::may_approve(&caller.actor)?;
    let Signature { password, statement } = body::request(&request, payload).await?;
    let services = services(&request)?;
    let proof = services
        .identity
        .prove(&caller.actor, password, &caller.address, document, expected)
        .await?;
    let result =
        approve_revision(&services.desk, &caller.actor, proof, document, expected, statement)
            .await?;
    done(&services, &caller.actor, result).await
}
