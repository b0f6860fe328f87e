//! What the commands say: results on standard output, everything else on standard error.

use std::io::Write as _;
use std::process::ExitCode;

use serde::Serialize;

/// Prints a line of a result. A closed pipe is not an error: whoever reads has seen enough.
pub(crate) fn line(text: impl AsRef<str>) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{}", text.as_ref());
    let _ = out.flush();
}

/// Prints a summary as one JSON object.
///
/// # Errors
/// When the summary cannot be written as JSON.
pub(crate) fn json(summary: &impl Serialize) -> anyhow::Result<()> {
    line(serde_json::to_string(summary)?);
    Ok(())
}

/// Says why a command failed, with everything that led there.
pub(crate) fn failed(error: &anyhow::Error) -> ExitCode {
    let _ = writeln!(std::io::stderr().lock(), "error: {error:#}");
    ExitCode::FAILURE
}
