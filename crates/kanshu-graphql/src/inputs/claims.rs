//! Claims.

use async_graphql::ID;

use super::inputs;
use crate::enums::{Certainty, ClaimKind, GradeReason, Modality};

inputs! {
    /// One assertion of a page, anchored to its words.
    ClaimInput (
        /// The words that assert it.
        anchor: ClaimAnchorInput,
        /// What it is about.
        kind: ClaimKind,
        /// How strongly it is said.
        modality: Modality,
    ) [
        /// What is claimed of what, in whom.
        subject: ClaimSubjectInput,
        /// What it rests on.
        supports: Vec<ClaimSourceInput>,
        /// What speaks against it.
        contradicts: Vec<ClaimSourceInput>,
        /// How certain the whole body of evidence makes it (GRADE).
        grade: GradeInput,
    ]

    /// A range of characters of one text of the page, and what stands there.
    ClaimAnchorInput (
        /// The first character.
        start: u32,
        /// One past the last character.
        end: u32,
        /// The words.
        text: String,
    ) [
        /// The block of the body; left out for a text outside it.
        block: ID,
        /// The text within the block (`text`, `items[2].text`; `text` when not given), or within the
        /// document (`lead[0]`).
        field: String,
    ]

    /// What is claimed of what, in whom.
    ClaimSubjectInput (
    ) [
        /// The treatment.
        treatment: ID,
        /// The product.
        product: ID,
        /// The disease or complaint.
        condition: ID,
        /// How it is given.
        route: String,
        /// In whom.
        population: String,
    ]

    /// A source that bears on a claim.
    ClaimSourceInput (
        /// The source.
        citation: ID,
    ) [
        /// The segment of a quotation on this page.
        segment: ClaimSegmentInput,
    ]

    /// A range of characters of a quotation's original, and what stands there.
    ClaimSegmentInput (
        /// The quotation.
        block: ID,
        /// The first character.
        start: u32,
        /// One past the last character.
        end: u32,
        /// The words.
        text: String,
    ) [
    ]

    /// The certainty of a body of evidence (GRADE).
    GradeInput (
        /// The certainty.
        certainty: Certainty,
    ) [
        /// What lowered or raised it; needed below high.
        reasons: Vec<GradeReason>,
    ]
}
