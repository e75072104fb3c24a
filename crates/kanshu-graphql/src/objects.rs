//! The ten kinds as GraphQL objects.

mod article;
mod banner;
mod citation;
mod claim;
mod clinic;
mod condition;
mod disclaimer;
mod evidence;
mod physician;
mod product;
mod retraction;
mod tag;
mod treatment;

pub(crate) use article::Article;
pub(crate) use banner::Banner;
pub(crate) use citation::{Citation, read_style};
pub(crate) use claim::{Claim, summarized};
pub(crate) use clinic::Clinic;
pub(crate) use condition::Condition;
pub(crate) use disclaimer::Disclaimer;
pub(crate) use evidence::{Evidence, EvidenceSummary};
pub(crate) use physician::Physician;
pub(crate) use product::Product;
pub(crate) use retraction::RetractionStatus;
pub(crate) use tag::Tag;
pub(crate) use treatment::Treatment;
