//! The seed column, when it lies beside the repository: what its translations did is found.

use std::{fs, path::Path};

use kanshu_citation::integrity::{Glossary, Kind, Pair, check};

/// The English quotation that holds `words`, and the Japanese after it, from a plain column.
fn quotation<'a>(column: &'a str, words: &str, ja: &str) -> Option<(&'a str, &'a str)> {
    let mut paragraphs = column.lines().map(str::trim).filter(|line| !line.is_empty());
    let original = paragraphs.find(|line| line.contains(words))?;
    let translation = paragraphs.find(|line| line.contains(ja))?;
    Some((original, translation))
}

#[test]
fn the_seed_column_has_its_known_defects() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed/column.txt");
    let Ok(column) = fs::read_to_string(path) else { return };
    for (words, ja, kinds) in [
        ("Li et al. found", "IL-10", &[Kind::AttributionLost, Kind::MarkerLost][..]),
        ("innate arm", "自然部門", &[Kind::TermMistranslated, Kind::MarkerLost][..]),
        (
            "trans-epidermal water loss",
            "オキサゾロン",
            &[Kind::TermLost, Kind::DirectionLost, Kind::SentenceAdded][..],
        ),
    ] {
        let (original, translation) = quotation(&column, words, ja).expect(words);
        let pair = Pair { original_lang: "en", original, translation };
        let found: Vec<Kind> =
            check(&pair, &Glossary::default()).into_iter().map(|finding| finding.kind).collect();
        for kind in kinds {
            assert!(found.contains(kind), "{kind:?} for {words}: {found:?}");
        }
    }
}
