//! `kanshu lint` and `kanshu packs` as people and pipelines call them.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

const PACK: &str = r#"
id = "our-house"
title = { ja = "院内規則", en = "House rules" }
locale = "ja"
version = "3"
effective_from = "2025-01-01"
[surface]
raised = ["banner"]
[sources.house]
name = "編集方針"
section = "2章"
url = "https://house.example.jp/style"
"#;

const RULES: &str = r#"
[[rule]]
id = "HOUSE-01"
name = { ja = "造語", en = "Coined word" }
category = "house-style"
severity = "block"
law = ["house"]
reason = { ja = "造語は使いません。", en = "We coin no words." }
rewrite = { ja = "普通の言葉で書いてください。", en = "Use plain words." }
find = ["ぴかりん肌"]
[rule.examples]
fires = ["ぴかりん肌になります。"]
silent = ["健やかな肌です。"]

[[rule]]
id = "HOUSE-02"
name = { ja = "くだけた語", en = "Slang" }
category = "house-style"
severity = "warn"
law = ["house"]
reason = { ja = "くだけた語は避けます。", en = "We avoid slang." }
rewrite = { ja = "書き言葉にしてください。", en = "Use written language." }
find = ["めちゃうま"]
[rule.examples]
fires = ["めちゃうまな先生です。"]
silent = ["上手な先生です。"]
"#;

/// A folder with a house pack in `house/`, in which commands run without any configuration.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("a temporary folder"));
        desk.write("house/pack.toml", PACK);
        desk.write("house/rules/all.toml", RULES);
        desk
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("a file");
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.run_with(arguments, b"")
    }

    fn run_with(&self, arguments: &[&str], input: &[u8]) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kanshu"))
            .args(arguments)
            .current_dir(self.path())
            // Neither configuration nor database can be had: what runs needs none.
            .env_clear()
            .env("KANSHU_DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        let input = input.to_owned();
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().expect("the program ends");
        writer.join().expect("the input is written");
        output
    }

    /// `kanshu lint --house house …`.
    fn lint(&self, arguments: &[&str]) -> Output {
        self.run(&[&["lint", "--house", "house"], arguments].concat())
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// The rules found in each file of a JSON report.
fn rules(report: &Value) -> Vec<(String, Vec<String>)> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let files = report["files"].as_array().expect("files").iter();
    files
        .map(|file| {
            let found = file["findings"].as_array().expect("findings").iter();
            (text(&file["file"]), found.map(|finding| text(&finding["rule"])).collect())
        })
        .collect()
}

#[test]
fn a_clean_file_exits_with_0_and_a_blocked_one_with_1() {
    let desk = Desk::new();
    desk.write("clean.md", "# 診療案内\n\n予約は電話で受け付けます。\n");
    desk.write("warned.md", "めちゃうまな先生です。\n");
    desk.write("blocked.md", "# 案内\n\n**ぴかりん**\n肌になります。\n");
    assert_eq!(code(&desk.lint(&["clean.md"])), Some(0));
    assert_eq!(code(&desk.lint(&["warned.md"])), Some(0));
    assert_eq!(code(&desk.lint(&["--deny", "warn", "warned.md"])), Some(1));

    let blocked = desk.lint(&["clean.md", "blocked.md"]);
    assert_eq!(code(&blocked), Some(1));
    let shown = stdout(&blocked);
    assert!(
        shown.contains("blocked.md:3:3: 公開不可 (block) HOUSE-01 造語\n  3 | ぴかりん**"),
        "{shown}"
    );
    assert!(shown.contains("編集方針 2章") && shown.contains("普通の言葉で書いてください。"));
    assert!(shown.contains("法律の専門家の確認をまだ受けていません"), "{shown}");
    assert!(shown.contains("2ファイル: 公開不可 1件"), "{shown}");
    assert!(!shown.contains('\x1b'), "no colours in a pipe");
    assert!(stderr(&blocked).is_empty());
}

#[test]
fn the_form_follows_the_name_or_the_flag() {
    let desk = Desk::new();
    let text = "**ぴかりん**肌\n";
    desk.write("a.md", text);
    desk.write("a.txt", text);
    assert_eq!(code(&desk.lint(&["a.md"])), Some(1));
    assert_eq!(code(&desk.lint(&["a.txt"])), Some(0), "in plain text marks are characters");
    assert_eq!(code(&desk.lint(&["--markdown", "a.txt"])), Some(1));
    assert_eq!(code(&desk.lint(&["--plain", "a.md"])), Some(0));
    let piped = |arguments: &[&str]| {
        let all = [&["lint", "--house", "house"], arguments].concat();
        code(&desk.run_with(&all, text.as_bytes()))
    };
    assert_eq!(piped(&["-"]), Some(0));
    assert_eq!(piped(&["--markdown", "-"]), Some(1));
}

#[test]
fn what_the_words_are_decides_their_weight() {
    let desk = Desk::new();
    desk.write("ad.txt", "めちゃうま\n");
    assert_eq!(code(&desk.lint(&["ad.txt"])), Some(0));
    assert_eq!(code(&desk.lint(&["--context", "banner", "ad.txt"])), Some(1));
    assert_eq!(code(&desk.lint(&["--context", "sns", "ad.txt"])), Some(1), "an alias");
    let wrong = desk.lint(&["--context", "poster", "ad.txt"]);
    assert_eq!(code(&wrong), Some(2));
    assert!(stderr(&wrong).contains("poster"), "{}", stderr(&wrong));
}

#[test]
fn folders_are_walked_in_order_and_hidden_files_are_not() {
    let desk = Desk::new();
    for name in ["site/b.md", "site/a/z.txt", "site/a/y.MD", "site/.git/c.md", "site/d.html"] {
        desk.write(name, "ぴかりん肌\n");
    }
    let report = json(&desk.lint(&["--format", "json", "site"]));
    let files: Vec<String> = rules(&report).into_iter().map(|(file, _)| file).collect();
    assert_eq!(files, ["site/a/y.MD", "site/a/z.txt", "site/b.md"]);

    desk.write("empty/a.html", "ぴかりん肌\n");
    let nothing = desk.lint(&["empty"]);
    assert_eq!(code(&nothing), Some(2), "nothing to check is no success");
    assert!(stderr(&nothing).contains("empty holds no .md or .txt file"));
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_checked() {
    let desk = Desk::new();
    desk.write("ok.md", "ぴかりん肌\n");
    desk.write("latin.md", b"caf\xe9");
    desk.write("nul.txt", "a\0b");
    let output = desk.lint(&["--format", "json", "gone.md", "latin.md", "nul.txt", "ok.md"]);
    assert_eq!(code(&output), Some(2));
    let (found, told) = (rules(&json(&output)), stderr(&output));
    assert_eq!(found, [("ok.md".to_owned(), vec!["HOUSE-01".to_owned()])]);
    for name in ["gone.md", "latin.md is not text", "nul.txt contains a NUL"] {
        assert!(told.contains(name), "{told}");
    }
}

#[test]
fn no_rule_at_all_is_never_a_success() {
    let desk = Desk::new();
    desk.write("a.md", "本文\n");
    let early = desk.run(&["lint", "--on", "1999-01-01", "a.md"]);
    assert_eq!(code(&early), Some(2));
    assert!(stderr(&early).contains("no rule pack for jp is in force on 1999-01-01"));
    for arguments in [&["lint"][..], &["lint", "--on", "soon", "a.md"], &["lint", "--format", "x"]]
    {
        assert_eq!(code(&desk.run(arguments)), Some(2), "{arguments:?}");
    }
    let house = desk.run(&["lint", "--house", "nowhere", "a.md"]);
    assert_eq!(code(&house), Some(2));
    assert!(stderr(&house).contains("nowhere"));
}

#[test]
fn machines_get_sarif_and_github_commands() {
    let desk = Desk::new();
    desk.write("a.md", "😀ぴかりん肌\n");
    let sarif = desk.lint(&["--format", "sarif", "a.md"]);
    assert_eq!(code(&sarif), Some(1));
    let region =
        &json(&sarif)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!([&region["startColumn"], &region["endColumn"]], [2, 7]);
    let github = desk.lint(&["--format", "github", "--lang", "en", "a.md"]);
    assert_eq!(code(&github), Some(1));
    let expected = "::error file=a.md,line=1,col=2,endColumn=7,title=HOUSE-01 Coined word::";
    assert!(stdout(&github).starts_with(expected), "{}", stdout(&github));
    desk.write("clean.md", "本文\n");
    assert_eq!(stdout(&desk.lint(&["--format", "github", "clean.md"])), "");
}

fn jsonl(desk: &Desk, arguments: &[&str], input: &[u8]) -> (Option<i32>, Vec<Value>) {
    let all = [&["lint", "--house", "house", "--jsonl"], arguments].concat();
    let output = desk.run_with(&all, input);
    let lines = stdout(&output);
    let values = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    (code(&output), values)
}

#[test]
fn each_line_in_is_a_line_out_in_order() {
    let desk = Desk::new();
    let input = r#"{"id":"a","text":"😀ぴかりん肌です。","note":"ignored"}
{"id":2,"text":"本文です。","context":"heading"}

{"id":"c","text":"めちゃうま","context":"listing_ad","jurisdictions":["jp","kr"]}
{"id":"d","text":"一行目\nぴかりん肌","context":null}
"#;
    let (code, lines) = jsonl(&desk, &["-"], input.as_bytes());
    assert_eq!(code, Some(0), "findings are data");
    let ids: Vec<&Value> = lines.iter().map(|line| &line["id"]).collect();
    assert_eq!(ids, [&Value::from("a"), &Value::from(2), &Value::from("c"), &Value::from("d")]);
    let first = &lines[0]["findings"][0];
    assert_eq!(first["rule"], "HOUSE-01");
    assert_eq!(first["severity"], "block");
    assert_eq!([&first["start"], &first["end"]], [1, 6], "characters, not bytes");
    assert_eq!(first["matched"], "ぴかりん肌");
    assert_eq!([&first["category"], &first["pack"]], ["house-style", "our-house"]);
    assert_eq!(first["reason"]["ja"], "造語は使いません。");
    assert_eq!(lines[1]["findings"], Value::from(Vec::<Value>::new()));
    assert_eq!(lines[2]["findings"][0]["severity"], "block", "raised where nobody asked for it");
    assert_eq!([&lines[3]["findings"][0]["start"], &lines[3]["findings"][0]["end"]], [4, 9]);

    desk.write("texts.jsonl", input);
    assert_eq!(jsonl(&desk, &["texts.jsonl"], b""), (code, lines.clone()));
    assert_eq!(jsonl(&desk, &["--deny", "block", "-"], input.as_bytes()).0, Some(1));
}

#[test]
fn a_bad_line_is_answered_in_its_place_and_the_rest_goes_on() {
    let desk = Desk::new();
    let mut input = Vec::new();
    for line in [
        &b"nonsense"[..],
        br#"{"id":"a"}"#,
        br#"{"id":"b","text":"x","context":"poster"}"#,
        br#"{"id":"c","text":"x","jurisdictions":["atlantis"]}"#,
        br#"{"text":"x"}"#,
        b"[1]",
        b"\xff\xfe",
        r#"{"id":"z","text":"ぴかりん肌"}"#.as_bytes(),
    ] {
        input.extend_from_slice(line);
        input.push(b'\n');
    }
    // Longer than any text has to be; it is passed over without being kept.
    input.extend_from_slice(br#"{"id":"long","text":""#);
    input.resize(input.len() + (9 << 20), b'a');
    input.extend_from_slice(b"\"}\n{\"id\":\"last\",\"text\":\"x\"}");
    let (code, lines) = jsonl(&desk, &["-"], &input);
    assert_eq!(code, Some(2));
    assert_eq!(lines.len(), 10);
    for (line, id) in [(0, None), (1, Some("a")), (2, Some("b")), (3, Some("c")), (4, None)] {
        assert_eq!(lines[line]["line"], line + 1);
        assert_eq!(lines[line].get("id").and_then(Value::as_str), id);
        assert!(lines[line]["error"].is_string());
    }
    assert!(lines[2]["error"].as_str().expect("a text").contains("poster"));
    assert_eq!(lines[7]["findings"][0]["rule"], "HOUSE-01");
    assert!(lines[8]["error"].as_str().expect("a text").contains("8 MiB"));
    assert_eq!(lines[9]["id"], "last");
    assert_eq!(lines[9]["findings"], Value::from(Vec::<Value>::new()));
}

#[test]
fn whoever_asks_line_by_line_is_answered_line_by_line() {
    use std::io::{BufRead, BufReader};
    let desk = Desk::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_kanshu"))
        .args(["lint", "--jsonl", "-"])
        .current_dir(desk.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut answers = BufReader::new(child.stdout.take().expect("a pipe"));
    for id in 0..3 {
        writeln!(stdin, "{{\"id\":{id},\"text\":\"本文\"}}").expect("asked");
        let mut answer = String::new();
        answers.read_line(&mut answer).expect("answered");
        assert_eq!(answer, format!("{{\"id\":{id},\"findings\":[]}}\n"));
    }
    drop(stdin);
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn packs_are_listed_and_tested() {
    let desk = Desk::new();
    let listed = json(&desk.run(&["packs", "list", "--json"]));
    let ids: Vec<&str> =
        listed.as_array().expect("packs").iter().filter_map(|pack| pack["id"].as_str()).collect();
    assert!(ids.contains(&"jp-medical-ads"), "{ids:?}");

    let good = desk.run(&["packs", "test", "house"]);
    assert_eq!(code(&good), Some(0), "{}", stdout(&good));
    assert_eq!(stdout(&good), "our-house 3: 2 rules, 4 examples, 0 failures\n");

    desk.write("house/rules/all.toml", RULES.replace("健やかな肌です。", "ぴかりん肌です。"));
    let fires = desk.run(&["packs", "test", "house"]);
    assert_eq!(code(&fires), Some(1));
    assert!(stdout(&fires).contains("HOUSE-01 must be silent on “ぴかりん肌です。”"));

    desk.write("house/rules/all.toml", "[[rule]]\nid = 1\n");
    let broken = desk.run(&["packs", "test", "house"]);
    assert_eq!(code(&broken), Some(1));
    assert!(stdout(&broken).contains("rules/all.toml"), "{}", stdout(&broken));
    assert_eq!(code(&desk.run(&["packs", "test", "nowhere"])), Some(2));
}

#[test]
fn a_house_pack_that_lowers_a_severity_fails_its_test() {
    let desk = Desk::new();
    let raise = "\n[[raise]]\nrule = \"JP-F01\"\nseverity = \"info\"\nreason = \"\"\n";
    desk.write("house/pack.toml", format!("{PACK}{raise}"));
    let output = desk.run(&["packs", "test", "house"]);
    assert_eq!(code(&output), Some(1));
    assert!(
        stdout(&output).contains("JP-F01 is `block`; a house pack may not lower it"),
        "{}",
        stdout(&output)
    );
}

#[tokio::test]
async fn what_is_public_is_checked_against_the_packs_of_today() {
    use kanshu_server::{Config, Demo, Site, SystemClock, SystemIds};
    let desk = Desk::new();
    let url = format!("sqlite://{}", desk.path().join("kanshu.db").display());
    let (clock, ids) = (std::sync::Arc::new(SystemClock), std::sync::Arc::new(SystemIds));
    let mut config = Config::for_database(url.clone());
    // As in the configuration that the commands read below.
    config.policy.declarations.required_information_shown_openly = true;
    config.policy.declarations.disclaimers_as_large_as_claims = true;
    let site = Site::open(&config, clock, ids).await.expect("a site");
    Demo::fill(&site).await.expect("the demo");
    site.store().clone().close().await.expect("the store closes");

    let declared = "[compliance]\ndeclarations = [\"required_information_shown_openly\", \
                    \"disclaimers_as_large_as_claims\"]\n";
    desk.write("kanshu.toml", declared);
    let published = |arguments: &[&str]| {
        desk.run(&[&["lint", "--published", "--database-url", &url], arguments].concat())
    };
    let clean = published(&["--lang", "en"]);
    assert_eq!(code(&clean), Some(0), "{}{}", stdout(&clean), stderr(&clean));
    assert!(stdout(&clean).contains("New findings in 0 of them"), "{}", stdout(&clean));
    assert!(stderr(&clean).contains("public documents checked"), "{}", stderr(&clean));

    // A rule that the demo breaks, in a house pack of the site.
    desk.write("house/rules/all.toml", RULES.replace("ぴかりん肌", "アトピー性皮膚炎"));
    desk.write("kanshu.toml", format!("{declared}packs = [\"house\"]\n"));
    let failing = published(&["--format", "json"]);
    assert_eq!(code(&failing), Some(1), "{}", stderr(&failing));
    let report = json(&failing);
    let documents = report["documents"].as_array().expect("documents");
    assert!(report["newBlock"].as_u64() > Some(0));
    for document in documents {
        assert_eq!(document["hasKeptReport"], true);
        for finding in document["findings"].as_array().expect("findings") {
            assert_eq!(finding["rule"], "HOUSE-01", "nothing else is new");
        }
    }
    let shown = stdout(&published(&[]));
    assert!(shown.contains("公開不可 (block) HOUSE-01 造語"), "{shown}");
    assert!(shown.contains("== article ja /"), "{shown}");

    let as_sarif = published(&["--format", "sarif"]);
    assert_eq!(code(&as_sarif), Some(2));
}

#[test]
fn the_schema_of_reports_is_printed() {
    let schema = json(&Desk::new().run(&["schema", "lint"]));
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(schema["required"][0], "engine");
}
