//! What is read, as what, and where it stands.

use kanshu_domain::compliance::TextContext::{Alt, Body, Button, Heading, Meta, QuoteTranslation};
use proptest::prelude::*;

use super::*;

/// Contexts and words of a file's passages.
fn read(source: &str) -> Vec<(TextContext, String)> {
    let passages = passages(&SourceText::new(source));
    passages.list.into_iter().map(|passage| (passage.context, passage.text)).collect()
}

/// Words of a file's passages, all of one context.
fn words(source: &str, context: TextContext) -> Vec<String> {
    let of_it = read(source).into_iter().filter(|(found, _)| *found == context);
    of_it.map(|(_, text)| text).collect()
}

/// What stands in the file behind `words` of its passages.
fn behind(source: &str, words: &str) -> String {
    let source = SourceText::new(source);
    let passages = passages(&source);
    let hit = passages.list.iter().find_map(|passage| {
        let at = passage.text.find(words)?;
        let start = passage.offset + passage.text[..at].chars().count();
        Some(TextRange { start, end: start + words.chars().count() })
    });
    source.slice(passages.in_source(hit.expect("the words are read"))).to_owned()
}

#[test]
fn each_block_is_what_it_looks_like() {
    let source = "# 当院の治療\n\n本文です。\n\n> 訳文です。\n>\n> > 二重の訳文です。\n\n- 項目 [案内](/a)\n  - 下の項目\n\n![施術前の顔](a.jpg)\n\n| 費用 |\n|---|\n| 3万円 |\n";
    assert_eq!(
        read(source),
        [
            (Heading, "当院の治療"),
            (Body, "本文です。"),
            (QuoteTranslation, "訳文です。"),
            (QuoteTranslation, "二重の訳文です。"),
            (Body, "項目 案内"),
            (Body, "下の項目"),
            (Alt, "施術前の顔"),
            (Body, "費用"),
            (Body, "3万円"),
        ]
        .map(|(context, text)| (context, text.to_owned()))
    );
}

#[test]
fn notes_are_the_sites_own_words_and_headings_in_quotations_are_quoted() {
    assert_eq!(words("> [!WARNING]\n> 本文です。\n", Body), ["本文です。"]);
    assert_eq!(words("> # 訳した題\n", QuoteTranslation), ["訳した題"]);
}

#[test]
fn code_in_fences_is_left_out_and_code_in_lines_is_read() {
    assert_eq!(words("```text\n絶対に安全\n```\n\n`絶対`に安全\n", Body), ["絶対に安全"]);
    assert_eq!(words("~~~\n絶対\n~~~\n後の文\n", Body), ["後の文"]);
}

#[test]
fn lines_of_a_paragraph_are_one_sentence() {
    let source = "> この治療は絶対に\n> 安全です。\n";
    assert_eq!(words(source, QuoteTranslation), ["この治療は絶対に 安全です。"]);
    assert_eq!(behind(source, "絶対に 安全"), "絶対に\n> 安全");
    assert_eq!(words("一行目  \n二行目\n", Body), ["一行目\n二行目"]);
}

#[test]
fn marks_do_not_hide_words() {
    for (source, written) in [
        ("**絶対**に安全です。", "絶対**に安全"),
        ("絶対に**安全**です。", "絶対に**安全"),
        ("_絶対_に安全です。", "絶対_に安全"),
        ("~~絶対~~に安全です。", "絶対~~に安全"),
        ("***絶対***に*安全*です。", "絶対***に*安全"),
        ("[絶対](https://example.com)に安全", "絶対](https://example.com)に安全"),
        ("絶対[^1]に安全\n\n[^1]: 注", "絶対[^1]に安全"),
        ("<b>絶対</b>に<span class=\"a>b\">安全", "絶対</b>に<span class=\"a>b\">安全"),
        ("絶対<!-- 注 -->に安全", "絶対<!-- 注 -->に安全"),
        ("絶対&#x306B;安全", "絶対&#x306B;安全"),
        ("<div>絶対&#x306B;<em>安全</em></div>", "絶対&#x306B;<em>安全"),
        ("<ruby>絶対<rt>ぜったい</rt></ruby>に安全", "絶対<rt>ぜったい</rt></ruby>に安全"),
        ("<p><ruby>絶対<rt>ぜったい</rt></ruby>に安全</p>", "絶対<rt>ぜったい</rt></ruby>に安全"),
    ] {
        assert_eq!(behind(source, "絶対に安全"), written, "{source}");
    }
    // A backslash before a letter is a backslash.
    assert_eq!(words("絶\\対に安全", Body), ["絶\\対に安全"]);
    // CommonMark reads no emphasis here.
    assert_eq!(behind("**「絶対」**に安全です。", "「絶対」に安全"), "「絶対」**に安全");
}

#[test]
fn times_and_prices_keep_their_waves() {
    assert_eq!(
        words("10:00~12:00、3万円~5万円、13:00~\n", Body),
        ["10:00~12:00、3万円~5万円、13:00~"]
    );
}

#[test]
fn alternative_texts_and_titles_stand_for_themselves() {
    let source = "前![絶対**安全**な施術](a.jpg \"No.1の写真\")後\n";
    assert_eq!(words(source, Body), ["前後"]);
    assert_eq!(words(source, Alt), ["No.1の写真", "絶対安全な施術"]);
    assert_eq!(behind(source, "No.1の写真"), "No.1の写真");
    let reference = "[案内][a]\n\n[a]: /a \"最高の \\\"案内\\\"\"\n";
    assert_eq!(words(reference, Alt), ["最高の \"案内\""]);
    assert_eq!(words("<img alt=\"絶対安全\" src=a>\n", Alt), ["絶対安全"]);
}

#[test]
fn html_says_what_its_words_are() {
    let source = "<div>\n<h2 id=a>見出し</h2>\n<p>本文<br>次</p>\n<button>予約</button>\n<script>if (a < b) 隠す</script>\n<!-- 隠す\n<p>隠す -->\n後\n</div>\n";
    assert_eq!(words(source, Heading), ["見出し"]);
    assert_eq!(words(source, Button), ["予約"]);
    let body = words(source, Body);
    assert_eq!(body[0], "本文\n次");
    assert!(body.iter().any(|text| text.trim() == "後"), "{body:?}");
    assert!(!body.iter().any(|text| text.contains("隠す")), "{body:?}");
}

#[test]
fn what_is_left_open_hides_no_later_paragraph() {
    for opening in ["<script>", "<style>", "<!--x", "<div class=\"a", "文<script>", "文<rt>"] {
        let source = format!("{opening}\n\n絶対に安全です。\n");
        let hidden = passages(&SourceText::new(source.as_str()));
        let is_comment = opening == "<!--x" || opening == "<script>" || opening == "<style>";
        let seen = hidden.list.iter().any(|passage| passage.text.contains("絶対に安全"));
        // In HTML these three really swallow everything to the end of the file.
        assert_eq!(seen, !is_comment, "{opening}");
    }
}

#[test]
fn front_matter_gives_titles_and_descriptions() {
    let source = "---\ntitle: 絶対安全な治療 # 注\nlayout: post\nseo:\n  og:title: \"二つ目の題\"\n  description: >-\n    一行目の\n    二行目\ntags: [a]\nsummary: 続きの\n  ある文\nimage_alt: 顔の写真\n---\n\n本文\n";
    assert_eq!(
        words(source, Meta),
        ["絶対安全な治療", "二つ目の題", "一行目の 二行目", "続きの ある文"]
    );
    assert_eq!(words(source, Alt), ["顔の写真"]);
    assert_eq!(words(source, Body), ["本文"]);
    assert_eq!(behind(source, "一行目の 二行目"), "一行目の\n    二行目");
    let toml = "+++\ntitle = '絶対安全'\ndescription = \"\"\"\n長い\n説明\"\"\"\n+++\n本文\n";
    assert_eq!(words(toml, Meta), ["絶対安全", " 長い 説明"]);
    assert_eq!(words(toml, Body), ["本文"]);
}

#[test]
fn rules_between_lines_hide_nothing() {
    assert_eq!(
        words("前\n\n---\n絶対に安全です。\n\n---\n後\n", Body),
        ["前", "絶対に安全です。", "後"]
    );
    // Never closed, so no front matter.
    assert_eq!(words("---\ntitle: 題\n", Body), ["title: 題"]);
}

#[test]
fn windows_line_ends_and_empty_files_are_read_alike() {
    assert_eq!(words("---\r\ntitle: 題\r\n---\r\n一行目\r\n二行目\r\n", Body), ["一行目 二行目"]);
    assert_eq!(words("---\r\ntitle: 題\r\n---\r\n", Meta), ["題"]);
    for empty in ["", "\n", "---\n---\n", "---", "+++\n+++", "<", "&", "![](", "> "] {
        let found = read(empty);
        assert!(found.iter().all(|(_, text)| !text.is_empty()), "{empty}: {found:?}");
    }
}

/// Words between marks of all kinds.
fn markdown() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "絶対",
        "に安全",
        "です。",
        "safe",
        "①㎎",
        "😀",
        "**",
        "*",
        "_",
        "`",
        "~~",
        "[",
        "](/a \"題\")",
        "![",
        "<b>",
        "</b>",
        "<br>",
        "<img alt=\"顔\">",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "&amp;",
        "&#x7d76;",
        "\\*",
        "\n",
        "\r\n",
        "\n\n",
        "  \n",
        "# ",
        "> ",
        "> [!NOTE]\n",
        "- ",
        "1. ",
        "| a | b |\n|---|---|\n",
        "```\n",
        "    ",
        "---\n",
        "+++\n",
        "title: ",
        "description: >\n  ",
        "\"",
        "'",
        "[^1]",
        "[^1]: ",
        "\u{3000}",
        "\t",
    ]);
    prop::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

/// Words without marks, entities, blanks and line ends.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii() && !c.is_whitespace()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Every range of every passage points at the words it was read from, in order, within the file.
    #[test]
    fn ranges_point_at_the_words_they_were_read_from(text in markdown()) {
        let source = SourceText::new(text.as_str());
        let passages = passages(&source);
        for passage in &passages.list {
            let chars: Vec<char> = passage.text.chars().collect();
            let mut last = 0;
            for (at, c) in chars.iter().enumerate() {
                let at = passage.offset + at;
                let found = passages.in_source(TextRange { start: at, end: at + 1 });
                prop_assert!(found.end <= source.chars(), "{:?} beyond {:?}", found, text);
                prop_assert!(last <= found.start, "backwards in {:?}", text);
                last = found.start;
                let written = source.slice(found);
                let read_as_is = written.chars().eq([*c]);
                let entity = written.starts_with('&') && written.ends_with(';');
                let gap = c.is_whitespace() && found.start < found.end;
                let escaped_title = passage.context == TextContext::Alt;
                prop_assert!(
                    read_as_is || entity || gap || escaped_title,
                    "{:?} stands for {:?} in {:?}", written, c, text
                );
            }
        }
    }

    /// A span over removed marks slices the file to its words and the marks alone.
    #[test]
    fn spans_slice_to_their_words_and_removed_marks(
        marks in prop::collection::vec(prop::sample::select(vec!["", "**", "*", "`", "\n", "<b>", "</b>", "[^1]"]), 5)
    ) {
        let [a, b, c, d, e] = [0, 1, 2, 3, 4].map(|i| marks[i]);
        let text = format!("当院{a}は絶{b}対{c}に安{d}全{e}です。\n\n[^1]: 注\n");
        let source = SourceText::new(text.as_str());
        let passages = passages(&source);
        for passage in &passages.list {
            let chars: Vec<char> = passage.text.chars().collect();
            for start in 0..chars.len() {
                for end in start + 1..=chars.len() {
                    let range = TextRange { start: passage.offset + start, end: passage.offset + end };
                    let written = source.slice(passages.in_source(range));
                    let words: String = chars[start..end].iter().collect();
                    prop_assert_eq!(bare(written), bare(&words), "{}", text);
                }
            }
        }
    }
}
