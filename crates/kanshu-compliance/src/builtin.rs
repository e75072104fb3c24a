//! The packs that come with Kanshu.

use std::collections::BTreeMap;

use crate::{Pack, PackError};

/// The files of a pack folder, in the program.
macro_rules! pack {
    ($folder:literal: $($file:literal),+ $(,)?) => {
        &[$(($file, include_str!(concat!("../packs/", $folder, "/", $file)))),+]
    };
}

const PACKS: &[&[(&str, &str)]] = &[pack!(
    "jp-medical-ads":
    "pack.toml",
    "words.toml",
    "guards.toml",
)];

/// Reads them all.
pub(crate) fn packs() -> Result<Vec<Pack>, PackError> {
    PACKS
        .iter()
        .map(|files| {
            let files: BTreeMap<String, String> =
                files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
            Pack::read(&files)
        })
        .collect()
}
