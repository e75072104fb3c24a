//! The sources of pages over HTTP: numbered, formatted, exported and weighed; what became of them, what
//! rests on them, what registries know of them, and taking in files of them.

mod bibliography;
mod dependents;
mod evidence_summary;
mod import;
mod references;
mod registry;
mod retraction;

use kanshu_domain::{
    content::Content,
    derived,
    document::Document,
    id::{DocumentId, GroupId},
    kinds::citation::Citation,
    values::Locale,
};
use serde_json::{Value, json};

use crate::{
    Services,
    authentication::{Caller, services},
    conditional::{PublicAnswer, private_answer},
    parameters::{self, Given},
    perspective::View,
    problem::Problem,
    remembered::Reading,
    resource::{kind_of, segment},
};

pub(crate) use bibliography::bibliography;
pub(crate) use dependents::dependents;
pub(crate) use evidence_summary::evidence_summary;
pub(crate) use import::import_citations;
pub(crate) use references::references;
pub(crate) use registry::{registry_comparison, registry_record};
pub(crate) use retraction::{noticed_sources, retraction};

/// A page that a reader asked about.
struct Page {
    services: actix_web::web::Data<Services>,
    view: View,
    document: Document,
    /// The reader's, else the document's own.
    locale: Locale,
}

impl Page {
    /// The document at the address, in the perspective that was asked for.
    async fn read(request: &actix_web::HttpRequest, given: &Given) -> Result<Self, Problem> {
        let kind = kind_of(request)?;
        let perspective = parameters::perspective(given)?;
        let locale = parameters::locale(given)?;
        let id: DocumentId = segment(request, "id")?;
        let services = services(request)?;
        let caller = Caller::of(request).await?;
        let view = View::open(&services, &caller.actor, perspective)?;
        let document = view.at_id(Some(kind), id).await?;
        let locale = locale.or_else(|| document.locale.clone()).unwrap_or_else(Locale::ja);
        Ok(Self { services, view, document, locale })
    }

    /// The papers that it cites and the reader may see, in the order of first use: one question for all
    /// of them.
    async fn cited(&self) -> Result<Vec<Document>, Problem> {
        let groups: Vec<GroupId> = derived::bibliography(&self.document.content)
            .into_iter()
            .map(|(_, group)| group)
            .collect();
        let mut found = self.view.by_groups(&groups, &self.locale).await?;
        Ok(groups.iter().filter_map(|group| found.remove(group)).collect())
    }

    /// JSON in the envelope.
    fn answer(&self, data: &Value, mut meta: Value) -> Reading {
        meta["revision"] = json!(format!("r{}", self.document.revision));
        let body = json!({ "data": data, "meta": meta }).to_string();
        if self.view.is_published() {
            Reading::Public(PublicAnswer::new(body, None))
        } else {
            Reading::Private(private_answer(actix_web::HttpResponse::Ok(), body, None))
        }
    }
}

/// The record that a citation's document holds.
fn record(document: &Document) -> Option<&Citation> {
    match &*document.content {
        Content::Citation(citation) => Some(citation),
        _ => None,
    }
}

/// How lists call a document that they do not show.
fn name(document: &Document) -> Value {
    let mut name = json!({
        "id": document.id,
        "kind": document.kind,
        "translationGroup": document.group,
        "title": document.content.title(),
    });
    if let Some(locale) = &document.locale {
        name["locale"] = json!(locale);
    }
    if let Some(slug) = &document.slug {
        name["slug"] = json!(slug.to_string());
    }
    name
}
