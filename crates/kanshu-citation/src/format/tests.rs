use proptest::prelude::*;
use serde::Deserialize;
use serde_json::json;

use super::*;
use crate::csl;

/// A reference as the manual of its style wants it, with the rule it shows.
#[derive(Deserialize)]
struct Golden {
    rule: String,
    item: csl::Item,
    expected: String,
    /// The language of the list; Japanese when it does not matter.
    locale: Option<Locale>,
}

fn read(item: &csl::Item) -> Citation {
    let read = csl::read(item).unwrap();
    assert_eq!(read.warnings, [], "{item:?}");
    read.citation
}

fn one(citation: &Citation, style: &str, locale: &Locale) -> Entry {
    let mut entries = bibliography(&[("a", citation)], &Style::parse(style).unwrap(), locale);
    assert_eq!(entries.len(), 1, "{style}");
    entries.remove(0)
}

fn check(style: &str, cases: &str, least: usize) {
    let cases: Vec<Golden> = serde_json::from_str(cases).unwrap();
    assert!(cases.len() >= least, "{} cases", cases.len());
    let mut wrong = String::new();
    for Golden { rule, item, expected, locale } in cases {
        let entry = one(&read(&item), style, &locale.unwrap_or_else(Locale::ja));
        if entry.text != expected {
            wrong.push_str(&format!("{rule}\n  manual: {expected}\n  ours:   {}\n", entry.text));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn nlm_references_are_as_citing_medicine_has_them() {
    check("nlm", include_str!("../../cases/formatting/nlm.json"), 30);
}

#[test]
fn sist02_references_are_as_the_standard_has_them() {
    check("sist02", include_str!("../../cases/formatting/sist02.json"), 30);
}

fn article() -> Citation {
    read(&item(json!({
        "type": "article-journal", "title": "Barrier <repair> & \"care\"", "language": "en",
        "author": [
            {"family": "Shin", "given": "Kyong-Oh"},
            {"family": "佐枝", "given": "秀久", "_names": {"en": {"family": "Saeda", "given": "Hidehisa"}}}
        ],
        "container-title": "Journal of Imagined Skin", "container-title-short": "J Imag Skin",
        "issued": {"date-parts": [[2031]]}, "volume": "9", "issue": "3", "page": "680-689",
        "DOI": "10.5555/a.1", "PMID": "99", "PMCID": "PMC99"
    })))
}

fn japanese_article() -> Citation {
    read(&item(json!({
        "type": "article-journal", "title": "乾燥肌の角層", "language": "ja",
        "author": [{"family": "佐枝", "given": "秀久"}, {"family": "大屋", "given": "幸弘"}],
        "container-title": "架空皮膚科学会雑誌", "issued": {"date-parts": [[2031, 3, 10]]},
        "volume": "9", "page": "1-9"
    })))
}

fn item(value: serde_json::Value) -> csl::Item {
    serde_json::from_value(value).unwrap()
}

#[test]
fn a_mixed_list_is_numbered_in_the_order_of_citation() {
    let (english, japanese) = (article(), japanese_article());
    for style in ["nlm", "vancouver", "sist02", "csl:vancouver", "csl:sist02"] {
        let style = Style::parse(style).unwrap();
        let list = bibliography(&[("j", &japanese), ("e", &english)], &style, &Locale::ja());
        let seen: Vec<(&str, usize, &str)> =
            list.iter().map(|e| (e.id.as_str(), e.number, e.language.as_str())).collect();
        assert_eq!(seen, [("j", 1, "ja"), ("e", 2, "en")], "{style}");
        assert!(list[1].in_text.contains('2'), "{style}: {}", list[1].in_text);
        assert!(!list[1].text.starts_with(['2', '(', '[']), "{style}: {}", list[1].text);
    }
}

#[test]
fn html_is_escaped_and_identifiers_are_links() {
    let entry = one(&article(), "nlm", &Locale::ja());
    assert_eq!(
        entry.html,
        "Shin KO, Saeda H. Barrier &lt;repair&gt; &amp; &quot;care&quot;. J Imag Skin. 2031;9(3):680-9. doi: \
         <a href=\"https://doi.org/10.5555/a.1\" rel=\"external noopener\">10.5555/a.1</a>. PubMed PMID: \
         <a href=\"https://pubmed.ncbi.nlm.nih.gov/99/\" rel=\"external noopener\">99</a>; PubMed Central PMCID: \
         <a href=\"https://pmc.ncbi.nlm.nih.gov/articles/PMC99/\" rel=\"external noopener\">PMC99</a>."
    );
    let entry = one(&article(), "american-medical-association", &Locale::ja());
    assert_eq!(
        entry.html,
        "Shin KO, Saeda H. Barrier &lt;repair&gt; &amp; &quot;care&quot;. <i>J Imag Skin</i>. 2031;9(3):680-689. \
         doi:<a href=\"https://doi.org/10.5555/a.1\" rel=\"external noopener\">10.5555/a.1</a>"
    );
}

#[test]
fn a_retracted_source_says_so() {
    let citation = article();
    let notice: Notice = serde_json::from_value(json!({
        "record": 1, "nature": "retraction", "date": "2032-03-04", "noticeDoi": "10.5555/r.1"
    }))
    .unwrap();
    let source = Source { id: "a", citation: &citation, notice: Some(&notice) };
    let ends = |style: &str| {
        bibliography(&[source], &Style::parse(style).unwrap(), &Locale::ja()).remove(0).text
    };
    assert!(ends("nlm").ends_with(" Retraction in: 2032 Mar 4; doi: 10.5555/r.1."));
    assert!(ends("sist02").ends_with(" (retracted 2032-03-04, doi:10.5555/r.1)."));
    assert!(ends("apa").ends_with(" Retraction in: 2032 Mar 4; doi: 10.5555/r.1."));
    let bare = json!({ "record": 1, "nature": "expression_of_concern" });
    let bare: Notice = serde_json::from_value(bare).unwrap();
    let source = Source { notice: Some(&bare), ..source };
    let ends = |style: &str| {
        bibliography(&[source], &Style::parse(style).unwrap(), &Locale::ja()).remove(0).text
    };
    assert!(ends("nlm").ends_with(". Expression of concern."));
}

/// hayagriva prints nothing for names without a `cs:name` child, and `vancouver` had no authors at all.
#[test]
fn vancouver_through_csl_prints_its_authors() {
    for style in ["csl:vancouver", "nlm-citation-sequence", "nlm-citation-sequence-superscript"] {
        let text = one(&article(), style, &Locale::ja()).text;
        assert!(text.starts_with("Shin KO, Saeda H. Barrier"), "{style}: {text}");
    }
}

#[test]
fn csl_styles_abbreviate_journals_and_leave_no_space_for_a_missing_month() {
    for style in ["american-medical-association", "csl:vancouver"] {
        let text = one(&article(), style, &Locale::ja()).text;
        assert!(text.contains("J Imag Skin. 2031;9(3):680"), "{style}: {text}");
    }
}

/// hayagriva panics on ranges of dates, and on a value that begins with a mark before a wide character.
#[test]
fn values_that_stop_the_renderer_are_kept_from_it() {
    let mut citation = article();
    citation.source_type = Some(kanshu_domain::kinds::citation::SourceType::Book);
    citation.isbn = kanshu_domain::values::Line::parse(")港5").ok();
    let range = json!({"date-parts": [[2031, 3], [2031, 4]]});
    citation.variables.insert("issued".to_owned(), range.clone());
    citation.variables.insert("submitted".to_owned(), range);
    let text = one(&citation, "iso-690-author-date", &Locale::ja()).text;
    assert!(text.contains(")港5") && text.contains("2031") && !text.contains('\u{2060}'), "{text}");
}

#[test]
fn japanese_csl_styles_speak_english_around_english_sources() {
    let (english, japanese) = (article(), japanese_article());
    let style = Style::parse("csl:sist02").unwrap();
    let list = bibliography(&[("e", &english), ("j", &japanese)], &style, &Locale::ja());
    assert!(list[0].text.contains("vol. 9, no. 3"), "{}", list[0].text);
    assert!(list[1].text.contains("巻 9"), "{}", list[1].text);
    assert!(list[1].text.starts_with("佐枝秀久, 大屋幸弘. "), "{}", list[1].text);
}

#[test]
fn a_style_that_sorts_keeps_numbers_and_marks_together() {
    let mut first = article();
    first.authors.truncate(1);
    let mut second = first.clone();
    second.authors[0].family = kanshu_domain::values::Line::parse("Abe").ok();
    let style = Style::parse("apa").unwrap();
    let list = bibliography(&[("s", &first), ("a", &second)], &style, &Locale::en());
    let seen: Vec<(&str, usize, &str)> =
        list.iter().map(|e| (e.id.as_str(), e.number, e.in_text.as_str())).collect();
    assert_eq!(seen, [("a", 1, "(Abe, 2031)"), ("s", 2, "(Shin, 2031)")]);
}

#[test]
fn every_built_in_style_prints_title_and_author() {
    let citation = article();
    let names = Style::names();
    assert!(names.len() > 90, "{}", names.len());
    let mut wrong = Vec::new();
    for (name, _) in names {
        let style = Style::parse(&name).unwrap();
        assert_eq!(Style::parse(&style.to_string()), Ok(style.clone()), "{name}");
        let entry = one(&citation, &name, &Locale::ja());
        let lower = entry.text.to_lowercase();
        let has_title = lower.contains("barrier") || WITHOUT_TITLES.contains(&name.as_str());
        if !lower.contains("shin") || !has_title || entry.in_text.is_empty() {
            wrong.push(format!("{name}: {} {}", entry.in_text, entry.text));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Styles of chemistry and physics that leave out titles of articles, by their manuals.
const WITHOUT_TITLES: [&str; 1] = ["royal-society-of-chemistry"];

#[test]
fn an_unknown_style_says_how_to_find_one() {
    let error = Style::parse("lancet-x").unwrap_err();
    assert_eq!(error.near, ["the-lancet"]);
    let text = error.to_string();
    for part in ["`lancet-x`", "`nlm`", "`sist02`", "https://www.zotero.org/styles", "`the-lancet`"]
    {
        assert!(text.contains(part), "{text}");
    }
    assert!(Style::parse("").is_err());
    assert_eq!(Style::parse(" Vancouver ").unwrap(), Style::Nlm);
}

/// No stray punctuation, whatever is missing.
fn is_tidy(text: &str) -> bool {
    let stray = [
        "  ", " ,", " ;", " :", ". .", "..", ",,", ";;", ",;", ";,", ".;", ":.", ";.", ",.", "()",
        "[]", "“”", ": .",
    ];
    let starts_well = text.starts_with(|c: char| c.is_alphanumeric() || "[“(".contains(c));
    !text.is_empty()
        && text.trim() == text
        && starts_well
        && !stray.iter().any(|s| text.contains(s))
}

/// A record of which the bits of `held` say what it holds.
fn partial(held: u32, kind: Option<&str>, is_japanese: bool) -> Citation {
    let mut all = json!({
        "author": [{"family": "Abe", "given": "Ren"}], "editor": [{"family": "Beck", "given": "Lin"}],
        "container-title": "Site", "container-title-short": "St", "issued": {"date-parts": [[2031, 3]]},
        "volume": "9", "issue": "3", "page": "12-15", "edition": "2", "publisher": "House",
        "publisher-place": "Town", "DOI": "10.5555/a.1", "URL": "https://site.example/a",
        "accessed": {"date-parts": [[2032, 1, 2]]}, "PMID": "99", "number-of-pages": "98"
    });
    let mut place = 0;
    let fields = all.as_object_mut().unwrap();
    fields.retain(|_, _| {
        place += 1;
        held & (1 << (place - 1)) != 0
    });
    fields.insert("title".to_owned(), json!("Title"));
    let mut citation = read(&item(all));
    let kind = kind.map(|kind| serde_json::from_value(json!(kind)).unwrap());
    citation.source_type = kind;
    citation.language = Some(if is_japanese { Locale::ja() } else { Locale::en() });
    citation
}

proptest! {
    #[test]
    fn any_record_gives_a_reference(citation in csl::tests::citation()) {
        for style in ["nlm", "sist02"] {
            let entry = one(&citation, style, &Locale::ja());
            let title = citation.title.as_str().trim_end_matches('.');
            prop_assert!(entry.text.contains(title), "{}: {}", style, entry.text);
            prop_assert_eq!(&one(&citation, style, &Locale::ja()), &entry);
            let opened = entry.html.matches('<').count();
            prop_assert_eq!(opened, entry.html.matches('>').count());
            prop_assert_eq!(opened, 2 * entry.html.matches("<a href=").count());
        }
    }

    #[test]
    fn a_record_with_holes_gives_a_tidy_reference(held in 0u32..1 << 16, is_japanese: bool) {
        let kinds = [
            None, Some("journal_article"), Some("letter"), Some("review"), Some("guideline"),
            Some("press_release"), Some("book"), Some("label"), Some("web"),
        ];
        for kind in kinds {
            let citation = partial(held, kind, is_japanese);
            for style in ["nlm", "sist02"] {
                let text = one(&citation, style, &Locale::ja()).text;
                prop_assert!(is_tidy(&text), "{} {:?}: {}", style, kind, text);
            }
        }
    }

    #[test]
    fn a_title_alone_gives_a_tidy_reference(title in "[A-Za-zぁ-ん]{1,9}( [a-z]{1,5}){0,3}") {
        let citation = Citation::titled(kanshu_domain::values::Line::parse(&title).unwrap());
        for style in ["nlm", "sist02"] {
            let text = one(&citation, style, &Locale::ja()).text;
            prop_assert!(is_tidy(&text));
            let language = if style == "nlm" && record::is_japanese(&title) { " Japanese." } else { "" };
            prop_assert_eq!(text, format!("{title}.{language}"));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_record_stops_a_csl_style(
        citations in proptest::collection::vec(csl::tests::citation(), 1..4),
        style in proptest::sample::select(Style::names()),
    ) {
        let ids: Vec<String> = (0..citations.len()).map(|place| place.to_string()).collect();
        let sources: Vec<(&str, &Citation)> =
            ids.iter().map(String::as_str).zip(&citations).collect();
        for style in ["csl:vancouver", "csl:sist02", style.0.as_str()] {
            let style = Style::parse(style).unwrap();
            for locale in ["ja", "en", "de"] {
                let locale = Locale::parse(locale).unwrap();
                let list = bibliography(&sources, &style, &locale);
                prop_assert_eq!(list.len(), sources.len(), "{}", style);
                prop_assert!(list.iter().all(|entry| !entry.text.trim().is_empty()), "{}: {:?}", style, list);
            }
        }
    }
}
