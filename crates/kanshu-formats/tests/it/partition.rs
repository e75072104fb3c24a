//! Nothing of the input is lost, whatever it is.

use std::collections::BTreeMap;

use kanshu_domain::{content::Content, id::SequentialIds, kind::Kind, values::Locale};
use kanshu_formats::column::{self, AssignedTo, ImportError, ImportedColumn};
use proptest::prelude::*;
use serde_json::Value;

/// Characters of marks, labels and prefixes, which are assigned with the words they mark and do not
/// stand in the field's text.
const STRUCTURE: &str = "・•◦‣▪▫⁃∙･✓✔☑✅➢➤-*+–●○■□◆◇◎▼▽▶▷★☆◉🔹🔸「」『』“”【】〈〉《》≪≫［］〔〕[]()（）#.．、:：|｜,\
                         0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳QAＱＡ和訳日本語邦翻抄出典引用元論文献参考名SourceReference※＜＞《》『』原英筆者タイトル所要旨録AbstractOriginal×→‐－＊\"⇒›»✕✖✗―—─照⑴⑵⑶";

fn import(text: &str) -> Result<ImportedColumn, ImportError> {
    column::import(text, &Locale::ja(), &SequentialIds::default())
}

/// Everything that the issue promises about the ranges of an input.
pub(crate) fn check(text: &str) {
    let chars: Vec<char> = text.chars().collect();
    let column = match import(text) {
        Ok(column) => column,
        Err(ImportError::Empty) => {
            assert!(chars.iter().all(|c| is_unfit(*c)), "words were called empty: {text:?}");
            return;
        }
    };
    let value = serde_json::to_value(&column).expect("JSON");
    if let Err(errors) = Content::decode(Kind::Article, value["draft"].clone()) {
        panic!("not a valid draft: {errors:?}");
    }
    let mut at = 0;
    let mut by_field: BTreeMap<&str, String> = BTreeMap::new();
    for assignment in &column.report.assignments {
        assert_eq!(assignment.start, at, "gap or overlap");
        assert!(assignment.end > assignment.start, "an empty range");
        at = assignment.end;
        let range = assignment.start..assignment.end;
        match &assignment.to {
            AssignedTo::Field(field) => {
                by_field.entry(field).or_default().extend(&chars[range]);
            }
            AssignedTo::Dropped(index) => {
                let entry = &column.report.dropped[*index];
                assert!(entry.start <= range.start && range.end <= entry.end);
            }
        }
    }
    assert_eq!(at, chars.len(), "the end is not assigned");
    for (field, given) in by_field {
        // The heading of a quoted section is told once, in the source's language.
        if !field.ends_with(".locator") {
            let text = text_at(&value, field);
            assert_nothing_lost(field, &given, &text);
        }
    }
}

fn is_unfit(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

fn text_at(value: &Value, field: &str) -> String {
    let pointer = format!("/{}", field.replace(['.', '['], "/").replace(']', ""));
    let root = if field.starts_with("citations") { value } else { &value["draft"] };
    let found = root.pointer(&pointer).unwrap_or_else(|| panic!("no field {field}"));
    match found {
        Value::String(text) => text.clone(),
        Value::Object(fields) => fields["text"].as_str().expect("a text").to_owned(),
        other => panic!("{field} is no text: {other}"),
    }
}

/// The field's text stands in the range in order; what else stands there is structure.
fn assert_nothing_lost(field: &str, given: &str, text: &str) {
    if field.starts_with("citations") {
        return;
    }
    let mut wanted = text.chars().filter(|c| !c.is_whitespace()).peekable();
    // From the end, because marks stand at the beginning and may repeat what follows.
    let mut wanted: Vec<char> = wanted.by_ref().collect();
    let mut left = Vec::new();
    for c in given.chars().rev().filter(|c| !is_unfit(*c)) {
        if wanted.last() == Some(&c) {
            wanted.pop();
        } else {
            left.push(c);
        }
    }
    assert!(wanted.is_empty(), "{field} says more than its range {given:?}: {wanted:?}");
    let strange: Vec<char> = left.into_iter().filter(|c| !STRUCTURE.contains(*c)).collect();
    assert!(strange.is_empty(), "{field} lost {strange:?} of {given:?}");
}

/// Lines as columns have them, well-formed and not.
fn line() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "【医師が解説】毛穴の話", "目次", "レーザーバナー", "", "", "", "　", "・赤みが出る", "  ◦ 内側の項目",
        "① 痛みについて", "②腫れについて", "1. 料金", "2. 通院の間隔", "(1) 準備", "第1章 はじめに", "■ 施術の流れ",
        "■ 費用", "●まれな反応", "【安定期の状態】", "【活動期の目安】", "【リスク・副作用】", "【備考】",
        "・安定期の場合は、受けられる", "・活動期の場合は、受けられない", "「本当に痛くない?」", "「ひとつ」「ふたつ」",
        "施術は受けられる?", "まとめ", "毛穴とは", "最終的には医師の判断で決まります。", "以下の論文を2つ引用します。",
        "The trial of forty people showed that redness was shorter with the study serum [12] than with saline.",
        "Second sentence of the same paper, with IL-10 and TNF-a, follows on the next line *5.",
        "4.8. Skin Care After Light", "(和訳) 四十人の試験では、赤みの期間がIL-10群で短くなりました。", "（和訳）",
        "(和訳) 4.8. 光のあとの手入れ", "この表皮の研究では、二週間にわたって毎日塗布し、変化を写真で記録しました。四十名が対象です。",
        "—-(中略)—-", "……（中略）……", "皮膚の回復に関する検討", "出典：架空皮膚科学雑誌 2021", "https://journal.example/1",
        "doi: 10.5555/abc", "PMID: 123", "監修者医師", "監修者：架空 花子", "この記事が気に入ったら", "フォローしてね!",
        "  • URLをコピーしました", "LINE", "X", "シェア", "Q1. 痛みはありますか？", "A. 麻酔をします。", "Q.費用は?", "---",
        "※効果には個人差があります。", "ここまでをまとめると、刺激→反応→回復、という順です。", "結論から言うと、受けられます。",
        "お気軽にお問合せください。", "## 見出し", "#", "①", "・", "【】", "「」", "「", "」", "(和訳)", "\u{feff}BOM", "ゼロ\u{200b}幅",
        "【原文】", "（原文）In the trial of forty people redness was shorter with IL-10 than with the saline vehicle.",
        "「この試験では、四十人の赤みの期間がIL-10群で短くなりました。」（筆者訳）", "Tanaka A, et al. Redness. J Imag Derm 2021;3:12-9.",
        "（架空 花子ほか「赤みの研究」架空皮膚雑誌 2020年）", "公開日：2024年1月1日", "ホーム > コラム", "関連記事", "＊妊娠中の方", "＊授乳中の方",
        "○ 安定期の方：受けられる", "× 活動期の方：受けられない", "【受けられない方】", "安定期の目安：", "※1 架空の注", "1 料金", "前の記事：料金",
        "監修者プロフィール", "架空 花子（かくう はなこ）", "＜論文1＞", "【論文】Redness After Light", "【著者】Tanaka A", "掲載誌：J Imag Derm",
        "\"Redness was shorter with the study serum than with the saline vehicle (IL-10).\" (Mori et al. 2014)", "題名【看護師監修】", "\"Is it safe?\"",
        "NUL\0の行", "タブ\tの行", "こんにちは、架空クリニックの医師です。", "\u{85}", "長い文が続きます。",
    ])
    .prop_map(str::to_owned);
    prop_oneof![
        8 => fixed,
        1 => "\\PC{0,30}",
        1 => any::<String>(),
        1 => (1_usize..2_500).prop_map(|n| "あ".repeat(n)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_range_of_arbitrary_text_goes_to_one_place(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn every_range_of_a_column_like_text_goes_to_one_place(
        lines in prop::collection::vec(line(), 0..40),
        end in prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n"]),
    ) {
        check(&lines.join(end));
    }
}

#[test]
fn a_text_without_words_is_refused() {
    for text in ["", " \n\t\u{3000}\r\n", "\0\u{feff}\u{200b}"] {
        assert_eq!(import(text).expect_err("nothing to import"), ImportError::Empty);
    }
}

#[test]
fn control_characters_are_dropped_and_reported() {
    let column = import("題\0名\n\n本文の\u{7}一行です。").expect("a column");
    assert_eq!(column.draft.title.as_str(), "題名");
    assert_eq!(column.draft.lead[0].text(), "本文の一行です。");
    let places: Vec<_> = column.report.dropped.iter().map(|d| (d.line, d.start, d.end)).collect();
    assert_eq!(places, [(1, 1, 2), (3, 8, 9)]);
    check("題\0名\n\n本文の\u{7}一行です。");
}

#[test]
fn lines_too_long_for_their_place_are_kept_in_paragraphs() {
    let long = "長い文。".repeat(30_000);
    for text in [
        long.clone(),
        format!("題名\n\n{long}"),
        format!("題名\n\n・{long}\n・短い"),
        format!("題名\n\n「{long}」"),
        format!("題名\n\n【安定期】\n\n・{long}"),
        format!("題名\n\n{}", "word of a paper ".repeat(9_000)),
        format!("{}題名", "あ".repeat(1_200)),
    ] {
        check(&text);
    }
}

#[test]
fn a_large_hostile_text_is_read_in_reasonable_time() {
    check(&"a\0".repeat(50_000));
    check(&"目次\n項目\n".repeat(3_000));
    check(&"short latin line\n".repeat(5_000));
}
