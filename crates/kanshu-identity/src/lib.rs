//! Who is calling: users, passwords, sessions, JWTs, API keys.
//!
//! This crate turns a credential into an [`Actor`](kanshu_domain::actor::Actor), and a fresh one into the
//! [`SigningProof`](kanshu_domain::actor::SigningProof) that signing asks for. What an actor may do is
//! `kanshu_domain::policy`'s to say.

mod api_keys;
mod email;
mod error;
mod identity;
mod passwords;
mod secrets;
mod sessions;
mod throttle;
mod tokens;
mod users;

pub use api_keys::ApiKey;
pub use error::IdentityError;
pub use identity::Identity;
pub use sessions::Tokens;
pub use users::User;
