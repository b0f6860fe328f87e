//! Figures: facts follow the log, sums follow the facts, and every number leads back to its tickets.

mod answer;
mod answers;
mod compare;
mod counted;
mod cut;
mod follow;
mod list;
mod matters;
mod percentile;
mod periods;
mod read;
mod recount;
mod refresh;
mod registry;
mod state;

pub use answer::{Figure, Value};
pub use answers::{AnswersQuery, GroupResult, answers};
pub(crate) use counted::{Counted, is_coarse};
pub use cut::FigureFilter;
pub(crate) use cut::Narrowed;
pub(crate) use follow::is_behind;
pub use follow::{FOLLOW_ENTRIES, Followed, follow, follow_all};
pub use list::{ListQuery, ListedFact, Part, tickets};
pub use periods::{close, get as period, list as periods, restatements};
pub use read::{FIGURE_DAYS_MAX, FigureQuery, figures, today};
pub(crate) use read::{compute, nothing};
pub use recount::{RECOUNT_TICKETS, recount};
pub use registry::{Listing, indicators};
pub use state::{FigureState, state};

pub use bihuan_domain::fact::{Reading, Standing};
pub use bihuan_domain::indicator::{Comparison, Cut};
pub use bihuan_persistence::facts::FactFilter;
pub use bihuan_persistence::figures::{Period, Restatement};
