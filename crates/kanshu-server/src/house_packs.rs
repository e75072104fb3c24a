//! The rule packs at work: those that come with Kanshu, and the site's own from folders.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use kanshu_compliance::{Engine, Pack, PackError};

/// Why the site's rule packs cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum HousePackError {
    #[error("{} cannot be read", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{} holds no `pack.toml`, so it is no rule pack", folder.display())]
    NoPack { folder: PathBuf },
    #[error("the rule pack in {} is not valid", folder.display())]
    Wrong { folder: PathBuf, source: PackError },
    #[error("the rule packs do not go together")]
    Apart(#[source] PackError),
}

/// The packs that come with Kanshu and those in the folders, compiled.
///
/// # Errors
/// The first folder, file or rule that is wrong.
pub(crate) fn engine(folders: &[PathBuf]) -> Result<Arc<Engine>, HousePackError> {
    if folders.is_empty() {
        return Engine::builtin().map_err(HousePackError::Apart);
    }
    let packs = folders.iter().map(|folder| read(folder)).collect::<Result<_, _>>()?;
    Engine::new(packs).map(Arc::new).map_err(HousePackError::Apart)
}

/// The pack in a folder.
///
/// # Errors
/// The first file or rule that is wrong.
pub(crate) fn read(folder: &Path) -> Result<Pack, HousePackError> {
    let mut files = BTreeMap::new();
    collect(folder, "", &mut files)?;
    if !files.contains_key("pack.toml") {
        return Err(HousePackError::NoPack { folder: folder.to_owned() });
    }
    let wrong = |source| HousePackError::Wrong { folder: folder.to_owned(), source };
    Pack::read(&files).map_err(wrong)
}

fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> HousePackError + use<> {
    let path = path.to_owned();
    move |source| HousePackError::Unreadable { path, source }
}

/// The TOML files of a folder and those in it, by their path from the pack's own folder.
fn collect(
    folder: &Path,
    within: &str,
    files: &mut BTreeMap<String, String>,
) -> Result<(), HousePackError> {
    for entry in std::fs::read_dir(folder).map_err(unreadable(folder))? {
        let path = entry.map_err(unreadable(folder))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            collect(&path, &format!("{within}{name}/"), files)?;
        } else if name.ends_with(".toml") {
            let text = std::fs::read_to_string(&path).map_err(unreadable(&path))?;
            files.insert(format!("{within}{name}"), text);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_no_pack_is_named() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let path = folder.path().to_owned();
        let error = engine(std::slice::from_ref(&path)).expect_err("no pack");
        assert!(matches!(error, HousePackError::NoPack { .. }), "{error}");
        assert!(error.to_string().contains(&path.display().to_string()), "{error}");

        let gone = path.join("gone");
        let error = engine(std::slice::from_ref(&gone)).expect_err("no folder");
        assert!(matches!(error, HousePackError::Unreadable { .. }), "{error}");
        assert!(error.to_string().contains("gone"), "{error}");
    }
}
