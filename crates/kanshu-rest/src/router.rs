//! Where everything stands. The OpenAPI description is collected from these lines.

use actix_web::{HttpResponse, middleware::from_fn, web};
use kanshu_domain::kind::Kind;
use utoipa_actix_web::{scope, service_config::ServiceConfig};

use crate::{
    Limits, documents, health,
    operation::{
        about_documents as document, about_kinds as kinds, about_sources as source,
        about_the_server as server,
    },
    problem::Problem,
    request_id::with_request_id,
    resource::Resource,
    sessions, sources,
};

/// Anybody may send these bodies, and no password or token is longer.
const AUTH_BODY_BYTES: usize = 16 * 1024;

/// Mounts every address.
pub(crate) fn routes(config: &mut ServiceConfig<'_>, limits: Limits) {
    let mut api = scope("/api/v1").app_data(web::PayloadConfig::new(limits.body_bytes)).service(
        // Before `/citations/{id}`, which would take it for an id.
        Resource::at("/citations/import")
            .post(source::import_citations(), sources::import_citations),
    );

    for kind in Kind::ALL {
        let all = || Resource::at(format!("/{}", kind.plural())).serving(kind);
        let one = || Resource::at(format!("/{}/{{id}}", kind.plural())).serving(kind);
        let slug = || Resource::at(format!("/{}/by-slug/{{slug}}", kind.plural())).serving(kind);
        api = api
            .service(
                all()
                    .get(kinds::list(kind), documents::list)
                    .post(kinds::create(kind), documents::create),
            )
            .service(slug().get(kinds::get_by_slug(kind), documents::get_by_slug))
            .service(
                one()
                    .get(kinds::get(kind), documents::get)
                    .patch(kinds::revise(kind), documents::revise),
            );
    }

    let of = |kind: Kind, name: &str| {
        Resource::at(format!("/{}/{{id}}/{name}", kind.plural())).serving(kind)
    };
    for kind in [Kind::Article, Kind::Treatment, Kind::Condition] {
        api = api
            .service(
                of(kind, "bibliography").get(source::bibliography(kind), sources::bibliography),
            )
            .service(of(kind, "references").get(source::references(kind), sources::references));
    }
    for kind in [Kind::Article, Kind::Treatment] {
        let summary = of(kind, "evidence-summary");
        api = api.service(summary.get(source::evidence_summary(kind), sources::evidence_summary));
    }
    let of_citation = |name: &str| of(Kind::Citation, name);
    let step = |name: &str| Resource::at(format!("/documents/{{id}}/{name}"));
    let of_auth = limits.body_bytes.min(AUTH_BODY_BYTES);
    let auth = |name: &str| Resource::at(format!("/auth/{name}")).reading_at_most(of_auth);
    let api = api
        .service(of_citation("retraction").get(source::retraction(), sources::retraction))
        .service(of_citation("dependents").get(source::dependents(), sources::dependents))
        .service(
            of_citation("registry-comparison")
                .get(source::registry_comparison(), sources::registry_comparison),
        )
        .service(
            Resource::at("/registry-record")
                .get(source::registry_record(), sources::registry_record),
        )
        .service(
            Resource::at("/noticed-sources")
                .get(source::noticed_sources(), sources::noticed_sources),
        )
        .service(Resource::at("/documents/{id}").get(document::get(), documents::get_any))
        .service(step("history").get(document::history(), documents::history))
        .service(step("readiness").get(document::readiness(), documents::readiness))
        .service(step("revisions/{number}").get(document::revision(), documents::revision))
        .service(
            step("compliance-report")
                .get(document::compliance_report(), documents::compliance_report),
        )
        .service(
            step("compliance-reports/{digest}")
                .get(document::kept_report(), documents::kept_report),
        )
        .service(step("waivers").post(document::waive_finding(), documents::waive_finding))
        .service(step("revoke-waiver").post(document::revoke_waiver(), documents::revoke_waiver))
        .service(step("submit").post(document::submit(), documents::submit))
        .service(
            step("request-changes").post(document::request_changes(), documents::request_changes),
        )
        .service(step("approve").post(document::approve(), documents::approve))
        .service(
            step("revoke-approval").post(document::revoke_approval(), documents::revoke_approval),
        )
        .service(step("verify").post(document::verify(), documents::verify))
        .service(step("publish").post(document::publish(), documents::publish))
        .service(step("unpublish").post(document::unpublish(), documents::unpublish))
        .service(step("withdraw").post(document::withdraw(), documents::withdraw))
        .service(
            Resource::at("/compliance/check")
                .post(document::check_compliance(), documents::check_compliance),
        )
        .service(auth("login").post(server::login(), sessions::login))
        .service(auth("refresh").post(server::refresh(), sessions::refresh))
        .service(auth("logout").post(server::logout(), sessions::logout))
        .service(auth("me").get(server::me(), sessions::me));

    config
        .service(api.default_service(web::to(nothing_here)).wrap(from_fn(with_request_id)))
        .service(Resource::at("/.well-known/jwks.json").get(server::jwks(), sessions::jwks))
        .service(
            scope("/health")
                .service(Resource::at("/live").get(server::live(), health::live))
                .service(Resource::at("/ready").get(server::ready(), health::ready))
                .default_service(web::to(nothing_here))
                .wrap(from_fn(with_request_id)),
        );
}

async fn nothing_here() -> Result<HttpResponse, Problem> {
    Err(Problem::not_found())
}

#[cfg(test)]
mod tests;
