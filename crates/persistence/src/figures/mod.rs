//! Figures: the sums over facts that are kept, how far they follow the log, and periods that are closed.

mod changes;
mod cursor;
mod periods;
mod restatements;
mod sums;
mod uncounted;

pub use changes::{Change, changes, is_waiting};
pub use cursor::{FigureCursor, lock, read, save, wait};
pub use periods::{
    Period, PeriodSum, add_period, find_period, freeze, frozen, keeps, kept, list_periods, periods_over,
};
pub use restatements::{Restatement, add_restatements, list_restatements};
pub use sums::{Shift, SumQuery, define, groups, shift, undefined};
pub use uncounted::{count_uncounted, list_uncounted, mark_counted, mark_uncounted};
