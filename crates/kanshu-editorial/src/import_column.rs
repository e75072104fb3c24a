//! Turns a pasted column into drafts.
