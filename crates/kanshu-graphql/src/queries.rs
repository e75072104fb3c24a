//! What can be asked for.

mod compliance;
mod kinds;
mod registries;
mod root;
mod sources;
mod wheres;

use async_graphql::MergedObject;

/// What can be read.
#[derive(MergedObject, Default)]
pub struct Query(
    root::RootQueries,
    compliance::ComplianceQueries,
    sources::SourceQueries,
    registries::RegistryQueries,
    kinds::ArticleQueries,
    kinds::TreatmentQueries,
    kinds::ProductQueries,
    kinds::PhysicianQueries,
    kinds::CitationQueries,
    kinds::ClinicQueries,
    kinds::ConditionQueries,
    kinds::BannerQueries,
    kinds::DisclaimerQueries,
    kinds::TagQueries,
);
