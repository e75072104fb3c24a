//! The conditions, one function each. Each looks at the dossier and says what does not hold.

use std::collections::BTreeSet;

use super::{Condition, Unmet, sources};
use crate::{
    block::BlockContent,
    compliance::ComplianceReport,
    content::Content,
    dossier::{Dossier, Standing},
    id::GroupId,
    kind::{Answerability, Kind},
    kinds::{
        article::Author,
        product::{Product, ReliefSystem},
        treatment::Treatment,
    },
    reference::Role,
    time::{Instant, tokyo_date},
    workflow::{DeskState, PublicState},
};

pub(super) fn unmet(dossier: &Dossier, report: &ComplianceReport, now: Instant) -> Vec<Unmet> {
    let mut unmet = [
        signed_or_verified(dossier, now),
        signed_by_the_named_physician(dossier, now),
        the_report_is_about_this(dossier, report, now),
        treatments_are_told_in_full(dossier),
        unapproved_products_are_declared(dossier),
        questions_are_answered(dossier),
        sources::quotations_have_sources(dossier),
        sources::sources_stand(dossier),
        a_physician_answers(dossier),
        the_physician_decides(dossier),
        images_are_described(dossier),
        references_are_public(dossier),
        the_address_is_right(dossier),
        two_pairs_of_eyes(dossier),
    ]
    .concat();
    unmet.extend(nothing_blocks(report, &unmet));
    unmet
}

pub(super) fn because(condition: Condition, field: &str, message: impl Into<String>) -> Unmet {
    Unmet { condition, message: message.into(), field: field.to_owned(), rule: None, target: None }
}

pub(super) fn about(condition: Condition, field: &str, target: GroupId, message: String) -> Unmet {
    Unmet { condition, message, field: field.to_owned(), rule: None, target: Some(target) }
}

fn is_signed(dossier: &Dossier) -> bool {
    dossier.kind.answerability() == Answerability::Signed
}

/// G01.
fn signed_or_verified(dossier: &Dossier, now: Instant) -> Vec<Unmet> {
    let g01 = |message: String| vec![because(Condition::G01, "", message)];
    let revision = dossier.revision;
    match (dossier.kind.answerability(), &dossier.approval) {
        (Answerability::Edited, _) => Vec::new(),
        (Answerability::Verified, _) => match (dossier.verified_at, dossier.withdrawn_at) {
            (None, _) => {
                g01(format!("revision {revision} has not been verified by an administrator"))
            }
            (Some(verified), Some(withdrawn)) if verified <= withdrawn => {
                g01("the record was withdrawn after it was verified; it must be verified again"
                    .to_owned())
            }
            _ => Vec::new(),
        },
        (Answerability::Signed, None) => {
            g01(format!("revision {revision} has not been signed by its supervising physician"))
        }
        (Answerability::Signed, Some(approval)) => {
            if let Some(revoked) = &approval.revoked {
                return g01(format!("the signature was taken back: {}", revoked.reason));
            }
            if approval.hash != dossier.hash || approval.revision != revision {
                return g01("the signature is for another revision".to_owned());
            }
            if dossier.desk_state == DeskState::ChangesRequested {
                return g01("changes were requested after the signature".to_owned());
            }
            if dossier.withdrawn_at.is_some_and(|withdrawn| approval.at <= withdrawn) {
                return g01("the document was withdrawn after it was signed; a new signature is \
                            needed"
                    .to_owned());
            }
            if now >= approval.valid_until {
                let until = tokyo_date(approval.valid_until);
                return g01(format!("the signature was valid until {until}; it must be renewed"));
            }
            let today = dossier.signed_views();
            today
                .iter()
                .filter(|view| !approval.signed_views.contains(view))
                .map(|view| {
                    let title = dossier.references.get(&view.target).map(|r| r.content.title());
                    let message = format!(
                        "“{}” has changed since the signature; the page must be signed again",
                        title.unwrap_or_default()
                    );
                    about(Condition::G01, "", view.target, message)
                })
                .collect()
        }
    }
}

/// G02. A physician's record is public only when verified, so being public (or published along, which
/// asks for the same) is being verified.
fn signed_by_the_named_physician(dossier: &Dossier, now: Instant) -> Vec<Unmet> {
    let mut unmet = Vec::new();
    if let (true, Some(approval)) = (is_signed(dossier), &dossier.approval) {
        let named = dossier.content.supervising_physician();
        if named != Some(approval.physician) {
            let message = "the signer is not the supervising physician whom the document names";
            unmet.push(because(Condition::G02, "supervisingPhysician", message));
        }
    }
    let named = dossier.content.supervising_physician().filter(|_| is_signed(dossier));
    if let Some((id, physician)) = named.and_then(|id| Some((id, dossier.references.get(&id)?))) {
        if let Standing::NotPublic(_) = physician.standing {
            let message = format!("the record of {} is not verified", physician.content.title());
            unmet.push(about(Condition::G02, "supervisingPhysician", id, message));
        }
        if let Content::Physician(record) = physician.content.as_ref() {
            for credential in &record.credentials {
                let today = tokyo_date(now);
                let name = credential.name.any();
                if credential.issuing_body.is_empty() {
                    let message = format!("the credential “{name}” names no issuing body");
                    unmet.push(about(Condition::G02, "supervisingPhysician", id, message));
                }
                if credential.valid_until.is_some_and(|until| until < today) {
                    let message = format!("the credential “{name}” has expired");
                    unmet.push(about(Condition::G02, "supervisingPhysician", id, message));
                }
            }
        }
    }
    if let Content::Article(article) = dossier.content.as_ref() {
        let claims = article.title_label.as_ref().is_some_and(|l| l.as_str().contains("医師"));
        let physician = match article.author {
            Some(Author::Physician(id)) => dossier.references.get(&id),
            _ => None,
        };
        let written_by_physician = physician
            .is_some_and(|physician| !matches!(physician.standing, Standing::NotPublic(_)));
        if claims && !written_by_physician {
            let message = "the label says that a physician explains, but the author is no verified \
                           physician; name the author or remove the label";
            unmet.push(because(Condition::G02, "titleLabel", message));
        }
    }
    unmet
}

/// G03.
fn the_report_is_about_this(
    dossier: &Dossier,
    report: &ComplianceReport,
    now: Instant,
) -> Vec<Unmet> {
    let same_revision =
        report.document == Some(dossier.document) && report.revision == Some(dossier.revision);
    let mut unmet = Vec::new();
    if !same_revision || report.dossier != dossier.digest() || report.on != tokyo_date(now) {
        let message = "the compliance report is about another state of the document or another day";
        unmet.push(because(Condition::G03, "", message));
    }
    // What no pack judges is not within the rules.
    for jurisdiction in &report.unchecked_jurisdictions {
        let message = format!("there is no rule pack for the jurisdiction {jurisdiction:?}");
        unmet.push(because(Condition::G03, "targetJurisdictions", message));
    }
    unmet
}

/// G04, and the conditions that a pack judges (G17). What the gate has found by itself (cost, risks,
/// statements, sources …) is said once, in the gate's own words; what only the pack has found of it
/// still refuses, under the same condition.
fn nothing_blocks(report: &ComplianceReport, found: &[Unmet]) -> Vec<Unmet> {
    let said = |condition: Condition| found.iter().any(|unmet| unmet.condition == condition);
    report
        .blocking()
        .filter(|finding| !finding.condition.is_some_and(said))
        .map(|finding| {
            let words = if finding.matched.is_empty() {
                String::new()
            } else {
                format!(" (“{}”)", finding.matched)
            };
            Unmet {
                condition: finding.condition.unwrap_or(Condition::G04),
                message: format!("{}: {}{words}", finding.rule, finding.reason.en),
                field: finding.place.field.clone(),
                rule: Some(finding.rule.clone()),
                target: finding.place.target,
            }
        })
        .collect()
}

/// The treatments that a document offers: itself, or those it names, lists or offers.
fn offered(dossier: &Dossier) -> Vec<(String, Option<GroupId>, Treatment)> {
    match dossier.content.as_ref() {
        Content::Treatment(treatment) => vec![(String::new(), None, treatment.as_ref().clone())],
        Content::Article(_) => {
            let mut seen = BTreeSet::new();
            dossier
                .content
                .references()
                .into_iter()
                .filter(|reference| reference.role == Role::Treatment)
                .filter(|reference| seen.insert(reference.target))
                .filter_map(|reference| {
                    match &*dossier.references.get(&reference.target)?.content {
                        Content::Treatment(treatment) => Some((
                            reference.field,
                            Some(reference.target),
                            treatment.as_ref().clone(),
                        )),
                        _ => None,
                    }
                })
                .collect()
        }
        _ => Vec::new(),
    }
}

/// G05: 医療法施行規則 1条の9の2 三 and 四; sessions and duration after the ministry's worked examples.
fn treatments_are_told_in_full(dossier: &Dossier) -> Vec<Unmet> {
    let mut unmet = Vec::new();
    for (field, target, treatment) in offered(dossier) {
        let private = treatment.class.is_none_or(|class| class.is_private_pay());
        let needs_plan = treatment.class.is_some_and(|class| class.needs_plan());
        let checks = [
            (treatment.class.is_none(), "class", "class (insured or private pay)"),
            (private && treatment.summary.is_none(), "summary", "content of the treatment"),
            (private && treatment.course.is_none(), "course", "number of sessions and duration"),
            (private && treatment.price.is_none(), "price", "standard cost, tax included"),
            (private && treatment.risks.is_empty(), "risks", "main risks"),
            (private && treatment.side_effects.is_empty(), "sideEffects", "main side effects"),
            (
                needs_plan && treatment.regenerative_plan.is_none(),
                "regenerativePlan",
                "plan number and committee",
            ),
        ];
        for (_, missing, words) in checks.into_iter().filter(|(is_missing, ..)| *is_missing) {
            let message = format!("the treatment “{}” does not say its {words}", treatment.name);
            let at = if field.is_empty() { missing } else { field.as_str() };
            unmet.push(Unmet { target, ..because(Condition::G05, at, message) });
        }
    }
    unmet
}

/// G06: the five statements (医療広告ガイドライン, amended 2024-03-22); for products from human or animal
/// tissue both relief systems.
fn unapproved_products_are_declared(dossier: &Dossier) -> Vec<Unmet> {
    let own = match dossier.content.as_ref() {
        Content::Product(product) => Some((None, product.as_ref())),
        _ => None,
    };
    let used = dossier.of_kind(Kind::Product).filter_map(|(id, referenced)| {
        match referenced.content.as_ref() {
            Content::Product(product) => Some((Some(*id), product.as_ref())),
            _ => None,
        }
    });
    own.into_iter()
        .chain(used)
        .flat_map(|(target, product)| {
            missing_statements(product).into_iter().map(move |(field, words)| {
                let message = format!("the product “{}” does not say {words}", product.name.any());
                let at = if target.is_some() { "" } else { field };
                Unmet { target, ..because(Condition::G06, at, message) }
            })
        })
        .collect()
}

fn missing_statements(product: &Product) -> Vec<(&'static str, &'static str)> {
    let Some(status) = product.regulatory_status else {
        return vec![("regulatoryStatus", "its regulatory status")];
    };
    if !status.needs_statements() {
        return Vec::new();
    }
    let statements = &product.statements;
    let adverse = statements.relief_systems.contains(&ReliefSystem::AdverseDrugReactions);
    let infections = statements.relief_systems.contains(&ReliefSystem::InfectionsFromBiologicals);
    [
        (statements.not_approved.is_empty(), "statements.notApproved", "that it is not approved"),
        (
            statements.acquisition_route.is_empty(),
            "statements.acquisitionRoute",
            "how it was obtained",
        ),
        (
            statements.domestic_alternatives.is_empty(),
            "statements.domesticAlternatives",
            "whether an approved product of the same kind exists",
        ),
        (
            statements.foreign_safety.is_empty(),
            "statements.foreignSafety",
            "what is known abroad about its safety",
        ),
        (
            statements.relief_exclusion.is_empty() || !adverse,
            "statements.reliefExclusion",
            "that the relief system for adverse drug reactions does not apply",
        ),
        (
            product.biological && !infections,
            "statements.reliefSystems",
            "that the relief system for infections from biological products does not apply",
        ),
    ]
    .into_iter()
    .filter(|(missing, ..)| *missing)
    .map(|(_, field, words)| (field, words))
    .collect()
}

/// G07: 医療法施行規則 1条の9の2 二; a line that only takes bookings does not count (Q&A 5-10).
fn questions_are_answered(dossier: &Dossier) -> Vec<Unmet> {
    let clinic = match dossier.content.as_ref() {
        Content::Article(article) => article.clinic,
        Content::Treatment(treatment) => treatment.clinic,
        _ => return Vec::new(),
    };
    let Some(clinic) = clinic else {
        let message = "no clinic is named, so there is no contact point for patients' questions";
        return vec![because(Condition::G07, "clinic", message)];
    };
    let answers = dossier.references.get(&clinic).is_some_and(|referenced| {
        matches!(referenced.content.as_ref(), Content::Clinic(clinic)
            if clinic.contact_points.iter().any(|point| point.answers_questions))
    });
    if answers {
        return Vec::new();
    }
    let message = "the clinic has no contact point that answers questions".to_owned();
    vec![about(Condition::G07, "clinic", clinic, message)]
}

/// G11.
fn a_physician_answers(dossier: &Dossier) -> Vec<Unmet> {
    if is_signed(dossier) && dossier.content.supervising_physician().is_none() {
        let message = "no supervising physician is named";
        return vec![because(Condition::G11, "supervisingPhysician", message)];
    }
    Vec::new()
}

/// G12.
fn the_physician_decides(dossier: &Dossier) -> Vec<Unmet> {
    let message = "eligibility is shown without saying that the physician decides";
    let in_body =
        dossier.content.body().iter().enumerate().filter_map(|(i, block)| match &block.content {
            BlockContent::Eligibility(eligibility) if eligibility.decision_note.is_none() => {
                Some(because(Condition::G12, &format!("body[{i}].decisionNote"), message))
            }
            _ => None,
        });
    let own = match dossier.content.as_ref() {
        Content::Treatment(treatment)
            if !treatment.eligibility.is_empty() && treatment.decision_note.is_none() =>
        {
            Some(because(Condition::G12, "decisionNote", message))
        }
        _ => None,
    };
    in_body.chain(own).collect()
}

/// G14: alternative text; photographs before and after also need consent, the four statements of the
/// guideline, and no retouching (rules JP-B02, JP-B03).
fn images_are_described(dossier: &Dossier) -> Vec<Unmet> {
    let mut unmet: Vec<Unmet> = dossier
        .content
        .images()
        .into_iter()
        .filter(|(_, image)| image.alt.is_none())
        .map(|(field, _)| {
            because(Condition::G14, &format!("{field}.alt"), "the image has no alternative text")
        })
        .collect();
    if let Content::Banner(banner) = dossier.content.as_ref()
        && banner.image.is_none()
    {
        unmet.push(because(Condition::G14, "image", "the banner has no image"));
    }
    for (i, block) in dossier.content.body().iter().enumerate() {
        let BlockContent::CasePhoto(photo) = &block.content else { continue };
        let checks = [
            (photo.edited, "edited", "the photographs were retouched"),
            (photo.consent.is_none(), "consent", "the patient's consent is not on record"),
            (photo.content.is_none(), "content", "the content of the treatment is not said"),
            (photo.sessions.is_none(), "sessions", "period and number of sessions are not said"),
            (photo.cost.is_none(), "cost", "the cost is not said"),
            (photo.risks.is_none(), "risks", "risks and side effects are not said"),
        ];
        for (_, field, message) in checks.into_iter().filter(|(wrong, ..)| *wrong) {
            unmet.push(because(Condition::G14, &format!("body[{i}].{field}"), message));
        }
    }
    unmet
}

/// G15: a reference whose target is not public is never dropped.
fn references_are_public(dossier: &Dossier) -> Vec<Unmet> {
    let mut seen = BTreeSet::new();
    let mut unmet = Vec::new();
    for reference in dossier.content.references() {
        if !seen.insert((reference.role, reference.target)) {
            continue;
        }
        let expected = reference.role.target_kind();
        let message = match dossier.references.get(&reference.target) {
            None => format!("the {expected} referred to does not exist"),
            Some(found) if found.kind != expected => {
                format!("“{}” is a {}, not a {expected}", found.content.title(), found.kind)
            }
            Some(found) => match found.standing {
                Standing::Public | Standing::Along => continue,
                Standing::NotPublic(state) => {
                    let title = found.content.title();
                    let why = match state {
                        PublicState::Withdrawn => "was withdrawn",
                        PublicState::Suspended => "is suspended",
                        _ => "is not public",
                    };
                    format!("the {expected} “{title}” {why}")
                }
            },
        };
        unmet.push(about(Condition::G15, &reference.field, reference.target, message));
    }
    unmet
}

/// G16.
fn the_address_is_right(dossier: &Dossier) -> Vec<Unmet> {
    let Some(slug) = &dossier.slug else {
        if dossier.kind.needs_slug() {
            return vec![because(Condition::G16, "slug", "the page has no slug")];
        }
        return Vec::new();
    };
    let mut unmet = Vec::new();
    if dossier.slug_taken_by.is_some() {
        let message = format!("the slug “{slug}” is taken by another public {}", dossier.kind);
        unmet.push(because(Condition::G16, "slug", message));
    }
    if let Some(address) = dossier.content.seo().and_then(|seo| seo.canonical_url.as_ref()) {
        let last = url::Url::parse(address.as_str()).ok().and_then(|url| {
            let last = url.path_segments()?.rfind(|segment| !segment.is_empty())?;
            Some(last.to_owned())
        });
        let mut wanted = url::Url::parse("https://x.example/").ok();
        if let Some(url) = &mut wanted {
            url.set_path(slug.as_str());
        }
        let wanted = wanted.map(|url| url.path().trim_start_matches('/').to_owned());
        if last != wanted {
            let message = format!("the canonical address does not end with the slug “{slug}”");
            unmet.push(because(Condition::G16, "seo.canonicalUrl", message));
        }
    }
    unmet
}

/// G19.
fn two_pairs_of_eyes(dossier: &Dossier) -> Vec<Unmet> {
    match &dossier.approval {
        Some(approval) if dossier.policy.four_eyes && !approval.four_eyes => {
            let message = "the signer wrote this revision; somebody else must write or sign it";
            vec![because(Condition::G19, "", message)]
        }
        _ => Vec::new(),
    }
}
