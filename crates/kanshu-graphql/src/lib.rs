//! GraphQL types, queries, mutations and loaders; knows no HTTP.
