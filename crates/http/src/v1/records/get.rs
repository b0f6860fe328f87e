//! `GET /v1/records/{id}`

use actix_web::{get, web};
use bihuan_app::records;
use bihuan_domain::id::RecordId;

use super::response::RecordResponse;
use crate::extract::caller::Caller;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;

/// Get a record
///
/// What corrects or voids it is found by `GET /v1/records?corrects=`.
#[utoipa::path(
    tag = "records",
    params(ById),
    responses((status = 200, description = "The record", body = RecordResponse))
)]
#[get("/records/{id}")]
pub(super) async fn get_record(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
) -> Result<web::Json<RecordResponse>, Problem> {
    let record = records::get(&state.app, &caller, RecordId(path.id)).await?;
    Ok(web::Json(RecordResponse::from(&record)))
}
