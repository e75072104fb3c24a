//! The whole server from outside: HTTP, both engines, contracts.
