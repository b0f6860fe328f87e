//! `GET /v1/appeals`

use actix_web::{Responder, get, web};
use bihuan_app::appeals::{self, AppealFilter};
use bihuan_app::{Order, Position};
use bihuan_domain::appeal::{AppealStage, Measure};
use bihuan_domain::id::TicketId;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use super::response::AppealResponse;
use crate::extract::caller::Caller;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;
use crate::v1::schema::{AppealStageName, MeasureName};

/// Which appeals.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ListAppealsQuery {
    /// Only those in this stage.
    #[param(value_type = Option<AppealStageName>, inline)]
    stage: Option<AppealStage>,
    /// Only those against this.
    #[param(value_type = Option<MeasureName>, inline)]
    against: Option<Measure>,
    /// Only those about this ticket.
    ticket_id: Option<Uuid>,
}

/// List appeals
///
/// Those about tickets in the caller's scope, the oldest first, as they are ruled on.
#[utoipa::path(
    tag = "appeals",
    params(ListAppealsQuery, PageParameters),
    responses((status = 200, description = "A page of appeals", body = Page<AppealResponse>))
)]
#[get("/appeals")]
pub(super) async fn list_appeals(
    state: web::Data<State>,
    caller: Caller,
    paged: Paged<ListAppealsQuery, Position>,
) -> Result<impl Responder, Problem> {
    let request = listing::request(&paged, Order::OldestFirst);
    let filter = AppealFilter {
        stage: paged.filter.stage.map(|stage| stage.as_str().to_owned()),
        against: paged.filter.against.map(|against| against.as_str().to_owned()),
        ticket: paged.filter.ticket_id.map(TicketId),
    };
    let mut rows = appeals::list(&state.app, &caller, filter, request).await?;
    let position = |view: &appeals::AppealView| Position { at: view.appeal.raised_at, id: view.appeal.id.0 };
    let next = listing::cut(&mut rows, paged.limit, position);
    paged.answer(rows.iter().map(AppealResponse::from).collect(), next)
}
