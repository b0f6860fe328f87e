//! `GET /v1/surveys`

use actix_web::{Responder, get, web};
use bihuan_app::surveys::{self, SurveyFilter};
use bihuan_app::{Order, Position};
use bihuan_domain::id::TicketId;
use bihuan_domain::survey::SurveyStage;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use super::response::SurveyResponse;
use crate::extract::caller::Caller;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;
use crate::v1::schema::SurveyStageName;

/// Which surveys.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ListSurveysQuery {
    /// Only those in this stage.
    #[param(value_type = Option<SurveyStageName>, inline)]
    stage: Option<SurveyStage>,
    /// Only those of this ticket.
    ticket_id: Option<Uuid>,
}

/// List surveys
///
/// Those of tickets in the caller's scope, newest first.
#[utoipa::path(
    tag = "surveys",
    params(ListSurveysQuery, PageParameters),
    responses((status = 200, description = "A page of surveys", body = Page<SurveyResponse>))
)]
#[get("/surveys")]
pub(super) async fn list_surveys(
    state: web::Data<State>,
    caller: Caller,
    paged: Paged<ListSurveysQuery, Position>,
) -> Result<impl Responder, Problem> {
    let request = listing::request(&paged, Order::NewestFirst);
    let filter = SurveyFilter {
        stage: paged.filter.stage.map(|stage| stage.as_str().to_owned()),
        ticket: paged.filter.ticket_id.map(TicketId),
    };
    let mut rows = surveys::list(&state.app, &caller, filter, request).await?;
    let next = listing::cut(&mut rows, paged.limit, |(_, survey)| Position { at: survey.opened_at, id: survey.id.0 });
    paged.answer(rows.iter().map(SurveyResponse::from).collect(), next)
}
