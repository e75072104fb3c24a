use kanshu_domain::kinds::citation::Citation;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::csl::{Item, tests::citation};
use crate::import::{self, Format, Imported};

fn read_back(text: &str, format: Format) -> Vec<Imported> {
    let file = import::open(text.as_bytes(), None).unwrap();
    assert_eq!(file.format(), format, "{text}");
    let import = file.read();
    assert_eq!(import.problems, [], "{text}");
    import.records
}

fn record(item: Value) -> Citation {
    let Value::Object(item) = item else { panic!("no object") };
    csl::read(&item).unwrap().citation
}

/// A record with everything that tags have no room for.
fn rich() -> Citation {
    record(json!({
        "type": "article-journal", "genre": "letter", "title": "皮膚バリアと mRNA: 50% & more_or {less}",
        "author": [
            {"family": "森", "given": "花", "_names": {"en": {"family": "Mori", "given": "Hana"}}},
            {"family": "Berg", "given": "J.", "dropping-particle": "van den", "suffix": "Jr."},
            {"literal": "World Health Organization and Partners"}, {"family": "Plato"}
        ],
        "issued": {"date-parts": [[2031, 3]]}, "page": "S12-S20", "volume": "9",
        "container-title": "架空皮膚科雑誌", "container-title-short": "Kaku Hifu", "language": "ja",
        "DOI": "10.5555/kanshu_1", "URL": "https://example.jp/a_b?c=%7Ed&e=~f", "ISSN": "2073-4409, 1050-124X",
        "abstract": "Line one.\nLine two -- with ``quotes''.\n\nTY  - not a tag", "keyword": "皮膚, barrier",
        "x": {"deep": [1, 2.5, null, "  spaces \u{3000} "]},
        "custom": {"other": {"a": 1}, "kanshu": {"funding": "Fund {A}", "evidence": {"n": 12}}}
    }))
}

#[test]
fn a_rich_record_survives_every_format() {
    let citation = rich();
    let items = || [("mori2031", &citation)];
    for (text, format) in [
        (ris(items()), Format::Ris),
        (bibtex(items()), Format::Bibtex),
        (csl_json(items()), Format::CslJson),
    ] {
        let back = read_back(&text, format);
        assert_eq!(back.len(), 1);
        assert_eq!(back[0].warnings, [], "{text}");
        assert_eq!(back[0].citation, citation, "{text}");
    }
}

#[test]
fn ris_is_written_with_its_own_tags() {
    let citation = rich();
    let text = ris([("mori2031", &citation)]);
    let lines: Vec<&str> = text.split("\r\n").collect();
    for line in [
        "TY  - JOUR",
        "TI  - 皮膚バリアと mRNA: 50% & more_or {less}",
        "AU  - 森, 花",
        "AU  - World Health Organization and Partners",
        "PY  - 2031",
        "DA  - 2031/03",
        "T2  - 架空皮膚科雑誌",
        "J2  - Kaku Hifu",
        "SP  - S12",
        "EP  - S20",
        "SN  - 2073-4409",
        "SN  - 1050-124X",
        "DO  - 10.5555/kanshu_1",
        "KW  - barrier",
        "ID  - mori2031",
        "ER  - ",
    ] {
        assert!(lines.contains(&line), "{line} is missing in\n{text}");
    }
    assert_eq!(lines[0], "TY  - JOUR");
}

#[test]
fn bibtex_has_safe_and_unique_keys() {
    let citation = record(json!({
        "type": "article-journal", "title": "The barrier of DNA", "issued": {"date-parts": [[2031]]},
        "author": [{"family": "Möri", "given": "H"}]
    }));
    let japanese =
        record(json!({"type": "book", "title": "皮膚の本", "author": [{"family": "森"}]}));
    let text = bibtex([("x", &citation), ("y", &citation), ("本-1", &japanese), ("本", &japanese)]);
    let keys: Vec<&str> = text.lines().filter(|line| line.starts_with('@')).collect();
    assert_eq!(
        keys,
        ["@article{mori2031barrier,", "@article{mori2031barrier-2,", "@book{ref,", "@book{ref-2,"]
    );
    assert!(text.contains("title = {The barrier of {DNA}}"), "{text}");
    assert!(text.contains("author = {Möri, H}"), "{text}");
}

#[test]
fn an_edited_tag_is_right_against_the_extension() {
    let citation = rich();
    let text = ris([("a", &citation)]).replace("AU  - 森, 花", "AU  - 林, 花");
    let back = read_back(&text, Format::Ris).remove(0);
    assert_eq!(back.citation.authors[0].family.as_ref().unwrap().as_str(), "林");
    assert_eq!(back.warnings.len(), 1);
    assert_eq!(back.warnings[0].variable, "author");
    assert_eq!(back.citation.evidence, citation.evidence);
}

#[test]
fn tags_that_ris_files_have_come_back_as_they_were() {
    let file = "TY  - EJOUR\r\nT1  - Barrier repair\r\nA1  - Mori H\r\nJF  - Journal of Imagined Skin\r\n\
        JO  - J Imag Skin\r\nPY  - 2031/03/01/\r\nSP  - 680\r\nEP  - 9\r\nN2  - One.\r\nTwo.\r\n\
        C1  - custom one\r\nC1  - custom two\r\nM1  - 7\r\nSN  - 2073-4409 (Print)\r\nLA  - Japanese\r\n\
        L1  - file.pdf\r\nUR  - https://example.org/a\r\nUR  - https://example.org/b\r\nID  - k1\r\nER  - \r\n";
    let once = read_back(file, Format::Ris);
    assert_eq!(once[0].citation.container_title_short.as_ref().unwrap().as_str(), "J Imag Skin");
    assert_eq!(once[0].citation.page.as_ref().unwrap().as_str(), "680-9");
    let written = ris([("k1", &once[0].citation)]);
    let sorted = |text: &str| {
        let mut lines: Vec<String> =
            text.split("\r\n").filter(|line| !line.is_empty()).map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&written), sorted(file), "{written}");
    assert_eq!(read_back(&written, Format::Ris)[0].citation, once[0].citation);
}

#[test]
fn a_changed_record_does_not_write_the_tags_it_came_with() {
    let file = "TY  - JOUR\r\nT1  - Barrier repair\r\nA1  - Mori H\r\nER  - \r\n";
    let mut citation = read_back(file, Format::Ris).remove(0).citation;
    citation.authors.pop();
    let written = ris([("k1", &citation)]);
    assert!(!written.contains("Mori H"), "{written}");
    assert!(written.contains("T1  - Barrier repair"), "{written}");
    assert_eq!(read_back(&written, Format::Ris)[0].citation, citation);
}

#[test]
fn a_record_as_large_as_records_are_survives_every_format() {
    let signs = "\\{$ \u{3000}\"".repeat(6_000);
    let names: Vec<Value> = (0..900).map(|n| json!({"family": format!("{{Mori}} {n}")})).collect();
    let citation =
        record(json!({"type": "book", "title": "Large", "abstract": signs, "author": names}));
    let items = || [("a", &citation)];
    for (text, format) in [(ris(items()), Format::Ris), (bibtex(items()), Format::Bibtex)] {
        assert_eq!(read_back(&text, format)[0].citation, citation);
    }
}

fn samples() -> Vec<(&'static str, Vec<Imported>)> {
    let names = ["ichushi_sjis.ris", "endnote.ris", "jstage.bib", "pubmed.nbib", "zotero.json"];
    let read = |name: &'static str| {
        let path = format!("{}/tests/files/{name}", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path).unwrap();
        (name, import::open(&bytes, None).unwrap().read().records)
    };
    names.map(read).into_iter().collect()
}

#[test]
fn what_was_imported_from_any_format_survives_every_format() {
    for (name, records) in samples() {
        let items = || records.iter().map(|read| ("id", &read.citation));
        for (text, format) in [
            (ris(items()), Format::Ris),
            (bibtex(items()), Format::Bibtex),
            (csl_json(items()), Format::CslJson),
        ] {
            let back = read_back(&text, format);
            assert_eq!(back.len(), records.len());
            for (back, read) in back.iter().zip(&records) {
                assert_eq!(back.citation, read.citation, "{name} as {format:?}");
            }
        }
    }
}

/// The lines of each RIS record, sorted: the order of different tags says nothing.
fn ris_records(text: &str) -> Vec<Vec<String>> {
    let records = text.split("ER  - ").map(|record| {
        let mut lines: Vec<String> =
            record.lines().filter(|line| line.contains("  - ")).map(str::to_owned).collect();
        lines.sort();
        lines
    });
    records.filter(|lines| !lines.is_empty()).collect()
}

#[test]
fn every_tag_of_an_ichushi_file_comes_back() {
    let path = format!("{}/tests/files/ichushi_sjis.ris", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).unwrap();
    let (text, ..) = encoding_rs::SHIFT_JIS.decode(&bytes);
    let records = import::open(&bytes, None).unwrap().read().records;
    let items = records.iter().map(|read| (read.key.as_deref().unwrap_or(""), &read.citation));
    assert_eq!(ris_records(&ris(items)), ris_records(&text));
}

/// JSON of any form, for variables that no tag knows.
fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[^\0]{0,24}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z\"{}]{1,4}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Tags as a file might have left them in `custom`, and fields likewise.
fn kept() -> impl Strategy<Value = Value> {
    let tag = "(TY|M3|ER|ID|KS|TI|T1|AU|A1|PY|DA|T2|JO|SP|AB|N2|KW|SN|UR|LA|X1|C1|x|@|title|month|foo|kanshu)";
    let value = "( |TY  - |ER  - |\n|\r|[a-zA-Z0-9\\\\{}/, 佐-])[a-zA-Z0-9\\\\{}/,\n 佐-]{0,8}";
    let tags = prop::collection::btree_map(tag, prop::collection::vec(value, 0..3), 0..5);
    let field = prop::collection::btree_map(tag, value, 0..4);
    (tags, field).prop_map(|(ris, bibtex)| json!({ "ris": ris, "bibtex": bibtex }))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_record_survives_ris_bibtex_and_json(
        mut all in prop::collection::vec(citation(), 1..4),
        name in "(abstract|note|keyword|event|x y|custom|number)",
        value in json_value(),
        kept in prop::option::of(kept()),
    ) {
        let first: &mut Citation = &mut all[0];
        first.variables.insert(name, value);
        if let Some(kept) = kept {
            first.variables.insert("custom".to_owned(), kept);
        }
        // What a record says of itself in a second reading is what it is.
        let whole: Item = csl::write(first, "id");
        prop_assume!(csl::read(&whole).is_ok_and(|read| read.citation == *first));
        let items = || all.iter().map(|citation| ("id", citation));
        for (text, format) in [
            (ris(items()), Format::Ris),
            (bibtex(items()), Format::Bibtex),
            (csl_json(items()), Format::CslJson),
        ] {
            let import = import::open(text.as_bytes(), Some(format)).unwrap().read();
            prop_assert_eq!(&import.problems, &Vec::new(), "{}", text);
            let back: Vec<Citation> = import.records.into_iter().map(|read| read.citation).collect();
            prop_assert_eq!(&back, &all, "{}", text);
            prop_assert_eq!(import::Format::of(&text), Some(format));
        }
    }
}
