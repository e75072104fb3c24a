//! Packs at work on dossiers and loose texts.

use std::collections::BTreeMap;

use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use kanshu_domain::{
    compliance::{
        ComplianceReport, Finding, Place, RestsOnDeclaration, Sentence, Severity, TextContext,
        TextRange, Waivable, Waiver,
    },
    content::Content,
    dossier::Dossier,
    id::{BlockId, GroupId},
    kinds::article::Jurisdiction,
    revision::Sha256Hash,
};

use crate::{
    Pack, PackError, builtin,
    pack::{Facts, around},
    passages,
    scan::{Hit, Outcome, scan},
    structure::Case,
    text::Normalized,
};

/// The version of the engine: a report of another version may differ.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// One piece of text with what is around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// Field path: `body[3].text`; for files, empty.
    pub field: String,
    pub block: Option<BlockId>,
    /// The referenced document that the words belong to.
    pub target: Option<GroupId>,
    pub context: TextContext,
    pub text: String,
    /// How many characters of the whole stand before `text`: findings count from there.
    pub offset: usize,
}

/// The compiled packs. Made once, shared by all threads.
#[derive(Debug)]
pub struct Engine {
    packs: Vec<Pack>,
}

/// A place where words of a rule stand, for people who write rules and for what weighs sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub rule: String,
    /// In characters of the passage's text.
    pub range: TextRange,
    /// The words and what stands around them in normal form, as the pack's reading takes them.
    pub read: String,
    /// What silenced it, if anything did.
    pub silenced: Option<Silencer>,
    /// Who may accept what the rule finds.
    pub waivable: Waivable,
}

/// What silenced words of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silencer {
    /// The guard, or `except`, `unless` or `reading`.
    pub by: String,
    /// The words that did it.
    pub words: String,
}

impl Engine {
    /// The packs that come with Kanshu, and the site's own. A house pack adds rules and raises
    /// severities.
    ///
    /// # Errors
    /// When a pack contradicts itself or another, or a house pack lowers a severity.
    pub fn new(house: Vec<Pack>) -> Result<Self, PackError> {
        let mut packs = builtin::packs()?;
        packs.extend(house);
        Self::of(packs)
    }

    /// The packs that come with Kanshu, alone; read once for the whole process.
    ///
    /// # Errors
    /// As [`Engine::new`]; the packs' own tests exclude it.
    pub fn builtin() -> Result<Arc<Self>, PackError> {
        static BUILTIN: OnceLock<Arc<Engine>> = OnceLock::new();
        if let Some(engine) = BUILTIN.get() {
            return Ok(engine.clone());
        }
        let engine = Arc::new(Self::new(Vec::new())?);
        Ok(BUILTIN.get_or_init(|| engine).clone())
    }

    /// Just these packs.
    ///
    /// # Errors
    /// As [`Engine::new`].
    pub fn of(mut packs: Vec<Pack>) -> Result<Self, PackError> {
        no_rule_twice(&packs)?;
        raise_severities(&mut packs)?;
        Ok(Self { packs })
    }

    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// What the packs of the document's target jurisdictions, in force `on` that day, say about it.
    pub fn report(&self, dossier: &Dossier, waivers: &[Waiver], on: NaiveDate) -> ComplianceReport {
        let jurisdictions = match dossier.content.as_ref() {
            Content::Article(article) if !article.target_jurisdictions.is_empty() => {
                article.target_jurisdictions.clone()
            }
            // A page that names nobody's law is judged by the clinic's own.
            _ => vec![Jurisdiction::Jp],
        };
        let passages = passages::passages(dossier);
        let mut findings = self.check(&passages, &jurisdictions, on);
        let mut declarations = Vec::new();
        let case = Case { dossier, on, phrases: &findings, passages: &passages };
        let mut structural = Vec::new();
        for pack in self.in_force(&jurisdictions, on) {
            for rule in &pack.structures {
                if let Some(declaration) = &rule.declaration {
                    let declared = declares(dossier, declaration);
                    let (rule, declaration) = (rule.facts.id.clone(), declaration.clone());
                    declarations.push(RestsOnDeclaration { rule, declaration, declared });
                }
                for breach in (rule.check)(&case, &rule.with) {
                    let context = TextContext::Body;
                    let span_hash = hash(&rule.facts, &breach.matched, &breach.basis);
                    let severity = rule.facts.severity(context, &pack.surface);
                    structural.push(Finding {
                        matched: breach.matched,
                        ..finding(pack, &rule.facts, severity, breach.place, span_hash)
                    });
                }
            }
        }
        findings.extend(structural);
        for finding in &mut findings {
            let cover = waivers.iter().find(|waiver| waiver.covers(finding, on));
            finding.waiver = cover.map(|waiver| waiver.id);
        }
        ComplianceReport {
            document: Some(dossier.document),
            revision: Some(dossier.revision),
            dossier: dossier.digest(),
            on,
            engine: VERSION.to_owned(),
            packs: self.in_force(&jurisdictions, on).map(Pack::used).collect(),
            findings,
            declarations,
            unchecked_jurisdictions: self.unchecked(&jurisdictions, on),
        }
    }

    /// What the phrase rules say about words that belong to no document (yet).
    pub fn check(
        &self,
        passages: &[Passage],
        jurisdictions: &[Jurisdiction],
        on: NaiveDate,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        let packs: Vec<&Pack> = self.in_force(jurisdictions, on).collect();
        for passage in passages {
            let first = findings.len();
            let unfolded = Normalized::unfolded(&passage.text);
            for pack in &packs {
                if pack.surface.silent.contains(&passage.context) {
                    continue;
                }
                let text = unfolded.folded(&pack.fold);
                let hits = scan(pack, &text, passage.context);
                let letters = Letters::of(passage, &hits);
                findings.extend(
                    hits.into_iter().filter_map(|hit| found(pack, passage, &letters, &text, hit)),
                );
            }
            findings[first..].sort_by_key(|finding| {
                (finding.place.range, std::cmp::Reverse(finding.severity), finding.rule.clone())
            });
        }
        findings
    }

    /// Every place where words of a rule stand, silenced or not.
    pub fn candidates(
        &self,
        passage: &Passage,
        jurisdictions: &[Jurisdiction],
        on: NaiveDate,
    ) -> Vec<Candidate> {
        let mut all = Vec::new();
        for pack in self.in_force(jurisdictions, on) {
            let text = Normalized::new(&passage.text, &pack.fold);
            for hit in scan(pack, &text, passage.context) {
                let sentence = &text.text()[hit.sentence.clone()];
                let from = hit.sentence.start;
                let silenced = match hit.outcome {
                    Outcome::Fires(_) => None,
                    Outcome::Silenced(by, words) => Some(Silencer { by, words }),
                };
                let facts = &pack.phrases[hit.rule].facts;
                all.push(Candidate {
                    rule: facts.id.clone(),
                    waivable: facts.waivable,
                    read: around(sentence, &(hit.span.start - from..hit.span.end - from)),
                    range: text.original(hit.span),
                    silenced,
                });
            }
        }
        all
    }

    fn in_force<'a>(
        &'a self,
        jurisdictions: &'a [Jurisdiction],
        on: NaiveDate,
    ) -> impl Iterator<Item = &'a Pack> {
        self.packs.iter().filter(move |pack| {
            pack.is_in_force(on) && pack.jurisdiction.is_none_or(|j| jurisdictions.contains(&j))
        })
    }

    fn unchecked(&self, jurisdictions: &[Jurisdiction], on: NaiveDate) -> Vec<Jurisdiction> {
        let has_pack = |jurisdiction: &Jurisdiction| {
            self.in_force(jurisdictions, on).any(|pack| pack.jurisdiction == Some(*jurisdiction))
        };
        jurisdictions.iter().copied().filter(|jurisdiction| !has_pack(jurisdiction)).collect()
    }
}

/// A finding names its rule, so a rule stands in one pack only.
fn no_rule_twice(packs: &[Pack]) -> Result<(), PackError> {
    let mut stands_in: BTreeMap<&str, &str> = BTreeMap::new();
    for pack in packs {
        for facts in pack.rules() {
            if let Some(other) = stands_in.insert(&facts.id, &pack.id) {
                let message = format!(
                    "the rule {} stands in the pack {other} already; give yours an id of its own",
                    facts.id
                );
                return Err(PackError::new(&format!("{}/pack.toml", pack.id), message));
            }
        }
    }
    Ok(())
}

/// What packs say of other packs' rules: the gravest word counts, whatever the order, and none may be
/// less grave than the rule's own.
fn raise_severities(packs: &mut [Pack]) -> Result<(), PackError> {
    let own: BTreeMap<String, Severity> = packs
        .iter()
        .flat_map(Pack::rules)
        .map(|facts| (facts.id.clone(), facts.severity))
        .collect();
    let mut raised: BTreeMap<String, Severity> = BTreeMap::new();
    for pack in packs.iter() {
        for raise in &pack.raises {
            let wrong = |message| Err(PackError::new(&format!("{}/pack.toml", pack.id), message));
            let (id, to) = (&raise.rule, raise.severity);
            match own.get(id) {
                None => return wrong(format!("there is no rule {id} to raise")),
                Some(from) if to < *from => {
                    let (from, to) = (from.name(), to.name());
                    return wrong(format!(
                        "{id} is `{from}`; a house pack may not lower it to `{to}`"
                    ));
                }
                Some(_) => {
                    let gravest = raised.entry(id.clone()).or_insert(to);
                    *gravest = to.max(*gravest);
                }
            }
        }
    }
    for facts in packs.iter_mut().flat_map(Pack::rules_mut) {
        if let Some(severity) = raised.get(&facts.id) {
            facts.severity = *severity;
            facts.severity_in.retain(|_, there| *there >= *severity);
        }
    }
    Ok(())
}

fn declares(dossier: &Dossier, declaration: &str) -> bool {
    let made = &dossier.policy.declarations;
    match declaration {
        "required_information_shown_openly" => made.required_information_shown_openly,
        "disclaimers_as_large_as_claims" => made.disclaimers_as_large_as_claims,
        _ => false,
    }
}

/// A phrase finding at its place in the original text.
fn found(
    pack: &Pack,
    passage: &Passage,
    letters: &Letters<'_>,
    text: &Normalized,
    hit: Hit,
) -> Option<Finding> {
    let Outcome::Fires(trace) = hit.outcome else { return None };
    let facts = &pack.phrases[hit.rule].facts;
    let words = text.text()[hit.span.clone()].to_owned();
    let around = &text.text()[hit.sentence.clone()];
    let span_hash = hash(facts, &words, around);
    let range = text.original(hit.span);
    let sentence = text.original(hit.sentence);
    let shifted = |range: TextRange| TextRange {
        start: range.start + passage.offset,
        end: range.end + passage.offset,
    };
    let place = Place {
        field: passage.field.clone(),
        block: passage.block,
        target: passage.target,
        range: Some(shifted(range)),
        sentence: Some(Sentence { text: letters.cut(sentence), range: shifted(sentence) }),
    };
    let severity = facts.severity(passage.context, &pack.surface);
    let matched = letters.cut(range);
    Some(Finding { matched, trace, ..finding(pack, facts, severity, place, span_hash) })
}

/// A passage's text with the way from characters to bytes, so that a long passage with many findings is
/// not counted through for each.
struct Letters<'a> {
    text: &'a str,
    /// Where each character begins; empty when nothing was found.
    bytes: Vec<usize>,
}

impl<'a> Letters<'a> {
    fn of(passage: &'a Passage, hits: &[Hit]) -> Self {
        let text = passage.text.as_str();
        let wanted = hits.iter().any(|hit| matches!(hit.outcome, Outcome::Fires(_)));
        let bytes = match wanted {
            true => text.char_indices().map(|(at, _)| at).collect(),
            false => Vec::new(),
        };
        Self { text, bytes }
    }

    fn cut(&self, range: TextRange) -> String {
        let at = |char: usize| self.bytes.get(char).copied().unwrap_or(self.text.len());
        self.text[at(range.start)..at(range.end)].to_owned()
    }
}

/// What a waiver is bound to.
fn hash(facts: &Facts, words: &str, around: &str) -> Sha256Hash {
    Sha256Hash::of_json(&(&facts.id, words, around))
}

fn finding(
    pack: &Pack,
    facts: &Facts,
    severity: Severity,
    place: Place,
    span_hash: Sha256Hash,
) -> Finding {
    Finding {
        rule: facts.id.clone(),
        name: facts.name.clone(),
        pack: pack.id.clone(),
        pack_version: pack.version.clone(),
        category: facts.category.clone(),
        severity,
        place,
        matched: String::new(),
        law: facts.law.clone(),
        reason: facts.reason.clone(),
        rewrite: facts.rewrite.clone(),
        trace: Vec::new(),
        reviewed: facts.reviewed,
        waivable: facts.waivable,
        span_hash,
        condition: facts.gate,
        waiver: None,
    }
}
