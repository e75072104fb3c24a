use kanshu_domain::kinds::citation::{
    AuthorName, Evidence, EvidenceLevel, EvidenceScale, IssuedDate, PersonName, SourceType,
    StudyDesign,
};
use kanshu_domain::values::{Localized, Orcid, TrialId};
use proptest::{collection::vec, option::of, prelude::*};
use serde_json::json;

use super::*;

fn item(value: Value) -> Item {
    match value {
        Value::Object(item) => item,
        other => panic!("no object: {other}"),
    }
}

fn known(value: Value) -> Citation {
    let read = read(&item(value)).unwrap();
    assert_eq!(read.warnings, []);
    read.citation
}

#[test]
fn a_paper_is_read_into_typed_fields() {
    let citation = known(json!({
        "id": "mori2031", "type": "article-journal", "title": "Barrier repair in <i>Mus</i> models",
        "container-title": "Journal of Imagined Skin", "container-title-short": "J Imag Skin",
        "author": [{"family": "森", "given": "花", "_names": {"en": {"family": "Mori", "given": "Hana"}}}],
        "issued": {"date-parts": [["2031", 3, 1]]}, "volume": 9, "issue": "3", "page": "680-689",
        "DOI": "https://doi.org/10.5555/KANSHU.1", "PMID": "99000001", "PMCID": "99000001",
        "ISSN": "2073-4409, 1050-124X", "language": "en", "abstract": "Words."
    }));
    assert_eq!(citation.title.as_str(), "Barrier repair in Mus models");
    assert_eq!(citation.source_type, Some(SourceType::JournalArticle));
    assert_eq!(citation.authors[0].romanised.as_ref().unwrap().family.as_str(), "Mori");
    assert_eq!(citation.issued, IssuedDate::new(2031, Some(3), Some(1)).ok());
    assert_eq!(citation.volume.unwrap().as_str(), "9");
    assert_eq!(citation.doi.unwrap().as_str(), "10.5555/kanshu.1");
    assert_eq!(citation.pmcid.unwrap().as_str(), "PMC99000001");
    assert_eq!(citation.issn.len(), 2);
    // The markup of the title and what has no field stay as they came.
    let kept: Vec<&str> = citation.variables.keys().map(String::as_str).collect();
    assert_eq!(kept, ["abstract", "title"]);
}

#[test]
fn what_is_not_understood_stays_and_is_reported() {
    let read = read(&item(json!({
        "type": "article-journal", "title": "T", "DOI": "not a doi", "ISSN": "2073-4408",
        "issued": {"literal": "in press"}, "author": [{"suffix": "Jr."}]
    })))
    .unwrap();
    let about: Vec<&str> = read.warnings.iter().map(|w| w.variable.as_str()).collect();
    assert_eq!(about, ["author", "issued", "DOI", "ISSN"]);
    let out = write(&read.citation, "x");
    assert_eq!(out["DOI"], "not a doi");
    assert_eq!(out["ISSN"], "2073-4408");
    assert_eq!(out["issued"], json!({"literal": "in press"}));
    assert_eq!(out["author"], json!([{"suffix": "Jr."}]));
}

#[test]
fn an_item_without_a_title_is_no_record() {
    assert_eq!(read(&item(json!({"type": "book"}))).unwrap_err(), NoRecord::NoTitle);
    assert_eq!(read(&item(json!({"title": "<i> </i>"}))).unwrap_err(), NoRecord::NoTitle);
}

#[test]
fn dates_are_read_as_files_write_them() {
    for (text, expected) in [
        ("2020", (2020, None, None)),
        ("2020/03/10", (2020, Some(3), Some(10))),
        ("2020 Mar 10", (2020, Some(3), Some(10))),
        ("2020年3月", (2020, Some(3), None)),
        ("2020 Mar-Apr", (2020, Some(3), None)),
        ("2020 Spring", (2020, None, None)),
        ("2020/13/40", (2020, None, None)),
    ] {
        let (year, month, day) = expected;
        assert_eq!(dates::from_text(text), IssuedDate::new(year, month, day).ok(), "{text}");
    }
    for wrong in ["", "in press", "20", "令和2年"] {
        assert_eq!(dates::from_text(wrong), None, "{wrong}");
    }
}

fn line() -> impl Strategy<Value = Line> {
    "[A-Za-z0-9 .,:;()<>&'\\-ぁ-んァ-ヶ一-龠é]{1,24}"
        .prop_filter_map("no line", |text| Line::parse(&plain(&text)).ok())
}

fn person() -> impl Strategy<Value = PersonName> {
    (line(), of(line())).prop_map(|(family, given)| PersonName { family, given })
}

fn name() -> impl Strategy<Value = AuthorName> {
    let human = (line(), of(line()), of(line()), of(person()), of(person()), any::<bool>())
        .prop_map(|(family, given, suffix, kana, romanised, orcid)| AuthorName {
            family: Some(family),
            given,
            suffix,
            kana,
            romanised,
            orcid: orcid.then(|| Orcid::parse("0000-0002-1825-0097").unwrap()),
            ..AuthorName::default()
        });
    let institution =
        line().prop_map(|literal| AuthorName { literal: Some(literal), ..AuthorName::default() });
    prop_oneof![4 => human, 1 => institution]
}

fn date() -> impl Strategy<Value = IssuedDate> {
    (1500u16..=2200, of((1u8..=12, of(1u8..=31)))).prop_map(|(year, rest)| {
        let (month, day) = rest.map_or((None, None), |(month, day)| (Some(month), day));
        IssuedDate::new(year, month, day).unwrap()
    })
}

fn source_type() -> impl Strategy<Value = SourceType> {
    prop::sample::select(vec![
        SourceType::JournalArticle,
        SourceType::Letter,
        SourceType::Review,
        SourceType::Guideline,
        SourceType::PressRelease,
        SourceType::Book,
        SourceType::Label,
        SourceType::Web,
    ])
}

/// Any record.
pub(crate) fn citation() -> impl Strategy<Value = Citation> {
    let words = (line(), of(source_type()), vec(name(), 0..4), vec(name(), 0..2));
    let place =
        (of(line()), of(line()), of(line()), of(line()), of(line()), of(line()), of(line()));
    let facts = (of(date()), of(date()), of(1u32..99_999_999), any::<bool>(), any::<bool>());
    let more = (of(line()), of(line()), of(line()), vec((line(), line()), 0..2));
    (words, place, facts, more).prop_map(|(words, place, facts, more)| {
        let (title, source_type, authors, editors) = words;
        let (container_title, container_title_short, volume, issue, page, edition, publisher) =
            place;
        let (issued, accessed, number, rated, is_secondary) = facts;
        let (funding, conflicts_of_interest, isbn, others) = more;
        Citation {
            source_type,
            authors,
            editors,
            container_title,
            container_title_short,
            volume,
            issue,
            page,
            edition,
            publisher,
            issued,
            accessed,
            isbn,
            funding,
            conflicts_of_interest,
            is_secondary,
            language: rated.then(|| Locale::parse("ja").unwrap()),
            doi: number.map(|n| Doi::parse(&format!("10.5555/x.{n}")).unwrap()),
            pmid: number.map(|n| Pmid::parse(&n.to_string()).unwrap()),
            pmcid: number.map(|n| Pmcid::parse(&n.to_string()).unwrap()),
            issn: rated.then(|| Issn::parse("2073-4409").unwrap()).into_iter().collect(),
            trial_registrations: rated
                .then(|| TrialId::parse("NCT01234567").unwrap())
                .into_iter()
                .collect(),
            evidence: rated.then(|| Evidence {
                study_design: Some(StudyDesign::Cohort),
                level: EvidenceLevel::new(EvidenceScale::Ocebm2011, "3").ok(),
                n: number,
                ..Evidence::default()
            }),
            translated_title: Localized::default(),
            variables: others
                .into_iter()
                .enumerate()
                .map(|(i, (_, value))| (format!("x-{i}"), json!(value)))
                .collect(),
            ..Citation::titled(title)
        }
    })
}

proptest! {
    #[test]
    fn a_record_survives_the_way_out_and_back(citation in citation()) {
        let item = write(&citation, "a");
        let back = read(&item).unwrap();
        prop_assert_eq!(&back.warnings, &Vec::new());
        prop_assert_eq!(back.citation, citation);
    }
}
