//! The vocabulary: sets of words with their inflections, and patterns that name them.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::text::Fold;

/// A set of words as written: a list of patterns, or lists by inflection.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum WordSet {
    Plain(Vec<String>),
    Inflected(Inflected),
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Inflected {
    any: Vec<String>,
    godan: Vec<String>,
    ichidan: Vec<String>,
    suru: Vec<String>,
    adjective: Vec<String>,
}

/// Word sets by name, each as one pattern that still names the sets it uses.
#[derive(Clone, Debug)]
pub(super) struct Vocabulary<'a> {
    sets: BTreeMap<String, Result<String, String>>,
    fold: &'a Fold,
}

/// Sets may use sets; deeper than this they use themselves.
const DEEPEST: usize = 16;

impl<'a> Vocabulary<'a> {
    pub(super) fn new(sets: &BTreeMap<String, WordSet>, fold: &'a Fold) -> Self {
        Self { sets: BTreeMap::new(), fold }.with(sets)
    }

    /// This vocabulary with more sets; a set of the same name takes the other's place.
    pub(super) fn with(&self, sets: &BTreeMap<String, WordSet>) -> Self {
        let mut all = self.clone();
        for (name, set) in sets {
            all.sets.insert(name.clone(), set.pattern());
        }
        all
    }

    /// One pattern for any of these.
    pub(super) fn any_of(&self, patterns: &[String]) -> Result<String, String> {
        let expanded: Vec<String> =
            patterns.iter().map(|pattern| self.expand(pattern)).collect::<Result<_, _>>()?;
        Ok(format!("(?:{})", expanded.join("|")))
    }

    /// A pattern with its word sets and gaps written out, in the spellings of the normal form.
    pub(super) fn expand(&self, pattern: &str) -> Result<String, String> {
        self.expand_within(pattern, DEEPEST).map(|pattern| self.fold.pattern(&pattern))
    }

    fn expand_within(&self, pattern: &str, depth: usize) -> Result<String, String> {
        let mut out = String::with_capacity(pattern.len() * 2);
        let mut rest = pattern;
        while let Some(at) = rest.find(['{', '<', '\\']) {
            out.push_str(&rest[..at]);
            let tail = &rest[at..];
            if tail.starts_with('\\') {
                let escaped = tail.chars().take(2).map(char::len_utf8).sum();
                out.push_str(&tail[..escaped]);
                rest = &tail[escaped..];
                continue;
            }
            if let Some((name, after)) = named(tail) {
                if depth == 0 {
                    return Err(format!("the word set `{name}` uses itself"));
                }
                let set = self
                    .sets
                    .get(name)
                    .ok_or_else(|| format!("there is no word set `{name}`"))?
                    .as_ref()
                    .map_err(|message| format!("word set `{name}`: {message}"))?;
                out.push_str(&self.expand_within(set, depth - 1)?);
                rest = after;
            } else if let Some((gap, after)) = gap(tail)? {
                out.push_str(&gap);
                rest = after;
            } else {
                let first = tail.chars().next().map_or(0, char::len_utf8);
                out.push_str(&tail[..first]);
                rest = &tail[first..];
            }
        }
        out.push_str(rest);
        Ok(out)
    }
}

/// `{name}` at the beginning; `{2,5}` is a repetition.
fn named(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('{')?;
    let end = inner.find('}')?;
    let name = &inner[..end];
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    is_name.then(|| (name, &inner[end + 1..]))
}

/// `<8>` and `<8c>` at the beginning; `(?P<name>` is none, and has no use here.
fn gap(text: &str) -> Result<Option<(String, &str)>, String> {
    let Some(inner) = text.strip_prefix('<') else { return Ok(None) };
    let Some(end) = inner.find('>') else { return Ok(None) };
    let (digits, any) = match inner[..end].strip_suffix('c') {
        Some(digits) => (digits, "[^、,]"),
        None => (&inner[..end], "."),
    };
    match digits.parse::<u32>() {
        Ok(n) if n <= 60 => Ok(Some((format!("{any}{{0,{n}}}?"), &inner[end + 1..]))),
        Ok(n) => Err(format!("a gap of {n} characters is too wide; at most 60")),
        Err(_) => Ok(None),
    }
}

impl WordSet {
    fn pattern(&self) -> Result<String, String> {
        let mut words: Vec<String> = Vec::new();
        match self {
            Self::Plain(any) => words.extend(any.iter().cloned()),
            Self::Inflected(set) => {
                words.extend(set.any.iter().cloned());
                for (verbs, inflect) in [
                    (&set.godan, godan as fn(&str) -> Option<String>),
                    (&set.ichidan, ichidan),
                    (&set.suru, suru),
                    (&set.adjective, adjective),
                ] {
                    for verb in verbs {
                        let wrong = || format!("`{verb}` is not inflected like that");
                        words.push(inflect(verb).ok_or_else(wrong)?);
                    }
                }
            }
        }
        if words.is_empty() {
            return Err("it is empty".to_owned());
        }
        // The longest first, so that a match covers the whole word.
        words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        Ok(format!("(?:{})", words.join("|")))
    }
}

/// 治る → 治 and any of its endings.
fn godan(verb: &str) -> Option<String> {
    let ending = verb.chars().next_back()?;
    let endings = match ending {
        'る' => "らりるれろっ",
        'す' => "さしすせそ",
        'く' => "かきくけこい",
        'ぐ' => "がぎぐげごい",
        'む' => "まみむめもん",
        'ぶ' => "ばびぶべぼん",
        'ぬ' => "なにぬねのん",
        'う' => "わいうえおっ",
        'つ' => "たちつてとっ",
        _ => return None,
    };
    Some(format!("{}[{endings}]", &verb[..verb.len() - ending.len_utf8()]))
}

/// 消える → 消え.
fn ichidan(verb: &str) -> Option<String> {
    verb.strip_suffix('る').filter(|stem| !stem.is_empty()).map(str::to_owned)
}

/// 改善 → 改善する, 改善できる, 改善が期待でき, 改善に導く …
fn suru(noun: &str) -> Option<String> {
    (!noun.is_empty()).then(|| {
        format!("{noun}(?:(?:を|が|も)?(?:し|す|さ|せ|でき|いたし|なさ|見込|期待|実現|約束|目指|叶|かな)|へ(?:と)?導|に導)")
    })
}

/// 安い → 安い, 安く, 安かった, 安さ, 安ければ.
fn adjective(word: &str) -> Option<String> {
    word.strip_suffix('い').map(|stem| format!("{stem}[いくかさけ]"))
}
