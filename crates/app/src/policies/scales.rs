//! What customers answered on a scale keeps its meaning: a new version of the policy may not read that scale otherwise.

use bihuan_domain::policy::questionnaires::reread;
use bihuan_domain::policy::{Bundle, PolicyVersion};
use bihuan_persistence::{Tx, policies};

use crate::App;
use crate::error::Error;

/// Looks through every version that was ever in force.
///
/// # Errors
/// [`Error::PolicyRefused`] with each question whose scale read otherwise in one of them.
pub(super) fn check(app: &App, tx: &mut Tx<'_>, bundle: &Bundle) -> Result<(), Error> {
    let latest = policies::latest_version(tx)?;
    let mut problems = Vec::new();
    for version in 1..=latest.map_or(0, |latest| latest.0) {
        problems.extend(reread(bundle, app.directory.policy(tx, PolicyVersion(version))?.bundle()));
    }
    problems.sort();
    problems.dedup();
    if problems.is_empty() { Ok(()) } else { Err(Error::PolicyRefused { problems }) }
}
