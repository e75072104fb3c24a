//! Plain text. Both types refuse NUL (PostgreSQL cannot store it) and other control characters.

use serde::{Deserialize, Serialize};

use super::{Invalid, parsed_text};

/// One line of text: trimmed, not empty, at most 1,000 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Line(String);

/// Text that may run over several lines: not blank, at most 50,000 characters, kept verbatim apart
/// from line ends, which become `\n`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Prose(String);

const LINE_CHARS: usize = 1_000;
const PROSE_CHARS: usize = 50_000;

impl Line {
    /// # Errors
    /// When the text is blank, too long, or has a line break or control character.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Invalid::because("must not be empty"));
        }
        if text.chars().count() > LINE_CHARS {
            return Err(Invalid::because(format!("must have at most {LINE_CHARS} characters")));
        }
        if text.contains(['\n', '\r']) {
            return Err(Invalid::because("must be a single line"));
        }
        refuse_controls(text)?;
        Ok(Self(text.to_owned()))
    }
}

impl Prose {
    /// # Errors
    /// When the text is blank, too long, or has a control character.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        if text.trim().is_empty() {
            return Err(Invalid::because("must not be empty"));
        }
        if text.chars().count() > PROSE_CHARS {
            return Err(Invalid::because(format!("must have at most {PROSE_CHARS} characters")));
        }
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        refuse_controls(&text)?;
        Ok(Self(text))
    }

    /// Number of characters (Unicode scalar values), the unit of every range in content.
    pub fn chars(&self) -> usize {
        self.0.chars().count()
    }
}

fn refuse_controls(text: &str) -> Result<(), Invalid> {
    match text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
        None => Ok(()),
        Some('\0') => Err(Invalid::because("must not contain a NUL character")),
        Some(c) => Err(Invalid::because(format!(
            "must not contain the control character U+{:04X}",
            u32::from(c)
        ))),
    }
}

parsed_text!(Line);
parsed_text!(Prose);
