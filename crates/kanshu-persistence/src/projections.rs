//! The projections: what lists, filters, reverse references and slugs are answered from. All of them
//! are computed from the truth by one function, for one document after a write and for every document
//! in a rebuild.

mod rows;

use std::collections::HashSet;

use kanshu_domain::{content::Content, id::DocumentId, workflow::PublicState};
use sea_orm::{ConnectionTrait, Value};

pub(crate) use rows::{DeskRow, IndexRow, LinkRow, TombstoneRow};

use crate::{
    StoreError,
    revisions::Revisions,
    sql::Sql,
    truth::{self, Truth},
};

/// Rows of one insert; times columns it stays far below what the engines allow in one statement.
const BATCH: usize = 500;

/// What the projections say about some documents, each list in the order of its key.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Projection {
    pub(crate) desk: Vec<DeskRow>,
    pub(crate) desk_links: Vec<LinkRow>,
    pub(crate) public: Vec<IndexRow>,
    pub(crate) public_links: Vec<LinkRow>,
    pub(crate) tombstones: Vec<TombstoneRow>,
}

/// What the projections must say about these documents.
pub(crate) async fn compute(
    on: &impl ConnectionTrait,
    revisions: &Revisions,
    ids: &[DocumentId],
) -> Result<Projection, StoreError> {
    let truths = truth::load(on, ids).await?;
    let keys = truths.iter().flat_map(|truth| {
        let open = truth.open().map(|published| published.publication.revision);
        let withdrawn = truth.withdrawn().map(|publication| publication.revision);
        [Some(truth.newest.number), open, withdrawn]
            .into_iter()
            .flatten()
            .map(|number| (truth.document, number))
    });
    let decoded = revisions.load(on, keys).await?;
    let revision = |truth: &Truth, number| {
        decoded.get(&(truth.document, number)).ok_or_else(|| {
            StoreError::Corrupt(format!("revision {number} of {} is not there", truth.document))
        })
    };
    let mut projection = Projection::default();
    for truth in &truths {
        let newest = revision(truth, truth.newest.number)?;
        projection.desk.push(desk_row(truth, newest.slug.clone()));
        projection.desk_links.extend(links(truth.document, &newest.content));
        if let Some(open) = truth.open() {
            let public = revision(truth, open.publication.revision)?;
            projection.public_links.extend(links(truth.document, &public.content));
            let published = truth.published();
            projection.public.push(IndexRow {
                document: truth.document,
                group: truth.group,
                kind: truth.kind,
                locale: truth.locale.clone(),
                slug: public.slug.clone(),
                revision: open.publication.revision,
                hash: open.publication.hash,
                approval: open.publication.approval,
                published_at: open.publication.from,
                first_published_at: published.map_or(open.publication.from, |p| p.first_at),
                updated_at: open.minted_at,
                created_at: truth.created_at,
            });
        }
        if let Some(withdrawn) = truth.withdrawn() {
            projection.tombstones.push(TombstoneRow {
                document: truth.document,
                kind: truth.kind,
                locale: truth.locale.clone(),
                slug: revision(truth, withdrawn.revision)?.slug.clone(),
                at: withdrawn.until.unwrap_or(withdrawn.from),
                reason: withdrawn.end.as_ref().and_then(|end| end.reason.clone()),
            });
        }
    }
    projection.desk_links.sort();
    projection.public_links.sort();
    Ok(projection)
}

fn desk_row(truth: &Truth, slug: Option<kanshu_domain::values::Slug>) -> DeskRow {
    let newest = &truth.newest;
    let first_published_at = truth.publications.iter().map(|p| p.publication.from).min();
    DeskRow {
        index: IndexRow {
            document: truth.document,
            group: truth.group,
            kind: truth.kind,
            locale: truth.locale.clone(),
            slug,
            revision: newest.number,
            hash: newest.hash,
            approval: newest.approval,
            published_at: newest.at,
            first_published_at: first_published_at.unwrap_or(truth.created_at),
            updated_at: newest.at,
            created_at: truth.created_at,
        },
        author: newest.author.clone(),
        note: newest.note.clone(),
        desk_state: truth.desk_state(),
        public_state: truth.public_state(),
        published: truth.published().filter(|_| truth.public_state() == PublicState::Public),
    }
}

/// The references and declared attributes of a content, each once, at its first place.
fn links(source: DocumentId, content: &Content) -> Vec<LinkRow> {
    let references = content.references().into_iter();
    let references = references.map(|r| (r.role.name().to_owned(), r.target.to_string()));
    let attributes = content.attributes().into_iter();
    let attributes = attributes.map(|(name, value)| (name.to_owned(), value));
    let mut seen = HashSet::new();
    references
        .chain(attributes)
        .filter(|link| seen.insert(link.clone()))
        .zip(0..)
        .map(|((role, target), position)| LinkRow { source, role, target, position })
        .collect()
}

/// What the projections do say about these documents.
pub(crate) async fn stored(
    on: &impl ConnectionTrait,
    ids: &[DocumentId],
) -> Result<Projection, StoreError> {
    let select = |table: &str, key: &str, order: &str| {
        Sql::new(format!("SELECT * FROM {table} WHERE {key} IN "))
            .list(ids.iter().map(|id| id.0))
            .push(&format!(" ORDER BY {order}"))
    };
    let index = "document";
    let desk = select("desk_index", index, index).all(on).await?;
    let public = select("public_index", index, index).all(on).await?;
    let tombstones = select("public_tombstone", index, index).all(on).await?;
    let desk_links = select("desk_link", "source", "source").all(on).await?;
    let public_links = select("public_link", "source", "source").all(on).await?;
    let mut projection = Projection {
        desk: desk.iter().map(DeskRow::read).collect::<Result<_, _>>()?,
        desk_links: desk_links.iter().map(LinkRow::read).collect::<Result<_, _>>()?,
        public: public.iter().map(IndexRow::read).collect::<Result<_, _>>()?,
        public_links: public_links.iter().map(LinkRow::read).collect::<Result<_, _>>()?,
        tombstones: tombstones.iter().map(TombstoneRow::read).collect::<Result<_, _>>()?,
    };
    projection.desk_links.sort();
    projection.public_links.sort();
    Ok(projection)
}

/// Brings the desk's projections of one document up to date.
pub(crate) async fn refresh_desk(
    on: &impl ConnectionTrait,
    revisions: &Revisions,
    id: DocumentId,
) -> Result<(), StoreError> {
    let projection = compute(on, revisions, &[id]).await?;
    delete(on, &[("desk_index", "document"), ("desk_link", "source")], id).await?;
    write_desk(on, &projection).await
}

/// Adds the desk's projections of documents that have none yet.
pub(crate) async fn add_desk(
    on: &impl ConnectionTrait,
    revisions: &Revisions,
    ids: &[DocumentId],
) -> Result<(), StoreError> {
    write_desk(on, &compute(on, revisions, ids).await?).await
}

/// Brings all projections of one document up to date.
pub(crate) async fn refresh(
    on: &impl ConnectionTrait,
    revisions: &Revisions,
    id: DocumentId,
) -> Result<(), StoreError> {
    let projection = compute(on, revisions, &[id]).await?;
    delete(on, &TABLES, id).await?;
    write(on, &projection).await
}

/// Every projection, with the column that names the document.
const TABLES: [(&str, &str); 5] = [
    ("desk_index", "document"),
    ("desk_link", "source"),
    ("public_index", "document"),
    ("public_link", "source"),
    ("public_tombstone", "document"),
];

async fn delete(
    on: &impl ConnectionTrait,
    tables: &[(&str, &str)],
    id: DocumentId,
) -> Result<(), StoreError> {
    for (table, column) in tables {
        Sql::new(format!("DELETE FROM {table} WHERE {column} = ?")).bind(id.0).run(on).await?;
    }
    Ok(())
}

/// Empties every projection.
pub(crate) async fn clear(on: &impl ConnectionTrait) -> Result<(), StoreError> {
    for (table, _) in TABLES {
        Sql::new(format!("DELETE FROM {table}")).run(on).await?;
    }
    Ok(())
}

/// Adds rows to every projection.
pub(crate) async fn write(
    on: &impl ConnectionTrait,
    projection: &Projection,
) -> Result<(), StoreError> {
    write_desk(on, projection).await?;
    let Projection { public, public_links, tombstones, .. } = projection;
    insert(on, "public_index", IndexRow::COLUMNS, public.iter().map(IndexRow::values)).await?;
    insert(on, "public_link", LinkRow::COLUMNS, public_links.iter().map(LinkRow::values)).await?;
    let tombstones = tombstones.iter().map(TombstoneRow::values);
    insert(on, "public_tombstone", TombstoneRow::COLUMNS, tombstones).await
}

async fn write_desk(on: &impl ConnectionTrait, projection: &Projection) -> Result<(), StoreError> {
    let Projection { desk, desk_links, .. } = projection;
    let columns = format!("{}, {}", IndexRow::COLUMNS, DeskRow::MORE_COLUMNS);
    insert(on, "desk_index", &columns, desk.iter().map(DeskRow::values)).await?;
    insert(on, "desk_link", LinkRow::COLUMNS, desk_links.iter().map(LinkRow::values)).await
}

/// Adds rows to a table, many in one statement.
async fn insert(
    on: &impl ConnectionTrait,
    table: &str,
    columns: &str,
    rows: impl Iterator<Item = Vec<Value>>,
) -> Result<(), StoreError> {
    let rows: Vec<Vec<Value>> = rows.collect();
    for batch in rows.chunks(BATCH) {
        let mut sql = Sql::new(format!("INSERT INTO {table} ({columns}) VALUES "));
        for (i, row) in batch.iter().enumerate() {
            sql = sql.push(if i == 0 { "" } else { ", " }).list(row.iter().cloned());
        }
        sql.run(on).await?;
    }
    Ok(())
}
