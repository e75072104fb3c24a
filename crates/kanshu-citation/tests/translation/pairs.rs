//! Faithful pairs: `cases/translation/*.jsonl`.

use std::{fs, path::Path};

use serde::Deserialize;

/// An original with a translation that says the same.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Faithful {
    pub(crate) id: String,
    pub(crate) original_lang: String,
    pub(crate) original: String,
    pub(crate) translation: String,
    /// `literal`, `free` or `patient`.
    pub(crate) register: String,
}

/// All of them, in the order of the files' names. English originals only.
pub(crate) fn all() -> Vec<Faithful> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/translation");
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut pairs: Vec<Faithful> = files
        .iter()
        .flat_map(|file| {
            let text = fs::read_to_string(file).unwrap();
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Faithful>>()
        })
        .collect();
    pairs.retain(|pair| pair.original_lang == "en");
    pairs
}
