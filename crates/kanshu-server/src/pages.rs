//! The pages that a person opens in a browser: GraphiQL and Swagger UI, from embedded files.

use std::sync::{Arc, LazyLock};

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, LOCATION},
    web::{self, Bytes},
};

use crate::embedded::{self, GraphiqlFiles};

/// Pages run only our own scripts and talk only to us. Both consoles style elements from script and
/// carry icons and fonts as data addresses.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; \
    style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Where the description of the REST API stands. It says the same to everybody.
const OPENAPI: &str = "/api/v1/openapi.json";

const GRAPHIQL_PAGE: &str = include_str!("../assets/graphiql.html");

/// Mounts the pages and their files. `/graphql` itself answers a browser with [`graphiql`].
pub(crate) fn configure(routes: &mut web::ServiceConfig) {
    routes
        .route("/", web::get().to(front_door))
        .route("/graphiql", web::get().to(async || graphiql()))
        .route("/graphiql/{file}", web::get().to(graphiql_file))
        .route(OPENAPI, web::get().to(openapi))
        .route("/api/docs", web::get().to(async || to("/api/docs/")))
        .route("/api/docs/{file:.*}", web::get().to(swagger_file));
}

/// The GraphiQL page.
pub(crate) fn graphiql() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CONTENT_SECURITY_POLICY, PAGE_POLICY))
        .insert_header((CACHE_CONTROL, "no-cache"))
        .insert_header(("Vary", "Accept"))
        .body(GRAPHIQL_PAGE)
}

async fn front_door() -> HttpResponse {
    to("/graphql")
}

fn to(path: &'static str) -> HttpResponse {
    HttpResponse::Found().insert_header((LOCATION, path)).finish()
}

async fn graphiql_file(request: HttpRequest, file: web::Path<String>) -> HttpResponse {
    embedded::serve::<GraphiqlFiles>(&request, &file)
}

async fn openapi() -> HttpResponse {
    static DESCRIPTION: LazyLock<Bytes> =
        LazyLock::new(|| Bytes::from(kanshu_rest::openapi_json()));
    HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((CACHE_CONTROL, "no-cache"))
        .body(DESCRIPTION.clone())
}

async fn swagger_file(file: web::Path<String>) -> HttpResponse {
    let config = utoipa_swagger_ui::Config::from(OPENAPI)
        .try_it_out_enabled(true)
        .persist_authorization(false)
        // Without this the page asks validator.swagger.io to judge our description.
        .validator_url("none");
    match utoipa_swagger_ui::serve(&file, Arc::new(config)) {
        Ok(Some(file)) => HttpResponse::Ok()
            .content_type(file.content_type)
            .insert_header((CONTENT_SECURITY_POLICY, PAGE_POLICY))
            .insert_header((CACHE_CONTROL, "no-cache"))
            .body(file.bytes.into_owned()),
        Ok(None) => HttpResponse::NotFound().finish(),
        Err(error) => {
            tracing::error!(%error, "an embedded file of Swagger UI cannot be read");
            HttpResponse::InternalServerError().finish()
        }
    }
}
