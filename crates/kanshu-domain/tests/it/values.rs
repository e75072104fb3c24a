use kanshu_domain::kinds::citation::{EvidenceLevel, EvidenceScale};
use kanshu_domain::{
    id::DocumentId,
    query::Cursor,
    values::{Doi, Line, Locale, Pmcid, Pmid, PriceRange, Prose, RichText, Slug, WebUrl},
};
use proptest::prelude::*;
use serde_json::json;

use crate::fixtures::noon;

#[test]
fn a_doi_is_read_as_people_paste_it() {
    for text in [
        "10.3390/cells9030680",
        "https://doi.org/10.3390/CELLS9030680",
        "http://dx.doi.org/10.3390/cells9030680",
        "doi:10.3390/cells9030680.",
        " doi: 10.3390/cells9030680 ",
    ] {
        assert_eq!(Doi::parse(text).unwrap().as_str(), "10.3390/cells9030680", "{text}");
    }
    assert!(Doi::parse("10.1002/(sici)1097-0142(19990101)85:1<1::aid-cncr1>3.0.co;2-x").is_ok());
    for text in ["", "10.3390", "11.1/x", "10.33/x", "10.3390/", "cells9030680"] {
        assert!(Doi::parse(text).is_err(), "{text}");
    }
}

#[test]
fn pubmed_ids_are_checked() {
    assert!(Pmid::parse("32164386").is_ok());
    for text in ["0123", "123456789", "", "12a"] {
        assert!(Pmid::parse(text).is_err(), "{text}");
    }
    assert_eq!(Pmcid::parse("7140723").unwrap().as_str(), "PMC7140723");
    assert!(Pmcid::parse("PMCX").is_err());
}

#[test]
fn slugs_are_lower_case_words_in_any_script() {
    for text in ["dermapen-exosome", "アトピー", "にきび-治療", "a1"] {
        assert!(Slug::parse(text).is_ok(), "{text}");
    }
    for text in ["", "-a", "a-", "a--b", "A", "a b", "a/b", "a\u{0}", "a?b", ".."] {
        assert!(Slug::parse(text).is_err(), "{text}");
    }
}

#[test]
fn locales_are_language_tags() {
    for text in ["ja", "en", "en-US", "zh-Hant"] {
        assert!(Locale::parse(text).is_ok(), "{text}");
    }
    for text in ["", "JA", "japanese", "en_US", "en-us", "e"] {
        assert!(Locale::parse(text).is_err(), "{text}");
    }
}

#[test]
fn a_nul_never_enters() {
    assert!(Line::parse("a\u{0}b").is_err());
    assert!(Prose::parse("a\u{0}b").is_err());
    assert_eq!(Prose::parse("a\r\nb\rc").unwrap().as_str(), "a\nb\nc");
    assert!(Line::parse("a\nb").is_err());
    assert!(Line::parse("　 ").is_err());
}

#[test]
fn prices_run_upwards_and_include_tax() {
    let price = |min: i64, max: i64| {
        serde_json::from_value::<PriceRange>(json!({ "min": min, "max": max, "per": "session" }))
    };
    assert!(price(33_000, 55_000).is_ok());
    assert!(price(55_000, 33_000).is_err());
    assert!(price(-1, 1).is_err());
}

#[test]
fn addresses_are_absolute_and_carry_no_password() {
    assert!(WebUrl::parse("https://clinic.example/a?b=c").is_ok());
    for text in ["/a", "javascript:alert(1)", "https://user:pw@clinic.example/", "ftp://x/", ""] {
        assert!(WebUrl::parse(text).is_err(), "{text}");
    }
}

#[test]
fn marks_lie_within_the_text() {
    let text = |marks| serde_json::from_value::<RichText>(json!({"text": "赤み", "marks": marks}));
    assert!(text(json!([{ "type": "strong", "start": 0, "end": 2 }])).is_ok());
    assert!(text(json!([{ "type": "strong", "start": 0, "end": 3 }])).is_err());
    assert!(text(json!([{ "type": "strong", "start": 1, "end": 1 }])).is_err());
    assert!(text(json!([{ "type": "blink", "start": 0, "end": 1 }])).is_err());
    assert!(text(json!([{ "type": "link", "start": 0, "end": 1 }])).is_err());
    let stray = json!([{ "type": "strong", "start": 0, "end": 1, "href": "https://a.example/" }]);
    assert!(text(stray).is_err());
}

proptest! {
    #[test]
    fn cursors_read_back(id in any::<u128>(), seconds in 0i64..100_000_000) {
        let at = noon() + chrono::Duration::microseconds(seconds);
        let cursor = Cursor { at, id: DocumentId(uuid::Uuid::from_u128(id)) };
        prop_assert_eq!(Cursor::decode(&cursor.encode()).unwrap(), cursor);
    }

    #[test]
    fn no_text_makes_a_parser_panic(text in ".{0,60}") {
        let _ = Cursor::decode(&text);
        let _ = Locale::parse(&text);
        let _ = WebUrl::parse(&text);
        if let Ok(doi) = Doi::parse(&text) {
            prop_assert_eq!(Doi::parse(doi.as_str()).unwrap(), doi);
        }
        if let Ok(slug) = Slug::parse(&text) {
            prop_assert_eq!(Slug::parse(slug.as_str()).unwrap(), slug);
        }
        if let Ok(line) = Line::parse(&text) {
            prop_assert_eq!(Line::parse(line.as_str()).unwrap(), line);
        }
    }
}

#[test]
fn a_level_belongs_to_its_scale() {
    let level = |scale, level| EvidenceLevel::new(scale, level).map(EvidenceLevel::level);
    assert_eq!(level(EvidenceScale::Ocebm2011, "2"), Ok("2"));
    assert_eq!(level(EvidenceScale::Minds2007, "IVa"), Ok("IVa"));
    assert_eq!(level(EvidenceScale::MindsGrade2007, "C1"), Ok("C1"));
    // 1b is of OCEBM 2009; a grade is no level.
    for (scale, wrong) in [
        (EvidenceScale::Ocebm2011, "1b"),
        (EvidenceScale::Ocebm2011, "6"),
        (EvidenceScale::Minds2007, "A"),
        (EvidenceScale::MindsGrade2007, "II"),
    ] {
        let said = level(scale, wrong).unwrap_err().to_string();
        assert!(said.contains(scale.name()), "{said}");
    }
    let read = serde_json::from_str::<EvidenceLevel>(r#"{"scale":"ocebm_2011","level":"1a"}"#);
    assert!(read.is_err());
}
