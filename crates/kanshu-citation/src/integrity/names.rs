//! Named molecules, genes, cells and abbreviations: IL-13, TNF-α, CD4+, miR-181c, IgE, TSLP.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::prepared::Prepared;

/// A name in canonical form: lower case, no hyphens, Greek letters as letters: `il13`, `tnfα`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) canonical: String,
    /// Bytes of the prepared text.
    pub(super) range: Range<usize>,
    /// Carries a digit or a Greek letter: a translation writes it the same way.
    pub(super) fixed: bool,
}

impl Name {
    /// The letters before the first digit or Greek letter: names of one family differ after them.
    pub(super) fn family(&self) -> &str {
        let end = self.canonical.find(|c: char| !c.is_ascii_lowercase());
        &self.canonical[..end.unwrap_or(self.canonical.len())]
    }

    /// The figure of a name, for "SPF 50" and SPF50.
    pub(super) fn figure(&self) -> Option<f64> {
        self.canonical[self.family().len()..].parse().ok()
    }
}

#[expect(clippy::expect_used, reason = "the pattern is a constant, compiled in every test")]
fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant, compiled in every test")
}

/// Names written out, in either language, and what they are short for. Digits or Greek letters follow.
static WRITTEN_OUT: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    [
        (r"interleukins?[ -]?|インターロイキン[ -]?", "il"),
        (r"interferons?[ -]?|インターフェロン[ -]?", "ifn"),
        (r"tumou?r necrosis factors?[ -]?|腫瘍壊死因子[ -]?", "tnf"),
        (r"transforming growth factors?[ -]?|形質転換増殖因子[ -]?|トランスフォーミング増殖因子[ -]?|トランスフォーミング成長因子[ -]?", "tgf"),
        (r"immunoglobulins?[ -]?|免疫グロブリン[ -]?", "ig"),
        (r"thymic stromal lymphopoietin|胸腺間質(?:性)?リンホポエチン|胸腺間質(?:性)?リンパ球新生因子", "tslp"),
        (r"vascular endothelial growth factors?[ -]?|血管内皮(?:細胞)?(?:増殖|成長)因子[ -]?", "vegf"),
        (r"epidermal growth factors?[ -]?|上皮(?:細胞)?(?:増殖|成長)因子[ -]?", "egf"),
        (r"nuclear factor[ -]?kappa[ -]?b|核内因子[ -]?κ[ -]?b", "nfκb"),
        (r"regulatory t cells?|制御性t細胞|tregs?", "treg"),
        (r"omega[ -]?|オメガ[ -]?|ω-?", "ω"),
        (r"sars-cov-2|covid-19|covid|新型コロナウイルス(?:感染症)?|新型コロナ|コロナ", "covid"),
        (r"type (\d) helper t|t helper (\d)|ヘルパーt(\d)型?", "th"),
    ]
    .map(|(pattern, short)| (regex(pattern), short))
    .into_iter()
    .collect()
});

const GREEK: [(&str, char); 18] = [
    ("omega", 'ω'),
    ("オメガ", 'ω'),
    ("alpha", 'α'),
    ("beta", 'β'),
    ("gamma", 'γ'),
    ("delta", 'δ'),
    ("epsilon", 'ε'),
    ("kappa", 'κ'),
    ("lambda", 'λ'),
    ("アルファ", 'α'),
    ("ベータ", 'β'),
    ("ガンマ", 'γ'),
    ("デルタ", 'δ'),
    ("カッパ", 'κ'),
    ("ラムダ", 'λ'),
    ("イプシロン", 'ε'),
    ("α", 'α'),
    ("β", 'β'),
];

/// Words in capitals that are no names, and names whose absence says nothing.
const ORDINARY: [&str; 44] = [
    "a", "i", "ci", "or", "hr", "rr", "sd", "se", "sem", "iqr", "p", "n", "vs", "ml", "dl", "μl",
    "mm", "nm", "pm", "μm", "mmhg", "hz", "khz", "mhz", "kda", "da", "iu", "kpa", "mpa", "kg",
    "kcal", "kj", "mj", "mol", "mmol", "meq", "gy", "ph", "db", "usa", "uk", "eu", "μg", "μmol",
];

/// The names of a text. `original` is needed beside the prepared text because names are told by capitals.
pub(super) fn names(original: &str, prepared: &Prepared) -> Vec<Name> {
    let mut found = written_out(&prepared.text);
    let capitals: Vec<char> = original.chars().collect();
    for token in tokens(&prepared.text) {
        if found.iter().any(|name| name.range.start < token.end && token.start < name.range.end) {
            continue;
        }
        let at = prepared.original(&token);
        let written: String = capitals[at.start..at.end].iter().collect();
        found.extend(name(&written, &prepared.text, token));
    }
    found.sort_by_key(|name| name.range.start);
    found
}

fn written_out(text: &str) -> Vec<Name> {
    let mut found = Vec::new();
    for (pattern, short) in WRITTEN_OUT.iter() {
        for hit in pattern.captures_iter(text) {
            let Some(whole) = hit.get(0) else { continue };
            let mut canonical = (*short).to_owned();
            let mut end = whole.end();
            if let Some(inner) = hit.iter().skip(1).flatten().next() {
                canonical.push_str(inner.as_str());
            } else if !matches!(*short, "treg" | "tslp" | "nfκb" | "covid") {
                let (tail, length) = tail(&text[end..]);
                canonical.push_str(&tail);
                end += length;
            }
            let fixed = canonical.len() > short.len() || matches!(*short, "treg" | "tslp" | "nfκb");
            found.push(Name { canonical, range: whole.start()..end, fixed });
        }
    }
    found
}

/// Digits, Greek letters and a closing letter: `13`, `γ`, `β1`, `17a`.
fn tail(text: &str) -> (String, usize) {
    let mut canonical = String::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if let Some((word, letter)) = GREEK.iter().find(|(word, _)| rest.starts_with(word)) {
            canonical.push(*letter);
            at += word.len();
            continue;
        }
        match rest.chars().next() {
            Some(c) if c.is_ascii_digit() || is_greek(c) => {
                canonical.push(c);
                at += c.len_utf8();
            }
            Some(c) if c.is_ascii_lowercase() => {
                let alone = !rest[1..].starts_with(|next: char| next.is_ascii_alphanumeric());
                if alone && rest.len() <= text.len() {
                    canonical.push(c);
                    at += 1;
                }
                break;
            }
            Some('-') if rest[1..].starts_with(|c: char| c.is_ascii_digit() || is_greek(c)) => {
                at += 1
            }
            _ => break,
        }
    }
    (canonical, at)
}

fn is_greek(c: char) -> bool {
    matches!(c, 'α'..='ω')
}

/// Runs of letters, digits, Greek letters and hyphens between them.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    let is_part = |c: char| c.is_ascii_alphanumeric() || is_greek(c);
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for (i, (at, c)) in chars.iter().enumerate() {
        let next = chars.get(i + 1).map(|(_, c)| *c);
        let spelled = || GREEK[2..9].iter().any(|(word, _)| text[at + 1..].starts_with(word));
        let joins = *c == '-'
            && start.is_some()
            && (next.is_some_and(|n| n.is_ascii_digit() || is_greek(n)) || spelled());
        if is_part(*c) || joins {
            start.get_or_insert(*at);
        } else if let Some(from) = start.take() {
            found.push(from..*at);
        }
    }
    if let Some(from) = start {
        found.push(from..text.len());
    }
    found
}

fn name(written: &str, prepared: &str, range: Range<usize>) -> Option<Name> {
    let lower = &prepared[range.clone()];
    let capitals = written.chars().filter(|c| c.is_uppercase()).count();
    let digits = lower.chars().any(|c| c.is_ascii_digit());
    let greek = lower.chars().any(is_greek);
    let letters = lower.chars().filter(char::is_ascii_alphabetic).count();
    let starts_with_digit = lower.starts_with(|c: char| c.is_ascii_digit());
    if letters == 0 || starts_with_digit {
        return None;
    }
    let mut compact: String = lower.chars().filter(|c| *c != '-').collect();
    if lower.contains('-') {
        for (word, letter) in &GREEK[2..9] {
            compact = compact.replace(word, &letter.to_string());
        }
    }
    let greek = greek || compact.chars().any(is_greek);
    let canonical =
        compact.strip_prefix("hsamir").map_or(compact.clone(), |rest| format!("mir{rest}"));
    if ORDINARY.contains(&canonical.as_str()) {
        return None;
    }
    // A molecule: letters with digits or Greek, and a capital or Greek letter, or a well-known small one.
    if greek || (digits && (capitals > 0 || is_small_name(&canonical))) {
        return Some(Name { canonical, range, fixed: true });
    }
    // An abbreviation: two capitals or more, or a capital inside.
    let inner_capital = written.chars().skip(1).any(char::is_uppercase);
    if inner_capital && letters <= 10 && !ORDINARY.contains(&canonical.as_str()) {
        let singular = match canonical.strip_suffix('s') {
            Some(stem) if written.ends_with('s') => stem.to_owned(),
            _ => canonical,
        };
        return Some(Name { canonical: singular, range, fixed: false });
    }
    None
}

/// Names that are written in small letters all the same: p65, miR-181c.
fn is_small_name(canonical: &str) -> bool {
    canonical.starts_with("mir")
        || (canonical.starts_with('p')
            && canonical[1..].chars().all(|c| c.is_ascii_digit())
            && canonical.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        names(text, &Prepared::new(text)).into_iter().map(|name| name.canonical).collect()
    }

    #[test]
    fn one_molecule_has_one_form_in_both_languages() {
        assert_eq!(found("IL-13, interleukin-4 and IFN-γ"), ["il13", "il4", "ifnγ"]);
        assert_eq!(found("IL-13、インターロイキン4、インターフェロンγ"), ["il13", "il4", "ifnγ"]);
        assert_eq!(found("TNF-alpha? tumor necrosis factor-alpha")[1..], ["tnfα"]);
        assert_eq!(found("CD4+ T細胞、miR-181c、NF-κB/p65"), ["cd4", "mir181c", "nfκb", "p65"]);
    }

    #[test]
    fn ordinary_words_are_no_names() {
        assert!(found("After the skin was damaged, 24 mice in phase 2 recovered").is_empty());
        assert_eq!(found("The MSCs and IgE fell"), ["msc", "ige"]);
    }
}
