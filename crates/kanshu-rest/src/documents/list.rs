//! `GET /{plural}`.

use actix_web::{HttpRequest, HttpResponse, web};
use kanshu_domain::document::Document;

use crate::{
    authentication::{Caller, services},
    conditional::{PublicAnswer, private_answer},
    parameters::{Given, ListParameters, for_list, link_header},
    perspective::View,
    problem::Problem,
    remembered::{Reading, remembered},
    representation::{self, Inclusions, ListMeta, Showing},
    resource::kind_of,
};

/// One page of a list.
pub(crate) async fn list(request: HttpRequest, _: web::Payload) -> Result<HttpResponse, Problem> {
    remembered(&request, read_page).await
}

async fn read_page(request: &HttpRequest) -> Result<Reading, Problem> {
    let kind = kind_of(request)?;
    let ListParameters { read, locale, query } =
        ListParameters::of(&Given::read(request, &for_list(kind))?, kind)?;
    let services = services(request)?;
    let caller = Caller::of(request).await?;
    let view = View::open(&services, &caller.actor, read.perspective)?;

    let page = view.list(&query).await?;
    let documents: Vec<&Document> = page.items.iter().map(|(_, document)| document).collect();
    let inclusions = Inclusions::load(&view, &documents, &read.include, &locale).await?;
    let titles = representation::titles(&view, &documents, read.body_format, &locale).await?;

    let showing = Showing {
        parameters: &read,
        locale: &locale,
        now: services.desk.clock.now(),
        titles: &titles,
    };
    let included = inclusions.map(|included| included.shown(&showing)).transpose()?;
    let body = representation::page(&page, included, &showing)?;
    let link = links(request, &ListMeta::of(&page))?;
    Ok(if view.is_published() {
        Reading::Public(PublicAnswer::new(body, link))
    } else {
        Reading::Private(private_answer(HttpResponse::Ok(), body, link))
    })
}

fn links(request: &HttpRequest, meta: &ListMeta) -> Result<Option<String>, Problem> {
    let next = meta.end_cursor.as_deref().filter(|_| meta.has_next_page);
    let previous = meta.start_cursor.as_deref().filter(|_| meta.has_previous_page);
    link_header(request.path(), request.query_string(), next, previous)
}
