//! Shorter columns in other habits.

use kanshu_domain::{block::BlockContent, id::SequentialIds, values::Locale};
use kanshu_formats::column::{self, ImportedColumn};
use serde_json::Value;

fn import(text: &str) -> ImportedColumn {
    column::import(text, &Locale::ja(), &SequentialIds::default()).expect("a column")
}

fn types(column: &ImportedColumn) -> Vec<&'static str> {
    column.draft.body.iter().map(|block| block.content.type_name()).collect()
}

/// Level and text of each heading, with its ordinal's label before it.
fn headings(column: &ImportedColumn) -> Vec<String> {
    column
        .draft
        .body
        .iter()
        .filter_map(|block| match &block.content {
            BlockContent::Heading(heading) => {
                let label = heading.ordinal.as_ref().map(|ordinal| ordinal.label.to_string());
                let level = u8::from(heading.level);
                Some(format!("{level} {}{}", label.unwrap_or_default(), heading.text))
            }
            _ => None,
        })
        .collect()
}

fn body(column: &ImportedColumn) -> Value {
    serde_json::to_value(&column.draft.body).expect("JSON")
}

#[test]
fn a_dental_column_with_numbered_headings_and_a_full_width_label() {
    let column = import(
        "ホワイトニングの後に歯がしみるのはなぜ？\n\
         \n\
         ※本ページは診断や診療に代わるものではありません。\n\
         \n\
         はじめまして、架空歯科の院長です。\n\
         歯を白くした日の夜、冷たい水に驚いた方もいるでしょう。\n\
         \n\
         もくじ\n\
         1. しみる仕組み\n\
         2. しみにくくする工夫\n\
         まとめ\n\
         \n\
         1. しみる仕組み\n\
         薬剤が象牙質の細い管に届くと、刺激が伝わりやすくなります。\n\
         \n\
         下記の研究報告をご覧ください。\n\
         \n\
         Sensitivity peaked within the first day and resolved in all thirty participants by day four.（12） No restoration was lost.\n\
         （和訳）知覚過敏は初日に最も強く、4日目までに30名全員で消失しました。修復物の脱落はありませんでした。\n\
         出典：Fictional Journal of Tooth Colour 2020\n\
         doi: 10.5555/whitening.1\n\
         \n\
         2. しみにくくする工夫\n\
         \n\
         (1) 間隔を空ける\n\
         続けて行わず、数日空けます。\n\
         \n\
         (2) 濃度を下げる\n\
         低い濃度から始めます。\n\
         \n\
         【リスク・副作用】\n\
         ・一時的な知覚過敏\n\
         ・歯ぐきの白い変化\n\
         \n\
         まとめ\n\
         \n\
         痛みが続くときは、架空歯科医院へご相談ください。\n\
         \n\
         監修：架空 太郎\n",
    );
    assert_eq!(column.draft.title_label, None);
    assert_eq!(column.draft.disclaimers.len(), 1);
    assert_eq!(column.draft.lead.len(), 1);
    assert_eq!(
        headings(&column),
        [
            "2 1.しみる仕組み",
            "2 2.しみにくくする工夫",
            "3 (1)間隔を空ける",
            "3 (2)濃度を下げる",
            "4 リスク・副作用",
            "2 まとめ"
        ]
    );
    let body = body(&column);
    let quotation = &body[3];
    assert_eq!(quotation["type"], "quotation");
    assert_eq!(quotation["sourceTitle"], "Fictional Journal of Tooth Colour 2020");
    assert!(quotation["translation"]["text"].as_str().expect("text").starts_with("知覚過敏は"));
    let doi = column.citations[0].citation.doi.as_ref().map(ToString::to_string);
    assert_eq!(doi.as_deref(), Some("10.5555/whitening.1"));
    assert!(types(&column).contains(&"risks"));
    assert!(column.report.warnings.iter().any(|note| note.message.contains("架空 太郎")));
    let entries = column.report.dropped.iter().filter(|d| d.reason.contains("entry of the table"));
    assert_eq!(entries.count(), 3);
}

#[test]
fn a_column_of_symbols_with_questions_and_answers() {
    let column = import(
        "【2024年版】脱毛と日焼けの付き合い方\n\
         \n\
         夏の前に始めたいという声をよく聞きます。\n\
         \n\
         ■ 日焼けした肌に照射できる？\n\
         濃い日焼けでは、熱が表面に集まります。\n\
         \n\
         ◇ 目安\n\
         ・赤みがひいている\n\
         ・皮むけがない\n\
         \n\
         ◇ 避けたい時期\n\
         海に行った直後は控えます。\n\
         \n\
         ■ よくある質問\n\
         \n\
         Q1. 痛みはありますか？\n\
         A1. 輪ゴムで弾いたような感覚があります。\n\
         冷却しながら進めます。\n\
         \n\
         Q2. 何回くらい通いますか？\n\
         A2. 部位により異なります。\n\
         \n\
         ※効果には個人差があります。\n\
         \n\
         ご予約をお待ちしております。\n\
         \n\
         シェア\n\
         LINE\n\
         コピー\n",
    );
    assert_eq!(column.draft.title_label.as_ref().map(|l| l.as_str()), Some("2024年版"));
    assert_eq!(
        headings(&column),
        ["2 日焼けした肌に照射できる？", "3 目安", "3 避けたい時期", "2 よくある質問"]
    );
    let body = body(&column);
    let faq = body.as_array().expect("blocks").iter().find(|b| b["type"] == "faq").expect("a faq");
    assert_eq!(faq["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        faq["items"][0]["answer"]["text"],
        "輪ゴムで弾いたような感覚があります。\n冷却しながら進めます。"
    );
    assert_eq!(types(&column)[types(&column).len() - 2..], ["disclaimer", "cta"]);
    assert_eq!(column.report.dropped.len(), 3);
}

#[test]
fn a_beauty_column_with_states_and_a_note_on_who_decides() {
    let column = import(
        "酒さの肌に光治療はできる？\n\
         \n\
         ・「赤みが引かないのはなぜ？」\n\
         ・「光を当てても平気？」\n\
         \n\
         頬の赤みが続く方へ向けた記事です。\n\
         \n\
         光治療バナー\n\
         \n\
         受けられる時期\n\
         \n\
         【寛解期の目安】\n\
         • ほてりが月に数回まで\n\
         • ぶつぶつがない\n\
         \n\
         【増悪期の目安】\n\
         • 毎日ほてる\n\
         • 膿をもつ\n\
         \n\
         最終的な可否は、医師が診察のうえ判断します。\n\
         \n\
         次の論文を引用します。\n\
         \n\
         架空の二十名を対象に、弱い出力の光を四週おきに三回照射した。……（中略）……\n\
         赤みの指数は平均して二割低下し、水疱は見られなかった。\n\
         \n\
         弱出力光による顔面紅斑の変化\n\
         \n\
         これらの結果は小規模な検討によるものです。\n\
         \n\
         STEP1：洗顔\n\
         メイクを落とします。\n\
         \n\
         STEP2：照射\n\
         ゴーグルを着けます。\n",
    );
    assert_eq!(column.draft.reader_questions.len(), 2);
    let body = body(&column);
    assert_eq!(
        types(&column)[..5],
        ["banner", "heading", "eligibility", "eligibility", "paragraph"]
    );
    assert_eq!(body[2]["rules"][0]["state"], "stable");
    assert_eq!(body[3]["rules"][0]["verdict"], "not_eligible");
    assert_eq!(body[3]["decisionNote"], "最終的な可否は、医師が診察のうえ判断します。");
    assert_eq!(column.report.guessed.iter().filter(|n| n.message.contains("verdict")).count(), 2);
    assert_eq!(body[5]["type"], "quotation");
    assert_eq!(body[5]["elisions"][0]["text"], "……（中略）……");
    assert_eq!(body[5]["sourceTitle"], "弱出力光による顔面紅斑の変化");
    assert_eq!(body[6]["text"], "これらの結果は小規模な検討によるものです。");
    assert_eq!(headings(&column), ["2 受けられる時期", "3 STEP1洗顔", "3 STEP2照射"]);
}

#[test]
fn commentary_below_an_untranslated_quotation_is_not_its_translation() {
    let column = import(
        "題名\n\
         \n\
         ## 根拠\n\
         \n\
         A fictional cohort of ninety adults kept the result for one year, and no serious event was recorded.\n\
         \n\
         A fictional cohort on durability\n\
         \n\
         この研究では一年後も変化が保たれたとされていますが、対象は九十名に限られます。\n\
         \n\
         ## 費用\n\
         \n\
         1回の費用は診察時にお伝えします。\n",
    );
    let body = body(&column);
    assert_eq!(types(&column), ["heading", "quotation", "paragraph", "heading", "paragraph"]);
    assert_eq!(body[1]["sourceTitle"], "A fictional cohort on durability");
    assert!(body[1].get("translation").is_none());
}

#[test]
fn a_source_in_brackets_and_a_line_of_data_are_read_for_what_they_are() {
    let column = import(
        "題名\n\
         \n\
         導入の一文です。\n\
         \n\
         本文の要点\n\
         \n\
         Twelve fictional volunteers used the cream daily, and the moisture index rose within two weeks of use.\n\
         \n\
         [訳] 架空の12名が毎日クリームを使い、2週間以内に水分指数が上がりました。\n\
         \n\
         （出典：Fictional Moisture Letters）\n\
         https://journal.example/moisture\n\
         \n\
         TEL 03-0000-0000\n",
    );
    assert_eq!(types(&column), ["heading", "quotation", "paragraph"]);
    let citation = &column.citations[0].citation;
    assert_eq!(citation.title.as_str(), "Fictional Moisture Letters");
    assert_eq!(citation.url.as_ref().map(|u| u.as_str()), Some("https://journal.example/moisture"));
}

#[test]
fn a_text_without_structure_is_a_title_and_a_lead() {
    let column = import("ひとつだけの行");
    assert_eq!(column.draft.title.as_str(), "ひとつだけの行");
    assert!(column.draft.body.is_empty());
    let column = import("題名\n一行目です。\n二行目です。");
    assert_eq!(column.draft.lead.len(), 2);
}
