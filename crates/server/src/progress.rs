//! How far a long command is, on standard error.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar that shows nothing when it is not wanted, or when nobody would see it because standard error is no terminal.
pub(crate) fn bar(wanted: bool) -> ProgressBar {
    let target = if wanted { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    match ProgressStyle::with_template("{bar:40} {pos}/{len} {msg} ({elapsed} gone, {eta} to go)") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
