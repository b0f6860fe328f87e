//! What a handler may ask for. Every extractor is strict and refuses with a [`crate::problem::Problem`].

pub mod caller;
pub mod idempotency_key;
pub mod if_match;
pub mod if_none_match;
pub mod json;
pub mod language;
mod members;
pub mod paged;
pub mod path;
pub mod query;
pub(crate) mod shape;
mod text_value;
mod validation;
