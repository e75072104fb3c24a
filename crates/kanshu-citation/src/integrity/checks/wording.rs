//! Whose finding it is, terms, translator's notes, and consistency.

use std::{ops::Range, sync::LazyLock};

use kanshu_domain::compliance::Severity;
use regex::Regex;

use super::{
    context::{Both, contains},
    finding,
};
use crate::integrity::{IntegrityFinding, Kind};

#[expect(clippy::expect_used, reason = "the pattern is a constant, compiled in every test")]
fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant, compiled in every test")
}

static ET_AL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"[\p{L}][\p{L}'\-]+,? (?:et al\b\.?|and (?:his |her |their )?(?:co-?workers|colleagues|associates|co-?authors|team)\b)|according to [^,.;]{0,30}(?:team|group|researchers|authors)\b|\b(?:the |these )?(?:authors|investigators|researchers|scientists|research team|research group|team) (?:also |have |therefore |then |now )*(?:think|say|said|could not|found|report|show|demonstrat|observ|describ|conclud|suggest|propos|note|identif|confirm|reveal|caution|recommend|state|believe|speculat|attribut|argue|hypothesi|warn|acknowledg|consider|emphasi|stress)",
    )
});
static THEY: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"[^れかさながくもはたきそぞどけ]ら(?:は|が|の|に|によ|、|も|\(|\[|,| ?\d)|et ?al|等(?:は|が|の|に)|氏|チーム|研究(?:グループ|班)|研究者|共同研究|著者|筆者|先生|博士",
    )
});
static BRACKETS: LazyLock<Regex> = LazyLock::new(|| regex(r"[(\[][^()\[\]]{1,40}[)\]]"));
static POLITE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:です|ます|ました|ません|でした|でしょう)(?:。|$|\n)"));
static PLAIN: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?:である|だった|した|する|ない|された|される|いる|た|だ)(?:。|$|\n)")
});

/// "Li et al. found" must stay Li's finding.
pub(super) fn attributions(both: &Both) -> Vec<IntegrityFinding> {
    let mut findings = Vec::new();
    for bead in &both.beads {
        let spans =
            both.original.span(&bead.original).zip(both.translation.span(&bead.translation));
        let Some((here, there)) = spans else { continue };
        let Some(found) = ET_AL.find(both.original.text(&here)) else { continue };
        let said = both.translation.text(&there);
        let surname = found.as_str().split([' ', ',']).next().unwrap_or_default();
        if THEY.is_match(said)
            || !["the", "these", "according", "researchers", "scientists", "investigators"]
                .contains(&surname)
                && said.contains(surname)
        {
            continue;
        }
        let range = here.start + found.start()..here.start + found.end();
        let words = both.original.text(&range);
        findings.push(finding(
            Kind::AttributionLost,
            Severity::Block,
            Some(both.original.original(&range)),
            Some(both.translation.original(&there)),
            format!("「{words}」という研究者の報告であることが訳文から消えています。"),
            format!("The translation does not say whose finding it is (“{words}”)."),
        ));
    }
    findings
}

/// Terms that must be there, and words that must not stand for a term.
pub(super) fn terms(both: &Both) -> Vec<IntegrityFinding> {
    let mut findings = Vec::new();
    let mut said = std::collections::BTreeSet::new();
    for hit in &both.original.terms {
        let term = both.terms.get(hit.term);
        if !said.insert(hit.term) {
            continue;
        }
        let here = Some(both.original.original(&hit.range));
        let words = both.original.text(&hit.range);
        let translated = both.translation.terms.iter().any(|other| other.term == hit.term);
        if let Some(wrong) = term.forbidden_in(&both.translation.prepared.text) {
            let there = both.translation.text(&wrong);
            let right = term.first_translation();
            findings.push(finding(
                Kind::TermMistranslated,
                Severity::Block,
                here,
                Some(both.translation.original(&wrong)),
                format!("「{words}」は「{there}」ではなく「{right}」です。"),
                format!("“{words}” is not “{there}” but “{right}”."),
            ));
        } else if term.key && !translated {
            let right = term.first_translation();
            findings.push(finding(
                Kind::TermLost,
                Severity::Block,
                here,
                None,
                format!("「{words}」({right})が訳文にありません。"),
                format!("“{words}” ({right}) is not in the translation."),
            ));
        }
    }
    findings
}

/// Cells, and what either language calls them.
static CELLS: LazyLock<Vec<(Regex, Regex)>> = LazyLock::new(|| {
    [
        (
            r"\bt[ -](?:cells?|lymphocytes?)|\btregs?\b|\blymphocyt",
            "(?:^|[^a-z])t細胞|tリンパ球|リンパ球|treg",
        ),
        (r"\bb[ -](?:cells?|lymphocytes?)|\blymphocyt", "(?:^|[^a-z])b細胞|bリンパ球|リンパ球"),
        (r"macrophag|microgli|kupffer", "マクロファージ|貪食|ミクログリア|大食"),
        (r"neutrophil|granulocyt|white blood", "好中球|顆粒球|白血球"),
        (r"eosinophil|granulocyt|white blood", "好酸球|顆粒球|白血球"),
        (r"leu[ck]ocyt|white blood|white cells?|white[- ]cell", "白血球"),
        (r"platelet|thrombocyt", "血小板"),
        (
            r"keratinocyt|epidermal cell|skin cell|corneocyt",
            "ケラチノサイト|角化細胞|表皮細胞|角質細胞",
        ),
        (r"fibroblast|skin cell|connective", "線維芽細胞"),
        (r"endotheli|vascular|vessel", "内皮"),
        (r"epitheli|lining|mucos", "上皮"),
        (r"chondrocyt|cartilage", "軟骨細胞"),
        (r"osteoclast|bone", "破骨細胞"),
        (r"osteoblast|bone", "骨芽細胞"),
        (r"ha?emato?poietic|bone[- ]marrow|blood stem", "造血幹細胞|造血"),
        (r"adipose|\bfat\b|adsc|ad-msc|\bascs?\b", "脂肪幹細胞|脂肪由来|脂肪組織"),
        (r"umbilical|cord blood|\bcord\b|wharton", "臍帯|へその緒"),
        (r"bone[- ]marrow|\bbm-?mscs?\b|marrow", "骨髄由来"),
    ]
    .map(|(english, japanese)| (regex(english), regex(japanese)))
    .into_iter()
    .collect()
});

/// A cell that became another: one of the original that is missing, where one stands that the original does
/// not have.
pub(super) fn cells(both: &Both) -> Vec<IntegrityFinding> {
    let original = &both.original.prepared.text;
    let mut findings = Vec::new();
    for bead in &both.beads {
        let spans =
            both.original.span(&bead.original).zip(both.translation.span(&bead.translation));
        let Some((here, there)) = spans else { continue };
        let (whole, said) = (both.original.text(&here), both.translation.text(&there));
        let gone = CELLS.iter().find_map(|(english, japanese)| {
            english.find(whole).filter(|_| !japanese.is_match(said))
        });
        let stranger = CELLS.iter().find_map(|(english, japanese)| {
            japanese.find(said).filter(|_| !english.is_match(original))
        });
        let (Some(gone), Some(stranger)) = (gone, stranger) else { continue };
        let (a, b) = (gone.as_str(), stranger.as_str());
        let there = there.start + stranger.start()..there.start + stranger.end();
        findings.push(finding(
            Kind::NameChanged,
            Severity::Block,
            Some(both.original.original(&(here.start + gone.start()..here.start + gone.end()))),
            Some(both.translation.original(&there)),
            format!("「{a}」が訳文では「{b}」になっています。"),
            format!("“{a}” became “{b}”."),
        ));
    }
    findings
}

/// Brackets of the translation that widen the meaning: ≒, "or so", 訳注.
pub(super) fn translators_notes(both: &Both) -> Vec<IntegrityFinding> {
    let text = &both.translation.prepared.text;
    let mut findings = Vec::new();
    for found in BRACKETS.find_iter(text) {
        let inner = &text[found.start() + 1..found.end() - 1];
        if is_in_original(both, inner, &found.range()) {
            continue;
        }
        let figures = inner.chars().any(|c| c.is_ascii_digit());
        let widens = !figures && inner.contains(['≒', '≈', '='])
            || ["いわゆる", "訳者", "訳注", "編集部"].iter().any(|word| inner.contains(word));
        let words = found.as_str();
        findings.push(finding(
            Kind::TranslatorsNote,
            if widens { Severity::Warn } else { Severity::Info },
            None,
            Some(both.translation.original(&found.range())),
            format!("{words}は原文にありません。訳注として示してください。"),
            format!("{words} is not in the original; mark it as the translator's note."),
        ));
    }
    findings
}

/// Whether the original has the bracket's words too: an abbreviation, a mark, a figure.
fn is_in_original(both: &Both, inner: &str, place: &Range<usize>) -> bool {
    let marks = both.translation.markers.iter().any(|marker| contains(&marker.range, place));
    let bare: String = inner.chars().filter(|c| !c.is_whitespace()).collect();
    let original: String =
        both.original.prepared.text.chars().filter(|c| !c.is_whitespace()).collect();
    marks
        || original.contains(&bare)
        || inner.chars().all(|c| c.is_ascii() && !c.is_alphabetic())
        || bare == "中略"
        || bare == "和訳"
}

/// One thing under two spellings.
pub(super) fn variants(both: &Both) -> Vec<IntegrityFinding> {
    const VARIANTS: [(&str, &str); 4] = [
        ("エクソソーム", "エキソソーム"),
        ("コントロール群", "対照群"),
        ("プラセボ", "偽薬"),
        ("インビトロ", "in vitro"),
    ];
    let text = &both.translation.prepared.text;
    VARIANTS
        .iter()
        .filter_map(|(one, other)| {
            let (a, b) = (text.find(one)?, text.find(other)?);
            let (at, words) = if a > b { (a, one) } else { (b, other) };
            let severity =
                if *one == "エクソソーム" { Severity::Warn } else { Severity::Info };
            Some(finding(
                Kind::TermInconsistent,
                severity,
                None,
                Some(both.translation.original(&(at..at + words.len()))),
                format!("「{one}」と「{other}」が混在しています。"),
                format!("“{one}” and “{other}” stand for one thing."),
            ))
        })
        .collect()
}

/// です・ます and である in one translation.
pub(super) fn registers(both: &Both) -> Vec<IntegrityFinding> {
    let text = &both.translation.prepared.text;
    let polite = POLITE.find_iter(text).count();
    let plain: Vec<Range<usize>> = both
        .translation
        .sentences
        .iter()
        .filter(|range| {
            let sentence = &text[(*range).clone()];
            !POLITE.is_match(sentence) && PLAIN.is_match(sentence)
        })
        .cloned()
        .collect();
    match (polite, plain.first()) {
        (1.., Some(first)) => vec![finding(
            Kind::RegisterMixed,
            Severity::Info,
            None,
            Some(both.translation.original(first)),
            "です・ます体と、である体が混在しています。".to_owned(),
            "Polite and plain style are mixed.".to_owned(),
        )],
        _ => Vec::new(),
    }
}
