//! What a blog theme leaves in a copied page, and names that content must not carry as text.

use super::{builder::Builder, signs, source::TextLine};

/// Words of a theme that stand alone in a line, perhaps with a mark behind.
const ALONE: &[&str] = &[
    "シェア",
    "シェアする",
    "ツイート",
    "ツイートする",
    "ポスト",
    "ポストする",
    "コピー",
    "コピーする",
    "URLコピー",
    "はてブ",
    "はてなブックマーク",
    "リンクをコピー",
    "トップへ戻る",
    "ページトップへ",
    "TOPへ戻る",
    "スポンサーリンク",
    "友だち追加",
    "SHARE",
    "Share",
    "Tweet",
];
/// Sentences of a theme, however they end.
const SENTENCES: &[&str] = &[
    "この記事が気に入ったら",
    "フォローしてね",
    "フォローする",
    "よかったらシェアしてね",
    "気に入ったらシェア",
    "この記事をシェア",
    "URLをコピーしました",
    "URLをコピーする",
    "タイトルとURLをコピーしました",
    "リンクをコピーしました",
    "いいね！しよう",
    "いいねしよう",
    "Twitterでフォロー",
    "LINEで送る",
    "Pocketに保存",
];
/// Names of networks: residue only beside other residue, for a page may speak of them.
const NETWORKS: &[&str] = &[
    "LINE",
    "X",
    "Twitter",
    "Facebook",
    "Pocket",
    "Pinterest",
    "Feedly",
    "Instagram",
    "はてな",
    "RSS",
    "LinkedIn",
    "YouTube",
];
const MOST_TAIL_CHARS: usize = 8;

/// Why a line is no content, if it is none.
pub(super) fn reason(lines: &[TextLine], at: usize) -> Option<&'static str> {
    let text = bare(&lines[at].text);
    if signs::is_ornament(&lines[at].text) {
        return Some("a separator without words");
    }
    own_reason(text).or_else(|| {
        let beside = at.checked_sub(1).and_then(|before| lines.get(before));
        let near = beside.into_iter().chain(lines.get(at + 1));
        let is_network = |text: &str| NETWORKS.contains(&text);
        let in_company =
            near.map(|line| bare(&line.text)).any(|t| own_reason(t).is_some() || is_network(t));
        (is_network(text) && in_company).then_some("a share button of the theme")
    })
}

fn own_reason(text: &str) -> Option<&'static str> {
    if is_contents(text) {
        return Some("a table of contents of the theme; it is derived from the headings");
    }
    let word = text.trim_end_matches(['!', '！', '?', '？', '♪', '。', '☆']);
    if ALONE.contains(&word) {
        return Some("a share button of the theme");
    }
    let is_sentence = SENTENCES.iter().any(|sentence| {
        text.strip_prefix(sentence).is_some_and(|tail| tail.chars().count() <= MOST_TAIL_CHARS)
    });
    is_sentence.then_some("a follow or share line of the theme")
}

/// 目次 and its buttons.
pub(super) fn is_contents(text: &str) -> bool {
    let text = bare(text);
    ["目次", "もくじ", "Contents", "CONTENTS", "INDEX"].iter().any(|word| {
        text.strip_prefix(word).is_some_and(|tail| {
            let tail = tail.trim();
            tail.is_empty()
                || (tail.chars().count() <= 6
                    && tail.starts_with(['[', '［', '(', '（', '【', ':', '：']))
        })
    })
}

/// The line without bullet, symbol and surrounding brackets.
pub(super) fn bare(text: &str) -> &str {
    let skip = signs::bullet(text).or_else(|| signs::symbol(text)).map_or(0, |(_, skip)| skip);
    let text = text.char_indices().nth(skip).map_or("", |(at, _)| &text[at..]);
    let inner = text
        .strip_prefix(['【', '［', '[', '〈'])
        .and_then(|t| t.strip_suffix(['】', '］', ']', '〉']));
    inner.unwrap_or(text).trim()
}

/// Leaves out residue at `at`. After 目次 also the entries: lines that stand again further down.
pub(super) fn skip(builder: &mut Builder<'_>, at: usize) -> Option<usize> {
    let lines = builder.lines();
    let why = reason(lines, at)?;
    builder.drop_line(&lines[at], why);
    if !is_contents(&lines[at].text) {
        return Some(at + 1);
    }
    builder.lead_is_open = false;
    builder.recognised(
        &lines[at],
        "body",
        "the place of the table of contents: the lead ends here",
    );
    let mut next = at + 1;
    while let Some(line) = lines.get(next) {
        let entry = unnumbered(&line.text);
        let again = lines[next + 1..]
            .iter()
            .take(2_000)
            .any(|later| !entry.is_empty() && unnumbered(&later.text) == entry);
        // Residue stands twice as well, but says so itself.
        if !again || next - at > 100 || reason(lines, next).is_some() {
            break;
        }
        builder
            .drop_line(line, "an entry of the table of contents; it is derived from the headings");
        next += 1;
    }
    Some(next)
}

fn unnumbered(text: &str) -> &str {
    let text = bare(text);
    let skip = signs::ordinal(text).map_or(0, |ordinal| ordinal.prefix_chars);
    let skip = signs::hashes(text).map_or(skip, |(_, prefix)| prefix);
    text.char_indices().nth(skip).map_or(text, |(at, _)| &text[at..])
}

const SUPERVISORS: &[&str] = &[
    "監修者",
    "監修者医師",
    "監修医師",
    "監修医",
    "監修",
    "監修者情報",
    "監修ドクター",
    "監修者紹介",
    "監修者プロフィール",
    "この記事の監修者",
    "この記事の監修医師",
    "この記事の監修医",
    "監修者の紹介",
    "監修歯科医師",
];
const AUTHORS: &[&str] = &[
    "この記事を書いた人",
    "執筆者",
    "著者",
    "執筆者情報",
    "著者情報",
    "この記事の執筆者",
    "ライター",
    "執筆",
];

/// Leaves out 監修者 and author boxes: a person is linked by record, never typed.
pub(super) fn skip_person(builder: &mut Builder<'_>, at: usize) -> Option<usize> {
    let lines = builder.lines();
    let line = &lines[at];
    let text = bare(&line.text);
    let (name, inline) = match text.split_once([':', '：']) {
        Some((name, person)) => (name.trim(), person.trim()),
        None => (text, ""),
    };
    let is_supervisor = SUPERVISORS.contains(&name);
    if !is_supervisor && !AUTHORS.contains(&name) {
        return None;
    }
    let mut end = at + 1;
    let mut person = inline.to_owned();
    if person.is_empty() {
        while let Some(next) = lines.get(end) {
            let tight = !next.blank_before && end - at <= 6;
            let first = end == at + 1;
            if reason(lines, end).is_some() || !(tight || (first && is_person(&next.text))) {
                break;
            }
            if first {
                person.clone_from(&next.text);
            }
            end += 1;
        }
    }
    let who = if is_supervisor { "supervisor" } else { "author" };
    if person.is_empty() {
        builder.warn(line, format!("{who} heading without a person: link the physician by hand"));
        builder.drop_line(
            line,
            &format!("an empty {who} heading; the page shows the linked physician"),
        );
    } else {
        builder.warn(
            line,
            format!("the {who} is named as “{person}”: link the physician's record by hand"),
        );
        for line in &lines[at..end] {
            builder.drop_line(line, &format!("the {who}, who is linked by record: {person}"));
        }
    }
    Some(end)
}

fn is_person(text: &str) -> bool {
    const TITLES: &[&str] = &["医師", "院長", "先生", "博士", "Dr.", "ドクター", "氏"];
    let chars = text.chars().count();
    chars <= 40
        && !text.contains(['。', '、', '?', '？'])
        && TITLES.iter().any(|title| text.contains(title))
}
