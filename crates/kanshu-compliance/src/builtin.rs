//! The packs that come with Kanshu.

use std::collections::BTreeMap;

use crate::{Pack, PackError};

/// The files of a pack folder, in the program.
macro_rules! pack {
    ($folder:literal: $($file:literal),+ $(,)?) => {
        &[$(($file, include_str!(concat!("../packs/", $folder, "/", $file)))),+]
    };
}

const PACKS: &[&[(&str, &str)]] = &[
    pack!(
        "jp-medical-ads":
        "pack.toml",
        "words.toml",
        "guards.toml",
        "reading.toml",
        "structure.toml",
        "rules/authority.toml",
        "rules/claims.toml",
        "rules/credentials.toml",
        "rules/dignity.toml",
        "rules/display.toml",
        "rules/exaggeration.toml",
        "rules/guarantees.toml",
        "rules/prices.toml",
        "rules/products.toml",
        "rules/superiority.toml",
        "rules/testimonials.toml",
    ),
    pack!(
        "us-ftc-health":
        "pack.toml",
        "words.toml",
        "guards.toml",
        "structure.toml",
        "rules/claims.toml",
        "rules/comparison.toml",
        "rules/evidence.toml",
        "rules/people.toml",
        "rules/products.toml",
        "rules/safety.toml",
    ),
    pack!(
        "kr-medical-act":
        "pack.toml",
        "words.toml",
        "guards.toml",
        "structure.toml",
        "rules/claims.toml",
        "rules/people.toml",
        "rules/prices.toml",
    ),
];

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

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    #[test]
    fn every_file_of_a_pack_folder_is_in_the_program() {
        let folders = Path::new(env!("CARGO_MANIFEST_DIR")).join("packs");
        let mut on_disk = BTreeSet::new();
        for pack in fs::read_dir(folders).unwrap().map(|entry| entry.unwrap().path()) {
            for (prefix, folder) in [("", pack.clone()), ("rules/", pack.join("rules"))] {
                for entry in fs::read_dir(folder).into_iter().flatten() {
                    let name = entry.unwrap().file_name().into_string().unwrap();
                    if name.ends_with(".toml") {
                        let id = pack.file_name().unwrap().to_str().unwrap();
                        on_disk.insert(format!("{id}/{prefix}{name}"));
                    }
                }
            }
        }
        let built_in: BTreeSet<String> = packs()
            .unwrap()
            .iter()
            .zip(PACKS)
            .flat_map(|(pack, files)| files.iter().map(|(file, _)| format!("{}/{file}", pack.id)))
            .collect();
        assert_eq!(on_disk, built_in);
    }
}
