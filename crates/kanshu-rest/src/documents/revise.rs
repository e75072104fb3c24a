//! `PATCH /{plural}/{id}`.

use actix_web::{HttpRequest, HttpResponse, web};
use kanshu_domain::{actor::Actor, id::DocumentId, kind::Kind};
use kanshu_editorial::{Change, SlugChange, revise_document};
use serde_json::Value;

use super::{
    done::done,
    writing::{Flat, Note, Write},
};
use crate::{Services, authentication::services, body, problem::Problem, resource::kind_of};

/// Adds a revision: a JSON merge-patch on the newest one.
pub(crate) async fn revise(
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    let kind = kind_of(&request)?;
    let Write { caller, document, expected } = Write::of(&request).await?;
    kanshu_domain::policy::may_create(&caller.actor, kind)?;
    let mut flat = Flat::of(body::json(&request, payload, body::MERGE_PATCH).await?)?;
    let slug = match flat.take("slug") {
        None => SlugChange::Keep,
        Some(Value::Null) => SlugChange::Clear,
        Some(value) => flat.parse_value("slug", &value).map_or(SlugChange::Keep, SlugChange::Set),
    };
    let note = flat.parse::<Note>("note").map(|note| note.0);
    let change = Change::MergePatch(flat.content(kind)?);
    let services = services(&request)?;
    expect_kind(&services, &caller.actor, kind, document).await?;
    let result =
        revise_document(&services.desk, &caller.actor, document, expected, change, slug, note)
            .await?;
    done(&services, &caller.actor, result).await
}

/// An article is not revised under `/treatments`. Who may not read drafts is told nothing either way;
/// the use case decides.
async fn expect_kind(
    services: &Services,
    actor: &Actor,
    kind: Kind,
    id: DocumentId,
) -> Result<(), Problem> {
    let Ok(drafts) = services.desk.drafts(actor) else { return Ok(()) };
    let other = drafts.by_ids(&[id]).await?.iter().any(|document| document.kind != kind);
    if other { Err(Problem::not_found()) } else { Ok(()) }
}
