//! Survey rounds: one questionnaire put to many customers, one answer of each, and a turnout that must be reached.

mod answer;
mod close;
mod open;
mod read;

pub use answer::answer;
pub use close::close;
pub use open::{NewRound, open};
pub use read::{get, list, results};

pub use bihuan_persistence::survey_rounds::StoredRound;

use bihuan_domain::survey::SurveyRound;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::events::{self, NewEvent};
use bihuan_persistence::{DbError, Tx};

use crate::App;
use crate::caller::Caller;

/// The most customers of one round.
pub const CUSTOMERS_MAX: usize = 5_000;

/// Writes into the log what happened to a round.
fn log(
    app: &App,
    tx: &mut Tx<'_>,
    caller: &Caller,
    (round, name, at): (&SurveyRound, &'static str, Timestamp),
    data: serde_json::Value,
) -> Result<(), DbError> {
    let entry = NewEvent {
        id: app.ids.id(at).into(),
        ticket: None,
        subject: "survey_round",
        subject_id: round.id.0,
        name,
        at,
        actor: caller.actor(),
        data: serde_json::json!({ "subject": "survey_round", "event": data }),
        request_id: caller.request_id.clone(),
    };
    events::append(tx, &[entry])
}
