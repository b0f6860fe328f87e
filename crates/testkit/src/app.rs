//! The use cases over a fresh database, with the policy of [`crate::policy`] and clocks that stand still.

use std::sync::Arc;

use bihuan_app::App;
use bihuan_app::clock::{Clock as _, VirtualClock};
use bihuan_app::ids::CountingIds;
use bihuan_app::users::{self, NewUser, User};
use bihuan_domain::time::Timestamp;
use bihuan_persistence::{Database, Engine};

use crate::policy;

/// The password of everybody.
pub const PASSWORD: &str = "correct horse battery";

/// When everything begins: Monday 2026-06-01 at 09:00 in Shanghai, a working day.
pub const START: &str = "2026-06-01T01:00:00.000Z";

/// The use cases, and the clocks they read.
#[derive(Debug)]
pub struct TestApp {
    /// The use cases.
    pub app: Arc<App>,
    /// The time of the business.
    pub clock: Arc<VirtualClock>,
    /// The time of tokens and sessions.
    pub wall: Arc<VirtualClock>,
}

impl TestApp {
    /// A sandbox with the policy published.
    pub async fn sandbox(database: Database) -> Self {
        Self::new(database, true).await
    }

    /// As in production, except that time stands still: there is no sandbox clock.
    pub async fn live(database: Database) -> Self {
        Self::new(database, false).await
    }

    #[expect(clippy::expect_used, reason = "a test without its policy must fail")]
    async fn new(database: Database, sandbox: bool) -> Self {
        let start: Timestamp = START.parse().expect("a moment");
        let (clock, wall) = (Arc::new(VirtualClock::at(start)), Arc::new(VirtualClock::at(start)));
        let ids = Arc::new(CountingIds::default());
        let mut app = App::new(database, sandbox.then(|| clock.clone()), ids);
        let parts = Arc::get_mut(&mut app).expect("nobody else holds it yet");
        parts.clock = clock.clone();
        parts.wall = wall.clone();
        bihuan_app::policies::publish(&app, policy::draft()).await.expect("the policy is published");
        Self { app, clock, wall }
    }

    /// Adds a user with [`PASSWORD`].
    pub async fn user(&self, login: &str, unit: &str, roles: &[&str]) -> User {
        self.user_with_mail(login, unit, roles, None).await
    }

    /// The same, with an address for mail.
    #[expect(clippy::expect_used, reason = "a test without its user must fail")]
    pub async fn user_with_mail(&self, login: &str, unit: &str, roles: &[&str], email: Option<&str>) -> User {
        let new = NewUser {
            login: login.to_owned(),
            name: login.to_owned(),
            unit: unit.parse().expect("a unit code"),
            roles: roles.iter().map(|role| role.parse().expect("a role code")).collect(),
            password: PASSWORD.to_owned(),
            email: email.map(str::to_owned),
        };
        users::add(&self.app, new).await.expect("the user is added")
    }

    /// Moves the clock of the business on; nothing is woken on the way.
    pub fn pass(&self, seconds: i64) {
        self.clock.move_to(self.clock.now().plus_seconds(seconds));
    }

    /// Moves the clock of tokens and sessions on.
    pub fn pass_for_sessions(&self, seconds: i64) {
        self.wall.move_to(self.wall.now().plus_seconds(seconds));
    }

    /// Waits until the feed shows all that was written: it holds an entry back while any older transaction runs in the
    /// whole cluster, and other tests run there, too.
    #[expect(clippy::expect_used, reason = "a test without its database must fail")]
    pub async fn feed_is_complete(&self) {
        const HELD_BACK: &str = "SELECT count(*) FROM events WHERE tx >= pg_snapshot_xmin(pg_current_snapshot())";
        while self.app.database.engine() == Engine::Postgres
            && self.app.database.read(|tx| tx.number(HELD_BACK)).await.expect("the log can be read") > 0
        {
            tokio::task::yield_now().await;
        }
    }
}
