//! What the OpenAPI description says of an operation.

pub(crate) mod about_documents;
pub(crate) mod about_kinds;
pub(crate) mod about_sources;
pub(crate) mod about_the_server;

use actix_web::http::StatusCode;
use utoipa::openapi::{
    ArrayBuilder, Content, ObjectBuilder, Ref, RefOr, Required, ResponseBuilder, Schema,
    SecurityRequirement,
    path::{Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, ParameterStyle},
    request_body::RequestBodyBuilder,
    schema::{KnownFormat, SchemaFormat, Type},
};

use crate::{
    parameters::{Known, Shape},
    problem::MEDIA_TYPE,
};

/// Who may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asker {
    /// Anybody; with a credential for more.
    Anybody,
    /// Somebody with a credential.
    Known,
}

/// An operation under description.
pub(super) struct Describe {
    operation: OperationBuilder,
}

impl Describe {
    /// Starts with the name, one line, and the group.
    pub(super) fn operation(id: impl Into<String>, summary: impl Into<String>, tag: &str) -> Self {
        let operation =
            OperationBuilder::new().operation_id(Some(id)).summary(Some(summary)).tag(tag);
        Self { operation }
    }

    pub(super) fn saying(mut self, description: impl Into<String>) -> Self {
        self.operation = self.operation.description(Some(description));
        self
    }

    pub(super) fn for_(mut self, asker: Asker) -> Self {
        let bearer = SecurityRequirement::new("bearer", Vec::<String>::new());
        let requirements = match asker {
            Asker::Anybody => vec![SecurityRequirement::default(), bearer],
            Asker::Known => vec![bearer],
        };
        self.operation = self.operation.securities(Some(requirements));
        self
    }

    pub(super) fn path_parameter(mut self, name: &str, shape: Shape, description: &str) -> Self {
        let known = Known { name: name.to_owned(), description: description.to_owned(), shape };
        self.operation = self.operation.parameter(parameter(known, ParameterIn::Path));
        self
    }

    pub(super) fn query(mut self, known: Vec<Known>) -> Self {
        for known in known {
            self.operation = self.operation.parameter(parameter(known, ParameterIn::Query));
        }
        self
    }

    /// Reads: the tag of a representation that the caller has.
    pub(super) fn if_none_match(self) -> Self {
        self.header(
            "If-None-Match",
            Required::False,
            "The `ETag` of a public representation that the caller has: 304 when it is the same.",
        )
    }

    /// Writes: the revision that the change was based on.
    pub(super) fn if_match(self) -> Self {
        self.header(
            "If-Match",
            Required::True,
            "The revision that the change is based on, as in `meta.revision`: `\"r12\"`.",
        )
    }

    fn header(mut self, name: &str, required: Required, description: &str) -> Self {
        let header = ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Header)
            .required(required)
            .description(Some(description))
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)));
        self.operation = self.operation.parameter(header);
        self
    }

    /// The body's schema, and the media types that it is sent as.
    pub(super) fn body(self, schema: &str, types: &[&str]) -> Self {
        self.body_that_is(Required::True, schema, types)
    }

    /// A body that may be left out.
    pub(super) fn optional_body(self, schema: &str, types: &[&str]) -> Self {
        self.body_that_is(Required::False, schema, types)
    }

    fn body_that_is(mut self, required: Required, schema: &str, types: &[&str]) -> Self {
        let mut body = RequestBodyBuilder::new().required(Some(required));
        for media_type in types {
            body = body.content(*media_type, content(schema));
        }
        self.operation = self.operation.request_body(Some(body.build()));
        self
    }

    /// The answer when all is well.
    pub(super) fn answers(mut self, status: StatusCode, schema: &str, description: &str) -> Self {
        let response = ResponseBuilder::new()
            .description(description)
            .content("application/json", content(schema));
        self.operation = self.operation.response(status.as_str(), response);
        self
    }

    /// A file, in one of several media types.
    pub(super) fn answers_file(mut self, types: &[&str], description: &str) -> Self {
        let mut response = ResponseBuilder::new().description(description);
        for media_type in types {
            response = response.content(*media_type, content("ReferenceFile"));
        }
        self.operation = self.operation.response(StatusCode::OK.as_str(), response);
        self
    }

    /// An answer without a body.
    pub(super) fn answers_empty(mut self, status: StatusCode, description: &str) -> Self {
        let response = ResponseBuilder::new().description(description);
        self.operation = self.operation.response(status.as_str(), response);
        self
    }

    /// The problems that this operation in particular can meet; 500 and 503 are always possible.
    pub(super) fn problems(mut self, statuses: &[StatusCode]) -> Operation {
        let always = [StatusCode::INTERNAL_SERVER_ERROR, StatusCode::SERVICE_UNAVAILABLE];
        for status in statuses.iter().chain(&always) {
            let response = ResponseBuilder::new()
                .description(meaning(*status))
                .content(MEDIA_TYPE, content("Problem"));
            self.operation = self.operation.response(status.as_str(), response);
        }
        self.operation.build()
    }
}

fn content(schema: &str) -> Content {
    Content::new(Some(Ref::from_schema_name(schema)))
}

/// What a status means in this API.
fn meaning(status: StatusCode) -> &'static str {
    match status {
        StatusCode::BAD_REQUEST => "A parameter, a header or the JSON cannot be understood.",
        StatusCode::UNAUTHORIZED => "Nobody is logged in, or the credential is not valid.",
        StatusCode::FORBIDDEN => "The caller's role does not allow this.",
        StatusCode::NOT_FOUND => "There is nothing here that the caller can see.",
        StatusCode::CONFLICT => "The document's state does not allow this; `code` says why.",
        StatusCode::GONE => "Withdrawn for safety; `reason` and `withdrawnAt` say why and when.",
        StatusCode::PRECONDITION_FAILED => "Somebody saved in between; see `currentRevision`.",
        StatusCode::PAYLOAD_TOO_LARGE => "The body is larger than this server accepts.",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "The body is of another media type.",
        StatusCode::UNPROCESSABLE_ENTITY => "Fields are not valid; `errors` lists all of them.",
        StatusCode::PRECONDITION_REQUIRED => "`If-Match` is missing.",
        StatusCode::TOO_MANY_REQUESTS => "Too many attempts; see `Retry-After`.",
        StatusCode::SERVICE_UNAVAILABLE => "The database cannot be reached; see `Retry-After`.",
        _ => "Something failed on the server's side; quote `requestId`.",
    }
}

fn parameter(known: Known, place: ParameterIn) -> Parameter {
    let in_path = matches!(place, ParameterIn::Path);
    let lists = matches!(known.shape, Shape::Ids | Shape::Texts | Shape::Choices(_));
    let required = if in_path { Required::True } else { Required::False };
    let mut parameter = ParameterBuilder::new()
        .name(known.name)
        .parameter_in(place)
        .required(required)
        .description(Some(known.description))
        .schema(Some(schema(known.shape)));
    if lists {
        parameter = parameter.style(Some(ParameterStyle::Form)).explode(Some(false));
    }
    parameter.build()
}

fn schema(shape: Shape) -> RefOr<Schema> {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let formatted = |format: KnownFormat| text().format(Some(SchemaFormat::KnownFormat(format)));
    match shape {
        Shape::Text => text().into(),
        Shape::Boolean => ObjectBuilder::new().schema_type(Type::Boolean).into(),
        Shape::Integer(from, to, default) => ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(from))
            .maximum(Some(to))
            .default(Some(default.into()))
            .into(),
        Shape::Instant => formatted(KnownFormat::DateTime).into(),
        Shape::Id => formatted(KnownFormat::Uuid).into(),
        Shape::Ids => ArrayBuilder::new().items(formatted(KnownFormat::Uuid)).into(),
        Shape::Texts => ArrayBuilder::new().items(text()).into(),
        Shape::Choice(words) => text().enum_values(Some(words)).into(),
        Shape::Choices(words) => ArrayBuilder::new().items(text().enum_values(Some(words))).into(),
    }
}
