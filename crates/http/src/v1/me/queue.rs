//! `GET /v1/me/queues/{queue}`

use actix_web::{Responder, get, web};
use bihuan_app::Position;
use bihuan_app::queues::{self, Queue, QueueItem};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::extract::caller::Caller;
use crate::extract::json::Empty;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::extract::path::Path;
use crate::problem::Problem;
use crate::state::State;
use crate::v1::callbacks::response::CallbackResponse;
use crate::v1::listing;
use crate::v1::schema::QueueName;
use crate::v1::tickets::response::TicketSummary;
use crate::v1::work_orders::response::WorkOrderResponse;

/// Which queue.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct ByQueue {
    /// The name of the queue.
    #[param(value_type = QueueName, inline)]
    queue: String,
}

/// Something that waits.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct QueueItemResponse {
    /// The ticket.
    ticket: TicketSummary,
    /// The work order that waits, if one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    work_order: Option<WorkOrderResponse>,
    /// The callback that waits, if one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    callback: Option<CallbackResponse>,
}

impl From<&QueueItem> for QueueItemResponse {
    fn from(item: &QueueItem) -> Self {
        Self {
            ticket: TicketSummary::from(&item.ticket),
            work_order: item.work_order.as_ref().map(WorkOrderResponse::from),
            callback: item.callback.as_ref().map(CallbackResponse::from),
        }
    }
}

/// What waits in a queue of mine?
///
/// What has waited longest comes first.
#[utoipa::path(
    tag = "me",
    params(ByQueue, PageParameters),
    responses((status = 200, description = "A page of the queue", body = Page<QueueItemResponse>))
)]
#[get("/me/queues/{queue}")]
pub(super) async fn get_queue(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ByQueue>,
    paged: Paged<Empty, Position>,
) -> Result<impl Responder, Problem> {
    let queue = Queue::ALL.iter().find(|queue| queue.as_str() == path.queue).ok_or_else(Problem::not_found)?;
    let mut rows = queues::page(&state.app, &caller, *queue, paged.after, listing::one_more(paged.limit)).await?;
    let next = listing::cut(&mut rows, paged.limit, |item| item.position);
    paged.answer(rows.iter().map(QueueItemResponse::from).collect(), next)
}
