//! Campaigns (外呼任务): lists of customers whom the centre calls though none of them asked for anything.

mod close;
mod fill;
mod open;
mod read;
mod sweep;
mod take_off;

pub use close::close;
pub use fill::{Filled, Line, LineResult, fill};
pub use open::{NewCampaign, open};
pub use read::{Progress, get, list, members};
pub use sweep::{SweepReport, sweep_closed};
pub use take_off::{TakenOff, take_off};

pub use bihuan_persistence::campaigns::{Count, Listed, Member, MemberFilter, StoredCampaign};

use bihuan_domain::campaign::Campaign;
use bihuan_domain::id::CampaignId;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::campaigns::{self as rows, Hold};
use bihuan_persistence::events::{self, NewEvent};
use bihuan_persistence::page::{Scope, Subtree};
use bihuan_persistence::{DbError, Tx};

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::scope;

/// The most lines of one request: each becomes a ticket in its transaction. A longer list is handed in in parts.
pub const LINES_MAX: usize = 200;

const MISSING: Error = Error::NotFound { what: "campaign" };

/// The campaign, held, for whoever may hand lists in: the unit that calls, those above it, and those below it, which know the
/// customers.
fn fillable(app: &App, tx: &mut Tx<'_>, caller: &Caller, id: CampaignId) -> Result<rows::StoredCampaign, Error> {
    let found = rows::find(tx, id, &Scope::Everything, Hold::Lock)?.ok_or(MISSING)?;
    let organisation = app.directory.organisation();
    let path = organisation.unit(&found.campaign.unit).map(|unit| unit.path.as_str()).unwrap_or_default();
    let below = Subtree::of(path).contains(&caller.principal.unit_path);
    if below || scope::contains(&scope::of(&caller.principal), path) { Ok(found) } else { Err(MISSING) }
}

/// Writes into the log what happened to a campaign.
fn write_log(
    app: &App,
    tx: &mut Tx<'_>,
    caller: &Caller,
    (campaign, name, at): (&Campaign, &'static str, Timestamp),
    data: serde_json::Value,
) -> Result<(), DbError> {
    let entry = NewEvent {
        id: app.ids.id(at).into(),
        ticket: None,
        subject: "campaign",
        subject_id: campaign.id.0,
        name,
        at,
        actor: caller.actor(),
        data: serde_json::json!({ "subject": "campaign", "event": data }),
        request_id: caller.request_id.clone(),
    };
    events::append(tx, &[entry])
}
