//! `GET /v1/campaigns/{id}/members`

use actix_web::{Responder, get, web};
use bihuan_app::campaigns::{self, MemberFilter};
use bihuan_app::{Order, Position};
use bihuan_domain::campaign::Standing;
use bihuan_domain::code::OutcomeCode;
use bihuan_domain::id::CampaignId;
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::response::MemberResponse;
use crate::extract::caller::Caller;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::limits::EXTERNAL_LENGTH_MAX;
use crate::v1::listing;
use crate::v1::schema::{Code, MemberStandingName};

/// Which members.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ListMembersQuery {
    /// Only those of whom this became.
    #[param(value_type = Option<MemberStandingName>, inline)]
    standing: Option<Standing>,
    /// Only those who were called, or were not.
    called: Option<bool>,
    /// Only those whose call brought this outcome of the plan.
    #[param(value_type = Option<Code>, inline)]
    outcome: Option<OutcomeCode>,
    /// Only the one with this name in the list.
    #[validate(length(max = EXTERNAL_LENGTH_MAX))]
    #[param(max_length = 128)]
    reference: Option<String>,
}

/// List the members of a campaign
///
/// In the order in which they were put on its list.
#[utoipa::path(
    tag = "campaigns",
    params(ById, ListMembersQuery, PageParameters),
    responses((status = 200, description = "A page of members", body = Page<MemberResponse>))
)]
#[get("/campaigns/{id}/members")]
pub(super) async fn list_campaign_members(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
    paged: Paged<ListMembersQuery, Position>,
) -> Result<impl Responder, Problem> {
    let request = listing::request(&paged, Order::OldestFirst);
    let ListMembersQuery { standing, called, outcome, reference } = &paged.filter;
    let filter =
        MemberFilter { standing: *standing, called: *called, outcome: outcome.clone(), reference: reference.clone() };
    let mut rows = campaigns::members(&state.app, &caller, CampaignId(path.id), filter, request).await?;
    let next = listing::cut(&mut rows, paged.limit, |row| Position { at: row.added_at, id: row.ticket.0 });
    paged.answer(rows.iter().map(MemberResponse::from).collect(), next)
}
