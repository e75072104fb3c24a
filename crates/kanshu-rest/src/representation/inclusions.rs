//! Documents referred to, loaded in one batch a step: never a statement per row.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kanshu_domain::{document::Document, id::GroupId, reference::Role, values::Locale};
use serde_json::{Map, Value};

use super::{Showing, Titles};
use crate::{
    parameters::{BodyFormat, IncludePath, ReadParameters},
    perspective::View,
    problem::Problem,
};

/// The documents that come along, by the id that the reference names.
pub(crate) struct Inclusions(BTreeMap<GroupId, Document>);

impl Inclusions {
    /// Loads what `documents` refer to along the paths.
    pub(crate) async fn load(
        view: &View,
        documents: &[&Document],
        paths: &[IncludePath],
        locale: &Locale,
    ) -> Result<Option<Self>, Problem> {
        if paths.is_empty() {
            return Ok(None);
        }
        let first_roles: BTreeSet<Role> = paths.iter().map(|path| path.first).collect();
        let first = targets(documents.iter().copied(), |role| first_roles.contains(&role));
        let mut loaded: HashMap<GroupId, Document> =
            view.by_groups(&Vec::from_iter(first), locale).await?;

        let mut second = BTreeSet::new();
        for path in paths {
            let Some(role) = path.second else { continue };
            let reached = targets(documents.iter().copied(), |role| role == path.first);
            let sources = reached.iter().filter_map(|group| loaded.get(group));
            second.extend(targets(sources, |next| next == role));
        }
        second.retain(|group| !loaded.contains_key(group));
        loaded.extend(view.by_groups(&Vec::from_iter(second), locale).await?);
        Ok(Some(Self(loaded.into_iter().collect())))
    }

    /// The documents as JSON, each with all its fields.
    pub(crate) fn shown(&self, showing: &Showing<'_>) -> Result<Map<String, Value>, Problem> {
        let parameters = ReadParameters {
            fields: None,
            body_format: BodyFormat::Blocks,
            ..showing.parameters.clone()
        };
        let plain = Showing { parameters: &parameters, ..*showing };
        self.0
            .iter()
            .map(|(group, document)| Ok((group.to_string(), Value::Object(plain.whole(document)?))))
            .collect()
    }
}

/// The titles of what the documents refer to, when a formatted body will show them.
pub(crate) async fn titles(
    view: &View,
    documents: &[&Document],
    format: BodyFormat,
    locale: &Locale,
) -> Result<Titles, Problem> {
    if format == BodyFormat::Blocks {
        return Ok(Titles::new());
    }
    let groups = Vec::from_iter(targets(documents.iter().copied(), |_| true));
    let loaded = view.by_groups(&groups, locale).await?;
    Ok(loaded.into_iter().map(|(group, document)| (group, document.content.title())).collect())
}

fn targets<'a>(
    documents: impl Iterator<Item = &'a Document>,
    wanted: impl Fn(Role) -> bool,
) -> BTreeSet<GroupId> {
    documents
        .flat_map(|document| document.content.references())
        .filter(|reference| wanted(reference.role))
        .map(|reference| reference.target)
        .collect()
}
