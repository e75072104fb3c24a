//! What is known of sources since they appeared: datasets of notices, and the citations they concern.
//!
//! A dataset is staged in batches under a number of its own and taken into use in one write; until then,
//! and after a power cut, the one before is at work.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use kanshu_domain::{
    dossier::Dossier,
    id::{DocumentId, GroupId},
    kinds::citation::Citation,
    retraction::{Notice, RetractionDataset, RetractionState, RetractionStatus, Sources},
    values::{Doi, Pmid},
};
use sea_orm::ConnectionTrait;

use crate::{
    Engine, Shelf, Store, StoreError, Work, connect,
    shelf::Perspective,
    sql::{Row, Sql, micros},
};

/// Notices in one statement: eight values each, under SQLite's 32,766.
const NOTICES_AT_A_TIME: usize = 2_000;

/// A dataset being staged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StagedDataset {
    number: i64,
}

/// A citation of which a dataset says something, and the public documents that rest on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticedSource {
    pub group: GroupId,
    pub document: DocumentId,
    pub status: RetractionStatus,
    /// In the order of their ids.
    pub public_documents: Vec<DocumentId>,
}

/// What taking a dataset into use brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adopted {
    pub changed: Vec<ChangedSource>,
    /// Every public document that rests on a retracted source.
    pub on_retracted: Vec<DocumentId>,
}

/// A citation that stands otherwise than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedSource {
    pub source: NoticedSource,
    pub before: RetractionState,
}

impl Store {
    /// Opens a place for a new dataset, and clears away what an import left behind unfinished.
    pub async fn stage_retractions(&self) -> Result<StagedDataset, StoreError> {
        let tx = self.begin_locked().await?;
        for table in ["retraction_notice", "retraction_dataset"] {
            let column = if table == "retraction_notice" { "dataset" } else { "number" };
            Sql::new(format!("DELETE FROM {table} WHERE {column} IN "))
                .push("(SELECT number FROM retraction_dataset WHERE complete = 0)")
                .run(&tx)
                .await?;
        }
        let row = Sql::new("SELECT COALESCE(MAX(number), 0) + 1 AS number FROM retraction_dataset")
            .one(&tx)
            .await?;
        let number = row.map(|row| row.get::<i64>("number")).transpose()?.unwrap_or(1);
        Sql::new("INSERT INTO retraction_dataset (number, complete) VALUES (?, 0)")
            .bind(number)
            .run(&tx)
            .await?;
        tx.commit().await?;
        Ok(StagedDataset { number })
    }

    /// Adds notices to a dataset that is not at work yet. A line that comes twice counts once.
    pub async fn stage_notices(
        &self,
        staged: StagedDataset,
        notices: &[Notice],
    ) -> Result<(), StoreError> {
        for batch in notices.chunks(NOTICES_AT_A_TIME) {
            let tx = self.begin_locked().await?;
            insert(&tx, staged.number, batch).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    async fn begin_locked(&self) -> Result<sea_orm::DatabaseTransaction, StoreError> {
        let tx = connect::begin_write(self.writer()).await?;
        if self.engine() == Engine::Postgres {
            let lock = Sql::new("SELECT pg_advisory_xact_lock(?)").bind(connect::WRITER_LOCK);
            lock.run(&tx).await?;
        }
        Ok(tx)
    }
}

async fn insert(
    on: &impl ConnectionTrait,
    dataset: i64,
    batch: &[Notice],
) -> Result<(), StoreError> {
    if batch.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new(
        "INSERT INTO retraction_notice
             (dataset, record, nature, doi, pmid, day, notice_doi, reasons) VALUES ",
    );
    for (i, notice) in batch.iter().enumerate() {
        let reasons = serde_json::to_string(&notice.reasons)
            .map_err(|error| StoreError::Corrupt(format!("reasons of a notice: {error}")))?;
        sql = sql
            .push(if i == 0 { "(?, ?, ?, ?, ?, ?, ?, ?)" } else { ", (?, ?, ?, ?, ?, ?, ?, ?)" })
            .bind(dataset)
            .bind(notice.record)
            .bind(notice.nature.name())
            .bind(notice.doi.as_ref().map(ToString::to_string))
            .bind(notice.pmid.as_ref().map(ToString::to_string))
            .bind(notice.date.map(|day| day.to_string()))
            .bind(notice.notice_doi.as_ref().map(ToString::to_string))
            .bind(reasons);
    }
    sql.push(" ON CONFLICT (dataset, record) DO NOTHING").run(on).await?;
    Ok(())
}

impl Work {
    /// Takes a staged dataset into use, forgets the one before, and tells which citations stand otherwise
    /// now. `None` when another import has overtaken this one.
    pub async fn adopt_retractions(
        &mut self,
        staged: StagedDataset,
        dataset: &RetractionDataset,
    ) -> Result<Option<Adopted>, StoreError> {
        let notices = i64::try_from(dataset.notices).unwrap_or(i64::MAX);
        let adopted = Sql::new(
            "UPDATE retraction_dataset
             SET complete = 1, hash = ?, as_of = ?, imported_at = ?, notices = ?
             WHERE number = ? AND complete = 0
               AND number > (SELECT COALESCE(MAX(c.number), 0) FROM retraction_dataset c
                             WHERE c.complete = 1)",
        )
        .bind(dataset.hash.to_string())
        .bind(dataset.as_of.to_string())
        .bind(micros(dataset.imported_at))
        .bind(notices)
        .bind(staged.number)
        .run(self.tx())
        .await?;
        if adopted.rows_affected() == 0 {
            return Ok(None);
        }
        let before = Sql::new(
            "SELECT COALESCE(MAX(number), 0) AS number FROM retraction_dataset
             WHERE complete = 1 AND number < ?",
        );
        let before = before.bind(staged.number).one(self.tx()).await?;
        let before = before.map(|row| row.get::<i64>("number")).transpose()?.unwrap_or(0);
        let old = noticed(self.tx(), before).await?;
        let mut new = noticed(self.tx(), staged.number).await?;
        let unlisted = RetractionStatus::of(Vec::new());
        for (group, (document, _)) in &old {
            new.entry(*group).or_insert_with(|| (*document, unlisted.clone()));
        }
        let state_before =
            |group: &GroupId| old.get(group).map_or(RetractionState::NotListed, |(_, s)| s.state);
        let sources = with_public_documents(self.tx(), new).await?;
        let on_retracted: BTreeSet<DocumentId> = sources
            .iter()
            .filter(|source| source.status.state == RetractionState::Retracted)
            .flat_map(|source| source.public_documents.iter().copied())
            .collect();
        let changed = sources
            .into_iter()
            .map(|source| ChangedSource { before: state_before(&source.group), source })
            .filter(|changed| changed.before != changed.source.status.state)
            .collect();
        Sql::new("DELETE FROM retraction_notice WHERE dataset < ?")
            .bind(staged.number)
            .run(self.tx())
            .await?;
        Ok(Some(Adopted { changed, on_retracted: on_retracted.into_iter().collect() }))
    }
}

impl Shelf {
    /// The citations of the site that the dataset at work lists, the gravest first, with the public
    /// documents that rest on them: a fixed number of statements. Desk shelf only.
    pub async fn noticed_sources(&self) -> Result<Vec<NoticedSource>, StoreError> {
        if self.perspective() == Perspective::Public {
            return Ok(Vec::new());
        }
        let on = self.store().reader();
        let Some((number, _)) = dataset(on).await? else { return Ok(Vec::new()) };
        let noticed = noticed(on, number).await?;
        let mut sources = with_public_documents(on, noticed).await?;
        sources.sort_by_key(|source| (source.status.state, source.group));
        Ok(sources)
    }

    /// Adds to dossiers what is known of their sources: one or two statements for all of them.
    pub async fn add_sources(&self, dossiers: &mut [Dossier]) -> Result<(), StoreError> {
        let asked = dossiers.iter().flat_map(Dossier::citations).map(asked);
        let known = self.sources(asked).await?;
        for dossier in dossiers {
            let own: BTreeSet<GroupId> = dossier.citations().map(|(group, _)| group).collect();
            if own.is_empty() {
                continue;
            }
            let status = known.status.iter().filter(|(group, _)| own.contains(group));
            let status = status.map(|(group, status)| (*group, status.clone())).collect();
            dossier.sources = Sources { dataset: known.dataset.clone(), status };
        }
        Ok(())
    }

    /// What is known of these citations: one or two statements, whatever their number.
    pub async fn sources<'a>(
        &self,
        asked: impl IntoIterator<Item = (GroupId, Option<&'a Doi>, Option<&'a Pmid>)>,
    ) -> Result<Sources, StoreError> {
        sources(self.store().reader(), asked).await
    }
}

/// Adds to a dossier what is known of its sources.
pub(crate) async fn complete(
    on: &impl ConnectionTrait,
    dossier: Dossier,
) -> Result<Dossier, StoreError> {
    let sources = sources(on, dossier.citations().map(asked)).await?;
    Ok(Dossier { sources, ..dossier })
}

/// What a citation is looked up by.
type Asked<'a> = (GroupId, Option<&'a Doi>, Option<&'a Pmid>);

fn asked((group, citation): (GroupId, &Citation)) -> Asked<'_> {
    (group, citation.doi.as_ref(), citation.pmid.as_ref())
}

async fn sources<'a>(
    on: &impl ConnectionTrait,
    asked: impl IntoIterator<Item = Asked<'a>>,
) -> Result<Sources, StoreError> {
    let asked: BTreeMap<_, _> =
        asked.into_iter().map(|(group, doi, pmid)| (group, (doi, pmid))).collect();
    if asked.is_empty() {
        return Ok(Sources::default());
    }
    let Some((number, dataset)) = dataset(on).await? else { return Ok(Sources::default()) };
    let rows = Sql::new("SELECT * FROM retraction_notice WHERE dataset = ? AND (doi IN ")
        .bind(number)
        .list(asked.values().filter_map(|(doi, _)| *doi).map(ToString::to_string))
        .push(" OR pmid IN ")
        .list(asked.values().filter_map(|(_, pmid)| *pmid).map(ToString::to_string))
        .push(")")
        .all(on)
        .await?;
    let notices: Vec<Notice> = rows.iter().map(notice).collect::<Result<_, _>>()?;
    let status = asked
        .into_iter()
        .filter(|(_, (doi, pmid))| doi.is_some() || pmid.is_some())
        .map(|(group, (doi, pmid))| {
            let own = notices.iter().filter(|notice| is_about(notice, doi, pmid)).cloned();
            (group, RetractionStatus::of(own.collect()))
        })
        .collect();
    Ok(Sources { dataset: Some(dataset), status })
}

/// A notice is joined by the paper's DOI, and by its PMID where the notice has no DOI.
fn is_about(notice: &Notice, doi: Option<&Doi>, pmid: Option<&Pmid>) -> bool {
    match (&notice.doi, doi) {
        (Some(noticed), Some(own)) => noticed == own,
        _ => notice.pmid.is_some() && notice.pmid.as_ref() == pmid,
    }
}

/// The dataset at work and its number.
async fn dataset(
    on: &impl ConnectionTrait,
) -> Result<Option<(i64, RetractionDataset)>, StoreError> {
    let row = Sql::new(
        "SELECT * FROM retraction_dataset WHERE complete = 1 ORDER BY number DESC LIMIT 1",
    );
    let Some(row) = row.one(on).await? else { return Ok(None) };
    let dataset = RetractionDataset {
        hash: row.hash("hash")?,
        as_of: row.parsed("as_of", str::parse::<NaiveDate>)?,
        imported_at: row.instant("imported_at")?,
        notices: u64::try_from(row.get::<i64>("notices")?).unwrap_or_default(),
    };
    Ok(Some((row.get("number")?, dataset)))
}

fn notice(row: &Row) -> Result<Notice, StoreError> {
    let text = |column: &str| row.get::<Option<String>>(column);
    let there = |column: &str| Ok::<_, StoreError>(text(column)?.is_some());
    Ok(Notice {
        record: row.get("record")?,
        nature: row.named("nature")?,
        doi: there("doi")?.then(|| row.parsed("doi", Doi::parse)).transpose()?,
        pmid: there("pmid")?.then(|| row.parsed("pmid", Pmid::parse)).transpose()?,
        date: there("day")?.then(|| row.parsed("day", str::parse::<NaiveDate>)).transpose()?,
        notice_doi: there("notice_doi")?
            .then(|| row.parsed("notice_doi", Doi::parse))
            .transpose()?,
        reasons: row.json("reasons")?,
    })
}

/// The citations, at the desk or public, that a dataset says something of.
async fn noticed(
    on: &impl ConnectionTrait,
    dataset: i64,
) -> Result<BTreeMap<GroupId, (DocumentId, RetractionStatus)>, StoreError> {
    let mut sql = Sql::new("");
    for (i, (links, name)) in [
        ("desk_link", "doi"),
        ("desk_link", "pmid"),
        ("public_link", "doi"),
        ("public_link", "pmid"),
    ]
    .into_iter()
    .enumerate()
    {
        // Joined by DOI where both have one: `is_about`.
        let by_doi_only = if name == "pmid" {
            format!(
                " AND (n.doi IS NULL OR NOT EXISTS (
                     SELECT 1 FROM {links} o WHERE o.source = l.source AND o.role = 'doi'))"
            )
        } else {
            String::new()
        };
        sql = sql
            .push(if i == 0 { "" } else { " UNION " })
            .push(&format!(
                "SELECT d.id AS document, d.group_id AS group_id, n.record, n.nature, n.doi, n.pmid,
                        n.day, n.notice_doi, n.reasons
                 FROM retraction_notice n
                 JOIN {links} l ON l.target = n.{name} AND l.role = '{name}'
                 JOIN document d ON d.id = l.source
                 WHERE n.dataset = ?{by_doi_only}"
            ))
            .bind(dataset);
    }
    let mut listed: BTreeMap<GroupId, (DocumentId, Vec<Notice>)> = BTreeMap::new();
    for row in sql.all(on).await? {
        let document = row.id("document", DocumentId)?;
        let group = row.id("group_id", GroupId)?;
        listed.entry(group).or_insert((document, Vec::new())).1.push(notice(&row)?);
    }
    let status = |(document, notices)| (document, RetractionStatus::of(notices));
    Ok(listed.into_iter().map(|(group, listed)| (group, status(listed))).collect())
}

async fn with_public_documents(
    on: &impl ConnectionTrait,
    noticed: BTreeMap<GroupId, (DocumentId, RetractionStatus)>,
) -> Result<Vec<NoticedSource>, StoreError> {
    let rows =
        Sql::new("SELECT target, source FROM public_link WHERE role = 'citation' AND target IN ")
            .list(noticed.keys().map(ToString::to_string))
            .all(on)
            .await?;
    let mut resting: BTreeMap<String, BTreeSet<DocumentId>> = BTreeMap::new();
    for row in &rows {
        let target: String = row.get("target")?;
        resting.entry(target).or_default().insert(row.id("source", DocumentId)?);
    }
    let source = |(group, (document, status)): (GroupId, (DocumentId, RetractionStatus))| {
        let public = resting.remove(&group.to_string()).unwrap_or_default();
        NoticedSource { group, document, status, public_documents: public.into_iter().collect() }
    };
    Ok(noticed.into_iter().map(source).collect())
}
