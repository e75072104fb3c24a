//! Phrase rules at work on one text: where words of a rule stand, and which guard silences them.

use std::{collections::BTreeMap, fmt, ops::Range};

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};
use kanshu_domain::compliance::{GuardTrace, TextContext};

use crate::{
    pack::{Find, Look, Pack, Pattern, PhraseRule, Score, Within},
    text::{Normalized, sentences},
};

/// Finds where a rule could speak: patterns are tried only on sentences that hold the words they need.
pub(crate) struct Scanner {
    anchors: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// For each anchor, the needs that it meets.
    meets: Vec<Vec<Need>>,
    /// For each find: its rule, its place in it, and as many bits as it has needs.
    finds: Vec<(FindId, u32)>,
    /// Finds without a need: tried on every sentence.
    everywhere: Vec<FindId>,
}

/// Rule and find, by position.
type FindId = (usize, usize);

/// One need of one find: its place in `finds`, and its bit.
#[derive(Clone, Copy)]
struct Need {
    find: usize,
    bit: u32,
}

impl fmt::Debug for Scanner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scanner").field("anchors", &self.meets.len()).finish_non_exhaustive()
    }
}

/// Words of a rule in a sentence.
#[derive(Debug)]
pub(crate) struct Hit {
    /// Position of the rule in its pack.
    pub(crate) rule: usize,
    /// In the normalised text, in bytes.
    pub(crate) span: Range<usize>,
    pub(crate) sentence: Range<usize>,
    pub(crate) outcome: Outcome,
}

#[derive(Debug)]
pub(crate) enum Outcome {
    /// Nothing silenced it; what each guard looked at.
    Fires(Vec<GuardTrace>),
    /// The guard (or exception) and the words that did.
    Silenced(String, String),
}

impl Scanner {
    pub(crate) fn new(rules: &[PhraseRule]) -> Result<Self, String> {
        let mut by_anchor: BTreeMap<&str, Vec<Need>> = BTreeMap::new();
        let mut finds = Vec::new();
        let mut everywhere = Vec::new();
        for (r, rule) in rules.iter().enumerate() {
            for (f, find) in rule.finds.iter().enumerate() {
                let needs: Vec<_> = find.all.iter().flat_map(Pattern::anchors).take(32).collect();
                if needs.is_empty() {
                    everywhere.push((r, f));
                    continue;
                }
                let mut bits = 0;
                for (i, words) in needs.into_iter().enumerate() {
                    let need = Need { find: finds.len(), bit: 1 << i };
                    bits |= need.bit;
                    for word in words {
                        by_anchor.entry(word).or_default().push(need);
                    }
                }
                finds.push(((r, f), bits));
            }
        }
        let anchors = match by_anchor.is_empty() {
            true => None,
            false => {
                let words = by_anchor.keys().enumerate();
                let words = words
                    .map(|(i, word)| u32::try_from(i).map(|i| (*word, i)))
                    .collect::<Result<Vec<_>, _>>()
                    .map_err(|error| error.to_string())?;
                let automaton =
                    CharwiseDoubleArrayAhoCorasickBuilder::new().build_with_values(words);
                Some(automaton.map_err(|error| error.to_string())?)
            }
        };
        Ok(Self { anchors, meets: by_anchor.into_values().collect(), finds, everywhere })
    }

    /// The finds worth trying on each sentence, in order.
    fn candidates(&self, text: &str, sentences: &[Range<usize>]) -> Vec<Vec<FindId>> {
        let mut candidates: Vec<Vec<FindId>> = vec![self.everywhere.clone(); sentences.len()];
        let Some(anchors) = &self.anchors else { return candidates };
        let mut met = Met { of: vec![(usize::MAX, 0); self.finds.len()] };
        // Matches come in the order of their ends, and a match may not span two sentences.
        for found in anchors.find_overlapping_iter(text) {
            let at = sentences.partition_point(|sentence| sentence.end < found.end());
            let Some(sentence) = sentences.get(at).filter(|s| s.start <= found.start()) else {
                continue;
            };
            debug_assert!(found.end() <= sentence.end);
            for need in &self.meets[found.value() as usize] {
                let (id, all) = self.finds[need.find];
                if met.completes(at, *need, all) {
                    candidates[at].push(id);
                }
            }
        }
        for finds in &mut candidates {
            finds.sort_unstable();
        }
        candidates
    }
}

/// Which needs of which find the words of one sentence have met so far.
struct Met {
    /// For each find, the sentence that the bits are of.
    of: Vec<(usize, u32)>,
}

impl Met {
    /// Notes that a need is met; true the moment the last of a find's needs is.
    fn completes(&mut self, sentence: usize, need: Need, all: u32) -> bool {
        let (of, bits) = &mut self.of[need.find];
        if *of != sentence {
            (*of, *bits) = (sentence, 0);
        }
        let before = *bits;
        *bits |= need.bit;
        before != all && *bits == all
    }
}

/// Every place where words of a rule stand, silenced or not, in the order of the text.
pub(crate) fn scan(pack: &Pack, text: &Normalized, context: TextContext) -> Vec<Hit> {
    let sentences = sentences(text.text());
    let candidates = pack.scanner.candidates(text.text(), &sentences);
    let mut hits = Vec::new();
    for (sentence, finds) in sentences.into_iter().zip(candidates) {
        let words = &text.text()[sentence.clone()];
        let mut in_sentence: Vec<Hit> = Vec::new();
        for (r, f) in finds {
            let rule = &pack.phrases[r];
            let find = &rule.finds[f];
            let speaks = rule.speaks_in(context)
                && (find.only_in.is_empty() || find.only_in.contains(&context));
            if speaks {
                let judged = Judge { pack, rule, find, sentence: words, context };
                for span in judged.spans() {
                    let outcome = judged.outcome(&span);
                    let span = sentence.start + span.start..sentence.start + span.end;
                    let sentence = sentence.clone();
                    in_sentence.push(Hit { rule: r, span, sentence, outcome });
                }
            }
        }
        hits.extend(merged(in_sentence));
    }
    hits
}

/// One find of one rule on one sentence.
struct Judge<'a> {
    pack: &'a Pack,
    rule: &'a PhraseRule,
    find: &'a Find,
    sentence: &'a str,
    context: TextContext,
}

impl Judge<'_> {
    /// Where the words stand.
    fn spans(&self) -> Vec<Range<usize>> {
        if let [one] = self.find.all.as_slice() {
            return one.find_all(self.sentence).collect();
        }
        let within = match self.find.within {
            Within::Sentence => std::iter::once(0..self.sentence.len()).collect(),
            Within::Clause => self.clauses(),
        };
        within.into_iter().filter_map(|clause| self.span_of_all(clause)).collect()
    }

    /// From the first to the last of the words that must all be there.
    fn span_of_all(&self, clause: Range<usize>) -> Option<Range<usize>> {
        let words = &self.sentence[clause.clone()];
        let found: Vec<Range<usize>> =
            self.find.all.iter().map(|pattern| pattern.find(words)).collect::<Option<_>>()?;
        let start = found.iter().map(|range| range.start).min()?;
        let end = found.iter().map(|range| range.end).max()?;
        Some(clause.start + start..clause.start + end)
    }

    fn clauses(&self) -> Vec<Range<usize>> {
        let mut clauses = Vec::new();
        let mut start = 0;
        if let Some(ends) = &self.pack.clause_ends {
            for end in ends.find_all(self.sentence) {
                clauses.push(start..end.end);
                start = end.end;
            }
        }
        clauses.push(start..self.sentence.len());
        clauses
    }

    fn outcome(&self, span: &Range<usize>) -> Outcome {
        let harmless = |pattern: &Option<Pattern>| {
            let pattern = pattern.as_ref()?;
            let overlap = |found: &Range<usize>| found.start < span.end && span.start < found.end;
            pattern.find_all(self.sentence).find(overlap)
        };
        for pattern in [&self.find.except, &self.rule.except] {
            if let Some(found) = harmless(pattern) {
                return Outcome::Silenced("except".to_owned(), self.sentence[found].to_owned());
            }
        }
        for pattern in [&self.find.unless, &self.rule.unless].into_iter().flatten() {
            if let Some(found) = pattern.find(self.sentence) {
                return Outcome::Silenced("unless".to_owned(), self.sentence[found].to_owned());
            }
        }
        let mut trace = Vec::with_capacity(self.find.guards.len());
        for guard in self.find.guards.iter().filter_map(|name| self.pack.guards.get(name)) {
            if let Some(words) = guard.silences(self.sentence, span, self.context) {
                return Outcome::Silenced(guard.name.clone(), words);
            }
            let looked_at = match guard.look {
                Look::After => format!("after the words: “{}”", guard.after(self.sentence, span)),
                Look::Before => "before the words".to_owned(),
                Look::Around => format!("{} characters around the words", guard.within),
                Look::Sentence => "the whole sentence".to_owned(),
            };
            let note = format!("no sign of {} in {looked_at}", guard.note.en);
            trace.push(GuardTrace { guard: guard.name.clone(), note });
        }
        if let Some(reading) = &self.pack.reading {
            let Score { value, limit, because } =
                reading.score(self.sentence, span, self.rule.facts.waivable);
            if value < limit {
                return Outcome::Silenced("reading".to_owned(), because);
            }
            let note = format!(
                "the sentence reads as a claim ({value}, lawful below {limit}): “{because}”"
            );
            trace.push(GuardTrace { guard: "reading".to_owned(), note });
        }
        Outcome::Fires(trace)
    }
}

/// Overlapping words of one rule are one finding: what fires wins, then the longer.
fn merged(mut hits: Vec<Hit>) -> Vec<Hit> {
    let silenced = |hit: &Hit| matches!(hit.outcome, Outcome::Silenced(..));
    hits.sort_by_key(|hit| {
        (silenced(hit), hit.rule, std::cmp::Reverse(hit.span.len()), hit.span.start)
    });
    let mut kept: Vec<Hit> = Vec::new();
    for hit in hits {
        let overlaps = |other: &Hit| {
            other.rule == hit.rule
                && other.span.start < hit.span.end
                && hit.span.start < other.span.end
        };
        if !kept.iter().any(overlaps) {
            kept.push(hit);
        }
    }
    kept.sort_by_key(|hit| (hit.span.start, hit.span.end, hit.rule));
    kept
}
