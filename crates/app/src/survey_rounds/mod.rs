//! Survey rounds: one questionnaire put to many customers, one answer of each, and a turnout that must be reached.

mod answer;
mod close;
mod links;
mod open;
mod public;
mod read;

pub use answer::answer;
pub use close::close;
pub use links::waiting;
pub use open::{NewRound, open};
pub use public::{PublicRound, answer_by_customer, look};
pub use read::{get, list, results};

pub use bihuan_persistence::survey_rounds::StoredRound;

use bihuan_domain::actor::Actor;
use bihuan_domain::refusal::{Refusal, RefusalCode};
use bihuan_domain::survey::SurveyRound;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::events::{self, NewEvent};
use bihuan_persistence::{DbError, Tx};

use crate::App;
use crate::caller::Caller;
use crate::error::Error;

/// The most customers of one round.
pub const CUSTOMERS_MAX: usize = 5_000;

/// Refuses what comes too late.
fn check_open(round: &SurveyRound, now: Timestamp) -> Result<(), Error> {
    if round.closed_at.is_some() || round.until <= now {
        return Err(Error::Refused(Refusal::new(RefusalCode::SurveyEnded)));
    }
    Ok(())
}

/// In whose name the log is written.
struct LogOf<'a> {
    app: &'a App,
    actor: Actor,
    request_id: Option<String>,
}

impl<'a> LogOf<'a> {
    /// In the name of a caller.
    fn caller(app: &'a App, caller: &Caller) -> Self {
        Self { app, actor: caller.actor(), request_id: caller.request_id.clone() }
    }

    /// Writes into the log what happened to a round.
    fn write(
        &self,
        tx: &mut Tx<'_>,
        (round, name, at): (&SurveyRound, &'static str, Timestamp),
        data: serde_json::Value,
    ) -> Result<(), DbError> {
        let entry = NewEvent {
            id: self.app.ids.id(at).into(),
            ticket: None,
            subject: "survey_round",
            subject_id: round.id.0,
            name,
            at,
            actor: self.actor.clone(),
            data: serde_json::json!({ "subject": "survey_round", "event": data }),
            request_id: self.request_id.clone(),
        };
        events::append(tx, &[entry])
    }
}
