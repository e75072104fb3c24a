//! No content makes a check panic, and what it reports is in the text.

use kanshu_domain::kind::Kind;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::fixtures::{decoded, fires_after, found, records, rules};
use crate::passages;

/// What happens to one value of the records.
#[derive(Clone, Debug)]
enum Damage {
    Drop,
    Write(String),
    Append(String),
    Twice,
}

/// Anything at all, and words that the rules know, in any width.
fn text() -> impl Strategy<Value = String> {
    let known = [
        "再生医療",
        "エクソソーム",
        "ｅｘｏｓｏｍｅｓ tumor ",
        "改善が期待できます。",
        "論文",
        "1本 33,000円",
        "オプジーボ",
        "当院",
        "No1",
        "皮膚科専門医",
        "脳神経脳神経",
        "・",
        "(",
        ")",
        "İ",
        "ß",
        "㎎",
        "未承認",
        "純度９９％",
        ".",
        "。",
        "\n",
        "[144]",
        "」",
        "マウス",
        "ヒト",
        "個人差",
        "https://",
    ];
    let known = proptest::collection::vec(proptest::sample::select(known.to_vec()), 0..8);
    prop_oneof![any::<String>(), known.prop_map(|words| words.concat()), "\\PC{0,40}"]
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        1 => Just(Damage::Drop),
        4 => text().prop_map(Damage::Write),
        4 => text().prop_map(Damage::Append),
        1 => Just(Damage::Twice),
    ]
}

/// The paths of all values below `value`.
fn paths(value: &Value, at: &str, all: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(k, v)| (format!("{at}/{k}"), v)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(i, v)| (format!("{at}/{i}"), v)).collect()
        }
        _ => Vec::new(),
    };
    for (path, value) in inner {
        paths(value, &path, all);
        all.push(path);
    }
}

fn apply(records: &mut Value, path: &str, damage: Damage) {
    let (parent, last) = path.rsplit_once('/').unwrap();
    let parent = records.pointer_mut(parent).unwrap();
    match (damage, parent) {
        (Damage::Drop, Value::Object(fields)) => {
            fields.remove(last);
        }
        (Damage::Drop, Value::Array(items)) => {
            items.remove(last.parse().unwrap());
        }
        (Damage::Twice, Value::Array(items)) => {
            let item = items[last.parse::<usize>().unwrap()].clone();
            items.push(item);
        }
        (Damage::Write(text), parent) => {
            if let Some(value) = parent.pointer_mut(&format!("/{last}")) {
                *value = json!(text);
            }
        }
        (Damage::Append(text), parent) => {
            if let Some(Value::String(value)) = parent.pointer_mut(&format!("/{last}")) {
                value.push_str(&text);
            }
        }
        (Damage::Twice | Damage::Drop, _) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_content_makes_a_check_panic(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), damage()), 0..4),
        kind in proptest::sample::select(Kind::ALL.to_vec()),
    ) {
        let mut all = records();
        all["condition"] = json!({ "name": "アトピー性皮膚炎" });
        for (index, damage) in changes {
            let mut known = Vec::new();
            paths(&all, "", &mut known);
            let path = index.get(&known).clone();
            // A change that the domain refuses is undone: the others still count.
            let before = all.clone();
            apply(&mut all, &path, damage);
            if decoded(kind, kind.name(), &all).is_err() {
                all = before;
            }
        }
        let Ok(dossier) = decoded(kind, kind.name(), &all) else { return Ok(()) };
        let passages = passages(&dossier);
        let phrases: Vec<_> = ["JP-F03", "JP-F07", "JP-R04", "JP-S01", "JP-T01"]
            .iter()
            .flat_map(|rule| passages.iter().map(|p| found(rule, &p.field, "99%")))
            .collect();
        for rule in rules() {
            for breach in fires_after(rule["id"].as_str().unwrap(), &dossier, &phrases) {
                let Some(range) = breach.place.range else { continue };
                let passage = passages
                    .iter()
                    .find(|p| p.field == breach.place.field && p.target == breach.place.target);
                let passage = passage.expect("the field is one of the text");
                let length = range.end - range.start;
                let words: String = passage.text.chars().skip(range.start).take(length).collect();
                prop_assert_eq!(&words, &breach.matched);
                let sentence = breach.place.sentence.expect("a sentence around the words");
                prop_assert!(sentence.text.contains(&words));
                prop_assert!(sentence.range.start <= range.start && range.end <= sentence.range.end);
            }
        }
    }
}
