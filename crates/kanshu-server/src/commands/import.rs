//! `kanshu import`: shows, or adds, what the importer made of a pasted column.

use std::io::Write;

use kanshu_domain::{
    content::KindContent,
    id::{DocumentId, Ids},
};
use kanshu_editorial::import_column;
use kanshu_formats::column::{self, ImportedColumn};

use crate::{
    CommandError, Site, SystemIds,
    cli::{Import, ImportFormat},
};

use super::{cite, operator, say, say_json};

/// Shows what would be added. Opens no database.
pub(super) fn preview(import: &Import) -> Result<(), CommandError> {
    let imported = read(import, &SystemIds)?;
    if import.json { say_json(&imported) } else { say(&described(&imported)) }
}

/// Adds the draft and its stub citations, all or nothing.
pub(super) async fn add(site: &Site, import: &Import) -> Result<(), CommandError> {
    let desk = site.desk();
    let imported = read(import, desk.ids.as_ref())?;
    let citations = imported.citations.iter().map(|stub| (stub.id, stub.citation.clone()));
    let (draft, citations) = (imported.draft.clone(), citations.collect());
    let added = import_column(desk, &operator(), import.locale.clone(), draft, citations).await?;
    let added = added_line(added.article.document, added.citations.len());
    if import.json {
        // Standard output carries the object alone.
        let _ = writeln!(std::io::stderr(), "{added}");
        return say_json(&imported);
    }
    say(&described(&imported))?;
    say(&added)
}

fn added_line(article: DocumentId, citations: usize) -> String {
    format!("Added the draft article {article} and {citations} stub citations.")
}

fn read(import: &Import, ids: &dyn Ids) -> Result<ImportedColumn, CommandError> {
    let bytes = cite::read(&import.source)?;
    let what = import.source.display();
    let text = String::from_utf8(bytes)
        .map_err(|_| CommandError::Usage(format!("{what} is not text in UTF-8")))?;
    if text.contains('\0') {
        return Err(CommandError::Usage(format!("{what} contains a NUL character")));
    }
    let ImportFormat::Text = import.format;
    Ok(column::import(&text, &import.locale, ids)?)
}

fn described(imported: &ImportedColumn) -> String {
    format!(
        "{}\n{} blocks, {} stub citations.\n{}",
        imported.draft.title(),
        imported.draft.body().len(),
        imported.citations.len(),
        imported.report.to_string().trim_end()
    )
}
