//! How people are assessed, as the policy in force says.

use bihuan_domain::code::{RoleCode, SchemeCode};
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::assessments::AssessmentScheme;

use crate::App;
use crate::caller::Caller;
use crate::error::Error;

/// The schemes in the order of their codes, behind one of them; only those for holders of a role, if one is named. Whoever is
/// measured may know by what.
///
/// # Errors
/// Forbidden.
pub fn schemes(
    app: &App,
    caller: &Caller,
    role: Option<&RoleCode>,
    after: Option<&SchemeCode>,
    limit: i64,
) -> Result<Vec<AssessmentScheme>, Error> {
    caller.principal.require(Permission::PolicyRead)?;
    let policy = app.directory.current_policy()?;
    let mut found: Vec<AssessmentScheme> = policy.bundle().assessment_schemes.clone();
    found.retain(|scheme| {
        role.is_none_or(|role| scheme.roles.contains(role)) && after.is_none_or(|after| scheme.code > *after)
    });
    found.sort_by(|left, right| left.code.cmp(&right.code));
    found.truncate(usize::try_from(limit).unwrap_or_default());
    Ok(found)
}
