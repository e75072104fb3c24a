//! What is answered about sources.

use actix_web::http::StatusCode;
use kanshu_domain::kind::Kind;
use utoipa::openapi::path::Operation;

use super::{Asker, Describe};
use crate::{
    parameters::{
        Known, MEDIA_TYPES, Shape, for_any, for_bibliography, for_dependents, for_export,
        for_import, for_registry_record,
    },
    schemas::kind_name,
};

const READING: [StatusCode; 5] = [
    StatusCode::BAD_REQUEST,
    StatusCode::UNAUTHORIZED,
    StatusCode::FORBIDDEN,
    StatusCode::NOT_FOUND,
    StatusCode::GONE,
];

const LOOKING_UP: [StatusCode; 6] = [
    StatusCode::NOT_FOUND,
    StatusCode::BAD_REQUEST,
    StatusCode::UNAUTHORIZED,
    StatusCode::FORBIDDEN,
    StatusCode::CONFLICT,
    StatusCode::BAD_GATEWAY,
];

/// What a reference file may be sent as; what it is is told from its content.
const REFERENCE_FILES: &[&str] = &[
    "application/octet-stream",
    "application/x-research-info-systems",
    "application/nbib",
    "application/x-bibtex",
    "application/vnd.citationstyles.csl+json",
    "text/plain",
];

/// `getArticleBibliography`.
pub(crate) fn bibliography(kind: Kind) -> Operation {
    of_page(kind, "Bibliography", "The reference list in a citation style", for_bibliography())
        .saying(
            "The papers that the page cites, numbered in the order of the style. What became of a \
             source since, as far as the imported dataset of retractions knows, stands behind its \
             reference.",
        )
        .answers(StatusCode::OK, "BibliographyResponse", "The list.")
        .answers_empty(StatusCode::NOT_MODIFIED, "The caller has this representation.")
        .problems(&READING)
}

/// `getArticleReferences`.
pub(crate) fn references(kind: Kind) -> Operation {
    let summary = "The references as a file for other programs";
    of_page(kind, "References", summary, for_export())
        .saying("The ids of the items are those of the citations.")
        .answers_file(&MEDIA_TYPES.map(|(_, media_type)| media_type), "The file, in UTF-8.")
        .answers_empty(StatusCode::NOT_MODIFIED, "The caller has this representation.")
        .problems(&READING)
}

/// `getArticleEvidenceSummary`.
pub(crate) fn evidence_summary(kind: Kind) -> Operation {
    let what = match kind {
        Kind::Treatment => {
            "Of the sources that the page cites, and of those that articles name in support of what \
             they claim of the treatment."
        }
        _ => "Of the sources that the page cites.",
    };
    of_page(kind, "EvidenceSummary", "What the sources can show together", for_any())
        .saying(what)
        .answers(StatusCode::OK, "EvidenceSummaryResponse", "The counts.")
        .answers_empty(StatusCode::NOT_MODIFIED, "The caller has this representation.")
        .problems(&READING)
}

/// `getCitationRetraction`.
pub(crate) fn retraction() -> Operation {
    of_page(Kind::Citation, "Retraction", "What became of the source since it appeared", for_any())
        .saying(
            "What the imported dataset of notices says. That a source is not listed, or was not \
             looked up, never means that it is sound.",
        )
        .answers(StatusCode::OK, "RetractionResponse", "How it stands.")
        .answers_empty(StatusCode::NOT_MODIFIED, "The caller has this representation.")
        .problems(&READING)
}

/// `getCitationDependents`.
pub(crate) fn dependents() -> Operation {
    of_page(Kind::Citation, "Dependents", "What rests on the source", for_dependents())
        .saying(
            "The articles, treatments and conditions that cite it, in every locale, each with those \
             of its claims that name it; where there are more, the addresses of their lists.",
        )
        .answers(StatusCode::OK, "DependentsResponse", "What rests on it.")
        .answers_empty(StatusCode::NOT_MODIFIED, "The caller has this representation.")
        .problems(&READING)
}

/// `getNoticedSources`.
pub(crate) fn noticed_sources() -> Operation {
    Describe::operation(
        "getNoticedSources",
        "The site's sources that the dataset of retractions names",
        Kind::Citation.plural(),
    )
    .saying(
        "The gravest first, each with the public documents that rest on it. For staff and keys with \
         `drafts:read`.",
    )
    .for_(Asker::Known)
    .answers(StatusCode::OK, "NoticedSourcesResponse", "The sources.")
    .problems(&READING[..3])
}

/// `lookUpCitation`.
pub(crate) fn registry_record() -> Operation {
    let summary = "What Crossref or PubMed knows of a paper";
    Describe::operation("lookUpCitation", summary, Kind::Citation.plural())
        .saying(
            "For whoever may enter the newsroom; the site must have look-ups switched on. Answers are \
             kept for a while.",
        )
        .for_(Asker::Known)
        .query(for_registry_record())
        .answers(StatusCode::OK, "RegistryRecordResponse", "The record; null when it is not known.")
        .problems(&LOOKING_UP[1..])
}

/// `getCitationRegistryComparison`.
pub(crate) fn registry_comparison() -> Operation {
    let summary = "The record beside what registries know of its DOI and PMID";
    Describe::operation("getCitationRegistryComparison", summary, Kind::Citation.plural())
        .saying(
            "Of the newest revision, for those who may read drafts: where what was typed differs. The \
             site must have look-ups switched on.",
        )
        .for_(Asker::Known)
        .path_parameter("id", Shape::Id, "The document's id.")
        .answers(StatusCode::OK, "RegistryComparisonResponse", "What they know, and what differs.")
        .problems(&LOOKING_UP)
}

/// `importCitations`.
pub(crate) fn import_citations() -> Operation {
    Describe::operation("importCitations", "Takes in a reference file", Kind::Citation.plural())
        .saying(
            "RIS, NBIB (PubMed), BibTeX or CSL-JSON, in UTF-8, UTF-16 or Shift_JIS: a draft for each \
             work that is not there yet. A record that cannot be read is reported with its line, and \
             the rest is imported; the same file may be sent again. Written in batches of 500 \
             records: after an error, those before it stay. A caller who may not read drafts is told \
             of duplicates among public citations and its own.",
        )
        .for_(Asker::Known)
        .query(for_import())
        .body("ReferenceFile", REFERENCE_FILES)
        .answers(StatusCode::OK, "ImportResponse", "What became of each record.")
        .problems(&[
            StatusCode::BAD_REQUEST,
            StatusCode::UNAUTHORIZED,
            StatusCode::FORBIDDEN,
            StatusCode::PAYLOAD_TOO_LARGE,
            StatusCode::UNPROCESSABLE_ENTITY,
        ])
}

fn of_page(kind: Kind, what: &str, summary: &str, query: Vec<Known>) -> Describe {
    Describe::operation(format!("get{}{what}", kind_name(kind)), summary, kind.plural())
        .for_(Asker::Anybody)
        .path_parameter("id", Shape::Id, "The document's id.")
        .query(query)
        .if_none_match()
}
