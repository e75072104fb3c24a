//! The command line.

mod evidence;
mod lint;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use kanshu_domain::{
    actor::{Scope, StaffRole},
    id::{ApiKeyId, GroupId},
    values::Locale,
};

pub use evidence::{CiteCommand, ReferenceForm, RetractionsCommand, TranslationCommand};
pub(crate) use lint::named;
pub use lint::{Deny, Lint, LintFormat, PacksCommand, ReportLanguage};

/// A headless CMS for content that a physician answers for.
#[derive(Debug, Parser)]
#[command(name = "kanshu", version, arg_required_else_help = true)]
pub struct Cli {
    #[command(flatten)]
    pub settings: SettingFlags,
    #[command(subcommand)]
    pub command: Command,
}

/// Flags that set settings; stronger than `KANSHU_*`, which is stronger than `kanshu.toml`.
#[derive(Debug, Default, Args)]
pub struct SettingFlags {
    /// The configuration file [default: kanshu.toml, if it is there].
    #[arg(long, global = true, env = "KANSHU_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// sqlite://… or postgres://… [default: a file in the data directory].
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// Where the database file lies [default: ./data].
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<String>,
}

impl SettingFlags {
    /// The flags given, by the setting they set.
    pub fn given(&self) -> Vec<(&'static str, String)> {
        [("database_url", &self.database_url), ("data_dir", &self.data_dir)]
            .into_iter()
            .filter_map(|(key, value)| Some((key, value.clone()?)))
            .collect()
    }
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Answer requests.
    Serve {
        /// Address and port [default: 127.0.0.1:8080].
        #[arg(long, value_name = "ADDRESS")]
        listen: Option<String>,
        /// Fill an empty database with a small fictional clinic first.
        #[arg(long)]
        demo: bool,
    },
    /// Bring the database up to this version and stop.
    Migrate,
    /// Members of staff.
    #[command(subcommand)]
    User(UserCommand),
    /// Keys for programs: front-end builds, marketing tools.
    #[command(subcommand)]
    ApiKey(ApiKeyCommand),
    /// Turn a pasted column into a draft article and stub citations.
    Import(Import),
    /// Say what in texts breaks the advertising rules. Needs no database, but for --published.
    Lint(Lint),
    /// The rule packs.
    #[command(subcommand)]
    Packs(PacksCommand),
    /// Reference files.
    #[command(subcommand)]
    Cite(CiteCommand),
    /// Translations (和訳) and their originals.
    #[command(subcommand)]
    Translation(TranslationCommand),
    /// What became of sources since they appeared.
    #[command(subcommand)]
    Retractions(RetractionsCommand),
    /// The projections that lists and filters read.
    #[command(subcommand)]
    Index(IndexCommand),
    /// The event log.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Print a contract. Needs no database.
    Schema { which: Contract },
}

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add a user. The password comes from KANSHU_PASSWORD, else from a prompt.
    Add {
        #[arg(long)]
        email: String,
        /// admin, editor, author, physician, compliance, marketer or viewer; may be repeated.
        #[arg(long = "role", required = true, value_delimiter = ',')]
        roles: Vec<StaffRole>,
        /// The physician document that the user signs as.
        #[arg(long, value_name = "ID")]
        physician: Option<GroupId>,
    },
    /// List all users.
    List,
    /// End all sessions of a user and let them log in no more.
    Disable { email: String },
    /// Let a disabled user log in again.
    Enable { email: String },
    /// Link a user to the physician document that they sign as.
    LinkPhysician { email: String, physician: GroupId },
}

#[derive(Debug, Subcommand)]
pub enum ApiKeyCommand {
    /// Add a key. It is shown once.
    Add {
        #[arg(long)]
        name: String,
        /// published:read, drafts:read, content:write or compliance:check; may be repeated.
        #[arg(long = "scope", required = true, value_delimiter = ',')]
        scopes: Vec<Scope>,
        /// Days (`30d`) or the last day in Tokyo (`2027-03-31`).
        #[arg(long, value_name = "30d|DATE")]
        expires: String,
    },
    /// List all keys, without their secrets.
    List,
    /// Revoke a key.
    Revoke { id: ApiKeyId },
}

#[derive(Debug, Args)]
pub struct Import {
    /// A file, or `-` for standard input.
    pub source: PathBuf,
    #[arg(long, value_enum, default_value_t = ImportFormat::Text)]
    pub format: ImportFormat,
    /// The language of the column: ja, en, …
    #[arg(long, default_value = "ja", value_parser = Locale::parse)]
    pub locale: Locale,
    /// Only show what would be added. Needs no database.
    #[arg(long)]
    pub dry_run: bool,
    /// Print one JSON object {draft, citations, report}.
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    /// Plain text, as pasted from a web page.
    Text,
}

#[derive(Debug, Subcommand)]
pub enum IndexCommand {
    /// Write all projections anew from the revisions and publications.
    Rebuild,
}

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Check the chain of events and the hash of every revision.
    Verify,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Contract {
    Graphql,
    Openapi,
    /// The JSON Schema of `lint --format json`.
    Lint,
}
