//! `kanshu lint …` and `kanshu packs …`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use kanshu_compliance::render::Language;
use kanshu_domain::{
    compliance::{Severity, TextContext},
    kinds::article::Jurisdiction,
};
use serde::{Deserialize, de::value::StrDeserializer};

#[derive(Debug, Args)]
pub struct Lint {
    /// Markdown or text files, folders (their .md and .txt files), or `-` for standard input.
    #[arg(value_name = "FILE|FOLDER|-", required_unless_present = "published")]
    pub sources: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t = LintFormat::Text)]
    pub format: LintFormat,
    /// What all the words are: body, heading, reader_question, banner, sns, meta, offer, alt, button, …
    /// [default: what the Markdown around them says, else body].
    #[arg(long, value_parser = context)]
    pub context: Option<TextContext>,
    /// Whose rules: jp, us, kr; may be repeated.
    #[arg(
        long = "jurisdiction",
        value_name = "JURISDICTION",
        value_delimiter = ',',
        default_value = "jp",
        value_parser = jurisdiction
    )]
    pub jurisdictions: Vec<Jurisdiction>,
    /// Read everything as Markdown [default: files that end in .md or .markdown].
    #[arg(long, conflicts_with = "plain")]
    pub markdown: bool,
    /// Read everything as plain text, each line for itself.
    #[arg(long)]
    pub plain: bool,
    /// The day whose law counts [default: today in Tokyo].
    #[arg(long, value_name = "DATE")]
    pub on: Option<NaiveDate>,
    /// Exit with 1 from this severity on [default: block; with --jsonl findings never do].
    #[arg(long, value_enum)]
    pub deny: Option<Deny>,
    /// The language of reports.
    #[arg(long, value_enum, default_value_t = ReportLanguage::Ja)]
    pub lang: ReportLanguage,
    /// A folder with a rule pack of your own, to be used as well; may be repeated.
    #[arg(long, value_name = "FOLDER")]
    pub house: Vec<PathBuf>,
    /// Read lines {"id", "text", "context"?, "jurisdictions"?}; write a line {"id", "findings"} for each.
    #[arg(long, conflicts_with_all = ["format", "markdown", "plain", "lang", "published"])]
    pub jsonl: bool,
    /// Check what is public today, and say what newly fails.
    #[arg(
        long,
        conflicts_with_all = ["sources", "context", "jurisdictions", "markdown", "plain", "house"]
    )]
    pub published: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LintFormat {
    /// For people: the sentence, the words underlined, law, reason and way out.
    Text,
    /// As `kanshu schema lint` says.
    Json,
    /// SARIF 2.1.0, for code scanning and editors.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    Block,
    Warn,
    Info,
}

impl From<Deny> for Severity {
    fn from(deny: Deny) -> Self {
        match deny {
            Deny::Block => Self::Block,
            Deny::Warn => Self::Warn,
            Deny::Info => Self::Info,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportLanguage {
    Ja,
    En,
}

impl From<ReportLanguage> for Language {
    fn from(language: ReportLanguage) -> Self {
        match language {
            ReportLanguage::Ja => Self::Japanese,
            ReportLanguage::En => Self::English,
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum PacksCommand {
    /// List the packs that come with Kanshu.
    List {
        #[arg(long)]
        json: bool,
    },
    /// Check packs in folders: their form, and all of their examples.
    Test {
        #[arg(value_name = "FOLDER", required = true)]
        folders: Vec<PathBuf>,
    },
}

/// A value by its name in JSON, with the names there are when it is none of them.
pub(crate) fn named<'de, T: Deserialize<'de>>(name: &'de str) -> Result<T, String> {
    let name: StrDeserializer<'de, serde::de::value::Error> = StrDeserializer::new(name);
    T::deserialize(name).map_err(|error| error.to_string())
}

fn context(name: &str) -> Result<TextContext, String> {
    named(name)
}

fn jurisdiction(name: &str) -> Result<Jurisdiction, String> {
    named(name)
}
