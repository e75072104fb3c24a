//! What a source can show, and on which scale that is rated.

use serde::{Deserialize, Serialize};

use crate::values::{Invalid, Line};

/// What the source can show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Evidence {
    /// The design in the source's words: `left-right comparison, assessor blinded`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub design: Option<Line>,
    /// The design by kind, for counting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub study_design: Option<StudyDesign>,
    /// Whom or what it was shown in, in words: `ヒト`, `mouse`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub species: Option<Line>,
    /// Number of subjects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n: Option<u32>,
    /// Who the subjects were: `adults with moderate atopic dermatitis`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub population: Option<Line>,
    /// What was given: `exosomes of adipose tissue-derived stem cells`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<Line>,
    /// How it was given: `intravenous`, `topical`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<Line>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<EvidenceLevel>,
}

/// A kind of study.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StudyDesign {
    SystematicReview,
    RandomizedTrial,
    NonRandomizedTrial,
    Cohort,
    CaseControl,
    CrossSectional,
    CaseSeries,
    CaseReport,
    Guideline,
    NarrativeReview,
    AnimalStudy,
    InVitro,
    Other,
}

impl StudyDesign {
    /// The name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::SystematicReview => "systematic_review",
            Self::RandomizedTrial => "randomized_trial",
            Self::NonRandomizedTrial => "non_randomized_trial",
            Self::Cohort => "cohort",
            Self::CaseControl => "case_control",
            Self::CrossSectional => "cross_sectional",
            Self::CaseSeries => "case_series",
            Self::CaseReport => "case_report",
            Self::Guideline => "guideline",
            Self::NarrativeReview => "narrative_review",
            Self::AnimalStudy => "animal_study",
            Self::InVitro => "in_vitro",
            Self::Other => "other",
        }
    }
}

/// A scale that rates single sources. The certainty of a whole body of evidence (GRADE) belongs to the
/// claim that rests on it, not to a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceScale {
    /// Oxford Centre for Evidence-Based Medicine, *The Oxford 2011 Levels of Evidence*: 1 to 5. Levels
    /// with letters (1a, 2b) are those of 2009 and are refused.
    #[serde(rename = "ocebm_2011")]
    Ocebm2011,
    /// Minds 診療ガイドライン作成の手引き 2007, エビデンスレベル: I, II, III, IVa, IVb, V, VI.
    #[serde(rename = "minds_2007")]
    Minds2007,
    /// Minds 診療ガイドライン作成の手引き 2007, 推奨グレード: A, B, C1, C2, D.
    #[serde(rename = "minds_grade_2007")]
    MindsGrade2007,
}

impl EvidenceScale {
    /// Every scale.
    pub const ALL: [Self; 3] = [Self::Ocebm2011, Self::Minds2007, Self::MindsGrade2007];

    /// The name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ocebm2011 => "ocebm_2011",
            Self::Minds2007 => "minds_2007",
            Self::MindsGrade2007 => "minds_grade_2007",
        }
    }

    /// The levels of the scale, the strongest first.
    pub fn levels(self) -> &'static [&'static str] {
        match self {
            Self::Ocebm2011 => &["1", "2", "3", "4", "5"],
            Self::Minds2007 => &["I", "II", "III", "IVa", "IVb", "V", "VI"],
            Self::MindsGrade2007 => &["A", "B", "C1", "C2", "D"],
        }
    }
}

/// A level on its scale; neither says anything without the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "LevelFields", into = "LevelFields")]
pub struct EvidenceLevel {
    scale: EvidenceScale,
    /// Its place among the scale's levels, the strongest first.
    place: usize,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelFields {
    scale: EvidenceScale,
    level: String,
}

impl TryFrom<LevelFields> for EvidenceLevel {
    type Error = Invalid;

    fn try_from(LevelFields { scale, level }: LevelFields) -> Result<Self, Self::Error> {
        Self::new(scale, &level)
    }
}

impl From<EvidenceLevel> for LevelFields {
    fn from(level: EvidenceLevel) -> Self {
        Self { scale: level.scale, level: level.level().to_owned() }
    }
}

impl EvidenceLevel {
    /// # Errors
    /// When the scale has no such level.
    pub fn new(scale: EvidenceScale, level: &str) -> Result<Self, Invalid> {
        let place = scale.levels().iter().position(|known| *known == level.trim());
        place.map(|place| Self { scale, place }).ok_or_else(|| {
            let levels = scale.levels().join(", ");
            Invalid::because(format!("`{level}` is no level of {}: {levels}", scale.name()))
        })
    }

    pub fn scale(self) -> EvidenceScale {
        self.scale
    }

    /// Its place among the scale's levels, from 0 for the strongest.
    pub fn place(self) -> usize {
        self.place
    }

    pub fn level(self) -> &'static str {
        self.scale.levels()[self.place]
    }
}
