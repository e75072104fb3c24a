//! What the renderer gives back, as runs.

use hayagriva::citationberg::{Display, FontStyle, FontVariant, FontWeight, VerticalAlign};
use hayagriva::{BibliographyItem, ElemChild, ElemChildren, ElemMeta, Formatting};
use kanshu_domain::kinds::citation::Citation;

use crate::format::record;
use crate::format::runs::{Face, Run, Runs};

/// Whether the number of a reference is printed; the list has its own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbers {
    Kept,
    Dropped,
}

struct Printer {
    runs: Runs,
    numbers: Numbers,
    dropped_number: bool,
    /// The words so far end with a date.
    after_date: bool,
}

pub(super) fn runs(children: &ElemChildren, numbers: Numbers) -> Runs {
    let mut printer =
        Printer { runs: Runs::default(), numbers, dropped_number: false, after_date: false };
    printer.children(children);
    printer.finished()
}

/// An entry of the list without its number.
pub(super) fn item(item: &BibliographyItem) -> Runs {
    let mut printer = Printer {
        runs: Runs::default(),
        numbers: Numbers::Dropped,
        dropped_number: false,
        after_date: false,
    };
    if let Some(first) = &item.first_field {
        printer.child(first);
    }
    printer.children(&item.content);
    printer.finished()
}

impl Printer {
    fn children(&mut self, children: &ElemChildren) {
        for child in &children.0 {
            self.child(child);
        }
    }

    fn child(&mut self, child: &ElemChild) {
        match child {
            ElemChild::Text(text) => self.push(&text.text, face(text.formatting)),
            ElemChild::Elem(elem) => {
                if elem.meta == Some(ElemMeta::CitationNumber) && self.numbers == Numbers::Dropped {
                    self.dropped_number = true;
                    return;
                }
                if elem.display.is_some_and(|display| display != Display::LeftMargin) {
                    self.runs.space();
                }
                self.children(&elem.children);
                self.after_date = elem.meta == Some(ElemMeta::Date);
            }
            ElemChild::Markup(text) => self.push(text, Face::default()),
            ElemChild::Link { text, url } => {
                if self.after_date {
                    self.after_date = false;
                }
                self.runs.link(&text.text.replace(super::GUARD, ""), url);
            }
            ElemChild::Transparent { .. } => {}
        }
    }

    fn push(&mut self, text: &str, face: Face) {
        let text = text.replace(super::GUARD, "");
        // A year whose month is missing keeps the space before the month: "2024 ;134".
        if self.after_date && text.starts_with([';', ':', ',', '.', ')']) {
            self.trim_end();
        }
        self.after_date &= text.is_empty();
        self.runs.push_in(&text, face);
    }

    fn trim_end(&mut self) {
        if let Some(last) = self.runs.0.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
    }

    fn finished(mut self) -> Runs {
        if self.dropped_number {
            self.strip_marker();
        }
        self.trim_end();
        self.runs.0.retain(|run| !run.text.is_empty());
        self.runs
    }

    /// What stood around the number that was dropped: `[] `, `. `.
    fn strip_marker(&mut self) {
        const MARKERS: [&str; 8] = ["[]", "()", "].", ").", "]", ")", ".", ""];
        while self.runs.0.first().is_some_and(|run| run.text.is_empty()) {
            self.runs.0.remove(0);
        }
        if let Some(first) = self.runs.0.first_mut() {
            let rest = MARKERS.iter().find_map(|marker| first.text.strip_prefix(marker));
            let rest = rest.unwrap_or(&first.text).trim_start().to_owned();
            first.text = rest;
        }
    }
}

fn face(formatting: Formatting) -> Face {
    Face {
        is_italic: formatting.font_style == FontStyle::Italic,
        is_bold: formatting.font_weight == FontWeight::Bold,
        is_small_caps: formatting.font_variant == FontVariant::SmallCaps,
        is_superscript: formatting.vertical_align == VerticalAlign::Sup,
        is_subscript: formatting.vertical_align == VerticalAlign::Sub,
    }
}

/// Makes links of the record's DOI and address where the style printed them as words.
pub(super) fn link_identifiers(runs: &mut Runs, citation: &Citation) {
    let doi = citation.doi.as_ref();
    let mut wanted: Vec<(String, String)> = Vec::new();
    if let Some(doi) = doi {
        wanted.push((doi.url(), record::doi_url(doi)));
        wanted.push((doi.to_string(), record::doi_url(doi)));
    }
    if let Some(url) = &citation.url {
        wanted.push((url.to_string(), url.to_string()));
    }
    for (words, url) in wanted {
        if runs.0.iter().any(|run| run.url.as_ref() == Some(&url)) {
            continue;
        }
        let found = runs.0.iter().enumerate().find_map(|(place, run)| {
            run.url.is_none().then(|| run.text.find(&words)).flatten().map(|at| (place, at))
        });
        let Some((place, at)) = found else { continue };
        let run = runs.0.remove(place);
        let end = at + words.len();
        let part =
            |text: &str, url: Option<String>| Run { text: text.to_owned(), face: run.face, url };
        let parts =
            [part(&run.text[..at], None), part(&words, Some(url)), part(&run.text[end..], None)];
        let parts = parts.into_iter().filter(|part| !part.text.is_empty());
        runs.0.splice(place..place, parts);
    }
}
