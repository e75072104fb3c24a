//! The domain's closed sets of values, with the words that the schema explains them by.

use async_graphql::Enum;
use serde::Serialize;

/// Declares a GraphQL enum that mirrors a domain enum, with conversions both ways. In JSON it has the
/// domain's spelling, so an input becomes the same document as through REST.
macro_rules! mirrored {
    ($($(#[doc = $doc:tt])+ $name:ident = $domain:tt {
        $($(#[$($attr:tt)+])* $variant:ident,)+
    })+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Enum, Serialize)]
        #[graphql(remote = $domain)]
        #[serde(into = $domain)]
        pub(crate) enum $name {
            $($(#[$($attr)+])* $variant,)+
        }
    )+};
}

mirrored! {
    /// What a document is.
    Kind = "kanshu_domain::kind::Kind" {
        /// A column.
        Article,
        /// A treatment that a clinic offers.
        Treatment,
        /// A drug, device or preparation.
        Product,
        /// A physician.
        Physician,
        /// A bibliographic record.
        Citation,
        /// A clinic.
        Clinic,
        /// A disease or complaint.
        Condition,
        /// An advertising image.
        Banner,
        /// A shared disclaimer.
        Disclaimer,
        /// A tag.
        Tag,
    }
    /// Where the newest revision of a document stands at the desk (編集状態).
    DeskState = "kanshu_domain::workflow::DeskState" {
        /// Being written.
        Draft,
        /// Handed in for review.
        InReview,
        /// Sent back with a comment.
        ChangesRequested,
        /// Signed or verified.
        Approved,
    }
    /// What the public sees of a document (公開状態).
    PublicState = "kanshu_domain::workflow::PublicState" {
        /// It was never public.
        Never,
        /// A revision is public.
        Public,
        /// It was unpublished and may be published again.
        Suspended,
        /// It was taken down for safety.
        Withdrawn,
    }
    /// One step of a review.
    ReviewStep = "kanshu_domain::workflow::ReviewStep" {
        /// Handed in.
        Submitted,
        /// Sent back.
        ChangesRequested,
        /// Signed by the supervising physician.
        Approved,
        /// The facts were verified by an administrator.
        Verified,
        /// The signature was taken back.
        ApprovalRevoked,
    }
    /// How a publication ended.
    EndedAs = "kanshu_domain::workflow::EndedAs" {
        /// A later revision took its place.
        Superseded,
        /// It was unpublished.
        Suspended,
        /// It was taken down for safety.
        Withdrawn,
    }
    /// A condition of publication.
    GateCondition = "kanshu_domain::gate::Condition" {
        /// Signed (or verified) for exactly this revision, and still valid.
        G01,
        /// The signer is the named physician, whose record is verified and complete.
        G02,
        /// A compliance report of exactly this document under today's rule packs.
        G03,
        /// No blocking finding that nobody accepted.
        G04,
        /// Each private-pay treatment says content, sessions, cost and risks.
        G05,
        /// Each unapproved product makes the five statements.
        G06,
        /// A contact point answers questions.
        G07,
        /// Each quotation has a complete source.
        G08,
        /// No source is retracted.
        G09,
        /// A supervising physician is named.
        G11,
        /// Eligibility says that the physician decides.
        G12,
        /// Images have alternative text.
        G14,
        /// What the page refers to is public.
        G15,
        /// Slug and canonical address are set, free and agree.
        G16,
        /// Cleared beforehand where a jurisdiction asks for it.
        G17,
        /// The signer is not the author of the revision.
        G19,
    }
    /// A kind of study.
    StudyDesign = "kanshu_domain::kinds::citation::StudyDesign" {
        /// A systematic review.
        SystematicReview,
        /// A randomised trial.
        RandomizedTrial,
        /// A trial without random allocation.
        NonRandomizedTrial,
        /// A cohort study.
        Cohort,
        /// A case-control study.
        CaseControl,
        /// A cross-sectional study.
        CrossSectional,
        /// A series of cases.
        CaseSeries,
        /// A report of one case.
        CaseReport,
        /// A guideline.
        Guideline,
        /// A narrative review.
        NarrativeReview,
        /// A study in animals.
        AnimalStudy,
        /// A study in cells.
        InVitro,
        /// Another.
        Other,
    }
    /// A scale that rates single sources.
    EvidenceScale = "kanshu_domain::kinds::citation::EvidenceScale" {
        /// The Oxford 2011 Levels of Evidence: 1 to 5.
        #[graphql(name = "OCEBM_2011")]
        Ocebm2011,
        /// Minds 2007 エビデンスレベル: I to VI.
        #[graphql(name = "MINDS_2007")]
        Minds2007,
        /// Minds 2007 推奨グレード: A to D.
        #[graphql(name = "MINDS_GRADE_2007")]
        MindsGrade2007,
    }
    /// What a claim is about.
    ClaimKind = "kanshu_domain::claim::ClaimKind" {
        /// That it works.
        Efficacy,
        /// That it is safe.
        Safety,
        /// How it works.
        Mechanism,
        /// That it is what is usually done.
        StandardOfCare,
        /// That it is better or worse than something.
        Comparison,
        /// What it costs.
        Price,
    }
    /// How strongly something is said.
    Modality = "kanshu_domain::claim::Modality" {
        /// As a fact.
        Asserted,
        /// As probable.
        Probable,
        /// As possible.
        Possible,
        /// As unknown.
        Unknown,
    }
    /// The certainty of a body of evidence (GRADE).
    Certainty = "kanshu_domain::claim::Certainty" {
        /// High.
        High,
        /// Moderate.
        Moderate,
        /// Low.
        Low,
        /// Very low.
        VeryLow,
    }
    /// What lowers or raises a certainty (GRADE).
    GradeReason = "kanshu_domain::claim::GradeReason" {
        /// Lowers: the studies may be biased.
        RiskOfBias,
        /// Lowers: the studies disagree.
        Inconsistency,
        /// Lowers: other people, products or outcomes were studied.
        Indirectness,
        /// Lowers: the effect is not known closely.
        Imprecision,
        /// Lowers: studies may not have been published.
        PublicationBias,
        /// Raises: the effect is large.
        LargeEffect,
        /// Raises: more of it does more.
        DoseResponse,
        /// Raises: what might confound speaks against the effect.
        PlausibleConfounding,
    }
    /// How a source stands since it appeared.
    RetractionState = "kanshu_domain::retraction::RetractionState" {
        /// It was retracted.
        Retracted,
        /// Its journal expressed concern.
        ExpressionOfConcern,
        /// It was corrected.
        Corrected,
        /// A retraction was lifted.
        Reinstated,
        /// The dataset holds no notice of it; that does not mean that it is sound.
        NotListed,
        /// Nobody has looked: there is no dataset, or the record has neither DOI nor PMID.
        Unchecked,
    }
    /// What a notice does to a paper.
    NoticeNature = "kanshu_domain::retraction::NoticeNature" {
        /// Retracts it.
        Retraction,
        /// Expresses concern.
        ExpressionOfConcern,
        /// Corrects it.
        Correction,
        /// Lifts a retraction.
        Reinstatement,
    }
    /// How much a finding weighs.
    Severity = "kanshu_domain::compliance::Severity" {
        /// Worth knowing.
        Info,
        /// To be put right; keeps nothing from the public.
        Warn,
        /// Keeps the page from the public.
        Block,
    }
    /// Who may accept a finding in spite of its rule.
    Waivable = "kanshu_domain::compliance::Waivable" {
        /// Nobody: the text must change.
        Never,
        /// The compliance role (薬事) and administrators.
        Compliance,
        /// Editors as well.
        Editor,
    }
    /// Where words stand, as far as a rule cares.
    TextContext = "kanshu_domain::compliance::TextContext" {
        /// Running text.
        Body,
        /// A heading.
        Heading,
        /// A question that readers bring.
        ReaderQuestion,
        /// The words of a source in its own language.
        QuoteOriginal,
        /// The words of a source in translation.
        QuoteTranslation,
        /// The title of a source.
        CitationTitle,
        /// A disclaimer.
        Disclaimer,
        /// What the patient did not look for: banners, listing ads, social media, push messages.
        Banner,
        /// Title, description, link preview, structured data.
        Meta,
        /// Price and conditions of an offer.
        Offer,
        /// Alternative texts and captions.
        Alt,
        /// The words of a button.
        Button,
    }
    /// A role of a member of staff.
    StaffRole = "kanshu_domain::actor::StaffRole" {
        /// Manages accounts, verifies facts.
        Admin,
        /// Writes, publishes, takes down.
        Editor,
        /// Writes own documents.
        Author,
        /// Signs.
        Physician,
        /// 薬事: may withdraw for safety.
        Compliance,
        /// Banners and reading.
        Marketer,
        /// Reads.
        Viewer,
    }
    /// A badge beside the title of an article, derived from who wrote it.
    BadgeType = "kanshu_domain::derived::Badge" {
        /// 【医師が解説】: the author is a physician.
        ExplainedByPhysician,
    }
    /// A country or union whose rules for medical advertising apply.
    Jurisdiction = "kanshu_domain::kinds::article::Jurisdiction" {
        /// Japan.
        Jp,
        /// United States.
        Us,
        /// United Kingdom.
        Uk,
        /// European Union.
        Eu,
        /// Korea.
        Kr,
    }
    /// What a disclaimer limits.
    DisclaimerKind = "kanshu_domain::block::DisclaimerKind" {
        /// What the page does not claim.
        ScopeOfClaims,
        /// Effects differ from person to person.
        IndividualDifferences,
        /// The page is no medical advice.
        NotMedicalAdvice,
        /// The treatment is paid by the patient.
        PrivatePay,
        /// Anything else.
        Other,
    }
    /// The clinical state that an eligibility rule speaks of.
    ClinicalState = "kanshu_domain::block::ClinicalState" {
        /// 安定期: stable.
        Stable,
        /// 活動期: active.
        Active,
        /// Another state, named by its label.
        Other,
    }
    /// Whether a patient in that state can have the treatment.
    Verdict = "kanshu_domain::block::Verdict" {
        /// Yes.
        Eligible,
        /// No.
        NotEligible,
        /// It depends.
        Conditional,
    }
    /// How a translation was made.
    TranslationMethod = "kanshu_domain::block::TranslationMethod" {
        /// By a person.
        Human,
        /// By a machine.
        Machine,
        /// By a machine, corrected by a person.
        PostEdited,
    }
    /// What a call to action invites to.
    CtaKind = "kanshu_domain::block::CtaKind" {
        /// To ask.
        Inquiry,
        /// To book.
        Booking,
    }
    /// How the law sees a treatment.
    TreatmentClass = "kanshu_domain::kinds::treatment::TreatmentClass" {
        /// Covered by public health insurance.
        Insured,
        /// Paid by the patient (自由診療).
        PrivatePay,
        /// Exosomes: paid by the patient, outside the Act on regenerative medicine.
        Exosome,
        /// Regenerative medicine, class 1.
        #[graphql(name = "REGENERATIVE_1")]
        Regenerative1,
        /// Regenerative medicine, class 2.
        #[graphql(name = "REGENERATIVE_2")]
        Regenerative2,
        /// Regenerative medicine, class 3.
        #[graphql(name = "REGENERATIVE_3")]
        Regenerative3,
    }
    /// What a price buys.
    PriceUnit = "kanshu_domain::values::PriceUnit" {
        /// One session.
        Session,
        /// A whole course.
        Course,
        /// One area of the body.
        Area,
        /// One month.
        Month,
    }
    /// What a product is.
    ProductCategory = "kanshu_domain::kinds::product::ProductCategory" {
        /// A drug.
        Drug,
        /// A device.
        Device,
        /// Made from cells.
        CellDerived,
        /// A cosmetic.
        Cosmetic,
    }
    /// The status of a product in Japan.
    RegulatoryStatus = "kanshu_domain::kinds::product::RegulatoryStatus" {
        /// Approved, and used as labelled.
        ApprovedAsLabelled,
        /// Approved, for another use.
        OffLabel,
        /// Not approved.
        Unapproved,
    }
    /// A public relief system that does not apply to unapproved products.
    ReliefSystem = "kanshu_domain::kinds::product::ReliefSystem" {
        /// 医薬品副作用被害救済制度.
        AdverseDrugReactions,
        /// 生物由来製品感染等被害救済制度.
        InfectionsFromBiologicals,
    }
    /// What kind of source a citation is.
    SourceType = "kanshu_domain::kinds::citation::SourceType" {
        /// An article in a journal.
        JournalArticle,
        /// A letter.
        Letter,
        /// A review of the literature.
        Review,
        /// A guideline.
        Guideline,
        /// A press release.
        PressRelease,
        /// A book.
        Book,
        /// 添付文書: the label of a drug.
        Label,
        /// A web page.
        Web,
    }
    /// How a contact point is reached.
    ContactChannel = "kanshu_domain::kinds::clinic::ContactChannel" {
        /// By telephone.
        Phone,
        /// By e-mail.
        Email,
        /// By a form.
        Form,
        /// By chat.
        Chat,
    }
    /// A classification of diseases.
    CodingSystem = "kanshu_domain::kinds::condition::CodingSystem" {
        /// ICD-10.
        Icd10,
        /// ICD-11.
        Icd11,
        /// MeSH.
        Mesh,
    }
}
