//! Bibliographic records: exchange forms, bibliographies, and whether a translation (和訳) says what its
//! original says. Pure: no I/O, no clock.

pub mod compare;
pub mod csl;
pub mod duplicates;
pub mod evidence;
pub mod export;
pub mod format;
pub mod import;
pub mod integrity;
pub mod retraction_watch;
