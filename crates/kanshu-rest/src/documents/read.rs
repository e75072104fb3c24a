//! `GET /{plural}/{id}`, `GET /{plural}/by-slug/{slug}` and `GET /documents/{id}`.

use actix_web::{HttpRequest, HttpResponse, web};
use kanshu_domain::{
    document::Document,
    id::DocumentId,
    values::{Locale, Slug},
};

use crate::{
    Services,
    authentication::{Caller, services},
    conditional::{PublicAnswer, private_answer},
    parameters::{self, Given, ReadParameters, for_any, for_single, for_slug, slug_locale},
    perspective::View,
    problem::Problem,
    remembered::{Reading, remembered},
    representation::{self, Inclusions, Showing},
    resource::{kind_of, segment},
};

/// A document by its id.
pub(crate) async fn get(request: HttpRequest, _: web::Payload) -> Result<HttpResponse, Problem> {
    remembered(&request, read_by_id).await
}

async fn read_by_id(request: &HttpRequest) -> Result<Reading, Problem> {
    let kind = kind_of(request)?;
    let given = Given::read(request, &for_single(kind))?;
    let read = ReadParameters::of(&given, kind)?;
    let locale = parameters::locale(&given)?;
    let id: DocumentId = segment(request, "id")?;
    let services = services(request)?;
    let caller = Caller::of(request).await?;
    let view = View::open(&services, &caller.actor, read.perspective)?;

    let document = view.at_id(Some(kind), id).await?;
    answer(&services, &view, &document, &read, locale).await
}

/// A document by its slug.
pub(crate) async fn get_by_slug(
    request: HttpRequest,
    _: web::Payload,
) -> Result<HttpResponse, Problem> {
    remembered(&request, read_by_slug).await
}

async fn read_by_slug(request: &HttpRequest) -> Result<Reading, Problem> {
    let kind = kind_of(request)?;
    let given = Given::read(request, &for_slug(kind))?;
    let read = ReadParameters::of(&given, kind)?;
    let locale = slug_locale(&given)?;
    let slug: Slug = segment(request, "slug")?;
    let services = services(request)?;
    let caller = Caller::of(request).await?;
    let view = View::open(&services, &caller.actor, read.perspective)?;

    let document = view.at_slug(kind, &locale, &slug).await?;
    answer(&services, &view, &document, &read, Some(locale)).await
}

/// A document by its id, whatever its kind.
pub(crate) async fn get_any(
    request: HttpRequest,
    _: web::Payload,
) -> Result<HttpResponse, Problem> {
    remembered(&request, read_any).await
}

async fn read_any(request: &HttpRequest) -> Result<Reading, Problem> {
    let given = Given::read(request, &for_any())?;
    let read = ReadParameters {
        perspective: parameters::perspective(&given)?,
        ..ReadParameters::default()
    };
    let locale = parameters::locale(&given)?;
    let id: DocumentId = segment(request, "id")?;
    let services = services(request)?;
    let caller = Caller::of(request).await?;
    let view = View::open(&services, &caller.actor, read.perspective)?;

    let document = view.at_id(None, id).await?;
    answer(&services, &view, &document, &read, locale).await
}

/// `locale` is what the reader asked for; else the document's own decides.
async fn answer(
    services: &Services,
    view: &View,
    document: &Document,
    read: &ReadParameters,
    locale: Option<Locale>,
) -> Result<Reading, Problem> {
    let locale = locale.or_else(|| document.locale.clone()).unwrap_or_else(Locale::ja);
    let inclusions = Inclusions::load(view, &[document], &read.include, &locale).await?;
    let titles = representation::titles(view, &[document], read.body_format, &locale).await?;
    let showing = Showing {
        parameters: read,
        locale: &locale,
        now: services.desk.clock.now(),
        titles: &titles,
    };
    let included = inclusions.map(|included| included.shown(&showing)).transpose()?;
    let body = representation::single(document, included, &showing)?;
    Ok(if view.is_published() {
        Reading::Public(PublicAnswer::new(body, None))
    } else {
        Reading::Private(private_answer(HttpResponse::Ok(), body, None))
    })
}
