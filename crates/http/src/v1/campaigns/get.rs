//! `GET /v1/campaigns/{id}`

use actix_web::{Responder, get, web};
use bihuan_app::campaigns;
use bihuan_domain::id::CampaignId;

use super::response::CampaignProgressResponse;
use crate::extract::caller::Caller;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;

/// Get a campaign
///
/// With how far it has come. Each number counts the members that `/v1/campaigns/{id}/members` lists with the same filter.
#[utoipa::path(
    tag = "campaigns",
    params(ById),
    responses((status = 200, description = "The campaign", body = CampaignProgressResponse))
)]
#[get("/campaigns/{id}")]
pub(super) async fn get_campaign(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
) -> Result<impl Responder, Problem> {
    let progress = campaigns::get(&state.app, &caller, CampaignId(path.id)).await?;
    Ok(actix_web::web::Json(CampaignProgressResponse::from(&progress)))
}
