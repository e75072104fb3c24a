//! The blocks of a body. Each schema is the block without `id` and `type`, which are added to all.

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ObjectBuilder, OneOfBuilder, Ref, RefOr, Schema,
        schema::{AdditionalProperties, Discriminator, KnownFormat, SchemaFormat, Type},
    },
};
use uuid::Uuid;

use super::values::{Image, RichText};

/// A named schema.
type Named = (String, RefOr<Schema>);

/// Declares the block types once: schema, type name.
macro_rules! blocks {
    ($($block:ident = $name:literal),+ $(,)?) => {
        /// The names of all block types, as in JSON.
        #[cfg(test)]
        pub(crate) const TYPES: &[&str] = &[$($name),+];

        /// The component of every block type and of the union, `Block`.
        pub(crate) fn components() -> Vec<Named> {
            let mut components = Vec::new();
            $(
                <$block as ToSchema>::schemas(&mut components);
                components.push((stringify!($block).to_owned(), typed::<$block>($name)));
            )+
            let mapping = [$(($name, format!("#/components/schemas/{}", stringify!($block)))),+];
            let union = OneOfBuilder::new()
                $(.item(Ref::from_schema_name(stringify!($block))))+
                .discriminator(Some(Discriminator::with_mapping("type", mapping)))
                .description(Some(
                    "One piece of a body. Unknown types are refused, never dropped.",
                ));
            components.push(("Block".to_owned(), union.into()));
            components
        }
    };
}

blocks! {
    HeadingBlock = "heading",
    ParagraphBlock = "paragraph",
    ListBlock = "list",
    DisclaimerBlock = "disclaimer",
    ReaderQuestionsBlock = "reader_questions",
    KeyAnswerBlock = "key_answer",
    DefinitionBlock = "definition",
    EligibilityBlock = "eligibility",
    QuotationBlock = "quotation",
    TakeawayBlock = "takeaway",
    DisadvantagesBlock = "disadvantages",
    RisksBlock = "risks",
    UnapprovedDisclosureBlock = "unapproved_disclosure",
    AlternativesBlock = "alternatives",
    OfferBlock = "offer",
    BannerBlock = "banner",
    CtaBlock = "cta",
    FaqBlock = "faq",
    CasePhotoBlock = "case_photo",
    TableBlock = "table",
    FigureBlock = "figure",
    FootnotesBlock = "footnotes",
}

/// A block's schema with its `id` and `type`.
fn typed<B: PartialSchema>(name: &str) -> RefOr<Schema> {
    let id = ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))
        .description(Some("Survives edits of the block; minted when a new block comes without."));
    let type_name = ObjectBuilder::new().schema_type(Type::String).enum_values(Some([name]));
    match B::schema() {
        RefOr::T(Schema::Object(mut object)) => {
            object.properties.insert("id".to_owned(), id.into());
            object.properties.insert("type".to_owned(), type_name.into());
            object.required.insert(0, "type".to_owned());
            object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
            RefOr::T(Schema::Object(object))
        }
        other => other,
    }
}

/// Stands for any block where a schema needs a body: see [`components`].
pub(crate) struct Block;

impl PartialSchema for Block {
    fn schema() -> RefOr<Schema> {
        Ref::from_schema_name("Block").into()
    }
}

impl ToSchema for Block {
    fn name() -> std::borrow::Cow<'static, str> {
        "Block".into()
    }
}

/// A heading; levels do not skip.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct HeadingBlock {
    /// The title is level 1.
    #[schema(minimum = 2, maximum = 6)]
    level: u8,
    ordinal: Option<Ordinal>,
    text: String,
}

/// The number printed before a heading, and how it was printed.
#[derive(ToSchema)]
pub(crate) struct Ordinal {
    number: u32,
    /// `①`.
    label: String,
}

/// Running text.
#[derive(ToSchema)]
pub(crate) struct ParagraphBlock {
    text: RichText,
}

/// A bulleted or numbered list.
#[derive(ToSchema)]
pub(crate) struct ListBlock {
    #[schema(required = false)]
    ordered: bool,
    /// Printed above the list, without its 【】.
    label: Option<String>,
    items: Vec<RichText>,
}

/// What a disclaimer limits.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum DisclaimerKind {
    ScopeOfClaims,
    IndividualDifferences,
    NotMedicalAdvice,
    PrivatePay,
    Other,
}

/// What the page does not claim: in words of its own, or a reusable disclaimer; never both.
#[derive(ToSchema)]
pub(crate) struct DisclaimerBlock {
    kind: DisclaimerKind,
    text: Option<String>,
    /// A disclaimer's translation group.
    disclaimer: Option<Uuid>,
}

/// A disclaimer outside the body: in words of its own, or a reusable one; never both.
#[derive(ToSchema)]
pub(crate) struct DisclaimerNote {
    kind: DisclaimerKind,
    text: Option<String>,
    /// A disclaimer's translation group.
    disclaimer: Option<Uuid>,
}

/// Questions that readers bring.
#[derive(ToSchema)]
pub(crate) struct ReaderQuestionsBlock {
    questions: Vec<String>,
}

/// The conclusion, said first.
#[derive(ToSchema)]
pub(crate) struct KeyAnswerBlock {
    text: RichText,
}

/// What a term means.
#[derive(ToSchema)]
pub(crate) struct DefinitionBlock {
    term: String,
    definition: RichText,
}

/// The clinical state that an eligibility rule speaks of: 安定期, 活動期 or another.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum ClinicalState {
    Stable,
    Active,
    Other,
}

/// Whether a patient in that state can have the treatment.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum Verdict {
    Eligible,
    NotEligible,
    Conditional,
}

/// One clinical state: what it looks like, and what follows for the treatment.
#[derive(ToSchema)]
pub(crate) struct EligibilityRule {
    state: ClinicalState,
    verdict: Verdict,
    /// The name of the state as printed.
    label: Option<String>,
    /// The verdict in words, as printed.
    text: Option<String>,
    /// How to tell the state.
    #[schema(required = false)]
    criteria: Vec<String>,
}

/// Who can have a treatment, by clinical state.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct EligibilityBlock {
    /// A treatment's translation group.
    treatment: Option<Uuid>,
    rules: Vec<EligibilityRule>,
    /// Who decides in the end: the physician, on examination.
    decision_note: Option<String>,
}

/// Quoted words and their language.
#[derive(ToSchema)]
pub(crate) struct QuotedText {
    lang: String,
    text: String,
}

/// How a translation was made.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum TranslationMethod {
    Human,
    Machine,
    PostEdited,
}

/// A translation (和訳) of quoted words.
#[derive(ToSchema)]
pub(crate) struct Translation {
    lang: String,
    text: String,
    translator: Option<String>,
    method: Option<TranslationMethod>,
}

/// A range of characters of the original and what stands there.
#[derive(ToSchema)]
pub(crate) struct QuotedRange {
    /// First character.
    start: u32,
    /// One past the last character.
    end: u32,
    text: String,
}

/// The words of a source, in the original and in translation.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct QuotationBlock {
    original: QuotedText,
    translation: Option<Translation>,
    /// The source, a citation's id. Required before publication.
    citation: Option<Uuid>,
    /// The source's title as printed under the quotation.
    source_title: Option<String>,
    /// Where in the source the words stand.
    locator: Option<String>,
    /// Where the original leaves words out (中略).
    #[schema(required = false)]
    elisions: Vec<QuotedRange>,
    /// The source's own reference marks.
    #[schema(required = false)]
    markers: Vec<QuotedRange>,
}

/// A summary, with its chain of reasoning.
#[derive(ToSchema)]
pub(crate) struct TakeawayBlock {
    text: RichText,
    /// The steps of the reasoning, in order.
    #[schema(required = false)]
    chain: Vec<String>,
}

/// A named point and its explanation.
#[derive(ToSchema)]
pub(crate) struct Point {
    title: String,
    text: Option<RichText>,
}

/// Drawbacks that are not medical risks: cost, time.
#[derive(ToSchema)]
pub(crate) struct DisadvantagesBlock {
    items: Vec<Point>,
}

/// Main risks and side effects.
#[derive(ToSchema)]
pub(crate) struct RisksBlock {
    items: Vec<Point>,
}

/// The five statements on an unapproved product, shown from the product's record.
#[derive(ToSchema)]
pub(crate) struct UnapprovedDisclosureBlock {
    /// A product's id.
    product: Uuid,
}

/// Other treatments and when to choose them.
#[derive(ToSchema)]
pub(crate) struct AlternativesBlock {
    options: Vec<Point>,
}

/// A treatment that the clinic offers, with price and course from its record.
#[derive(ToSchema)]
pub(crate) struct OfferBlock {
    /// A treatment's translation group.
    treatment: Option<Uuid>,
    /// As printed, until the treatment is chosen.
    label: Option<String>,
}

/// A place where a banner is shown.
#[derive(ToSchema)]
pub(crate) struct BannerBlock {
    /// A banner's translation group.
    banner: Option<Uuid>,
    /// As printed, until the banner is chosen.
    label: Option<String>,
}

/// What a call to action invites to.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum CtaKind {
    Inquiry,
    Booking,
}

/// An invitation to get in touch.
#[derive(ToSchema)]
pub(crate) struct CtaBlock {
    kind: CtaKind,
    text: String,
    /// The clinic whose contact points are shown.
    clinic: Option<Uuid>,
}

/// A question and its answer.
#[derive(ToSchema)]
pub(crate) struct QuestionAnswer {
    question: String,
    answer: RichText,
}

/// Questions and answers.
#[derive(ToSchema)]
pub(crate) struct FaqBlock {
    items: Vec<QuestionAnswer>,
}

/// Photographs before and after, with what the law asks to stand beside them.
#[derive(ToSchema)]
pub(crate) struct CasePhotoBlock {
    before: Image,
    after: Image,
    /// Whether either photograph was retouched.
    #[schema(required = false)]
    edited: bool,
    /// The record of the patient's consent. Shown with `perspective=draft` only, never in public.
    consent: Option<String>,
    content: Option<String>,
    sessions: Option<String>,
    cost: Option<String>,
    risks: Option<String>,
}

/// A table.
#[derive(ToSchema)]
pub(crate) struct TableBlock {
    caption: Option<String>,
    header: Vec<String>,
    /// Each row has as many cells as the header; an empty cell is null.
    rows: Vec<Vec<Option<String>>>,
}

/// An image with a caption.
#[derive(ToSchema)]
pub(crate) struct FigureBlock {
    image: Image,
    caption: Option<String>,
}

/// One footnote.
#[derive(ToSchema)]
pub(crate) struct Footnote {
    label: String,
    text: RichText,
}

/// Footnotes.
#[derive(ToSchema)]
pub(crate) struct FootnotesBlock {
    items: Vec<Footnote>,
}
