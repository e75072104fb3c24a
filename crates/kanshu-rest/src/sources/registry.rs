//! `GET /registry-record` and `GET /citations/{id}/registry-comparison`.

use actix_web::{HttpRequest, HttpResponse, web};
use kanshu_citation::compare::{Disagreement, compare};
use kanshu_courier::Found;
use kanshu_domain::{
    id::DocumentId,
    kind::Kind,
    policy,
    values::{Doi, Pmid},
};
use serde_json::{Value, json};

use super::record;
use crate::{
    authentication::{Caller, services},
    conditional::private_answer,
    parameters::{self, Given, for_registry_record},
    perspective::{Perspective, View},
    problem::Problem,
    resource::segment,
};

/// What Crossref (for a DOI) or PubMed (for a PMID) knows of a paper.
pub(crate) async fn registry_record(
    request: HttpRequest,
    _: web::Payload,
) -> Result<HttpResponse, Problem> {
    let given = Given::read(&request, &for_registry_record())?;
    let Caller { actor, .. } = Caller::known(&request).await?;
    policy::may_enter_newsroom(&actor)?;
    let registries = &services(&request)?.registries;
    let found = match (given.parsed::<Doi>("doi")?, given.parsed::<Pmid>("pmid")?) {
        (Some(doi), None) => registries.lookup_doi(&doi).await?,
        (None, Some(pmid)) => registries.lookup_pmid(&pmid).await?,
        _ => return Err(Problem::bad_request("doi", "Give either `doi` or `pmid`.")),
    };
    let data = found.as_ref().map_or(Value::Null, shown);
    let body = json!({ "data": data }).to_string();
    Ok(private_answer(HttpResponse::Ok(), body, None))
}

/// A citation's newest revision beside what the registries know of it.
pub(crate) async fn registry_comparison(
    request: HttpRequest,
    _: web::Payload,
) -> Result<HttpResponse, Problem> {
    parameters::none(&request)?;
    let id: DocumentId = segment(&request, "id")?;
    let Caller { actor, .. } = Caller::known(&request).await?;
    let services = services(&request)?;
    let view = View::open(&services, &actor, Perspective::Draft)?;
    let document = view.at_id(Some(Kind::Citation), id).await?;
    let typed = record(&document).ok_or_else(Problem::not_found)?;
    let found = services.registries.lookup_record(typed).await?;
    let disagreements: Vec<Disagreement> =
        found.iter().flat_map(|found| compare(typed, &found.citation)).collect();
    let records = Value::from_iter(found.iter().map(shown));
    let data = json!({ "records": records, "disagreements": disagreements });
    let meta = json!({ "revision": format!("r{}", document.revision) });
    let body = json!({ "data": data, "meta": meta }).to_string();
    Ok(private_answer(HttpResponse::Ok(), body, None))
}

fn shown(found: &Found) -> Value {
    json!({
        "registry": found.registry.name(),
        "cslJson": found.item,
        "retracted": found.retracted,
        "retrievedAt": found.retrieved_at,
    })
}
