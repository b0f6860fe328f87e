//! Use cases: one use case is one function is one transaction. Permissions and scope are decided here and nowhere else.
//!
//! A use case receives the [`App`] and the [`caller::Caller`], and either changes everything it promises or nothing.
//! Effects that reach beyond the database do not happen here: they follow from the rows written.
//!
//! * [`cases`]: the one way in which a ticket and what belongs to it is changed
//! * [`directory`]: organisation, users and policy, from memory
//! * [`clock`] and [`ids`]: the only readers of time and randomness

pub mod appeals;
pub mod assessments;
pub mod callbacks;
pub mod caller;
pub mod calls;
pub mod campaigns;
pub mod cases;
pub mod clock;
pub mod clocks;
pub mod customers;
pub mod directory;
pub mod draws;
pub mod emergency;
pub mod error;
pub mod events;
pub mod figures;
pub mod html;
pub mod ids;
pub mod jobs;
pub mod maintenance;
pub mod matters;
pub mod notifications;
pub mod numbers;
pub mod policies;
pub mod principal;
pub mod quality;
pub mod queues;
pub mod records;
pub mod reply;
pub mod reports;
pub mod sandbox;
pub mod scope;
pub mod scripts;
pub mod secrets;
pub mod sessions;
pub(crate) mod standing;
pub mod survey_rounds;
pub mod surveys;
pub mod tickets;
pub mod time_split;
pub mod units;
pub mod users;
pub mod work_orders;

use std::sync::Arc;

use bihuan_persistence::Database;

pub use bihuan_persistence::events::{EventRecord, LogPosition};
pub use bihuan_persistence::page::{Order, PageRequest, Position};

use clock::{Clock, SystemClock, VirtualClock};
use directory::Directory;
use ids::IdGenerator;
use numbers::Numbers;

/// Everything that use cases share.
#[derive(Debug)]
pub struct App {
    /// The database.
    pub database: Database,
    /// The time of the business: real, or virtual in a sandbox.
    pub clock: Arc<dyn Clock>,
    /// The real time, for tokens and sessions.
    pub wall: Arc<dyn Clock>,
    /// The virtual clock, in a sandbox.
    pub sandbox: Option<Arc<VirtualClock>>,
    /// Makes ids.
    pub ids: Arc<dyn IdGenerator>,
    /// Organisation, users and policy, from memory.
    pub directory: Directory,
    /// Hands out ticket numbers.
    pub(crate) numbers: Numbers,
    /// Wakes the reconciler early when something is armed.
    pub armed: tokio::sync::Notify,
    /// What lots are drawn with.
    pub draws: draws::Draws,
    /// The channels by which notifications are pushed.
    pub pushes: notifications::Pushes,
    /// Wakes whoever works on jobs when one was queued here.
    pub queued: tokio::sync::Notify,
    pub(crate) passwords: sessions::Passwords,
}

impl App {
    /// Puts the parts together. Without a sandbox clock the business runs on real time.
    #[must_use]
    pub fn new(database: Database, sandbox: Option<Arc<VirtualClock>>, ids: Arc<dyn IdGenerator>) -> Arc<Self> {
        let wall: Arc<dyn Clock> = Arc::new(SystemClock);
        let clock: Arc<dyn Clock> = match &sandbox {
            Some(sandbox) => sandbox.clone(),
            None => wall.clone(),
        };
        Arc::new(Self {
            database,
            clock,
            wall,
            sandbox,
            ids,
            directory: Directory::default(),
            numbers: Numbers::default(),
            armed: tokio::sync::Notify::new(),
            draws: draws::Draws::default(),
            pushes: notifications::Pushes::default(),
            queued: tokio::sync::Notify::new(),
            passwords: sessions::Passwords::default(),
        })
    }
}
