//! A pack's own examples, as its tests.

use kanshu_domain::compliance::{Severity, TextContext};

use crate::{
    Pack,
    pack::{Examples, PhraseRule},
    scan::{Outcome, scan},
    text::Normalized,
};

/// What a rule must find, or must leave alone.
#[derive(Clone, Copy, Debug)]
pub struct PackExample<'a> {
    pub rule: &'a str,
    pub text: &'a str,
    pub context: TextContext,
    /// Whether the rule must speak.
    pub fires: bool,
}

impl Pack {
    /// The examples of its phrase rules that do not hold, one sentence each; and patterns too large to
    /// compile.
    pub fn failed_examples(&self) -> Vec<String> {
        let mut failed = Vec::new();
        for (r, rule) in self.phrases.iter().enumerate() {
            failed.extend(self.patterns_too_large(rule));
            for example in &rule.examples.fires {
                if let Err(why) = self.fires(r, example.text(), example.context()) {
                    failed.push(format!(
                        "{} must fire on “{}”: {why}",
                        rule.facts.id,
                        example.text()
                    ));
                }
            }
            for example in &rule.examples.silent {
                if self.fires(r, example.text(), example.context()).is_ok() {
                    failed.push(format!(
                        "{} must be silent on “{}”",
                        rule.facts.id,
                        example.text()
                    ));
                }
            }
        }
        failed
    }

    /// The examples of its phrase rules.
    pub fn examples(&self) -> impl Iterator<Item = PackExample<'_>> {
        self.phrases.iter().flat_map(|rule| {
            let Examples { fires, silent } = &rule.examples;
            let all = fires.iter().map(|e| (true, e)).chain(silent.iter().map(|e| (false, e)));
            all.map(|(fires, example)| PackExample {
                rule: &rule.facts.id,
                text: example.text(),
                context: example.context(),
                fires,
            })
        })
    }

    fn patterns_too_large(&self, rule: &PhraseRule) -> Vec<String> {
        let own = rule
            .finds
            .iter()
            .flat_map(|find| find.all.iter().chain(find.except.iter()).chain(find.unless.iter()));
        own.chain(&rule.except)
            .chain(&rule.unless)
            .filter_map(|pattern| pattern.compile().err())
            .map(|error| format!("{}: {error}", rule.facts.id))
            .collect()
    }

    /// Whether the rule speaks about the text; if not, why.
    fn fires(&self, rule: usize, text: &str, context: TextContext) -> Result<Severity, String> {
        if self.surface.silent.contains(&context) {
            return Err("no rule speaks there".to_owned());
        }
        let mut why = "its words are not found".to_owned();
        for hit in scan(self, &Normalized::new(text, &self.fold), context) {
            match hit.outcome {
                Outcome::Fires(_) if hit.rule == rule => {
                    return Ok(self.phrases[rule].facts.severity(context, &self.surface));
                }
                Outcome::Silenced(by, words) if hit.rule == rule => {
                    why = format!("silenced by {by}: “{words}”");
                }
                _ => {}
            }
        }
        Err(why)
    }
}
