//! Packs and labelled sentences from files.

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fs,
    path::Path,
};

use chrono::NaiveDate;
use kanshu_compliance::Pack;
use kanshu_domain::compliance::TextContext;

type Anyhow<T> = Result<T, Box<dyn Error>>;

/// A labelled sentence.
pub(crate) struct Case {
    pub(crate) text: String,
    pub(crate) expected: BTreeSet<String>,
    pub(crate) context: TextContext,
}

/// The day on which packs are asked.
pub(crate) fn today() -> Anyhow<NaiveDate> {
    NaiveDate::from_ymd_opt(2026, 11, 22).ok_or_else(|| "no such day".into())
}

/// The pack without the rule files that cannot be read, each of which is named.
pub(crate) fn readable(mut files: BTreeMap<String, String>) -> Anyhow<Pack> {
    loop {
        match Pack::read(&files) {
            Ok(pack) => return Ok(pack),
            Err(error) if files.remove(&error.file).is_some() => {
                println!("LEFT OUT {error}");
            }
            Err(error) => return Err(error.into()),
        }
    }
}

pub(crate) fn read_folder(folder: &Path) -> Anyhow<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for (prefix, folder) in [("", folder.to_path_buf()), ("rules/", folder.join("rules"))] {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.ends_with(".toml") {
                files.insert(format!("{prefix}{name}"), fs::read_to_string(&path)?);
            }
        }
    }
    Ok(files)
}

pub(crate) fn read_cases(file: &str) -> Anyhow<Vec<Case>> {
    let text = fs::read_to_string(file)?;
    let mut cases = Vec::new();
    for (i, line) in text.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty()) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [sentence, expected, context, ..] = fields[..] else {
            return Err(format!("{file}:{}: too few columns", i + 1).into());
        };
        let expected = match expected {
            "none" => BTreeSet::new(),
            ids => ids.split(',').map(|id| id.trim().to_owned()).collect(),
        };
        let context = serde_json::from_value(context.into())
            .map_err(|error| format!("{file}:{}: {error}", i + 1))?;
        cases.push(Case { text: sentence.to_owned(), expected, context });
    }
    Ok(cases)
}
