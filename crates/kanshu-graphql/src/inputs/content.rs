//! The content of each kind, apart from its title or name.

use async_graphql::{ID, Json};

use super::{
    blocks::BlockInput,
    claims::ClaimInput,
    inputs,
    parts::{
        DisclaimerNoteInput, EligibilityRuleInput, ImageInput, LocalizedTextInput,
        PreClearanceInput, RichTextInput, SeoInput, language_map, maybe_language_map,
    },
};
use crate::{
    enums::{
        CodingSystem, ContactChannel, DisclaimerKind, EvidenceScale, Jurisdiction, PriceUnit,
        ProductCategory, RegulatoryStatus, ReliefSystem, SourceType, StudyDesign, TreatmentClass,
    },
    scalars::{Date, Locale},
};

inputs! {
    /// The content of an article, apart from its title.
    ArticleContentInput (
    ) [
        /// A label printed before the title, without its 【】.
        title_label: String,
        /// What the page does not claim, shown before the lead.
        disclaimers: Vec<DisclaimerNoteInput>,
        /// Questions that readers bring.
        reader_questions: Vec<String>,
        /// The opening paragraphs.
        lead: Vec<RichTextInput>,
        /// The body, whole.
        body: Vec<BlockInput>,
        /// What the page asserts, and what that rests on.
        claims: Vec<ClaimInput>,
        /// Who wrote it.
        author: ArticleAuthorInput,
        /// The physician who answers for the article and signs it.
        supervising_physician: ID,
        /// The clinic whose contact points stand on the page.
        clinic: ID,
        /// The treatments that the article is about.
        treatments: Vec<ID>,
        /// The diseases and complaints that the article is about.
        conditions: Vec<ID>,
        /// Its tags.
        tags: Vec<ID>,
        /// The banners shown with the article.
        banners: Vec<ID>,
        /// What search engines and link previews show.
        seo: SeoInput,
        /// The countries whose advertising law the page must satisfy; Japan when not given.
        target_jurisdictions: Vec<Jurisdiction>,
        /// What a country's reviewing body has cleared beforehand, where the law asks for it.
        pre_clearances: Vec<PreClearanceInput>,
    ]

    /// The content of a treatment, apart from its name.
    TreatmentContentInput (
    ) [
        /// What is done, in short.
        summary: RichTextInput,
        /// The body, whole.
        body: Vec<BlockInput>,
        /// What the page asserts, and what that rests on.
        claims: Vec<ClaimInput>,
        /// How the law sees the treatment.
        class: TreatmentClass,
        /// The notified plan, for regenerative medicine.
        regenerative_plan: RegenerativePlanInput,
        /// What it is for.
        indications: Vec<String>,
        /// Who cannot have it.
        contraindications: Vec<String>,
        /// Who can have it, by clinical state.
        eligibility: Vec<EligibilityRuleInput>,
        /// Who decides in the end: the physician, on examination.
        decision_note: String,
        /// How often and how long.
        course: CourseInput,
        /// The standard cost.
        price: PriceRangeInput,
        /// Main risks.
        risks: Vec<String>,
        /// Main side effects.
        side_effects: Vec<String>,
        /// How long until everyday life goes on as usual.
        downtime: String,
        /// The products used.
        products: Vec<ID>,
        /// The diseases and complaints that it treats.
        conditions: Vec<ID>,
        /// The physician who answers for the page and signs it.
        supervising_physician: ID,
        /// The clinic that offers it.
        clinic: ID,
        /// What search engines and link previews show.
        seo: SeoInput,
    ]

    /// The content of a product, apart from its name.
    ProductContentInput (
    ) [
        /// What it is.
        category: ProductCategory,
        /// Its status in Japan.
        regulatory_status: RegulatoryStatus,
        /// Whether it is made from human or animal tissue.
        biological: bool,
        /// The five statements on an unapproved product.
        statements: UnapprovedStatementsInput,
        /// Where the material comes from.
        origin: OriginInput,
        /// Who made it.
        #[serde(serialize_with = "maybe_language_map")]
        manufacturer: Vec<LocalizedTextInput>,
        /// A claim about its purity.
        purity_claim: PurityClaimInput,
        /// An image.
        image: ImageInput,
        /// The physician who answers for the record and signs it.
        supervising_physician: ID,
    ]

    /// The content of a physician's record, apart from the name.
    PhysicianContentInput (
    ) [
        /// The reading of the name in kana.
        name_kana: String,
        /// The position: 院長.
        #[serde(serialize_with = "maybe_language_map")]
        position: Vec<LocalizedTextInput>,
        /// The specialist titles.
        credentials: Vec<CredentialInput>,
        /// The life so far, in short.
        #[serde(serialize_with = "maybe_language_map")]
        biography: Vec<LocalizedTextInput>,
        /// What the physician declares.
        #[serde(serialize_with = "maybe_language_map")]
        conflicts_of_interest: Vec<LocalizedTextInput>,
        /// A photograph.
        photo: ImageInput,
        /// The physician's own page.
        profile_url: String,
        /// Where the physician works.
        clinics: Vec<ID>,
    ]

    /// A bibliographic record, apart from its title.
    CitationContentInput (
    ) [
        /// What kind of source it is.
        #[graphql(name = "type")]
        #[serde(rename = "type")]
        source_type: SourceType,
        /// The title in other languages.
        #[serde(serialize_with = "maybe_language_map")]
        translated_title: Vec<LocalizedTextInput>,
        /// The language of the source.
        language: Locale,
        /// Who wrote it.
        authors: Vec<AuthorNameInput>,
        /// Who edited the book.
        editors: Vec<AuthorNameInput>,
        /// The journal, book or site.
        container_title: String,
        /// The journal's abbreviated title.
        container_title_short: String,
        /// When it appeared.
        issued: IssuedDateInput,
        /// The volume.
        volume: String,
        /// The issue.
        issue: String,
        /// The pages.
        page: String,
        /// The edition of a book.
        edition: String,
        /// The publisher.
        publisher: String,
        /// Where the publisher is.
        publisher_place: String,
        /// The DOI, with or without resolver.
        doi: String,
        /// The PubMed id.
        pmid: String,
        /// The PubMed Central id.
        pmcid: String,
        /// The ISSN of the journal.
        issn: Vec<String>,
        /// The ISBN of the book.
        isbn: String,
        /// Where the study was registered: NCT01234567, jRCT1080220001.
        trial_registrations: Vec<String>,
        /// Where the source can be read.
        url: String,
        /// When the address was last looked at.
        accessed: IssuedDateInput,
        /// What the source can show.
        evidence: EvidenceInput,
        /// Whether it reports what others found.
        is_secondary: bool,
        /// Who paid for the study, as the source declares it.
        funding: String,
        /// Every other variable of CSL-JSON, under CSL's name and in CSL's form.
        variables: Json<serde_json::Value>,
        /// Conflicts of interest, as the source declares them.
        conflicts_of_interest: String,
    ]

    /// The content of a clinic's record, apart from the name.
    ClinicContentInput (
    ) [
        /// The postal address.
        #[serde(serialize_with = "maybe_language_map")]
        address: Vec<LocalizedTextInput>,
        /// The physician in charge (管理者).
        administrator: ID,
        /// The departments (診療科目).
        departments: Vec<String>,
        /// Where patients can ask.
        contact_points: Vec<ContactPointInput>,
        /// The clinic's web site.
        url: String,
    ]

    /// The content of a page on a disease or complaint, apart from its name.
    ConditionContentInput (
    ) [
        /// Other names.
        alternate_names: Vec<String>,
        /// What it is, in short.
        summary: RichTextInput,
        /// The body, whole.
        body: Vec<BlockInput>,
        /// Codes in classifications of diseases.
        codes: Vec<MedicalCodeInput>,
        /// The physician who answers for the page and signs it.
        supervising_physician: ID,
        /// What search engines and link previews show.
        seo: SeoInput,
    ]

    /// The content of a banner, apart from its name.
    BannerContentInput (
    ) [
        /// The image.
        image: ImageInput,
        /// The words in the picture.
        overlay_text: String,
        /// The treatment that it advertises.
        treatment: ID,
        /// Where a click leads.
        target_url: String,
    ]

    /// The content of a shared disclaimer, apart from its name.
    DisclaimerContentInput (
    ) [
        /// What it limits.
        disclaimer_kind: DisclaimerKind,
        /// The words shown on pages.
        text: String,
        /// The physician who answers for it and signs it.
        supervising_physician: ID,
    ]

    /// The content of a tag, apart from its name.
    TagContentInput (
    ) [
        /// What the tag stands for.
        #[serde(serialize_with = "maybe_language_map")]
        description: Vec<LocalizedTextInput>,
    ]

    /// Who wrote an article: either `physician`, or `name` with an optional `role`. It is given whole: what is left out is cleared.
    ArticleAuthorInput (
    ) [
        /// A physician with a record here.
        physician: ID,
        /// The name of anybody else.
        name: String,
        /// What they are.
        role: String,
    ]

    /// The notified plan of regenerative medicine, and its committee.
    RegenerativePlanInput (
        /// The plan's number.
        number: String,
        /// The committee that judged it.
        committee: String,
    ) [
    ]

    /// From `min` to `max`, both included.
    SpanInput (
        /// The least.
        min: u32,
        /// The most.
        max: u32,
    ) [
    ]

    /// How often and how long.
    CourseInput (
        /// The number of sessions.
        sessions: SpanInput,
    ) [
        /// Days between two sessions.
        interval_days: SpanInput,
        /// Weeks from the first session to the last.
        duration_weeks: SpanInput,
        /// What it depends on.
        note: String,
    ]

    /// The standard cost in yen, consumption tax included.
    PriceRangeInput (
        /// The lower price, in yen, tax included.
        min: i64,
        /// The upper price, in yen, tax included.
        max: i64,
        /// What the price buys.
        per: PriceUnit,
    ) [
        /// What the price depends on.
        note: String,
    ]

    /// What must be said of an unapproved or off-label product.
    UnapprovedStatementsInput (
    ) [
        /// That the product (or the use) is not approved.
        #[serde(serialize_with = "maybe_language_map")]
        not_approved: Vec<LocalizedTextInput>,
        /// How it was obtained.
        #[serde(serialize_with = "maybe_language_map")]
        acquisition_route: Vec<LocalizedTextInput>,
        /// Whether an approved product of the same kind exists in Japan.
        #[serde(serialize_with = "maybe_language_map")]
        domestic_alternatives: Vec<LocalizedTextInput>,
        /// Approvals and safety information abroad.
        #[serde(serialize_with = "maybe_language_map")]
        foreign_safety: Vec<LocalizedTextInput>,
        /// That the relief systems do not apply.
        #[serde(serialize_with = "maybe_language_map")]
        relief_exclusion: Vec<LocalizedTextInput>,
        /// Which relief systems the statement names.
        relief_systems: Vec<ReliefSystem>,
    ]

    /// Where the material comes from.
    OriginInput (
    ) [
        /// The tissue.
        #[serde(serialize_with = "maybe_language_map")]
        tissue: Vec<LocalizedTextInput>,
        /// The donor.
        #[serde(serialize_with = "maybe_language_map")]
        donor: Vec<LocalizedTextInput>,
        /// ISO 3166-1 alpha-2 country code.
        country: String,
    ]

    /// A claim about purity, shown only with its certificate.
    PurityClaimInput (
        /// The claim.
        value: String,
    ) [
        /// How it was measured.
        method: String,
        /// What proves it.
        certificate: CertificateInput,
    ]

    /// A certificate.
    CertificateInput (
        /// Its title.
        title: String,
        /// Who issued it.
        issuer: String,
        /// When.
        issued_on: Date,
    ) [
        /// Where it can be read.
        url: String,
    ]

    /// A specialist title, with the body that issued it.
    CredentialInput (
        /// The title.
        #[serde(serialize_with = "language_map")]
        name: Vec<LocalizedTextInput>,
    ) [
        /// The body that issued it.
        #[serde(serialize_with = "maybe_language_map")]
        issuing_body: Vec<LocalizedTextInput>,
        /// Until when it is valid.
        valid_until: Date,
    ]

    /// A person (`family`, `given`) or an institution (`literal`).
    AuthorNameInput (
    ) [
        /// The family name of a person.
        family: String,
        /// The given name of a person.
        given: String,
        /// The name of an institution.
        literal: String,
        /// What follows the name: Jr., III.
        suffix: String,
        /// Belongs to the family name in print but not when sorting: van, de la.
        dropping_particle: String,
        /// Belongs to the family name always.
        non_dropping_particle: String,
        /// How the name is read (カナ).
        kana: PersonNameInput,
        /// The name in Latin letters.
        romanised: PersonNameInput,
        /// The ORCID iD.
        orcid: String,
    ]

    /// Family and given name in one script.
    PersonNameInput (
        /// The family name.
        family: String,
    ) [
        /// The given name.
        given: String,
    ]

    /// When a source appeared.
    IssuedDateInput (
        /// The year.
        year: u16,
    ) [
        /// The month.
        month: u8,
        /// The day.
        day: u8,
    ]

    /// What a source can show.
    EvidenceInput (
    ) [
        /// The design of the study.
        design: String,
        /// The design by kind.
        study_design: StudyDesign,
        /// The species studied.
        species: String,
        /// The number of subjects.
        n: u32,
        /// Who the subjects were.
        population: String,
        /// What was given.
        product: String,
        /// How it was given.
        route: String,
        /// The level on its scale.
        level: EvidenceLevelInput,
    ]

    /// A level of evidence on its scale.
    EvidenceLevelInput (
        /// The scale.
        scale: EvidenceScale,
        /// The level, as the scale writes it: `2`, `IVa`.
        level: String,
    ) [
    ]

    /// Where patients can ask.
    ContactPointInput (
        /// How it is reached.
        channel: ContactChannel,
        /// The number or address.
        value: String,
    ) [
        /// When it answers.
        #[serde(serialize_with = "maybe_language_map")]
        hours: Vec<LocalizedTextInput>,
        /// Whether questions are answered there, not only bookings taken.
        answers_questions: bool,
    ]

    /// A code in a classification of diseases.
    MedicalCodeInput (
        /// The classification.
        system: CodingSystem,
        /// The code.
        value: String,
    ) [
    ]
}
