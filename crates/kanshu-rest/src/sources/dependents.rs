//! `GET /citations/{id}/dependents`.

use actix_web::{HttpRequest, HttpResponse, web};
use kanshu_domain::{
    claim::Claim, document::Document, id::GroupId, kind::Kind, query::roles_of, reference::Role,
};
use serde_json::{Value, json};

use super::{Page, name};
use crate::{
    parameters::{Given, for_dependents, page_size},
    problem::Problem,
    remembered::{Reading, remembered},
};

/// What rests on a source: the pages that cite it, and those of their claims that name it.
pub(crate) async fn dependents(
    request: HttpRequest,
    _: web::Payload,
) -> Result<HttpResponse, Problem> {
    remembered(&request, read).await
}

async fn read(request: &HttpRequest) -> Result<Reading, Problem> {
    let given = Given::read(request, &for_dependents())?;
    let size = page_size(&given)?;
    let page = Page::read(request, &given).await?;
    let source = page.document.group;
    let mut resting = Vec::new();
    let mut more = Vec::new();
    // One question for each kind that can cite, whatever the number of documents.
    for kind in Kind::ALL.into_iter().filter(|kind| roles_of(*kind).contains(&Role::Citation)) {
        let (documents, is_cut) =
            page.view.referring(kind, Role::Citation, source, size.rows()).await?;
        if is_cut {
            let draft = if page.view.is_published() { "" } else { "&perspective=draft" };
            let plural = kind.plural();
            more.push(format!("/api/v1/{plural}?locale=all&filter[citation][eq]={source}{draft}"));
        }
        resting.extend(documents.iter().map(|document| shown(document, source)));
    }
    Ok(page.answer(&Value::Array(resting), json!({ "more": more })))
}

fn shown(document: &Document, source: GroupId) -> Value {
    let names = |claim: &&Claim| {
        claim.supports.iter().chain(&claim.contradicts).any(|support| support.citation == source)
    };
    let claims: Vec<&Claim> = document.content.claims().iter().filter(names).collect();
    let mut shown = name(document);
    shown["claims"] = json!(claims);
    shown
}
