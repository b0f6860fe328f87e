//! Taking everybody off the list of a campaign that was closed.

use std::sync::Arc;

use bihuan_domain::case::{self, Command};
use bihuan_domain::id::TicketId;
use bihuan_domain::ticket::TicketCommand;
use bihuan_persistence::Tx;
use bihuan_persistence::campaigns as rows;
use bihuan_persistence::cases::{self as case_rows, LoadLock};

use crate::App;
use crate::cases::{self, Footing};
use crate::error::Error;

/// Members taken off in one round: each in a transaction of his own.
const SWEPT_AT_ONCE: i64 = 100;

/// What came of one round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SweepReport {
    /// Members who are not called any more.
    pub taken_off: usize,
    /// Members whose ticket somebody holds, or who are spoken with: the next round finds them again.
    pub left: usize,
    /// Whether more may be to be taken off.
    pub full: bool,
}

/// Takes those off whom nobody has reached, of the campaign that was closed first. Nothing is kept of what is to be done but that
/// the list is not swept yet: a node that dies leaves the rest to the next look.
///
/// # Errors
/// When the database cannot be reached.
pub async fn sweep_closed(app: &Arc<App>) -> Result<SweepReport, Error> {
    let Some(campaign) = app.database.read(|tx| Ok::<_, Error>(rows::unswept(tx)?)).await? else {
        return Ok(SweepReport::default());
    };
    let open = app.database.read(move |tx| Ok::<_, Error>(rows::open(tx, campaign, SWEPT_AT_ONCE)?)).await?;
    if open.is_empty() {
        let now = app.clock.now();
        app.database.write(move |tx| Ok::<_, Error>(rows::swept(tx, campaign, now)?)).await?;
        return Ok(SweepReport { full: true, ..SweepReport::default() });
    }
    let mut report = SweepReport { full: true, ..SweepReport::default() };
    for ticket in open {
        let inner = app.clone();
        match app.database.write(move |tx| take_off(&inner, tx, ticket)).await {
            Ok(true) => report.taken_off += 1,
            Ok(false) => report.left += 1,
            Err(error @ Error::Busy) => return Err(error),
            Err(error) => {
                report.left += 1;
                tracing::error!(%ticket, %error, "a member of a closed campaign could not be taken off its list");
            }
        }
    }
    if report.taken_off > 0 {
        cases::announce(app);
    }
    Ok(report)
}

/// Whether he was taken off: somebody may hold his ticket, or have reached him meanwhile.
fn take_off(app: &App, tx: &mut Tx<'_>, ticket: TicketId) -> Result<bool, Error> {
    let Some(stored) = case_rows::load(tx, ticket, LoadLock::SkipLocked)? else { return Ok(false) };
    let footing = Footing::of(app, tx, &stored)?;
    let claim = stored.case.callback.as_ref().and_then(|callback| callback.claim);
    if claim.is_some_and(|claim| claim.until > footing.now) {
        return Ok(false);
    }
    let command = Command::Ticket(TicketCommand::Cancel { reason: "campaign_closed".to_owned() });
    let Ok(decision) = case::decide(&stored.case, &command, &footing.context(None)) else { return Ok(false) };
    cases::write(app, tx, stored, decision, (&footing, None))?;
    Ok(true)
}
