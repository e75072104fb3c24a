//! Files that are part of the binary, so that the consoles work without the internet.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH},
};
use rust_embed::RustEmbed;

/// GraphiQL and React, as published on npm, with their licences.
#[derive(RustEmbed)]
#[folder = "assets/graphiql"]
pub(crate) struct GraphiqlFiles;

/// The documents that `--demo` fills an empty site with.
#[derive(RustEmbed)]
#[folder = "demo"]
pub(crate) struct DemoFiles;

/// Answers with an embedded file, or 404.
pub(crate) fn serve<F: RustEmbed>(request: &HttpRequest, path: &str) -> HttpResponse {
    let Some(file) = F::get(path) else { return HttpResponse::NotFound().finish() };
    let hash = file.metadata.sha256_hash();
    let tag: String = hash[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("\"{tag}\"");
    let known = request.headers().get(IF_NONE_MATCH).is_some_and(|value| value == tag.as_str());
    if known {
        return HttpResponse::NotModified().insert_header((ETAG, tag)).finish();
    }
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let kind = match kind.type_() {
        mime_guess::mime::TEXT => format!("{kind}; charset=utf-8"),
        _ => kind.to_string(),
    };
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, kind))
        .insert_header((CACHE_CONTROL, "public, max-age=3600"))
        .insert_header((ETAG, tag))
        .body(file.data.into_owned())
}
