//! Calling customers back (回访): queues, samples, aftercare, capacity.

#![expect(clippy::unwrap_used, reason = "tests may fail by panicking, their helper functions too")]

mod aftercare;
mod attempts;
mod campaigns;
mod declined;
mod dwellings;
mod feedback;
mod follow_ons;
pub(crate) mod industries;
mod lists;
mod newsletters;
mod next;
mod own_forms;
mod races;
mod sample;

use bihuan_domain::policy::callbacks::CallbackPlan;
use serde_json::json;

use crate::people::People;
use crate::requirements::{finish, reconfigure};
use crate::server::Answer;

/// Changes all callback plans.
async fn with_plans(people: &People, change: impl Fn(&mut CallbackPlan)) {
    reconfigure(people, |bundle| bundle.callback_plans.iter_mut().for_each(change)).await;
}

/// A fault that the department has done.
async fn done(people: &People) -> Answer {
    let opened = people.fault().await;
    finish(people, &opened).await;
    people.ticket(&people.caller, &opened).await
}

/// A post without a body.
async fn ask(people: &People, path: &str) -> Answer {
    people.server.post(&people.caller, path, &json!({})).await
}
