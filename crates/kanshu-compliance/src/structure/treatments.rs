//! Regenerative medicine and what only looks like it (再生医療等の安全性の確保等に関する法律).

use kanshu_domain::{
    compliance::Place,
    content::Content,
    kinds::treatment::{Treatment, TreatmentClass},
};

use super::{
    Breach, Case,
    page::{self, at, breach},
    parameters::With,
    words::{first_of, fold},
};

/// 4条: a treatment of class 1 to 3 stands on a plan notified with its committee.
pub(super) fn plan_notified(case: &Case<'_>, _with: &toml::Table) -> Vec<Breach> {
    page::treatments(case.dossier)
        .iter()
        .filter(|treatment| {
            treatment.content.class.is_some_and(TreatmentClass::needs_plan)
                && treatment.content.regenerative_plan.is_none()
        })
        .map(|treatment| {
            let basis = format!("{}: without plan", treatment.content.name);
            breach(treatment.place("regenerativePlan"), basis)
        })
        .collect()
}

/// 2条: exosomes hold no living cells, so they are outside the Act; tags, addresses and titles may not file
/// them under it. A page that also offers a treatment under the Act may carry the tag for that one.
pub(super) fn not_filed_as_regenerative(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let with = With(with);
    let (words, exosomes) = (with.words("words"), with.words("exosomes"));
    let treatments = page::treatments(case.dossier);
    let is_exosome = |treatment: &Treatment| match treatment.class {
        Some(TreatmentClass::Exosome) => true,
        None | Some(TreatmentClass::PrivatePay) => {
            first_of(&fold(treatment.name.as_str()), &exosomes).is_some()
        }
        Some(_) => false,
    };
    let under_the_act = |t: &Treatment| t.class.is_some_and(TreatmentClass::needs_plan);
    if !treatments.iter().any(|t| is_exosome(t.content))
        || treatments.iter().any(|t| under_the_act(t.content))
    {
        return Vec::new();
    }
    let filed = |text: &str| first_of(&fold(text), &words).is_some();
    let mut breaches: Vec<Breach> = page::tags(case.dossier)
        .into_iter()
        .filter_map(|(reference, names)| {
            let name = names.into_iter().find(|name| filed(name))?;
            let target = Some(reference.target);
            let place = Place { target, ..at(&reference.field) };
            Some(Breach { matched: name.clone(), ..breach(place, name) })
        })
        .collect();
    let slug = case.dossier.slug.as_ref().map(|slug| ("slug", slug.to_string()));
    let seo = case.dossier.content.seo();
    let canonical = seo.and_then(|seo| seo.canonical_url.as_ref());
    let canonical = canonical.map(|url| ("seo.canonicalUrl", url.to_string()));
    let name = match case.dossier.content.as_ref() {
        Content::Treatment(own) => Some(("name", own.name.to_string())),
        _ => None,
    };
    for (field, text) in slug.into_iter().chain(canonical).chain(name) {
        if filed(&text) {
            breaches.push(Breach { matched: text.clone(), ..breach(at(field), text) });
        }
    }
    breaches
}
