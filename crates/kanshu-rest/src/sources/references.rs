//! `GET /{plural}/{id}/references`.

use actix_web::{HttpRequest, HttpResponse, web};
use kanshu_citation::export;

use super::{Page, record};
use crate::{
    conditional::{PublicAnswer, private_answer_of_type},
    parameters::{ExportForm, Given, export_form, for_export},
    problem::Problem,
    remembered::{Reading, remembered},
};

/// The references of a page as a file for other programs.
pub(crate) async fn references(
    request: HttpRequest,
    _: web::Payload,
) -> Result<HttpResponse, Problem> {
    remembered(&request, read).await
}

async fn read(request: &HttpRequest) -> Result<Reading, Problem> {
    let given = Given::read(request, &for_export())?;
    let (form, media_type) = export_form(&given)?;
    let page = Page::read(request, &given).await?;
    let cited = page.cited().await?;

    let ids: Vec<String> = cited.iter().map(|document| document.id.to_string()).collect();
    let items =
        ids.iter().zip(&cited).filter_map(|(id, document)| Some((id.as_str(), record(document)?)));
    let body = match form {
        ExportForm::Ris => export::ris(items),
        ExportForm::Bibtex => export::bibtex(items),
        ExportForm::CslJson => export::csl_json(items),
    };
    Ok(if page.view.is_published() {
        Reading::Public(PublicAnswer::new(body, None).of_type(media_type))
    } else {
        Reading::Private(private_answer_of_type(media_type, HttpResponse::Ok(), body))
    })
}
