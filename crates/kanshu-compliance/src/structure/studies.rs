//! What the cited studies can show, and what they warn of.

use kanshu_domain::{
    block::{BlockContent, Quotation},
    compliance::Place,
    dossier::Dossier,
    kinds::citation::{Citation, SourceType},
    values::Localized,
};

use super::{
    Breach, Case,
    claims::{efficacy_claim, is_own_voice},
    page::{self, at, breach},
    parameters::With,
    words::{first_of, fold, says, sentences, without},
};

/// On whom a source was made, as far as its record says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Subjects {
    Human,
    NotHuman,
    /// Tells of other people's studies and says nothing of its own.
    Secondary,
    Unknown,
}

pub(super) fn subjects(source: &Citation, with: With<'_>) -> Subjects {
    let evidence = source.evidence.as_ref();
    let said = evidence.map(|e| [&e.design, &e.species]);
    let said = said.into_iter().flatten().flatten().map(|text| fold(text.as_str()));
    let said: String = said.collect::<Vec<_>>().join(" ");
    let has = |key: &str| first_of(&said, &with.words(key)).is_some();
    match source.source_type {
        _ if has("in_vitro") => Subjects::NotHuman,
        _ if has("human") => Subjects::Human,
        _ if has("animal") => Subjects::NotHuman,
        Some(SourceType::Guideline | SourceType::Label) => Subjects::Human,
        Some(
            SourceType::Review
            | SourceType::Letter
            | SourceType::PressRelease
            | SourceType::Web
            | SourceType::Book,
        ) => Subjects::Secondary,
        _ => Subjects::Unknown,
    }
}

/// Where something is said to work and no source has seen it in people, the page says so.
pub(super) fn animal_evidence_admitted(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let with = With(with);
    let sources: Vec<Subjects> = page::citations(case.dossier)
        .iter()
        .filter(|source| source.target.is_some())
        .map(|source| subjects(source.content, with))
        .collect();
    let all = |wanted: &[Subjects]| sources.iter().all(|subjects| wanted.contains(subjects));
    let only_animals =
        sources.contains(&Subjects::NotHuman) && all(&[Subjects::NotHuman, Subjects::Secondary]);
    if !only_animals || admits(case, with) {
        return Vec::new();
    }
    efficacy_claim(case, with).into_iter().collect()
}

/// Whether a sentence of the page's own says what `said_by` asks for.
fn admits(case: &Case<'_>, with: With<'_>) -> bool {
    let said_by = with.choices("said_by");
    case.passages.iter().filter(|passage| is_own_voice(passage.context)).any(|passage| {
        let folded = fold(&passage.text);
        sentences(&folded).any(|sentence| says(&folded[sentence], &said_by))
    })
}

/// A danger that a quoted sentence tells of, about what the page offers (`agents`, and the names on
/// record), is among the risks that the page names. `signals` are groups of words for one danger;
/// `except` is harmless.
pub(super) fn adverse_signals_acknowledged(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let with = With(with);
    let names = names(case.dossier);
    let mut agents = with.words("agents");
    agents.extend(names.iter().map(String::as_str));
    let (except, risks) = (with.words("except"), risks(case.dossier));
    let signals: Vec<Vec<&str>> = with
        .tables("signals")
        .iter()
        .map(|signal| signal.words("words"))
        .filter(|words| first_of(&risks, words).is_none())
        .collect();
    let told = |quotation: &Quotation| {
        let translation = quotation.translation.iter().map(|t| ("translation.text", &t.text));
        [("original.text", &quotation.original.text)].into_iter().chain(translation).find_map(
            |(field, text)| {
                let folded = without(fold(text.as_str()), &except);
                sentences(&folded).find_map(|sentence| {
                    let text = &folded[sentence];
                    first_of(text, &agents)?;
                    let found = signals.iter().find_map(|words| first_of(text, words))?;
                    Some((field, text[found].to_owned(), text.trim().to_owned()))
                })
            },
        )
    };
    let blocks = case.dossier.content.body().iter().enumerate();
    blocks
        .filter_map(|(i, block)| {
            let BlockContent::Quotation(quotation) = &block.content else { return None };
            let (field, matched, basis) = told(quotation)?;
            let place = Place { block: Some(block.id), ..at(&format!("body[{i}].{field}")) };
            Some(Breach { place, matched, basis })
        })
        .collect()
}

/// What the page offers, by name, folded.
fn names(dossier: &Dossier) -> Vec<String> {
    let products = page::products(dossier);
    let products = products.iter().flat_map(|p| texts(&p.content.name));
    let treatments = page::treatments(dossier);
    let treatments = treatments.iter().map(|t| fold(t.content.name.as_str()));
    treatments.chain(products).collect()
}

fn texts(text: &Localized) -> Vec<String> {
    text.iter().map(|(_, text)| fold(text.as_str())).collect()
}

/// All risks and side effects that the page and its treatments name, folded.
fn risks(dossier: &Dossier) -> String {
    let mut all: Vec<String> = Vec::new();
    for block in dossier.content.body() {
        if let BlockContent::Risks(risks) = &block.content {
            for item in &risks.items {
                all.push(fold(item.title.as_str()));
                all.extend(item.text.iter().map(|text| fold(text.text())));
            }
        }
    }
    for treatment in page::treatments(dossier) {
        let record = treatment.content;
        all.extend(record.risks.iter().chain(&record.side_effects).map(|r| fold(r.as_str())));
    }
    all.join("\n")
}

/// The sources studied what the page offers: material of the same origin, given by the same route. Fires
/// when they tell of another and none tells of this one, and the page does not say so itself. `origins`
/// and `routes` are groups of words for one thing. What was studied is told by a source's title and
/// record and by the quoted words.
pub(super) fn studied_as_offered(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let with = With(with);
    let studied = studied(case.dossier);
    if studied.is_empty() || admits(case, with) {
        return Vec::new();
    }
    let products = page::products(case.dossier);
    let treatments = page::treatments(case.dossier);
    treatments
        .iter()
        .filter_map(|treatment| {
            let used = products.iter().filter(|product| {
                product.target.is_some_and(|id| treatment.content.products.contains(&id))
            });
            let origin = used.flat_map(|product| product.content.origin.iter());
            let origin: String = origin.flat_map(|o| texts(&o.tissue)).collect();
            let summary = treatment.content.summary.as_ref();
            let summary = summary.map(|text| text.text()).unwrap_or_default();
            let given = fold(&format!("{} {summary}", treatment.content.name));
            let differences: Vec<String> = [("origins", origin), ("routes", given)]
                .iter()
                .filter_map(|(key, offered)| differs(offered, &studied, &with.tables(key)))
                .collect();
            (!differences.is_empty()).then(|| {
                let matched = differences.join(", ");
                let basis = format!("{}: {matched}", treatment.content.name);
                Breach { matched, ..breach(treatment.place(""), basis) }
            })
        })
        .collect()
}

/// `臍帯 ≠ 脂肪`, when what is offered belongs to known groups, and the studies only to others.
pub(super) fn differs(offered: &str, studied: &str, groups: &[With<'_>]) -> Option<String> {
    let in_text = |text: &str| -> Vec<String> {
        let named = groups.iter().filter(|group| first_of(text, &group.words("words")).is_some());
        named.map(|group| group.text("name").to_owned()).collect()
    };
    let (offered, studied) = (in_text(offered), in_text(studied));
    let apart = !offered.is_empty() && !studied.is_empty();
    let apart = apart && !offered.iter().any(|name| studied.contains(name));
    apart.then(|| format!("{} ≠ {}", offered.join("・"), studied.join("・")))
}

/// What the page's sources and their quoted words say, folded.
fn studied(dossier: &Dossier) -> String {
    let mut all: Vec<String> = Vec::new();
    for source in page::citations(dossier) {
        let record = source.content;
        all.push(fold(record.title.as_str()));
        all.extend(texts(&record.translated_title));
        let evidence = record.evidence.iter().flat_map(|e| [&e.design, &e.species]);
        all.extend(evidence.flatten().map(|text| fold(text.as_str())));
    }
    for block in dossier.content.body() {
        if let BlockContent::Quotation(quotation) = &block.content {
            all.push(fold(quotation.original.text.as_str()));
            all.extend(quotation.translation.iter().map(|t| fold(t.text.as_str())));
        }
    }
    all.join("\n")
}
