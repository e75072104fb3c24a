//! Integrity findings as part of a compliance report.

use kanshu_domain::{
    block::{BlockContent, Quotation, Translation},
    compliance::{Finding, GuardTrace, Law, PackUsed, Place, Severity, TextRange, Waivable, Words},
    dossier::Dossier,
    gate::Condition,
    revision::Sha256Hash,
};

use super::{
    Glossary, IntegrityFinding, Kind, Pair,
    announced::{Announced, announced},
    check, check_page,
};

/// The pack's id in reports.
const PACK: &str = "translation-integrity";

/// What was applied: this engine with its terms, and the site's glossary.
pub fn pack_used(glossary: &Glossary) -> PackUsed {
    let terms = Sha256Hash::of(include_bytes!("../../data/terms.tsv"));
    let words = Sha256Hash::of(include_bytes!("../../data/words.tsv"));
    PackUsed {
        id: PACK.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        jurisdiction: None,
        digest: Sha256Hash::of_json(&(terms, words, glossary)),
        reviewed: false,
        unreviewed_rules: Kind::ALL.len(),
    }
}

/// Whether a dossier's own quotations have translations that are compared.
pub fn concerns(dossier: &Dossier) -> bool {
    dossier.content.body().iter().any(|block| {
        matches!(&block.content, BlockContent::Quotation(quotation) if is_compared(quotation))
    })
}

/// Translations into Japanese are; of others the engine cannot read the words.
fn is_compared(quotation: &Quotation) -> bool {
    let into_japanese = |translation: &Translation| translation.lang.is_japanese();
    quotation.translation.as_ref().is_some_and(into_japanese)
        && !quotation.original.lang.is_japanese()
}

/// What the translations of a dossier's own quotations do to their originals, each alone and all of the page
/// together, in the order of the quotations; then what the page announces and does not give.
pub fn findings(dossier: &Dossier, glossary: &Glossary) -> Vec<Finding> {
    let mut places = Vec::new();
    let mut pairs = Vec::new();
    for (i, block) in dossier.content.body().iter().enumerate() {
        let BlockContent::Quotation(quotation) = &block.content else { continue };
        let Some(translation) = quotation.translation.as_ref().filter(|_| is_compared(quotation))
        else {
            continue;
        };
        places.push((i, block.id));
        pairs.push(Pair {
            original_lang: quotation.original.lang.as_str(),
            original: quotation.original.text.as_str(),
            translation: translation.text.as_str(),
        });
    }
    let of_page = check_page(&pairs, glossary);
    let mut all = Vec::new();
    for (n, (pair, (i, block))) in pairs.iter().zip(places).enumerate() {
        let together = of_page.iter().filter(|found| found.pair == n);
        let together = together.map(|found| found.finding.clone());
        for found in check(pair, glossary).into_iter().chain(together) {
            // What the translation does not say has no place in it; the original's is there.
            let (field, range) = match found.translation_range {
                Some(range) => (format!("body[{i}].translation.text"), Some(range)),
                None => (format!("body[{i}].original.text"), found.original_range),
            };
            let place = Place { field, block: Some(block), range, ..Place::default() };
            all.push(finding(pair, found, place));
        }
    }
    all.extend(announced(dossier).into_iter().map(|found| count_differs(dossier, found)));
    all
}

/// What a kind of finding rests on: 著作権法48条1項 (the source is to be indicated), 20条1項 (a work is not
/// altered against its author's will), or the house's own standard.
fn law(kind: Kind) -> Law {
    let section = match kind {
        Kind::MarkerLost | Kind::MarkerAdded | Kind::AttributionLost => "48条1項",
        Kind::TermMistranslated
        | Kind::TermLost
        | Kind::TermInconsistent
        | Kind::TranslatorsNote
        | Kind::RegisterMixed
        | Kind::HeadingQuoted
        | Kind::Typography
        | Kind::CountDiffers => {
            return Law {
                name: "編集方針".to_owned(),
                section: "和訳の水準".to_owned(),
                url: String::new(),
            };
        }
        Kind::SentenceLost
        | Kind::SentenceAdded
        | Kind::NumberChanged
        | Kind::ComparisonChanged
        | Kind::UnitChanged
        | Kind::NameChanged
        | Kind::DirectionSwapped
        | Kind::DirectionLost
        | Kind::NegationChanged
        | Kind::HedgeLost
        | Kind::HedgeAdded
        | Kind::ConditionLost => "20条1項",
    };
    Law {
        name: "著作権法".to_owned(),
        section: section.to_owned(),
        url: "https://laws.e-gov.go.jp/law/345AC0000000048".to_owned(),
    }
}

fn finding(pair: &Pair<'_>, found: IntegrityFinding, place: Place) -> Finding {
    let cut = |text: &str, range: Option<TextRange>| {
        range.map_or(String::new(), |range| {
            text.chars().skip(range.start).take(range.end - range.start).collect::<String>()
        })
    };
    let original = cut(pair.original, found.original_range);
    let translation = cut(pair.translation, found.translation_range);
    let trace = found.original_range.map(|range| GuardTrace {
        guard: "original".to_owned(),
        note: format!("{}..{} “{original}”", range.start, range.end),
    });
    Finding {
        matched: if translation.is_empty() { original.clone() } else { translation.clone() },
        rewrite: Words {
            ja: "原文と和訳を並べて確かめ、原文のとおりに訳してください。".to_owned(),
            en: "Hold the translation against the original and say what it says.".to_owned(),
        },
        trace: trace.into_iter().collect(),
        span_hash: Sha256Hash::of_json(&(found.kind, &original, &translation, pair.original)),
        ..of_kind(found.kind, found.severity, place, found.message)
    }
}

/// A page that announces another number than it gives.
fn count_differs(dossier: &Dossier, found: Announced) -> Finding {
    let block = dossier.content.body().get(found.block).map(|block| block.id);
    let field = format!("body[{}].text", found.block);
    let place = Place { field, block, range: Some(found.range), ..Place::default() };
    Finding {
        span_hash: Sha256Hash::of_json(&(Kind::CountDiffers, &found.words, &found.reason)),
        matched: found.words,
        rewrite: Words {
            ja: "予告した数と、実際に示す数を合わせてください。".to_owned(),
            en: "Announce as many as the page gives.".to_owned(),
        },
        ..of_kind(Kind::CountDiffers, Severity::Info, place, found.reason)
    }
}

/// What findings of a kind have in common.
fn of_kind(kind: Kind, severity: Severity, place: Place, reason: Words) -> Finding {
    let is_block = severity == Severity::Block;
    Finding {
        rule: kind.rule().to_owned(),
        name: kind.title(),
        pack: PACK.to_owned(),
        pack_version: env!("CARGO_PKG_VERSION").to_owned(),
        category: "translation".to_owned(),
        severity,
        matched: String::new(),
        place,
        law: vec![law(kind)],
        reason,
        rewrite: Words::default(),
        trace: Vec::new(),
        reviewed: false,
        waivable: if is_block { Waivable::Compliance } else { Waivable::Editor },
        span_hash: Sha256Hash::of(b""),
        condition: is_block.then_some(Condition::G08),
        waiver: None,
    }
}
