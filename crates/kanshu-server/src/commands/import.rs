//! `kanshu import`: shows, or adds, what the importer made of a pasted column.

use std::io::Read;

use kanshu_domain::id::{DocumentId, Ids};
use kanshu_editorial::import_column;
use kanshu_formats::column::{self, Imported};
use serde_json::json;

use crate::{
    CommandError, Site, SystemIds,
    cli::{Import, ImportFormat},
};

use super::{operator, say, say_json};

/// Shows what would be added. Opens no database.
pub(super) fn preview(import: &Import) -> Result<(), CommandError> {
    let imported = read(import, &SystemIds)?;
    print(import, &imported, None)
}

/// Adds the draft and its stub citations.
pub(super) async fn add(site: &Site, import: &Import) -> Result<(), CommandError> {
    let desk = site.desk();
    let imported = read(import, desk.ids.as_ref())?;
    let citations = imported.citations.iter().map(|stub| (stub.id, stub.citation.clone()));
    let (draft, citations) = (imported.draft.clone(), citations.collect());
    let added = import_column(desk, &operator(), import.locale.clone(), draft, citations).await?;
    print(import, &imported, Some(added.article.document))
}

fn read(import: &Import, ids: &dyn Ids) -> Result<Imported, CommandError> {
    let mut bytes = Vec::new();
    let result = if import.source.as_os_str() == "-" {
        std::io::stdin().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(&import.source).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    let what = import.source.display().to_string();
    result.map_err(|source| CommandError::Input { what: what.clone(), source })?;
    let text = String::from_utf8(bytes)
        .map_err(|_| CommandError::Usage(format!("{what} is not text in UTF-8")))?;
    if text.contains('\0') {
        return Err(CommandError::Usage(format!("{what} contains a NUL character")));
    }
    let ImportFormat::Text = import.format;
    Ok(column::import(&text, &import.locale, ids))
}

fn print(
    import: &Import,
    imported: &Imported,
    added: Option<DocumentId>,
) -> Result<(), CommandError> {
    if import.json {
        return say_json(&json!({
            "draft": imported.draft,
            "citations": imported.citations,
            "report": imported.report,
        }));
    }
    say("")
}
