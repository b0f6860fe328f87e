//! `POST /v1/figures/actions/recount`

use actix_web::http::StatusCode;
use actix_web::{post, web};
use bihuan_app::figures::{self, FigureState};
use bihuan_app::reply::StoredReply;

use super::response::StateResponse;
use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::{Empty, Json};
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::state::State;

/// Count everything anew
///
/// The facts of every ticket from its case, and the sums from the facts, beside the daily business. Figures that were
/// right stay as they are.
#[utoipa::path(
    tag = "figures",
    params(IdempotencyKey),
    responses((status = 202, description = "Begun", body = StateResponse))
)]
#[post("/figures/actions/recount")]
pub(super) async fn recount_figures(
    state: web::Data<State>,
    caller: Caller,
    key: IdempotencyKey,
    body: Json<Empty>,
) -> Result<Answered, Problem> {
    let reply = reply::to(&caller, "recount_figures", key, &body.fingerprint, render);
    Ok(Answered(figures::recount(&state.app, &caller, reply).await?))
}

fn render(state: &FigureState) -> StoredReply {
    reply::written(StatusCode::ACCEPTED, None, &StateResponse::from(state))
}
