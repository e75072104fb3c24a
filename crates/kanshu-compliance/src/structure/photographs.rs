//! Photographs before and after (医療法施行規則1条の9 二) and what patients say (同 一).

use std::collections::BTreeSet;

use kanshu_domain::{
    block::{BlockContent, CasePhoto, HeadingLevel},
    compliance::Place,
    values::MarkStyle,
};

use super::{
    Breach, Case,
    page::{self, at, breach},
    parameters::With,
    words::{first_of, fold},
};

fn case_photos<'a>(case: &'a Case<'_>) -> impl Iterator<Item = (usize, Place, &'a CasePhoto)> {
    case.dossier.content.body().iter().enumerate().filter_map(|(i, block)| match &block.content {
        BlockContent::CasePhoto(photo) => {
            Some((i, Place { block: Some(block.id), ..at("") }, photo))
        }
        _ => None,
    })
}

/// The first of the named fields that is wrong, and all of them as the basis.
fn lacking(i: usize, place: Place, checks: &[(bool, &str)]) -> Option<Breach> {
    let wrong: Vec<&str> =
        checks.iter().filter_map(|(wrong, field)| wrong.then_some(*field)).collect();
    let field = format!("body[{i}].{}", wrong.first()?);
    Some(breach(Place { field, ..place }, format!("photographs: {}", wrong.join(", "))))
}

/// Content, number of sessions, cost and risks stand beside the photographs.
pub(super) fn photographs_explained(case: &Case<'_>, _with: &toml::Table) -> Vec<Breach> {
    case_photos(case)
        .filter_map(|(i, place, photo)| {
            let checks = [
                (photo.content.is_none(), "content"),
                (photo.sessions.is_none(), "sessions"),
                (photo.cost.is_none(), "cost"),
                (photo.risks.is_none(), "risks"),
            ];
            lacking(i, place, &checks)
        })
        .collect()
}

/// Not retouched, two different pictures, and the patient's consent on record. Whether both were taken
/// under the same light and angle is nowhere on record.
pub(super) fn photographs_genuine(case: &Case<'_>, _with: &toml::Table) -> Vec<Breach> {
    case_photos(case)
        .filter_map(|(i, place, photo)| {
            let checks = [
                (photo.edited, "edited"),
                (photo.consent.is_none(), "consent"),
                (photo.before.url == photo.after.url, "after.url"),
            ];
            lacking(i, place, &checks)
        })
        .collect()
}

/// Reviews taken over from elsewhere: images, widgets and links at review sites, and what stands under a
/// heading that the phrase rules took for a collection of patients' voices.
pub(super) fn no_testimonials(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let with = With(with);
    let addresses = with.words("addresses");
    let mut breaches = Vec::new();
    for (field, image) in case.dossier.content.images() {
        breaches.extend(at_review_site(
            at(&format!("{field}.url")),
            image.url.as_str(),
            &addresses,
        ));
    }
    for (field, text) in page::rich_texts(case.dossier) {
        for mark in text.marks() {
            if let MarkStyle::Link { href } = &mark.style {
                breaches.extend(at_review_site(at(&field), href.as_str(), &addresses));
            }
        }
    }
    for (place, url) in page::banner_targets(case.dossier) {
        breaches.extend(at_review_site(place, url.as_str(), &addresses));
    }
    breaches.extend(under_headings(case, &with.words("rules")));
    breaches
}

fn at_review_site(place: Place, url: &str, addresses: &[&str]) -> Option<Breach> {
    let folded = fold(url);
    first_of(&folded, addresses)?;
    Some(Breach { matched: url.to_owned(), ..breach(place, url) })
}

fn under_headings(case: &Case<'_>, rules: &[&str]) -> Vec<Breach> {
    let voices: BTreeSet<&str> = case
        .phrases
        .iter()
        .filter(|finding| rules.contains(&finding.rule.as_str()))
        .map(|finding| finding.place.field.as_str())
        .collect();
    let mut under: Option<HeadingLevel> = None;
    let mut breaches = Vec::new();
    for (i, block) in case.dossier.content.body().iter().enumerate() {
        match &block.content {
            BlockContent::Heading(heading) => {
                if voices.contains(format!("body[{i}].text").as_str()) {
                    under = Some(heading.level);
                } else if under.is_some_and(|level| heading.level <= level) {
                    under = None;
                }
            }
            BlockContent::List(_)
            | BlockContent::Quotation(_)
            | BlockContent::Table(_)
            | BlockContent::Figure(_)
                if under.is_some() =>
            {
                let place = Place { block: Some(block.id), ..at(&format!("body[{i}]")) };
                let basis =
                    format!("{} under a heading of testimonials", block.content.type_name());
                breaches.push(breach(place, basis));
            }
            _ => {}
        }
    }
    breaches
}
