//! Translation integrity: whether a translation says what its original says.
//!
//! Deterministic and without a network: both sides are read into *signs* (numbers, named molecules,
//! conditions of a study, directions, hedges, negations, terms of a glossary), sentences are aligned by the
//! signs they share, and what one side of an alignment says and the other does not is a finding with its
//! range on both sides.

mod align;
mod checks;
mod lexicon;
mod markers;
mod names;
mod numbers;
mod prepared;
mod segments;
mod signs;

use kanshu_domain::compliance::{Severity, TextRange, Words};
use serde::{Deserialize, Serialize};

pub use lexicon::{Glossary, GlossaryEntry};

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
