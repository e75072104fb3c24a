//! References as readers see them: a numbered list in a citation style.
//!
//! [`Style::Nlm`] (Vancouver) and [`Style::Sist02`] are written here, after their manuals; every other style is
//! a CSL style that `hayagriva` carries. The same records, style and locale always give the same bytes.

mod csl_style;
mod nlm;
mod pages;
mod record;
mod runs;
mod sist02;

use std::{fmt, str::FromStr};

use kanshu_domain::{kinds::citation::Citation, retraction::Notice, values::Locale};

pub use csl_style::CslStyle;

/// A citation style, by the name that `style=` takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Style {
    /// `nlm` or `vancouver`: Citing Medicine, as the ICMJE's Recommendations use it.
    Nlm,
    /// `sist02`: SIST 02-2007, 参照文献の書き方.
    Sist02,
    /// Any other: a CSL style.
    Csl(CslStyle),
}

/// A style nobody knows, with the nearest names.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no citation style `{name}`: use `nlm` (also called `vancouver`), `sist02`, or a CSL style by its \
     name in the Zotero style repository (https://www.zotero.org/styles) as far as it is built in, such as {}",
    near.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
)]
pub struct UnknownStyle {
    pub name: String,
    /// Names that exist and look like it, at most five.
    pub near: Vec<&'static str>,
}

impl Style {
    /// The style of that name. `csl:` before a name asks for the CSL style where ours has the same name:
    /// `csl:vancouver`, `csl:sist02`.
    ///
    /// # Errors
    /// When there is no such style; the error says how to find one.
    pub fn parse(name: &str) -> Result<Self, UnknownStyle> {
        let lower = name.trim().to_ascii_lowercase();
        match lower.as_str() {
            "nlm" | "vancouver" => return Ok(Self::Nlm),
            "sist02" => return Ok(Self::Sist02),
            _ => {}
        }
        let bare = lower.strip_prefix("csl:").unwrap_or(&lower);
        CslStyle::named(bare).map(Self::Csl).ok_or_else(|| UnknownStyle {
            near: CslStyle::names_like(bare),
            name: name.trim().to_owned(),
        })
    }

    /// Every name that [`Style::parse`] takes, with what the style calls itself; sorted by name.
    pub fn names() -> Vec<(String, &'static str)> {
        let ours = [
            ("nlm", "NLM/Vancouver: Citing Medicine, 2nd edition"),
            ("vancouver", "NLM/Vancouver: Citing Medicine, 2nd edition"),
            ("sist02", "SIST 02-2007 参照文献の書き方"),
        ];
        let mut all: Vec<(String, &'static str)> =
            ours.into_iter().map(|(name, title)| (name.to_owned(), title)).collect();
        all.extend(CslStyle::all().map(|(name, title)| {
            let is_ours = ours.iter().any(|(ours, _)| *ours == name);
            (if is_ours { format!("csl:{name}") } else { name.to_owned() }, title)
        }));
        all.sort();
        all
    }
}

impl FromStr for Style {
    type Err = UnknownStyle;

    fn from_str(name: &str) -> Result<Self, UnknownStyle> {
        Self::parse(name)
    }
}

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nlm => f.write_str("nlm"),
            Self::Sist02 => f.write_str("sist02"),
            Self::Csl(style) => write!(f, "csl:{}", style.name()),
        }
    }
}

/// What is to be listed: a record under the id its reader knows it by.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    pub id: &'a str,
    pub citation: &'a Citation,
    /// What happened to it since; printed behind the reference.
    pub notice: Option<&'a Notice>,
}

impl<'a> From<(&'a str, &'a Citation)> for Source<'a> {
    fn from((id, citation): (&'a str, &'a Citation)) -> Self {
        Self { id, citation, notice: None }
    }
}

/// One line of a reference list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: String,
    /// From 1, in the order of the list.
    pub number: usize,
    /// The mark in the text: `[1]`, or what a CSL style has in its place: `(Mori, 2031)`.
    pub in_text: String,
    /// The reference without its number.
    pub text: String,
    /// The same as HTML for a list item: DOI, PubMed ids and addresses are links, everything is escaped.
    pub html: String,
    /// The language of the source, for the list item's `lang`.
    pub language: Locale,
}

/// The reference list of `sources`, which stand in order of citation. The list has the same order, but for
/// CSL styles that sort (by author, say). `locale` is the language of the page around it: it chooses between
/// words where the style leaves a choice.
pub fn bibliography<'a, S>(sources: &[S], style: &Style, locale: &Locale) -> Vec<Entry>
where
    S: Into<Source<'a>> + Copy,
{
    let sources: Vec<Source<'a>> = sources.iter().map(|source| (*source).into()).collect();
    let reference = |source: &Source<'_>| match style {
        Style::Sist02 => sist02::reference(source.citation, source.notice, locale),
        _ => nlm::reference(source.citation, source.notice),
    };
    if let Style::Csl(style) = style {
        return style.bibliography(&sources, locale);
    }
    sources
        .iter()
        .enumerate()
        .map(|(place, source)| {
            let runs = reference(source);
            Entry {
                id: source.id.to_owned(),
                number: place + 1,
                in_text: format!("[{}]", place + 1),
                text: runs.text(),
                html: runs.html(),
                language: record::language(source.citation),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests;
