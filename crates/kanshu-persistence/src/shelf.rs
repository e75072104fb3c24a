//! Reading: the same questions to what the public sees and to what the newsroom sees.

mod history;
mod kept;
mod list;
mod rows;

use std::collections::{BTreeMap, HashMap};

use kanshu_domain::{
    document::{Document, Tombstone},
    id::{DocumentId, GroupId},
    kind::Kind,
    reference::Role,
    values::{Locale, Slug},
};

use crate::{
    Store, StoreError,
    projections::TombstoneRow,
    sql::{Row, Sql, locale_text},
};
use rows::Found;

/// A view of the documents. Made by [`crate::Store::public`] or [`crate::Store::desk`], which decides
/// what can be seen through it. Each method is a fixed number of statements, whatever the number of
/// rows.
#[derive(Clone)]
pub struct Shelf {
    store: Store,
    perspective: Perspective,
}

/// Which projections a shelf's questions start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Perspective {
    Public,
    Desk,
}

impl Perspective {
    fn index(self) -> &'static str {
        match self {
            Self::Public => "public_index",
            Self::Desk => "desk_index",
        }
    }

    fn link(self) -> &'static str {
        match self {
            Self::Public => "public_link",
            Self::Desk => "desk_link",
        }
    }
}

impl Shelf {
    pub(crate) fn new(store: &Store, perspective: Perspective) -> Self {
        Self { store: store.clone(), perspective }
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn perspective(&self) -> Perspective {
        self.perspective
    }

    /// The documents with these ids, in no order; ids that are not there are left out.
    pub async fn by_ids(&self, ids: &[DocumentId]) -> Result<Vec<Document>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let sql = self.select("").push(" WHERE i.document IN ").list(ids.iter().map(|id| id.0));
        self.documents(self.found(sql).await?).await
    }

    /// For each group, its document in `locale`, else in Japanese, else the oldest translation.
    pub async fn by_groups(
        &self,
        groups: &[GroupId],
        locale: &Locale,
    ) -> Result<HashMap<GroupId, Document>, StoreError> {
        let mut chosen: BTreeMap<GroupId, Found> = BTreeMap::new();
        let rank = |found: &Found| {
            let index = &found.index;
            let foreign = index.locale.is_some() && index.locale.as_ref() != Some(locale);
            let not_japanese = index.locale != Some(Locale::ja());
            (foreign, not_japanese, index.created_at, index.document)
        };
        for found in self.of_groups(groups).await? {
            match chosen.get(&found.index.group) {
                Some(best) if rank(best) <= rank(&found) => {}
                _ => {
                    chosen.insert(found.index.group, found);
                }
            }
        }
        let documents = self.documents(chosen.into_values().collect()).await?;
        Ok(documents.into_iter().map(|document| (document.group, document)).collect())
    }

    /// All documents of each group, ordered by locale.
    pub async fn translations(
        &self,
        groups: &[GroupId],
    ) -> Result<HashMap<GroupId, Vec<Document>>, StoreError> {
        let mut documents = self.documents(self.of_groups(groups).await?).await?;
        documents.sort_by(|a, b| a.locale.cmp(&b.locale));
        let mut by_group: HashMap<GroupId, Vec<Document>> = HashMap::new();
        for document in documents {
            by_group.entry(document.group).or_default().push(document);
        }
        Ok(by_group)
    }

    /// The document with this slug. `locale` is ignored for locale-neutral kinds. Drafts reserve
    /// nothing, so several may have the slug at the desk: the public one goes first, then the one
    /// revised last.
    pub async fn by_slug(
        &self,
        kind: Kind,
        locale: &Locale,
        slug: &Slug,
    ) -> Result<Option<Document>, StoreError> {
        let order = match self.perspective {
            Perspective::Public => "",
            Perspective::Desk => {
                " ORDER BY CASE i.public_state WHEN 'public' THEN 0 ELSE 1 END,
                      i.updated_at DESC, i.document DESC LIMIT 1"
            }
        };
        let sql = self
            .select("")
            .push(" WHERE i.kind = ? AND i.locale = ? AND i.slug = ?")
            .bind(kind.name())
            .bind(stored_locale(kind, locale))
            .bind(slug.as_str())
            .push(order);
        Ok(self.documents(self.found(sql).await?).await?.into_iter().next())
    }

    /// Documents of `kind` (in `locale`, when given) that refer to each target in `role`: the first
    /// `size` of each, newest publication first, and whether there are more. One statement for all
    /// targets together (a window function), used by loaders.
    pub async fn referring(
        &self,
        kind: Kind,
        locale: Option<&Locale>,
        role: Role,
        targets: &[GroupId],
        size: u16,
    ) -> Result<HashMap<GroupId, (Vec<Document>, bool)>, StoreError> {
        if targets.is_empty() {
            return Ok(HashMap::new());
        }
        let (index, link) = (self.perspective.index(), self.perspective.link());
        let more = format!(
            " JOIN (SELECT l.source, l.target, ROW_NUMBER() OVER (
                       PARTITION BY l.target ORDER BY x.published_at DESC, x.document DESC
                    ) AS place
                    FROM {link} l JOIN {index} x ON x.document = l.source
                    WHERE x.kind = ? AND l.role = ?"
        );
        let mut sql =
            self.select(", t.target AS target").push(&more).bind(kind.name()).bind(role.name());
        if let (true, Some(locale)) = (kind.is_localised(), locale) {
            sql = sql.push(" AND x.locale = ?").bind(locale.as_str());
        }
        let sql = sql
            .push(" AND l.target IN ")
            .list(targets.iter().map(ToString::to_string))
            .push(") t ON t.source = i.document WHERE t.place <= ? ORDER BY t.place")
            .bind(i64::from(size) + 1);
        let rows = sql.all(self.store.reader()).await?;
        let found = rows.iter().map(|row| self.read(row)).collect::<Result<_, _>>()?;
        let documents = self.documents(found).await?;
        let mut by_target: HashMap<GroupId, (Vec<Document>, bool)> = HashMap::new();
        for (row, document) in rows.iter().zip(documents) {
            let target = row.parsed("target", str::parse)?;
            let (documents, more) = by_target.entry(target).or_default();
            if documents.len() < usize::from(size) {
                documents.push(document);
            } else {
                *more = true;
            }
        }
        Ok(by_target)
    }

    /// What was withdrawn from this id, when nothing is public there now. Public shelf only.
    pub async fn tombstone(&self, id: DocumentId) -> Result<Option<Tombstone>, StoreError> {
        self.one_tombstone(Sql::new("SELECT * FROM public_tombstone WHERE document = ?").bind(id.0))
            .await
    }

    /// What was withdrawn from this address, when nothing is public there now. Public shelf only.
    pub async fn tombstone_at(
        &self,
        kind: Kind,
        locale: &Locale,
        slug: &Slug,
    ) -> Result<Option<Tombstone>, StoreError> {
        let sql = Sql::new(
            "SELECT t.* FROM public_tombstone t
             WHERE t.kind = ? AND t.locale = ? AND t.slug = ? AND NOT EXISTS (
                 SELECT 1 FROM public_index i
                 WHERE i.kind = t.kind AND i.locale = t.locale AND i.slug = t.slug
             ) ORDER BY t.at DESC, t.document DESC LIMIT 1",
        );
        let sql = sql.bind(kind.name()).bind(stored_locale(kind, locale)).bind(slug.as_str());
        self.one_tombstone(sql).await
    }

    async fn one_tombstone(&self, sql: Sql) -> Result<Option<Tombstone>, StoreError> {
        if self.perspective == Perspective::Desk {
            return Ok(None);
        }
        let row = sql.one(self.store.reader()).await?;
        let Some(row) = row.as_ref().map(TombstoneRow::read).transpose()? else {
            return Ok(None);
        };
        Ok(Some(Tombstone { id: row.document, kind: row.kind, at: row.at, reason: row.reason }))
    }

    async fn of_groups(&self, groups: &[GroupId]) -> Result<Vec<Found>, StoreError> {
        if groups.is_empty() {
            return Ok(Vec::new());
        }
        let sql = self.select("").push(" WHERE i.group_id IN ");
        self.found(sql.list(groups.iter().map(|group| group.0))).await
    }

    async fn found(&self, sql: Sql) -> Result<Vec<Found>, StoreError> {
        let rows = sql.all(self.store.reader()).await?;
        rows.iter().map(|row: &Row| self.read(row)).collect()
    }
}

/// The locale under which documents of a kind are filed.
fn stored_locale(kind: Kind, locale: &Locale) -> String {
    locale_text(Some(locale).filter(|_| kind.is_localised()))
}
