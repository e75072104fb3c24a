//! PubMed's tagged format (NBIB, MEDLINE).
//!
//! Tags after NLM's *MEDLINE/PubMed Data Element (Field) Descriptions*. What a tag says wholly becomes
//! a variable; every other tag is kept in `custom.nbib` as it came.

use std::collections::BTreeMap;

use kanshu_domain::values::{Issn, Line, TrialId};
use serde_json::{Map, Value, json};

use super::{
    Entry, people,
    tagged::{Record, Tagged},
};
use crate::csl::{self, Item, Warning};

/// Tags that become variables without a rest, when they stand once.
const WHOLLY_READ: [&str; 9] = ["PMID", "TI", "AB", "VI", "IP", "PG", "JT", "TA", "PMC"];

pub(super) fn entry(record: Record) -> Entry {
    let Record { line, tags, warnings, .. } = record;
    let tags = Tags(tags);
    let mut item = Item::new();
    tags.copy_lines(&mut item);
    tags.titles(&mut item);
    tags.people(&mut item);
    tags.dates(&mut item);
    tags.identifiers(&mut item);
    tags.kind(&mut item);
    tags.studies(&mut item);
    let mut warnings: Vec<Warning> = warnings;
    if tags.first("PT").is_some_and(|_| tags.all("PT").any(|pt| pt == "Retracted Publication")) {
        let reason = "PubMed lists this as a retracted publication".to_owned();
        warnings.push(Warning { variable: "PT".to_owned(), reason });
    }
    let kept = tags.kept(&item);
    let kept = (!kept.is_empty()).then_some(("nbib", kept));
    Entry { line, key: tags.first("PMID").map(str::to_owned), item, kept, warnings }
}

struct Tags(Vec<Tagged>);

impl Tags {
    fn all<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |t| t.tag == tag && !t.value.is_empty()).map(|t| t.value.as_str())
    }

    fn first(&self, tag: &str) -> Option<&str> {
        self.0.iter().find(|t| t.tag == tag && !t.value.is_empty()).map(|t| t.value.as_str())
    }

    fn copy_lines(&self, item: &mut Item) {
        let lines = [
            ("PMID", "PMID"),
            ("AB", "abstract"),
            ("VI", "volume"),
            ("IP", "issue"),
            ("PG", "page"),
            ("JT", "container-title"),
            ("TA", "container-title-short"),
            ("PMC", "PMCID"),
            ("PB", "publisher"),
            ("PL", "publisher-place"),
            ("EN", "edition"),
        ];
        for (tag, variable) in lines {
            if let Some(value) = self.first(tag) {
                item.insert(variable.to_owned(), Value::from(value));
            }
        }
        if let Some(language) = self.first("LA") {
            item.insert("language".to_owned(), Value::from(people::language(language)));
        }
        let book = self.first("BTI").filter(|_| !item.contains_key("container-title"));
        if let Some(book) = book.filter(|_| self.first("TI").is_some()) {
            item.insert("container-title".to_owned(), Value::from(book));
        }
    }

    /// `TI` is English; a Japanese paper's own title stands in `TT`, unless that is transliterated.
    fn titles(&self, item: &mut Item) {
        let english = self.first("TI").or_else(|| self.first("BTI"));
        let own = self.first("TT").filter(|title| people::is_east_asian(title));
        let bare = english.map(|title| title.trim_start_matches('[').trim_end_matches([']', '.']));
        if let Some(title) = own.or(english) {
            item.insert("title".to_owned(), Value::from(title));
        }
        let translated = bare.and_then(|title| Line::parse(title).ok()).filter(|_| own.is_some());
        if let Some(title) = translated {
            put_ours(item, "translatedTitle", json!({ "en": title }));
        }
    }

    /// `FAU` is the full name, `AU` its short form, `CN` an institution, `AUID` the ORCID of the name
    /// before it.
    fn people(&self, item: &mut Item) {
        let has_full = self.first("FAU").is_some();
        let mut authors: Vec<Value> = Vec::new();
        for Tagged { tag, value } in self.0.iter().filter(|tagged| !tagged.value.is_empty()) {
            match tag.as_str() {
                "FAU" => authors.push(people::read(value)),
                "AU" if !has_full => authors.push(people::read(value)),
                "CN" => authors.push(json!({ "literal": value })),
                "AUID" => {
                    let orcid = value.strip_prefix("ORCID:").map(str::trim);
                    if let (Some(orcid), Some(Value::Object(name))) = (orcid, authors.last_mut()) {
                        name.insert("ORCID".to_owned(), Value::from(orcid));
                    }
                }
                _ => {}
            }
        }
        let full = if self.first("FED").is_some() { "FED" } else { "ED" };
        let editors: Vec<Value> = self.all(full).map(people::read).collect();
        for (variable, names) in [("author", authors), ("editor", editors)] {
            if !names.is_empty() {
                item.insert(variable.to_owned(), Value::Array(names));
            }
        }
    }

    /// `DP` is what stands in print, `DEP` when it appeared electronically: `20310301`.
    fn dates(&self, item: &mut Item) {
        let electronic = || {
            let digits = self.first("DEP")?;
            let parts = [digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?];
            csl::date_from_text(&parts.join("-"))
        };
        let printed = self.first("DP").and_then(csl::date_from_text);
        if let Some(date) = printed.or_else(electronic) {
            let rest = [date.month(), date.day()].into_iter().flatten().map(u64::from);
            let parts: Vec<u64> = std::iter::once(u64::from(date.year())).chain(rest).collect();
            item.insert("issued".to_owned(), json!({ "date-parts": [parts] }));
        }
    }

    /// `LID` and `AID` name their kind behind the value: `10.5555/kanshu.1 [doi]`.
    fn identifiers(&self, item: &mut Item) {
        let marked = |mark: &'static str| {
            let values = self.all("LID").chain(self.all("AID"));
            values.filter_map(move |value| value.strip_suffix(mark)).map(str::trim).next()
        };
        if let Some(doi) = marked("[doi]") {
            item.insert("DOI".to_owned(), Value::from(doi));
        }
        if !item.contains_key("page")
            && let Some(number) = marked("[pii]").filter(|_| self.first("LID").is_some())
        {
            item.insert("number".to_owned(), Value::from(number));
        }
        let words = self.all("IS").flat_map(|value| value.split(' '));
        let mut issn: Vec<String> =
            words.filter_map(|word| Issn::parse(word).ok()).map(|issn| issn.to_string()).collect();
        issn.dedup();
        if !issn.is_empty() {
            item.insert("ISSN".to_owned(), Value::from(issn.join(", ")));
        }
        if let Some(isbn) = self.first("ISBN") {
            item.insert("ISBN".to_owned(), Value::from(isbn));
        }
        let words: Vec<&str> = self.all("OT").map(|word| word.trim_start_matches('*')).collect();
        if !words.is_empty() {
            item.insert("keyword".to_owned(), Value::from(words.join(", ")));
        }
    }

    /// The publication types, the most telling first.
    fn kind(&self, item: &mut Item) {
        const KINDS: [(&str, &str, Option<&str>); 8] = [
            ("Practice Guideline", "report", Some("guideline")),
            ("Guideline", "report", Some("guideline")),
            ("Letter", "article-journal", Some("letter")),
            ("Systematic Review", "article-journal", Some("review")),
            ("Meta-Analysis", "article-journal", Some("review")),
            ("Review", "article-journal", Some("review")),
            ("Book", "book", None),
            ("Preprint", "article", None),
        ];
        let kind = KINDS.iter().find(|(name, ..)| self.all("PT").any(|pt| pt == *name));
        let is_book = self.first("BTI").is_some() && self.first("TI").is_none();
        let (csl_type, genre) = match kind {
            Some((_, csl_type, genre)) => (*csl_type, *genre),
            None if is_book => ("book", None),
            None => ("article-journal", None),
        };
        item.insert("type".to_owned(), Value::from(csl_type));
        if let Some(genre) = genre {
            item.insert("genre".to_owned(), Value::from(genre));
            if genre == "review" {
                put_ours(item, "isSecondary", Value::from(true));
            }
        }
    }

    /// What a publication type says of the design, the registry numbers in `SI`, who paid (`GR`) and the
    /// conflicts of interest (`COIS`).
    fn studies(&self, item: &mut Item) {
        const DESIGNS: [(&str, &str); 4] = [
            ("Systematic Review", "systematic_review"),
            ("Randomized Controlled Trial", "randomized_trial"),
            ("Practice Guideline", "guideline"),
            ("Case Reports", "case_report"),
        ];
        let design = DESIGNS.iter().find(|(name, _)| self.all("PT").any(|pt| pt == *name));
        if let Some((_, design)) = design {
            put_ours(item, "evidence", json!({ "studyDesign": design }));
        }
        let trials = self.all("SI").filter_map(|value| value.rsplit('/').next());
        let trials: Vec<TrialId> = trials.filter_map(|id| TrialId::parse(id).ok()).collect();
        if !trials.is_empty() {
            put_ours(item, "trialRegistrations", json!(trials));
        }
        let grants = self.all("GR").collect::<Vec<_>>().join("; ");
        for (name, text) in [
            ("funding", grants.as_str()),
            ("conflictsOfInterest", self.first("COIS").unwrap_or("")),
        ] {
            if let Ok(line) = Line::parse(text) {
                put_ours(item, name, json!(line));
            }
        }
    }

    /// The tags whose values the variables do not hold wholly.
    fn kept(&self, item: &Item) -> Map<String, Value> {
        let mut all = BTreeMap::<&str, Vec<&str>>::new();
        for Tagged { tag, value } in &self.0 {
            all.entry(tag).or_default().push(value);
        }
        let mut kept = Map::new();
        let has_own_title = item.get("title").and_then(Value::as_str) != self.first("TI");
        for (tag, values) in all {
            let is_read = WHOLLY_READ.contains(&tag) && values.len() == 1;
            if !is_read || (tag == "TI" && has_own_title) {
                kept.insert(tag.to_owned(), json!(values));
            }
        }
        kept
    }
}

/// Sets a field that CSL has no variable for.
fn put_ours(item: &mut Item, name: &str, value: Value) {
    let custom = item.entry("custom").or_insert_with(|| json!({}));
    if let Some(custom) = custom.as_object_mut() {
        let ours = custom.entry("kanshu").or_insert_with(|| json!({}));
        if let Some(ours) = ours.as_object_mut() {
            ours.insert(name.to_owned(), value);
        }
    }
}
