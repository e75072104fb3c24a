//! Unapproved products: the five statements (医療広告ガイドライン, amended 2024-03-22), the matrix of who must
//! make them, and products that may not be advertised to the public at all (薬機法 67条, 68条).
//!
//! | Status on record | Statements |
//! |---|---|
//! | unapproved, or approved for another purpose | all five; an approved equivalent is named |
//! | approved, used as approved | none |
//! | not recorded | cannot be said, so the page cannot be shown (JP-N06) |

use kanshu_domain::{
    compliance::TextContext,
    content::Content,
    dossier::Dossier,
    kinds::{
        product::{Product, ProductCategory, RegulatoryStatus, ReliefSystem},
        treatment::TreatmentClass,
    },
    values::{Line, Locale, Localized},
};

use super::{
    Breach, Case,
    page::{self, Record, breach},
    parameters::With,
    words::{breach_by, first_of, fold, is_japanese, says, sentences},
};
use crate::Passage;

/// The products that must make the five statements.
fn unapproved(dossier: &Dossier) -> Vec<Record<'_, Product>> {
    let mut products = page::products(dossier);
    products.retain(|product| {
        product.content.regulatory_status.is_some_and(RegulatoryStatus::needs_statements)
    });
    products
}

/// The Japanese words of a statement, folded; `None` when it is made in another language only, which
/// Japanese words cannot judge.
fn japanese(statement: &Localized) -> Option<String> {
    let text = statement.get(&Locale::ja()).map(Line::as_str).unwrap_or_default();
    is_japanese(text).then(|| fold(text))
}

/// One breach for each unapproved product whose statement is missing, or says nothing of what it must.
fn statement_lacking(
    case: &Case<'_>,
    field: &str,
    statement: impl Fn(&Product) -> &Localized,
    is_enough: impl Fn(&str) -> bool,
) -> Vec<Breach> {
    unapproved(case.dossier)
        .iter()
        .filter_map(|product| {
            let made = statement(product.content);
            let judged = japanese(made);
            if !made.is_empty() && judged.as_deref().is_none_or(&is_enough) {
                return None;
            }
            let basis = format!("{}: {field}: {}", product.content.name.any(), made.any());
            let place = product.place(&format!("statements.{field}"));
            Some(Breach { matched: made.any(), ..breach(place, basis) })
        })
        .collect()
}

/// That the product, or its use, is not approved.
pub(super) fn says_not_approved(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let said_by = With(with).choices("said_by");
    statement_lacking(case, "notApproved", |p| &p.statements.not_approved, |t| says(t, &said_by))
}

/// Who made it or brought it into the country; "from abroad" is not enough.
pub(super) fn says_acquisition_route(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let said_by = With(with).choices("said_by");
    statement_lacking(
        case,
        "acquisitionRoute",
        |p| &p.statements.acquisition_route,
        |text| says(text, &said_by),
    )
}

/// Whether an approved product with the same ingredient or performance exists in the country, and if so
/// which: a statement that neither denies it nor holds anything like a name is not enough.
pub(super) fn says_domestic_alternatives(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let with = With(with);
    let (none, generic) = (with.choices("none"), with.words("generic"));
    let is_enough = |text: &str| {
        let mut rest = text.to_owned();
        for word in &generic {
            rest = rest.replace(word, " ");
        }
        says(text, &none) || holds_a_name(&rest)
    };
    statement_lacking(
        case,
        "domesticAlternatives",
        |p| &p.statements.domestic_alternatives,
        is_enough,
    )
}

/// Two katakana or Latin letters in a row, or something in brackets.
fn holds_a_name(text: &str) -> bool {
    let is_letter = |c: char| matches!(c, '\u{30a1}'..='\u{30fc}') || c.is_ascii_alphabetic();
    let mut before = ' ';
    text.chars().any(|c| {
        let pair = is_letter(before) && is_letter(c);
        before = c;
        pair || matches!(c, '「' | '『')
    })
}

/// Approvals and safety information abroad.
pub(super) fn says_foreign_safety(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let said_by = With(with).choices("said_by");
    statement_lacking(
        case,
        "foreignSafety",
        |p| &p.statements.foreign_safety,
        |text| says(text, &said_by),
    )
}

/// That the relief system for adverse drug reactions does not apply, and for products of human or animal
/// tissue the one for infections neither.
pub(super) fn says_relief_excluded(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let tissues = With(with).words("biological");
    unapproved(case.dossier)
        .iter()
        .filter_map(|product| {
            let record = product.content;
            let systems = &record.statements.relief_systems;
            let missing: Vec<&str> = [
                (record.statements.relief_exclusion.is_empty(), "statements.reliefExclusion"),
                (
                    !systems.contains(&ReliefSystem::AdverseDrugReactions)
                        || (is_biological(record, &tissues)
                            && !systems.contains(&ReliefSystem::InfectionsFromBiologicals)),
                    "statements.reliefSystems",
                ),
            ]
            .into_iter()
            .filter_map(|(missing, field)| missing.then_some(field))
            .collect();
            let first = missing.first()?;
            let basis = format!("{}: without {}", record.name.any(), missing.join(", "));
            Some(breach(product.place(first), basis))
        })
        .collect()
}

/// Of human or animal tissue: as recorded, or as its kind and origin say.
fn is_biological(product: &Product, tissues: &[&str]) -> bool {
    let origin = product.origin.iter().flat_map(|o| o.tissue.iter().chain(o.donor.iter()));
    product.biological || product.category == Some(ProductCategory::CellDerived) || { origin }
        .any(|(_, text)| first_of(&fold(text.as_str()), tissues).is_some())
}

/// The matrix needs a status that does not contradict the statements, and a product behind every treatment
/// that usually uses an unapproved one.
pub(super) fn regulatory_status_known(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let mut breaches: Vec<Breach> = page::products(case.dossier)
        .iter()
        .filter_map(|product| {
            let record = product.content;
            let name = record.name.any();
            let statement = record.statements.not_approved.any();
            let basis = match record.regulatory_status {
                None => format!("{name}: without regulatoryStatus"),
                Some(RegulatoryStatus::ApprovedAsLabelled) if !statement.is_empty() => {
                    format!("{name}: approved, but: {statement}")
                }
                _ => return None,
            };
            Some(Breach { matched: statement, ..breach(product.place("regulatoryStatus"), basis) })
        })
        .collect();
    let usually = With(with).words("usually_unapproved");
    for treatment in page::treatments(case.dossier) {
        let record = treatment.content;
        let usual = record.class == Some(TreatmentClass::Exosome)
            || first_of(&fold(record.name.as_str()), &usually).is_some();
        if usual && record.products.is_empty() {
            let basis = format!("{}: without products", record.name);
            breaches.push(breach(treatment.place("products"), basis));
        }
    }
    breaches
}

/// Where the page itself speaks, rather than its running text.
const LOUD: [TextContext; 5] = [
    TextContext::Meta,
    TextContext::Heading,
    TextContext::Offer,
    TextContext::Button,
    TextContext::Banner,
];

/// 薬機法68条: a page about an unapproved product by name that sells it.
pub(super) fn product_not_for_sale(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let titles = match case.dossier.content.as_ref() {
        Content::Article(article) => {
            let meta = article.seo.meta_title.iter();
            [&article.title].into_iter().chain(meta).map(|t| fold(t.as_str())).collect()
        }
        Content::Treatment(treatment) => vec![fold(treatment.name.as_str())],
        _ => Vec::new(),
    };
    let sale = With(with).words("sale");
    unapproved(case.dossier)
        .iter()
        .filter(|product| {
            let mut names = product.content.name.iter().map(|(_, name)| fold(name.as_str()));
            names.any(|name| titles.iter().any(|title| title.contains(&name)))
        })
        .filter_map(|product| {
            let mut sold = case.passages.iter().filter_map(|p| sale_in(p, &sale));
            let breach = sold.next()?;
            let basis = format!("{}: {}", product.content.name.any(), breach.basis);
            Some(Breach { basis, ..breach })
        })
        .collect()
}

/// Words of sale where the page itself speaks, or beside a price.
fn sale_in(passage: &Passage, sale: &[&str]) -> Option<Breach> {
    let folded = fold(&passage.text);
    let loud = LOUD.contains(&passage.context);
    if !loud && (passage.context != TextContext::Body || !folded.contains('円')) {
        return None;
    }
    let found = sentences(&folded).find_map(|sentence| {
        let text = &folded[sentence.clone()];
        let found = first_of(text, sale).filter(|_| loud || text.contains('円'))?;
        Some(sentence.start + found.start..sentence.start + found.end)
    })?;
    Some(breach_by(passage, &folded, found))
}

/// 薬機法67条: drugs for cancer are not advertised to the public. A brand in a title, or one that a
/// sentence invites to.
pub(super) fn no_cancer_drug(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let with = With(with);
    let (drugs, inviting) = (with.words("drugs"), with.choices("inviting"));
    let declining = with.words("declining");
    let mut breaches = Vec::new();
    for passage in case.passages {
        let loud = LOUD.contains(&passage.context);
        if !loud && passage.context != TextContext::Body {
            continue;
        }
        let folded = fold(&passage.text);
        if first_of(&folded, &drugs).is_none() {
            continue;
        }
        let found = sentences(&folded).find_map(|sentence| {
            let text = &folded[sentence.clone()];
            let found = first_of(text, &drugs)?;
            let declines = first_of(text, &declining).is_some();
            (!declines && (loud || says(text, &inviting)))
                .then(|| sentence.start + found.start..sentence.start + found.end)
        });
        breaches.extend(found.map(|found| breach_by(passage, &folded, found)));
    }
    for product in page::products(case.dossier).iter().filter(|p| p.target.is_some()) {
        let name = product.content.name.any();
        if first_of(&fold(&name), &drugs).is_some() {
            breaches.push(Breach { matched: name.clone(), ..breach(product.place(""), name) });
        }
    }
    breaches
}
