//! What this crate promises.

mod clinic_column;
mod many_habits;
mod other_columns;
mod partition;
mod rendering;
