//! Jobs: work that takes longer than a request. A row that is due is the job; whoever takes it puts its due time to the
//! end of the lease.

mod forget;
mod lease;
mod list;
mod record;
mod results;

pub use forget::forget;
pub use lease::{Advance, Ending, HeldJob, Which, advance, claim, end, put_back};
pub use list::{JobFilter, find, list, open_count};
pub use record::{JobRecord, NewJob, ask_to_cancel, files, insert};
pub use results::{NewResult, ResultRow, results};
