//! Reports of one small pack on a few words.

mod schema;

use std::collections::BTreeMap;

use kanshu_domain::{compliance::Waivable, id::WaiverId, kinds::article::Jurisdiction};
use serde_json::Value;

use super::{Language, github, json, json::LintReportJson, sarif, text, text::Style};
use crate::{Engine, Form, LintReport, LintSettings, LintedText, Pack, SourceText};

const PACK: &str = r#"
id = "jp-small"
title = { ja = "小さな規則集", en = "A small pack" }
jurisdiction = "jp"
locale = "ja"
version = "1"
effective_from = "2025-01-01"
[surface]
demoted = ["quote_translation"]
[sources.act]
name = "医療法"
section = "6条の5第1項"
url = "https://laws.example.jp/act"
[sources.house]
name = "編集方針"
section = ""
url = ""
"#;

const RULES: &str = r#"
[[rule]]
id = "JP-T01"
name = { ja = "絶対安全", en = "Absolute safety" }
category = "guarantee"
severity = "block"
law = ["act"]
reason = { ja = "絶対に安全な医療はありません。", en = "No treatment is absolutely safe." }
rewrite = { ja = "起こり得ることを書いてください。", en = "Name what can happen." }
find = ["絶対に?安全"]
[rule.examples]
fires = ["絶対に安全です。"]
silent = ["安全です。"]

[[rule]]
id = "JP-T02"
name = { ja = "最新: 割合, 100%", en = "Newest: share, 100%" }
category = "superlative"
severity = "warn"
law = ["house"]
reason = { ja = "根拠が必要です。", en = "Needs evidence." }
rewrite = { ja = "導入した年を書いてください。", en = "Give the year." }
reviewed = true
find = ["最新の?機器"]
[rule.examples]
fires = ["最新の機器です。"]
silent = ["機器です。"]
"#;

fn engine() -> Engine {
    let files = [("pack.toml", PACK), ("rules/all.toml", RULES)];
    let files: BTreeMap<String, String> =
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    Engine::of(vec![Pack::read(&files).unwrap()]).unwrap()
}

fn settings() -> LintSettings {
    LintSettings {
        context: None,
        jurisdictions: vec![Jurisdiction::Jp, Jurisdiction::Kr],
        on: "2026-11-22".parse().unwrap(),
    }
}

/// A report on one file.
fn report(name: &str, source: &str, form: Form) -> LintReport {
    let (engine, settings) = (engine(), settings());
    let mut report = LintReport::new(&engine, &settings);
    report.texts.push(LintedText::check(&engine, name, SourceText::new(source), form, &settings));
    report
}

fn markdown(source: &str) -> LintReport {
    report("頁/a, b.md", source, Form::Markdown)
}

const PAGE: &str = "# 案内\n\n当院の施術は**絶対**に\n安全です。\n\n> 最新の機器です。\n";

#[test]
fn the_text_report_underlines_words_at_their_columns() {
    let shown = text::render(&markdown(PAGE), Style::default());
    let expected = "\
頁/a, b.md:3:9: 公開不可 (block) JP-T01 絶対安全
  3 | 当院の施術は**絶対**に
    |               ^^^^^^^^
  4 | 安全です。
    | ^^^^
    法令    医療法 6条の5第1項
            https://laws.example.jp/act
    理由    絶対に安全な医療はありません。
    書き方  起こり得ることを書いてください。
    規則集  jp-small 1
    例外    薬事担当者
    注意    この規則は法律の専門家の確認をまだ受けていません。

";
    assert!(shown.starts_with(expected), "{shown}");
    assert!(shown.contains("頁/a, b.md:6:3: 要確認 (warn) JP-T02"), "{shown}");
    let summary = "\
1ファイル: 公開不可 1件、要確認 1件、参考 0件、例外承認済み 0件。うち専門家未確認の規則によるもの 1件。
検査した規則集: jp-small 1(2026-11-22現在)。";
    assert!(shown.contains(summary), "{shown}");
    assert!(shown.ends_with("規則集がないため検査していない国・地域: kr\n"), "{shown}");
}

#[test]
fn english_readers_get_english_and_terminals_get_colours() {
    let style = Style { language: Language::English, colour: text::Colour::With };
    let shown = text::render(&markdown(PAGE), style);
    assert!(
        shown.contains("\x1b[31;1mblock\x1b[0m \x1b[1mJP-T01 Absolute safety\x1b[0m"),
        "{shown}"
    );
    assert!(shown.contains("No treatment is absolutely safe."));
    assert!(shown.contains("Counsel has not checked this rule."));
    assert!(!text::render(&markdown(PAGE), Style::default()).contains('\x1b'));
}

#[test]
fn nothing_in_a_file_can_steer_the_terminal() {
    let source = "今\x1b[2J絶対安全\u{202e}\tです。\n";
    let shown = text::render(&report("a\x1b[1m.txt", source, Form::Plain), Style::default());
    assert!(!shown.contains(['\x1b', '\u{202e}', '\t']), "{shown:?}");
    assert!(shown.contains("今\u{fffd}[2J絶対安全\u{fffd} です。"), "{shown:?}");
}

#[test]
fn findings_about_documents_underline_their_sentence_alone() {
    let report = report("a.txt", "前の文。これは絶対に安全です。", Form::Plain);
    let mut shown = String::new();
    let finding = &report.texts[0].findings[0].finding;
    text::about_document(&mut shown, "article /a body[0].text", finding, Style::default());
    let expected = "\
article /a body[0].text: 公開不可 (block) JP-T01 絶対安全
  | これは絶対に安全です。
  |       ^^^^^^^^^^
";
    assert!(shown.starts_with(expected), "{shown}");
}

#[test]
fn long_sentences_are_cut_around_the_words() {
    let source = format!("{}絶対安全{}。", "あ".repeat(150), "い".repeat(120));
    let shown = text::render(&report("a.txt", &source, Form::Plain), Style::default());
    let lines: Vec<&str> = shown.lines().collect();
    assert!(lines[1].starts_with("  1 | …あ") && lines[1].ends_with("い…"), "{}", lines[1]);
    assert!(lines[1].contains("絶対安全"));
    // The bar and 40 columns stand before the words, each character of which is two columns wide.
    let before = lines[1].split("絶対").next().unwrap();
    let columns: usize = before.chars().map(|c| if c.is_ascii() || c == '…' { 1 } else { 2 }).sum();
    assert_eq!(lines[2].find('^').unwrap(), columns);
    assert_eq!(lines[2].matches('^').count(), 8);
}

#[test]
fn a_waived_finding_is_shown_as_accepted_and_weighs_nothing() {
    let mut report = markdown(PAGE);
    let finding = &mut report.texts[0].findings[0].finding;
    finding.waiver = Some("018f0000-0000-7000-8000-000000000001".parse::<WaiverId>().unwrap());
    assert_eq!(report.summary().block, 0);
    assert_eq!(report.summary().waived, 1);
    assert_eq!(report.worst().map(|severity| severity.name()), Some("warn"));
    assert!(text::render(&report, Style::default()).contains("JP-T01 絶対安全 [例外承認済み]"));
    assert!(!github::render(&report, Language::Japanese).contains("JP-T01"));
    let sarif = sarif::render(&report, Language::Japanese);
    assert_eq!(sarif["runs"][0]["results"][0]["suppressions"][0]["status"], "accepted");

    // What nobody may accept stands, whatever is written on it.
    report.texts[0].findings[0].finding.waivable = Waivable::Never;
    assert_eq!(report.summary().block, 1);
    assert!(github::render(&report, Language::Japanese).contains("JP-T01"));
}

#[test]
fn the_json_report_follows_its_schema_and_points_into_the_file() {
    let mut report = markdown(PAGE);
    report.texts.push(LintedText {
        name: "-".to_owned(),
        source: SourceText::new(""),
        findings: Vec::new(),
    });
    let value = serde_json::to_value(LintReportJson::from(&report)).unwrap();
    schema::expect_valid(&value);
    let finding = &value["files"][0]["findings"][0];
    assert_eq!(finding["matched"], "絶対に 安全");
    assert_eq!([&finding["line"], &finding["column"]], [3, 9]);
    assert_eq!([&finding["endLine"], &finding["endColumn"]], [4, 3]);
    let chars: Vec<char> = PAGE.chars().collect();
    let at = |name: &str| usize::try_from(finding[name].as_u64().unwrap()).unwrap();
    let words: String = chars[at("start")..at("end")].iter().collect();
    assert_eq!(words, "絶対**に\n安全");
    assert_eq!(value["files"][0]["findings"][1]["context"], "quote_translation");
    assert_eq!(value["uncheckedJurisdictions"][0], "kr");
}

#[test]
fn the_schema_refuses_what_a_report_may_not_be() {
    let report = markdown(PAGE);
    let value = || serde_json::to_value(LintReportJson::from(&report)).unwrap();
    type Change = fn(&mut Value);
    let changes: [(&str, Change); 5] = [
        ("a severity nobody knows", |v| v["files"][0]["findings"][0]["severity"] = "fatal".into()),
        ("a line zero", |v| v["files"][0]["findings"][0]["line"] = 0.into()),
        ("a field nobody knows", |v| v["more"] = 1.into()),
        ("no summary", |v| drop(v.as_object_mut().unwrap().remove("summary"))),
        ("a digest of another kind", |v| v["packs"][0]["digest"] = "abc".into()),
    ];
    for (what, change) in changes {
        let mut changed = value();
        change(&mut changed);
        assert!(!schema::problems(&changed).is_empty(), "{what}");
    }
}

#[test]
fn sarif_names_rules_once_and_counts_code_points() {
    let value = sarif::render(&markdown(&format!("😀{PAGE}\n絶対安全。\n")), Language::English);
    let run = &value["runs"][0];
    assert_eq!(value["version"], "2.1.0");
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.iter().map(|rule| &rule["id"]).collect::<Vec<_>>(), ["JP-T01", "JP-T02"]);
    assert_eq!(rules[0]["helpUri"], "https://laws.example.jp/act");
    assert!(rules[1].get("helpUri").is_none(), "a law without an address has no link");
    assert_eq!(rules[0]["properties"]["reviewedByCounsel"], false);
    let results = run["results"].as_array().unwrap();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    assert_eq!(results.len(), 3);
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "%E9%A0%81/a%2C%20b.md");
    assert_eq!(place["region"]["startLine"], 3);
    assert_eq!(place["region"]["startColumn"], 9);
    assert_eq!(place["region"]["endLine"], 4);
    assert_eq!(place["region"]["endColumn"], 3);
    assert_eq!(place["region"]["snippet"]["text"], "絶対**に\n安全");
    assert_eq!(results[0]["level"], "error");
    assert_eq!(results[1]["level"], "warning");
}

#[test]
fn github_commands_are_one_line_each_and_escaped() {
    let commands = github::render(&markdown(PAGE), Language::Japanese);
    let lines: Vec<&str> = commands.lines().collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(
        lines[0],
        "::error file=頁/a%2C b.md,line=3,col=9,endLine=4,title=JP-T01 絶対安全::「絶対に 安全」%0A絶対に安全な医療はありません。%0A起こり得ることを書いてください。%0A医療法 6条の5第1項%0Aこの規則は法律の専門家の確認をまだ受けていません。"
    );
    assert_eq!(
        lines[1],
        "::warning file=頁/a%2C b.md,line=6,col=3,endColumn=8,title=JP-T02 最新%3A 割合%2C 100%25::「最新の機器」%0A根拠が必要です。%0A導入した年を書いてください。%0A編集方針"
    );
}

#[test]
fn a_context_given_for_the_file_holds_for_all_of_it() {
    let (engine, mut settings) = (engine(), settings());
    settings.context = Some(kanshu_domain::compliance::TextContext::QuoteTranslation);
    let source = SourceText::new("# 絶対安全\n");
    let text = LintedText::check(&engine, "a.md", source, Form::Markdown, &settings);
    assert_eq!(text.findings[0].finding.severity.name(), "warn", "demoted as the surface says");
}

#[test]
fn plain_text_is_read_line_by_line_with_marks_as_they_are() {
    let report = report("a.txt", "一行目\r\n  絶対安全😀絶対\n安全\n", Form::Plain);
    let ranges: Vec<_> = report.texts[0].findings.iter().map(|found| found.range()).collect();
    assert_eq!(ranges.len(), 1, "a line ends a sentence");
    assert_eq!(report.texts[0].source.slice(ranges[0]), "絶対安全");
    assert_eq!(report.texts[0].source.position(ranges[0].start).line, 2);
    assert_eq!(json::LinesJson::of(&report.texts[0], &report.texts[0].findings[0]).column, 3);
}
