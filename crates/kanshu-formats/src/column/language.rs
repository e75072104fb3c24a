//! Which language a text is in, as far as quotations need to know.

use kanshu_domain::values::Locale;

/// Letters by script.
#[derive(Default)]
pub(super) struct Scripts {
    pub(super) latin: usize,
    pub(super) kana: usize,
    pub(super) han: usize,
    pub(super) hangul: usize,
}

pub(super) fn scripts(text: &str) -> Scripts {
    let mut scripts = Scripts::default();
    for c in text.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => scripts.latin += 1,
            '\u{3041}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9d}' => scripts.kana += 1,
            '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => scripts.han += 1,
            '\u{ac00}'..='\u{d7af}' => scripts.hangul += 1,
            _ => {}
        }
    }
    scripts
}

const FEWEST_LETTERS: usize = 40;
const FEWEST_WORDS: usize = 6;

/// The language of running text that is not Japanese; nothing for Japanese, headings and single words.
pub(super) fn foreign(text: &str) -> Option<Locale> {
    let Scripts { latin, kana, han, hangul } = scripts(text);
    let code = if latin >= FEWEST_LETTERS
        && (kana + han) * 10 <= latin
        && text.split_whitespace().count() >= FEWEST_WORDS
    {
        latin_language(text)
    } else if hangul >= FEWEST_LETTERS && kana * 10 <= hangul {
        "ko"
    } else if han >= FEWEST_LETTERS && kana == 0 && latin < han && text.contains('。') {
        "zh"
    } else {
        return None;
    };
    Locale::parse(code).ok()
}

/// Whether most letters are Latin (or Hangul): a line of a foreign text, however short.
pub(super) fn is_mostly_foreign(text: &str) -> bool {
    let Scripts { latin, kana, han, hangul } = scripts(text);
    let japanese = kana + han;
    latin + hangul > 0 && japanese * 4 <= latin + hangul
}

pub(super) fn is_mostly_japanese(text: &str) -> bool {
    let Scripts { latin, kana, han, .. } = scripts(text);
    kana > 0 && (kana + han) * 2 > latin
}

fn latin_language(text: &str) -> &'static str {
    const SMALL_WORDS: [(&str, &[&str]); 4] = [
        ("en", &["the", "of", "and", "in", "that", "with", "is", "was", "were", "to", "by"]),
        ("de", &["der", "die", "das", "und", "mit", "bei", "von", "ist", "wurde", "nicht"]),
        ("fr", &["le", "la", "les", "des", "et", "une", "est", "dans", "par", "du"]),
        ("es", &["el", "los", "las", "una", "y", "con", "por", "del", "se", "es"]),
    ];
    let mut best = ("en", 0);
    for (language, words) in SMALL_WORDS {
        let count = text
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| words.contains(&word.to_lowercase().as_str()))
            .count();
        if count > best.1 {
            best = (language, count);
        }
    }
    best.0
}
