//! What the command line does. Each command opens what it needs and acts as the machine's operator.

mod accounts;
mod cite;
mod error;
mod import;
mod jsonl;
mod lint;
mod maintenance;
mod packs;
mod retractions;
mod serve;
mod translation;

use std::{io::Write, process::ExitCode, sync::Arc};

use kanshu_domain::actor::Actor;

pub use error::CommandError;

use crate::{
    Config, Demo, Site, SystemClock, SystemIds,
    cli::{Cli, Command, Contract, SettingFlags},
    config::Sources,
    logging, stdout,
};

/// Runs a command line to its end.
pub fn run(cli: Cli) -> ExitCode {
    match execute(cli) {
        Ok(code) => code,
        Err(error) => {
            // Standard error may be closed too; there is nobody left to tell then.
            let _ = writeln!(std::io::stderr(), "kanshu: {}", error.in_full());
            ExitCode::from(error.exit_code())
        }
    }
}

fn execute(cli: Cli) -> Result<ExitCode, CommandError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(CommandError::Runtime)?;
    runtime.block_on(dispatch(cli))
}

async fn dispatch(cli: Cli) -> Result<ExitCode, CommandError> {
    let settings = &cli.settings;
    match cli.command {
        Command::Lint(lint) if lint.published => {
            return lint::published(&open(settings).await?, &lint).await;
        }
        Command::Lint(lint) => return lint::lint(&lint),
        Command::Packs(command) => return packs::packs(&command),
        Command::Cite(command) => cite::cite(settings, &command).await,
        Command::Translation(command) => return translation::translation(&command),
        Command::Schema { which } => schema(which),
        Command::Import(import) if import.dry_run => import::preview(&import),
        Command::Import(import) => import::add(&open(settings).await?, &import).await,
        Command::Serve { listen, demo } => {
            let mut flags = settings.given();
            flags.extend(listen.map(|listen| ("listen", listen)));
            let mut config = load(settings, flags)?;
            if demo {
                config.policy.declarations = Demo::DECLARATIONS;
            }
            serve::serve(&site(&config).await?, demo).await
        }
        Command::Migrate => maintenance::migrate(&open(settings).await?),
        Command::User(command) => accounts::user(&open(settings).await?, command).await,
        Command::ApiKey(command) => accounts::api_key(&open(settings).await?, command).await,
        Command::Retractions(command) => {
            retractions::retractions(&open(settings).await?, command).await
        }
        Command::Index(command) => maintenance::index(&open(settings).await?, &command).await,
        Command::Audit(command) => maintenance::audit(&open(settings).await?, &command).await,
    }?;
    Ok(ExitCode::SUCCESS)
}

fn schema(which: Contract) -> Result<(), CommandError> {
    let text = match which {
        Contract::Graphql => kanshu_graphql::sdl(),
        Contract::Openapi => kanshu_rest::openapi_json(),
        Contract::Lint => kanshu_compliance::render::json::SCHEMA.to_owned(),
    };
    say(text.trim_end())
}

fn load(
    settings: &SettingFlags,
    flags: Vec<(&'static str, String)>,
) -> Result<Config, CommandError> {
    let config = Config::load(&Sources::of_process(settings.config.clone(), flags))?;
    logging::start(&config.log);
    Ok(config)
}

async fn site(config: &Config) -> Result<Site, CommandError> {
    Ok(Site::open(config, Arc::new(SystemClock), Arc::new(SystemIds)).await?)
}

async fn open(settings: &SettingFlags) -> Result<Site, CommandError> {
    site(&load(settings, settings.given())?).await
}

/// Whoever can run this program on the machine that holds the database.
fn operator() -> Actor {
    Actor::operator()
}

fn say(text: &str) -> Result<(), CommandError> {
    stdout::line(text).map_err(CommandError::Output)
}

fn say_json(value: &impl serde::Serialize) -> Result<(), CommandError> {
    say(&serde_json::to_string_pretty(value).map_err(CommandError::Json)?)
}
