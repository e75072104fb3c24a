//! What a page shows and offers, read from its dossier.

use std::collections::BTreeSet;

use kanshu_domain::{
    block::BlockContent,
    compliance::Place,
    content::Content,
    dossier::Dossier,
    id::GroupId,
    kind::Kind,
    kinds::{
        citation::Citation, clinic::Clinic, physician::Physician, product::Product,
        treatment::Treatment,
    },
    reference::{Reference, Role},
    values::{RichText, WebUrl},
};

use super::Breach;

/// A record that a page rests on: the page itself (no target), or another one by reference.
pub(super) struct Record<'a, T> {
    /// The field that refers to it; empty for the page itself and for what comes through others.
    pub(super) field: String,
    pub(super) target: Option<GroupId>,
    pub(super) content: &'a T,
}

impl<T> Record<'_, T> {
    /// Where something about the record is to be reported: at the reference, or, in the record itself, at
    /// `own_field`.
    pub(super) fn place(&self, own_field: &str) -> Place {
        let field = if self.target.is_some() { self.field.as_str() } else { own_field };
        Place { field: field.to_owned(), target: self.target, ..Place::default() }
    }
}

/// Whether the document is a page that readers come to.
pub(super) fn is_page(dossier: &Dossier) -> bool {
    matches!(dossier.kind, Kind::Article | Kind::Treatment | Kind::Condition)
}

/// The records of one role that the document itself names, each once, in the order of the text.
fn named<'a>(dossier: &'a Dossier, roles: &[Role]) -> Vec<(Reference, Option<&'a Content>)> {
    let mut seen = BTreeSet::new();
    let mut found = dossier.content.references();
    found.retain(|reference| roles.contains(&reference.role) && seen.insert(reference.target));
    found
        .into_iter()
        .map(|reference| {
            let content = dossier.references.get(&reference.target);
            (reference, content.map(|found| found.content.as_ref()))
        })
        .collect()
}

macro_rules! named_records {
    ($($(#[$doc:meta])* $name:ident: $kind:ident, [$($role:ident),+];)+) => {$(
        $(#[$doc])*
        pub(super) fn $name(dossier: &Dossier) -> Vec<Record<'_, $kind>> {
            if let Content::$kind(own) = dossier.content.as_ref() {
                return vec![Record { field: String::new(), target: None, content: own }];
            }
            named(dossier, &[$(Role::$role),+])
                .into_iter()
                .filter_map(|(reference, content)| match content {
                    Some(Content::$kind(content)) => Some(Record {
                        field: reference.field,
                        target: Some(reference.target),
                        content: content.as_ref(),
                    }),
                    _ => None,
                })
                .collect()
        }
    )+};
}

named_records! {
    /// The treatments that a page offers: itself, or those it names, lists or offers.
    treatments: Treatment, [Treatment];
    /// The clinics that a page names; a clinic's record by itself.
    clinics: Clinic, [Clinic];
    /// The physicians that a page shows; a physician's record by itself.
    physicians: Physician, [Author, SupervisingPhysician];
    /// The sources that a page cites or quotes; a source's record by itself.
    citations: Citation, [Citation];
}

/// The products that a page's treatments use, directly or through others; a product's record by itself.
pub(super) fn products(dossier: &Dossier) -> Vec<Record<'_, Product>> {
    let own = match dossier.content.as_ref() {
        Content::Product(own) => {
            Some(Record { field: String::new(), target: None, content: own.as_ref() })
        }
        _ => None,
    };
    let named = dossier.content.references();
    let used = dossier.of_kind(Kind::Product).filter_map(|(id, referenced)| {
        let field = named.iter().find(|reference| reference.target == *id);
        match referenced.content.as_ref() {
            Content::Product(content) => Some(Record {
                field: field.map(|reference| reference.field.clone()).unwrap_or_default(),
                target: Some(*id),
                content: content.as_ref(),
            }),
            _ => None,
        }
    });
    own.into_iter().chain(used).collect()
}

/// The names of the tags, in every language.
pub(super) fn tags(dossier: &Dossier) -> Vec<(Reference, Vec<String>)> {
    named(dossier, &[Role::Tag])
        .into_iter()
        .filter_map(|(reference, content)| match content {
            Some(Content::Tag(tag)) => {
                Some((reference, tag.name.iter().map(|(_, name)| name.to_string()).collect()))
            }
            _ => None,
        })
        .collect()
}

/// Offers in the body without a treatment's record behind them: nothing about them can be shown.
pub(super) fn offers_without_record(dossier: &Dossier) -> Vec<Breach> {
    let blocks = dossier.content.body().iter().enumerate();
    blocks
        .filter_map(|(i, block)| match &block.content {
            BlockContent::Offer(offer) if offer.treatment.is_none() => {
                let label = offer.label.as_ref().map(ToString::to_string).unwrap_or_default();
                Some(Breach {
                    place: Place {
                        field: format!("body[{i}].treatment"),
                        block: Some(block.id),
                        ..Place::default()
                    },
                    matched: String::new(),
                    basis: format!("offer without a record: {label}"),
                })
            }
            _ => None,
        })
        .collect()
}

/// The rich texts of the page with their field paths: the lead or summary, and the body.
pub(super) fn rich_texts(dossier: &Dossier) -> Vec<(String, &RichText)> {
    let mut texts: Vec<(String, &RichText)> = match dossier.content.as_ref() {
        Content::Article(article) => {
            let lead = article.lead.iter().enumerate();
            lead.map(|(i, text)| (format!("lead[{i}]"), text)).collect()
        }
        Content::Treatment(treatment) => {
            treatment.summary.iter().map(|text| ("summary".to_owned(), text)).collect()
        }
        Content::Condition(condition) => {
            condition.summary.iter().map(|text| ("summary".to_owned(), text)).collect()
        }
        _ => Vec::new(),
    };
    for (i, block) in dossier.content.body().iter().enumerate() {
        let inner = block.content.rich_texts();
        texts.extend(inner.into_iter().map(|(field, text)| (format!("body[{i}].{field}"), text)));
    }
    texts
}

/// The banners that the document shows (or is), with where they lead.
pub(super) fn banner_targets(dossier: &Dossier) -> Vec<(Place, &WebUrl)> {
    let own = match dossier.content.as_ref() {
        Content::Banner(own) => own
            .target_url
            .as_ref()
            .map(|url| (Place { field: "targetUrl".to_owned(), ..Place::default() }, url)),
        _ => None,
    };
    let shown = named(dossier, &[Role::Banner]).into_iter().filter_map(|(reference, content)| {
        let Some(Content::Banner(banner)) = content else { return None };
        let Reference { target, field, .. } = reference;
        Some((
            Place { field, target: Some(target), ..Place::default() },
            banner.target_url.as_ref()?,
        ))
    });
    own.into_iter().chain(shown).collect()
}

/// A breach about the whole document or one of its fields.
pub(super) fn breach(place: Place, basis: impl Into<String>) -> Breach {
    Breach { place, matched: String::new(), basis: basis.into() }
}

/// A place in the document's own field.
pub(super) fn at(field: &str) -> Place {
    Place { field: field.to_owned(), ..Place::default() }
}
