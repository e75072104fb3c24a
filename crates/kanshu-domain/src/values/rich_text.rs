//! Text with marks beside it rather than inside it: the text stays plain, and a mark is a range of its
//! characters. Rules, claims and findings speak of the same ranges.

use serde::{Deserialize, Serialize};

use super::{Invalid, Prose, WebUrl};
use crate::id::GroupId;

/// Plain text and the marks on it: `{"text": "IL-10が増えた", "marks": [{"type": "strong", "start": 0, "end": 5}]}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RichTextFields")]
pub struct RichText {
    text: Prose,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marks: Vec<Mark>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RichTextFields {
    text: Prose,
    #[serde(default)]
    marks: Vec<Mark>,
}

/// One mark on the characters from `start` (included) to `end` (excluded).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "MarkFields")]
pub struct Mark {
    pub start: usize,
    pub end: usize,
    #[serde(flatten)]
    pub style: MarkStyle,
}

/// As written in JSON: flat, and strict about what belongs to which type.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MarkFields {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    type_name: String,
    href: Option<WebUrl>,
    citation: Option<GroupId>,
}

impl TryFrom<MarkFields> for Mark {
    type Error = Invalid;

    fn try_from(fields: MarkFields) -> Result<Self, Self::Error> {
        let MarkFields { start, end, type_name, href, citation } = fields;
        let style = match (type_name.as_str(), href, citation) {
            ("strong", None, None) => MarkStyle::Strong,
            ("emphasis", None, None) => MarkStyle::Emphasis,
            ("subscript", None, None) => MarkStyle::Subscript,
            ("superscript", None, None) => MarkStyle::Superscript,
            ("link", Some(href), None) => MarkStyle::Link { href },
            ("citation", None, Some(citation)) => MarkStyle::Citation { citation },
            _ => {
                return Err(Invalid::because(
                    "a mark is `strong`, `emphasis`, `subscript`, `superscript`, `link` with `href`, \
                     or `citation` with `citation`",
                ));
            }
        };
        Ok(Self { start, end, style })
    }
}

/// What a mark means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum MarkStyle {
    Strong,
    Emphasis,
    Subscript,
    Superscript,
    /// A link to a page.
    Link {
        href: WebUrl,
    },
    /// The marked words rest on this paper.
    Citation {
        citation: GroupId,
    },
}

impl RichText {
    /// Text without marks.
    pub fn plain(text: Prose) -> Self {
        Self { text, marks: Vec::new() }
    }

    /// # Errors
    /// When a mark is empty, backwards or outside the text.
    pub fn marked(text: Prose, marks: Vec<Mark>) -> Result<Self, Invalid> {
        let chars = text.chars();
        match marks.iter().find(|mark| mark.start >= mark.end || mark.end > chars) {
            Some(mark) => Err(Invalid::because(format!(
                "the mark from {} to {} does not lie within the {chars} characters of the text",
                mark.start, mark.end
            ))),
            None => Ok(Self { text, marks }),
        }
    }

    /// The plain text.
    pub fn text(&self) -> &str {
        self.text.as_str()
    }

    /// The marks, in the order written.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The papers that marks cite, in the order of the text.
    pub fn citations(&self) -> Vec<GroupId> {
        let mut cited: Vec<(usize, GroupId)> = self
            .marks
            .iter()
            .filter_map(|mark| match mark.style {
                MarkStyle::Citation { citation } => Some((mark.start, citation)),
                _ => None,
            })
            .collect();
        cited.sort_by_key(|(start, _)| *start);
        cited.into_iter().map(|(_, citation)| citation).collect()
    }
}

impl TryFrom<RichTextFields> for RichText {
    type Error = Invalid;

    fn try_from(fields: RichTextFields) -> Result<Self, Self::Error> {
        Self::marked(fields.text, fields.marks)
    }
}
