//! Changing a case when no person of the staff does: a customer answers by himself, or the system does what is due.

use bihuan_domain::case::{Case, Command};
use bihuan_domain::id::TicketId;
use bihuan_domain::policy::Policy;
use bihuan_persistence::Tx;
use bihuan_persistence::cases::{self as rows, LoadLock, StoredCase};

use super::carry_out::carry_out;
use super::footing::Footing;
use crate::App;
use crate::error::Error;

/// Carries a command out in nobody's name and within nobody's scope; `check` may refuse once the case is locked. Answers the
/// case as it then stands.
pub(crate) fn change_unattended(
    app: &App,
    tx: &mut Tx<'_>,
    ticket: TicketId,
    command: &Command,
    check: impl Fn(&Case, &Policy) -> Result<(), Error>,
) -> Result<StoredCase, Error> {
    let stored = rows::load(tx, ticket, LoadLock::Wait)?.ok_or(Error::NotFound { what: "ticket" })?;
    let footing = Footing::of(app, tx, &stored)?;
    check(&stored.case, &footing.policy)?;
    carry_out(app, tx, stored, command, (&footing, None))
}
