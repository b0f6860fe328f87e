//! What can be done to an appeal.

mod raise_again;
mod rule;
mod withdraw;

use bihuan_app::appeals::{self, AppealView};
use bihuan_app::reply::StoredReply;
use bihuan_domain::appeal::AppealCommand;
use bihuan_domain::id::AppealId;
use utoipa_actix_web::service_config::ServiceConfig;

use super::response::AppealResponse;
use crate::extract::if_match::IfMatch;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;

pub(super) fn register(services: &mut ServiceConfig<'_>) {
    services.service(rule::rule_on_appeal).service(raise_again::raise_appeal_again).service(withdraw::withdraw_appeal);
}

/// Carries out a command. `operation` names the endpoint among all.
async fn act(
    asked: Asked,
    operation: &'static str,
    version: IfMatch,
    fingerprint: &[u8; 32],
    command: AppealCommand,
) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, operation, key, fingerprint, changed);
    Ok(Answered(appeals::act(&state.app, &caller, AppealId(id), version.0, command, reply).await?))
}

/// The answer: the appeal as it stands now.
fn changed(view: &AppealView) -> StoredReply {
    reply::changed(view.version, &AppealResponse::from(view))
}
