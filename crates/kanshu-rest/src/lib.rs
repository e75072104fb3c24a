//! REST: the handlers under `/api/v1` and the OpenAPI description, collected from what is mounted.
//!
//! A handler reads the request, calls one use case (or one read) and writes the answer down. It decides
//! nothing: who may do what is the domain's policy, what is public is delivery's.

pub mod authentication;
mod body;
mod conditional;
mod documents;
mod health;
mod openapi;
mod operation;
mod parameters;
mod perspective;
pub mod problem;
mod remembered;
mod representation;
pub mod request_id;
mod resource;
mod router;
mod schemas;
mod sessions;
mod sources;

use std::sync::Arc;

use actix_web::web;
use kanshu_courier::Registries;
use kanshu_delivery::Delivery;
use kanshu_editorial::Desk;
use kanshu_identity::Identity;
use utoipa_actix_web::service_config::ServiceConfig;

pub use conditional::PublicAnswer;
pub use openapi::{openapi, openapi_json};
pub use remembered::PublicAnswers;

/// What the handlers call. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    pub desk: Desk,
    pub delivery: Delivery,
    pub identity: Identity,
    /// The registries of papers.
    pub registries: Arc<Registries>,
    /// Shared by all workers.
    pub answers: PublicAnswers,
}

/// What a request may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a request's body; more is answered 413.
    pub body_bytes: usize,
}

impl Default for Limits {
    /// Two mebibytes: thirty times a long column.
    fn default() -> Self {
        Self { body_bytes: 2 * 1024 * 1024 }
    }
}

/// Mounts everything under `/api/v1`, and `/.well-known/jwks.json` and `/health/…` beside it.
pub fn configure(services: Services, limits: Limits) -> impl FnOnce(&mut ServiceConfig<'_>) {
    move |config| {
        config.app_data(web::Data::new(services));
        router::routes(config, limits);
    }
}

/// The same for an application that keeps no OpenAPI document of its own.
pub fn mount(services: Services, limits: Limits) -> impl FnOnce(&mut web::ServiceConfig) {
    move |config| configure(services, limits)(&mut ServiceConfig::new(config))
}
