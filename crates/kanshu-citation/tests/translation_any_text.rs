//! Whatever stands in a pair, the comparison ends and points into the texts.

#![expect(clippy::unwrap_used, reason = "a broken case fails the test")]

use kanshu_citation::integrity::{Glossary, IntegrityFinding, Pair, check, check_page};
use kanshu_domain::compliance::TextRange;
use proptest::prelude::*;

#[expect(dead_code, reason = "ids and registers are for the measurement")]
#[path = "translation/pairs.rs"]
mod pairs;

fn within(range: Option<TextRange>, text: &str) -> bool {
    range.is_none_or(|range| range.start <= range.end && range.end <= text.chars().count())
}

fn all_within(findings: &[IntegrityFinding], pair: &Pair<'_>) -> bool {
    findings.iter().all(|finding| {
        within(finding.original_range, pair.original)
            && within(finding.translation_range, pair.translation)
    })
}

/// What a writer may paste: pieces of real pairs, torn anywhere, with anything between them.
fn torn(texts: Vec<String>) -> impl Strategy<Value = String> {
    let piece =
        (proptest::sample::select(texts), any::<(prop::sample::Index, prop::sample::Index)>())
            .prop_map(|(text, (a, b))| {
                let length = text.chars().count().max(1);
                let (a, b) = (a.index(length), b.index(length));
                text.chars().skip(a.min(b)).take(a.abs_diff(b)).collect::<String>()
            });
    let other = prop_oneof![
        "\\PC{0,12}",
        "[0-9０-９.,%±×〜~–−^¹²³⁴⁻\\[\\]()（）［］〔〕]{0,10}",
        "[ \n\t。．.!?！？、，;:・…—-]{0,6}",
    ];
    prop::collection::vec(prop_oneof![3 => piece, 1 => other], 0..6)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_two_texts_are_compared(
        (original, translation) in {
            let all = pairs::all();
            let originals = all.iter().map(|pair| pair.original.clone()).collect();
            let translations = all.iter().map(|pair| pair.translation.clone()).collect();
            (torn(originals), torn(translations))
        },
        lang in prop_oneof![Just("en"), Just("en-GB"), Just("de"), Just("")],
    ) {
        let pair = Pair { original_lang: lang, original: &original, translation: &translation };
        let findings = check(&pair, &Glossary::default());
        prop_assert!(all_within(&findings, &pair), "{findings:?}");
        let turned = Pair { original_lang: lang, original: &translation, translation: &original };
        prop_assert!(all_within(&check(&turned, &Glossary::default()), &turned));
        for found in check_page(&[pair.clone(), turned.clone()], &Glossary::default()) {
            let at = if found.pair == 0 { &pair } else { &turned };
            prop_assert!(all_within(&[found.finding], at));
        }
    }
}
