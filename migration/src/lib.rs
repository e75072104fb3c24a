//! The schema, one file a step, both engines.
