//! `GET /citations/{id}/retraction` and `GET /noticed-sources`.

use std::collections::HashMap;

use actix_web::{HttpRequest, HttpResponse, web};
use kanshu_domain::{
    document::Document,
    id::{DocumentId, GroupId},
    retraction::RetractionStatus,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Page, bibliography::asked, name};
use crate::{
    authentication::{Caller, services},
    conditional::private_answer,
    parameters::{self, Given, for_any},
    problem::Problem,
    remembered::{Reading, remembered},
};

/// What became of a source since it appeared.
pub(crate) async fn retraction(
    request: HttpRequest,
    _: web::Payload,
) -> Result<HttpResponse, Problem> {
    remembered(&request, read).await
}

async fn read(request: &HttpRequest) -> Result<Reading, Problem> {
    let given = Given::read(request, &for_any())?;
    let page = Page::read(request, &given).await?;
    let mut known = page.services.delivery.sources(asked(&page.document)).await?;
    let status = known.status.remove(&page.document.group);
    let status = status.unwrap_or_else(RetractionStatus::unchecked);
    let data = json!({
        "state": status.state, "notices": status.notices, "dataset": known.dataset,
    });
    Ok(page.answer(&data, json!({})))
}

/// The sources of the site that the imported dataset names.
pub(crate) async fn noticed_sources(
    request: HttpRequest,
    _: web::Payload,
) -> Result<HttpResponse, Problem> {
    parameters::none(&request)?;
    let Caller { actor, .. } = Caller::known(&request).await?;
    let services = services(&request)?;
    let noticed = kanshu_editorial::noticed_sources(&services.desk, &actor).await?;
    let mut ids: Vec<DocumentId> = noticed.iter().map(|source| source.document).collect();
    ids.extend(noticed.iter().flat_map(|source| &source.public_documents));
    ids.sort_unstable();
    ids.dedup();
    let found = services.desk.drafts(&actor)?.by_ids(&ids).await?;
    let found: HashMap<DocumentId, Document> =
        found.into_iter().map(|document| (document.id, document)).collect();
    // A source without identifiers: only which dataset is asked matters.
    let known = services.delivery.sources([(GroupId(Uuid::nil()), None, None)]).await?;

    let data = noticed.iter().filter_map(|source| {
        let resting = source.public_documents.iter().filter_map(|id| found.get(id)).map(name);
        Some(json!({
            "citation": name(found.get(&source.document)?),
            "state": source.status.state,
            "notices": source.status.notices,
            "publicDocuments": Value::from_iter(resting),
        }))
    });
    let meta = json!({ "dataset": known.dataset });
    let body = json!({ "data": Value::from_iter(data), "meta": meta });
    Ok(private_answer(HttpResponse::Ok(), body.to_string(), None))
}
