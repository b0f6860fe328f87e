//! `GET /v1/me/queues`

use actix_web::{Responder, get, web};
use bihuan_app::queues::{self, QUEUE_COUNT_MAX, Queue};
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::caller::Caller;
use crate::problem::Problem;
use crate::state::State;
use crate::v1::schema::QueueName;

/// What waits for the caller.
#[derive(Debug, Serialize, ToSchema)]
struct QueuesResponse {
    /// The queues that are the caller's work.
    data: Vec<QueueCount>,
}

/// How much waits in a queue.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct QueueCount {
    /// The name of the queue.
    #[schema(value_type = QueueName)]
    queue: &'static str,
    /// How much waits.
    count: usize,
    /// Whether more may wait: counting ends at 200.
    at_least: bool,
}

impl From<(Queue, usize)> for QueueCount {
    fn from((queue, count): (Queue, usize)) -> Self {
        let at_least = i64::try_from(count).is_ok_and(|count| count >= QUEUE_COUNT_MAX);
        Self { queue: queue.as_str(), count, at_least }
    }
}

/// What waits for me?
///
/// The queues that the caller's roles work off, and how much waits in each.
#[utoipa::path(tag = "me", responses((status = 200, description = "The queues", body = QueuesResponse)))]
#[get("/me/queues")]
pub(super) async fn get_queues(state: web::Data<State>, caller: Caller) -> Result<impl Responder, Problem> {
    let counts = queues::overview(&state.app, &caller).await?;
    Ok(web::Json(QueuesResponse { data: counts.into_iter().map(QueueCount::from).collect() }))
}
