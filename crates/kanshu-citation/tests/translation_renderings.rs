//! Usual renderings of single sentences raise nothing: denials without ない, bounds from the other side,
//! shares, dates and doses in other words (`cases/renderings.tsv`).

use std::{fs, path::Path};

use kanshu_citation::integrity::{Glossary, Pair, check};
use kanshu_domain::compliance::Severity;

#[test]
fn usual_renderings_raise_nothing() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/renderings.tsv");
    let cases = fs::read_to_string(path).expect("the cases stand beside the tests");
    let pairs: Vec<(&str, &str)> = cases
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_once('\t').expect("two columns"))
        .collect();
    assert!(pairs.len() > 200, "{} pairs", pairs.len());
    for (original, translation) in pairs {
        let pair = Pair { original_lang: "en", original, translation };
        let mut found = check(&pair, &Glossary::default());
        found.retain(|finding| finding.severity > Severity::Info);
        assert!(found.is_empty(), "{original}\n{translation}\n{found:#?}");
    }
}
