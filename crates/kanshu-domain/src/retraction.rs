//! Retractions: what is known of a source after it appeared. Facts of a dataset, never part of a revision.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{
    id::GroupId,
    revision::Sha256Hash,
    time::Instant,
    values::{Doi, Pmid},
};

/// How a source stands, the gravest first. That a source is not listed says that the dataset holds no
/// notice of it, never that it is sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetractionState {
    Retracted,
    ExpressionOfConcern,
    Corrected,
    Reinstated,
    NotListed,
    /// No dataset was imported, or the record has neither DOI nor PMID to look for.
    Unchecked,
}

impl RetractionState {
    /// The name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Retracted => "retracted",
            Self::ExpressionOfConcern => "expression_of_concern",
            Self::Corrected => "corrected",
            Self::Reinstated => "reinstated",
            Self::NotListed => "not_listed",
            Self::Unchecked => "unchecked",
        }
    }
}

/// What a notice does to a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeNature {
    Retraction,
    ExpressionOfConcern,
    Correction,
    Reinstatement,
}

impl NoticeNature {
    /// The name, as stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Retraction => "retraction",
            Self::ExpressionOfConcern => "expression_of_concern",
            Self::Correction => "correction",
            Self::Reinstatement => "reinstatement",
        }
    }
}

/// One notice about a paper, as a dataset lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// The dataset's number of the line.
    pub record: i64,
    pub nature: NoticeNature,
    /// The paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doi: Option<Doi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pmid: Option<Pmid>,
    /// When the notice appeared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// The notice itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_doi: Option<Doi>,
    /// Why, in the dataset's words.
    #[serde(default)]
    pub reasons: Vec<String>,
}

/// A dataset of notices that was imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RetractionDataset {
    /// SHA-256 of the file.
    pub hash: Sha256Hash,
    /// The day (in Tokyo) on which the file was current, as its importer says.
    pub as_of: NaiveDate,
    pub imported_at: Instant,
    /// How many notices it holds.
    pub notices: u64,
}

/// Days after which a dataset says too little about today.
const FRESH_DAYS: u64 = 30;

impl RetractionDataset {
    /// Whether it still speaks for this day (in Tokyo): at most 30 days old.
    pub fn is_fresh(&self, on: NaiveDate) -> bool {
        self.as_of.checked_add_days(Days::new(FRESH_DAYS)).is_none_or(|until| on <= until)
    }
}

/// How a source stands, and the notices that say so, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RetractionStatus {
    pub state: RetractionState,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
}

impl RetractionStatus {
    /// What was never looked up.
    pub fn unchecked() -> Self {
        Self { state: RetractionState::Unchecked, notices: Vec::new() }
    }

    /// What the notices of one paper come to: a retraction stands until a later reinstatement, and
    /// whatever comes with a retraction on one day does not lift it.
    pub fn of(mut notices: Vec<Notice>) -> Self {
        notices.sort_by_key(|notice| {
            (std::cmp::Reverse(notice.date), std::cmp::Reverse(notice.record))
        });
        let newest = |nature: NoticeNature| {
            let mut of_nature = notices.iter().filter(|notice| notice.nature == nature);
            of_nature.next().map(|notice| notice.date)
        };
        let lifted = newest(NoticeNature::Reinstatement);
        let stands = |nature: NoticeNature| {
            newest(nature).is_some_and(|date| lifted.is_none_or(|lifted| date >= lifted))
        };
        let state = if stands(NoticeNature::Retraction) {
            RetractionState::Retracted
        } else if stands(NoticeNature::ExpressionOfConcern) {
            RetractionState::ExpressionOfConcern
        } else if lifted.is_some() {
            RetractionState::Reinstated
        } else if newest(NoticeNature::Correction).is_some() {
            RetractionState::Corrected
        } else {
            RetractionState::NotListed
        };
        Self { state, notices }
    }
}

impl RetractionStatus {
    /// The newest notice of what the source stands under now.
    pub fn standing_notice(&self) -> Option<&Notice> {
        let nature = match self.state {
            RetractionState::Retracted => NoticeNature::Retraction,
            RetractionState::ExpressionOfConcern => NoticeNature::ExpressionOfConcern,
            RetractionState::Corrected => NoticeNature::Correction,
            RetractionState::Reinstated => NoticeNature::Reinstatement,
            RetractionState::NotListed | RetractionState::Unchecked => return None,
        };
        self.notices.iter().find(|notice| notice.nature == nature)
    }
}

/// What is known of the sources that a page rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sources {
    /// The dataset that was asked; `None` when none was imported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dataset: Option<RetractionDataset>,
    /// By citation. What is not here is unchecked.
    #[serde(default)]
    pub status: BTreeMap<GroupId, RetractionStatus>,
}

impl Sources {
    /// How a citation stands.
    pub fn state(&self, citation: GroupId) -> RetractionState {
        self.status.get(&citation).map_or(RetractionState::Unchecked, |status| status.state)
    }

    /// The day of the newest notice of some nature, for messages.
    pub fn notice(&self, citation: GroupId, nature: NoticeNature) -> Option<&Notice> {
        self.status.get(&citation)?.notices.iter().find(|notice| notice.nature == nature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(record: i64, nature: NoticeNature, day: u32) -> Notice {
        Notice {
            record,
            nature,
            doi: None,
            pmid: None,
            date: NaiveDate::from_ymd_opt(2026, 5, day),
            notice_doi: None,
            reasons: Vec::new(),
        }
    }

    #[test]
    fn a_retraction_stands_until_a_later_reinstatement() {
        use NoticeNature::{Correction, ExpressionOfConcern, Reinstatement, Retraction};
        for (notices, state) in [
            (vec![], RetractionState::NotListed),
            (vec![(Correction, 1)], RetractionState::Corrected),
            (vec![(Correction, 9), (ExpressionOfConcern, 1)], RetractionState::ExpressionOfConcern),
            (vec![(ExpressionOfConcern, 9), (Retraction, 1)], RetractionState::Retracted),
            (vec![(Retraction, 1), (Reinstatement, 2)], RetractionState::Reinstated),
            (vec![(Retraction, 2), (Reinstatement, 1)], RetractionState::Retracted),
            (vec![(Retraction, 2), (Reinstatement, 2)], RetractionState::Retracted),
            (
                vec![(Retraction, 1), (Reinstatement, 2), (Retraction, 3)],
                RetractionState::Retracted,
            ),
        ] {
            let listed = notices
                .iter()
                .zip(1..)
                .map(|((nature, day), record)| notice(record, *nature, *day));
            assert_eq!(RetractionStatus::of(listed.collect()).state, state, "{notices:?}");
        }
    }

    #[test]
    fn a_dataset_speaks_for_thirty_days() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 5, d).unwrap_or_default();
        let dataset = RetractionDataset {
            hash: Sha256Hash::of(b""),
            as_of: day(1),
            imported_at: Instant::default(),
            notices: 0,
        };
        assert!(dataset.is_fresh(day(31)));
        assert!(!dataset.is_fresh(NaiveDate::from_ymd_opt(2026, 6, 1).unwrap_or_default()));
    }
}
