//! One address: its handlers and their descriptions, mounted together so that neither can be without
//! the other.

use std::future::Future;

use actix_web::{
    HttpRequest, HttpResponse,
    dev::{AppService, HttpServiceFactory},
    web,
};
use kanshu_domain::kind::Kind;
use utoipa::openapi::{
    HttpMethod, PathItem, RefOr, Schema,
    path::{Operation, Paths},
};
use utoipa_actix_web::OpenApiFactory;

use crate::problem::Problem;

/// An address under construction.
pub(crate) struct Resource {
    path: String,
    mounted: actix_web::Resource,
    operations: Vec<(HttpMethod, Operation)>,
    methods: Vec<&'static str>,
}

/// What serves a request. The handler reads the body itself, after it has looked at who is asking.
pub(crate) trait Handler<F>: Fn(HttpRequest, web::Payload) -> F + Clone + 'static {}

impl<F, H: Fn(HttpRequest, web::Payload) -> F + Clone + 'static> Handler<F> for H {}

impl Resource {
    /// An address; `{name}` stands for a segment.
    pub(crate) fn at(path: impl Into<String>) -> Self {
        let path = path.into();
        let mounted = web::resource(path.clone());
        Self { path, mounted, operations: Vec::new(), methods: Vec::new() }
    }

    /// Tells the handlers which kind they serve; see [`kind_of`].
    pub(crate) fn serving(mut self, kind: Kind) -> Self {
        self.mounted = self.mounted.app_data(kind);
        self
    }

    /// Limits the bodies that are read here, in bytes.
    pub(crate) fn reading_at_most(mut self, bytes: usize) -> Self {
        self.mounted = self.mounted.app_data(web::PayloadConfig::new(bytes));
        self
    }

    /// Answers GET and HEAD.
    pub(crate) fn get<F>(mut self, described: Operation, handler: impl Handler<F>) -> Self
    where
        F: Future<Output = Result<HttpResponse, Problem>> + 'static,
    {
        let head = web::head().to(handler.clone());
        self.mounted = self.mounted.route(web::get().to(handler)).route(head);
        self.methods.extend(["GET", "HEAD"]);
        self.operations.push((HttpMethod::Get, described));
        self
    }

    /// Answers POST.
    pub(crate) fn post<F>(mut self, described: Operation, handler: impl Handler<F>) -> Self
    where
        F: Future<Output = Result<HttpResponse, Problem>> + 'static,
    {
        self.mounted = self.mounted.route(web::post().to(handler));
        self.methods.push("POST");
        self.operations.push((HttpMethod::Post, described));
        self
    }

    /// Answers PATCH.
    pub(crate) fn patch<F>(mut self, described: Operation, handler: impl Handler<F>) -> Self
    where
        F: Future<Output = Result<HttpResponse, Problem>> + 'static,
    {
        self.mounted = self.mounted.route(web::patch().to(handler));
        self.methods.push("PATCH");
        self.operations.push((HttpMethod::Patch, described));
        self
    }
}

/// The kind that the address serves.
pub(crate) fn kind_of(request: &HttpRequest) -> Result<Kind, Problem> {
    request.app_data::<Kind>().copied().ok_or_else(|| Problem::internal("the address has no kind"))
}

/// A segment of the address.
///
/// # Errors
/// 404, the answer to anything that cannot be there.
pub(crate) fn segment<T: std::str::FromStr>(
    request: &HttpRequest,
    name: &str,
) -> Result<T, Problem> {
    let text = request.match_info().query(name);
    text.parse().map_err(|_| Problem::not_found())
}

impl OpenApiFactory for Resource {
    fn paths(&self) -> Paths {
        self.operations
            .iter()
            .fold(Paths::builder(), |paths, (method, operation)| {
                paths.path(self.path.clone(), PathItem::new(method.clone(), operation.clone()))
            })
            .build()
    }

    fn schemas(&self, _: &mut Vec<(String, RefOr<Schema>)>) {
        // The components are the same for every address: see `crate::schemas`.
    }
}

impl HttpServiceFactory for Resource {
    fn register(self, config: &mut AppService) {
        let allowed = self.methods.join(", ");
        self.mounted
            .default_service(web::to(move || {
                let problem = Problem::method_not_allowed(allowed.clone());
                async move { Err::<HttpResponse, _>(problem) }
            }))
            .register(config);
    }
}
