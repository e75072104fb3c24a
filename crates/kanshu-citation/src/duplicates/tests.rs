use serde_json::{Value, json};

use super::*;

fn record(item: Value) -> Citation {
    let Value::Object(item) = item else { panic!("no object") };
    csl::read(&item).unwrap().citation
}

fn paper(title: &str, family: &str, year: u16) -> Citation {
    record(json!({
        "type": "article-journal", "title": title, "author": [{"family": family, "given": "H"}],
        "issued": {"date-parts": [[year]]}
    }))
}

fn with(mut citation: Citation, fields: Value) -> Citation {
    let mut item = csl::write(&citation, "x");
    let Value::Object(fields) = fields else { panic!("no object") };
    item.extend(fields);
    citation = csl::read(&item).unwrap().citation;
    citation
}

/// What the index says of the second after the first.
fn compared(one: &Citation, other: &Citation) -> Option<Reason> {
    let mut index = Index::new();
    assert_eq!(index.insert(1, one), None);
    let found = index.find(other);
    assert_eq!(index.insert(2, other), found);
    found.map(|duplicate| {
        assert_eq!(duplicate.of, 1);
        duplicate.reason
    })
}

#[test]
fn the_same_identifier_is_the_same_work() {
    let one = with(
        paper("Barrier", "Mori", 2031),
        json!({"DOI": "10.5555/K.1", "PMID": "123", "PMCID": "PMC9"}),
    );
    let other = paper("Something else", "Hayashi", 2030);
    for (fields, reason) in [
        (json!({"DOI": "https://doi.org/10.5555/k.1"}), Some(Reason::Doi)),
        (json!({"PMID": "123"}), Some(Reason::Pmid)),
        (json!({"PMCID": "9"}), Some(Reason::Pmcid)),
        (json!({"PMID": "1234"}), None),
    ] {
        assert_eq!(compared(&one, &with(other.clone(), fields)), reason);
    }
}

#[test]
fn the_same_title_author_and_year_is_the_same_work_however_it_is_written() {
    let one = paper("Barrier repair in <i>Mus</i>: a trial", "Müller", 2031);
    assert_eq!(
        compared(&one, &paper("BARRIER REPAIR IN MUS — A TRIAL.", "Muller", 2031)),
        Some(Reason::Title)
    );
    assert_eq!(compared(&one, &paper("Barrier repair in Mus: a trial", "Müller", 2030)), None);
    assert_eq!(compared(&one, &paper("Barrier repair in Mus: a trial", "Mori", 2031)), None);
    assert_eq!(compared(&one, &paper("Barrier repair in Mus: two trials", "Müller", 2031)), None);
    let japanese = paper("アトピー性皮膚炎のバリア機能　第２報", "森", 2031);
    let half_width = paper("ｱﾄﾋﾟｰ性皮膚炎のばりあ機能 第2報", "森", 2031);
    assert_eq!(compared(&japanese, &half_width), Some(Reason::Title));
    let voiceless = paper("アトピー性皮膚炎のハリア機能 第2報", "森", 2031);
    assert_eq!(compared(&japanese, &voiceless), None);
}

#[test]
fn a_translated_title_and_a_romanised_name_are_compared_too() {
    let japanese = record(json!({
        "type": "article-journal", "title": "皮膚バリアの修復", "issued": {"date-parts": [[2031]]},
        "author": [{"family": "森", "given": "花", "_names": {"en": {"family": "Mori", "given": "Hana"}}}],
        "custom": {"kanshu": {"translatedTitle": {"en": "Repair of the skin barrier"}}}
    }));
    let english = paper("Repair of the skin barrier", "Mori", 2031);
    assert_eq!(compared(&japanese, &english), Some(Reason::Title));
    assert_eq!(compared(&english, &japanese), Some(Reason::Title));
}

#[test]
fn one_title_with_other_identifiers_is_another_work() {
    let erratum = |doi: &str| with(paper("Erratum", "Mori", 2031), json!({ "DOI": doi }));
    let mut index = Index::new();
    assert_eq!(index.insert(1, &erratum("10.5555/a")), None);
    assert_eq!(index.insert(2, &erratum("10.5555/b")), None);
    let again = index.insert(3, &erratum("10.5555/b"));
    assert_eq!(again, Some(Duplicate { of: 2, reason: Reason::Doi }));
    // Nothing says that it is another.
    assert_eq!(index.find(&paper("Erratum", "Mori", 2031)).map(|found| found.of), Some(1));
}

#[test]
fn what_a_duplicate_adds_is_remembered() {
    let mut index = Index::new();
    index.insert("a", &with(paper("One", "Mori", 2031), json!({"DOI": "10.5555/a"})));
    index.insert("b", &with(paper("Uno", "Mori", 2031), json!({"DOI": "10.5555/a", "PMID": "7"})));
    let third = with(paper("Eins", "Wald", 2031), json!({"PMID": "7"}));
    assert_eq!(index.insert("c", &third), Some(Duplicate { of: "a", reason: Reason::Pmid }));
}

#[test]
fn books_are_told_by_isbn_and_their_chapters_are_not() {
    let book =
        |isbn: &str, title: &str| record(json!({"type": "book", "title": title, "ISBN": isbn}));
    let one = book("978-4-00-000000-1", "皮膚の本");
    assert_eq!(compared(&one, &book("4-00-000000-X", "皮膚の本 第二刷")), Some(Reason::Isbn));
    assert_eq!(compared(&one, &book("978-4-00-000001-8", "皮膚の本 第二刷")), None);
    let chapter = |title: &str| {
        record(json!({"type": "chapter", "title": title, "ISBN": "978-4-00-000000-1"}))
    };
    assert_eq!(compared(&chapter("一章"), &chapter("二章")), None);
}

#[test]
fn a_short_title_without_author_says_nothing() {
    let untitled = |title: &str| record(json!({"type": "article-journal", "title": title}));
    assert_eq!(compared(&untitled("序文"), &untitled("序文")), None);
    let long = "A guideline for the care of imagined skin";
    assert_eq!(compared(&untitled(long), &untitled(long)), Some(Reason::Title));
}
