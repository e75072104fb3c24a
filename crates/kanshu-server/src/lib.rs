//! The program: reads the configuration, wires everything, offers the command line, runs.
//!
//! [`Site`] is a running Kanshu without its address: tests open one with a fixed clock and listen on
//! port 0; `kanshu serve` opens one with the machine's clock. Nothing here decides anything about
//! content.

// The futures of the whole GraphQL schema lie deep in each other.
#![recursion_limit = "256"]

pub mod cli;
mod commands;
pub mod config;
mod demo;
mod embedded;
mod glossary;
mod graphql_over_http;
mod headers;
mod house_packs;
mod logging;
mod pages;
mod site;
mod stdout;
mod system;

pub use commands::{CommandError, run};
pub use config::{Config, ConfigErrors};
pub use demo::{Demo, DemoError, DemoLogin};
pub use glossary::GlossaryError;
pub use house_packs::HousePackError;
pub use site::{Running, Site, SiteError};
pub use system::{SystemClock, SystemIds};
