//! Cases: a ticket with everything that one transaction changes with it.

mod claim;
mod clock_rows;
mod complaints;
mod help_rows;
mod load;
mod lot_rows;
mod member_rows;
mod merge_rows;
mod order_rows;
mod round_rows;
mod running;
mod scopes;
mod store;

pub use claim::{Claimed, claim};
pub use complaints::complaints_against;
pub use help_rows::waiting as waiting_for_help;
pub(crate) use load::without_callbacks;
pub use load::{CaseVersions, LoadLock, StoredCase, latest_case, load};
pub use merge_rows::{others_wait, releasable};
pub use running::{clocks_of, running, running_count};
pub use scopes::is_visible;
pub use store::{Changes, insert, update, update_all};
