//! What a text says that a translation must say too, each with its place.

mod english;
mod japanese;

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use self::{english::ENGLISH, japanese::JAPANESE};

/// Something said, in a form that both languages share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sign {
    pub(super) what: What,
    /// Bytes of the prepared text.
    pub(super) range: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum What {
    /// Less: reduced, 低下.
    Down,
    /// More: increased, 上昇.
    Up,
    /// Improved, 改善.
    Better,
    /// Worsened, 悪化.
    Worse,
    /// Eased: less of something bad, 軽減. Counts for `Down` and for `Better`.
    Eased,
    /// Strengthened: more of something good, 強化. Counts for `Up` and for `Better`.
    Restored,
    /// High, long, many: excuses an upward word of Japanese, or carries one of English.
    HighLike,
    /// Low, short, few: excuses a downward word of Japanese, or carries one of English.
    LowLike,
    Hedge,
    Ability,
    Negation,
    /// Stop, exclude, 消失, 限られ: may carry a negation that nothing else says.
    Lacking,
    Condition(Condition),
}

/// Where something was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Condition {
    InVitro,
    InVivo,
    ExVivo,
    Mouse,
    Rat,
    OtherAnimal,
    AnimalModel,
    Human,
    Retrospective,
    Preliminary,
    DoseDependent,
    DoubleBlind,
    HealthyVolunteers,
    Significant,
}

impl Condition {
    pub(super) fn ja(self) -> &'static str {
        match self {
            Self::InVitro => "in vitro(試験管内・培養系)",
            Self::InVivo => "in vivo(生体内)",
            Self::ExVivo => "ex vivo(生体外)",
            Self::Mouse => "マウス",
            Self::Rat => "ラット",
            Self::OtherAnimal => "動物種",
            Self::AnimalModel => "動物モデル",
            Self::Human => "ヒト・患者",
            Self::Retrospective => "後ろ向き",
            Self::Preliminary => "予備的",
            Self::DoseDependent => "用量依存",
            Self::DoubleBlind => "二重盲検",
            Self::HealthyVolunteers => "健康な人",
            Self::Significant => "有意",
        }
    }

    pub(super) fn en(self) -> &'static str {
        match self {
            Self::InVitro => "in vitro",
            Self::InVivo => "in vivo",
            Self::ExVivo => "ex vivo",
            Self::Mouse => "in mice",
            Self::Rat => "in rats",
            Self::OtherAnimal => "the animal",
            Self::AnimalModel => "in an animal model",
            Self::Human => "in humans",
            Self::Retrospective => "retrospective",
            Self::Preliminary => "preliminary",
            Self::DoseDependent => "dose-dependent",
            Self::DoubleBlind => "double-blind",
            Self::HealthyVolunteers => "in healthy volunteers",
            Self::Significant => "significantly",
        }
    }
}

type Reader = LazyLock<Vec<(What, Regex)>>;

#[expect(clippy::expect_used, reason = "the patterns are constants, compiled in every test")]
fn readers(patterns: &[(What, &str)]) -> Vec<(What, Regex)> {
    let compile = |(what, pattern): &(What, &str)| {
        (*what, Regex::new(pattern).expect("the patterns are constants, compiled in every test"))
    };
    patterns.iter().map(compile).collect()
}

use What::{Better, Down, Eased, HighLike, LowLike, Restored, Up, Worse};

/// What an English (prepared) text says.
pub(super) fn english(text: &str) -> Vec<Sign> {
    let mut signs = read(&ENGLISH, text);
    // "Fell asleep", "eye drops", "raise the possibility" and "five or more" are no directions.
    signs.retain(|sign| {
        let (before, word) = (&text[..sign.range.start], &text[sign.range.clone()]);
        let after = &text[sign.range.end..];
        let raised = word.starts_with("rais")
            && ["possibility", "question", "concern", "hope", "awareness", "doubt"]
                .iter()
                .any(|what| after.get(..24).unwrap_or(after).contains(what));
        !(after.starts_with(" asleep")
            || raised
            || word == "drops" && before.ends_with("eye ")
            || matches!(sign.what, Up | Down)
                && before.ends_with(" or ")
                && word.len() < 8
                && matches!(
                    word,
                    "more" | "less" | "fewer" | "higher" | "lower" | "greater" | "longer"
                ))
    });
    // "Fewer than 10" is a bound, not a direction.
    signs.retain(|sign| {
        let after = &text[sign.range.end..];
        let than = after.strip_prefix(" than ").unwrap_or_default();
        let first = than.split(' ').next().unwrap_or_default();
        let counts = [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "half",
            "a", "twice", "once",
        ];
        let likely = &text[sign.range.clone()] == "likely"
            && ["less ", "more ", "as ", "times ", "twice as ", "equally "]
                .iter()
                .any(|word| text[..sign.range.start].ends_with(word));
        let counted = than.starts_with(|c: char| c.is_ascii_digit()) || counts.contains(&first);
        !likely && !counted
    });
    said_once(&mut signs);
    // "Double-blind" and "twice daily" say nothing of more.
    signs.retain(|sign| {
        let after = &text[sign.range.end..];
        let goes_on = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
        let counts = match &text[sign.range.clone()] {
            "double" => goes_on(&["-blind", " blind", "-mask"]),
            "twice" | "times" => goes_on(&[" daily", " a ", " weekly", " per ", " each "]),
            _ => false,
        };
        sign.what != HighLike || !counts
    });
    // "Could not explain" and "membrane potential" leave nothing open.
    signs.retain(|sign| {
        let (before, after) = (&text[..sign.range.start], &text[sign.range.end..]);
        let word = &text[sign.range.clone()];
        sign.what != What::Hedge
            || !(NOT_OPEN_BEFORE
                .iter()
                .any(|(hedge, words)| word.starts_with(hedge) && before.ends_with(words))
                || NOT_OPEN_AFTER
                    .iter()
                    .any(|(hedge, words)| word.starts_with(hedge) && after.starts_with(words))
                || word.starts_with("could not"))
    });
    signs
}

/// Words that look like hedges, and what before them tells that they are none.
const NOT_OPEN_BEFORE: [(&str, &str); 16] = [
    ("possible", "as soon as "),
    ("possible", "as early as "),
    ("possible", "as much as "),
    ("possible", "as far as "),
    ("possible", "as little as "),
    ("possible", "where "),
    ("possible", "wherever "),
    ("possible", "whenever "),
    ("possible", "made it "),
    ("possible", "makes it "),
    ("potential", "membrane "),
    ("potential", "action "),
    ("potential", "evoked "),
    ("potential", "zeta "),
    ("potential", "redox "),
    ("potential", "resting "),
];
/// And what after them does.
const NOT_OPEN_AFTER: [(&str, &str); 7] = [
    ("suggest", " by the manufacturer"),
    ("suggested", " dose"),
    ("suggested", " that patients "),
    ("potential", " difference"),
    ("potential", "s"),
    ("possible", " score"),
    ("possible", " points"),
];

/// What a Japanese (prepared) text says.
pub(super) fn japanese(text: &str) -> Vec<Sign> {
    let mut signs = read(&JAPANESE, text);
    // 阻害薬, 炎症促進性 and IL-1βを抑える治療 name things, and do not say what happened to them; 注意を促す
    // does neither.
    const NAMES: [&str; 13] = [
        "性",
        "薬",
        "剤",
        "因子",
        "細胞",
        "受容体",
        "遺伝子",
        "療法",
        "る薬",
        "る治療",
        "る抗体",
        "る物質",
        "る注射",
    ];
    signs.retain(|sign| {
        let direction = matches!(sign.what, Up | Down | Eased | Restored);
        let warned = text[..sign.range.start].ends_with("注意を");
        !direction || !warned && !NAMES.iter().any(|word| text[sign.range.end..].starts_with(word))
    });
    said_once(&mut signs);
    // 可能性が低い is likelihood, not less of something.
    signs.retain(|sign| {
        let before = &text[..sign.range.start];
        !(text[sign.range.clone()].starts_with(['低', '高'])
            && ["可能性が", "可能性は", "可能性も"].iter().any(|words| before.ends_with(words)))
    });
    // 「4時間より多く」 and 「20 ng/mLを下回る」 are bounds.
    signs.retain(|sign| {
        let above_or_below = ["上回", "下回"].contains(&&text[sign.range.clone()]);
        let figure = text[..sign.range.start].trim_end_matches(['を', 'が', 'は']);
        let is_bound = above_or_below && figure.len() < sign.range.start && ends_in_figure(figure);
        let before = text[..sign.range.start].trim_end_matches('も');
        let counted =
            before.chars().rev().nth(2).is_some_and(|c| "間人例本回日週月年%gl上".contains(c));
        !(is_bound || before.ends_with("より") && counted)
    });
    signs
}

/// 減 of 減少 and "abolish" of "abolished" are said with the direction.
fn said_once(signs: &mut Vec<Sign>) {
    let told: Vec<Range<usize>> = signs
        .iter()
        .filter(|sign| matches!(sign.what, Up | Down | Better | Worse | Eased | Restored))
        .map(|sign| sign.range.clone())
        .collect();
    signs.retain(|sign| {
        let overlaps =
            |range: &Range<usize>| range.start < sign.range.end && sign.range.start < range.end;
        !matches!(sign.what, HighLike | LowLike) || !told.iter().any(overlaps)
    });
}

/// Whether a text ends in a figure with its unit: 「20 ng/ml」, 「65歳」.
fn ends_in_figure(text: &str) -> bool {
    let unit =
        |c: char| c.is_ascii_alphabetic() || "/%μ°℃歳人例本回日週月年点分時間倍 ".contains(c);
    text.trim_end_matches(unit).ends_with(|c: char| c.is_ascii_digit())
}

fn read(readers: &[(What, Regex)], text: &str) -> Vec<Sign> {
    let mut signs: Vec<Sign> = readers
        .iter()
        .flat_map(|(what, regex)| {
            regex.find_iter(text).map(|found| Sign { what: *what, range: found.range() })
        })
        .collect();
    signs.sort_by_key(|sign| (sign.range.start, sign.what));
    signs
}
