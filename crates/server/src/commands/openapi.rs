//! `bihuan openapi`

use bihuan_http::openapi::Document;

use crate::output;

/// Prints the OpenAPI document.
pub(super) fn run() -> anyhow::Result<()> {
    let document = Document::generate()?;
    output::line(std::str::from_utf8(&document.json)?.trim_end());
    Ok(())
}
