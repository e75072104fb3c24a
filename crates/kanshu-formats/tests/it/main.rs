//! What this crate promises.

mod clinic_column;
mod other_columns;
mod partition;
mod rendering;
