//! House packs: a site adds rules and makes rules graver, never milder.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::{collections::BTreeMap, fs, path::Path};

use chrono::NaiveDate;
use kanshu_compliance::{Engine, Pack, Passage};
use kanshu_domain::{
    compliance::{Finding, Severity, TextContext, Waivable},
    kinds::article::Jurisdiction,
};

const HEAD: &str = r#"
title = { ja = "院内の決まり", en = "House rules" }
locale = "ja"
version = "1"
effective_from = "2026-01-01"
[sources.manual]
name = "院内広報規程"
section = "3条"
url = ""
"#;

/// A pack with these raises and rules.
fn pack(id: &str, raises: &str, rules: &str) -> Pack {
    let files = BTreeMap::from([
        ("pack.toml".to_owned(), format!("id = \"{id}\"{HEAD}{raises}")),
        ("rules/house.toml".to_owned(), rules.to_owned()),
    ]);
    Pack::read(&files).unwrap()
}

fn rule(id: &str, more: &str, find: &str) -> String {
    format!(
        r#"
[[rule]]
id = "{id}"
name = {{ ja = "言い回し", en = "A phrase" }}
category = "house"
law = ["manual"]
reason = {{ ja = "使いません。", en = "We do not use it." }}
rewrite = {{ ja = "言い換えます。", en = "Say it differently." }}
find = ["{find}"]
{more}
[rule.examples]
fires = ["{find}です。"]
silent = ["空です。"]
"#
    )
}

fn raise(rule: &str, severity: &str) -> String {
    format!("[[raise]]\nrule = \"{rule}\"\nseverity = \"{severity}\"\nreason = \"院長の方針\"\n")
}

fn findings(engine: &Engine, text: &str, context: TextContext) -> Vec<Finding> {
    let passage = Passage { text: text.to_owned(), context, ..Passage::default() };
    let on = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    engine.check(&[passage], &[Jurisdiction::Jp], on)
}

fn severity_of(engine: &Engine, rule: &str, text: &str, context: TextContext) -> Severity {
    let found = findings(engine, text, context);
    let finding = found.iter().find(|finding| finding.rule == rule);
    finding.unwrap_or_else(|| panic!("{rule} in {found:?}")).severity
}

fn refused(packs: Vec<Pack>) -> String {
    Engine::new(packs).map(|_| ()).unwrap_err().to_string()
}

/// A rule of the Japanese pack that warns, and a sentence it finds.
const WARNS: (&str, &str) = ("JP-E02", "院内に最新のレーザーを導入しました。");

#[test]
fn a_house_pack_adds_a_rule() {
    let sparkle = rule("CLINIC-01", "severity = \"warn\"\nwaivable = \"editor\"", "きらきら肌");
    let engine = Engine::new(vec![pack("clinic", "", &sparkle)]).unwrap();
    let found = findings(&engine, "きらきら肌を目指します。", TextContext::Body);
    let ours: Vec<_> = found.iter().filter(|finding| finding.pack == "clinic").collect();
    let [finding] = ours[..] else { panic!("{found:?}") };
    assert_eq!((finding.rule.as_str(), finding.matched.as_str()), ("CLINIC-01", "きらきら肌"));
    assert_eq!((finding.severity, finding.waivable), (Severity::Warn, Waivable::Editor));
    assert_eq!(finding.law[0].name, "院内広報規程");
}

#[test]
fn a_house_pack_raises_a_severity() {
    let (id, sentence) = WARNS;
    let as_it_comes = Engine::new(Vec::new()).unwrap();
    assert_eq!(severity_of(&as_it_comes, id, sentence, TextContext::Body), Severity::Warn);
    let raised = Engine::new(vec![pack("clinic", &raise(id, "block"), "")]).unwrap();
    assert_eq!(severity_of(&raised, id, sentence, TextContext::Body), Severity::Block);
}

#[test]
fn a_house_pack_cannot_lower_a_severity() {
    assert_eq!(
        refused(vec![pack("clinic", &raise("JP-F01", "warn"), "")]),
        "clinic/pack.toml: JP-F01 is `block`; a house pack may not lower it to `warn`"
    );
}

#[test]
fn a_raise_never_makes_a_rule_milder_anywhere() {
    let base =
        "severity = \"warn\"\nseverity_in = { banner = \"info\", quote_original = \"block\" }";
    let base = pack("base", "", &rule("BASE-01", base, "きらきら肌"));
    let clinic = pack("clinic", &raise("BASE-01", "block"), "");
    let engine = Engine::of(vec![base, clinic]).unwrap();
    for context in [TextContext::Body, TextContext::Banner, TextContext::QuoteOriginal] {
        let severity = severity_of(&engine, "BASE-01", "きらきら肌です。", context);
        assert_eq!(severity, Severity::Block, "{context:?}");
    }
}

#[test]
fn the_gravest_of_several_house_packs_counts_in_any_order() {
    let (base, sentence) =
        (rule("BASE-01", "severity = \"info\"", "きらきら肌"), "きらきら肌です。");
    for severities in [["warn", "block"], ["block", "warn"]] {
        let [first, second] = severities.map(|severity| raise("BASE-01", severity));
        let packs =
            vec![pack("base", "", &base), pack("one", &first, ""), pack("two", &second, "")];
        let engine = Engine::of(packs).unwrap();
        assert_eq!(severity_of(&engine, "BASE-01", sentence, TextContext::Body), Severity::Block);
    }
}

#[test]
fn what_is_raised_must_exist() {
    assert_eq!(
        refused(vec![pack("clinic", &raise("JP-F99", "block"), "")]),
        "clinic/pack.toml: there is no rule JP-F99 to raise"
    );
}

#[test]
fn a_raise_says_why() {
    let raise = "[[raise]]\nrule = \"JP-F01\"\nseverity = \"block\"\n";
    let files = BTreeMap::from([("pack.toml".to_owned(), format!("id = \"clinic\"{HEAD}{raise}"))]);
    let error = Pack::read(&files).unwrap_err().to_string();
    assert!(error.contains("missing field `reason`"), "{error}");
}

#[test]
fn a_rule_stands_in_one_pack_only() {
    let same = rule("JP-F01", "severity = \"info\"", "きらきら肌");
    assert_eq!(
        refused(vec![pack("clinic", "", &same)]),
        "clinic/pack.toml: the rule JP-F01 stands in the pack jp-medical-ads already; give yours an \
         id of its own"
    );
    let ours = || rule("CLINIC-01", "severity = \"info\"", "きらきら肌");
    assert_eq!(
        refused(vec![pack("clinic", "", &ours()), pack("branch", "", &ours())]),
        "branch/pack.toml: the rule CLINIC-01 stands in the pack clinic already; give yours an id of \
         its own"
    );
}

/// The files of the example in the README: code blocks that begin with `# house-clinic/<file>`.
fn readme_example() -> BTreeMap<String, String> {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("packs/README.md");
    let readme = fs::read_to_string(readme).unwrap();
    let blocks = readme.split("```toml\n# house-clinic/").skip(1);
    blocks
        .map(|block| {
            let block = block.split("```").next().unwrap();
            let (file, text) = block.split_once('\n').unwrap();
            (file.trim().to_owned(), text.to_owned())
        })
        .collect()
}

#[test]
fn the_readmes_example_works() {
    let files = readme_example();
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["guards.toml", "pack.toml", "rules/house.toml", "words.toml"]);
    let house = Pack::read(&files).unwrap();
    assert_eq!(house.failed_examples(), Vec::<String>::new());
    let engine = Engine::new(vec![house]).unwrap();
    let (id, sentence) = WARNS;
    assert_eq!(severity_of(&engine, id, sentence, TextContext::Body), Severity::Block);
    let found = findings(&engine, "当院のVIPコースをご用意しました。", TextContext::Body);
    assert!(found.iter().any(|finding| finding.rule == "CLINIC-01"), "{found:?}");
}
