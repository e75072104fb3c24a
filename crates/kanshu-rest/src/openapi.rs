//! The OpenAPI 3.1 description, collected from the mounted routes.

use actix_web::App;
use kanshu_domain::kind::Kind;
use utoipa::openapi::{
    Info, License, OpenApi,
    security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    tag::TagBuilder,
};
use utoipa_actix_web::AppExt;

use crate::{Limits, router, schemas};

/// The description of everything that [`crate::configure`] mounts.
pub fn openapi() -> OpenApi {
    let (_, mut api) = App::new()
        .into_utoipa_app()
        .configure(|config| router::routes(config, Limits::default()))
        .split_for_parts();

    let mut info = Info::new("Kanshu", "1");
    info.description = Some(
        "Content that a physician answers for. Reading needs no credential; writing needs a token \
         from `POST /api/v1/auth/login` or an API key. Errors are problem details (RFC 9457) with a \
         stable `code`. Every write names the revision it was based on in `If-Match`."
            .to_owned(),
    );
    let mut license = License::new("Apache-2.0");
    license.identifier = Some("Apache-2.0".to_owned());
    info.license = Some(license);
    api.info = info;

    let components = api.components.get_or_insert_default();
    components.schemas = schemas::components();
    components.add_security_scheme(
        "bearer",
        SecurityScheme::Http(
            HttpBuilder::new()
                .scheme(HttpAuthScheme::Bearer)
                .description(Some("An access token (JWT, EdDSA) or an API key (`kanshu_…`)."))
                .build(),
        ),
    );
    let kinds = Kind::ALL.into_iter().map(|kind| (kind.plural(), about(kind)));
    let others = [
        ("documents", "The life of a document, whatever its kind"),
        ("auth", "Sessions and keys"),
        ("health", "For whoever runs the server"),
    ];
    api.tags = Some(
        kinds
            .chain(others)
            .map(|(name, about)| TagBuilder::new().name(name).description(Some(about)).build())
            .collect(),
    );
    api
}

/// The description as it is committed: pretty-printed JSON, the same for the same routes.
pub fn openapi_json() -> String {
    // Plain values and string keys: nothing in the description can fail to be written.
    let value = serde_json::to_value(openapi()).unwrap_or_default();
    format!("{value:#}\n")
}

fn about(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "A clinic's columns",
        Kind::Treatment => "What a clinic offers",
        Kind::Product => "Drugs, devices and preparations that treatments use",
        Kind::Physician => "Physicians, who supervise and sign",
        Kind::Citation => "Bibliographic records",
        Kind::Clinic => "Clinics and their contact points",
        Kind::Condition => "Diseases and complaints",
        Kind::Banner => "Images that advertise",
        Kind::Disclaimer => "Disclaimers that several pages share",
        Kind::Tag => "Tags",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;

    fn operations() -> Vec<(String, Value)> {
        let api: Value = serde_json::from_str(&openapi_json()).unwrap();
        let mut operations = Vec::new();
        for (path, item) in api["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                operations.push((format!("{method} {path}"), operation.clone()));
            }
        }
        operations
    }

    #[test]
    fn the_committed_description_is_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/kanshu-v1.json");
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            committed == openapi_json(),
            "openapi/kanshu-v1.json is stale: cargo run -- schema openapi > openapi/kanshu-v1.json"
        );
    }

    #[test]
    fn the_description_is_openapi_3_1() {
        let api: Value = serde_json::from_str(&openapi_json()).unwrap();
        assert_eq!(api["openapi"], "3.1.0");
    }

    #[test]
    fn every_operation_is_described() {
        let operations = operations();
        // Five for each kind, sixteen for documents, one for checking words, fourteen about sources, four
        // for sessions, keys, two for health.
        assert_eq!(operations.len(), 5 * 10 + 16 + 1 + 14 + 4 + 1 + 2);
        let mut ids = BTreeSet::new();
        for (name, operation) in &operations {
            let id = operation["operationId"].as_str().unwrap_or_default();
            assert!(ids.insert(id.to_owned()) && !id.is_empty(), "{name}: {id}");
            assert!(operation["summary"].as_str().is_some_and(|text| !text.is_empty()), "{name}");
            assert!(operation["tags"].as_array().is_some_and(|tags| tags.len() == 1), "{name}");
            let responses = operation["responses"].as_object().unwrap();
            assert!(responses.keys().any(|status| status.starts_with('2')), "{name}");
            let problem = &responses["500"]["content"]["application/problem+json"]["schema"];
            assert_eq!(problem["$ref"], "#/components/schemas/Problem", "{name}");
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                assert!(parameter["description"].is_string(), "{name}: {parameter}");
            }
        }
        for id in
            ["listArticles", "getArticle", "getArticleBySlug", "createArticle", "reviseArticle"]
        {
            assert!(ids.contains(id), "{id}");
        }
    }

    #[test]
    fn every_write_names_its_revision() {
        for (name, operation) in operations() {
            let writes = name.starts_with("patch") || name.starts_with("post /api/v1/documents");
            let named = operation["parameters"]
                .as_array()
                .is_some_and(|all| all.iter().any(|p| p["name"] == "If-Match"));
            assert_eq!(writes, named, "{name}");
        }
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let text = openapi_json();
        let api: Value = serde_json::from_str(&text).unwrap();
        let schemas = api["components"]["schemas"].as_object().unwrap();
        for reference in text.split("#/components/schemas/").skip(1) {
            let name = reference.split('"').next().unwrap();
            assert!(schemas.contains_key(name), "{name}");
        }
    }
}
