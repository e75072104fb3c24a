//! Claims (主張): what a page asserts, anchored to its words, and what the assertion rests on.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    block::{Block, BlockContent},
    decode::FieldError,
    id::{BlockId, GroupId},
    reference::{Reference, Role},
    values::{Invalid, Line},
};

/// One assertion of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Claim {
    /// The words that assert it.
    pub anchor: Anchor,
    pub kind: ClaimKind,
    pub modality: Modality,
    #[serde(default, skip_serializing_if = "ClaimSubject::is_empty")]
    pub subject: ClaimSubject,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supports: Vec<Support>,
    /// What speaks against it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contradicts: Vec<Support>,
    /// How certain the whole body of evidence makes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
}

/// A range of characters of one text of the page, and what stands there, so that neither can drift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Anchor {
    /// The block of the body; `None` for a text outside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<BlockId>,
    /// The text as a path: within the block `text` or `items[2].text`, else `lead[0]` or `summary`.
    #[serde(default = "text")]
    pub field: String,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    pub text: Line,
}

fn text() -> String {
    "text".to_owned()
}

/// What a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    Efficacy,
    Safety,
    Mechanism,
    StandardOfCare,
    Comparison,
    Price,
}

impl ClaimKind {
    /// The name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Efficacy => "efficacy",
            Self::Safety => "safety",
            Self::Mechanism => "mechanism",
            Self::StandardOfCare => "standard_of_care",
            Self::Comparison => "comparison",
            Self::Price => "price",
        }
    }
}

/// How strongly it is said, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    Asserted,
    Probable,
    Possible,
    Unknown,
}

impl Modality {
    /// The name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Probable => "probable",
            Self::Possible => "possible",
            Self::Unknown => "unknown",
        }
    }
}

/// What is claimed of what, in whom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ClaimSubject {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub treatment: Option<GroupId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<GroupId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<GroupId>,
    /// How it is given: `microneedle`, `drip`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<Line>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub population: Option<Line>,
}

impl ClaimSubject {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A source that bears on a claim, and the segment of it that the page quotes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Support {
    pub citation: GroupId,
    /// The quotation on this page whose original holds the segment; a source may bear on a claim without
    /// being quoted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<Segment>,
}

/// A range of characters of a quotation's original, and what stands there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Segment {
    /// The quotation.
    pub block: BlockId,
    pub start: usize,
    pub end: usize,
    pub text: Line,
}

/// The certainty of a body of evidence (GRADE Handbook, chapter 5). It belongs to the claim: no single
/// source has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "GradeFields")]
pub struct Grade {
    certainty: Certainty,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<GradeReason>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GradeFields {
    certainty: Certainty,
    #[serde(default)]
    reasons: Vec<GradeReason>,
}

/// GRADE's four levels, the highest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    High,
    Moderate,
    Low,
    VeryLow,
}

impl Certainty {
    /// The name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Moderate => "moderate",
            Self::Low => "low",
            Self::VeryLow => "very_low",
        }
    }
}

/// What lowers the certainty (the first five) or raises it (the last three), as GRADE names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GradeReason {
    RiskOfBias,
    Inconsistency,
    Indirectness,
    Imprecision,
    PublicationBias,
    LargeEffect,
    DoseResponse,
    PlausibleConfounding,
}

impl GradeReason {
    /// The name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::RiskOfBias => "risk_of_bias",
            Self::Inconsistency => "inconsistency",
            Self::Indirectness => "indirectness",
            Self::Imprecision => "imprecision",
            Self::PublicationBias => "publication_bias",
            Self::LargeEffect => "large_effect",
            Self::DoseResponse => "dose_response",
            Self::PlausibleConfounding => "plausible_confounding",
        }
    }
}

impl TryFrom<GradeFields> for Grade {
    type Error = Invalid;

    fn try_from(GradeFields { certainty, reasons }: GradeFields) -> Result<Self, Self::Error> {
        if certainty != Certainty::High && reasons.is_empty() {
            return Err(Invalid::because(
                "a certainty below high names what lowered it (or raised it from low)",
            ));
        }
        Ok(Self { certainty, reasons })
    }
}

impl Grade {
    pub fn certainty(&self) -> Certainty {
        self.certainty
    }

    pub fn reasons(&self) -> &[GradeReason] {
        &self.reasons
    }
}

/// Far more than a page asserts.
const MOST_CLAIMS: usize = 200;

/// The references of claims, each with its field path.
pub(crate) fn claim_references(claims: &[Claim]) -> Vec<Reference> {
    let mut found = Vec::new();
    for (i, claim) in claims.iter().enumerate() {
        let lists = [("supports", &claim.supports), ("contradicts", &claim.contradicts)];
        for (name, list) in lists {
            found.extend(list.iter().enumerate().map(|(j, support)| Reference {
                role: Role::Citation,
                target: support.citation,
                field: format!("claims[{i}].{name}[{j}].citation"),
            }));
        }
        let subject = &claim.subject;
        let named = [
            (Role::Treatment, "treatment", subject.treatment),
            (Role::Product, "product", subject.product),
            (Role::Condition, "condition", subject.condition),
        ];
        found.extend(named.into_iter().filter_map(|(role, name, target)| {
            let field = format!("claims[{i}].subject.{name}");
            Some(Reference { role, target: target?, field })
        }));
    }
    found
}

/// What makes claims wrong even as a draft: words that do not stand where the claim says, segments of a
/// quotation that is not there or is of another source.
pub(crate) fn check_claims(
    claims: &[Claim],
    body: &[Block],
    page: impl Fn() -> Value,
) -> Vec<FieldError> {
    if claims.len() > MOST_CLAIMS {
        let message = format!("a document makes at most {MOST_CLAIMS} claims");
        return vec![FieldError::invalid("claims", message)];
    }
    let mut errors = Vec::new();
    for (i, claim) in claims.iter().enumerate() {
        let anchor = &claim.anchor;
        let holder = match anchor.block {
            Some(id) => body
                .iter()
                .find(|block| block.id == id)
                .and_then(|block| serde_json::to_value(block).ok()),
            None => Some(page()),
        };
        let standing = holder.and_then(|holder| text_at(&holder, &anchor.field));
        if !stands(standing.as_deref(), anchor.start, anchor.end, &anchor.text) {
            let message = format!(
                "“{}” does not stand at {}..{} of `{}`{}",
                anchor.text,
                anchor.start,
                anchor.end,
                anchor.field,
                anchor.block.map(|block| format!(" of block {block}")).unwrap_or_default()
            );
            errors.push(FieldError::invalid(format!("claims[{i}].anchor"), message));
        }
        let lists = [("supports", &claim.supports), ("contradicts", &claim.contradicts)];
        for (name, list) in lists {
            for (j, support) in list.iter().enumerate() {
                if let Some(message) = wrong_segment(support, body) {
                    let field = format!("claims[{i}].{name}[{j}].segment");
                    errors.push(FieldError::invalid(field, message));
                }
            }
        }
    }
    errors
}

fn wrong_segment(support: &Support, body: &[Block]) -> Option<String> {
    let segment = support.segment.as_ref()?;
    let quotation = body.iter().find_map(|block| match &block.content {
        BlockContent::Quotation(quotation) if block.id == segment.block => Some(quotation),
        _ => None,
    });
    let Some(quotation) = quotation else {
        return Some(format!("block {} is no quotation of this page", segment.block));
    };
    if quotation.citation.is_some_and(|citation| citation != support.citation) {
        return Some("the quotation is of another source".to_owned());
    }
    let original = Some(quotation.original.text.as_str());
    let is_there = stands(original, segment.start, segment.end, &segment.text);
    (!is_there).then(|| {
        let (start, end) = (segment.start, segment.end);
        format!("“{}” does not stand at {start}..{end} of the original", segment.text)
    })
}

fn stands(text: Option<&str>, start: usize, end: usize, expected: &Line) -> bool {
    let Some(text) = text.filter(|_| start < end) else { return false };
    text.chars().skip(start).take(end - start).eq(expected.as_str().chars())
}

/// The text that a path leads to within JSON. Rich text counts as its plain text.
fn text_at(holder: &Value, path: &str) -> Option<String> {
    let mut at = holder;
    for step in path.split('.') {
        let (name, mut indexes) = step.split_at(step.find('[').unwrap_or(step.len()));
        at = at.get(name)?;
        while !indexes.is_empty() {
            let (index, rest) = indexes.strip_prefix('[')?.split_once(']')?;
            at = at.get(index.parse::<usize>().ok()?)?;
            indexes = rest;
        }
    }
    let text = at.as_str().or_else(|| at.get("text")?.as_str())?;
    Some(text.to_owned())
}
