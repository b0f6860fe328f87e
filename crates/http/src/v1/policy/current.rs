//! `GET /v1/policy`

use actix_web::{Responder, get, web};
use bihuan_app::policies;

use super::response::{PolicyResponse, versioned};
use crate::extract::caller::Caller;
use crate::extract::if_none_match::IfNoneMatch;
use crate::problem::Problem;
use crate::state::State;

/// Get the policy in force
///
/// The one that new tickets are opened under.
#[utoipa::path(
    tag = "policy",
    params(IfNoneMatch),
    responses(
        (status = 200, description = "The policy", body = PolicyResponse, headers(("ETag" = String))),
        (status = 404, description = "No policy has been published yet", body = crate::problem::body::ProblemBody,
            content_type = "application/problem+json")
    )
)]
#[get("/policy")]
pub(super) async fn get_current_policy(caller: Caller, state: web::Data<State>) -> Result<impl Responder, Problem> {
    versioned(&*policies::current(&state.app, &caller)?)
}
