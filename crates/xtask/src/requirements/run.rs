use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use super::catalogue::Catalogue;
use super::{marks, report};
use crate::workspace;

const CATALOGUE: &str = "docs/requirements-catalogue.toml";
const REPORT: &str = "docs/requirements.md";

/// Writes the report from the marks.
pub(crate) fn write(root: &Path) -> Result<ExitCode> {
    fs::write(root.join(REPORT), wanted(root)?).with_context(|| REPORT.to_owned())?;
    println!("written: {REPORT}");
    Ok(ExitCode::SUCCESS)
}

/// Fails unless the report is what would be written now.
pub(crate) fn check(root: &Path) -> Result<ExitCode> {
    let wanted = wanted(root)?;
    let present = fs::read_to_string(root.join(REPORT)).unwrap_or_default();
    if present != wanted {
        bail!("{REPORT} is out of date; run `cargo xtask requirements`");
    }
    Ok(ExitCode::SUCCESS)
}

fn wanted(root: &Path) -> Result<String> {
    let text = fs::read_to_string(root.join(CATALOGUE)).with_context(|| CATALOGUE.to_owned())?;
    let catalogue = Catalogue::parse(&text)?;
    let shown = marks::gather(&workspace::rust_files(root)?, &catalogue);
    if !shown.problems.is_empty() {
        bail!("marks that do not hold:\n{}", shown.problems.join("\n"));
    }
    Ok(report::render(&catalogue, &shown))
}
