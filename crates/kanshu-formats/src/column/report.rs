//! What the importer says about its work.

use std::fmt;

use serde::Serialize;

/// Everything the importer understood, guessed and left out, and where every character went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Understood by a convention that leaves little doubt.
    pub recognised: Vec<Note>,
    /// Understood by likelihood: to be checked by a person.
    pub guessed: Vec<Note>,
    /// What a person has to do before the draft can go on.
    pub warnings: Vec<Note>,
    /// What is not in the draft.
    pub dropped: Vec<Dropped>,
    /// Every range of the input, in order, without gap or overlap.
    pub assignments: Vec<Assignment>,
}

/// One remark on one place of the input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    /// Line of the input, from 1.
    pub line: usize,
    /// Field path in the draft, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// For people.
    pub message: String,
}

/// A stretch of the input that is not in the draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Dropped {
    /// Line of the input, from 1.
    pub line: usize,
    /// First character (Unicode scalar value) in the input.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// What stood there, without the blanks around it.
    pub text: String,
    /// Why it is not in the draft.
    pub reason: String,
}

impl Dropped {
    /// An entry whose range and text follow from the assignments.
    pub(super) fn at(line: usize, reason: &str) -> Self {
        Self { line, start: 0, end: 0, text: String::new(), reason: reason.to_owned() }
    }
}

/// A range of the input and the one place that it went to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Assignment {
    /// First character (Unicode scalar value) in the input.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    #[serde(flatten)]
    pub to: AssignedTo,
}

/// Where a range went. In JSON `{"field": "body[3].items[0]"}` or `{"dropped": 2}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum AssignedTo {
    /// A field of the draft, as a path; `citations[0].citation.doi` is a field of a stub citation.
    Field(String),
    /// An entry of [`Report::dropped`], by index.
    Dropped(usize),
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (title, notes) in [
            ("Recognised", &self.recognised),
            ("Guessed (please check)", &self.guessed),
            ("To do", &self.warnings),
        ] {
            if !notes.is_empty() {
                writeln!(f, "{title}:")?;
            }
            for Note { line, message, .. } in notes {
                writeln!(f, "  line {line}: {message}")?;
            }
        }
        if !self.dropped.is_empty() {
            writeln!(f, "Dropped:")?;
        }
        for Dropped { line, text, reason, .. } in &self.dropped {
            writeln!(f, "  line {line}: “{}” ({reason})", text.escape_debug())?;
        }
        Ok(())
    }
}
