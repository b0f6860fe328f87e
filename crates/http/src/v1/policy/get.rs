//! `GET /v1/policy/{version}`

use actix_web::{Responder, get, web};
use bihuan_app::policies;
use bihuan_domain::policy::PolicyVersion;
use serde::Deserialize;
use utoipa::IntoParams;

use super::response::{PolicyResponse, versioned};
use crate::extract::caller::Caller;
use crate::extract::if_none_match::IfNoneMatch;
use crate::extract::path::Path;
use crate::problem::Problem;
use crate::state::State;

/// One policy by its version.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct ByVersion {
    /// The version, as tickets name it in `policyVersion`.
    #[param(minimum = 1)]
    version: i64,
}

/// Get a published policy
///
/// A version never changes; tickets keep the one they were opened under.
#[utoipa::path(
    tag = "policy",
    params(ByVersion, IfNoneMatch),
    responses((status = 200, description = "The policy", body = PolicyResponse, headers(("ETag" = String))))
)]
#[get("/policy/{version}")]
pub(super) async fn get_policy(
    caller: Caller,
    state: web::Data<State>,
    path: Path<ByVersion>,
) -> Result<impl Responder, Problem> {
    versioned(&*policies::get(&state.app, &caller, PolicyVersion(path.version)).await?)
}
