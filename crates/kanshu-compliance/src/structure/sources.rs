//! Sources: complete, called what they are, and current (著作権法48条, and the house's own standard).

use std::collections::BTreeSet;

use kanshu_domain::{
    block::BlockContent,
    compliance::Place,
    content::Content,
    dossier::Dossier,
    id::GroupId,
    kinds::citation::{Citation, SourceType},
    values::MarkStyle,
};

use super::{
    Breach, Case,
    page::{self, Record, at, breach},
    parameters::With,
    words::{breach_by, first_of, fold, sentence_at, without},
};
use crate::Passage;

fn citation(dossier: &Dossier, id: GroupId) -> Option<&Citation> {
    match dossier.references.get(&id)?.content.as_ref() {
        Content::Citation(citation) => Some(citation.as_ref()),
        _ => None,
    }
}

/// Every quotation names its source, and every source its authors, title, container, year and one of DOI,
/// PMID, PMCID or address.
pub(super) fn sources_complete(case: &Case<'_>, _with: &toml::Table) -> Vec<Breach> {
    let lacking = |place: Place, source: &Citation| {
        let missing = source.missing();
        let basis = format!("{}: without {}", source.title, missing.join(", "));
        (!missing.is_empty()).then(|| breach(place, basis))
    };
    let mut breaches = Vec::new();
    let mut quoted = BTreeSet::new();
    for (i, block) in case.dossier.content.body().iter().enumerate() {
        let BlockContent::Quotation(quotation) = &block.content else { continue };
        let place = Place {
            block: Some(block.id),
            target: quotation.citation,
            ..at(&format!("body[{i}].citation"))
        };
        match quotation.citation {
            None => {
                let basis = format!("no source: {}", quotation.original.text);
                breaches.push(breach(place, basis));
            }
            // One that does not exist is the gate's to report (G15).
            Some(id) => {
                quoted.insert(id);
                breaches.extend(citation(case.dossier, id).and_then(|c| lacking(place, c)));
            }
        }
    }
    for source in page::citations(case.dossier) {
        if source.target.is_none_or(|id| !quoted.contains(&id)) {
            let missing = source.content.missing();
            let place = source.place(missing.first().copied().unwrap_or_default());
            breaches.extend(lacking(place, source.content));
        }
    }
    breaches
}

/// A press release is not called a paper (`except`: nor denied to be one): not in the words before a quotation of it, and not in a sentence
/// that cites it.
pub(super) fn papers_are_papers(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let with = With(with);
    let (words, types) = (with.words("words"), with.words("types"));
    let except = with.words("except");
    let is_no_paper = |id: GroupId| {
        citation(case.dossier, id)
            .and_then(|source| source.source_type)
            .is_some_and(|source| types.contains(&source.name()))
    };
    let passage =
        |field: &str| case.passages.iter().find(|p| p.field == field && p.target.is_none());
    let called = |passage: &Passage| {
        let folded = without(fold(&passage.text), &except);
        Some(breach_by(passage, &folded, first_of(&folded, &words)?))
    };
    let mut breaches: Vec<Breach> = Vec::new();
    let body = case.dossier.content.body();
    for (i, block) in body.iter().enumerate() {
        let BlockContent::Quotation(quotation) = &block.content else { continue };
        if !quotation.citation.is_some_and(is_no_paper) {
            continue;
        }
        // One introduction may stand before several quotations.
        let before = (0..i).rev();
        let intro = before
            .map(|i| (i, &body[i].content))
            .find(|(_, content)| !matches!(content, BlockContent::Quotation(_)));
        if let Some((i, BlockContent::Paragraph(_) | BlockContent::KeyAnswer(_))) = intro {
            breaches.extend(passage(&format!("body[{i}].text")).and_then(called));
        }
    }
    for (field, text) in page::rich_texts(case.dossier) {
        for mark in text.marks() {
            let MarkStyle::Citation { citation } = mark.style else { continue };
            if is_no_paper(citation) {
                let path = [field.clone(), format!("{field}.text")];
                let passage = path.iter().find_map(|field| passage(field));
                let called = |p| called_in_sentence(p, mark.start, &words, &except);
                breaches.extend(passage.and_then(called));
            }
        }
    }
    breaches.dedup();
    breaches
}

/// The words in the sentence that holds the character `at`.
fn called_in_sentence(
    passage: &Passage,
    at: usize,
    words: &[&str],
    except: &[&str],
) -> Option<Breach> {
    let folded = without(fold(&passage.text), except);
    let byte = folded.char_indices().nth(at)?.0;
    let sentence = sentence_at(&folded, byte);
    let found = first_of(&folded[sentence.clone()], words)?;
    Some(breach_by(passage, &folded, sentence.start + found.start..sentence.start + found.end))
}

/// A guideline is cited in its newest edition, as far as the pack knows it.
pub(super) fn guidelines_current(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let editions = With(with).tables("editions");
    let outdated = |source: &Record<'_, Citation>| {
        let record = source.content;
        let year =
            record.issued.filter(|_| record.source_type == Some(SourceType::Guideline))?.year();
        let title = fold(record.title.as_str());
        let newest = editions.iter().find(|edition| {
            title.contains(edition.text("title")) && usize::from(year) < edition.number("newest")
        })?;
        let basis = format!("{} ({year}): {} is newer", record.title, newest.number("newest"));
        let matched = record.title.to_string();
        Some(Breach { matched, ..breach(source.place("issued"), basis) })
    };
    page::citations(case.dossier).iter().filter_map(outdated).collect()
}
