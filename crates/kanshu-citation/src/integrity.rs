//! Translation integrity: whether a translation says what its original says.
//!
//! Deterministic and without a network: both sides are read into *signs* (numbers, named molecules,
//! conditions of a study, directions, hedges, negations, terms of a glossary), sentences are aligned by the
//! signs they share, and what one side of an alignment says and the other does not is a finding with its
//! range on both sides.

mod align;
mod announced;
mod checks;
mod lexicon;
mod markers;
mod names;
mod numbers;
mod page;
mod prepared;
mod report;
mod segments;
mod signs;

use kanshu_domain::compliance::{Severity, TextRange, Words};
use serde::{Deserialize, Serialize};

pub use lexicon::{BadGlossary, Glossary, GlossaryEntry};
pub use page::{PageFinding, check_page};
pub use report::{concerns, findings, pack_used};

/// What a translation did to its original.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A sentence of the original has no counterpart.
    SentenceLost,
    /// A sentence of the translation has no counterpart.
    SentenceAdded,
    /// A number of the original is not in the translation, or another one is.
    NumberChanged,
    /// "Less than" became "at least", or the reverse.
    ComparisonChanged,
    /// The number is there with another unit.
    UnitChanged,
    /// A named molecule, gene or cell marker (IL-13, CD4+) is missing or another one.
    NameChanged,
    /// Less became more, or the reverse.
    DirectionSwapped,
    /// What was lowered or raised is named, but not that it was.
    DirectionLost,
    /// "Not" is gone, or has come.
    NegationChanged,
    /// "May" became "does".
    HedgeLost,
    /// "Does" became "may".
    HedgeAdded,
    /// Where it was shown (in vitro, in mice) is gone.
    ConditionLost,
    /// Whose finding it is is gone ("Li et al. found").
    AttributionLost,
    /// A reference mark of the source is missing.
    MarkerLost,
    /// A reference mark that the original does not have.
    MarkerAdded,
    /// A term of the glossary is not translated as the glossary says.
    TermMistranslated,
    /// A term of the original has no counterpart.
    TermLost,
    /// One abbreviation with two meanings, or one thing under two names.
    TermInconsistent,
    /// Words in brackets that are the translator's.
    TranslatorsNote,
    /// です・ます and である in one translation.
    RegisterMixed,
    /// A heading of the source stands among the quoted sentences.
    HeadingQuoted,
    /// The last full stop is missing, an omission is not marked as one, dashes are mixed.
    Typography,
    /// The page announces another number of papers or points than it gives.
    CountDiffers,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 23] = [
        Self::SentenceLost,
        Self::SentenceAdded,
        Self::NumberChanged,
        Self::ComparisonChanged,
        Self::UnitChanged,
        Self::NameChanged,
        Self::DirectionSwapped,
        Self::DirectionLost,
        Self::NegationChanged,
        Self::HedgeLost,
        Self::HedgeAdded,
        Self::ConditionLost,
        Self::AttributionLost,
        Self::MarkerLost,
        Self::MarkerAdded,
        Self::TermMistranslated,
        Self::TermLost,
        Self::TermInconsistent,
        Self::TranslatorsNote,
        Self::RegisterMixed,
        Self::HeadingQuoted,
        Self::Typography,
        Self::CountDiffers,
    ];

    /// The rule's id in reports: `TI-NUMBER-CHANGED`.
    pub fn rule(self) -> &'static str {
        match self {
            Self::SentenceLost => "TI-SENTENCE-LOST",
            Self::SentenceAdded => "TI-SENTENCE-ADDED",
            Self::NumberChanged => "TI-NUMBER-CHANGED",
            Self::ComparisonChanged => "TI-COMPARISON-CHANGED",
            Self::UnitChanged => "TI-UNIT-CHANGED",
            Self::NameChanged => "TI-NAME-CHANGED",
            Self::DirectionSwapped => "TI-DIRECTION-SWAPPED",
            Self::DirectionLost => "TI-DIRECTION-LOST",
            Self::NegationChanged => "TI-NEGATION-CHANGED",
            Self::HedgeLost => "TI-HEDGE-LOST",
            Self::HedgeAdded => "TI-HEDGE-ADDED",
            Self::ConditionLost => "TI-CONDITION-LOST",
            Self::AttributionLost => "TI-ATTRIBUTION-LOST",
            Self::MarkerLost => "TI-MARKER-LOST",
            Self::MarkerAdded => "TI-MARKER-ADDED",
            Self::TermMistranslated => "TI-TERM-MISTRANSLATED",
            Self::TermLost => "TI-TERM-LOST",
            Self::TermInconsistent => "TI-TERM-INCONSISTENT",
            Self::TranslatorsNote => "TI-TRANSLATORS-NOTE",
            Self::RegisterMixed => "TI-REGISTER-MIXED",
            Self::HeadingQuoted => "TI-HEADING-QUOTED",
            Self::Typography => "TI-TYPOGRAPHY",
            Self::CountDiffers => "TI-COUNT-DIFFERS",
        }
    }

    /// What it is about.
    pub fn title(self) -> Words {
        let (ja, en) = match self {
            Self::SentenceLost => ("原文の文が訳されていない", "A sentence was not translated"),
            Self::SentenceAdded => ("原文にない文がある", "A sentence was added"),
            Self::NumberChanged => ("数値が違う", "A number was changed"),
            Self::ComparisonChanged => ("以上・以下が違う", "A comparison was changed"),
            Self::UnitChanged => ("単位が違う", "A unit was changed"),
            Self::NameChanged => ("物質・遺伝子・細胞の名前が違う", "A name was changed"),
            Self::DirectionSwapped => ("増減が逆になっている", "A direction was swapped"),
            Self::DirectionLost => ("増減が訳されていない", "A direction was lost"),
            Self::NegationChanged => ("否定が違う", "A negation was changed"),
            Self::HedgeLost => ("推量が断定になっている", "A hedge became an assertion"),
            Self::HedgeAdded => ("断定が推量になっている", "An assertion became a hedge"),
            Self::ConditionLost => {
                ("研究の条件が訳されていない", "A condition of the study was lost")
            }
            Self::AttributionLost => ("誰の報告かが訳されていない", "Whose finding it is was lost"),
            Self::MarkerLost => ("文献番号が落ちている", "A reference mark was lost"),
            Self::MarkerAdded => ("原文にない文献番号がある", "A reference mark was added"),
            Self::TermMistranslated => ("用語の誤訳", "A term was mistranslated"),
            Self::TermLost => ("用語が訳されていない", "A term was lost"),
            Self::TermInconsistent => ("用語・略語の不統一", "A term is used inconsistently"),
            Self::TranslatorsNote => {
                ("訳者の補足が区別されていない", "A translator's note is not marked")
            }
            Self::RegisterMixed => ("文体の混在", "Two registers are mixed"),
            Self::HeadingQuoted => {
                ("見出しが引用に混ざっている", "A heading is quoted as a sentence")
            }
            Self::Typography => ("約物の不備", "Punctuation is missing or mixed"),
            Self::CountDiffers => ("予告した数と合わない", "Another number was announced"),
        };
        Words { ja: ja.to_owned(), en: en.to_owned() }
    }
}

/// One difference between an original and its translation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntegrityFinding {
    pub kind: Kind,
    pub severity: Severity,
    /// Characters of the original; `None` when it says nothing there.
    pub original_range: Option<TextRange>,
    /// Characters of the translation; `None` when it says nothing there.
    pub translation_range: Option<TextRange>,
    pub message: Words,
}

/// An original and its translation into Japanese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair<'a> {
    /// BCP 47: `en`. For other languages only numbers, names and marks are compared.
    pub original_lang: &'a str,
    pub original: &'a str,
    pub translation: &'a str,
}

/// Compares a translation with its original, in the order of the original.
pub fn check(pair: &Pair<'_>, glossary: &Glossary) -> Vec<IntegrityFinding> {
    checks::run(pair, glossary)
}
