//! The marks that lines carry: bullets, numbers, brackets, labels.

/// Marks that only lists use. A hyphen or asterisk is one only before a blank.
const BULLETS: &[char] =
    &['・', '•', '◦', '‣', '▪', '▫', '⁃', '∙', '･', '✓', '✔', '☑', '✅', '➢', '➤'];
const SPACED_BULLETS: &[char] = &['-', '*', '+', '–'];
/// Marks of headings and of lists alike.
const SYMBOLS: &[char] =
    &['●', '○', '■', '□', '◆', '◇', '◎', '▼', '▽', '▶', '▷', '★', '☆', '◉', '🔹', '🔸'];
const BRACKETS: &[(char, char)] = &[('「', '」'), ('『', '』'), ('“', '”')];
const LABEL_BRACKETS: &[(char, char)] = &[
    ('【', '】'),
    ('〈', '〉'),
    ('《', '》'),
    ('≪', '≫'),
    ('［', '］'),
    ('〔', '〕'),
    ('＜', '＞'),
    ('[', ']'),
];

/// What numbered headings of one rank have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OrdinalStyle {
    Circled,
    Bracketed,
    Dotted,
    /// 1-1, 2.3
    Decimal,
    Roman,
    /// 一、
    Kanji,
    /// 第1, STEP1, ポイント1: the word before the number, by index.
    Worded(usize),
}

pub(super) struct Numbered {
    pub(super) style: OrdinalStyle,
    pub(super) number: u32,
    /// The number as printed.
    pub(super) label_chars: usize,
    /// Number, separator and blanks.
    pub(super) prefix_chars: usize,
}

fn blanks(text: &str) -> usize {
    text.chars().take_while(|c| c.is_whitespace()).count()
}

fn after(text: &str, chars: usize) -> &str {
    text.char_indices().nth(chars).map_or("", |(at, _)| &text[at..])
}

/// A list's mark: the mark and the characters to skip, when words follow.
pub(super) fn bullet(text: &str) -> Option<(char, usize)> {
    let first = text.chars().next()?;
    let rest = after(text, 1);
    let skip = 1 + blanks(rest);
    let is_bullet =
        BULLETS.contains(&first) || (SPACED_BULLETS.contains(&first) && blanks(rest) > 0);
    (is_bullet && !after(text, skip).is_empty()).then_some((first, skip))
}

/// A mark that may head a section or a list item.
pub(super) fn symbol(text: &str) -> Option<(char, usize)> {
    let first = text.chars().next()?;
    let skip = 1 + blanks(after(text, 1));
    (SYMBOLS.contains(&first) && !after(text, skip).is_empty()).then_some((first, skip))
}

/// A sign before the words that is a list's mark where lines repeat it: `＊妊娠中の方`.
pub(super) fn repeated(text: &str) -> Option<(char, usize)> {
    const SIGNS: &[char] =
        &['＊', '*', '-', '‐', '－', '–', '→', '⇒', '›', '»', '✕', '✖', '×', '✗'];
    let first = text.chars().next()?;
    let skip = 1 + blanks(after(text, 1));
    let next = after(text, skip).chars().next()?;
    // `＊1` is a footnote, `--` a rule.
    (SIGNS.contains(&first) && next.is_alphabetic()).then_some((first, skip))
}

/// ○, ×, △ and their like before words.
pub(super) fn verdict_mark(text: &str) -> Option<char> {
    const YES: &[char] = &['○', '◯', '〇', '◎', '⭕', '✓', '✔', '✅'];
    const NO: &[char] = &['×', '✕', '✖', '❌', '✗', '✘', '☓'];
    const PERHAPS: &[char] = &['△', '▲'];
    let first = text.chars().next()?;
    let words = after(text, 1 + blanks(after(text, 1)).min(4));
    let words = words.trim_start_matches(['\u{fe0f}', ':', '：']);
    let sign = [(YES, '○'), (NO, '×'), (PERHAPS, '△')];
    let sign = sign.iter().find(|(signs, _)| signs.contains(&first))?.1;
    words.chars().next().is_some_and(char::is_alphanumeric).then_some(sign)
}

/// `## ` of Markdown: how many, and the characters to skip.
pub(super) fn hashes(text: &str) -> Option<(u8, usize)> {
    let count = text.chars().take_while(|c| *c == '#').count();
    let blanks = blanks(after(text, count));
    let is_heading = (1..=6).contains(&count) && blanks > 0;
    let rest = after(text, count + blanks);
    (is_heading && !rest.is_empty()).then_some((u8::try_from(count).ok()?, count + blanks))
}

/// The number that a heading or list item begins with, when words follow.
pub(super) fn ordinal(text: &str) -> Option<Numbered> {
    let first = text.chars().next()?;
    if let Some(number) = circled(first) {
        return numbered(text, OrdinalStyle::Circled, number, 1, 1);
    }
    if let number @ 1..=20 = u32::from(first).wrapping_sub(u32::from('⑴') - 1) {
        return numbered(text, OrdinalStyle::Bracketed, number, 1, 1);
    }
    // A Roman number may also begin a name (Ⅱ型糖尿病), so it needs its separator.
    if let number @ 1..=12 = u32::from(first).wrapping_sub(u32::from('Ⅰ') - 1) {
        let separated = after(text, 1).starts_with(['.', '．', '、', ' ', '\u{3000}']);
        let separator = usize::from(after(text, 1).starts_with(['.', '．', '、']));
        return separated
            .then(|| numbered(text, OrdinalStyle::Roman, number, 1, 1 + separator))
            .flatten();
    }
    if matches!(first, '(' | '（') {
        let (number, digits) = leading_number(after(text, 1))?;
        let closes = after(text, 1 + digits).starts_with([')', '）']);
        return closes
            .then(|| numbered(text, OrdinalStyle::Bracketed, number, digits + 2, digits + 2))
            .flatten();
    }
    if let Some(decimal) = decimal(text) {
        return Some(decimal);
    }
    if let Some((number, digits)) = leading_number(text) {
        let rest = after(text, digits);
        let is_decimal = leading_number(after(rest, 1)).is_some();
        let separated = rest.starts_with(['.', '．', '、', ')', '）']) && !is_decimal;
        return separated
            .then(|| numbered(text, OrdinalStyle::Dotted, number, digits + 1, digits + 1))
            .flatten();
    }
    // `一、`, not `二、三日`.
    if let Some((number, digits)) = kanji_number(text) {
        let rest = after(text, digits);
        let goes_on = kanji_number(after(rest, 1)).is_some();
        let separated = rest.starts_with(['、', '.', '．', ')', '）']) && !goes_on;
        return separated
            .then(|| numbered(text, OrdinalStyle::Kanji, number, digits, digits + 1))
            .flatten();
    }
    const WORDS: &[&str] = &[
        "第",
        "STEP",
        "Step",
        "ステップ",
        "POINT",
        "Point",
        "ポイント",
        "理由",
        "その",
        "特徴",
        "方法",
    ];
    WORDS.iter().enumerate().find_map(|(i, word)| {
        let rest = text.strip_prefix(word)?;
        // STEP 1, STEP.1
        let spaces = rest.chars().take_while(|c| c.is_whitespace() || *c == '.').count();
        let digits = after(rest, spaces);
        let circled = digits.chars().next().and_then(circled).map(|number| (number, 1));
        let (number, digits) =
            circled.or_else(|| leading_number(digits)).or_else(|| kanji_number(digits))?;
        let mut label = word.chars().count() + spaces + digits;
        let mut tail = after(text, label);
        if *word == "第" && tail.starts_with(['章', '節', '部', '位', 'に', '話', '回']) {
            label += 1;
            tail = after(text, label);
        }
        let separator = usize::from(tail.starts_with([':', '：', '.', '．', '、', '｜', '|']));
        (separator > 0 || blanks(tail) > 0 || circled.is_some())
            .then(|| numbered(text, OrdinalStyle::Worded(i), number, label, label + separator))
            .flatten()
    })
}

/// `1-1．安定期`, `2.3 費用`; not `1.5 倍`, `2-3回`.
fn decimal(text: &str) -> Option<Numbered> {
    const UNITS: &str = "倍回日年月週時分秒円個本歳割度名人件点％%〜～か";
    let (_, digits) = leading_number(text)?;
    let mut rest = after(text, digits);
    let mut length = digits;
    let mut last = None;
    while let Some(part) = rest.strip_prefix(['-', '.', '．', '－', '‐', '−']) {
        let Some((number, digits)) = leading_number(part) else { break };
        last = Some(number);
        length += 1 + digits;
        rest = after(part, digits);
    }
    let separator = usize::from(rest.starts_with(['.', '．', '、', ')', '）', ':', '：']));
    let word = after(rest, separator + blanks(after(rest, separator)));
    let is_word = word
        .chars()
        .next()
        .is_some_and(|c| !c.is_ascii_lowercase() && !c.is_numeric() && !UNITS.contains(c));
    let is_separated = separator > 0 || blanks(rest) > 0;
    (is_separated && is_word)
        .then(|| numbered(text, OrdinalStyle::Decimal, last?, length, length + separator))
        .flatten()
}

fn numbered(
    text: &str,
    style: OrdinalStyle,
    number: u32,
    label_chars: usize,
    mut prefix_chars: usize,
) -> Option<Numbered> {
    if style == OrdinalStyle::Circled && after(text, prefix_chars).starts_with(['.', '．', '、'])
    {
        prefix_chars += 1;
    }
    prefix_chars += blanks(after(text, prefix_chars));
    let words_follow = !after(text, prefix_chars).is_empty();
    words_follow.then_some(Numbered { style, number, label_chars, prefix_chars })
}

fn circled(c: char) -> Option<u32> {
    let at = u32::from(c);
    match c {
        '①'..='⑳' => Some(at - u32::from('①') + 1),
        '㉑'..='㉟' => Some(at - u32::from('㉑') + 21),
        '❶'..='❿' => Some(at - u32::from('❶') + 1),
        '➀'..='➉' => Some(at - u32::from('➀') + 1),
        _ => None,
    }
}

/// 一 to 十.
fn kanji_number(text: &str) -> Option<(u32, usize)> {
    let first = text.chars().next()?;
    let at = "一二三四五六七八九十".chars().position(|c| c == first)?;
    Some((u32::try_from(at).ok()? + 1, 1))
}

/// A number of one or two digits, half or full width, and its length.
fn leading_number(text: &str) -> Option<(u32, usize)> {
    let digits: Vec<u32> = text
        .chars()
        .take(3)
        .map_while(|c| match c {
            '０'..='９' => Some(u32::from(c) - u32::from('０')),
            c => c.to_digit(10),
        })
        .collect();
    let is_short = (1..=2).contains(&digits.len());
    is_short.then(|| (digits.iter().fold(0, |sum, digit| sum * 10 + digit), digits.len()))
}

/// Whether the text ends without the stop of a sentence or clause.
pub(super) fn is_open_ended(text: &str) -> bool {
    !text.ends_with(['。', '、', '．', '.', '，', ',', '！', '!', '…', ';', '；'])
        && !text.contains('。')
}

/// A leading label in brackets, 【…】 and its kin: characters of the words inside (from 1), and those of
/// the whole label with the blanks behind it.
pub(super) fn label(text: &str) -> Option<(usize, usize)> {
    let first = text.chars().next()?;
    let (_, close) = LABEL_BRACKETS.iter().find(|(open, _)| *open == first)?;
    let inner = text.chars().skip(1).position(|c| c == *close)?;
    let words: String = text.chars().skip(1).take(inner).collect();
    let whole = inner + 2;
    words.contains(char::is_alphabetic).then_some((inner, whole + blanks(after(text, whole))))
}

/// A label 【…】 that closes the line below its first words: where it begins, in characters.
pub(super) fn closing_label(text: &str) -> Option<usize> {
    let inner = text.strip_suffix('】')?;
    let at = inner.rfind('【')?;
    let is_plain = inner[at..].chars().any(char::is_alphabetic) && !inner[at..].contains('】');
    (is_plain && !text[..at].trim().is_empty()).then(|| text[..at].chars().count())
}

/// The line as one or more sayings in brackets 「…」: for each its first character inside and one past
/// its last, in characters of the line.
pub(super) fn sayings(text: &str) -> Option<Vec<(usize, usize)>> {
    let chars: Vec<char> = text.chars().collect();
    let is_straight = text.matches('"').count() == 2 && text.starts_with('"');
    if is_straight && text.ends_with("?\"") {
        return Some(vec![(1, chars.len() - 1)]);
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if chars[at].is_whitespace() {
            at += 1;
            continue;
        }
        let (open, close) = BRACKETS.iter().find(|(open, _)| *open == chars[at])?;
        let mut depth = 0_usize;
        let end = (at..chars.len()).find(|i| {
            depth += usize::from(chars[*i] == *open);
            depth -= usize::from(chars[*i] == *close);
            depth == 0
        })?;
        if chars[at + 1..end].iter().all(|c| c.is_whitespace()) {
            return None;
        }
        found.push((at + 1, end));
        at = end + 1;
    }
    (!found.is_empty()).then_some(found)
}

pub(super) fn is_wrapped_in_brackets(text: &str) -> bool {
    sayings(text).is_some()
}

pub(super) fn is_greeting(text: &str) -> bool {
    ["こんにちは", "こんばんは", "はじめまして", "初めまして", "皆さん、", "みなさん、"]
        .iter()
        .any(|greeting| text.starts_with(greeting))
}

pub(super) fn is_web_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://"))
        && !text.contains(char::is_whitespace)
}

/// A line of rules and ornaments, without a word.
pub(super) fn is_ornament(text: &str) -> bool {
    const ORNAMENTS: &[char] = &[
        '-', '—', '–', '―', 'ー', '_', '=', '＝', '*', '＊', '~', '〜', '～', '·', '・', '.', '…',
        '＿', '─', '━', '☆', '★', '◇', '◆', '■', '□', '●', '○', '♪', '#', '＃', '+', '|', '｜',
        '<', '>', '＜', '＞', ' ', '\u{3000}', '－', '‐', '═', '×', '▼', '▽', '▲', '△',
    ];
    text.chars().count() >= 2 && text.chars().all(|c| ORNAMENTS.contains(&c))
}

/// `Q1. …` or `A：…`: the letter and the characters to skip.
pub(super) fn question_or_answer(text: &str) -> Option<(char, usize)> {
    let first = text.chars().next()?;
    let letter = match first {
        'Q' | 'Ｑ' => 'Q',
        'A' | 'Ａ' => 'A',
        _ => return None,
    };
    let digits = leading_number(after(text, 1)).map_or(0, |(_, digits)| digits);
    let tail = after(text, 1 + digits);
    let separator =
        usize::from(tail.starts_with(['.', '．', ':', '：', '、', ')', '）', '|', '｜']));
    let spaces = blanks(after(tail, separator));
    // A number alone does not separate: `A1…` may be a vitamin.
    let is_marked = separator > 0 || spaces > 0;
    let skip = 1 + digits + separator + spaces;
    (is_marked && !after(text, skip).is_empty()).then_some((letter, skip))
}

/// A place for a banner: its name, where the line says no more.
pub(super) fn is_banner(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| {
        matches!(c, '】' | '］' | ']' | '〉' | '》' | '＞' | '」' | '』' | '画' | '像')
    });
    // `…バナー（PC用）`, `…バナー1`
    let bare = match bare.strip_suffix([')', '）']).and_then(|rest| rest.rsplit_once(['(', '（']))
    {
        Some((before, note)) if !before.trim().is_empty() && !note.ends_with("バナー") => before,
        Some((_, note)) => note,
        None => bare,
    };
    let bare = bare.trim_end_matches(|c: char| c.is_numeric() || c.is_whitespace());
    let chars = text.chars().count();
    let named = bare.ends_with("バナー") || bare.ends_with("ﾊﾞﾅｰ") || bare.ends_with("banner");
    let listed = [
        "バナー:",
        "バナー：",
        "【バナー",
        "[バナー",
        "［バナー",
        "（バナー",
        "(バナー",
        "＜バナー",
        "《バナー",
    ]
    .iter()
    .any(|start| text.starts_with(start));
    chars <= 80 && (named || listed) && !text.contains(['。', '、'])
}
