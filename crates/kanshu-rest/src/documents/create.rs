//! `POST /{plural}`.

use actix_web::{HttpRequest, HttpResponse, web};
use kanshu_domain::id::GroupId;
use kanshu_editorial::{NewContent, create_document, create_translation};

use super::{
    done::created,
    writing::{Flat, Note},
};
use crate::{
    authentication::{Caller, services},
    body, parameters,
    problem::Problem,
    resource::kind_of,
};

/// Adds a document, or with `translationOf` a translation of one.
pub(crate) async fn create(
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    parameters::none(&request)?;
    let kind = kind_of(&request)?;
    let Caller { actor, .. } = Caller::known(&request).await?;
    kanshu_domain::policy::may_create(&actor, kind)?;
    let mut flat = Flat::of(body::json(&request, payload, body::JSON).await?)?;
    let group: Option<GroupId> = flat.parse("translationOf");
    let new = NewContent {
        kind,
        locale: flat.parse("locale"),
        slug: flat.parse("slug"),
        note: flat.parse::<Note>("note").map(|note| note.0),
        content: flat.content(kind)?,
    };
    let services = services(&request)?;
    let done = match group {
        None => create_document(&services.desk, &actor, new).await?,
        Some(group) => create_translation(&services.desk, &actor, group, new).await?,
    };
    created(&services, &actor, kind, done).await
}
