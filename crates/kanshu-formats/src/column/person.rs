//! Boxes that name the supervisor or author. A person is linked by record, never typed.

use super::{
    builder::Builder,
    residue::{bare, reason},
    signs,
    source::TextLine,
};

const SUPERVISOR: &[&str] = &["監修"];
const AUTHOR: &[&str] =
    &["執筆者", "執筆", "著者", "この記事を書いた人", "書いた人", "ライター", "文責"];
/// What stands around the word in a heading: この記事の監修者プロフィール.
const AROUND: &[&str] = &[
    "この記事の",
    "本記事の",
    "当記事の",
    "このページの",
    "記事の",
    "記事",
    "プロフィール",
    "紹介",
    "情報",
    "について",
    "歯科医師",
    "医師",
    "ドクター",
    "医",
    "者",
    "の",
    "ご",
    " ",
    "\u{3000}",
];
const PROFILE: &[&str] = &[
    "院長",
    "卒業",
    "専門医",
    "認定医",
    "指導医",
    "所属",
    "勤務",
    "資格",
    "学会",
    "略歴",
    "経歴",
    "医師",
    "歴",
];
const MOST_LINES: usize = 12;

/// Leaves out 監修者 and author boxes.
pub(super) fn skip(builder: &mut Builder<'_>, at: usize) -> Option<usize> {
    let lines = builder.lines();
    let line = &lines[at];
    let text = bare(&line.text);
    let (name, inline) = match text.split_once([':', '：']) {
        Some((name, person)) => (name.trim(), person.trim()),
        None => (text, ""),
    };
    let is_supervisor = is_heading_of(name, SUPERVISOR);
    if !is_supervisor && !is_heading_of(name, AUTHOR) {
        return None;
    }
    let end = if inline.is_empty() { end_of_box(lines, at) } else { at + 1 };
    let person = match lines[at + 1..end].first() {
        Some(first) if inline.is_empty() => first.text.as_str(),
        _ => inline,
    };
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

/// Whether nothing stands beside the word but what such headings have.
fn is_heading_of(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        let Some((before, after)) = text.split_once(word) else { return false };
        [before, after].iter().all(|rest| {
            let mut rest = *rest;
            while let Some(shorter) = AROUND.iter().find_map(|part| rest.strip_prefix(part)) {
                rest = shorter;
            }
            rest.is_empty()
        })
    })
}

fn end_of_box(lines: &[TextLine], at: usize) -> usize {
    let mut end = at + 1;
    while let Some(next) = lines.get(end) {
        let is_tight = !next.blank_before;
        let belongs = if end == at + 1 {
            is_tight || is_person(lines, end)
        } else {
            is_tight || (end <= at + 3 && is_profile(&next.text))
        };
        if end - at > MOST_LINES || !belongs || reason(lines, end).is_some() || opens_section(next)
        {
            break;
        }
        end += 1;
    }
    end
}

fn opens_section(line: &TextLine) -> bool {
    signs::symbol(&line.text).is_some()
        || signs::hashes(&line.text).is_some()
        || signs::label(&line.text).is_some()
        || signs::is_banner(&line.text)
}

fn is_person(lines: &[TextLine], at: usize) -> bool {
    const TITLES: &[&str] = &["医師", "院長", "先生", "博士", "Dr.", "ドクター", "氏"];
    let text = lines[at].text.as_str();
    let chars = text.chars().count();
    let has_profile =
        lines.get(at + 1).is_some_and(|next| !next.blank_before && is_profile(&next.text));
    chars <= 40
        && !text.contains(['。', '、', '?', '？'])
        && (TITLES.iter().any(|title| text.contains(title)) || is_name(text) || has_profile)
}

/// Two short words, perhaps with their reading in brackets: 架空 花子（かくう はなこ）.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> =
        text.split(['(', '（']).next().unwrap_or_default().split_whitespace().collect();
    words.len() == 2
        && words.iter().all(|word| {
            (1..=4).contains(&word.chars().count()) && word.chars().all(char::is_alphabetic)
        })
}

fn is_profile(text: &str) -> bool {
    PROFILE.iter().any(|word| text.contains(word))
        && !["ください", "お気軽", "お問"].iter().any(|word| text.contains(word))
}
