//! Blocks: the typed pieces of a body, each with an id that survives edits.

mod eligibility;
mod quotation;

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use serde_json::{Map, Value};

use crate::{
    id::{BlockId, GroupId},
    reference::{Reference, Role},
    values::{Image, Line, Prose, RichText},
};

pub use eligibility::{ClinicalState, Eligibility, EligibilityRule, Verdict};
pub use quotation::{Quotation, QuotedRange, QuotedText, Translation, TranslationMethod};

/// One piece of a body. In JSON: `{"id": "…", "type": "heading", "level": 2, "text": "…"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Block {
    pub id: BlockId,
    #[serde(flatten)]
    pub content: BlockContent,
}

/// Declares the block types once: the enum, the names in JSON, and the strict decoding of each.
macro_rules! block_types {
    ($($(#[$doc:meta])* $variant:ident($content:ident) = $name:literal),+ $(,)?) => {
        /// What a block says. Unknown types are refused, never dropped.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[serde(tag = "type")]
        pub enum BlockContent {
            $($(#[$doc])* #[serde(rename = $name)] $variant($content),)+
        }

        impl BlockContent {
            /// The names of all block types, as in JSON.
            pub const TYPES: &'static [&'static str] = &[$($name),+];

            /// The name of this block's type, as in JSON.
            pub fn type_name(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => $name,)+
                }
            }

            fn decode(type_name: &str, fields: Map<String, Value>) -> Result<Self, String> {
                match type_name {
                    $($name => strictly(fields).map(Self::$variant),)+
                    _ => Err(format!(
                        "unknown block type `{type_name}`: one of {}",
                        Self::TYPES.join(", ")
                    )),
                }
            }
        }
    };
}

block_types! {
    /// A heading; levels do not skip.
    Heading(Heading) = "heading",
    /// Running text.
    Paragraph(Paragraph) = "paragraph",
    /// A bulleted or numbered list.
    List(List) = "list",
    /// What the page does not claim, beside the claims it limits.
    Disclaimer(DisclaimerNote) = "disclaimer",
    /// Questions that readers bring.
    ReaderQuestions(ReaderQuestions) = "reader_questions",
    /// The conclusion, said first.
    KeyAnswer(KeyAnswer) = "key_answer",
    /// What a term means.
    Definition(Definition) = "definition",
    /// Who can have a treatment, by clinical state, with the criteria of each state.
    Eligibility(Eligibility) = "eligibility",
    /// The words of a paper, with their translation.
    Quotation(Quotation) = "quotation",
    /// A summary, with its chain of reasoning.
    Takeaway(Takeaway) = "takeaway",
    /// Drawbacks that are not medical risks: cost, time.
    Disadvantages(Disadvantages) = "disadvantages",
    /// Main risks and side effects.
    Risks(Risks) = "risks",
    /// The five statements on an unapproved product, shown from the product's record.
    UnapprovedDisclosure(UnapprovedDisclosure) = "unapproved_disclosure",
    /// Other treatments and when to choose them.
    Alternatives(Alternatives) = "alternatives",
    /// A treatment that the clinic offers, with price and course from its record.
    Offer(Offer) = "offer",
    /// A place where a banner is shown.
    Banner(BannerPlace) = "banner",
    /// An invitation to get in touch.
    Cta(Cta) = "cta",
    /// Questions and answers.
    Faq(Faq) = "faq",
    /// Photographs before and after, with what the law asks to stand beside them.
    CasePhoto(CasePhoto) = "case_photo",
    /// A table.
    Table(Table) = "table",
    /// An image with a caption.
    Figure(Figure) = "figure",
    /// Footnotes.
    Footnotes(Footnotes) = "footnotes",
}

fn strictly<T: serde::de::DeserializeOwned>(fields: Map<String, Value>) -> Result<T, String> {
    serde_path_to_error::deserialize(Value::Object(fields)).map_err(|error| {
        let path = error.path().to_string();
        let at = if path == "." { String::new() } else { format!("at `{path}`: ") };
        format!("{at}{}", error.inner())
    })
}

impl<'de> Deserialize<'de> for Block {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut fields = Map::deserialize(deserializer)?;
        let id = fields.remove("id").ok_or_else(|| D::Error::missing_field("id"))?;
        let id = serde_json::from_value(id)
            .map_err(|_| D::Error::custom("at `id`: a block id is a UUID"))?;
        let type_name = match fields.remove("type") {
            Some(Value::String(name)) => name,
            Some(_) => return Err(D::Error::custom("at `type`: the block type is a string")),
            None => return Err(D::Error::missing_field("type")),
        };
        let content = BlockContent::decode(&type_name, fields).map_err(D::Error::custom)?;
        Ok(Self { id, content })
    }
}

/// The number printed before a heading, with the form it was printed in: `{"number": 1, "label": "①"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Ordinal {
    pub number: u32,
    pub label: Line,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Heading {
    /// 2 to 6; the title is level 1.
    pub level: HeadingLevel,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<Ordinal>,
    pub text: Line,
}

/// 2 to 6: the page's title is level 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct HeadingLevel(u8);

impl TryFrom<u8> for HeadingLevel {
    type Error = crate::values::Invalid;

    fn try_from(level: u8) -> Result<Self, Self::Error> {
        if (2..=6).contains(&level) {
            Ok(Self(level))
        } else {
            Err(crate::values::Invalid("a heading's level is 2 to 6".to_owned()))
        }
    }
}

impl From<HeadingLevel> for u8 {
    fn from(level: HeadingLevel) -> Self {
        level.0
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Paragraph {
    pub text: RichText,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct List {
    #[serde(default)]
    pub ordered: bool,
    /// A label printed above the list, without its 【】.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Line>,
    pub items: Vec<RichText>,
}

/// What a disclaimer limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisclaimerKind {
    ScopeOfClaims,
    IndividualDifferences,
    NotMedicalAdvice,
    PrivatePay,
    Other,
}

/// A disclaimer in the article's own words, or a reusable one by reference; never both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DisclaimerNote {
    pub kind: DisclaimerKind,
    #[serde(flatten)]
    pub words: DisclaimerWords,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DisclaimerWords {
    Text(Prose),
    Disclaimer(GroupId),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReaderQuestions {
    pub questions: Vec<Line>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeyAnswer {
    pub text: RichText,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Definition {
    pub term: Line,
    pub definition: RichText,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Takeaway {
    pub text: RichText,
    /// The steps of the reasoning, in order.
    #[serde(default)]
    pub chain: Vec<Line>,
}

/// A named point and its explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Point {
    pub title: Line,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<RichText>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Disadvantages {
    pub items: Vec<Point>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Risks {
    pub items: Vec<Point>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UnapprovedDisclosure {
    pub product: GroupId,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Alternatives {
    pub options: Vec<Point>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Offer {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treatment: Option<GroupId>,
    /// The offer's name as printed, until the treatment's record says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Line>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BannerPlace {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub banner: Option<GroupId>,
    /// The banner's name as printed, until the banner is chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Line>,
}

/// What a call to action invites to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CtaKind {
    Inquiry,
    Booking,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Cta {
    pub kind: CtaKind,
    pub text: Prose,
    /// The clinic whose contact points are shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clinic: Option<GroupId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Faq {
    pub items: Vec<QuestionAnswer>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuestionAnswer {
    pub question: Line,
    pub answer: RichText,
}

/// Before and after (省令1条の9 二; 医療広告ガイドライン on 術前術後の写真): content, sessions, cost and risks
/// stand beside the photographs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CasePhoto {
    pub before: Image,
    pub after: Image,
    /// Whether either photograph was retouched.
    #[serde(default)]
    pub edited: bool,
    /// The record of the patient's consent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Prose>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sessions: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risks: Option<Prose>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Table {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<Line>,
    pub header: Vec<Line>,
    /// Each row has as many cells as the header; an empty cell is null.
    pub rows: Vec<Vec<Option<Line>>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Figure {
    pub image: Image,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<Line>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Footnotes {
    pub items: Vec<Footnote>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Footnote {
    pub label: Line,
    pub text: RichText,
}

impl BlockContent {
    /// The references that this block makes, in the order of its text. `at` is the block's field path.
    pub fn references(&self, at: &str) -> Vec<Reference> {
        let one = |role, target: &Option<GroupId>, field: &str| -> Vec<Reference> {
            target
                .iter()
                .map(|target| Reference { role, target: *target, field: format!("{at}.{field}") })
                .collect()
        };
        let mut found: Vec<Reference> = match self {
            Self::Disclaimer(note) => note.reference(at).into_iter().collect(),
            Self::Eligibility(block) => one(Role::Treatment, &block.treatment, "treatment"),
            Self::Quotation(block) => one(Role::Citation, &block.citation, "citation"),
            Self::UnapprovedDisclosure(block) => {
                one(Role::Product, &Some(block.product), "product")
            }
            Self::Offer(block) => one(Role::Treatment, &block.treatment, "treatment"),
            Self::Banner(block) => one(Role::Banner, &block.banner, "banner"),
            Self::Cta(block) => one(Role::Clinic, &block.clinic, "clinic"),
            _ => Vec::new(),
        };
        for (field, text) in self.rich_texts() {
            for target in text.citations() {
                let field = format!("{at}.{field}");
                found.push(Reference { role: Role::Citation, target, field });
            }
        }
        found
    }

    /// The rich texts of this block, each with its field path within the block.
    pub fn rich_texts(&self) -> Vec<(String, &RichText)> {
        fn numbered<'a>(
            field: &str,
            texts: impl Iterator<Item = Option<&'a RichText>>,
            tail: &str,
        ) -> Vec<(String, &'a RichText)> {
            texts
                .enumerate()
                .filter_map(|(i, text)| text.map(|text| (format!("{field}[{i}]{tail}"), text)))
                .collect()
        }
        match self {
            Self::Paragraph(block) => vec![("text".to_owned(), &block.text)],
            Self::KeyAnswer(block) => vec![("text".to_owned(), &block.text)],
            Self::Takeaway(block) => vec![("text".to_owned(), &block.text)],
            Self::Definition(block) => vec![("definition".to_owned(), &block.definition)],
            Self::List(block) => numbered("items", block.items.iter().map(Some), ""),
            Self::Disadvantages(block) => {
                numbered("items", block.items.iter().map(|p| p.text.as_ref()), ".text")
            }
            Self::Risks(block) => {
                numbered("items", block.items.iter().map(|p| p.text.as_ref()), ".text")
            }
            Self::Alternatives(block) => {
                numbered("options", block.options.iter().map(|p| p.text.as_ref()), ".text")
            }
            Self::Faq(block) => {
                numbered("items", block.items.iter().map(|item| Some(&item.answer)), ".answer")
            }
            Self::Footnotes(block) => {
                numbered("items", block.items.iter().map(|item| Some(&item.text)), ".text")
            }
            _ => Vec::new(),
        }
    }

    /// The images of this block, each with its field path within the block.
    pub fn images(&self) -> Vec<(&'static str, &Image)> {
        match self {
            Self::Figure(block) => vec![("image", &block.image)],
            Self::CasePhoto(block) => vec![("before", &block.before), ("after", &block.after)],
            _ => Vec::new(),
        }
    }
}

impl DisclaimerNote {
    /// The reusable disclaimer that this note points at.
    pub fn reference(&self, at: &str) -> Option<Reference> {
        match self.words {
            DisclaimerWords::Disclaimer(target) => Some(Reference {
                role: Role::Disclaimer,
                target,
                field: format!("{at}.disclaimer"),
            }),
            DisclaimerWords::Text(_) => None,
        }
    }
}
