//! Commands about sources: references, translations, retractions.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Subcommand, ValueEnum};
use kanshu_citation::{format::Style, import::Format};
use kanshu_domain::values::Locale;

#[derive(Debug, Subcommand)]
pub enum CiteCommand {
    /// Add the references of a file as draft citations; works that are there already are left out.
    Import {
        /// RIS, NBIB (PubMed), BibTeX or CSL-JSON in UTF-8 or Shift_JIS; `-` for standard input.
        source: PathBuf,
        /// ris, nbib, bibtex or csl-json [default: told from the content].
        #[arg(long, value_parser = form)]
        from: Option<Format>,
        /// Only tell what would be added.
        #[arg(long)]
        dry_run: bool,
    },
    /// Print the references of a file in a citation style. Needs no database.
    Format {
        /// RIS, NBIB (PubMed), BibTeX or CSL-JSON; `-` for standard input.
        source: PathBuf,
        /// ris, nbib, bibtex or csl-json [default: told from the content].
        #[arg(long, value_parser = form)]
        from: Option<Format>,
        /// nlm (vancouver), sist02, or a CSL style; `kanshu cite styles` lists them.
        #[arg(long, default_value = "nlm", value_parser = Style::parse)]
        style: Style,
        /// The language of the page around the list.
        #[arg(long, default_value = "ja", value_parser = Locale::parse)]
        locale: Locale,
        /// As HTML list items.
        #[arg(long)]
        html: bool,
    },
    /// Turn a reference file into another form. Needs no database.
    Convert {
        /// RIS, NBIB (PubMed), BibTeX or CSL-JSON; `-` for standard input.
        source: PathBuf,
        /// ris, nbib, bibtex or csl-json [default: told from the content].
        #[arg(long, value_parser = form)]
        from: Option<Format>,
        #[arg(long, value_enum)]
        to: ReferenceForm,
    },
    /// List the citation styles by name. Needs no database.
    Styles,
    /// Print what Crossref knows of a DOI, or PubMed of a PMID, as CSL-JSON. Needs no database.
    LookUp {
        /// `10.5555/abc`, or the digits of a PMID.
        identifier: String,
    },
}

/// A form in which references are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReferenceForm {
    Ris,
    Bibtex,
    CslJson,
}

fn form(name: &str) -> Result<Format, String> {
    Format::named(name).ok_or_else(|| "one of ris, nbib, bibtex, csl-json".to_owned())
}

#[derive(Debug, Subcommand)]
pub enum TranslationCommand {
    /// Compare translations with their originals: a line {"id", "original_lang", "original",
    /// "translation"} in, a line {"id", "findings"} out. Needs no database.
    Check {
        /// A file of JSON lines, or `-` for standard input.
        source: PathBuf,
        /// The site's glossary.
        #[arg(long, value_name = "FILE")]
        glossary: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub enum RetractionsCommand {
    /// Take in the Retraction Watch dataset (CSV), in place of the one before.
    Import {
        /// A file, or `-` for standard input.
        source: PathBuf,
        /// The day in Tokyo on which the file was current [default: today].
        #[arg(long, value_name = "DATE")]
        as_of: Option<NaiveDate>,
    },
    /// List the site's sources that the dataset names, with the public documents that rest on them.
    List,
}
