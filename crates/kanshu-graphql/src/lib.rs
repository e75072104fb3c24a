//! GraphQL types, queries, mutations and loaders; knows no HTTP.
//!
//! A transport makes one [`GraphQl`] and hands it each request with its [`Caller`]. Reading in the
//! `PUBLISHED` perspective goes through `kanshu-delivery`, where nothing unpublished can pass; drafts
//! and every change go through `kanshu-editorial`.

mod bibliography;
mod blocks;
mod body;
mod compliance;
mod connection;
mod desk;
mod document;
mod enums;
mod errors;
mod inputs;
mod limits;
mod loaders;
mod mutations;
mod objects;
mod parts;
mod queries;
mod review;
mod scalars;
mod source;
#[cfg(test)]
mod tests;
mod text;
mod view;

use std::sync::Arc;

use async_graphql::{
    EmptySubscription, ErrorExtensionValues, Request, Response, SDLExportOptions, Schema,
    SchemaBuilder, ServerError, Value,
};
use kanshu_domain::actor::Actor;

pub use async_graphql;
pub use limits::{Limits, TooExpensive, check_document, check_text};

/// The schema.
pub type KanshuSchema = Schema<queries::Query, mutations::Mutation, EmptySubscription>;

type Builder = SchemaBuilder<queries::Query, mutations::Mutation, EmptySubscription>;

/// What resolvers call. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    pub desk: kanshu_editorial::Desk,
    pub delivery: kanshu_delivery::Delivery,
    pub registries: Arc<kanshu_courier::Registries>,
    pub identity: kanshu_identity::Identity,
}

/// Who sends a request.
#[derive(Clone, Debug)]
pub struct Caller {
    pub actor: Actor,
    /// The network address, for throttling.
    pub address: String,
}

/// The schema with its services and limits: what a transport needs. Cheap to clone.
#[derive(Clone)]
pub struct GraphQl {
    schema: KanshuSchema,
    limits: Limits,
    services: Services,
}

impl GraphQl {
    /// The schema over these services.
    pub fn new(services: Services, limits: Limits) -> Self {
        Self { schema: schema(&limits), limits, services }
    }

    /// Answers one request. Never fails: what goes wrong stands in the response. Whether the document
    /// was executed at all is for [`was_executed`] to say.
    pub async fn execute(&self, caller: Caller, mut request: Request) -> Response {
        if let Err(refusal) = self.check(&mut request) {
            return Response::from_errors(vec![refusal]);
        }
        let loaders = loaders::Loaders::new(&self.services, &caller);
        let request = request.data(self.services.clone()).data(caller).data(loaders);
        self.schema.execute(request).await
    }

    fn check(&self, request: &mut Request) -> Result<(), ServerError> {
        check_text(&request.query, &self.limits).map_err(too_expensive)?;
        if source::brings_nul(&request.query, &request.variables) {
            return Err(refusal("BAD_USER_INPUT", "a text must not contain a NUL character"));
        }
        let document = request.parsed_query()?;
        check_document(document, &self.limits).map_err(too_expensive)
    }
}

fn too_expensive(why: TooExpensive) -> ServerError {
    refusal("TOO_EXPENSIVE", why.to_string())
}

fn refusal(code: &'static str, message: impl Into<String>) -> ServerError {
    let mut error = ServerError::new(message, None);
    let mut extensions = ErrorExtensionValues::default();
    extensions.set("code", code);
    error.extensions = Some(extensions);
    error
}

/// Whether the response comes from an execution, be it a failed one. `false` when the request was
/// refused before: it did not parse, was not valid, or costs too much.
pub fn was_executed(response: &Response) -> bool {
    let refused = response.data == Value::Null
        && !response.errors.is_empty()
        && response.errors.iter().all(|error| error.path.is_empty());
    !refused
}

/// The schema with its limits. Requests need [`Services`], a [`Caller`] and loaders as data, which
/// [`GraphQl::execute`] gives them.
pub fn schema(limits: &Limits) -> KanshuSchema {
    connections_described(Schema::build(
        queries::Query::default(),
        mutations::Mutation::default(),
        EmptySubscription,
    ))
    .limit_depth(limits.depth)
    .limit_complexity(limits.complexity)
    .limit_directives(limits.directives)
    .limit_recursive_depth(limits.nesting)
    .finish()
}

/// The library leaves its connections without a description.
fn connections_described(builder: Builder) -> Builder {
    use connection::Many;
    use objects::{
        Article, Banner, Citation, Clinic, Condition, Disclaimer, Physician, Product, Tag,
        Treatment,
    };
    builder
        .override_output_type_description::<Many<Article>>("A page of articles.")
        .override_output_type_description::<Many<Banner>>("A page of banners.")
        .override_output_type_description::<Many<Citation>>("A page of bibliographic records.")
        .override_output_type_description::<Many<Clinic>>("A page of clinics.")
        .override_output_type_description::<Many<Condition>>("A page of diseases and complaints.")
        .override_output_type_description::<Many<Disclaimer>>("A page of shared disclaimers.")
        .override_output_type_description::<Many<Physician>>("A page of physicians.")
        .override_output_type_description::<Many<Product>>("A page of products.")
        .override_output_type_description::<Many<Tag>>("A page of tags.")
        .override_output_type_description::<Many<Treatment>>("A page of treatments.")
}

/// The schema in the schema definition language, sorted: what `schema.graphql` holds.
pub fn sdl() -> String {
    schema(&Limits::default()).sdl_with_options(
        SDLExportOptions::new()
            .sorted_fields()
            .sorted_arguments()
            .sorted_enum_items()
            .use_space_ident(),
    )
}
