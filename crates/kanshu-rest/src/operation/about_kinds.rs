//! The operations that exist for each kind.

use actix_web::http::StatusCode;
use kanshu_domain::kind::{Answerability, Kind};
use utoipa::openapi::path::Operation;

use super::{Asker, Describe};
use crate::{
    body::{JSON, MERGE_PATCH},
    parameters::{Shape, for_list, for_single, for_slug},
    schemas::kind_name,
};

const READING: [StatusCode; 5] = [
    StatusCode::BAD_REQUEST,
    StatusCode::UNAUTHORIZED,
    StatusCode::FORBIDDEN,
    StatusCode::NOT_FOUND,
    StatusCode::GONE,
];

/// `Articles`: the part of names that says the kind's plural.
fn plural_name(kind: Kind) -> String {
    let plural = kind.plural();
    format!("{}{}", plural[..1].to_uppercase(), &plural[1..])
}

/// `listArticles`.
pub(crate) fn list(kind: Kind) -> Operation {
    let (name, plural) = (kind_name(kind), kind.plural());
    Describe::operation(
        format!("list{}", plural_name(kind)),
        format!("A page of {plural}"),
        plural,
    )
    .saying(
        "Public documents, newest first. Filters must all hold; a parameter that is not listed here \
         is refused. The `Link` header leads to the pages beside this one.",
    )
    .for_(Asker::Anybody)
    .query(for_list(kind))
    .if_none_match()
    .answers(StatusCode::OK, &format!("{name}ListResponse"), "The page.")
    .answers_empty(StatusCode::NOT_MODIFIED, "The caller has this representation.")
    .problems(&READING[..3])
}

/// `getArticle`.
pub(crate) fn get(kind: Kind) -> Operation {
    let name = kind_name(kind);
    Describe::operation(format!("get{name}"), format!("One {kind} by its id"), kind.plural())
        .for_(Asker::Anybody)
        .path_parameter("id", Shape::Id, "The document's id.")
        .query(for_single(kind))
        .if_none_match()
        .answers(StatusCode::OK, &format!("{name}Response"), "The document.")
        .answers_empty(StatusCode::NOT_MODIFIED, "The caller has this representation.")
        .problems(&READING)
}

/// `getArticleBySlug`.
pub(crate) fn get_by_slug(kind: Kind) -> Operation {
    let name = kind_name(kind);
    Describe::operation(
        format!("get{name}BySlug"),
        format!("One {kind} by the slug in its address"),
        kind.plural(),
    )
    .for_(Asker::Anybody)
    .path_parameter("slug", Shape::Text, "The document's slug.")
    .query(for_slug(kind))
    .if_none_match()
    .answers(StatusCode::OK, &format!("{name}Response"), "The document.")
    .answers_empty(StatusCode::NOT_MODIFIED, "The caller has this representation.")
    .problems(&READING)
}

/// `createArticle`.
pub(crate) fn create(kind: Kind) -> Operation {
    let name = kind_name(kind);
    let path = match kind.answerability() {
        Answerability::Signed => "Its supervising physician signs it before it can be published.",
        Answerability::Verified => "An administrator verifies it before it can be published.",
        Answerability::Edited => "An editor publishes it.",
    };
    Describe::operation(
        format!("create{name}"),
        format!("Adds {} as a draft", with_article(kind)),
        kind.plural(),
    )
    .saying(format!("Content, slug and locale stand side by side. {path}"))
    .for_(Asker::Known)
    .body(&format!("New{name}"), JSON)
    .answers(StatusCode::CREATED, "ActionResponse", "Added; `Location` leads to it.")
    .problems(&[
        StatusCode::BAD_REQUEST,
        StatusCode::UNAUTHORIZED,
        StatusCode::FORBIDDEN,
        StatusCode::NOT_FOUND,
        StatusCode::CONFLICT,
        StatusCode::PAYLOAD_TOO_LARGE,
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        StatusCode::UNPROCESSABLE_ENTITY,
    ])
}

/// `reviseArticle`.
pub(crate) fn revise(kind: Kind) -> Operation {
    let name = kind_name(kind);
    Describe::operation(
        format!("revise{name}"),
        format!("Revises {}", with_article(kind)),
        kind.plural(),
    )
    .saying(
        "Adds a revision. What is public stays as it is until the revision has been through \
             review and is published. A change that changes nothing adds none.",
    )
    .for_(Asker::Known)
    .path_parameter("id", Shape::Id, "The document's id.")
    .if_match()
    .body(&format!("{name}Patch"), MERGE_PATCH)
    .answers(StatusCode::OK, "ActionResponse", "The document as the desk sees it now.")
    .problems(&[
        StatusCode::BAD_REQUEST,
        StatusCode::UNAUTHORIZED,
        StatusCode::FORBIDDEN,
        StatusCode::NOT_FOUND,
        StatusCode::PRECONDITION_FAILED,
        StatusCode::PAYLOAD_TOO_LARGE,
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        StatusCode::UNPROCESSABLE_ENTITY,
        StatusCode::PRECONDITION_REQUIRED,
    ])
}

/// `an article`, `a tag`.
fn with_article(kind: Kind) -> String {
    let article = if kind == Kind::Article { "an" } else { "a" };
    format!("{article} {kind}")
}
