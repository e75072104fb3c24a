//! Phrase rules, compiled.

use std::collections::BTreeMap;

use kanshu_domain::compliance::TextContext;
use serde::Deserialize;

use super::{
    file::{Examples, Facts, PhraseFile},
    guard::Guard,
    pattern::Pattern,
    words::Vocabulary,
};

/// What a rule looks for, as written.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum FindFile {
    Words(String),
    Detailed(DetailedFile),
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct DetailedFile {
    find: Option<String>,
    all: Vec<String>,
    within: Option<Within>,
    guards: Option<Vec<String>>,
    except: Vec<String>,
    unless: Vec<String>,
    only_in: Vec<TextContext>,
}

/// How near each other words must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Within {
    Clause,
    Sentence,
}

/// One way in which a rule is broken.
#[derive(Debug)]
pub(crate) struct Find {
    /// All must be there; one alone is found in its order.
    pub(crate) all: Vec<Pattern>,
    pub(crate) within: Within,
    /// Names of guards.
    pub(crate) guards: Vec<String>,
    pub(crate) except: Option<Pattern>,
    pub(crate) unless: Option<Pattern>,
    pub(crate) only_in: Vec<TextContext>,
}

/// A rule on words.
#[derive(Debug)]
pub(crate) struct PhraseRule {
    pub(crate) facts: Facts,
    pub(crate) finds: Vec<Find>,
    pub(crate) except: Option<Pattern>,
    pub(crate) unless: Option<Pattern>,
    pub(crate) silent_in: Vec<TextContext>,
    pub(crate) only_in: Vec<TextContext>,
    pub(crate) examples: Examples,
}

impl PhraseRule {
    pub(super) fn new(
        file: &PhraseFile,
        facts: Facts,
        vocabulary: &Vocabulary<'_>,
        guards: &BTreeMap<String, Guard>,
    ) -> Result<Self, String> {
        if file.examples.fires.is_empty() || file.examples.silent.is_empty() {
            return Err("a rule has examples of what fires and of what is silent".to_owned());
        }
        if file.find.is_empty() {
            return Err("a phrase rule finds something".to_owned());
        }
        let any = |patterns: &[String]| match patterns {
            [] => Ok(None),
            patterns => Pattern::new(&vocabulary.any_of(patterns)?).map(Some),
        };
        let finds = file
            .find
            .iter()
            .map(|find| {
                let detailed = match find {
                    FindFile::Words(words) => {
                        &DetailedFile { find: Some(words.clone()), ..DetailedFile::default() }
                    }
                    FindFile::Detailed(detailed) => detailed,
                };
                let patterns = match (&detailed.find, detailed.all.as_slice()) {
                    (Some(one), []) => std::slice::from_ref(one),
                    (None, all @ [_, _, ..]) => all,
                    _ => return Err("either `find`, or `all` with two or more".to_owned()),
                };
                let all = patterns
                    .iter()
                    .map(|pattern| Pattern::new(&vocabulary.expand(pattern)?))
                    .collect::<Result<_, _>>()?;
                let names = detailed.guards.as_ref().unwrap_or(&file.guards);
                if let Some(unknown) = names.iter().find(|name| !guards.contains_key(*name)) {
                    return Err(format!("there is no guard `{unknown}`"));
                }
                Ok(Find {
                    all,
                    within: detailed.within.unwrap_or(Within::Sentence),
                    guards: names.clone(),
                    except: any(&detailed.except)?,
                    unless: any(&detailed.unless)?,
                    only_in: detailed.only_in.clone(),
                })
            })
            .collect::<Result<_, String>>()?;
        Ok(Self {
            facts,
            finds,
            except: any(&file.except)?,
            unless: any(&file.unless)?,
            silent_in: file.silent_in.clone(),
            only_in: file.only_in.clone(),
            examples: file.examples.clone(),
        })
    }

    /// Whether the rule speaks about words that stand there.
    pub(crate) fn speaks_in(&self, context: TextContext) -> bool {
        !self.silent_in.contains(&context)
            && (self.only_in.is_empty() || self.only_in.contains(&context))
    }
}
