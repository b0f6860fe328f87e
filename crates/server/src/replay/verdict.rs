//! Our verdict on every request, beside the data's own.

use crate::client::Ticket;

/// The clock of the bundle that counts to the promise each request carries.
const CLOCK: &str = "target";

/// Whether the promise was kept; none when the ticket has no such clock, or it still runs.
pub(super) fn on_time(ticket: &Ticket) -> Option<bool> {
    let verdict = |state: &str| match state {
        "stopped" => Some(true),
        "stopped_late" => Some(false),
        _ => None,
    };
    ticket.clocks.iter().filter(|clock| clock.code == CLOCK).find_map(|clock| verdict(&clock.state))
}
