//! `PATCH /{plural}/{id}`.

use actix_web::{HttpRequest, HttpResponse, web};
use kanshu_editorial::{Change, RevisedContent, SlugChange, revise_document};
use serde_json::Value;

use super::{
    done::done,
    writing::{Flat, Note, Write},
};
use crate::{authentication::services, body, problem::Problem, resource::kind_of};

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
    let revised = RevisedContent { kind, change, slug, note };
    let result =
        revise_document(&services.desk, &caller.actor, document, expected, revised).await?;
    done(&services, &caller.actor, result).await
}
