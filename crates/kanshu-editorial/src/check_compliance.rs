//! What today's rule packs say about words that are not saved.

use std::collections::BTreeSet;

use kanshu_compliance::Passage;
use kanshu_domain::{
    actor::Actor,
    compliance::{ComplianceReport, TextContext},
    content::Content,
    decode::FieldError,
    dossier::Dossier,
    id::{BlockId, DocumentId, Ids as _, SequentialIds},
    kind::Kind,
    kinds::article::Jurisdiction,
    policy,
    retraction::Sources,
    revision::{Manuscript, RevisionNumber, Sha256Hash},
    time::tokyo_date,
    workflow::DeskState,
};
use serde_json::{Value, json};

use crate::{
    Desk, EditorialError, NewContent, create_document::check_locale, input::decode_keeping,
};

/// Characters of a text.
const LONGEST_TEXT: usize = 100_000;
/// Bytes of a document's canonical JSON.
const LARGEST_DOCUMENT: usize = 512 * 1024;

/// What is to be checked.
#[derive(Clone, Debug)]
pub enum Unsaved {
    Text(UnsavedText),
    /// A document as it would be created.
    Document(NewContent),
}

/// A text that stands alone: an advertisement, a post, a sentence somebody is writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsavedText {
    pub text: String,
    pub context: TextContext,
    /// Japan when none is named.
    pub jurisdictions: Vec<Jurisdiction>,
}

/// Makes the report that the rule packs in force today would give, and stores nothing. What a document
/// refers to counts as far as the actor sees it: for those who may not read drafts, what is not public
/// does not exist.
///
/// # Errors
/// When the actor may not, the input is not valid, or it is larger than what is checked at once.
#[tracing::instrument(skip_all)]
pub async fn check_compliance(
    desk: &Desk,
    actor: &Actor,
    unsaved: Unsaved,
) -> Result<ComplianceReport, EditorialError> {
    policy::may_check_compliance(actor)?;
    match unsaved {
        Unsaved::Text(text) => check_text(desk, text),
        Unsaved::Document(new) => check_document(desk, actor, new).await,
    }
}

fn check_text(desk: &Desk, unsaved: UnsavedText) -> Result<ComplianceReport, EditorialError> {
    let UnsavedText { text, context, mut jurisdictions } = unsaved;
    if text.trim().is_empty() {
        let nothing = FieldError::coded("text", "required", "there is nothing to check");
        return Err(EditorialError::Invalid(vec![nothing]));
    }
    let given = text.chars().count();
    if given > LONGEST_TEXT {
        let (what, unit) = ("the text", "characters");
        return Err(EditorialError::TooLarge { what, given, limit: LONGEST_TEXT, unit });
    }
    if jurisdictions.is_empty() {
        jurisdictions.push(Jurisdiction::Jp);
    }
    let on = tokyo_date(desk.clock.now());
    let dossier = Sha256Hash::of_json(&(&text, context, &jurisdictions));
    let passage = Passage { field: "text".to_owned(), context, text, ..Passage::default() };
    let findings = desk.compliance.check(&[passage], &jurisdictions, on);
    // Which packs that were is told by the report about a page that says nothing.
    let empty = json!({ "title": "-", "targetJurisdictions": jurisdictions });
    let empty = Content::decode(Kind::Article, empty).map_err(EditorialError::Invalid)?;
    let about_nothing = desk.judge(&unsaved_dossier(desk, empty), &[], on);
    Ok(ComplianceReport {
        document: None,
        revision: None,
        dossier,
        findings,
        declarations: Vec::new(),
        ..about_nothing
    })
}

async fn check_document(
    desk: &Desk,
    actor: &Actor,
    new: NewContent,
) -> Result<ComplianceReport, EditorialError> {
    check_locale(new.kind, new.locale.as_ref())?;
    // Counted up from one, so that the same body gives the same report.
    let ids = SequentialIds::default();
    let named = block_ids(&new.content);
    let content = decode_keeping(new.kind, new.content, &named, &ids)?;
    let manuscript = Manuscript::new(DocumentId(ids.next()), new.locale, new.slug, content);
    let bytes = manuscript.canonical_bytes();
    if bytes.len() > LARGEST_DOCUMENT {
        let (what, unit) = ("the document", "bytes");
        return Err(EditorialError::TooLarge {
            what,
            given: bytes.len(),
            limit: LARGEST_DOCUMENT,
            unit,
        });
    }
    let shelf = match policy::may_read_drafts(actor) {
        Ok(()) => desk.store.desk(),
        Err(_) => desk.store.public(),
    };
    let references = shelf.references_of(&manuscript.content, manuscript.locale.as_ref()).await?;
    let mut dossier = Dossier {
        locale: manuscript.locale,
        slug: manuscript.slug,
        hash: Sha256Hash::of(&bytes),
        references,
        ..unsaved_dossier(desk, manuscript.content)
    };
    shelf.add_sources(std::slice::from_mut(&mut dossier)).await?;
    let mut report = desk.judge(&dossier, &[], tokyo_date(desk.clock.now()));
    report.document = None;
    report.revision = None;
    for finding in &mut report.findings {
        // An id that the client has not given would tell it nothing.
        finding.place.block = finding
            .place
            .block
            .filter(|block| finding.place.target.is_some() || named.contains(block));
    }
    Ok(report)
}

/// The ids that a client gave the blocks of a body.
fn block_ids(content: &Value) -> BTreeSet<BlockId> {
    let blocks = content.get("body").and_then(Value::as_array);
    blocks
        .into_iter()
        .flatten()
        .filter_map(|block| block.get("id")?.as_str()?.parse().ok())
        .collect()
}

/// A dossier of content that belongs to no document.
fn unsaved_dossier(desk: &Desk, content: Content) -> Dossier {
    let document = DocumentId(SequentialIds::default().next());
    Dossier {
        document,
        group: document.founding_group(),
        kind: content.kind(),
        locale: None,
        slug: None,
        revision: RevisionNumber::FIRST,
        hash: Sha256Hash::of_json(&content),
        content: content.into(),
        approval: None,
        verified_at: None,
        desk_state: DeskState::Draft,
        references: Default::default(),
        sources: Sources::default(),
        slug_taken_by: None,
        withdrawn_at: None,
        policy: desk.policy.clone(),
    }
}
