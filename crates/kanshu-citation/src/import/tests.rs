use kanshu_domain::kinds::citation::{SourceType, StudyDesign};
use proptest::prelude::*;

use super::*;

fn read(bytes: &[u8], format: Format) -> Import {
    let file = open(bytes, None).unwrap();
    assert_eq!(file.format(), format);
    file.read()
}

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/files/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn text(line: &Option<kanshu_domain::values::Line>) -> &str {
    line.as_ref().map_or("", |line| line.as_str())
}

fn problems(import: &Import) -> Vec<(usize, &str)> {
    import.problems.iter().map(|problem| (problem.line, problem.message.as_str())).collect()
}

/// `family given` or the literal, for each author.
fn authors(citation: &Citation) -> Vec<String> {
    let name = |name: &kanshu_domain::kinds::citation::AuthorName| {
        let parts =
            [&name.dropping_particle, &name.family, &name.given, &name.suffix, &name.literal];
        let parts: Vec<&str> = parts.into_iter().flatten().map(|line| line.as_str()).collect();
        parts.join("|")
    };
    citation.authors.iter().map(name).collect()
}

#[test]
fn an_ichushi_file_in_shift_jis_is_read() {
    let bytes = sample("ichushi_sjis.ris");
    let file = open(&bytes, None).unwrap();
    assert_eq!((file.format(), file.encoding()), (Format::Ris, Encoding::ShiftJis));
    let import = file.read();
    assert_eq!(problems(&import), []);
    let [first, second] = import.records.as_slice() else { panic!("{import:?}") };
    assert_eq!(
        (first.line, first.key.as_deref(), &first.warnings),
        (1, Some("2031500001"), &vec![])
    );
    let citation = &first.citation;
    assert_eq!(
        citation.title.as_str(),
        "乾燥肌に対する保湿剤の使用経験　第１報".replace('　', " ")
    );
    assert_eq!(authors(citation), ["架空|太郎", "想像|花子", "架空皮膚科研究会"]);
    assert_eq!(text(&citation.container_title), "架空皮膚科雑誌");
    assert_eq!(text(&citation.container_title_short), "架空皮誌");
    assert_eq!(text(&citation.page), "101-108");
    assert_eq!(citation.source_type, Some(SourceType::JournalArticle));
    assert_eq!(citation.language.as_ref().unwrap().as_str(), "ja");
    assert_eq!(citation.issued.unwrap().month(), Some(3));
    assert_eq!(citation.doi.as_ref().unwrap().as_str(), "10.5555/kaku.12.101");
    assert_eq!(citation.variables["keyword"], "乾燥肌, 保湿剤, ヒト");
    let kept = &citation.variables["custom"]["ris"];
    assert_eq!(kept["X1"], serde_json::json!(["会議録除く"]));
    assert_eq!(second.line, 27);
    assert_eq!(second.citation.source_type, Some(SourceType::Review));
    assert_eq!(text(&second.citation.container_title), "架空皮膚科雑誌");
}

#[test]
fn a_j_stage_file_is_read() {
    let import = read(&sample("jstage.bib"), Format::Bibtex);
    assert_eq!(problems(&import), []);
    let [first, second] = import.records.as_slice() else { panic!("{import:?}") };
    assert_eq!(
        (first.line, first.key.as_deref(), &first.warnings),
        (1, Some("佐藤 架空2031"), &vec![])
    );
    assert_eq!(authors(&first.citation), ["佐藤|架空", "想像花子", "架空|三郎"]);
    assert_eq!(text(&first.citation.page), "215-223");
    assert_eq!(text(&first.citation.issue), "2");
    let citation = &second.citation;
    assert_eq!((second.line, second.key.as_deref()), (11, Some("hayashi2031")));
    assert_eq!(
        authors(citation),
        ["Hayashi|Ichirō", "van den|Berg|Jan", "Imagined Skin Consortium"]
    );
    assert_eq!(citation.title.as_str(), "Imagined exosomes and the DNA of Mus imaginarius");
    assert_eq!(
        citation.variables["title"],
        "Imagined exosomes and the DNA of <i>Mus imaginarius</i>"
    );
    assert_eq!(citation.issued.unwrap().month(), Some(11));
    assert_eq!(citation.url.as_ref().unwrap().as_str(), "https://example.org/a_b?c=1&d=~x");
    assert_eq!(citation.variables["custom"]["bibtex"]["jkaku"], "something of its own");
}

#[test]
fn a_pubmed_file_is_read() {
    let import = read(&sample("pubmed.nbib"), Format::Nbib);
    assert_eq!(problems(&import), []);
    let [trial, guideline, retracted] = import.records.as_slice() else { panic!("{import:?}") };
    let citation = &trial.citation;
    assert_eq!((trial.line, trial.key.as_deref(), &trial.warnings), (2, Some("99000001"), &vec![]));
    assert_eq!(
        citation.title.as_str(),
        "Topical imagined vesicles for dry skin: a randomised trial of a cream that does not exist."
    );
    assert_eq!(authors(citation), ["Mori|Hana", "van den Berg|Jan", "Imagined Skin Consortium"]);
    assert_eq!(citation.authors[0].orcid.as_ref().unwrap().as_str(), "0000-0002-1825-0097");
    assert_eq!(citation.doi.as_ref().unwrap().as_str(), "10.5555/kanshu.nbib.1");
    assert_eq!(citation.pmid.as_ref().unwrap().as_str(), "99000001");
    assert_eq!(citation.pmcid.as_ref().unwrap().as_str(), "PMC9900001");
    assert_eq!(citation.issn.len(), 2);
    assert_eq!(citation.issued.unwrap().day(), Some(10));
    assert_eq!(citation.trial_registrations[0].as_str(), "NCT01234567");
    assert_eq!(
        citation.evidence.as_ref().unwrap().study_design,
        Some(StudyDesign::RandomizedTrial)
    );
    assert_eq!(text(&citation.funding), "IS-1/Imagined Society/Nowhere");
    assert_eq!(
        text(&citation.conflicts_of_interest),
        "The authors declare that they do not exist."
    );
    assert!(
        citation.variables["abstract"].as_str().unwrap().ends_with("More imagination is needed.")
    );
    assert_eq!(citation.variables["keyword"], "dry skin, vesicles");
    let kept = &citation.variables["custom"]["nbib"];
    assert_eq!(kept["MH"], serde_json::json!(["Humans", "Skin/*drug effects"]));
    assert_eq!(kept["RN"], serde_json::json!(["0 (Emollients)"]));
    assert_eq!(kept["PT"][1], "Randomized Controlled Trial");

    let citation = &guideline.citation;
    assert_eq!(citation.title.as_str(), "架空の皮膚の診療ガイドライン.");
    assert_eq!(citation.translated_title.any(), "A guideline for imagined skin");
    assert_eq!(citation.source_type, Some(SourceType::Guideline));
    assert_eq!(citation.evidence.as_ref().unwrap().study_design, Some(StudyDesign::Guideline));
    assert_eq!(citation.issued.unwrap().month(), Some(3));
    assert_eq!(citation.variables["custom"]["nbib"]["DP"][0], "2031 Mar-Apr");
    assert_eq!(retracted.warnings[0].variable, "PT");
}

#[test]
fn a_zotero_file_is_read_around_a_broken_item() {
    let import = read(&sample("zotero.json"), Format::CslJson);
    assert_eq!(
        problems(&import),
        [(37, "the item does not end: a bracket or quotation mark is missing")]
    );
    let [paper, book] = import.records.as_slice() else { panic!("{import:?}") };
    assert_eq!(text(&paper.citation.container_title_short), "J Imag Skin");
    assert_eq!(paper.citation.accessed.unwrap().day(), Some(1));
    assert_eq!((book.line, book.key.as_deref()), (43, Some("BBBB2222")));
    assert_eq!(authors(&book.citation), ["森|花"]);
}

#[test]
fn an_endnote_file_is_read_around_its_broken_records() {
    let import = read(&sample("endnote.ris"), Format::Ris);
    assert_eq!(
        problems(&import),
        [(24, "the title is missing"), (41, "this stands outside a record, which begins with TY"),]
    );
    let lines: Vec<usize> = import.records.iter().map(|record| record.line).collect();
    assert_eq!(lines, [1, 30, 42, 45]);
    let [first, chapter, endless, _] = import.records.as_slice() else { panic!("{import:?}") };
    assert_eq!(authors(&first.citation), ["Mori|Hana", "Wald|Ida|Jr."]);
    assert_eq!(first.citation.variables["abstract"], "One paragraph.\nAnother paragraph.");
    assert_eq!(first.citation.variables["keyword"], "dry skin, emollients");
    assert_eq!(first.citation.pmid.as_ref().unwrap().as_str(), "99000005");
    assert_eq!(first.citation.pmcid.as_ref().unwrap().as_str(), "PMC9900005");
    assert_eq!(first.citation.variables["custom"]["ris"]["LB"][0], "label of my own");
    assert_eq!(chapter.citation.editors.len(), 1);
    assert_eq!(text(&chapter.citation.isbn), "978-4-00-000000-1");
    assert_eq!(chapter.citation.variables["issued"]["literal"], "in press");
    assert_eq!(chapter.warnings[0].variable, "issued");
    assert_eq!(endless.warnings[0].variable, "ER");
}

#[test]
fn a_broken_bibtex_entry_does_not_take_the_others_with_it() {
    let file = "@string{jis = \"Journal of Imagined \" # {Skin}}\n\
        @comment{@article{x, title = {not this}}}\n\
        @article{one, title = {One}, journal = jis, month = mar, year = 2031}\n\
        @article{two, title = {Two, journal = jis,\n  year = 2031}\n\
        @article{three,\n  title = {Three},\n  journal jis\n}\n\
        foo@example.org wrote\n\
        @Book(four, Title = \"F{\\\"o}ur $\\alpha$ \\& ``quoted'' a~b\", author = {M{\\\"u}ller, Jr., A. and others}, % why\n\
        journal = unknown # { x}, year = 2030)\n\
        @article{five, title = {Five}, title = {Again}, crossref = {one}}\n\
        @article{six, title = {Six}";
    let import = read(file.as_bytes(), Format::Bibtex);
    assert_eq!(
        problems(&import),
        [
            (4, "the entry does not end: a closing brace is missing"),
            (8, "here should stand a field: name = {value}"),
            (14, "the entry does not end: a closing brace is missing"),
        ]
    );
    let [one, four, five] = import.records.as_slice() else { panic!("{import:?}") };
    assert_eq!(text(&one.citation.container_title), "Journal of Imagined Skin");
    assert_eq!(one.citation.issued.unwrap().month(), Some(3));
    assert_eq!(four.citation.title.as_str(), "Föur α & “quoted” a b");
    assert_eq!(authors(&four.citation), ["Müller|A.|Jr."]);
    assert_eq!(four.citation.source_type, Some(SourceType::Book));
    let about: Vec<&str> = four.warnings.iter().map(|warning| warning.variable.as_str()).collect();
    assert_eq!(about, ["unknown", "author"]);
    assert_eq!(five.citation.variables["custom"]["bibtex"]["title 1"], "Again");
    assert_eq!(five.citation.variables["custom"]["bibtex"]["crossref"], "one");
    assert_eq!(five.warnings[0].variable, "crossref");
}

#[test]
fn bytes_that_are_no_text_are_reported_with_their_line() {
    let mut bytes = b"TY  - JOUR\nTI  - One\nER  - \nTY  - JOUR\nTI  - Tw".to_vec();
    bytes.extend(b"\xFF\xC3\nER  - \nTY  - JOUR\nTI  - Three\nER  - \n");
    let import = read(&bytes, Format::Ris);
    assert_eq!(problems(&import), [(5, "these bytes are no text in the file's encoding")]);
    assert_eq!(import.records.len(), 2);
    // Latin-1 is not taken for Shift_JIS.
    let latin = b"@article{a,\n title = {Garc\xEDa und M\xFCller},\n note = {Stra\xDFe}}\n@article{b, title={B}}";
    let import = read(latin, Format::Bibtex);
    assert_eq!(problems(&import), [(2, "these bytes are no text in the file's encoding")]);
    assert_eq!(import.records.len(), 1);
}

#[test]
fn utf_16_and_json_lines_are_read() {
    let lines =
        "{\"id\": 1, \"title\": \"一\"}\n{\"id\": \"b\", \"title\": }\n{\"title\": \"三\"}\n";
    let bytes: Vec<u8> = std::iter::once('\u{FEFF}')
        .chain(lines.chars())
        .flat_map(|c| u16::try_from(u32::from(c)).unwrap().to_le_bytes())
        .collect();
    let file = open(&bytes, None).unwrap();
    assert_eq!((file.format(), file.encoding()), (Format::CslJson, Encoding::Utf16));
    let import = file.read();
    assert_eq!(import.problems.len(), 1);
    assert_eq!(import.problems[0].line, 2);
    let keys: Vec<Option<&str>> = import.records.iter().map(|read| read.key.as_deref()).collect();
    assert_eq!(keys, [Some("1"), None]);
}

#[test]
fn too_long_lines_and_records_are_refused_with_their_line() {
    let long = "x".repeat(MOST_LINE_BYTES + 1);
    let ris = format!("TY  - JOUR\nTI  - T\nN1  - {long}\nER  - \nTY  - JOUR\nTI  - U\nER  - \n");
    let import = read(ris.as_bytes(), Format::Ris);
    assert_eq!((import.problems.len(), import.problems[0].line, import.records.len()), (1, 3, 1));
    let many = "C1  - some words that are many\n".repeat(MOST_RECORD_BYTES / 16);
    let ris = format!("TY  - JOUR\nTI  - T\n{many}ER  - \nTY  - JOUR\nTI  - U\nER  - \n");
    let import = read(ris.as_bytes(), Format::Ris);
    assert_eq!((import.problems.len(), import.problems[0].line, import.records.len()), (1, 1, 1));
    let json =
        format!("[{{\"title\": \"{}\"}},\n{{\"title\": \"U\"}}]", "x".repeat(MOST_RECORD_BYTES));
    let import = read(json.as_bytes(), Format::CslJson);
    assert_eq!((import.problems.len(), import.problems[0].line, import.records.len()), (1, 1, 1));
}

#[test]
fn hostile_files_are_refused_without_delay() {
    let deep = format!("@article{{a, title = {}x{}}}", "{".repeat(60_000), "}".repeat(60_000));
    let braces = format!("@article{{a, title = {{{}}}}}", "{x}".repeat(20_000));
    let doubling: String =
        (1..40).map(|n| format!("@string{{a{n} = a{} # a{}}}\n", n - 1, n - 1)).collect();
    let macros = format!("@string{{a0 = {{some words}}}}\n{doubling}");
    let many: String = (0..90_000).map(|n| format!(" f{n}=1,\n")).collect();
    let fields = format!("@article{{a, title={{T}},\n{many}}}");
    let open_items = "{\"a\": 1,\n".repeat(50_000);
    for (text, format) in [
        (deep, Format::Bibtex),
        (braces, Format::Bibtex),
        (macros, Format::Bibtex),
        (fields, Format::Bibtex),
        (open_items, Format::CslJson),
    ] {
        let import = open(text.as_bytes(), Some(format)).unwrap().read();
        assert_eq!(import.records, []);
        assert!(!import.problems.is_empty());
    }
}

#[test]
fn what_does_not_fit_into_a_record_is_reported() {
    let address = "AD  - A department of imagined things, with its long address.\n".repeat(2_000);
    let nbib = format!("PMID- 1\nTI  - Title\nFAU - Mori, Hana\n{address}MH  - Humans\n");
    let import = read(nbib.as_bytes(), Format::Nbib);
    assert_eq!(problems(&import), []);
    let read = &import.records[0];
    assert_eq!(read.warnings.len(), 1);
    assert_eq!(read.warnings[0].variable, "AD");
    assert_eq!(read.citation.variables["custom"]["nbib"]["MH"][0], "Humans");
}

#[test]
fn what_is_no_reference_file_is_refused() {
    assert_eq!(open(b" \n", None).unwrap_err(), Unreadable::Empty);
    assert_eq!(
        open(b"Dear all,\nhello@example.org\n", None).unwrap_err(),
        Unreadable::UnknownFormat
    );
    assert_eq!(Format::of_path("a/refs.RIS"), Some(Format::Ris));
    assert_eq!(Format::of_path("refs.txt"), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(384))]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for format in Format::ALL {
            if let Ok(file) = open(&bytes, Some(format)) {
                file.records().for_each(drop);
            }
        }
    }

    #[test]
    fn no_text_of_a_formats_signs_makes_it_panic(
        text in "([\\\\{}\"$~`'@=,#%<>/:;&a-c佐1\n\r -]|TY  - |ER  - |PMID- |@article\\{|and |title=|author=|\\\\emph|KS  - |\\\\\"|\\[|\\]){0,60}"
    ) {
        for format in Format::ALL {
            if let Ok(file) = open(text.as_bytes(), Some(format)) {
                for read in file.records() {
                    let line = read.map_or_else(|problem| problem.line, |record| record.line);
                    prop_assert!(line >= 1 && line <= encoding::line_ends(&text) + 1);
                }
            }
        }
    }

    #[test]
    fn no_latex_makes_it_panic(latex in "[\\\\{}\"$~`'^=.uvHckbdoa-z,& 佐\u{300}-]{0,40}") {
        let text = format!("@article{{k, title = {{{latex}}}, author = {{{latex}}}, year = {latex}}}");
        open(text.as_bytes(), Some(Format::Bibtex)).unwrap().records().for_each(drop);
    }
}
