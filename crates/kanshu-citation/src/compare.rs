//! What a typed record says otherwise than the registry of papers.
//!
//! Only what both say is compared. Titles and names in different scripts (a kanji title against an English
//! one) cannot be compared and are left alone, unless the record has its translated title or romanised
//! name.

use kanshu_domain::{
    compliance::Words,
    kinds::citation::{AuthorName, Citation},
    values::Line,
};
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use crate::csl;

/// Titles at least this similar (Jaro-Winkler, 0 to 1) are one title.
const SAME_TITLE: f64 = 0.9;

/// One field in which a typed record and the registry's differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Disagreement {
    /// As in the record's JSON: `title`, `issued`, `doi`, `pmid`, `authors`, `volume`, `page`.
    pub field: &'static str,
    pub typed: String,
    pub registry: String,
    pub message: Words,
}

/// What a typed record says otherwise than the registry's, in the order of a record's fields. Empty when
/// they agree in all that both say.
pub fn compare(typed: &Citation, registry: &Citation) -> Vec<Disagreement> {
    let checks = [
        title(typed, registry),
        first_author(typed, registry),
        year(typed, registry),
        line("volume", ("巻", "volume"), &typed.volume, &registry.volume, volume_number),
        line("page", ("開始ページ", "first page"), &typed.page, &registry.page, first_page),
        identifier("doi", "DOI", &typed.doi, &registry.doi),
        identifier("pmid", "PMID", &typed.pmid, &registry.pmid),
    ];
    checks.into_iter().flatten().collect()
}

fn disagreement(
    field: &'static str,
    (ja, en): (&str, &str),
    typed: String,
    registry: String,
) -> Disagreement {
    let message = Words {
        ja: format!("{ja}が登録データと異なります：入力「{typed}」、登録データ「{registry}」"),
        en: format!("the {en} is \"{typed}\", but \"{registry}\" in the registry"),
    };
    Disagreement { field, typed, registry, message }
}

fn title(typed: &Citation, registry: &Citation) -> Option<Disagreement> {
    let ours = titles(typed);
    let theirs = titles(registry);
    let mut pairs = ours
        .iter()
        .flat_map(|ours| theirs.iter().map(move |theirs| (ours, theirs)))
        .filter(|(ours, theirs)| is_same_script(ours, theirs))
        .peekable();
    pairs.peek()?;
    let is_same = pairs.any(|(ours, theirs)| strsim::jaro_winkler(ours, theirs) >= SAME_TITLE);
    let (ours, theirs) = (typed.title.to_string(), registry.title.to_string());
    (!is_same).then(|| disagreement("title", ("標題", "title"), ours, theirs))
}

fn titles(citation: &Citation) -> Vec<String> {
    let translated = citation.translated_title.iter().map(|(_, title)| title.as_str());
    let all = std::iter::once(citation.title.as_str()).chain(translated);
    all.map(comparable).filter(|title| !title.is_empty()).collect()
}

/// NFKC in lower case, with single spaces for everything that is no letter or digit.
fn comparable(text: &str) -> String {
    let plain = csl::plain(text);
    let folded: String = plain.nfkc().flat_map(char::to_lowercase).collect();
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Both in Chinese or Japanese characters, or neither.
fn is_same_script(one: &str, other: &str) -> bool {
    let is_east_asian = |text: &str| text.chars().any(|c| matches!(c, '\u{3040}'..='\u{9FFF}'));
    is_east_asian(one) == is_east_asian(other)
}

fn year(typed: &Citation, registry: &Citation) -> Option<Disagreement> {
    let (ours, theirs) = (typed.issued?.year(), registry.issued?.year());
    // Online in December, in print in January.
    let differs = ours.abs_diff(theirs) > 1;
    differs
        .then(|| disagreement("issued", ("発行年", "year"), ours.to_string(), theirs.to_string()))
}

fn identifier<T: PartialEq + ToString>(
    field: &'static str,
    name: &str,
    typed: &Option<T>,
    registry: &Option<T>,
) -> Option<Disagreement> {
    let (ours, theirs) = typed.as_ref().zip(registry.as_ref())?;
    (ours != theirs)
        .then(|| disagreement(field, (name, name), ours.to_string(), theirs.to_string()))
}

fn line(
    field: &'static str,
    name: (&str, &str),
    typed: &Option<Line>,
    registry: &Option<Line>,
    essence: fn(&str) -> String,
) -> Option<Disagreement> {
    let (ours, theirs) = typed.as_ref().zip(registry.as_ref())?;
    let differs = essence(ours.as_str()) != essence(theirs.as_str());
    differs.then(|| disagreement(field, name, ours.to_string(), theirs.to_string()))
}

/// `9` of `Vol. 9`, `第9巻`.
fn volume_number(text: &str) -> String {
    let text = comparable(text);
    let text = text.strip_prefix("volume").or_else(|| text.strip_prefix("vol")).unwrap_or(&text);
    text.trim_start_matches('第').trim_end_matches('巻').trim().to_owned()
}

/// `680` of `pp. 680–91`, `S12` of `S12-S20`.
fn first_page(text: &str) -> String {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let first = folded.split(['-', '–', '—', '‐', '−', '~', '〜', ',', ';']).next();
    let letters: String =
        first.unwrap_or_default().chars().filter(|c| c.is_alphanumeric()).collect();
    let number = letters.trim_start_matches('p');
    if number.starts_with(|c: char| c.is_ascii_digit()) { number.to_owned() } else { letters }
}

fn first_author(typed: &Citation, registry: &Citation) -> Option<Disagreement> {
    let (ours, theirs) = typed.authors.first().zip(registry.authors.first())?;
    let (our_forms, their_forms) = (families(ours), families(theirs));
    let mut pairs = our_forms
        .iter()
        .flat_map(|ours| their_forms.iter().map(move |theirs| (ours, theirs)))
        .filter(|(ours, theirs)| is_same_script(ours, theirs))
        .peekable();
    pairs.peek()?;
    let differs = !pairs.any(|(ours, theirs)| is_same_family(ours, theirs));
    differs
        .then(|| disagreement("authors", ("筆頭著者", "first author"), shown(ours), shown(theirs)))
}

fn shown(name: &AuthorName) -> String {
    let parts = [&name.dropping_particle, &name.non_dropping_particle, &name.family, &name.literal];
    let parts = parts.into_iter().flatten().map(ToString::to_string);
    parts.collect::<Vec<_>>().join(" ")
}

/// The family name in each script, or the whole name where it is not divided.
fn families(name: &AuthorName) -> Vec<String> {
    let romanised = name.romanised.as_ref().map(|person| person.family.to_string());
    let all = std::iter::once(shown(name)).chain(romanised);
    all.map(|family| folded_name(&family)).filter(|family| !family.is_empty()).collect()
}

/// Equal, or one with a particle or given name that the other leaves out (`van Berg`, `Berg`).
fn is_same_family(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let joined = |text: &str| text.replace(' ', "");
    let has_it = |rest: Option<&str>| rest.is_some_and(|rest| rest.starts_with(' '));
    joined(one) == joined(other)
        || has_it(long.strip_prefix(short))
        || long.strip_suffix(short).is_some_and(|rest| rest.ends_with(' '))
}

/// Words in lower case without accents; what is spelled in several ways is made one: Müller and Mueller,
/// Satō, Satou and Satoh.
fn folded_name(text: &str) -> String {
    let letters: String = text
        .nfkd()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36F}'))
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let mut folded = letters.split_whitespace().collect::<Vec<_>>().join(" ");
    let spellings = [
        ("ß", "ss"),
        ("ø", "o"),
        ("æ", "a"),
        ("ł", "l"),
        ("ae", "a"),
        ("oe", "o"),
        ("ue", "u"),
        ("ou", "o"),
        ("uu", "u"),
    ];
    for (from, to) in spellings {
        folded = folded.replace(from, to);
    }
    match folded.strip_suffix("oh") {
        Some(stem) => format!("{stem}o"),
        None => folded,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn record(value: Value) -> Citation {
        serde_json::from_value(value).unwrap()
    }

    fn paper() -> Value {
        json!({
            "title": "Barrier lipids and itch in atopic dermatitis: a pilot trial",
            "authors": [{"family": "Mori", "given": "Aya"}],
            "issued": {"year": 2031, "month": 1},
            "volume": "9", "page": "680-91",
            "doi": "10.5555/barrier.9", "pmid": "98000001",
        })
    }

    fn with(field: &str, value: Value) -> Citation {
        let mut paper = paper();
        paper[field] = value;
        record(paper)
    }

    fn fields(typed: &Citation, registry: &Citation) -> Vec<&'static str> {
        compare(typed, registry).into_iter().map(|d| d.field).collect()
    }

    #[test]
    fn what_is_only_written_otherwise_agrees() {
        let registry = record(paper());
        let same = [
            ("title", json!("BARRIER LIPIDS AND ITCH IN ATOPIC DERMATITIS – A pilot trial.")),
            ("title", json!("Ｂarrier <i>lipids</i> and itch in atopic dermatitis: a pilot trial")),
            ("title", json!("皮膚バリア脂質とかゆみ")),
            ("issued", json!({"year": 2030})),
            ("volume", json!("第9巻")),
            ("volume", json!("Vol. 9")),
            ("page", json!("pp. 680–691")),
            ("authors", json!([{"family": "MORI", "given": "A"}])),
            ("authors", json!([{"literal": "Mori A"}])),
            ("authors", json!([{"family": "森", "given": "彩"}])),
            ("authors", json!([])),
        ];
        for (field, value) in same {
            assert_eq!(fields(&with(field, value.clone()), &registry), [""; 0], "{field} {value}");
        }
    }

    #[test]
    fn each_field_that_differs_is_named_with_both_values() {
        let registry = record(paper());
        let other = [
            ("title", json!("Mast cells in chronic urticaria")),
            ("issued", json!({"year": 2029})),
            ("volume", json!("19")),
            ("page", json!("681-91")),
            ("doi", json!("10.5555/other")),
            ("pmid", json!("98000002")),
            ("authors", json!([{"family": "Mura", "given": "Aya"}])),
            ("authors", json!([{"family": "村", "romanised": {"family": "Mura"}}])),
        ];
        for (field, value) in other {
            assert_eq!(fields(&with(field, value.clone()), &registry), [field], "{value}");
        }
        let found = compare(&with("volume", json!("19")), &registry);
        assert_eq!((found[0].typed.as_str(), found[0].registry.as_str()), ("19", "9"));
        assert_eq!(found[0].message.en, "the volume is \"19\", but \"9\" in the registry");
        assert!(found[0].message.ja.contains("巻"), "{}", found[0].message.ja);
    }

    #[test]
    fn a_translated_title_is_compared_too() {
        let registry = record(paper());
        let typed = |english: &str| {
            let mut paper = paper();
            paper["title"] = json!("バリア脂質とかゆみ");
            paper["translatedTitle"] = json!({ "en": english });
            record(paper)
        };
        let same = typed("Barrier lipids and itch in atopic dermatitis: a pilot trial");
        assert_eq!(fields(&same, &registry), [""; 0]);
        assert_eq!(fields(&typed("Mast cells in chronic urticaria"), &registry), ["title"]);
    }

    #[test]
    fn spellings_of_one_name_agree_and_other_names_do_not() {
        let agree = [("Müller", "Mueller"), ("Satō", "Satoh"), ("van den Berg", "Berg")];
        for (one, other) in agree {
            assert!(is_same_family(&folded_name(one), &folded_name(other)), "{one} {other}");
        }
        for (one, other) in [("Suzuki", "Suzuka"), ("Berg", "Vandenberg"), ("Ito", "Kaito")] {
            assert!(!is_same_family(&folded_name(one), &folded_name(other)), "{one} {other}");
        }
    }
}
