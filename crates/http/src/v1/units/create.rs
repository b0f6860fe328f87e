//! `POST /v1/units`

use actix_web::{Responder, post, web};
use bihuan_app::reply::StoredReply;
use bihuan_app::units;
use bihuan_domain::code::{CalendarCode, UnitCode};
use bihuan_domain::organisation::Unit;
use bihuan_domain::policy::organisation::UnitSpec;
use bihuan_domain::policy::vocabulary::Text;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::response::{Function, UnitResponse};
use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::state::State;
use crate::v1::schema::Code;

/// The longest name of a unit, in characters.
const NAME_LENGTH_MAX: u64 = 128;

/// A unit to add.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CreateUnitRequest {
    /// Its code.
    #[schema(value_type = Code)]
    code: UnitCode,
    /// The unit above.
    #[schema(value_type = Code)]
    parent: UnitCode,
    /// What people call it.
    #[validate(nested)]
    name: NameRequest,
    /// What it does in the loop.
    function: Function,
    /// Its own business calendar; that of the nearest unit above when left out.
    #[schema(value_type = Option<Code>)]
    calendar: Option<CalendarCode>,
}

/// A name in the two languages of the service.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateUnitName)]
struct NameRequest {
    /// Chinese.
    #[validate(length(min = 1, max = NAME_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 128)]
    zh: String,
    /// English.
    #[validate(length(min = 1, max = NAME_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 128)]
    en: String,
}

/// Add a unit
///
/// Below the caller's unit or one under it.
#[utoipa::path(
    tag = "units",
    params(IdempotencyKey),
    responses((status = 201, description = "Added", body = UnitResponse, headers(("Location" = String))))
)]
#[post("/units")]
pub(super) async fn create_unit(
    caller: Caller,
    state: web::Data<State>,
    key: IdempotencyKey,
    body: Json<CreateUnitRequest>,
) -> Result<impl Responder, Problem> {
    let reply = reply::to(&caller, "create_unit", key, &body.fingerprint, render);
    let CreateUnitRequest { code, parent, name, function, calendar } = body.into_inner();
    let name = Text { zh: name.zh, en: name.en };
    let spec = UnitSpec { code, parent: Some(parent), name, function: function.into(), calendar };
    Ok(Answered(units::create(&state.app, &caller, spec, reply).await?))
}

fn render(unit: &Unit) -> StoredReply {
    reply::created(format!("/v1/units/{}", unit.code), None, &UnitResponse::from(unit.clone()))
}
