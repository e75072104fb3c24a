//! CSL styles, rendered by `hayagriva`.
//!
//! The library has defects; what can be mended from outside is mended here and tested, the rest stands in
//! the crate's README. Styles and locales are decoded once, and only when somebody asks for one.

mod mend;
mod print;

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, Rendered,
    archive::{self, ArchivedStyle},
    citationberg::{self, IndependentStyle, LocaleCode, json},
};
use kanshu_domain::{
    kinds::citation::{AuthorName, Citation},
    values::Locale,
};
use serde_json::Value;

use super::record;
use super::runs::Runs;
use super::{Entry, Source};

/// A CSL style that is built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CslStyle {
    name: &'static str,
    archived: ArchivedStyle,
}

static LOCALES: LazyLock<Vec<citationberg::Locale>> = LazyLock::new(archive::locales);
static STYLES: Mutex<BTreeMap<&'static str, Arc<IndependentStyle>>> = Mutex::new(BTreeMap::new());

impl CslStyle {
    /// The name in the Zotero style repository where there is one: `nlm-citation-sequence`, `apa`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The style of that name, or of the name `hayagriva` has for it (`vancouver`).
    pub(super) fn named(name: &str) -> Option<Self> {
        let of = |archived: &&ArchivedStyle| names_of(**archived).any(|known| known == name);
        let archived = archived().find(of)?;
        Some(Self { name: names_of(*archived).next()?, archived: *archived })
    }

    /// Every name of every style, with the style's title.
    pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
        archived().flat_map(|style| names_of(*style).map(|name| (name, style.display_name())))
    }

    /// At most five names that share a word with `name`, else five that are often wanted.
    pub(super) fn names_like(name: &str) -> Vec<&'static str> {
        let words: Vec<&str> = name.split(['-', ' ', '_']).filter(|word| word.len() > 2).collect();
        let mut near: Vec<&'static str> = Self::all()
            .map(|(known, _)| known)
            .filter(|known| words.iter().any(|word| known.contains(word)))
            .collect();
        near.sort_unstable();
        near.dedup();
        near.truncate(5);
        if near.is_empty() {
            near = vec!["american-medical-association", "apa", "bmj", "nature", "the-lancet"];
        }
        near
    }

    /// The style, decoded and mended.
    fn decoded(&self) -> Option<Arc<IndependentStyle>> {
        let mut styles = STYLES.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(style) = styles.get(self.name) {
            return Some(Arc::clone(style));
        }
        // The archive holds independent styles only; a test decodes them all.
        let citationberg::Style::Independent(mut style) = self.archived.get() else { return None };
        mend::style(&mut style);
        let style = Arc::new(style);
        styles.insert(self.name, Arc::clone(&style));
        Some(style)
    }

    pub(super) fn bibliography(&self, sources: &[Source<'_>], locale: &Locale) -> Vec<Entry> {
        let Some(style) = self.decoded() else { return Vec::new() };
        let items: Vec<json::Item> = sources
            .iter()
            .enumerate()
            .map(|(place, source)| item(source.citation, place))
            .collect();
        let terms: Vec<Option<LocaleCode>> =
            sources.iter().map(|source| terms_for(source.citation, &style, locale)).collect();
        // A style prints one language of terms (ほか, et al.); a mixed list is rendered once for each, and
        // every reference taken from the rendering in its language.
        let mut renderings: Vec<(&Option<LocaleCode>, Rendered)> = Vec::new();
        for terms in &terms {
            if renderings.iter().all(|(known, _)| *known != terms) {
                renderings.push((terms, rendered(&items, &style, terms.as_ref())));
            }
        }
        let mut entries: Vec<Entry> = order(&renderings, sources.len())
            .into_iter()
            .filter_map(|place| {
                let source = sources.get(place)?;
                let rendered =
                    renderings.iter().find(|(known, _)| Some(*known) == terms.get(place))?;
                let in_text = rendered.1.citations.get(place)?;
                let (_, first) = renderings.first()?;
                // Numbers are those of one rendering, whatever language the terms have.
                let in_text = if style.bibliography.as_ref().is_some_and(|b| b.sort.is_some()) {
                    first.citations.get(place)?
                } else {
                    in_text
                };
                let in_text = print::runs(&in_text.citation, print::Numbers::Kept).text();
                let mut runs = reference(&rendered.1, place);
                if runs.is_empty() {
                    // A style for footnotes without a list: the note is the reference.
                    runs.push(&in_text);
                    runs.stop();
                }
                print::link_identifiers(&mut runs, source.citation);
                if let Some(notice) = source.notice {
                    super::nlm::append_notice(&mut runs, notice);
                }
                Some(Entry {
                    id: source.id.to_owned(),
                    number: 0,
                    in_text,
                    text: runs.text(),
                    html: runs.html(),
                    language: record::language(source.citation),
                })
            })
            .collect();
        for (place, entry) in entries.iter_mut().enumerate() {
            entry.number = place + 1;
        }
        entries
    }
}

/// The styles of the library, but for the one that labels sources by keys of its own (`alphanumeric`): it
/// prints nothing for CSL-JSON.
fn archived() -> impl Iterator<Item = &'static ArchivedStyle> {
    ArchivedStyle::all().iter().filter(|style| **style != ArchivedStyle::Alphanumeric)
}

/// The name in the style repository first, then those of the library.
fn names_of(style: ArchivedStyle) -> impl Iterator<Item = &'static str> {
    let id = style.csl_id().rsplit('/').next().unwrap_or_default();
    std::iter::once(id).chain(style.names().iter().copied().filter(move |name| *name != id))
}

/// The language of the terms around a record: a style's own where it has one; in Japanese styles that of the
/// source, so that an English paper has no ほか; else the page's. A style without a language was not written
/// for Japanese terms ("佐伯秀久, と 大矢幸弘"): it keeps English ones on Japanese pages.
fn terms_for(citation: &Citation, style: &IndependentStyle, page: &Locale) -> Option<LocaleCode> {
    let own = style.default_locale.as_ref().map(|locale| locale.0.as_str());
    let code = match own {
        Some(own) if own.starts_with("ja") => {
            if record::language(citation).is_japanese() {
                "ja-JP"
            } else {
                "en-US"
            }
        }
        Some(_) => return None,
        None if page.is_japanese() => "en-US",
        None => {
            let language = page.as_str().split('-').next().unwrap_or_default();
            let codes = LOCALES.iter().filter_map(|known| Some(known.lang.as_ref()?.0.as_str()));
            let mut codes = codes.filter(|code| code.split('-').next() == Some(language));
            if language == "en" { "en-US" } else { codes.next().unwrap_or("en-US") }
        }
    };
    Some(LocaleCode(code.to_owned()))
}

fn rendered(
    items: &[json::Item],
    style: &IndependentStyle,
    terms: Option<&LocaleCode>,
) -> Rendered {
    let mut driver = BibliographyDriver::new();
    for item in items {
        let cited = vec![CitationItem::with_entry(item)];
        driver.citation(CitationRequest::new(cited, style, terms.cloned(), &LOCALES, Some(1)));
    }
    driver.finish(BibliographyRequest::new(style, terms.cloned(), &LOCALES))
}

/// The places of the sources in the order of the list.
fn order(renderings: &[(&Option<LocaleCode>, Rendered)], count: usize) -> Vec<usize> {
    let list = renderings.first().and_then(|(_, rendered)| rendered.bibliography.as_ref());
    match list {
        Some(list) => list.items.iter().filter_map(|item| item.key.parse().ok()).collect(),
        None => (0..count).collect(),
    }
}

fn reference(rendered: &Rendered, place: usize) -> Runs {
    let key = place.to_string();
    let list = rendered.bibliography.as_ref();
    let Some(item) = list.and_then(|list| list.items.iter().find(|item| item.key == key)) else {
        return Runs::default();
    };
    print::item(item)
}

/// The record as the library takes it. Its key is the place in the list: ids may repeat.
fn item(citation: &Citation, place: usize) -> json::Item {
    let mut plain = citation.clone();
    plain.variables.clear();
    if !record::language(citation).is_japanese() {
        plain.authors.iter_mut().chain(&mut plain.editors).for_each(romanise);
    }
    let mut item = crate::csl::write(&plain, &place.to_string());
    item.remove("custom");
    // Dates and names that the record could not read can stop the library (it panics on date ranges).
    for (name, value) in &citation.variables {
        let is_plain = matches!(value, Value::String(_) | Value::Number(_));
        if is_plain && (!item.contains_key(name) || matches!(name.as_str(), "type" | "genre")) {
            item.insert(name.clone(), value.clone());
        }
    }
    if let Some(long) = item.get("container-title").cloned() {
        item.entry("container-title-short").or_insert(long);
    }
    item.values_mut().for_each(guard);
    let values = item
        .into_iter()
        .filter_map(|(name, value)| Some((name, serde_json::from_value(value).ok()?)));
    json::Item(values.collect())
}

/// Stands before a value that begins with a punctuation mark, and is taken out of what is printed. Without it
/// the renderer draws the mark over the space before it, and then cuts the text inside a character: it panics.
const GUARD: char = '\u{2060}';

fn guard(value: &mut Value) {
    match value {
        Value::String(text) if text.starts_with(|c: char| !c.is_alphanumeric()) => {
            text.insert(0, GUARD)
        }
        Value::Array(all) => all.iter_mut().for_each(guard),
        Value::Object(fields) => fields.values_mut().for_each(guard),
        _ => {}
    }
}

/// A name in Latin letters where the record has it so: among English words kanji would not be read.
fn romanise(name: &mut AuthorName) {
    if let Some(romanised) = name.romanised.take()
        && name.family.as_ref().is_some_and(|family| !record::is_latin(family.as_str()))
    {
        name.family = Some(romanised.family);
        name.given = romanised.given;
    }
}
