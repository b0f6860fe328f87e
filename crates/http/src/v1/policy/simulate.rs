//! `POST /v1/policy/simulations`

use std::collections::BTreeMap;

use actix_web::{post, web};
use bihuan_app::policies::{self, SimulationOrder};
use bihuan_domain::code::{KindCode, UnitCode};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::draft::{self, Base};
use super::publish::accepted;
use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::BundleBody;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::state::State;
use crate::v1::jobs::response::JobResponse;
use crate::v1::schema::{Code, Moment};

/// A draft of a policy bundle, at most 4 MiB, and the tickets it is tried on.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct SimulatePolicyRequest {
    /// What the files below are put upon; nothing when left out.
    base: Option<Base>,
    /// Texts in TOML by the name of the file. One that is null takes the file of that name away from the base.
    #[serde(default)]
    #[schema(example = json!({"calendars.toml": "[[calendar]]\n…"}))]
    files: BTreeMap<String, Option<String>>,
    /// The first moment of the period in which the tickets were opened.
    from: Moment,
    /// The end of the period; not part of it.
    to: Moment,
    /// Only tickets of this kind.
    #[schema(value_type = Option<Code>)]
    kind: Option<KindCode>,
    /// Only tickets that this unit or one below it took or held.
    #[schema(value_type = Option<Code>)]
    unit: Option<UnitCode>,
}

/// Simulate a policy
///
/// A job replays what happened to the tickets of a period under the draft, each thing at its own time, and says which
/// limits would have been missed and were not, and the other way round: by unit, type and clock, and ticket by ticket.
/// Nothing is changed. Only tickets in the caller's scope are looked at.
#[utoipa::path(
    tag = "policy",
    params(IdempotencyKey),
    request_body = SimulatePolicyRequest,
    responses((
        status = 202, description = "A job does it", body = JobResponse,
        headers(("Location" = String, description = "The path of the job"))
    ))
)]
#[post("/policy/simulations")]
pub(super) async fn simulate_policy(
    state: web::Data<State>,
    caller: Caller,
    key: IdempotencyKey,
    body: BundleBody<SimulatePolicyRequest>,
) -> Result<Answered, Problem> {
    let reply = reply::to(&caller, "simulate_policy", key, &body.fingerprint, accepted);
    let SimulatePolicyRequest { base, files, from, to, kind, unit } = body.into_inner();
    let order = SimulationOrder { files: draft::files(base, files), from: from.0, to: to.0, kind, unit };
    Ok(Answered(policies::simulate(&state.app, &caller, order, reply).await?))
}
