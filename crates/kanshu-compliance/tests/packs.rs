//! What must hold of every pack that comes with Kanshu.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::{collections::BTreeMap, fs, path::Path, sync::LazyLock};

use chrono::NaiveDate;
use kanshu_compliance::{Engine, Pack, Passage};
use kanshu_domain::{compliance::TextContext, kinds::article::Jurisdiction};

/// The abstract categories, the same in every pack so that packs can be compared. `packs/README.md` lists
/// them.
const CATEGORIES: [&str; 23] = [
    "authorship",
    "before_after",
    "comparison",
    "credential",
    "dignity",
    "disclaimer",
    "disguised_ad",
    "endorsement",
    "evidence_floor",
    "exaggeration",
    "fear",
    "guarantee",
    "inducement_price",
    "missing_information",
    "pre_clearance",
    "regenerative",
    "restricted_drug",
    "risk_omission",
    "source",
    "superlative",
    "testimonial",
    "unapproved_product",
    "unpermitted_item",
];

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Vec::new()).unwrap());

/// A pack's folder: its name, and its files.
struct Folder {
    name: String,
    files: BTreeMap<String, String>,
}

impl Folder {
    fn pack(&self) -> Pack {
        Pack::read(&self.files).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// Every rule as written, phrase rules and structural ones, with its file.
    fn rules(&self) -> Vec<(String, toml::Table)> {
        let mut rules = Vec::new();
        for (file, text) in &self.files {
            let content: toml::Table = text.parse().unwrap();
            let written = content.get("rule").and_then(toml::Value::as_array);
            for rule in written.into_iter().flatten() {
                rules.push((file.clone(), rule.as_table().unwrap().clone()));
            }
        }
        rules
    }
}

fn folders() -> Vec<Folder> {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("packs");
    let mut found = Vec::new();
    for path in fs::read_dir(packs).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            found.push(Folder { name, files: files(&path) });
        }
    }
    assert!(found.len() >= 3, "{}", found.len());
    found
}

fn files(pack: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for (prefix, folder) in [("", pack.to_owned()), ("rules/", pack.join("rules"))] {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.extension().is_some_and(|extension| extension == "toml") {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                files.insert(format!("{prefix}{name}"), fs::read_to_string(&path).unwrap());
            }
        }
    }
    files
}

fn text<'a>(rule: &'a toml::Table, key: &str) -> &'a str {
    rule[key].as_str().unwrap_or_else(|| panic!("{key} of {rule:?}"))
}

#[test]
fn every_pack_reads_and_its_examples_hold() {
    for folder in folders() {
        let pack = folder.pack();
        assert_eq!(pack.id, folder.name, "a pack's folder has its id for a name");
        assert_eq!(pack.failed_examples(), Vec::<String>::new(), "{}", folder.name);
    }
}

#[test]
fn the_packs_go_together() {
    let mut built_in: Vec<&str> = ENGINE.packs().iter().map(|pack| pack.id.as_str()).collect();
    let mut on_disk: Vec<String> = folders().into_iter().map(|folder| folder.name).collect();
    built_in.sort_unstable();
    on_disk.sort_unstable();
    assert_eq!(built_in, on_disk);
}

#[test]
fn every_rule_says_why_and_what_to_write_instead_in_both_languages() {
    for folder in folders() {
        for (file, rule) in folder.rules() {
            for key in ["name", "reason", "rewrite"] {
                for language in ["ja", "en"] {
                    let words = rule[key][language].as_str().unwrap_or_default().trim();
                    assert!(!words.is_empty(), "{file}: {}: {key}.{language}", text(&rule, "id"));
                }
            }
        }
    }
}

#[test]
fn every_rule_has_a_known_category_and_its_packs_prefix() {
    for folder in folders() {
        let prefix = format!("{}-", folder.name.split('-').next().unwrap().to_uppercase());
        for (file, rule) in folder.rules() {
            let id = text(&rule, "id");
            assert!(id.starts_with(&prefix), "{file}: {id} does not begin with {prefix}");
            let category = text(&rule, "category");
            assert!(CATEGORIES.contains(&category), "{file}: {id}: {category}");
        }
    }
}

#[test]
fn the_readme_lists_the_categories() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("packs/README.md");
    let readme = fs::read_to_string(readme).unwrap();
    for category in CATEGORIES {
        assert!(readme.contains(&format!("`{category}`")), "{category}");
    }
}

#[test]
fn packs_abroad_are_unreviewed_and_show_four_examples_of_each_kind() {
    for folder in folders().into_iter().filter(|folder| !folder.name.starts_with("jp-")) {
        for (file, rule) in folder.rules() {
            let id = text(&rule, "id");
            let reviewed = rule.get("reviewed").and_then(toml::Value::as_bool);
            assert!(!reviewed.unwrap_or(false), "{id}: no counsel has checked it");
            if file.starts_with("rules/") {
                for kind in ["fires", "silent"] {
                    let examples = rule["examples"][kind].as_array().unwrap().len();
                    assert!(examples >= 4, "{id}: {examples} examples of {kind}");
                }
            }
        }
    }
}

/// Where the engine and the labels of a case file differ, in words.
fn differences(file: &str, jurisdiction: Jurisdiction) -> (usize, Vec<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(file);
    let on = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let text = fs::read_to_string(path).unwrap();
    let mut wrong = Vec::new();
    for line in text.lines().skip(1) {
        let [sentence, expected, context, _] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{file}: {line}")
        };
        let context: TextContext = serde_json::from_value(context.into()).unwrap();
        let passage = Passage { text: sentence.to_owned(), context, ..Passage::default() };
        let found = ENGINE.check(&[passage], &[jurisdiction], on);
        let mut fired: Vec<String> = found.into_iter().map(|finding| finding.rule).collect();
        fired.sort_unstable();
        fired.dedup();
        let fired = if fired.is_empty() { "none".to_owned() } else { fired.join(",") };
        if fired != expected {
            wrong.push(format!("{sentence}: {fired}, not {expected}"));
        }
    }
    (text.lines().count() - 1, wrong)
}

#[test]
fn the_english_development_sentences_are_exact() {
    assert_eq!(differences("us-development.tsv", Jurisdiction::Us), (120, Vec::new()));
    assert_eq!(differences("us-more.tsv", Jurisdiction::Us), (221, Vec::new()));
}

#[test]
fn the_korean_development_sentences_are_exact() {
    assert_eq!(differences("kr-development.tsv", Jurisdiction::Kr), (78, Vec::new()));
    assert_eq!(differences("kr-more.tsv", Jurisdiction::Kr), (100, Vec::new()));
}
