//! What lists can be filtered and sorted by: what the projections keep, and nothing else.

use std::collections::HashMap;

use async_graphql::{Enum, ID, InputObject, Result};
use kanshu_domain::{
    id::{DocumentId, GroupId},
    kinds,
    query::{Direction, Filter, Sort, SortKey},
    reference::Role,
    values::{Doi, Pmcid, Pmid, Slug},
};

use crate::{
    connection::{InstantRange, sort},
    enums::{DeskState, RegulatoryStatus, SourceType, TreatmentClass},
    errors::bad_input,
    view::{Perspective, View, uuid},
};

/// Filters that every kind has.
struct Common {
    id_in: Option<Vec<ID>>,
    slug: Option<String>,
    slug_in: Option<Vec<String>>,
    published_at: Option<InstantRange>,
    desk_state: Option<DeskState>,
}

/// The most values that one list of a filter may have.
const MOST_VALUES: usize = 100;

/// # Errors
/// `BAD_USER_INPUT` when the list is longer than may be asked for at once.
fn at_most<T>(argument: &str, values: Vec<T>) -> Result<Vec<T>> {
    if values.len() > MOST_VALUES {
        return Err(bad_input(format!("`{argument}` has more than {MOST_VALUES} values")));
    }
    Ok(values)
}

impl Common {
    async fn filters(
        self,
        view: &View,
        references: Vec<(Role, &'static str, ID)>,
    ) -> Result<Vec<Filter>> {
        let mut filters = Vec::new();
        if let Some(ids) = self.id_in {
            let ids = at_most("where.idIn", ids)?;
            let ids: Result<Vec<_>> =
                ids.iter().map(|id| uuid("where.idIn", id).map(DocumentId)).collect();
            filters.push(Filter::Ids(ids?));
        }
        for slugs in [self.slug.map(|slug| vec![slug]), self.slug_in].into_iter().flatten() {
            let slugs = at_most("where.slugIn", slugs)?;
            let slugs: Result<Vec<_>, _> = slugs.iter().map(|slug| Slug::parse(slug)).collect();
            filters.push(Filter::Slugs(slugs.map_err(|why| bad_input(why.to_string()))?));
        }
        if let Some(range) = self.published_at {
            filters.push(range.filter(SortKey::PublishedAt));
        }
        if let Some(state) = self.desk_state {
            if view.perspective() == Perspective::Published {
                return Err(bad_input(
                    "`deskState` can be asked for in the DRAFT perspective only",
                ));
            }
            filters.push(Filter::DeskState(state.into()));
        }
        filters.extend(refers(view, references).await?);
        Ok(filters)
    }
}

/// References name a translation group or any document of it.
async fn refers(view: &View, references: Vec<(Role, &'static str, ID)>) -> Result<Vec<Filter>> {
    if references.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Result<Vec<DocumentId>> =
        references.iter().map(|(_, argument, id)| uuid(argument, id).map(DocumentId)).collect();
    let ids = ids?;
    let groups: HashMap<DocumentId, GroupId> = view
        .by_ids(&ids)
        .await?
        .into_iter()
        .map(|document| (document.id, document.group))
        .collect();
    Ok(references
        .iter()
        .zip(ids)
        .map(|((role, _, _), id)| {
            let target = groups.get(&id).copied().unwrap_or_else(|| id.founding_group());
            Filter::Refers { role: *role, targets: vec![target] }
        })
        .collect())
}

/// A value that an attribute can be filtered by.
trait AttributeValue {
    /// As the projections keep it; `None` when no document can have it.
    fn kept(self) -> Option<String>;
}

macro_rules! named_values {
    ($($enum:ty = $domain:ty),+ $(,)?) => {$(
        impl AttributeValue for $enum {
            fn kept(self) -> Option<String> {
                Some(<$domain>::from(self).name().to_owned())
            }
        }
    )+};
}
named_values!(
    TreatmentClass = kinds::treatment::TreatmentClass,
    RegulatoryStatus = kinds::product::RegulatoryStatus,
    SourceType = kinds::citation::SourceType,
);

/// An identifier as somebody pasted it; one that is none is kept by no document.
struct Identifier(&'static str, String);

impl AttributeValue for Identifier {
    fn kept(self) -> Option<String> {
        let Self(name, text) = self;
        match name {
            "doi" => Doi::parse(&text).map(String::from).ok(),
            "pmid" => Pmid::parse(&text).map(String::from).ok(),
            _ => Pmcid::parse(&text).map(String::from).ok(),
        }
    }
}

/// Declares what lists of one kind can be filtered and sorted by.
macro_rules! lists {
    ($($where:ident, $order:ident {
        roles { $($(#[doc = $role_doc:tt])+ $role_field:ident = $role:ident,)* }
        attributes { $($(#[$($attribute_doc:tt)+])+ $field:ident: $type:ty = $name:literal, |$value:ident| $kept:expr;)* }
    })+) => {$(
        /// Conditions, all of which must hold.
        #[derive(InputObject, Default)]
        pub(crate) struct $where {
            /// Has one of these ids, at most 100.
            id_in: Option<Vec<ID>>,
            /// Has this slug.
            slug: Option<String>,
            /// Has one of these slugs, at most 100.
            slug_in: Option<Vec<String>>,
            /// Became public in this time; in the DRAFT perspective: was last saved.
            published_at: Option<InstantRange>,
            /// Stands in this desk state; in the DRAFT perspective only.
            desk_state: Option<DeskState>,
            $($(#[doc = $role_doc])+ $role_field: Option<ID>,)*
            $($(#[$($attribute_doc)+])+ $field: Option<$type>,)*
        }

        impl $where {
            pub(super) async fn filters(self, view: &View) -> Result<Vec<Filter>> {
                let Self {
                    id_in, slug, slug_in, published_at, desk_state,
                    $($role_field,)* $($field,)*
                } = self;
                #[allow(unused_mut, reason = "not every kind refers to others")]
                let mut references: Vec<(Role, &'static str, ID)> = Vec::new();
                $(if let Some(id) = $role_field {
                    references.push((Role::$role, concat!("where.", stringify!($role_field)), id));
                })*
                let common = Common { id_in, slug, slug_in, published_at, desk_state };
                #[allow(unused_mut, reason = "not every kind has attributes")]
                let mut filters = common.filters(view, references).await?;
                $(if let Some($value) = $field {
                    // Of no values, a document has none.
                    let values = AttributeValue::kept($kept).into_iter().collect();
                    filters.push(Filter::Attribute { name: $name, values });
                })*
                Ok(filters)
            }
        }

        /// How a list is sorted.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
        pub(crate) enum $order {
            /// Newest publication first; in the DRAFT perspective: last saved first.
            #[default]
            PublishedAtDesc,
            /// Oldest publication first.
            PublishedAtAsc,
            /// Newest first publication first.
            FirstPublishedAtDesc,
            /// Oldest first publication first.
            FirstPublishedAtAsc,
            /// Last saved first.
            UpdatedAtDesc,
            /// Longest unchanged first.
            UpdatedAtAsc,
            /// Newest first.
            CreatedAtDesc,
            /// Oldest first.
            CreatedAtAsc,
        }

        impl From<$order> for Sort {
            fn from(order: $order) -> Self {
                match order {
                    $order::PublishedAtDesc => sort(SortKey::PublishedAt, Direction::Descending),
                    $order::PublishedAtAsc => sort(SortKey::PublishedAt, Direction::Ascending),
                    $order::FirstPublishedAtDesc => {
                        sort(SortKey::FirstPublishedAt, Direction::Descending)
                    }
                    $order::FirstPublishedAtAsc => {
                        sort(SortKey::FirstPublishedAt, Direction::Ascending)
                    }
                    $order::UpdatedAtDesc => sort(SortKey::UpdatedAt, Direction::Descending),
                    $order::UpdatedAtAsc => sort(SortKey::UpdatedAt, Direction::Ascending),
                    $order::CreatedAtDesc => sort(SortKey::CreatedAt, Direction::Descending),
                    $order::CreatedAtAsc => sort(SortKey::CreatedAt, Direction::Ascending),
                }
            }
        }
    )+};
}

lists! {
    ArticleWhere, ArticleOrderBy {
        roles {
            /// Was written by this physician.
            author = Author,
            /// Is answered for by this physician.
            supervising_physician = SupervisingPhysician,
            /// Shows the contact points of this clinic.
            clinic = Clinic,
            /// Is about this treatment.
            treatment = Treatment,
            /// Is about this disease or complaint.
            condition = Condition,
            /// Shows this product.
            product = Product,
            /// Cites this paper.
            citation = Citation,
            /// Shows this banner.
            banner = Banner,
            /// Shows this shared disclaimer.
            disclaimer = Disclaimer,
            /// Has this tag.
            tag = Tag,
        }
        attributes {}
    }
    TreatmentWhere, TreatmentOrderBy {
        roles {
            /// Is answered for by this physician.
            supervising_physician = SupervisingPhysician,
            /// Is offered by this clinic.
            clinic = Clinic,
            /// Mentions this other treatment.
            treatment = Treatment,
            /// Treats this disease or complaint.
            condition = Condition,
            /// Uses this product.
            product = Product,
            /// Cites this paper.
            citation = Citation,
            /// Shows this banner.
            banner = Banner,
            /// Shows this shared disclaimer.
            disclaimer = Disclaimer,
        }
        attributes {
            /// Is of this class.
            class: TreatmentClass = "class", |class| class;
        }
    }
    ProductWhere, ProductOrderBy {
        roles {
            /// Is answered for by this physician.
            supervising_physician = SupervisingPhysician,
        }
        attributes {
            /// Has this status in Japan.
            regulatory_status: RegulatoryStatus = "regulatoryStatus", |status| status;
        }
    }
    PhysicianWhere, PhysicianOrderBy {
        roles {
            /// Works at this clinic.
            clinic = Clinic,
        }
        attributes {}
    }
    CitationWhere, CitationOrderBy {
        roles {}
        attributes {
            /// Is this kind of source.
            #[graphql(name = "type")]
            source_type: SourceType = "type", |source_type| source_type;
            /// Has this DOI.
            doi: String = "doi", |doi| Identifier("doi", doi);
            /// Has this PubMed id.
            pmid: String = "pmid", |pmid| Identifier("pmid", pmid);
            /// Has this PubMed Central id.
            pmcid: String = "pmcid", |pmcid| Identifier("pmcid", pmcid);
        }
    }
    ClinicWhere, ClinicOrderBy {
        roles {
            /// Is run by this physician.
            administrator = Administrator,
        }
        attributes {}
    }
    ConditionWhere, ConditionOrderBy {
        roles {
            /// Is answered for by this physician.
            supervising_physician = SupervisingPhysician,
            /// Shows the contact points of this clinic.
            clinic = Clinic,
            /// Mentions this treatment.
            treatment = Treatment,
            /// Shows this product.
            product = Product,
            /// Cites this paper.
            citation = Citation,
            /// Shows this banner.
            banner = Banner,
            /// Shows this shared disclaimer.
            disclaimer = Disclaimer,
        }
        attributes {}
    }
    BannerWhere, BannerOrderBy {
        roles {
            /// Advertises this treatment.
            treatment = Treatment,
        }
        attributes {}
    }
    DisclaimerWhere, DisclaimerOrderBy {
        roles {
            /// Is answered for by this physician.
            supervising_physician = SupervisingPhysician,
        }
        attributes {}
    }
    TagWhere, TagOrderBy {
        roles {}
        attributes {}
    }
}
