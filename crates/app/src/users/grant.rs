//! Which roles a caller may give, and so whose accounts he may change: the bundle says it, role by role.

use bihuan_domain::code::RoleCode;

use crate::App;
use crate::caller::Caller;
use crate::error::Error;

/// Succeeds when the caller's roles may give all of these. Otherwise whoever may set passwords could sign in as
/// somebody more powerful.
pub(super) fn check(app: &App, caller: &Caller, roles: &[RoleCode]) -> Result<(), Error> {
    let policy = app.directory.current_policy()?;
    let own: Vec<_> = caller.principal.roles.iter().filter_map(|code| policy.role(code)).collect();
    let protected = roles.iter().find(|role| !own.iter().any(|own| own.grants.contains(*role)));
    match protected {
        Some(role) => Err(Error::AccountProtected { what: role.to_string() }),
        None => Ok(()),
    }
}
