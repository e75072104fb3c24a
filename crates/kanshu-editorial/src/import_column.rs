//! Turns an imported column into drafts.

use kanshu_domain::{
    actor::Actor,
    content::Content,
    decode::FieldError,
    id::{DocumentId, GroupId},
    kind::Kind,
    kinds::{article::Article, citation::Citation},
    policy,
    values::Locale,
};

use crate::{
    Desk, Done, EditorialError,
    create_document::{FirstRevision, add},
    input::check_references,
};

/// What an import added.
#[derive(Clone, Debug)]
pub struct Imported {
    pub article: Done,
    /// The stub citations, in the order of the text.
    pub citations: Vec<DocumentId>,
}

/// Adds an imported article and its stub citations as drafts, all or nothing. The ids of the citations
/// are the importer's, so that what it printed stays true.
///
/// # Errors
/// When the actor may not create articles or citations, or the article refers to something else that
/// does not exist.
#[tracing::instrument(skip_all)]
pub async fn import_column(
    desk: &Desk,
    actor: &Actor,
    locale: Locale,
    draft: Article,
    citations: Vec<(DocumentId, Citation)>,
) -> Result<Imported, EditorialError> {
    policy::may_create(actor, Kind::Article)?;
    policy::may_create(actor, Kind::Citation)?;
    let value = serde_json::to_value(&draft).map_err(|error| {
        EditorialError::Invalid(vec![FieldError::invalid("", error.to_string())])
    })?;
    let content = Content::decode(Kind::Article, value).map_err(EditorialError::Invalid)?;

    let mut work = desk.store.begin(desk.clock.now()).await?;
    work.require_live(actor).await?;
    let stubs: Vec<GroupId> = citations.iter().map(|(id, _)| id.founding_group()).collect();
    check_references(&work, &content, &stubs).await?;
    let note = Some("imported".to_owned());
    let added = citations.iter().map(|(id, _)| *id).collect();
    for (id, citation) in citations {
        let stub = FirstRevision {
            id,
            group: id.founding_group(),
            locale: None,
            slug: None,
            content: citation.into(),
            note: note.clone(),
        };
        add(&mut work, actor, stub).await?;
    }
    let id = DocumentId(desk.ids.next());
    let group = id.founding_group();
    let first = FirstRevision { id, group, locale: Some(locale), slug: None, content, note };
    let (revision, seq) = add(&mut work, actor, first).await?;
    work.commit().await?;
    Ok(Imported { article: Done { document: id, revision, seq }, citations: added })
}
