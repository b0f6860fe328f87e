//! A ticket with everything that belongs to it, as one unit of change.

mod carry_out;
mod change;
mod footing;
mod unattended;
mod view;

use std::sync::Arc;

use crate::App;

pub(crate) use carry_out::{carry_out, log_entries, write};
pub(crate) use change::{Aim, Target, change};
pub(crate) use footing::{Footing, Policies, not_before, rules};
pub(crate) use unattended::change_unattended;
pub(crate) use view::view;
pub use view::{ActionView, CaseView, Refused};

/// Wakes the reconcilers, so that they learn of a nearer deadline and of what is to be pushed at once.
pub(crate) fn announce(app: &Arc<App>) {
    app.armed.notify_one();
    app.pushes.announce();
}
