//! The answer to a write: the document as the desk sees it now.

use actix_web::{HttpResponse, HttpResponseBuilder, http::header};
use kanshu_domain::{actor::Actor, document::Document, kind::Kind, values::Locale};
use kanshu_editorial::{Done, Waived};
use serde_json::{Value, json};

use crate::{
    Services,
    conditional::private_answer,
    parameters::ReadParameters,
    problem::Problem,
    representation::{Showing, Titles},
};

/// 200 with the document.
pub(super) async fn done(
    services: &Services,
    actor: &Actor,
    done: Done,
) -> Result<HttpResponse, Problem> {
    answer(HttpResponse::Ok(), services, actor, done, json!({})).await
}

/// 201 with the new document and its address.
pub(super) async fn created(
    services: &Services,
    actor: &Actor,
    kind: Kind,
    done: Done,
) -> Result<HttpResponse, Problem> {
    let mut response = HttpResponse::Created();
    let location = format!("/api/v1/{}/{}", kind.plural(), done.document);
    response.insert_header((header::LOCATION, location));
    answer(response, services, actor, done, json!({})).await
}

/// 201 with the document, and the id of the new waiver in `meta`.
pub(super) async fn waived(
    services: &Services,
    actor: &Actor,
    waived: Waived,
) -> Result<HttpResponse, Problem> {
    let more = json!({ "waiver": waived.waiver });
    answer(HttpResponse::Created(), services, actor, waived.done, more).await
}

async fn answer(
    response: HttpResponseBuilder,
    services: &Services,
    actor: &Actor,
    done: Done,
    mut meta: Value,
) -> Result<HttpResponse, Problem> {
    // A key may write and yet not read drafts: what others wrote into the document is not its to see.
    let seen = match services.desk.drafts(actor) {
        Ok(drafts) => drafts.by_ids(&[done.document]).await?.into_iter().next(),
        Err(_) => None,
    };
    let data = match &seen {
        Some(document) => shown(services, document)?,
        None => json!({ "id": done.document }),
    };
    // Somebody may have saved since; the tag must be that of the revision shown.
    let revision = seen.map_or(done.revision, |document| document.revision);
    meta["revision"] = json!(format!("r{revision}"));
    meta["event"] = json!(done.seq);
    let body = json!({ "data": data, "meta": meta });
    Ok(private_answer(response, body.to_string(), None))
}

fn shown(services: &Services, document: &Document) -> Result<Value, Problem> {
    let locale = document.locale.clone().unwrap_or_else(Locale::ja);
    let showing = Showing {
        parameters: &ReadParameters::default(),
        locale: &locale,
        now: services.desk.clock.now(),
        titles: &Titles::new(),
    };
    showing.document(document)
}
