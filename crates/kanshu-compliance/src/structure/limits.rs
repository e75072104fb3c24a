//! The conditions under which an advertisement may say more than the listed items (限定解除, 医療法施行規則
//! 1条の9の2), and what a banner may say without them.

use kanshu_domain::{
    block::{BlockContent, DisclaimerKind, DisclaimerNote, DisclaimerWords},
    compliance::TextContext,
    content::Content,
    dossier::Dossier,
    kind::Kind,
    kinds::treatment::{Treatment, TreatmentClass},
};

use super::{
    Breach, Case,
    page::{self, Record, at, breach},
    parameters::With,
    words::{breach_by, first_of, fold, says},
};

/// 1条の9の2 二: somebody answers questions. A line that only takes bookings does not count (Q&A 5-10).
pub(super) fn contact_answers_questions(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    if !matches!(case.dossier.kind, Kind::Article | Kind::Treatment) {
        return Vec::new();
    }
    let booking_only = With(with).words("booking_only");
    let clinics = page::clinics(case.dossier);
    let points: Vec<_> = clinics.iter().flat_map(|clinic| &clinic.content.contact_points).collect();
    let answers = points.iter().any(|point| {
        let said = point.hours.iter().map(|(_, hours)| hours.as_str());
        let said = said.chain([point.value.as_str()]).map(fold);
        point.answers_questions && !{ said }.any(|text| first_of(&text, &booking_only).is_some())
    });
    if answers {
        return Vec::new();
    }
    let basis: Vec<_> = points.iter().map(|point| point.value.as_str()).collect();
    let place = clinics.first().map_or_else(|| at("clinic"), |clinic| clinic.place("clinic"));
    vec![breach(place, format!("contact points: {}", basis.join(", ")))]
}

/// The treatments of a page that the patient pays for, or may have to: their class is not recorded.
fn private(dossier: &Dossier) -> Vec<Record<'_, Treatment>> {
    let mut treatments = page::treatments(dossier);
    treatments
        .retain(|treatment| treatment.content.class.is_none_or(TreatmentClass::is_private_pay));
    treatments
}

/// Whether the page's own words say it. They can only be about one treatment when the page offers one.
fn page_says(case: &Case<'_>, choices: &[Vec<&str>]) -> bool {
    case.passages
        .iter()
        .filter(|passage| {
            !matches!(
                passage.context,
                TextContext::QuoteOriginal
                    | TextContext::QuoteTranslation
                    | TextContext::CitationTitle
                    | TextContext::ReaderQuestion
            )
        })
        .any(|passage| says(&fold(&passage.text), choices))
}

/// 1条の9の2 三: the usual content of the treatment and its standard cost, tax included.
pub(super) fn price_stated(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let treatments = private(case.dossier);
    let said = treatments.len() == 1 && page_says(case, &With(with).choices("said_by"));
    let mut breaches = page::offers_without_record(case.dossier);
    for treatment in &treatments {
        let record = treatment.content;
        let lacks_content = record.summary.is_none() && record.body.is_empty();
        let lacks_price = record.price.is_none() && !said;
        let missing: Vec<&str> = [(lacks_content, "summary"), (lacks_price, "price")]
            .into_iter()
            .filter_map(|(missing, field)| missing.then_some(field))
            .collect();
        if let Some(first) = missing.first() {
            let basis = format!("{}: without {}", record.name, missing.join(", "));
            breaches.push(breach(treatment.place(first), basis));
        }
    }
    breaches
}

/// 1条の9の2 四: the main risks and side effects.
pub(super) fn risks_stated(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let treatments = private(case.dossier);
    let items = case.dossier.content.body().iter().map(|block| match &block.content {
        BlockContent::Risks(risks) => risks.items.len(),
        _ => 0,
    });
    let said = treatments.len() == 1 && items.sum::<usize>() >= With(with).number("least_items");
    let mut breaches = page::offers_without_record(case.dossier);
    for treatment in treatments.iter().filter(|_| !said) {
        let record = treatment.content;
        let missing: Vec<&str> =
            [(record.risks.is_empty(), "risks"), (record.side_effects.is_empty(), "sideEffects")]
                .into_iter()
                .filter_map(|(missing, field)| missing.then_some(field))
                .collect();
        if let Some(first) = missing.first() {
            let basis = format!("{}: without {}", record.name, missing.join(", "));
            breaches.push(breach(treatment.place(first), basis));
        }
    }
    breaches
}

/// Only a front end can show whether costs, risks and statements stand open on the page: the site
/// declares it. Asked where there is something to show.
pub(super) fn required_information_shown_openly(
    case: &Case<'_>,
    _with: &toml::Table,
) -> Vec<Breach> {
    let body = case.dossier.content.body();
    let photographs = body.iter().any(|b| matches!(b.content, BlockContent::CasePhoto(_)));
    let asked = page::is_page(case.dossier) && (!private(case.dossier).is_empty() || photographs);
    if asked && !case.dossier.policy.declarations.required_information_shown_openly {
        vec![breach(at(""), "not declared")]
    } else {
        Vec::new()
    }
}

/// That public insurance does not pay. Front ends derive the sentence from the treatment's class; where
/// that is not recorded, the page must say it.
pub(super) fn insurance_stated(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let unknown = page::treatments(case.dossier);
    let unknown = unknown.iter().filter(|treatment| treatment.content.class.is_none());
    let breaches: Vec<Breach> = unknown
        .map(|treatment| {
            breach(treatment.place("class"), format!("{}: without class", treatment.content.name))
        })
        .collect();
    let said = || page_says(case, &With(with).choices("said_by")) || says_private_pay(case.dossier);
    if breaches.is_empty() || said() { Vec::new() } else { breaches }
}

fn says_private_pay(dossier: &Dossier) -> bool {
    let shared = |note: &DisclaimerNote| match note.words {
        DisclaimerWords::Disclaimer(id) => dossier.references.contains_key(&id),
        DisclaimerWords::Text(_) => true,
    };
    let says = |note: &DisclaimerNote| note.kind == DisclaimerKind::PrivatePay && shared(note);
    let before = match dossier.content.as_ref() {
        Content::Article(article) => article.disclaimers.as_slice(),
        _ => &[],
    };
    let in_body = dossier.content.body().iter();
    before.iter().any(says) || { in_body }
        .any(|b| matches!(&b.content, BlockContent::Disclaimer(note) if says(note)))
}

/// How often and how long (the ministry's worked examples). A single session needs no duration.
pub(super) fn course_stated(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let treatments = private(case.dossier);
    let said = treatments.len() == 1 && page_says(case, &With(with).choices("said_by"));
    treatments
        .iter()
        .filter(|_| !said)
        .filter_map(|treatment| {
            let missing = match &treatment.content.course {
                None => "sessions and duration",
                Some(course) => {
                    let once = course.sessions.max() <= 1;
                    let timed = course.duration_weeks.is_some() || course.interval_days.is_some();
                    if once || timed {
                        return None;
                    }
                    "duration"
                }
            };
            let basis = format!("{}: without {missing}", treatment.content.name);
            Some(breach(treatment.place("course"), basis))
        })
        .collect()
}

/// 医療法6条の5③: a banner is not sought by the patient, so it may hold listed items only. The words that
/// are none are the pack's; names of exosome or regenerative treatments and of unapproved products that
/// the records know are none either.
pub(super) fn banner_within_permitted(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let mut names: Vec<String> = Vec::new();
    for referenced in case.dossier.references.values() {
        match referenced.content.as_ref() {
            Content::Treatment(treatment)
                if treatment.class.is_some_and(|class| {
                    class == TreatmentClass::Exosome || class.needs_plan()
                }) =>
            {
                names.push(fold(treatment.name.as_str()));
            }
            Content::Product(product)
                if product.regulatory_status.is_some_and(|status| status.needs_statements()) =>
            {
                names.extend(product.name.iter().map(|(_, name)| fold(name.as_str())));
            }
            _ => {}
        }
    }
    let mut outside = With(with).words("outside");
    outside.extend(names.iter().map(String::as_str));
    case.passages
        .iter()
        .filter(|passage| passage.context == TextContext::Banner)
        .filter_map(|passage| {
            let folded = fold(&passage.text);
            Some(breach_by(passage, &folded, first_of(&folded, &outside)?))
        })
        .collect()
}
