//! Text as rules see it: one normal form, with the way back to the original characters.

mod normalize;
mod numerals;
mod segment;

pub(crate) use normalize::{Fold, Normalized};
pub(crate) use segment::sentences;
