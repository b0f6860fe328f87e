//! Which requirement is shown by which test.
//!
//! A test carries a mark: a comment above or inside it with the word `shows`, a colon, and ids of
//! `docs/requirements-catalogue.toml` with commas between. `docs/requirements.md` is written from the marks.

mod catalogue;
mod marks;
mod report;
mod run;

pub(crate) use run::{check, write};

#[cfg(test)]
mod tests;
