//! Everything outbound. So far: look-ups of bibliographic records by DOI or PMID in Crossref and PubMed.

mod config;
mod crossref;
mod error;
mod http;
mod pubmed;
mod registries;

pub use config::{ConfigProblem, RegistriesConfig};
pub use error::CourierError;
pub use registries::{Found, Pause, Registries, Registry};
