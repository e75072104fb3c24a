//! Claims and what must stand behind, beside or before them (景品表示法, 打消し表示).

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;
use kanshu_domain::{block::BlockContent, compliance::TextContext, id::BlockId, values::MarkStyle};

use super::{
    Breach, Case,
    page::{self, at, breach},
    parameters::With,
    support,
    words::{breach_by, first_of, fold, says, sentences},
};
use crate::Passage;

/// 景品表示法7条2項: who says that something is the best, or how often it works, shows what it rests on: how,
/// when, among how many and by whom it was counted, within the last year. A product's purity needs its
/// certificate. `rules` are the phrase rules about superiority and rates, `numbers` those about purity,
/// `evidence` what must all stand beside the claim.
pub(super) fn claims_have_evidence(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let with = With(with);
    let evidence: Vec<_> = with.tables("evidence").iter().map(|e| e.choices("one_of")).collect();
    let mut breaches: Vec<Breach> = page::products(case.dossier)
        .iter()
        .filter_map(|product| {
            let claim = product.content.purity_claim.as_ref()?;
            if claim.certificate.is_some() {
                return None;
            }
            let basis =
                format!("{}: {} without certificate", product.content.name.any(), claim.value);
            let place = product.place("purityClaim.certificate");
            Some(Breach { matched: claim.value.to_string(), ..breach(place, basis) })
        })
        .collect();
    // Where the records know the number, they have been judged.
    let recorded =
        page::products(case.dossier).iter().any(|product| product.content.purity_claim.is_some());
    let (claims, numbers) = (with.words("rules"), with.words("numbers"));
    let passages: BTreeMap<_, &Passage> =
        case.passages.iter().map(|p| ((p.field.as_str(), p.target), p)).collect();
    let mut shown: BTreeMap<_, bool> = BTreeMap::new();
    for finding in case.phrases {
        let rule = finding.rule.as_str();
        let is_number = numbers.contains(&rule) && !recorded && has_digit(&finding.matched);
        if !is_number && !claims.contains(&rule) {
            continue;
        }
        let at = (finding.place.field.as_str(), finding.place.target);
        let Some(passage) = passages.get(&at) else { continue };
        let shown = shown
            .entry(at)
            .or_insert_with(|| has_evidence(&fold(&passage.text), &evidence, case.on.year()));
        if !*shown {
            let place = finding.place.clone();
            let sentence = place.sentence.as_ref().map(|sentence| sentence.text.clone());
            let basis = sentence.unwrap_or_else(|| passage.text.clone());
            breaches.push(Breach { matched: finding.matched.clone(), ..breach(place, basis) });
        }
    }
    breaches
}

fn has_digit(text: &str) -> bool {
    fold(text).contains(|c: char| c.is_ascii_digit())
}

fn has_evidence(folded: &str, evidence: &[Vec<Vec<&str>>], year: i32) -> bool {
    let dated = [year - 1, year].iter().any(|year| folded.contains(&format!("{year}年")));
    dated && !evidence.is_empty() && evidence.iter().all(|choices| says(folded, choices))
}

/// 景品表示法5条3号: whoever is paid for what is said says so. The records do not know who pays, so this
/// goes by links that earn money and by words that tell of a favour.
pub(super) fn sponsorship_labelled(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let with = With(with);
    let labels = with.words("labels");
    let labelled = case.passages.iter().any(|passage| {
        let folded = fold(&passage.text);
        first_of(&folded, &labels).is_some() || (passage.field == "titleLabel" && folded == "pr")
    });
    if labelled {
        return Vec::new();
    }
    let addresses = with.words("addresses");
    let paying = |url: &str| first_of(&fold(url), &addresses).is_some();
    let mut breaches = Vec::new();
    for (field, text) in page::rich_texts(case.dossier) {
        for mark in text.marks() {
            if let MarkStyle::Link { href } = &mark.style
                && paying(href.as_str())
            {
                let href = href.to_string();
                breaches.push(Breach { matched: href.clone(), ..breach(at(&field), href) });
            }
        }
    }
    for (place, url) in page::banner_targets(case.dossier) {
        if paying(url.as_str()) {
            breaches.push(Breach { matched: url.to_string(), ..breach(place, url.to_string()) });
        }
    }
    let words = with.words("words");
    for passage in case.passages.iter().filter(|passage| is_own_voice(passage.context)) {
        let folded = fold(&passage.text);
        breaches.extend(first_of(&folded, &words).map(|at| breach_by(passage, &folded, at)));
    }
    breaches
}

/// A disclaimer does not cure a strong claim (消費者庁 打消し表示に関する実態調査報告書): what it takes back may
/// not be said in the first place. `strong` are the phrase rules about such claims, `soft` the words of
/// disclaimers that would limit them.
pub(super) fn disclaimer_does_not_contradict(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let with = With(with);
    let strong = with.words("strong");
    let Some(claim) = case.phrases.iter().find(|found| strong.contains(&found.rule.as_str()))
    else {
        return Vec::new();
    };
    let soft = with.words("soft");
    case.passages
        .iter()
        .filter(|passage| {
            is_own_voice(passage.context) || passage.context == TextContext::Disclaimer
        })
        .filter_map(|passage| {
            let folded = fold(&passage.text);
            let found = breach_by(passage, &folded, first_of(&folded, &soft)?);
            Some(Breach { basis: format!("{} / {}", claim.matched, found.basis), ..found })
        })
        .collect()
}

/// Only a front end can show how large a disclaimer is: the site declares it. Asked where there is one.
pub(super) fn disclaimers_as_large_as_claims(case: &Case<'_>, _with: &toml::Table) -> Vec<Breach> {
    let disclaims = case.passages.iter().any(|p| p.context == TextContext::Disclaimer);
    let asked = page::is_page(case.dossier) && disclaims;
    if asked && !case.dossier.policy.declarations.disclaimers_as_large_as_claims {
        vec![breach(at(""), "not declared")]
    } else {
        Vec::new()
    }
}

/// Who says that something works names a source. Asked of whole pages: which source carries which claim is
/// for the physician to judge.
pub(super) fn efficacy_is_cited(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let unsupported = support::unsupported(case);
    if !unsupported.is_empty() {
        return unsupported;
    }
    let cites = !page::citations(case.dossier).is_empty();
    if cites || !page::is_page(case.dossier) {
        return Vec::new();
    }
    efficacy_claim(case, With(with)).into_iter().collect()
}

/// The first sentence of the page's own in which something works: a word of `effects` with one of `claims`
/// behind it, and no question. What stands among risks and drawbacks is no praise.
pub(super) fn efficacy_claim(case: &Case<'_>, with: With<'_>) -> Option<Breach> {
    if !page::is_page(case.dossier) {
        return None;
    }
    let (effects, claims) = (with.words("effects"), with.words("claims"));
    let blocks = case.dossier.content.body().iter();
    let warning: BTreeSet<BlockId> = blocks
        .filter(|b| matches!(b.content, BlockContent::Risks(_) | BlockContent::Disadvantages(_)))
        .map(|block| block.id)
        .collect();
    let own = case.passages.iter().filter(|passage| {
        passage.target.is_none()
            && passage.context == TextContext::Body
            && !passage.block.is_some_and(|block| warning.contains(&block))
            && !WARNING_FIELDS.iter().any(|field| passage.field.starts_with(field))
    });
    let claim_in = |passage: &Passage| {
        let folded = fold(&passage.text);
        let found = sentences(&folded).find_map(|sentence| {
            let text = &folded[sentence.clone()];
            let effect = first_of(text, &effects)?;
            let claimed = first_of(&text[effect.start..], &claims).is_some();
            (claimed && !text.ends_with('?'))
                .then(|| sentence.start + effect.start..sentence.start + effect.end)
        })?;
        Some(breach_by(passage, &folded, found))
    };
    let mut own = own.filter_map(claim_in);
    own.next()
}

/// The fields of a treatment that warn.
const WARNING_FIELDS: [&str; 4] = ["risks", "sideEffects", "contraindications", "downtime"];

/// The page speaking for itself, rather than quoting, citing or being asked.
pub(super) fn is_own_voice(context: TextContext) -> bool {
    !matches!(
        context,
        TextContext::QuoteOriginal
            | TextContext::QuoteTranslation
            | TextContext::CitationTitle
            | TextContext::ReaderQuestion
            | TextContext::Disclaimer
    )
}
