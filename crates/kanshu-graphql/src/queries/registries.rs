//! What the registries of papers know.

use async_graphql::{Context, ErrorExtensions as _, ID, Json, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use kanshu_citation::compare::{Disagreement as Disagrees, compare};
use kanshu_courier::{CourierError, Found};
use kanshu_domain::{
    id::DocumentId,
    policy,
    values::{Doi, Pmid},
};
use serde_json::Value;

use crate::{
    Caller, Services,
    compliance::BilingualText,
    document::KindObject as _,
    errors,
    objects::Citation,
    scalars::Locale,
    view::{Perspective, View},
};

#[derive(Default)]
pub(crate) struct RegistryQueries;

/// What a registry knows of a paper.
#[derive(SimpleObject)]
pub(crate) struct RegistryRecord {
    /// `crossref` or `pubmed`.
    registry: &'static str,
    /// The record as an item of CSL-JSON.
    csl_json: Json<Value>,
    /// Whether the registry itself says that the paper is retracted. False says only that it does not.
    retracted: bool,
    /// When it was asked.
    retrieved_at: DateTime<Utc>,
}

/// Something that a typed record says otherwise than the registry.
#[derive(SimpleObject)]
pub(crate) struct Disagreement {
    /// The field, as in the record's JSON.
    field: &'static str,
    /// What the record says.
    typed: String,
    /// What the registry says.
    registry: String,
    /// What to look at.
    message: BilingualText,
}

/// A citation beside what the registries know of it.
#[derive(SimpleObject)]
pub(crate) struct RegistryComparison {
    /// What they know; empty when none of them knows the identifiers.
    records: Vec<RegistryRecord>,
    /// What the citation says otherwise.
    disagreements: Vec<Disagreement>,
}

impl From<&Found> for RegistryRecord {
    fn from(found: &Found) -> Self {
        Self {
            registry: found.registry.name(),
            csl_json: Json(Value::Object(found.item.clone())),
            retracted: found.retracted,
            retrieved_at: found.retrieved_at,
        }
    }
}

impl From<Disagrees> for Disagreement {
    fn from(disagrees: Disagrees) -> Self {
        let Disagrees { field, typed, registry, message } = disagrees;
        Self { field, typed, registry, message: message.into() }
    }
}

#[Object]
impl RegistryQueries {
    /// What Crossref (for a DOI) or PubMed (for a PMID) knows of a paper; null when they do not know it.
    /// For whoever may enter the newsroom; the site must have look-ups switched on.
    #[graphql(complexity = "100 + child_complexity")]
    async fn look_up_citation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A DOI, with or without resolver.")] doi: Option<String>,
        #[graphql(desc = "A PubMed id.")] pmid: Option<String>,
    ) -> Result<Option<RegistryRecord>> {
        let (services, caller) = (ctx.data::<Services>()?, ctx.data::<Caller>()?);
        policy::may_enter_newsroom(&caller.actor).map_err(errors::denied)?;
        let registries = &services.registries;
        let found = match (doi, pmid) {
            (Some(doi), None) => {
                let doi = Doi::parse(&doi).map_err(|wrong| errors::bad_input(wrong.to_string()))?;
                registries.lookup_doi(&doi).await
            }
            (None, Some(pmid)) => {
                let pmid =
                    Pmid::parse(&pmid).map_err(|wrong| errors::bad_input(wrong.to_string()))?;
                registries.lookup_pmid(&pmid).await
            }
            _ => return Err(errors::bad_input("give either `doi` or `pmid`")),
        };
        Ok(found.map_err(courier)?.as_ref().map(RegistryRecord::from))
    }

    /// A citation's newest revision beside what the registries know of its DOI and PMID. For those who
    /// may read drafts; the site must have look-ups switched on.
    #[graphql(complexity = "200 + child_complexity")]
    async fn compare_with_registry(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The citation.")] citation: ID,
    ) -> Result<Option<RegistryComparison>> {
        let registries = &ctx.data::<Services>()?.registries;
        let view = View::open(ctx, Perspective::Draft, Locale::default().0)?;
        let id: DocumentId = citation.parse().map_err(|_| errors::bad_input("an id is a UUID"))?;
        let document = view.anything_at(id).await?;
        let Some(citation) = document.and_then(|found| Citation::of(view.reading(found))) else {
            return Ok(None);
        };
        let typed = citation.record();
        let found = registries.lookup_record(typed).await.map_err(courier)?;
        let disagreements = found.iter().flat_map(|found| compare(typed, &found.citation));
        Ok(Some(RegistryComparison {
            disagreements: disagreements.map(Disagreement::from).collect(),
            records: found.iter().map(RegistryRecord::from).collect(),
        }))
    }
}

/// The registry's silence is nobody's mistake here; the cause is logged by the courier's caller.
fn courier(error: CourierError) -> async_graphql::Error {
    let code = error.code();
    tracing::warn!(error = %error, "a look-up gave no answer");
    async_graphql::Error::new(error.to_string()).extend_with(|_, values| values.set("code", code))
}
