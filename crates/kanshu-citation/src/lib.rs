//! Bibliographic records: exchange forms, bibliographies, and whether a translation (和訳) says what its
//! original says. Pure: no I/O, no clock.

pub mod csl;
pub mod duplicates;
pub mod export;
pub mod import;
pub mod integrity;
