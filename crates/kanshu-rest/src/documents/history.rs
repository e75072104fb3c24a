//! What only the desk sees of a document: its history, its readiness, its revisions.

use actix_web::{HttpRequest, HttpResponse, web};
use kanshu_domain::{document::Document, id::DocumentId, revision::RevisionNumber, values::Locale};
use kanshu_editorial::{Dependencies, Drafts};
use serde_json::{Value, json};

use crate::{
    authentication::{Caller, services},
    conditional::private_answer,
    parameters::{self, Given, ReadParameters, for_readiness},
    problem::Problem,
    representation::{self, Showing, Titles},
    resource::segment,
};

/// `GET /documents/{id}/history`.
pub(crate) async fn history(
    request: HttpRequest,
    _: web::Payload,
) -> Result<HttpResponse, Problem> {
    parameters::none(&request)?;
    let (drafts, document) = at_the_desk(&request).await?;
    let history = drafts.history(document.id).await?;
    let data = json!({
        "reviews": history.reviews,
        "approvals": history.approvals,
        "publications": history.publications,
        "waivers": history.waivers,
    });
    Ok(answer(&data, &document))
}

/// `GET /documents/{id}/readiness`: what the gate would answer now.
pub(crate) async fn readiness(
    request: HttpRequest,
    _: web::Payload,
) -> Result<HttpResponse, Problem> {
    let given = Given::read(&request, &for_readiness())?;
    let dependencies = match given.get("withDependencies") {
        None | Some("false") => Dependencies::MustBePublic,
        Some("true") => Dependencies::PublishAlong,
        Some(_) => {
            let message = "`withDependencies` is `true` or `false`.";
            return Err(Problem::bad_request("withDependencies", message));
        }
    };
    let (drafts, document) = at_the_desk(&request).await?;
    let unmet = drafts.readiness(document.id, dependencies).await?;
    let data = json!({ "publishable": unmet.is_empty(), "conditions": unmet });
    Ok(answer(&data, &document))
}

/// `GET /documents/{id}/revisions/{number}`: the number as in `meta.revision`, with or without its `r`.
pub(crate) async fn revision(
    request: HttpRequest,
    _: web::Payload,
) -> Result<HttpResponse, Problem> {
    parameters::none(&request)?;
    let caller = Caller::known(&request).await?;
    let services = services(&request)?;
    let drafts = services.desk.drafts(&caller.actor)?;
    let id: DocumentId = segment(&request, "id")?;
    let number = request.match_info().query("number");
    let number = number.strip_prefix('r').unwrap_or(number);
    let number = number.parse().map(RevisionNumber).map_err(|_| Problem::not_found())?;

    let document = drafts.revision(id, number).await?.ok_or_else(Problem::not_found)?;
    let locale = document.locale.clone().unwrap_or_else(Locale::ja);
    let showing = Showing {
        parameters: &ReadParameters::default(),
        locale: &locale,
        now: services.desk.clock.now(),
        titles: &Titles::new(),
    };
    let publications = drafts.history(id).await?.publications;
    let reports: Vec<_> = publications
        .iter()
        .filter(|publication| publication.revision == number)
        .filter_map(|publication| publication.report)
        .collect();
    let body = representation::single_revision(&document, &reports, &showing)?;
    Ok(private_answer(HttpResponse::Ok(), body, None))
}

/// The document at the desk, for a caller who may see it.
async fn at_the_desk(request: &HttpRequest) -> Result<(Drafts, Document), Problem> {
    let caller = Caller::known(request).await?;
    let drafts = services(request)?.desk.drafts(&caller.actor)?;
    let id: DocumentId = segment(request, "id")?;
    let found = drafts.by_ids(&[id]).await?.into_iter().next();
    Ok((drafts, found.ok_or_else(Problem::not_found)?))
}

fn answer(data: &Value, document: &Document) -> HttpResponse {
    let revision = format!("r{}", document.revision);
    let body = json!({ "data": data, "meta": { "revision": revision } });
    private_answer(HttpResponse::Ok(), body.to_string(), None)
}
