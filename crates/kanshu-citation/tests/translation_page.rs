//! The defects that a real column had, in words of our own; and that column itself where it lies beside.

use kanshu_citation::integrity::{Glossary, IntegrityFinding, Kind, Pair, check, check_page};
use kanshu_domain::compliance::Severity;

fn pair<'a>(original: &'a str, translation: &'a str) -> Pair<'a> {
    Pair { original_lang: "en", original, translation }
}

fn kinds(original: &str, translation: &str) -> Vec<Kind> {
    let found: Vec<IntegrityFinding> = check(&pair(original, translation), &Glossary::default());
    found.iter().filter(|f| f.severity > Severity::Info).map(|f| f.kind).collect()
}

const LOST_ORIGINAL: &str = "We investigated ADSC vesicles in a dermatitis model. Injection of the vesicles clearly reduced transepidermal water loss and strongly decreased the levels of IL-4, IL-13 and TNF-α. They induced the production of ceramides.";
const LOST_TRANSLATION: &str = "我々は皮膚炎モデルでADSC由来の小胞を調べました。小胞の注射により、IL-4、IL-13、TNF-αは用量依存的です。また、セラミドの産生を誘導しました。電子顕微鏡による観察では、角質細胞間の層板構造が増えていることが確認されました。";

#[test]
fn a_lost_clause_and_an_added_sentence_are_found() {
    let found = kinds(LOST_ORIGINAL, LOST_TRANSLATION);
    for kind in [Kind::TermLost, Kind::DirectionLost, Kind::SentenceAdded] {
        assert!(found.contains(&kind), "{kind:?} in {found:?}");
    }
}

#[test]
fn a_finding_without_its_finder_and_marks_is_found() {
    let found = kinds(
        "Sato et al. found that the exosomes could inhibit inflammation in burned skin [7].",
        "エクソソームは、熱傷を負った皮膚の炎症を抑制できることを発見しました。",
    );
    assert!(
        found.contains(&Kind::AttributionLost) && found.contains(&Kind::MarkerLost),
        "{found:?}"
    );
}

#[test]
fn wrong_terms_and_widening_brackets_are_found() {
    let found = kinds(
        "Vesicles from AD-MSCs suppressed the innate arm of the immune system.",
        "AD(脂肪細胞)-MSC由来の小胞(≒エクソソーム)は、免疫系の自然部門を抑制しました。",
    );
    assert_eq!(
        found.iter().filter(|kind| **kind == Kind::TermMistranslated).count(),
        2,
        "{found:?}"
    );
    assert!(found.contains(&Kind::TranslatorsNote), "{found:?}");
}

#[test]
fn one_abbreviation_with_two_meanings_on_a_page_is_found() {
    let pairs = [
        pair(
            "Vesicles from AD-MSCs were studied with MDSC.",
            "AD-MSC由来のエクソソームをMDSCとともに調べた。",
        ),
        pair(
            "Atopic dermatitis (AD) is common.",
            "アトピー性皮膚炎(AD)は多い。エキソソームは関係しない。",
        ),
    ];
    let found = check_page(&pairs, &Glossary::default());
    let told: Vec<&str> = found.iter().map(|f| f.finding.message.en.as_str()).collect();
    assert_eq!(found.len(), 3, "{told:?}");
    assert!(
        told.iter().any(|m| m.contains("“AD” is “adipose-derived” in quotation 1")),
        "{told:?}"
    );
    assert!(told.iter().any(|m| m.contains("“MDSC” is not written out")), "{told:?}");
    assert!(told.iter().any(|m| m.contains("エキソソーム")), "{told:?}");
}

#[test]
fn kept_hedges_and_names_are_left_alone() {
    let found = kinds(
        "Exosomes may promote repair, and the data suggest lower levels of IL-4, IL-17, TNF-α, IFN-γ and TSLP.",
        "エクソソームは修復を促進する可能性があり、データはIL-4、IL-17、TNF-α、IFN-γおよびTSLPの低下を示唆する。",
    );
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_long_quotation_takes_milliseconds() {
    let (original, translation) = (LOST_ORIGINAL.repeat(7), LOST_TRANSLATION.repeat(7));
    let started = std::time::Instant::now();
    check(&pair(&original, &translation), &Glossary::default());
    check(&pair(&original, &translation), &Glossary::default());
    // Without optimisation and with the patterns compiled on the first call.
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
}

/// What is only shown.
fn shown(original: &str, translation: &str) -> Vec<(Kind, Option<(usize, usize)>)> {
    let found = check(&pair(original, translation), &Glossary::default());
    found
        .into_iter()
        .filter(|f| matches!(f.kind, Kind::HeadingQuoted | Kind::Typography))
        .map(|f| (f.kind, f.translation_range.map(|range| (range.start, range.end))))
        .collect()
}

#[test]
fn a_heading_among_the_quoted_sentences_is_shown() {
    let original = "3.2. Exosomes in Skin\nExosomes were studied in mice [7].";
    let translation = "3.2. 皮膚とエクソソーム\nエクソソームがマウスで調べられた[7]。";
    assert_eq!(shown(original, translation), [(Kind::HeadingQuoted, Some((0, 14)))]);
    // A sentence that a line break ends is none.
    let original = "Exosomes were studied in mice [7].\nThey were safe.";
    let translation = "エクソソームがマウスで調べられた[7]。\n安全であった。";
    assert_eq!(shown(original, translation), []);
}

#[test]
fn punctuation_is_shown_where_it_is_missing_or_mixed() {
    let original = "The cream was safe.";
    assert_eq!(shown(original, "クリームは安全であった"), [(Kind::Typography, Some((10, 11)))]);
    assert_eq!(shown(original, "クリームは…安全であった。"), [(Kind::Typography, Some((5, 6)))]);
    assert_eq!(shown(original, "クリームは(…)安全であった。"), []);
    assert_eq!(shown(original, "クリーム—-は安全であった。"), [(Kind::Typography, Some((4, 6)))]);
    assert_eq!(shown(original, "クリームは安全であった[7]。"), []);
}
