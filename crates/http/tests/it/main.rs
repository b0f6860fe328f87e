//! The whole API over a real database: nothing is missing, and everything behaves as the document says.

mod completeness;
mod document;
mod server;
mod sessions;
