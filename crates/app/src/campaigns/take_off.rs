//! Taking one member off a list: what he was to be called about has settled itself.

use std::sync::Arc;

use bihuan_domain::case::{self, Command};
use bihuan_domain::code::UnitCode;
use bihuan_domain::id::{CampaignId, TicketId};
use bihuan_domain::permission::Permission;
use bihuan_domain::ticket::TicketCommand;
use bihuan_persistence::campaigns as rows;
use bihuan_persistence::cases::{self as case_rows, LoadLock};

use super::fillable;
use crate::App;
use crate::caller::Caller;
use crate::cases::{self, Footing};
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};
use crate::{directory, scope};

/// Whom nobody calls any more.
#[derive(Debug, Clone)]
pub struct TakenOff {
    /// His name in the list.
    pub reference: String,
    /// The ticket that stood for him.
    pub ticket: TicketId,
    /// Its number.
    pub number: String,
}

/// Takes the member with this name off the list: his ticket is cancelled, and the call with it. Units below that of the
/// campaign take off whom they, or units below them, have handed in.
///
/// # Errors
/// Invalid when nobody on the list has the name; refused when his call has ended already.
pub async fn take_off(
    app: &Arc<App>,
    caller: &Caller,
    id: CampaignId,
    (reference, reason): (String, String),
    reply: Reply<TakenOff>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::CampaignFill)?;
    let (inner, caller) = (app.clone(), caller.clone());
    let stored = reply::once(app, reply, move |tx| {
        let campaign = fillable(&inner, tx, &caller, id)?.campaign;
        let unknown = || Error::invalid("/reference", "unknown");
        let listed = rows::ticket_of(tx, id, &reference)?.ok_or_else(unknown)?;
        let stored = case_rows::load(tx, listed.ticket, LoadLock::Wait)?.ok_or_else(unknown)?;
        let member = stored.case.ticket.campaign.as_ref().ok_or_else(unknown)?;
        if !sees(&inner, &caller, &campaign.unit) && !sees(&inner, &caller, &member.handed_in_by) {
            return Err(unknown());
        }
        let footing = Footing::of(&inner, tx, &stored)?;
        let command = Command::Ticket(TicketCommand::Cancel { reason: reason.clone() });
        let decision = case::decide(&stored.case, &command, &footing.context(None)).map_err(Error::Refused)?;
        cases::write(&inner, tx, stored, decision, (&footing, Some(&caller)))?;
        Ok(TakenOff { reference: listed.reference, ticket: listed.ticket, number: listed.number })
    })
    .await?;
    cases::announce(app);
    Ok(stored)
}

fn sees(app: &App, caller: &Caller, unit: &UnitCode) -> bool {
    scope::contains(&scope::of(&caller.principal), &directory::path(&app.directory.organisation(), unit))
}
