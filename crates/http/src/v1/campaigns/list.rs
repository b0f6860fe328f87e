//! `GET /v1/campaigns`

use actix_web::{Responder, get, web};
use bihuan_app::campaigns;
use bihuan_app::{Order, Position};

use super::response::CampaignResponse;
use crate::extract::caller::Caller;
use crate::extract::json::Empty;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;

/// List campaigns
///
/// Those of the caller's unit and of the units below, newest first.
#[utoipa::path(
    tag = "campaigns",
    params(PageParameters),
    responses((status = 200, description = "A page of campaigns", body = Page<CampaignResponse>))
)]
#[get("/campaigns")]
pub(super) async fn list_campaigns(
    state: web::Data<State>,
    caller: Caller,
    paged: Paged<Empty, Position>,
) -> Result<impl Responder, Problem> {
    let request = listing::request(&paged, Order::NewestFirst);
    let mut rows = campaigns::list(&state.app, &caller, request).await?;
    let next =
        listing::cut(&mut rows, paged.limit, |row| Position { at: row.campaign.opened_at, id: row.campaign.id.0 });
    paged.answer(rows.iter().map(CampaignResponse::from).collect(), next)
}
