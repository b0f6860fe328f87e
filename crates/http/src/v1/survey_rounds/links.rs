//! `GET /v1/survey-rounds/{id}/links`

use actix_web::{Responder, get, web};
use bihuan_app::survey_rounds;
use bihuan_domain::id::{CustomerId, SurveyRoundId};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::extract::caller::Caller;
use crate::extract::json::Empty;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::extract::path::{ById, Path};
use crate::pages::link;
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;
use crate::v1::schema::Moment;

/// What to send to one customer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SurveyRoundLink)]
pub(super) struct SurveyRoundLinkResponse {
    /// The customer.
    customer_id: Uuid,
    /// The path of the page below the address of this server. Whoever has it may answer, once: it is for the customer alone.
    path: String,
    /// Until when he may answer.
    expires_at: Moment,
}

/// List the links of a survey round
///
/// For programs that send messages: one for each customer who was asked and has not answered yet, in the order of their ids.
#[utoipa::path(
    tag = "survey-rounds",
    params(ById, PageParameters),
    responses((status = 200, description = "A page of links", body = Page<SurveyRoundLinkResponse>))
)]
#[get("/survey-rounds/{id}/links")]
pub(super) async fn list_survey_round_links(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
    paged: Paged<Empty, CustomerId>,
) -> Result<impl Responder, Problem> {
    let page = (paged.after, listing::one_more(paged.limit));
    let (round, mut customers) = survey_rounds::waiting(&state.app, &caller, SurveyRoundId(path.id), page).await?;
    let next = listing::cut(&mut customers, paged.limit, |customer| *customer);
    let until = round.round.until;
    let link = |customer: &CustomerId| SurveyRoundLinkResponse {
        customer_id: customer.0,
        path: link::path(&link::of_round(&state.cursors, round.round.id, *customer, until)),
        expires_at: until.into(),
    };
    paged.answer(customers.iter().map(link).collect(), next)
}
