//! The ten kinds, each a plain struct. Their serde form (camelCase JSON) is what is stored, what REST
//! reads and writes, and what the importer prints.

pub mod article;
pub mod banner;
pub mod citation;
pub mod clinic;
pub mod condition;
pub mod disclaimer;
pub mod physician;
pub mod product;
pub mod tag;
pub mod treatment;
