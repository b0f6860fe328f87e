use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use super::finding::Finding;
use super::{manifests, migrations, sources};
use crate::workspace;

/// Prints what is untidy; fails if anything is.
pub(crate) fn run(root: &Path) -> Result<ExitCode> {
    let findings = findings(root)?;
    for finding in &findings {
        println!("{finding}");
    }
    if findings.is_empty() {
        println!("tidy");
        return Ok(ExitCode::SUCCESS);
    }
    println!("{} to mend", findings.len());
    Ok(ExitCode::FAILURE)
}

/// All broken rules, sorted by place.
pub(super) fn findings(root: &Path) -> Result<Vec<Finding>> {
    let mut findings = manifests::check(root)?;
    findings.extend(migrations::check(root)?);
    for file in workspace::rust_files(root)? {
        findings.extend(sources::check(&file));
    }
    findings.sort();
    Ok(findings)
}
