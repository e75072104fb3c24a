//! What a page declares to claim, held against what it says it rests on.

use kanshu_domain::{
    claim::{Claim, ClaimKind, Modality},
    compliance::{Place, TextRange},
    content::Content,
    dossier::Dossier,
    id::GroupId,
    kinds::citation::Citation,
};

use super::{
    Breach, Case,
    parameters::With,
    studies::{Subjects, differs, subjects},
    words::fold,
};

/// A claim that something works names what it rests on.
pub(super) fn unsupported(case: &Case<'_>) -> Vec<Breach> {
    let claims = case.dossier.content.claims().iter();
    let bare = claims.filter(|claim| says_that_it_works(claim) && claim.supports.is_empty());
    bare.map(|claim| at_claim(case.dossier, claim, "no source is named")).collect()
}

/// A claim is said no more firmly than its sources allow: as a fact only when one of them has seen it in
/// people. `in_vitro`, `human` and `animal` are words for whom a study was made in.
pub(super) fn claims_within_evidence(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let with = With(with);
    let too_firm = |claim: &&Claim| {
        let sources: Vec<Subjects> =
            supporting(case.dossier, claim).map(|(_, source)| subjects(source, with)).collect();
        let not_in_people = |of: &Subjects| matches!(of, Subjects::NotHuman | Subjects::Secondary);
        says_that_it_works(claim)
            && claim.modality == Modality::Asserted
            && !sources.is_empty()
            && sources.iter().all(not_in_people)
    };
    let claims = case.dossier.content.claims().iter().filter(too_firm);
    claims
        .map(|claim| at_claim(case.dossier, claim, "asserted, and no source saw it in people"))
        .collect()
}

/// A claim's sources studied the product and the route that it is made of. `origins` and `routes` are
/// groups of words for one thing. One breach for each source that tells only of another.
pub(super) fn claims_about_what_was_studied(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let with = With(with);
    let mut breaches = Vec::new();
    for claim in case.dossier.content.claims().iter().filter(|claim| says_that_it_works(claim)) {
        let subject = &claim.subject;
        let product = subject.product.and_then(|id| case.dossier.references.get(&id));
        let material = match product.map(|product| product.content.as_ref()) {
            Some(Content::Product(product)) => {
                let words = product.origin.iter().flat_map(|origin| origin.tissue.iter());
                let names = product.name.iter();
                let all = words.chain(names).map(|(_, text)| fold(text.as_str()));
                all.collect::<Vec<_>>().join(" ")
            }
            _ => String::new(),
        };
        let route = subject.route.as_ref().map(|route| fold(route.as_str())).unwrap_or_default();
        for (id, source) in supporting(case.dossier, claim) {
            let evidence = source.evidence.as_ref();
            let said = |of: Option<&kanshu_domain::values::Line>| {
                of.map(|line| fold(line.as_str())).unwrap_or_default()
            };
            let title = fold(source.title.as_str());
            let studied_material =
                format!("{title} {}", said(evidence.and_then(|e| e.product.as_ref())));
            let studied_route = format!(
                "{title} {} {}",
                said(evidence.and_then(|e| e.route.as_ref())),
                said(evidence.and_then(|e| e.design.as_ref()))
            );
            let apart = [
                differs(&material, &studied_material, &with.tables("origins")),
                differs(&route, &studied_route, &with.tables("routes")),
            ];
            let apart: Vec<String> = apart.into_iter().flatten().collect();
            if !apart.is_empty() {
                let basis = format!("{} ({id})", apart.join(", "));
                breaches.push(at_claim(case.dossier, claim, &basis));
            }
        }
    }
    breaches
}

fn says_that_it_works(claim: &Claim) -> bool {
    matches!(claim.kind, ClaimKind::Efficacy | ClaimKind::Comparison)
}

/// The sources that a claim rests on, as far as they are there.
fn supporting<'a>(
    dossier: &'a Dossier,
    claim: &'a Claim,
) -> impl Iterator<Item = (GroupId, &'a Citation)> {
    claim.supports.iter().filter_map(|support| {
        let referenced = dossier.references.get(&support.citation)?;
        match referenced.content.as_ref() {
            Content::Citation(citation) => Some((support.citation, citation.as_ref())),
            _ => None,
        }
    })
}

fn at_claim(dossier: &Dossier, claim: &Claim, basis: &str) -> Breach {
    let anchor = &claim.anchor;
    let at = dossier.content.body().iter().position(|block| Some(block.id) == anchor.block);
    let field = match at {
        Some(at) => format!("body[{at}].{}", anchor.field),
        None => anchor.field.clone(),
    };
    let place = Place {
        field,
        block: anchor.block,
        range: Some(TextRange { start: anchor.start, end: anchor.end }),
        ..Place::default()
    };
    let matched = anchor.text.to_string();
    Breach { basis: format!("{matched}: {basis}"), matched, place }
}
