//! Products.

use async_graphql::{Context, MaybeUndefined, Object, Result, SimpleObject};
use kanshu_domain::{kinds::product, reference::Role};

use crate::{
    connection::{Many, PageArgs, reverse},
    document::kind_object,
    enums::{ProductCategory, RegulatoryStatus, ReliefSystem},
    objects::{Physician, Treatment},
    parts::Image,
    scalars::{Date, Locale},
    text::{LocalizedString, LocalizedText, localized, text},
    view::View,
};

kind_object! {
    /// A drug, device or preparation that treatments use.
    Product, product, ProductFields, ProductLinks
}

/// What must be said of an unapproved or off-label product: the five statements.
#[derive(SimpleObject)]
pub(crate) struct UnapprovedStatements {
    /// That the product (or the use) is not approved.
    not_approved: LocalizedString,
    /// How it was obtained.
    acquisition_route: LocalizedString,
    /// Whether an approved product of the same kind exists in Japan.
    domestic_alternatives: LocalizedString,
    /// Approvals and safety information abroad.
    foreign_safety: LocalizedString,
    /// That the relief systems do not apply.
    relief_exclusion: LocalizedString,
    /// Which relief systems the statement names.
    relief_systems: Vec<ReliefSystem>,
}

impl UnapprovedStatements {
    fn new(view: &View, statements: &product::UnapprovedStatements) -> Self {
        Self {
            not_approved: LocalizedString::new(view, &statements.not_approved),
            acquisition_route: LocalizedString::new(view, &statements.acquisition_route),
            domestic_alternatives: LocalizedString::new(view, &statements.domestic_alternatives),
            foreign_safety: LocalizedString::new(view, &statements.foreign_safety),
            relief_exclusion: LocalizedString::new(view, &statements.relief_exclusion),
            relief_systems: statements.relief_systems.iter().map(|&system| system.into()).collect(),
        }
    }
}

/// Where the material comes from.
#[derive(SimpleObject)]
pub(crate) struct Origin {
    /// The tissue.
    tissue: LocalizedString,
    /// The donor.
    donor: LocalizedString,
    /// ISO 3166-1 alpha-2 country code.
    country: Option<String>,
}

/// A claim about purity, shown only with its certificate.
#[derive(SimpleObject)]
pub(crate) struct PurityClaim {
    /// The claim: 純度99%.
    value: String,
    /// How it was measured.
    method: Option<String>,
    /// What proves it.
    certificate: Option<Certificate>,
}

/// A certificate.
#[derive(SimpleObject)]
pub(crate) struct Certificate {
    /// Its title.
    title: String,
    /// Who issued it.
    issuer: String,
    /// When.
    issued_on: Date,
    /// Where it can be read.
    url: Option<String>,
}

#[Object]
impl ProductFields {
    /// The name in the reader's language, else Japanese, else English, else any.
    async fn name(
        &self,
        #[graphql(desc = "Another language than the reader's.")] locale: Option<Locale>,
    ) -> Option<String> {
        self.0.view.pick(&self.content().name, locale.as_ref())
    }

    /// The name in every language.
    async fn names(&self) -> Vec<LocalizedText> {
        localized(&self.content().name)
    }

    /// What it is.
    async fn category(&self) -> Option<ProductCategory> {
        self.content().category.map(ProductCategory::from)
    }

    /// Its status in Japan.
    async fn regulatory_status(&self) -> Option<RegulatoryStatus> {
        self.content().regulatory_status.map(RegulatoryStatus::from)
    }

    /// Whether it is made from human or animal tissue.
    async fn biological(&self) -> bool {
        self.content().biological
    }

    /// The five statements on an unapproved product.
    async fn statements(&self) -> UnapprovedStatements {
        UnapprovedStatements::new(&self.0.view, &self.content().statements)
    }

    /// Where the material comes from.
    async fn origin(&self) -> Option<Origin> {
        let origin = self.content().origin.as_ref()?;
        Some(Origin {
            tissue: LocalizedString::new(&self.0.view, &origin.tissue),
            donor: LocalizedString::new(&self.0.view, &origin.donor),
            country: text(&origin.country),
        })
    }

    /// Who made it.
    async fn manufacturer(&self) -> LocalizedString {
        LocalizedString::new(&self.0.view, &self.content().manufacturer)
    }

    /// A claim about its purity.
    async fn purity_claim(&self) -> Option<PurityClaim> {
        let claim = self.content().purity_claim.as_ref()?;
        Some(PurityClaim {
            value: claim.value.to_string(),
            method: text(&claim.method),
            certificate: claim.certificate.as_ref().map(|certificate| Certificate {
                title: certificate.title.to_string(),
                issuer: certificate.issuer.to_string(),
                issued_on: Date(certificate.issued_on),
                url: text(&certificate.url),
            }),
        })
    }

    /// An image.
    async fn image(&self) -> Option<Image> {
        self.content().image.as_ref().map(Image::from)
    }

    /// The physician who answers for the record.
    async fn supervising_physician(&self, ctx: &Context<'_>) -> Result<Option<Physician>> {
        self.0.view.one(ctx, self.content().supervising_physician).await
    }

    /// The treatments that use it, newest publication first.
    #[graphql(complexity = "crate::connection::page_cost(first, last, child_complexity)")]
    async fn treatments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The number of rows from the start, 1 to 100; 20 when not given.")]
        first: Option<i32>,
        #[graphql(desc = "Rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "The number of rows from the end, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Rows before this cursor.")] before: Option<String>,
        #[graphql(
            desc = "Only in this language, or null for every language. The reader's when not given."
        )]
        locale: MaybeUndefined<Locale>,
    ) -> Result<Many<Treatment>> {
        let args = PageArgs { first, after, last, before };
        reverse(ctx, &self.0, Role::Product, locale, args).await
    }
}
