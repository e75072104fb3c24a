//! Guards: what silences a finding, as data.

use std::ops::Range;

use kanshu_domain::compliance::{TextContext, Words};
use serde::Deserialize;

use super::{pattern::Pattern, words::Vocabulary};

/// A guard as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GuardFile {
    note: Words,
    look: Look,
    #[serde(default = "a_clause")]
    within: usize,
    #[serde(default)]
    stop: Vec<String>,
    silences: Vec<OneOrAll>,
    #[serde(default)]
    except: Vec<String>,
    #[serde(default)]
    contexts: Vec<TextContext>,
}

fn a_clause() -> usize {
    45
}

/// Where a guard looks, seen from the words found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Look {
    After,
    Before,
    /// After and before.
    Around,
    /// The whole sentence.
    Sentence,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrAll {
    One(String),
    All(Vec<String>),
}

/// A compiled guard.
#[derive(Debug)]
pub(crate) struct Guard {
    pub(crate) name: String,
    pub(crate) note: Words,
    pub(crate) look: Look,
    pub(crate) within: usize,
    stop: Option<Pattern>,
    /// Each group silences when all of its patterns are found.
    silences: Vec<Vec<Pattern>>,
    except: Option<Pattern>,
    contexts: Vec<TextContext>,
}

impl Guard {
    pub(super) fn new(
        name: &str,
        file: &GuardFile,
        vocabulary: &Vocabulary<'_>,
    ) -> Result<Self, String> {
        let one = |pattern: &String| Pattern::new(&vocabulary.expand(pattern)?);
        let any = |patterns: &[String]| match patterns {
            [] => Ok(None),
            patterns => Pattern::new(&vocabulary.any_of(patterns)?).map(Some),
        };
        // Single patterns are one automaton; groups are tried one after another.
        let mut singles = Vec::new();
        let mut silences = Vec::new();
        for silence in &file.silences {
            match silence {
                OneOrAll::One(pattern) => singles.push(pattern.clone()),
                OneOrAll::All(patterns) => {
                    silences.push(patterns.iter().map(one).collect::<Result<_, _>>()?);
                }
            }
        }
        if let Some(pattern) = any(&singles)? {
            silences.insert(0, vec![pattern]);
        }
        Ok(Self {
            name: name.to_owned(),
            note: file.note.clone(),
            look: file.look,
            within: file.within,
            stop: any(&file.stop)?,
            silences,
            except: any(&file.except)?,
            contexts: file.contexts.clone(),
        })
    }

    /// The words that silence a finding at `span` of `sentence`, if any do.
    pub(crate) fn silences(
        &self,
        sentence: &str,
        span: &Range<usize>,
        context: TextContext,
    ) -> Option<String> {
        if !self.contexts.is_empty() && !self.contexts.contains(&context) {
            return None;
        }
        match self.look {
            Look::Sentence => self.in_text(sentence),
            Look::After => self.in_text(self.after(sentence, span)),
            Look::Before => self.in_text(self.before(sentence, span)),
            Look::Around => self
                .in_text(self.after(sentence, span))
                .or_else(|| self.in_text(self.before(sentence, span))),
        }
    }

    /// What stands after the words found, as far as the guard looks.
    pub(crate) fn after<'a>(&self, sentence: &'a str, span: &Range<usize>) -> &'a str {
        let tail = &sentence[span.end..];
        let tail = match tail.char_indices().nth(self.within) {
            Some((end, _)) => &tail[..end],
            None => tail,
        };
        match self.stop.as_ref().and_then(|stop| stop.find(tail)) {
            Some(stop) => &tail[..stop.start],
            None => tail,
        }
    }

    fn before<'a>(&self, sentence: &'a str, span: &Range<usize>) -> &'a str {
        let head = &sentence[..span.start];
        let head = match head.char_indices().rev().nth(self.within.saturating_sub(1)) {
            Some((start, _)) => &head[start..],
            None => head,
        };
        match self.stop.as_ref().and_then(|stop| stop.find_all(head).last()) {
            Some(stop) => &head[stop.end..],
            None => head,
        }
    }

    fn in_text(&self, text: &str) -> Option<String> {
        self.silences.iter().find_map(|group| {
            let found: Vec<Range<usize>> =
                group.iter().map(|pattern| self.counted(pattern, text)).collect::<Option<_>>()?;
            let words: Vec<&str> = found.into_iter().map(|range| &text[range]).collect();
            Some(words.join(" … "))
        })
    }

    /// The first match that no exception overlaps.
    fn counted(&self, pattern: &Pattern, text: &str) -> Option<Range<usize>> {
        let first = pattern.find(text)?;
        let Some(except) = &self.except else { return Some(first) };
        let excepted: Vec<Range<usize>> = except.find_all(text).collect();
        pattern
            .find_all(text)
            .find(|found| !excepted.iter().any(|e| e.start < found.end && found.start < e.end))
    }
}
