//! What a blog theme leaves in a copied page.

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
    "ページトップへ戻る",
    "ページの先頭へ",
    "ページの先頭へ戻る",
    "先頭へ戻る",
    "TOPへ",
    "トップへ",
    "PAGE TOP",
    "Back to top",
    "スポンサーリンク",
    "友だち追加",
    "友達追加",
    "いいね",
    "いいね！",
    "送る",
    "ブックマーク",
    "印刷",
    "印刷する",
    "閉じる",
    "開く",
    "続きを読む",
    "前へ",
    "次へ",
    "前の記事",
    "次の記事",
    "前の記事へ",
    "次の記事へ",
    "前の記事を読む",
    "次の記事を読む",
    "一覧へ",
    "一覧へ戻る",
    "一覧に戻る",
    "記事一覧",
    "記事一覧へ",
    "記事一覧へ戻る",
    "記事一覧に戻る",
    "コラム一覧",
    "コラム一覧へ",
    "コラム一覧へ戻る",
    "コラム一覧に戻る",
    "SHARE",
    "Share",
    "Tweet",
    "Post",
    "Copy link",
    "Print",
    "Previous post",
    "Next post",
    "Skip to content",
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
    "LINEでシェア",
    "Pocketに保存",
    "Pocketで保存",
    "Xでシェア",
    "Xでポスト",
    "Twitterでシェア",
    "Facebookでシェア",
    "SNSでシェア",
    "シェアはこちら",
    "シェアお願いします",
    "この記事が役に立ったら",
    "この記事が参考になったら",
    "フォローお願いします",
    "はてなブックマークに追加",
    "リンクをコピーする",
    "URLをコピー",
    "Share this",
    "Share on",
    "Follow us",
];
/// Headings of links to other pages.
const LINKS: &[&str] = &[
    "関連記事",
    "関連コラム",
    "関連ページ",
    "関連する記事",
    "おすすめ記事",
    "おすすめの記事",
    "人気記事",
    "新着記事",
    "最新記事",
    "最近の投稿",
    "あわせて読みたい",
    "合わせて読みたい",
    "併せて読みたい",
    "こちらの記事もおすすめ",
    "こちらの記事も読まれています",
    "この記事を読んだ人はこちらも読んでいます",
    "Related posts",
    "Related articles",
    "Recent posts",
];
const AROUND_QUOTATIONS: &[&str] = &[
    "引用ここから",
    "ここから引用",
    "引用ここまで",
    "ここまで引用",
    "引用開始",
    "引用終了",
    "引用終わり",
    "以下引用",
    "以上引用",
];
/// Names before a colon, of what the theme prints about a page.
const DATA: &[&str] = &[
    "公開日",
    "更新日",
    "最終更新日",
    "最終更新",
    "投稿日",
    "作成日",
    "掲載日",
    "公開",
    "更新",
    "投稿者",
    "カテゴリー",
    "カテゴリ",
    "タグ",
    "前の記事",
    "次の記事",
    "Category",
    "Categories",
    "Tags",
    "Posted on",
    "Published",
    "Updated",
    "Last updated",
];
const DATA_CHARS: usize = 90;
/// A bare date and the path of the page stand in its first lines.
const FIRST_LINES: usize = 6;
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
    if at < FIRST_LINES && (is_date(text) || is_path(text)) {
        return Some("date or path of the page, which the theme prints");
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
    if AROUND_QUOTATIONS.contains(&text) {
        return Some("a mark around a quotation");
    }
    if is_data(text) || is_hashtags(text) {
        return Some("what the theme prints about the page");
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

/// `公開日：2025年4月2日　更新日：…`, `カテゴリー：…`, `次の記事：…`.
fn is_data(text: &str) -> bool {
    let is_named = DATA.iter().any(|name| {
        text.strip_prefix(name).is_some_and(|rest| {
            let rest = rest.trim_start();
            rest.starts_with([':', '：', '|', '｜', '/', '／'])
                || (name.ends_with('日') && rest.starts_with(|c: char| c.is_ascii_digit()))
        })
    });
    is_named && text.chars().count() <= DATA_CHARS && !text.contains(['。', '、'])
}

/// `#ニキビ #皮膚科`
fn is_hashtags(text: &str) -> bool {
    let is_tag = |word: &str| {
        word.strip_prefix(['#', '＃'])
            .is_some_and(|tag| !tag.is_empty() && !tag.starts_with(['#', '＃']))
    };
    text.split_whitespace().count() > 1 && text.split_whitespace().all(is_tag)
}

/// `2025.04.02`, `2025年4月2日（水）`.
fn is_date(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (5..=8).contains(&digits)
        && (text.starts_with("20") || text.starts_with("19"))
        && text.chars().all(|c| {
            c.is_ascii_digit()
                || matches!(c, '年' | '月' | '日' | '.' | '/' | '-' | ' ' | '(' | ')' | '（' | '）')
                || "火水木金土曜".contains(c)
        })
}

/// `ホーム > コラム > …`.
fn is_path(text: &str) -> bool {
    const ROOTS: &[&str] = &["ホーム", "HOME", "Home", "TOP", "トップ", "トップページ"];
    text.split(['>', '＞', '›', '»', '/', '≫'])
        .next()
        .is_some_and(|root| root.len() < text.len() && ROOTS.contains(&root.trim()))
}

/// 目次 and its buttons.
pub(super) fn is_contents(text: &str) -> bool {
    let text = bare(text);
    [
        "目次",
        "もくじ",
        "この記事の目次",
        "この記事の内容",
        "Table of contents",
        "Table of Contents",
        "Contents",
        "CONTENTS",
        "INDEX",
    ]
    .iter()
    .any(|word| {
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
    const OPENING: [char; 7] = ['【', '［', '[', '〈', '＜', '《', '≪'];
    const CLOSING: [char; 7] = ['】', '］', ']', '〉', '＞', '》', '≫'];
    const POINTING: [char; 10] = ['▲', '△', '↑', '»', '«', '›', '‹', '→', '←', '▸'];
    let mark =
        signs::bullet(text).or_else(|| signs::symbol(text)).or_else(|| signs::repeated(text));
    let skip = mark.map_or(0, |(_, skip)| skip);
    let text = text.char_indices().nth(skip).map_or("", |(at, _)| &text[at..]);
    let text = text.trim_start_matches(POINTING).trim_end_matches(POINTING).trim();
    let inner = text.strip_prefix(OPENING).and_then(|t| t.strip_suffix(CLOSING));
    inner.unwrap_or(text).trim()
}

/// Leaves out residue at `at`. After 目次 also the entries: lines that stand again further down.
pub(super) fn skip(builder: &mut Builder<'_>, at: usize) -> Option<usize> {
    let lines = builder.lines();
    if let Some(end) = end_of_links(lines, at) {
        for line in &lines[at..end] {
            builder.drop_line(line, "a link to another page, which the theme prints");
        }
        return Some(end);
    }
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
    let end = end_of_contents(lines, at);
    for line in &lines[at + 1..end] {
        builder
            .drop_line(line, "an entry of the table of contents; it is derived from the headings");
    }
    Some(end)
}

/// 関連記事 and the titles right below it.
fn end_of_links(lines: &[TextLine], at: usize) -> Option<usize> {
    let text = bare(&lines[at].text).trim_end_matches([':', '：', '！', '!']);
    if !LINKS.iter().any(|name| text.eq_ignore_ascii_case(name)) {
        return None;
    }
    let is_link = |line: &&TextLine| {
        !line.blank_before && line.span.chars() <= DATA_CHARS && !line.text.contains('。')
    };
    let links = lines[at + 1..].iter().take(MOST_LINKS).take_while(is_link).count();
    let is_last = lines[at + 1..].len() == links
        || reason(lines, at + 1 + links).is_some()
        || lines[at + 1 + links].blank_before;
    is_last.then_some(at + 1 + links)
}

const MOST_LINKS: usize = 20;
const MOST_ENTRIES: usize = 100;

/// One past the entries below 目次. Lines between two entries are entries, too, when no empty line
/// parts them: a theme may shorten a heading.
fn end_of_contents(lines: &[TextLine], at: usize) -> usize {
    let mut end = at + 1;
    let mut entries = 0;
    let is_entry = |next: usize| {
        let entry = unnumbered(&lines[next].text);
        let again =
            lines[next + 1..].iter().take(2_000).any(|later| unnumbered(&later.text) == entry);
        !entry.is_empty() && again
    };
    for next in at + 1..lines.len().min(at + 1 + MOST_ENTRIES) {
        // Residue stands twice as well, but says so itself.
        let is_over = reason(lines, next).is_some() || lines[next].text.contains('。');
        let is_apart = end < next && lines[next].blank_before;
        if is_over || is_apart {
            break;
        }
        if is_entry(next) {
            entries += 1;
            if entries * 2 >= next - at {
                end = next + 1;
            }
        }
    }
    end
}

/// The line without the mark or number of a heading, also `2.1 ` without a point behind.
fn unnumbered(text: &str) -> &str {
    let text = bare(text);
    let number =
        text.trim_start_matches(|c: char| c.is_numeric() || matches!(c, '.' | '．' | '-' | '－'));
    if number.len() < text.len() && number.starts_with(char::is_whitespace) {
        return number.trim_start();
    }
    let skip = signs::ordinal(text).map_or(0, |ordinal| ordinal.prefix_chars);
    let skip = signs::hashes(text).map_or(skip, |(_, prefix)| prefix);
    text.char_indices().nth(skip).map_or(text, |(at, _)| &text[at..])
}
