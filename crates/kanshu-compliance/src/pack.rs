//! Rule packs as data: read, checked and compiled once.

mod file;
mod guard;
mod pattern;
mod phrase;
mod reading;
mod words;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kanshu_domain::{
    compliance::{PackUsed, TextContext, Words},
    kinds::article::Jurisdiction,
    revision::Sha256Hash,
};

pub(crate) use file::{Examples, Facts, StructuralRule};
pub(crate) use guard::{Guard, Look};
pub(crate) use pattern::Pattern;
pub(crate) use phrase::{Find, PhraseRule, Within};
pub use reading::grams;
pub(crate) use reading::{Reading, Score, around};

use crate::{scan::Scanner, structure, text::Fold};
use file::{GuardsFile, PackFile, RulesFile, StructureFile, WordsFile};

/// A versioned set of rules of one jurisdiction, or of a site (a house pack).
#[derive(Debug)]
pub struct Pack {
    pub id: String,
    pub title: Words,
    /// `None` for a house pack: it applies everywhere.
    pub jurisdiction: Option<Jurisdiction>,
    pub version: String,
    pub effective_from: NaiveDate,
    /// The first day on which it holds no more.
    pub effective_to: Option<NaiveDate>,
    /// The digest of its files.
    pub digest: Sha256Hash,
    pub(crate) surface: Surface,
    pub(crate) fold: Fold,
    pub(crate) clause_ends: Option<Pattern>,
    pub(crate) guards: BTreeMap<String, Guard>,
    pub(crate) phrases: Vec<PhraseRule>,
    pub(crate) structures: Vec<StructuralRule>,
    pub(crate) raises: Vec<file::Raise>,
    /// How sentences read as a whole, when the pack has learned it.
    pub(crate) reading: Option<Reading>,
    pub(crate) scanner: Scanner,
}

/// How much rules weigh by where words stand.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Surface {
    /// No rule speaks there.
    pub(crate) silent: Vec<TextContext>,
    /// `block` is `warn` there.
    pub(crate) demoted: Vec<TextContext>,
    /// `warn` is `block` there.
    pub(crate) raised: Vec<TextContext>,
}

/// What is wrong with a pack's files.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {message}")]
pub struct PackError {
    /// Path within the pack's folder.
    pub file: String,
    pub message: String,
}

impl PackError {
    pub(crate) fn new(file: &str, message: impl ToString) -> Self {
        Self { file: file.to_owned(), message: message.to_string() }
    }
}

fn parse<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, PackError> {
    toml::from_str(text).map_err(|error| PackError::new(file, error))
}

impl Pack {
    /// Reads a pack from its files: path within the pack's folder (with `/`), and text. Files that are
    /// not TOML are ignored.
    ///
    /// # Errors
    /// The first thing that is wrong, with the file and, where it concerns one, the rule.
    pub fn read(files: &BTreeMap<String, String>) -> Result<Self, PackError> {
        let text = |name: &str| files.get(name).map(String::as_str);
        let missing = || PackError::new("pack.toml", "the pack has no pack.toml");
        let head: PackFile = parse("pack.toml", text("pack.toml").ok_or_else(missing)?)?;
        let vocabulary: WordsFile = parse("words.toml", text("words.toml").unwrap_or_default())?;
        let guards: GuardsFile = parse("guards.toml", text("guards.toml").unwrap_or_default())?;
        let structure: StructureFile =
            parse("structure.toml", text("structure.toml").unwrap_or_default())?;

        let in_words = |message: String| PackError::new("words.toml", message);
        let fold = Fold::new(&vocabulary.spellings()).map_err(in_words)?;
        let shared = words::Vocabulary::new(&vocabulary.words, &fold);
        let clause_ends = match vocabulary.clause_ends.is_empty() {
            true => None,
            false => {
                let pattern = shared.any_of(&vocabulary.clause_ends).map_err(in_words)?;
                Some(Pattern::new(&pattern).map_err(in_words)?)
            }
        };
        let guards: BTreeMap<String, Guard> = guards
            .guard
            .iter()
            .map(|(name, file)| match Guard::new(name, file, &shared) {
                Ok(guard) => Ok((name.clone(), guard)),
                Err(message) => {
                    Err(PackError::new("guards.toml", format!("guard {name}: {message}")))
                }
            })
            .collect::<Result<_, _>>()?;

        let reading = match text("reading.toml") {
            None => None,
            Some(text) => {
                let wrong = |message: String| PackError::new("reading.toml", message);
                Some(Reading::new(parse("reading.toml", text)?).map_err(wrong)?)
            }
        };

        let mut phrases = Vec::new();
        for (file, text) in files.iter().filter(|(file, _)| is_rule_file(file)) {
            let rules: RulesFile = parse(file, text)?;
            let vocabulary = shared.with(&rules.words);
            for rule in &rules.rule {
                let about =
                    |message: String| PackError::new(file, format!("rule {}: {message}", rule.id));
                let facts = Facts::new(rule.common(), &head).map_err(about)?;
                phrases.push(PhraseRule::new(rule, facts, &vocabulary, &guards).map_err(about)?);
            }
        }
        let mut structures = Vec::new();
        for rule in structure.rule {
            let about = |message: String| {
                PackError::new("structure.toml", format!("rule {}: {message}", rule.id()))
            };
            let unknown = || about(format!("there is no check `{}`", rule.check));
            let check = structure::check_named(&rule.check).ok_or_else(unknown)?;
            let facts = Facts::new(rule.common(), &head).map_err(about)?;
            structures.push(StructuralRule::new(rule, facts, check));
        }
        let mut ids: Vec<&str> = phrases.iter().map(|rule| rule.facts.id.as_str()).collect();
        ids.extend(structures.iter().map(|rule| rule.facts.id.as_str()));
        ids.sort_unstable();
        if let Some(twice) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(PackError::new("pack.toml", format!("rule {} stands twice", twice[0])));
        }
        let scanner = Scanner::new(&phrases).map_err(|message| PackError::new("rules", message))?;
        Ok(Self {
            id: head.id,
            title: head.title,
            jurisdiction: head.jurisdiction,
            version: head.version,
            effective_from: head.effective_from,
            effective_to: head.effective_to,
            digest: Sha256Hash::of_json(files),
            surface: head.surface,
            fold,
            clause_ends,
            guards,
            phrases,
            structures,
            raises: head.raise,
            reading,
            scanner,
        })
    }

    /// Whether the pack holds on that day.
    pub fn is_in_force(&self, on: NaiveDate) -> bool {
        self.effective_from <= on && self.effective_to.is_none_or(|end| on < end)
    }

    /// The facts of every rule, phrase rules first.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &Facts> {
        let structures = self.structures.iter().map(|rule| &rule.facts);
        self.phrases.iter().map(|rule| &rule.facts).chain(structures)
    }

    pub(crate) fn rules_mut(&mut self) -> impl Iterator<Item = &mut Facts> {
        let structures = self.structures.iter_mut().map(|rule| &mut rule.facts);
        self.phrases.iter_mut().map(|rule| &mut rule.facts).chain(structures)
    }

    /// How reports name the pack.
    pub(crate) fn used(&self) -> PackUsed {
        let unreviewed_rules = self.rules().filter(|facts| !facts.reviewed).count();
        PackUsed {
            id: self.id.clone(),
            version: self.version.clone(),
            jurisdiction: self.jurisdiction,
            digest: self.digest,
            reviewed: unreviewed_rules == 0,
            unreviewed_rules,
        }
    }
}

fn is_rule_file(path: &str) -> bool {
    path.starts_with("rules/") && path.ends_with(".toml")
}
