//! `POST /v1/inspections/{id}/actions/inspect`

use actix_web::post;
use bihuan_app::quality::inspections::{self, Filled, FoundDefect};
use bihuan_domain::code::{DefectCode, ItemCode};
use bihuan_domain::id::{InspectionId, UserId};
use bihuan_domain::quality::Judged;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::response::{InspectionResponse, changed};
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;
use crate::v1::limits::{DEFECTS_MAX, TEXT_LENGTH_MAX};
use crate::v1::schema::Code;

/// What was found.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct InspectTicketRequest {
    /// The defects; empty when there are none.
    #[validate(length(max = DEFECTS_MAX), nested)]
    #[schema(max_items = 50)]
    defects: Vec<FoundDefectRequest>,
    /// How each item of the plan was found: all of them, each once. Empty for a plan that only looks for defects.
    #[serde(default)]
    #[validate(length(max = ITEMS_MAX))]
    #[schema(max_items = 50)]
    items: Vec<JudgedItem>,
    /// A note.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    note: Option<String>,
}

/// The most items of one sheet.
const ITEMS_MAX: u64 = 50;

/// How one item was found.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = InspectionItemJudged)]
pub(super) struct JudgedItem {
    /// The code of the item.
    #[schema(value_type = Code)]
    pub(super) item: ItemCode,
    /// Whether it is as it should be. Where it is not, `defects` says whose defect that is.
    pub(super) met: bool,
}

/// One defect of one person.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = FoundDefect)]
struct FoundDefectRequest {
    /// The code of the defect.
    #[schema(value_type = Code)]
    defect: DefectCode,
    /// The user whose it is.
    person_id: Uuid,
    /// What happened.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    note: String,
}

/// Fill in the sheet of an inspection
///
/// Whoever worked on the ticket does not inspect it. Each defect becomes an error in the register, which its person can contest.
#[utoipa::path(
    tag = "quality",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Inspected", body = InspectionResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/inspections/{id}/actions/inspect")]
pub(super) async fn inspect_ticket(
    asked: Asked,
    version: IfMatch,
    body: Json<InspectTicketRequest>,
) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "inspect_ticket", key, &body.fingerprint, changed);
    let InspectTicketRequest { defects, items, note } = body.into_inner();
    let found = defects.into_iter().map(|one| FoundDefect {
        defect: one.defect,
        person: UserId(one.person_id),
        note: one.note,
    });
    let items = items.into_iter().map(|JudgedItem { item, met }| Judged { item, met }).collect();
    let sheet = Filled { defects: found.collect(), items, note };
    Ok(Answered(inspections::inspect(&state.app, &caller, InspectionId(id), version.0, sheet, reply).await?))
}
