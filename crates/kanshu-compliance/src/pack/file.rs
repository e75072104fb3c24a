//! The files of a pack, as written.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kanshu_domain::{
    compliance::{Law, Severity, TextContext, Waivable, Words},
    gate::Condition,
    kinds::article::Jurisdiction,
};
use serde::Deserialize;

use super::{Surface, guard::GuardFile, phrase::FindFile, words::WordSet};
use crate::structure::Check;

/// `pack.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PackFile {
    pub(super) id: String,
    pub(super) title: Words,
    #[serde(default)]
    pub(super) jurisdiction: Option<Jurisdiction>,
    /// The language of its words; for readers of the pack.
    #[serde(rename = "locale")]
    _locale: String,
    pub(super) version: String,
    #[serde(deserialize_with = "day")]
    pub(super) effective_from: NaiveDate,
    #[serde(default, deserialize_with = "maybe_day")]
    pub(super) effective_to: Option<NaiveDate>,
    #[serde(default)]
    pub(super) surface: Surface,
    #[serde(default)]
    pub(super) sources: BTreeMap<String, Law>,
    /// What a house pack makes graver.
    #[serde(default)]
    pub(super) raise: Vec<Raise>,
}

/// A house pack's word on another pack's rule: it may weigh more, never less.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Raise {
    pub(crate) rule: String,
    pub(crate) severity: Severity,
    /// Why; for readers of the pack.
    #[serde(rename = "reason")]
    _reason: String,
}

fn day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}

fn maybe_day<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<NaiveDate>, D::Error> {
    day(deserializer).map(Some)
}

/// `words.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WordsFile {
    pub(super) clause_ends: Vec<String>,
    /// Spellings of one word; the last is the one that rules are matched in.
    fold: Vec<Vec<String>>,
    pub(super) words: BTreeMap<String, WordSet>,
}

impl WordsFile {
    /// Each spelling with its canonical form.
    pub(super) fn spellings(&self) -> Vec<(String, String)> {
        let mut pairs = BTreeMap::new();
        for group in &self.fold {
            if let Some((canonical, others)) = group.split_last() {
                for other in others.iter().filter(|other| *other != canonical) {
                    pairs.insert(other.clone(), canonical.clone());
                }
            }
        }
        pairs.into_iter().collect()
    }
}

/// `guards.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct GuardsFile {
    pub(super) guard: BTreeMap<String, GuardFile>,
}

/// `rules/*.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RulesFile {
    pub(super) words: BTreeMap<String, WordSet>,
    pub(super) rule: Vec<PhraseFile>,
}

/// `structure.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct StructureFile {
    pub(super) rule: Vec<StructuralFile>,
}

macro_rules! rule_file {
    ($(#[$doc:meta])* $name:ident { $($own:tt)* }) => {
        $(#[$doc])*
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            pub(super) id: String,
            name: Words,
            category: String,
            severity: Severity,
            #[serde(default)]
            severity_in: BTreeMap<TextContext, Severity>,
            law: Vec<String>,
            reason: Words,
            rewrite: Words,
            #[serde(default)]
            waivable: Waivable,
            #[serde(default)]
            gate: Option<Condition>,
            #[serde(default)]
            reviewed: bool,
            $($own)*
        }

        impl $name {
            pub(super) fn common(&self) -> Common<'_> {
                Common {
                    id: &self.id,
                    name: &self.name,
                    category: &self.category,
                    severity: self.severity,
                    severity_in: &self.severity_in,
                    law: &self.law,
                    reason: &self.reason,
                    rewrite: &self.rewrite,
                    waivable: self.waivable,
                    gate: self.gate,
                    reviewed: self.reviewed,
                }
            }
        }
    };
}

rule_file! {
    /// A phrase rule as written.
    PhraseFile {
        #[serde(default)]
        pub(super) guards: Vec<String>,
        pub(super) find: Vec<FindFile>,
        #[serde(default)]
        pub(super) except: Vec<String>,
        #[serde(default)]
        pub(super) unless: Vec<String>,
        #[serde(default)]
        pub(super) silent_in: Vec<TextContext>,
        #[serde(default)]
        pub(super) only_in: Vec<TextContext>,
        pub(super) examples: Examples,
    }
}

rule_file! {
    /// A structural rule as written.
    StructuralFile {
        pub(super) check: String,
        #[serde(default)]
        with: toml::Table,
        #[serde(default)]
        declaration: Option<String>,
    }
}

impl StructuralFile {
    pub(super) fn id(&self) -> &str {
        &self.id
    }
}

/// The keys that every rule has.
pub(super) struct Common<'a> {
    id: &'a str,
    name: &'a Words,
    category: &'a str,
    severity: Severity,
    severity_in: &'a BTreeMap<TextContext, Severity>,
    law: &'a [String],
    reason: &'a Words,
    rewrite: &'a Words,
    waivable: Waivable,
    gate: Option<Condition>,
    reviewed: bool,
}

/// What a rule must find and what it must leave alone.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Examples {
    pub(crate) fires: Vec<Example>,
    pub(crate) silent: Vec<Example>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Example {
    Text(String),
    In {
        text: String,
        #[serde(rename = "in")]
        context: TextContext,
    },
}

impl Example {
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::In { text, .. } => text,
        }
    }

    pub(crate) fn context(&self) -> TextContext {
        match self {
            Self::Text(_) => TextContext::Body,
            Self::In { context, .. } => *context,
        }
    }
}

/// What every finding of a rule says.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub(crate) id: String,
    pub(crate) name: Words,
    pub(crate) category: String,
    pub(crate) severity: Severity,
    pub(crate) severity_in: BTreeMap<TextContext, Severity>,
    pub(crate) law: Vec<Law>,
    pub(crate) reason: Words,
    pub(crate) rewrite: Words,
    pub(crate) waivable: Waivable,
    pub(crate) gate: Option<Condition>,
    pub(crate) reviewed: bool,
}

impl Facts {
    pub(super) fn new(rule: Common<'_>, pack: &PackFile) -> Result<Self, String> {
        let source = |key: &String| {
            pack.sources
                .get(key)
                .cloned()
                .ok_or_else(|| format!("there is no source `{key}` in pack.toml"))
        };
        let law: Vec<Law> = rule.law.iter().map(source).collect::<Result<_, _>>()?;
        if law.is_empty() {
            return Err("a rule names at least one source".to_owned());
        }
        Ok(Self {
            id: rule.id.to_owned(),
            name: rule.name.clone(),
            category: rule.category.to_owned(),
            severity: rule.severity,
            severity_in: rule.severity_in.clone(),
            law,
            reason: rule.reason.clone(),
            rewrite: rule.rewrite.clone(),
            waivable: rule.waivable,
            gate: rule.gate,
            reviewed: rule.reviewed,
        })
    }

    /// How grave a finding is where the words stand: the rule's own word first, then the pack's.
    pub(crate) fn severity(&self, context: TextContext, surface: &Surface) -> Severity {
        if let Some(severity) = self.severity_in.get(&context) {
            return *severity;
        }
        match self.severity {
            Severity::Block if surface.demoted.contains(&context) => Severity::Warn,
            Severity::Warn if surface.raised.contains(&context) => Severity::Block,
            severity => severity,
        }
    }
}

/// A rule on the document and its records.
#[derive(Clone, Debug)]
pub(crate) struct StructuralRule {
    pub(crate) facts: Facts,
    pub(crate) check: Check,
    pub(crate) with: toml::Table,
    /// The site's declaration that the rule rests on.
    pub(crate) declaration: Option<String>,
}

impl StructuralRule {
    pub(super) fn new(file: StructuralFile, facts: Facts, check: Check) -> Self {
        Self { facts, check, with: file.with, declaration: file.declaration }
    }
}
