//! What the cited sources can show together: how many on which level, of which design, in whom.

use std::collections::BTreeMap;

use kanshu_domain::{
    compliance::Words,
    kinds::citation::{Citation, Evidence, EvidenceScale, SourceType, StudyDesign},
};

/// In whom or what a study was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subjects {
    Humans,
    Animals,
    Cells,
    Unknown,
}

impl Subjects {
    /// The name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Humans => "humans",
            Self::Animals => "animals",
            Self::Cells => "cells",
            Self::Unknown => "unknown",
        }
    }
}

/// How many sources share a level, a design, or subjects. Sources of which it is not known count under
/// no level and no design.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvidenceSummary {
    pub sources: usize,
    /// The strongest level of each scale first.
    pub levels: BTreeMap<(EvidenceScale, usize), usize>,
    pub designs: BTreeMap<StudyDesign, usize>,
    pub subjects: BTreeMap<Subjects, usize>,
    /// Trials in humans, and systematic reviews of them.
    pub human_trials: usize,
}

impl EvidenceSummary {
    /// Counts sources, each once.
    pub fn of<'a>(citations: impl IntoIterator<Item = &'a Citation>) -> Self {
        let mut summary = Self::default();
        for citation in citations {
            summary.sources += 1;
            let evidence = citation.evidence.as_ref();
            if let Some(level) = evidence.and_then(|evidence| evidence.level) {
                *summary.levels.entry((level.scale(), level.place())).or_default() += 1;
            }
            let design = design_of(citation);
            if let Some(design) = design {
                *summary.designs.entry(design).or_default() += 1;
            }
            let subjects = subjects_of(citation);
            *summary.subjects.entry(subjects).or_default() += 1;
            let is_trial = matches!(
                design,
                Some(
                    StudyDesign::RandomizedTrial
                        | StudyDesign::NonRandomizedTrial
                        | StudyDesign::SystematicReview
                )
            );
            summary.human_trials += usize::from(is_trial && subjects == Subjects::Humans);
        }
        summary
    }

    /// What a reader must be told when sources are cited and none of them is a trial in humans.
    pub fn statement(&self) -> Option<Words> {
        (self.sources > 0 && self.human_trials == 0).then(|| Words {
            ja: "ヒトを対象とした臨床試験は引用されていません。".to_owned(),
            en: "No human trial is cited.".to_owned(),
        })
    }
}

/// The design: as recorded, else as the words of the design say, else as the kind of source says.
pub fn design_of(citation: &Citation) -> Option<StudyDesign> {
    let evidence = citation.evidence.as_ref();
    if let Some(design) = evidence.and_then(|evidence| evidence.study_design) {
        return Some(design);
    }
    let words = evidence.and_then(|evidence| evidence.design.as_ref());
    let said = words.and_then(|words| recognised(&words.as_str().to_lowercase()));
    said.or(match citation.source_type {
        Some(SourceType::Review) => Some(StudyDesign::NarrativeReview),
        Some(SourceType::Guideline) => Some(StudyDesign::Guideline),
        _ => None,
    })
}

/// The design that words name, the most telling first: `randomised controlled trial in mice` is a study
/// in animals.
fn recognised(words: &str) -> Option<StudyDesign> {
    const DESIGNS: [(StudyDesign, &[&str]); 12] = [
        (
            StudyDesign::SystematicReview,
            &[
                "systematic review",
                "meta-analysis",
                "システマティックレビュー",
                "系統的レビュー",
                "メタ解析",
                "メタアナリシス",
            ],
        ),
        (StudyDesign::Guideline, &["guideline", "ガイドライン", "診療の手引き", "診療指針"]),
        (StudyDesign::NarrativeReview, &["review", "総説", "レビュー"]),
        (
            StudyDesign::AnimalStudy,
            &[
                "animal",
                "mouse",
                "mice",
                "rat model",
                "in rats",
                "rabbit",
                "動物",
                "マウス",
                "ラット",
            ],
        ),
        (StudyDesign::InVitro, &["in vitro", "cell culture", "培養細胞", "試験管", "細胞実験"]),
        (
            StudyDesign::NonRandomizedTrial,
            &[
                "non-random",
                "nonrandom",
                "single-arm",
                "open label",
                "open-label",
                "非無作為",
                "非ランダム",
                "単群",
                "対照群なし",
            ],
        ),
        (
            StudyDesign::RandomizedTrial,
            &["randomised", "randomized", "rct", "無作為", "ランダム化"],
        ),
        (StudyDesign::CaseControl, &["case-control", "case control", "症例対照"]),
        (StudyDesign::Cohort, &["cohort", "コホート", "prospective", "前向き"]),
        (StudyDesign::CrossSectional, &["cross-sectional", "横断", "survey", "調査"]),
        (StudyDesign::CaseSeries, &["case series", "症例集積", "症例シリーズ"]),
        (StudyDesign::CaseReport, &["case report", "症例報告"]),
    ];
    let names =
        |(_, words_of): &&(StudyDesign, &[&str])| words_of.iter().any(|word| words.contains(word));
    DESIGNS.iter().find(names).map(|(design, _)| *design)
}

/// In whom: as the species is worded, else as the design says.
pub fn subjects_of(citation: &Citation) -> Subjects {
    let Some(evidence) = &citation.evidence else { return Subjects::Unknown };
    if let Some(species) = &evidence.species {
        let said = species.as_str().to_lowercase();
        let names = |words: &[&str]| words.iter().any(|word| said.contains(word));
        // Human cells are cells.
        if names(&["cell", "細胞", "in vitro", "skin model", "培養"]) {
            return Subjects::Cells;
        }
        if names(&[
            "mouse",
            "mice",
            "rat",
            "rabbit",
            "pig",
            "dog",
            "monkey",
            "animal",
            "マウス",
            "ラット",
            "ウサギ",
            "ブタ",
            "イヌ",
            "サル",
            "動物",
        ]) {
            return Subjects::Animals;
        }
        if names(&["human", "patient", "volunteer", "ヒト", "人", "患者", "ボランティア", "被験者"])
        {
            return Subjects::Humans;
        }
    }
    match design_of(citation) {
        Some(StudyDesign::AnimalStudy) => Subjects::Animals,
        Some(StudyDesign::InVitro) => Subjects::Cells,
        _ if has_human_population(evidence) => Subjects::Humans,
        _ => Subjects::Unknown,
    }
}

fn has_human_population(evidence: &Evidence) -> bool {
    evidence.population.is_some()
}

#[cfg(test)]
mod tests {
    use kanshu_domain::{kinds::citation::EvidenceLevel, values::Line};

    use super::*;

    fn source(design: &str, species: &str) -> Citation {
        let line = |text: &str| Line::parse(text).ok();
        let evidence =
            Evidence { design: line(design), species: line(species), ..Evidence::default() };
        let title = Line::parse("T").unwrap();
        Citation { evidence: Some(evidence), ..Citation::titled(title) }
    }

    #[test]
    fn words_are_recognised_the_most_telling_first() {
        for (design, species, expected, subjects) in [
            (
                "無作為化比較試験(左右比較)",
                "ヒト",
                Some(StudyDesign::RandomizedTrial),
                Subjects::Humans,
            ),
            ("動物実験(無作為割付)", "マウス", Some(StudyDesign::AnimalStudy), Subjects::Animals),
            (
                "培養細胞の実験(in vitro)",
                "ヒト培養細胞",
                Some(StudyDesign::InVitro),
                Subjects::Cells,
            ),
            (
                "前向き観察研究(対照群なし)",
                "ヒト",
                Some(StudyDesign::NonRandomizedTrial),
                Subjects::Humans,
            ),
            (
                "総説(動物実験が中心)",
                "マウス、ラット",
                Some(StudyDesign::NarrativeReview),
                Subjects::Animals,
            ),
            (
                "Systematic review of randomised trials",
                "humans",
                Some(StudyDesign::SystematicReview),
                Subjects::Humans,
            ),
            ("case report", "", Some(StudyDesign::CaseReport), Subjects::Unknown),
            ("", "", None, Subjects::Unknown),
        ] {
            let source = source(design, species);
            assert_eq!(design_of(&source), expected, "{design}");
            assert_eq!(subjects_of(&source), subjects, "{design}");
        }
    }

    #[test]
    fn readers_are_told_that_no_human_trial_is_cited() {
        let mouse = source("randomised, in mice", "mouse");
        let mut review = source("narrative review", "human");
        if let Some(evidence) = &mut review.evidence {
            evidence.level = EvidenceLevel::new(EvidenceScale::Ocebm2011, "5").ok();
        }
        let summary = EvidenceSummary::of([&mouse, &review]);
        assert_eq!((summary.sources, summary.human_trials), (2, 0));
        assert_eq!(summary.levels[&(EvidenceScale::Ocebm2011, 4)], 1);
        assert_eq!(summary.statement().unwrap().en, "No human trial is cited.");

        let trial = source("randomized controlled trial", "human");
        assert_eq!(EvidenceSummary::of([&mouse, &trial]).statement(), None);
        // Who cites nothing is told so elsewhere.
        assert_eq!(EvidenceSummary::of([]).statement(), None);
    }
}
