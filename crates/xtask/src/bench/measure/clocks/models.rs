//! Real cases to copy: opened through the API, in a sandbox, at moments chosen so that their alarms come due when wanted.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::sql::{Both, Sql};
use crate::bench::measure::database::Database;
use crate::bench::measure::program::{self, PASSWORD};
use crate::bench::measure::request::Request;
use crate::bench::measure::server::Server;
use crate::bench::measure::setup::Setup;

/// Who moves the clock of the sandbox.
const KEEPER: &str = "keeper";
const KEEPER_ROLE: &str = "administrator";
/// A working morning, far from everything else.
const CALIBRATION: &str = "2031-03-03T02:00:00Z";

/// How far a fault is taken when it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::bench::measure) enum Model {
    /// It waits to be sent out: a ticket with a clock or two.
    Accepted,
    /// A department has it: a work order, with clocks of its own.
    Dispatched,
}

impl Model {
    pub(in crate::bench::measure) const ALL: [Self; 2] = [Self::Accepted, Self::Dispatched];

    fn until(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Dispatched => "dispatched",
        }
    }
}

/// How long after it is opened each model has its first alarm.
#[derive(Debug, Clone, Copy)]
pub(super) struct Alarms {
    accepted: SignedDuration,
    dispatched: SignedDuration,
}

/// When alarms are to come due.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) first: Timestamp,
    pub(super) length: Duration,
}

impl Alarms {
    /// Looks at one ticket of each model in a database of its own.
    pub(super) fn measure(setup: &Setup, database: &Database) -> Result<Self> {
        let start: Timestamp = CALIBRATION.parse().context("a moment")?;
        let sandbox = Sandbox::start(setup, database, start)?;
        for model in Model::ALL {
            sandbox.open(model)?;
        }
        drop(sandbox);
        let waits = Sql::on(setup, database).rows(Both {
            postgres: "SELECT extract(epoch FROM due_at - opened_at) FROM wakes JOIN tickets ON id = ticket_id \
                       ORDER BY number",
            sqlite: "SELECT (due_at - opened_at) / 1e6 FROM wakes JOIN tickets ON id = ticket_id ORDER BY number",
        })?;
        let seconds = |place: usize| -> Result<SignedDuration> {
            let text = waits.get(place).and_then(|row| row.first()).context("a ticket without an alarm")?;
            Ok(SignedDuration::try_from_secs_f64(text.parse()?)?)
        };
        Ok(Self { accepted: seconds(0)?, dispatched: seconds(1)? })
    }

    fn of(self, model: Model) -> SignedDuration {
        match model {
            Model::Accepted => self.accepted,
            Model::Dispatched => self.dispatched,
        }
    }

    /// When so many tickets must be opened, as many of each model, for their alarms to fill the span evenly.
    fn openings(self, count: u32, span: Span) -> Result<Vec<(Timestamp, Model)>> {
        let shortest = self.accepted.min(self.dispatched);
        ensure!(
            SignedDuration::try_from(span.length)? <= shortest,
            "alarms come {shortest:?} after a ticket is opened; the window must not be longer"
        );
        let mut openings = Vec::new();
        for place in 0..count {
            // The clock of the sandbox is moved by milliseconds.
            let into = u64::try_from(span.length.as_millis())? * u64::from(place) / u64::from(count);
            let due = span.first + Duration::from_millis(into);
            let model = if place % 2 == 0 { Model::Accepted } else { Model::Dispatched };
            openings.push((due - self.of(model), model));
        }
        openings.sort();
        Ok(openings)
    }
}

/// Opens tickets whose alarms come due within the span; answers their ids.
pub(super) fn open(setup: &Setup, database: &Database, alarms: Alarms, count: u32, span: Span) -> Result<Vec<String>> {
    // An earlier sandbox on this database may have stood later.
    let forget = "DELETE FROM settings WHERE name = 'sandbox_clock'";
    Sql::on(setup, database).run(Both { postgres: forget, sqlite: forget })?;
    let openings = alarms.openings(count, span)?;
    let start = openings.first().context("no tickets are wanted")?.0;
    let sandbox = Sandbox::start(setup, database, start)?;
    let mut ids = Vec::new();
    for (at, model) in openings {
        sandbox.move_to(at)?;
        ids.push(sandbox.open(model)?);
    }
    Ok(ids)
}

/// A server whose clock is moved by hand.
pub(in crate::bench::measure) struct Sandbox<'a> {
    setup: &'a Setup,
    server: Server,
    agent: String,
    keeper: String,
}

impl<'a> Sandbox<'a> {
    pub(in crate::bench::measure) fn start(setup: &'a Setup, database: &Database, at: Timestamp) -> Result<Self> {
        let server = Server::start(setup, database, &["--sandbox", "--sandbox-start", &at.to_string()])?;
        let agent = setup.runtime.block_on(server.sign_in())?;
        let keeper = setup.runtime.block_on(server.sign_in_as(KEEPER, PASSWORD))?;
        Ok(Self { setup, server, agent, keeper })
    }

    pub(in crate::bench::measure) fn move_to(&self, at: Timestamp) -> Result<()> {
        let body = json!({ "now": format!("{at:.3}") }).to_string();
        let request = Request::put("/v1/sandbox/clock", &self.keeper, &body);
        self.setup.runtime.block_on(self.server.ask(&request, "")).map(drop)
    }

    pub(in crate::bench::measure) fn open(&self, model: Model) -> Result<String> {
        let body = json!({
            "kind": "fault",
            "channel": "phone",
            "region": "330106",
            "contact": { "name": "王小明", "phone": "13800001234", "address": "城东街道文三路 100 号 3 幢 2 单元 501 室" },
            "topic": "家中停电，邻居有电",
            "description": "客户来电反映家中突然停电，同楼邻居正常，表箱内开关已跳闸，合上后再次跳开，希望尽快派人处理。",
            "until": model.until(),
        });
        let request = Request::post("/v1/tickets", &self.agent, &body.to_string());
        let ticket = self.setup.runtime.block_on(self.server.ask(&request, ""))?;
        Ok(ticket["id"].as_str().context("a ticket without an id")?.to_owned())
    }
}

/// Adds whoever moves the clock to a prepared database.
pub(in crate::bench::measure) fn add_keeper(setup: &Setup, database: &Database) -> Result<()> {
    setup.program.add_user(setup.folder(), &database.url, program::User { login: KEEPER, role: KEEPER_ROLE })
}
