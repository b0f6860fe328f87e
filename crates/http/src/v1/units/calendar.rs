//! `PUT /v1/units/{code}/calendar`

use actix_web::{Responder, put, web};
use bihuan_app::units;
use bihuan_domain::code::CalendarCode;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::get::ByCode;
use super::response::UnitResponse;
use crate::extract::caller::Caller;
use crate::extract::json::Json;
use crate::extract::path::Path;
use crate::problem::Problem;
use crate::state::State;
use crate::v1::schema::Code;

/// The calendar of a unit.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct SetUnitCalendarRequest {
    /// A business calendar of the policy in force; left out or null: that of the nearest unit above.
    #[schema(value_type = Option<Code>)]
    calendar: Option<CalendarCode>,
}

/// Set the calendar of a unit
///
/// Holds for the units below it as well, unless they have their own, and for clocks that start from now on.
#[utoipa::path(
    tag = "units",
    params(ByCode),
    responses((status = 200, description = "The unit as it is now", body = UnitResponse))
)]
#[put("/units/{code}/calendar")]
pub(super) async fn set_unit_calendar(
    caller: Caller,
    state: web::Data<State>,
    path: Path<ByCode>,
    body: Json<SetUnitCalendarRequest>,
) -> Result<impl Responder, Problem> {
    let calendar = body.into_inner().calendar;
    let unit = units::set_calendar(&state.app, &caller, path.code.clone(), calendar).await?;
    Ok(web::Json(UnitResponse::from(unit)))
}
