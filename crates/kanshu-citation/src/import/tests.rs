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
