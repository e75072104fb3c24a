//! How good the evidence behind a claim about a disease must be.

use std::ops::Range;

use kanshu_domain::kinds::citation::Citation;

use super::{
    Breach, Case,
    claims::is_own_voice,
    page,
    parameters::With,
    words::{breach_by, fold, sentences},
};

/// Whoever says that something works against a disease cites a randomised trial in people, or a systematic
/// review of such: level 2 or better of OCEBM 2011 (FTC Health Products Compliance Guidance: competent and
/// reliable scientific evidence; animals and cells alone do not do). One breach for each sentence with a
/// word of `diseases` and one of `claims`, none of `except`, and no question.
///
/// Words begin at the beginning of a word. `trials` tell a source's design by its record or title;
/// `not_human` tell that nobody was studied.
pub(super) fn disease_claims_have_trials(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let with = With(with);
    let (trials, not_human) = (with.words("trials"), with.words("not_human"));
    let reaches = |source: &Citation| {
        let evidence = source.evidence.iter().flat_map(|e| [&e.design, &e.species]).flatten();
        let said = evidence.map(|text| fold(text.as_str())).collect::<Vec<_>>().join(" ");
        let all = format!("{} {said}", fold(source.title.as_str()));
        first_word(&all, &trials).is_some() && first_word(&all, &not_human).is_none()
    };
    if !page::is_page(case.dossier)
        || page::citations(case.dossier).iter().any(|source| reaches(source.content))
    {
        return Vec::new();
    }
    let (diseases, claims, except) =
        (with.words("diseases"), with.words("claims"), with.words("except"));
    let mut breaches = Vec::new();
    let own = case.passages.iter().filter(|p| p.target.is_none() && is_own_voice(p.context));
    for passage in own {
        let folded = fold(&passage.text);
        for sentence in sentences(&folded) {
            let text = folded[sentence.clone()].trim_end();
            let claim = first_word(text, &claims).filter(|_| {
                !text.ends_with('?')
                    && first_word(text, &diseases).is_some()
                    && first_word(text, &except).is_none()
            });
            breaches.extend(claim.map(|found| {
                let found = sentence.start + found.start..sentence.start + found.end;
                breach_by(passage, &folded, found)
            }));
        }
    }
    breaches
}

/// The first place where one of `words` stands at the beginning of a word (the longest at one place).
fn first_word(text: &str, words: &[&str]) -> Option<Range<usize>> {
    let begins = |start: usize| {
        let is_letter = |c: char| c.is_ascii_alphanumeric();
        !text[..start].ends_with(is_letter) || !text[start..].starts_with(is_letter)
    };
    let first = |word: &str| {
        let found = text.match_indices(word).find(|(start, _)| begins(*start));
        found.map(|(start, _)| start..start + word.len())
    };
    words
        .iter()
        .filter_map(|word| first(word))
        .min_by_key(|found| (found.start, std::cmp::Reverse(found.end)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::structure::tests::fixtures::{add_block, fires, lawful};

    /// What the rule finds on a page with this sentence and a source of this design.
    fn found(text: &str, title: &str, evidence: Value) -> Vec<String> {
        let dossier = lawful(|all| {
            all["citation"]["title"] = json!(title);
            all["citation"]["evidence"] = evidence;
            add_block(all, json!({ "type": "paragraph", "text": text }));
        });
        fires("US-E04", &dossier).into_iter().map(|breach| breach.matched).collect()
    }

    const CLAIM: &str = "Vesicles are given by drip. The drip relieves atopic dermatitis.";

    #[test]
    fn a_claim_about_a_disease_needs_a_randomised_trial_in_people() {
        let open = json!({ "design": "open label", "species": "human", "n": 24 });
        assert_eq!(found(CLAIM, "A fictional study of vesicles", open), ["relieves"]);
        let mice = json!({ "design": "randomized", "species": "mouse" });
        assert_eq!(found(CLAIM, "A fictional study of vesicles", mice), ["relieves"]);
        assert_eq!(found(CLAIM, "A randomised trial in rats", json!({})), ["relieves"]);
    }

    #[test]
    fn a_trial_or_a_review_of_trials_is_enough() {
        let trial = json!({ "design": "Randomised controlled trial", "species": "human", "n": 84 });
        assert!(found(CLAIM, "A fictional study of vesicles", trial).is_empty());
        let trial = json!({ "design": "無作為化比較試験", "species": "ヒト" });
        assert!(found(CLAIM, "A fictional study of vesicles", trial).is_empty());
        let title = "Vesicles for dermatitis: a systematic review and meta-analysis";
        assert!(found(CLAIM, title, json!({})).is_empty());
    }

    #[test]
    fn what_claims_nothing_about_a_disease_needs_no_trial() {
        for text in [
            "Atopic dermatitis is a chronic disease of the skin.",
            "No trial has shown that the drip relieves atopic dermatitis.",
            "Does the drip relieve eczema?",
            "Whether it improves arthritis is unknown.",
            "The new desk improves how we answer calls.",
        ] {
            assert!(found(text, "A fictional study", json!({})).is_empty(), "{text}");
        }
    }

    #[test]
    fn every_sentence_that_claims_is_reported() {
        let text = "It improves eczema. It also eases arthritis.";
        assert_eq!(found(text, "A fictional study", json!({})), ["improves", "eases"]);
    }
}
