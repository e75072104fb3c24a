//! Per kind a single and a connection.

use async_graphql::{Context, ID, Object, Result};
use kanshu_domain::{id::DocumentId, values::Slug};

use super::wheres::{
    ArticleOrderBy, ArticleWhere, BannerOrderBy, BannerWhere, CitationOrderBy, CitationWhere,
    ClinicOrderBy, ClinicWhere, ConditionOrderBy, ConditionWhere, DisclaimerOrderBy,
    DisclaimerWhere, PhysicianOrderBy, PhysicianWhere, ProductOrderBy, ProductWhere, TagOrderBy,
    TagWhere, TreatmentOrderBy, TreatmentWhere,
};
use crate::{
    connection::{Many, PageArgs, list},
    document::KindObject,
    errors::bad_input,
    objects::{
        Article, Banner, Citation, Clinic, Condition, Disclaimer, Physician, Product, Tag,
        Treatment,
    },
    scalars::Locale,
    view::{Perspective, View, uuid},
};

/// What stands at an id or slug.
async fn single<T: KindObject>(
    ctx: &Context<'_>,
    id: Option<ID>,
    slug: Option<String>,
    locale: Locale,
    perspective: Perspective,
) -> Result<Option<T>> {
    let view = View::open(ctx, perspective, locale.0)?;
    let found = match (id, slug) {
        (Some(id), None) => view.at_id(T::KIND, DocumentId(uuid("id", &id)?)).await?,
        (None, Some(slug)) => match Slug::parse(&slug) {
            Ok(slug) => view.at_slug(T::KIND, &slug).await?,
            // What is no slug is nobody's slug.
            Err(_) => None,
        },
        _ => return Err(bad_input("give either `id` or `slug`")),
    };
    Ok(found.and_then(|document| T::of(view.reading(document))))
}

/// The queries of one kind. The two forms differ in what `locale` means for lists: which documents of a
/// localised kind; for the others only in which language they are read.
macro_rules! kind_queries {
    ($queries:ident, $object:ident, $where:ident, $order:ident,
     $(#[doc = $one_doc:tt])+ $one:ident, $(#[doc = $many_doc:tt])+ $many:ident,
     $locale:ty, $default:literal, $locale_doc:literal) => {
        #[derive(Default)]
        pub(crate) struct $queries;

        #[Object]
        impl $queries {
            $(#[doc = $one_doc])+
            #[doc = " Null when there is nothing that the caller may see; an error with the code GONE"]
            #[doc = " when it was withdrawn."]
            async fn $one(
                &self,
                ctx: &Context<'_>,
                #[graphql(desc = "Its id.")] id: Option<ID>,
                #[graphql(desc = "Its slug, in the language of `locale`.")] slug: Option<String>,
                #[graphql(default, desc = "The reader's language.")] locale: Locale,
                #[graphql(default, desc = "What to look at.")] perspective: Perspective,
            ) -> Result<Option<$object>> {
                single(ctx, id, slug, locale, perspective).await
            }

            $(#[doc = $many_doc])+
            #[allow(clippy::too_many_arguments, reason = "the arguments of a connection")]
            #[graphql(complexity = "crate::connection::page_cost(first, last, child_complexity)")]
            async fn $many(
                &self,
                ctx: &Context<'_>,
                #[graphql(desc = "The number of rows from the start, 1 to 100; 20 when not given.")]
                first: Option<i32>,
                #[graphql(desc = "Rows after this cursor.")] after: Option<String>,
                #[graphql(desc = "The number of rows from the end, 1 to 100.")] last: Option<i32>,
                #[graphql(desc = "Rows before this cursor.")] before: Option<String>,
                #[graphql(name = "where", desc = "Conditions, all of which must hold.")]
                conditions: Option<$where>,
                #[graphql(default, desc = "How the list is sorted.")] order_by: $order,
                #[graphql(default_with = $default, desc = $locale_doc)] locale: $locale,
                #[graphql(default, desc = "What to look at.")] perspective: Perspective,
            ) -> Result<Many<$object>> {
                let locale: Option<Locale> = locale.into();
                let reader = locale.clone().unwrap_or_default();
                let view = View::open(ctx, perspective, reader.0)?;
                let filters = conditions.unwrap_or_default().filters(&view).await?;
                let args = PageArgs { first, after, last, before };
                list(&view, locale.map(|locale| locale.0), filters, order_by.into(), &args).await
            }
        }
    };
}

kind_queries!(
    ArticleQueries, Article, ArticleWhere, ArticleOrderBy,
    /// An article, by id or slug.
    article,
    /// Articles.
    articles,
    Option<Locale>, "Some(Locale::default())", "Only in this language; null for every language."
);
kind_queries!(
    TreatmentQueries, Treatment, TreatmentWhere, TreatmentOrderBy,
    /// A treatment, by id or slug.
    treatment,
    /// Treatments.
    treatments,
    Option<Locale>, "Some(Locale::default())", "Only in this language; null for every language."
);
kind_queries!(
    ProductQueries, Product, ProductWhere, ProductOrderBy,
    /// A product, by id or slug.
    product,
    /// Products.
    products,
    Locale, "Locale::default()", "The reader's language."
);
kind_queries!(
    PhysicianQueries, Physician, PhysicianWhere, PhysicianOrderBy,
    /// A physician, by id or slug.
    physician,
    /// Physicians.
    physicians,
    Locale, "Locale::default()", "The reader's language."
);
kind_queries!(
    CitationQueries, Citation, CitationWhere, CitationOrderBy,
    /// A bibliographic record, by id or slug.
    citation,
    /// Bibliographic records.
    citations,
    Locale, "Locale::default()", "The reader's language."
);
kind_queries!(
    ClinicQueries, Clinic, ClinicWhere, ClinicOrderBy,
    /// A clinic, by id or slug.
    clinic,
    /// Clinics.
    clinics,
    Locale, "Locale::default()", "The reader's language."
);
kind_queries!(
    ConditionQueries, Condition, ConditionWhere, ConditionOrderBy,
    /// A disease or complaint, by id or slug.
    condition,
    /// Diseases and complaints.
    conditions,
    Option<Locale>, "Some(Locale::default())", "Only in this language; null for every language."
);
kind_queries!(
    BannerQueries, Banner, BannerWhere, BannerOrderBy,
    /// A banner, by id or slug.
    banner,
    /// Banners.
    banners,
    Option<Locale>, "Some(Locale::default())", "Only in this language; null for every language."
);
kind_queries!(
    DisclaimerQueries, Disclaimer, DisclaimerWhere, DisclaimerOrderBy,
    /// A shared disclaimer, by id or slug.
    disclaimer,
    /// Shared disclaimers.
    disclaimers,
    Option<Locale>, "Some(Locale::default())", "Only in this language; null for every language."
);
kind_queries!(
    TagQueries, Tag, TagWhere, TagOrderBy,
    /// A tag, by id or slug.
    tag,
    /// Tags.
    tags,
    Locale, "Locale::default()", "The reader's language."
);
