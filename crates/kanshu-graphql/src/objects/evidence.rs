//! What sources can show, one by one and together.

use async_graphql::SimpleObject;
use kanshu_citation::evidence as summary;
use kanshu_domain::kinds::citation;

use crate::{
    compliance::BilingualText,
    enums::{EvidenceScale, StudyDesign},
    text::text,
};

/// What a source can show.
#[derive(SimpleObject)]
pub(crate) struct Evidence {
    /// The design of the study in words: randomised trial, cohort, mouse model.
    design: Option<String>,
    /// The design by kind, as recorded.
    study_design: Option<StudyDesign>,
    /// The species studied.
    species: Option<String>,
    /// The number of subjects.
    n: Option<u32>,
    /// Who the subjects were.
    population: Option<String>,
    /// What was given.
    product: Option<String>,
    /// How it was given.
    route: Option<String>,
    /// The level on its scale.
    level: Option<EvidenceLevel>,
}

/// A level of evidence and the scale that it belongs to; neither says anything without the other.
#[derive(SimpleObject)]
pub(crate) struct EvidenceLevel {
    /// The scale.
    scale: EvidenceScale,
    /// The level, as the scale writes it: `2`, `IVa`.
    level: &'static str,
}

impl From<&citation::Evidence> for Evidence {
    fn from(evidence: &citation::Evidence) -> Self {
        Self {
            design: text(&evidence.design),
            study_design: evidence.study_design.map(StudyDesign::from),
            species: text(&evidence.species),
            n: evidence.n,
            population: text(&evidence.population),
            product: text(&evidence.product),
            route: text(&evidence.route),
            level: evidence
                .level
                .map(|level| EvidenceLevel { scale: level.scale().into(), level: level.level() }),
        }
    }
}

/// What the sources of a page can show together.
#[derive(SimpleObject)]
pub(crate) struct EvidenceSummary {
    /// How many sources there are.
    sources: usize,
    /// How many on each level, the strongest of a scale first; sources without a level are left out.
    levels: Vec<LevelCount>,
    /// How many of each design; sources of which it is not known are left out.
    designs: Vec<DesignCount>,
    /// How many in humans, animals or cells.
    subjects: Vec<SubjectsCount>,
    /// Trials in humans, and systematic reviews of them.
    human_trials: usize,
    /// What readers must be told when no human trial is cited; null when one is, or nothing is cited.
    statement: Option<BilingualText>,
}

/// How many sources stand on a level.
#[derive(SimpleObject)]
pub(crate) struct LevelCount {
    /// The scale.
    scale: EvidenceScale,
    /// The level.
    level: &'static str,
    /// How many.
    count: usize,
}

/// How many sources have a design.
#[derive(SimpleObject)]
pub(crate) struct DesignCount {
    /// The design.
    design: StudyDesign,
    /// How many.
    count: usize,
}

/// How many sources studied such subjects.
#[derive(SimpleObject)]
pub(crate) struct SubjectsCount {
    /// `humans`, `animals`, `cells` or `unknown`.
    subjects: &'static str,
    /// How many.
    count: usize,
}

impl From<summary::EvidenceSummary> for EvidenceSummary {
    fn from(summary: summary::EvidenceSummary) -> Self {
        let statement = summary.statement().map(BilingualText::from);
        let levels = summary.levels.iter().map(|((scale, place), count)| LevelCount {
            scale: (*scale).into(),
            level: scale.levels().get(*place).copied().unwrap_or_default(),
            count: *count,
        });
        let designs = summary.designs.iter();
        let subjects = summary.subjects.iter();
        Self {
            sources: summary.sources,
            levels: levels.collect(),
            designs: designs
                .map(|(design, count)| DesignCount { design: (*design).into(), count: *count })
                .collect(),
            subjects: subjects
                .map(|(of, count)| SubjectsCount { subjects: of.name(), count: *count })
                .collect(),
            human_trials: summary.human_trials,
            statement,
        }
    }
}
