//! The normal form: NFKC, lower case, one form of dashes and blanks, script variants of a language folded
//! to one spelling, numbers in digits. Each normalised character knows which original characters it
//! came from.

use std::borrow::Cow;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use kanshu_domain::compliance::TextRange;
use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

use super::numerals;

/// Spellings that a language's writers use for the same word, and the one that rules are written in.
pub(crate) struct Fold {
    spellings: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    canonical: Vec<String>,
}

impl std::fmt::Debug for Fold {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fold").field("words", &self.canonical.len()).finish_non_exhaustive()
    }
}

impl Fold {
    /// From pairs of spelling and canonical form.
    ///
    /// # Errors
    /// When a spelling is empty or listed twice.
    pub(crate) fn new(pairs: &[(String, String)]) -> Result<Self, String> {
        let mut canonical = Vec::with_capacity(pairs.len());
        let mut spellings = Vec::with_capacity(pairs.len());
        for (i, (from, to)) in pairs.iter().enumerate() {
            let from: String = from.nfkc().collect::<String>().to_lowercase();
            spellings.push((from, u32::try_from(i).map_err(|e| e.to_string())?));
            canonical.push(to.nfkc().collect::<String>().to_lowercase());
        }
        let automaton = match spellings.is_empty() {
            true => None,
            false => Some(
                CharwiseDoubleArrayAhoCorasickBuilder::new()
                    .match_kind(MatchKind::LeftmostLongest)
                    .build_with_values(spellings)
                    .map_err(|error| format!("the list of spellings: {error}"))?,
            ),
        };
        Ok(Self { spellings: automaton, canonical })
    }

    /// Folds the literal words of a pattern, so that a rule may be written in any spelling.
    pub(crate) fn pattern(&self, pattern: &str) -> String {
        let Some(automaton) = &self.spellings else { return pattern.to_owned() };
        let mut folded = String::with_capacity(pattern.len());
        let mut done = 0;
        for found in automaton.leftmost_find_iter(pattern) {
            folded.push_str(&pattern[done..found.start()]);
            folded.push_str(&self.canonical[found.value() as usize]);
            done = found.end();
        }
        folded.push_str(&pattern[done..]);
        folded
    }
}

/// A normalised character and the original characters that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glyph {
    pub(super) char: char,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Text in normal form.
#[derive(Clone, Debug)]
pub(crate) struct Normalized {
    text: String,
    /// Where each normalised character begins in `text`, in bytes, and its original characters.
    map: Vec<(usize, usize, usize)>,
}

impl Normalized {
    /// Normalises `original`.
    pub(crate) fn new(original: &str, fold: &Fold) -> Self {
        Self::unfolded(original).folded(fold).into_owned()
    }

    /// The form that all packs share, before a pack's own spellings.
    pub(crate) fn unfolded(original: &str) -> Self {
        let glyphs = numerals::in_digits(without_blanks(compatible(original)));
        let mut text = String::with_capacity(original.len());
        let mut map = Vec::with_capacity(glyphs.len());
        for glyph in glyphs {
            map.push((text.len(), glyph.start, glyph.end));
            text.push(glyph.char);
        }
        Self { text, map }
    }

    /// With a pack's spellings folded.
    pub(crate) fn folded(&self, fold: &Fold) -> Cow<'_, Self> {
        let Some(automaton) = &fold.spellings else { return Cow::Borrowed(self) };
        let mut found = automaton.leftmost_find_iter(&self.text).peekable();
        if found.peek().is_none() {
            return Cow::Borrowed(self);
        }
        let mut text = String::with_capacity(self.text.len());
        let mut map = Vec::with_capacity(self.map.len());
        let mut i = 0;
        for hit in found {
            i = self.copy(i, hit.start(), &mut text, &mut map);
            let first = i;
            while self.map.get(i).is_some_and(|(at, ..)| *at < hit.end()) {
                i += 1;
            }
            let (start, end) = (self.map[first].1, self.map[i - 1].2);
            for char in fold.canonical[hit.value() as usize].chars() {
                map.push((text.len(), start, end));
                text.push(char);
            }
        }
        self.copy(i, self.text.len(), &mut text, &mut map);
        Cow::Owned(Self { text, map })
    }

    /// Copies the characters from the `i`th up to a byte; gives the first that is not copied.
    fn copy(
        &self,
        mut i: usize,
        until: usize,
        text: &mut String,
        map: &mut Vec<(usize, usize, usize)>,
    ) -> usize {
        let from = self.map.get(i).map_or(until, |(at, ..)| *at);
        let shift = text.len();
        text.push_str(&self.text[from..until]);
        while let Some((at, start, end)) = self.map.get(i).filter(|(at, ..)| *at < until) {
            map.push((shift + at - from, *start, *end));
            i += 1;
        }
        i
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The original characters behind a non-empty byte range of the normalised text.
    pub(crate) fn original(&self, range: std::ops::Range<usize>) -> TextRange {
        let first = self.map.partition_point(|(at, ..)| *at <= range.start).saturating_sub(1);
        let last = self.map.partition_point(|(at, ..)| *at < range.end).saturating_sub(1);
        let covered = self.map.get(first..=last.max(first)).unwrap_or_default();
        let start = covered.iter().map(|(_, start, _)| *start).min().unwrap_or(0);
        let end = covered.iter().map(|(.., end)| *end).max().unwrap_or(0);
        TextRange { start, end }
    }
}

/// NFKC and lower case, one cluster (a character and what combines with it) at a time.
fn compatible(original: &str) -> Vec<Glyph> {
    let chars: Vec<char> = original.chars().collect();
    let mut glyphs = Vec::with_capacity(chars.len());
    let mut start = 0;
    while start < chars.len() {
        let mut end = start + 1;
        while end < chars.len() && joins(chars[end]) {
            end += 1;
        }
        if end == start + 1 && is_plain(chars[start]) {
            glyphs.push(Glyph { char: chars[start], start, end });
        } else {
            for c in chars[start..end].iter().copied().nfkc().flat_map(char::to_lowercase) {
                if let Some(char) = one_form(c) {
                    glyphs.push(Glyph { char, start, end });
                }
            }
        }
        start = end;
    }
    glyphs
}

/// Characters that no step of the normal form changes: the bulk of Japanese text.
fn is_plain(c: char) -> bool {
    matches!(c, 'ぁ'..='ん' | 'ァ'..='ー' | '一'..='鿿' | '、' | '。' | '「' | '」' | 'a'..='z' | '0'..='9')
}

/// Whether the character only modifies the one before it.
fn joins(c: char) -> bool {
    canonical_combining_class(c) != 0
        || matches!(c, '\u{FF9E}' | '\u{FF9F}' | '\u{1160}'..='\u{11FF}')
}

/// One character for each kind of dash, tilde and line end; none for what cannot be seen.
fn one_form(c: char) -> Option<char> {
    match c {
        '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{00AD}' => None,
        '〜' | '∼' | '～' | '˜' | '〰' => Some('~'),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' => Some('-'),
        '’' | '‘' | 'ʼ' => Some('\''),
        '“' | '”' => Some('"'),
        '\r' | '\u{2028}' | '\u{2029}' | '\u{0085}' | '\u{000B}' | '\u{000C}' => Some('\n'),
        c if c != '\n' && (c.is_whitespace() || c.is_control()) => Some(' '),
        c => Some(c),
    }
}

/// Blanks fall away beside Japanese, where they separate nothing, and beside Korean, where every writer
/// sets them differently; they are single elsewhere. The blank after a Korean full stop stays: it ends
/// the sentence. Drawn-out vowels (ぜ〜ったい, すごーい) and repeated long marks are said once.
fn without_blanks(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let mut kept: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for (i, glyph) in glyphs.iter().enumerate() {
        let before = kept.last().map(|g| g.char);
        let after = glyphs[i + 1..].iter().map(|g| g.char).find(|c| *c != ' ');
        let drop = match glyph.char {
            ' ' => {
                let sets_no_blanks = |c| is_japanese(c) || is_hangul(c);
                !ends_korean(&kept)
                    && (before.is_none_or(|c| c == ' ' || c == '\n' || sets_no_blanks(c))
                        || after.is_none_or(sets_no_blanks))
            }
            'ー' => before == Some('ー') || before.is_some_and(is_hiragana),
            '~' => before.is_some_and(is_hiragana) && after.is_some_and(is_hiragana),
            _ => false,
        };
        if !drop {
            kept.push(*glyph);
        }
    }
    kept
}

fn is_hiragana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ')
}

fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}')
}

/// Syllables, as NFKC composes them.
fn is_hangul(c: char) -> bool {
    matches!(c, '가'..='힣')
}

/// Whether the text so far ends with a full stop after Korean.
fn ends_korean(kept: &[Glyph]) -> bool {
    matches!(kept, [.., word, stop] if stop.char == '.' && is_hangul(word.char))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold() -> Fold {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        Fold::new(&[pair("綺麗", "きれい"), pair("キレイ", "きれい"), pair("出来", "でき")])
            .unwrap()
    }

    fn normal(text: &str) -> String {
        Normalized::new(text, &fold()).text().to_owned()
    }

    #[test]
    fn width_case_and_dashes_have_one_form() {
        assert_eq!(normal("ＮＯ．１の５０％ＯＦＦ〜"), "no.1の50%off~");
        assert_eq!(normal("ｴｸｿｿｰﾑﾀﾞｳﾝ"), "エクソソームダウン");
        assert_eq!(normal("か\u{3099}ん①㎎"), "がん1mg");
        assert_eq!(normal("絶\u{200B}対 に　安全"), "絶対に安全");
        assert_eq!(normal("guaranteed  Cure"), "guaranteed cure");
    }

    #[test]
    fn drawn_out_words_are_said_once() {
        assert_eq!(normal("ぜ〜ったいすごーい"), "ぜったいすごい");
        assert_eq!(normal("センターー"), "センター");
        assert_eq!(normal("10〜20万円から〜"), "10~20万円から~");
    }

    #[test]
    fn korean_blanks_fall_away_except_between_sentences() {
        assert_eq!(
            normal("부작용이  전혀 없습니다. 100 % 완치"),
            "부작용이전혀없습니다. 100 %완치"
        );
        assert_eq!(normal("FDA 승인"), "fda승인");
        // Written in parts, as some file systems and phones do.
        assert_eq!(normal("\u{110B}\u{116A}\u{11AB}\u{110E}\u{1175} 보장"), "완치보장");
        let original = "흉터가 완전히 사라집니다.";
        let normalized = Normalized::new(original, &fold());
        let words = normalized.text().find("완전히사라").unwrap();
        let range = normalized.original(words..words + "완전히사라".len());
        assert_eq!((range.start, range.end), (4, 10));
    }

    #[test]
    fn spellings_are_folded() {
        assert_eq!(normal("綺麗とキレイに出来る"), "きれいときれいにできる");
    }

    #[test]
    fn ranges_lead_back_to_the_original_characters() {
        let original = "①とても綺麗になり、ｶﾞﾝも治る";
        let normalized = Normalized::new(original, &fold());
        let find = |words: &str| {
            let at = normalized.text().find(words).unwrap();
            let TextRange { start, end } = normalized.original(at..at + words.len());
            original.chars().skip(start).take(end - start).collect::<String>()
        };
        assert_eq!(find("きれい"), "綺麗");
        assert_eq!(find("いに"), "綺麗に");
        assert_eq!(find("ガン"), "ｶﾞﾝ");
        assert_eq!(find("1と"), "①と");
    }
}
