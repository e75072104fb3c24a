//! `GET /{plural}/{id}/bibliography`.

use actix_web::{HttpRequest, HttpResponse, web};
use kanshu_citation::format::{self, Entry, Source};
use kanshu_domain::{document::Document, retraction::RetractionStatus};
use serde_json::{Value, json};

use super::{Page, record};
use crate::{
    parameters::{Given, for_bibliography, style},
    problem::Problem,
    remembered::{Reading, remembered},
};

/// The reference list of a page in a citation style.
pub(crate) async fn bibliography(
    request: HttpRequest,
    _: web::Payload,
) -> Result<HttpResponse, Problem> {
    remembered(&request, read).await
}

async fn read(request: &HttpRequest) -> Result<Reading, Problem> {
    let given = Given::read(request, &for_bibliography())?;
    let style = style(&given)?;
    let page = Page::read(request, &given).await?;
    let cited = page.cited().await?;
    let known = page.services.delivery.sources(cited.iter().filter_map(asked)).await?;

    let ids: Vec<String> = cited.iter().map(|document| document.id.to_string()).collect();
    let sources: Vec<Source<'_>> = ids
        .iter()
        .zip(&cited)
        .filter_map(|(id, document)| {
            let notice =
                known.status.get(&document.group).and_then(RetractionStatus::standing_notice);
            Some(Source { id, citation: record(document)?, notice })
        })
        .collect();
    let entries = format::bibliography(&sources, &style, &page.locale);
    let data = Value::from_iter(entries.iter().map(shown));
    Ok(page.answer(&data, json!({ "style": style.to_string() })))
}

fn shown(entry: &Entry) -> Value {
    json!({
        "number": entry.number, "inText": entry.in_text, "text": entry.text, "html": entry.html,
        "language": entry.language, "citation": entry.id,
    })
}

/// What a citation is looked up by.
pub(super) fn asked(
    document: &Document,
) -> Option<(
    kanshu_domain::id::GroupId,
    Option<&kanshu_domain::values::Doi>,
    Option<&kanshu_domain::values::Pmid>,
)> {
    let citation = record(document)?;
    Some((document.group, citation.doi.as_ref(), citation.pmid.as_ref()))
}
