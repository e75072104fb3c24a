//! What clients hand in, made ready for the domain.
