//! Who is calling: the stories of users, sessions, keys and proofs, on both engines.

mod accounts;
mod api_keys;
mod front_desk;
mod login;
mod sessions;
mod signing;
