//! Names as SIST 02 writes them (4.1.1 to 4.1.4).

use kanshu_domain::kinds::citation::AuthorName;

use crate::format::record;

/// Up to here all names are given, which the standard prefers; of more the first three and ほか / et al.,
/// as in the booklet's example with a long list.
const MOST_NAMES: usize = 6;
const KEPT_OF_MORE: usize = 3;

/// The names as one element, without its full stop: Japanese names whole and separated by commas, Western
/// ones inverted and separated by semicolons.
pub(super) fn authors(names: &[AuthorName], is_japanese: bool) -> String {
    let kept = if names.len() > MOST_NAMES { KEPT_OF_MORE } else { names.len() };
    let texts: Vec<String> = names.iter().take(kept).map(|name| one(name, !is_japanese)).collect();
    let are_whole = texts.iter().all(|text| record::is_japanese(text) && !text.contains(','));
    let mut out = texts.join(if are_whole { ", " } else { "; " });
    if names.len() > kept {
        out.push_str(if is_japanese { "ほか" } else { " et al." });
    }
    out
}

/// `山田太郎, 鈴木花子編`; `Sato, Ken; Ito, Mai, eds.`
pub(super) fn editors(names: &[AuthorName], is_japanese: bool) -> String {
    let written = authors(names, is_japanese);
    match names.len() {
        0 => String::new(),
        _ if is_japanese => format!("{written}編"),
        1 => format!("{written}, ed."),
        _ => format!("{written}, eds."),
    }
}

fn one(name: &AuthorName, in_latin: bool) -> String {
    let Some((family, given)) = record::person(name, in_latin) else {
        return record::literal(name).to_owned();
    };
    let given = given.unwrap_or_default();
    let mut text = family;
    if record::is_japanese(&text) && !given.is_empty() {
        // A Western given name behind a family name in kana needs the comma of its own order.
        if !record::is_japanese(&given) {
            text.push_str(", ");
        }
        text.push_str(&given);
    } else if !given.is_empty() {
        text.push_str(", ");
        text.push_str(&given);
    }
    let suffix = record::text(&name.suffix);
    if !suffix.is_empty() {
        text.push_str(", ");
        text.push_str(suffix);
    }
    text
}
