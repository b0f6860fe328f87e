//! What can be done to a callback.

mod attempt;
mod claim;
mod confirm;
mod correct_number;
mod release;
mod remove;
mod review;
mod sign;

use bihuan_app::callbacks::{self, CallbackView};
use bihuan_app::reply::StoredReply;
use bihuan_domain::callback::CallbackCommand;
use bihuan_domain::id::CallbackId;
use utoipa_actix_web::service_config::ServiceConfig;

pub(in crate::v1) use attempt::check_answers;

use super::response::CallbackResponse;
use crate::extract::if_match::IfMatch;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;

pub(super) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(attempt::attempt_callback)
        .service(claim::claim_callback)
        .service(release::release_callback)
        .service(sign::sign_callback)
        .service(confirm::confirm_callback)
        .service(review::review_callback)
        .service(correct_number::correct_number_of_callback)
        .service(remove::remove_callback);
}

/// Carries out a command. `operation` names the endpoint among all.
async fn act(
    asked: Asked,
    operation: &'static str,
    version: IfMatch,
    fingerprint: &[u8; 32],
    command: CallbackCommand,
) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, operation, key, fingerprint, changed);
    Ok(Answered(callbacks::act(&state.app, &caller, CallbackId(id), version.0, command, reply).await?))
}

fn changed(view: &CallbackView) -> StoredReply {
    reply::changed(view.version, &CallbackResponse::from(view))
}
