//! `GET /v1/adjustments`

use actix_web::{Responder, get, web};
use bihuan_app::appeals::{self, Adjustment, AdjustmentFilter};
use bihuan_app::{Order, Position};
use bihuan_domain::appeal::Measure;
use bihuan_domain::id::TicketId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::extract::caller::Caller;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;
use crate::v1::schema::{MeasureName, Moment};

/// Which adjustments.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ListAdjustmentsQuery {
    /// Only those of this measure.
    #[param(value_type = Option<MeasureName>, inline)]
    against: Option<Measure>,
    /// Only those of this ticket.
    ticket_id: Option<Uuid>,
}

/// What an upheld appeal changes in figures.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AdjustmentResponse {
    /// The appeal.
    appeal_id: Uuid,
    /// The ticket, which keeps what it had.
    ticket_id: Uuid,
    /// What is adjusted.
    #[schema(value_type = MeasureName)]
    against: Measure,
    /// Which part of the ticket; `ticket` for the whole.
    subject: String,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<String>,
    /// What counts instead in adjusted figures.
    adjusted: String,
    /// When it was ruled.
    ruled_at: Moment,
}

/// List adjustments
///
/// What upheld appeals change in the figures of tickets in the caller's scope, by the time of the ruling.
#[utoipa::path(
    tag = "appeals",
    params(ListAdjustmentsQuery, PageParameters),
    responses((status = 200, description = "A page of adjustments", body = Page<AdjustmentResponse>))
)]
#[get("/adjustments")]
pub(super) async fn list_adjustments(
    state: web::Data<State>,
    caller: Caller,
    paged: Paged<ListAdjustmentsQuery, Position>,
) -> Result<impl Responder, Problem> {
    let request = listing::request(&paged, Order::OldestFirst);
    let filter = AdjustmentFilter {
        against: paged.filter.against.map(|against| against.as_str().to_owned()),
        ticket: paged.filter.ticket_id.map(TicketId),
    };
    let mut rows = appeals::adjustments(&state.app, &caller, filter, request).await?;
    let next = listing::cut(&mut rows, paged.limit, |row| Position { at: row.ruled_at, id: row.appeal.0 });
    paged.answer(rows.into_iter().map(AdjustmentResponse::from).collect(), next)
}

impl From<Adjustment> for AdjustmentResponse {
    fn from(adjustment: Adjustment) -> Self {
        let Adjustment { appeal, ticket, against, subject, raw, adjusted, ruled_at } = adjustment;
        let (appeal_id, ticket_id) = (appeal.0, ticket.0);
        Self { appeal_id, ticket_id, against, subject, raw, adjusted, ruled_at: Moment(ruled_at) }
    }
}
