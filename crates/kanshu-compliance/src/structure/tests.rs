//! Every structural rule: what it fires on and what it leaves alone, with the parameters of the pack.

pub(crate) mod fixtures;

mod claims;
mod limits;
mod no_panic;
mod people;
mod photographs;
mod products;
mod retractions;
mod sources;
mod studies;
mod support;
mod treatments;

use super::CHECKS;
use fixtures::{fires, lawful, rules};

#[test]
fn every_rule_hands_its_check_what_it_needs_and_nothing_else() {
    for rule in rules() {
        let id = rule["id"].as_str().unwrap();
        let name = rule["check"].as_str().unwrap();
        let known = CHECKS.iter().find(|(known, ..)| *known == name);
        let (.., needed) = known.unwrap_or_else(|| panic!("{id}: there is no check {name}"));
        let with = rule.get("with").and_then(toml::Value::as_table).cloned().unwrap_or_default();
        for key in *needed {
            assert!(with.contains_key(*key), "{id}: {name} needs `{key}`");
        }
        // `as_of` is for readers: the day of a list.
        let stray = with.keys().find(|key| !needed.contains(&key.as_str()) && *key != "as_of");
        assert_eq!(stray, None, "{id}: {name} does not read it");
    }
}

#[test]
fn every_check_serves_a_rule() {
    for (name, ..) in CHECKS {
        let used = rules().iter().any(|rule| rule["check"].as_str() == Some(name));
        assert!(used, "{name}");
    }
}

#[test]
fn words_in_the_pack_are_written_in_the_form_that_texts_are_compared_in() {
    fn each_string(value: &toml::Value, look: &mut impl FnMut(&str)) {
        match value {
            toml::Value::String(text) => look(text),
            toml::Value::Array(values) => values.iter().for_each(|v| each_string(v, look)),
            toml::Value::Table(table) => table.values().for_each(|v| each_string(v, look)),
            _ => {}
        }
    }
    for rule in rules() {
        if let Some(with) = rule.get("with") {
            each_string(with, &mut |text| {
                let is_rule = text.get(2..3) == Some("-");
                assert!(is_rule || super::words::fold(text) == text, "{:?}: {text}", rule["id"]);
            });
        }
    }
}

#[test]
fn a_lawful_page_breaks_no_rule() {
    for rule in rules() {
        let id = rule["id"].as_str().unwrap();
        assert_eq!(fires(id, &lawful(|_| {})), [], "{id}");
    }
}
