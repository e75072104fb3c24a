//! REST handlers and the OpenAPI description.
