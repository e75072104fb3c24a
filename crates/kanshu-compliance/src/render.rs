//! Reports for people and for machines.

pub mod github;
pub mod json;
pub mod sarif;
pub mod text;
mod words;

/// The language of reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    Japanese,
    English,
}

#[cfg(test)]
mod tests;
