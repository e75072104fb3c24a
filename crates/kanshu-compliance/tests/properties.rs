//! What holds for every text, whatever is in it. The long run is `examples/fuzz.rs`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::sync::LazyLock;

use chrono::NaiveDate;
use kanshu_compliance::{Engine, Passage};
use kanshu_domain::{compliance::TextContext, kinds::article::Jurisdiction};
use proptest::prelude::*;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Vec::new()).unwrap());
const EVERYWHERE: [Jurisdiction; 3] = [Jurisdiction::Jp, Jurisdiction::Us, Jurisdiction::Kr];

fn on() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

/// Pieces of sentences that rules know, between arbitrary characters.
fn text() -> impl Strategy<Value = String> {
    let known: Vec<String> = ENGINE
        .packs()
        .iter()
        .flat_map(|p| p.examples().map(|example| example.text).map(str::to_owned))
        .collect();
    let piece = prop_oneof![
        3 => prop::sample::select(known),
        1 => "\\PC{0,20}",
        1 => "[ぁ-んァ-ヴー一-龠０-９a-zA-Z、。！？「」\u{3099}ｶﾞ\u{200b}\n ]{0,30}",
    ];
    prop::collection::vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_finding_is_cut_from_the_text(text in text(), offset in 0_usize..1000) {
        let passage = Passage { text: text.clone(), offset, ..Passage::default() };
        for finding in ENGINE.check(&[passage], &EVERYWHERE, on()) {
            let cut = |start: usize, end: usize| -> String {
                text.chars().skip(start - offset).take(end - start).collect()
            };
            let range = finding.place.range.unwrap();
            let sentence = finding.place.sentence.unwrap();
            prop_assert!(range.start < range.end);
            prop_assert!(range.end - offset <= text.chars().count());
            prop_assert_eq!(cut(range.start, range.end), finding.matched);
            prop_assert_eq!(cut(sentence.range.start, sentence.range.end), sentence.text);
            prop_assert!(sentence.range.start <= range.start && range.end <= sentence.range.end);
        }
    }

    #[test]
    fn the_same_text_gives_the_same_findings(text in text()) {
        let passage = Passage { text, ..Passage::default() };
        let passages = std::slice::from_ref(&passage);
        let first = ENGINE.check(passages, &EVERYWHERE, on());
        prop_assert_eq!(first, Engine::check(&ENGINE, passages, &EVERYWHERE, on()));
    }

    #[test]
    fn nothing_is_said_about_the_titles_of_papers(text in text()) {
        let passage = Passage { text, context: TextContext::CitationTitle, ..Passage::default() };
        prop_assert_eq!(ENGINE.check(&[passage], &[Jurisdiction::Jp], on()), []);
    }

    #[test]
    fn width_and_blanks_hide_nothing(i in any::<prop::sample::Index>()) {
        let wide = |c: char| match c {
            '!'..='~' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
            _ => c,
        };
        let known: Vec<&str> = ENGINE.packs().iter().filter(|p| p.id == "jp-medical-ads")
            .flat_map(|p| p.examples().map(|example| example.text)).collect();
        let text = *i.get(&known);
        let rules = |text: String| -> Vec<String> {
            let passage = Passage { text, ..Passage::default() };
            let found = ENGINE.check(&[passage], &[Jurisdiction::Jp], on());
            let mut rules: Vec<String> = found.into_iter().map(|f| f.rule).collect();
            rules.sort();
            rules.dedup();
            rules
        };
        let full: String = text.chars().map(wide).collect();
        prop_assert_eq!(rules(text.to_owned()), rules(full));
    }
}
