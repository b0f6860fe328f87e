//! `POST /v1/campaigns/{id}/actions/close`

use actix_web::post;
use bihuan_app::campaigns::{self, StoredCampaign};
use bihuan_app::reply::StoredReply;
use bihuan_domain::id::CampaignId;

use super::response::CampaignResponse;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::{Empty, Json};
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;

/// Close a campaign
///
/// Nobody is put on its list any more, and whoever was not reached is taken off it within seconds.
#[utoipa::path(
    tag = "campaigns",
    params(ById, IdempotencyKey),
    responses((status = 200, description = "Closed", body = CampaignResponse, headers(("ETag" = String))))
)]
#[post("/campaigns/{id}/actions/close")]
pub(super) async fn close_campaign(asked: Asked, body: Json<Empty>) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "close_campaign", key, &body.fingerprint, render);
    Ok(Answered(campaigns::close(&state.app, &caller, CampaignId(id), reply).await?))
}

fn render(stored: &StoredCampaign) -> StoredReply {
    reply::changed(stored.version, &CampaignResponse::from(stored))
}
