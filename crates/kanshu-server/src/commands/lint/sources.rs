//! Which files are read, and how.

use std::{
    fs, io,
    io::Read,
    path::{Path, PathBuf},
};

use kanshu_compliance::{Form, SourceText};

use crate::cli::Lint;

/// Endings of files that are read in folders.
const IN_FOLDERS: [&str; 3] = ["md", "markdown", "txt"];

/// The files that a path stands for: itself, or what a folder and its folders hold, in the order of
/// their names. Hidden files and links are not followed.
///
/// # Errors
/// When a folder cannot be read or holds nothing to check.
pub(super) fn files(path: &Path) -> Result<Vec<PathBuf>, String> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    collect(path, &mut files).map_err(|error| unreadable(path, &error))?;
    if files.is_empty() {
        return Err(format!("{} holds no .md or .txt file", path.display()));
    }
    Ok(files)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let (path, kind) = (entry.path(), entry.file_type()?);
        if kind.is_dir() {
            collect(&path, files)?;
        } else if kind.is_file() && IN_FOLDERS.contains(&ending(&path).as_str()) {
            files.push(path);
        }
    }
    Ok(())
}

/// The words of a file (`-`: of standard input), without a byte order mark.
///
/// # Errors
/// When it cannot be read, or is not text.
pub(super) fn read(path: &Path) -> Result<SourceText, String> {
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        io::stdin().read_to_end(&mut bytes)
    } else {
        fs::File::open(path).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.map_err(|error| unreadable(path, &error))?;
    match String::from_utf8(bytes) {
        Ok(text) if text.contains('\0') => {
            Err(format!("{} contains a NUL character", path.display()))
        }
        Ok(text) => Ok(SourceText::new(text.strip_prefix('\u{FEFF}').unwrap_or(&text))),
        Err(_) => Err(format!("{} is not text in UTF-8", path.display())),
    }
}

/// How a file is written: as the flags say, else by its name.
pub(super) fn form(path: &Path, lint: &Lint) -> Form {
    let by_name = matches!(ending(path).as_str(), "md" | "markdown");
    if lint.markdown || (by_name && !lint.plain) { Form::Markdown } else { Form::Plain }
}

fn ending(path: &Path) -> String {
    path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase()
}

fn unreadable(path: &Path, error: &io::Error) -> String {
    format!("{} cannot be read: {error}", path.display())
}
