//! What can go wrong between us and the database, in the store's own words.

mod unavailable;

/// The store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database answered with an error, or not at all.
    #[error("the database failed")]
    Database(#[from] sea_orm::DbErr),
    /// A stored row does not mean anything. The row is named in the message.
    #[error("stored data is damaged: {0}")]
    Corrupt(String),
    /// The address names no engine we speak to.
    #[error("`{0}` is no database address; use sqlite://… or postgres://…")]
    UnknownEngine(String),
    /// The user was disabled, logged out, or the key ended since the request began.
    #[error("the session or key has ended")]
    ActorEnded,
    /// Another public document of the kind and locale has the slug.
    #[error("the slug is taken")]
    SlugTaken,
    /// A write that no event tells of. A fault of this program; nothing was written.
    #[error("a change was about to be committed that no event tells of")]
    Unlogged,
    /// The database was made by a newer program, or its settings are not what we need.
    #[error("{0}")]
    Unsuitable(String),
}
