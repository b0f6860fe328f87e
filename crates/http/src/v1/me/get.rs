//! `GET /v1/me`

use actix_web::{Responder, get, web};
use bihuan_app::principal::Principal;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::extract::caller::Caller;
use crate::problem::Problem;

/// The caller, with what they may do now.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MeResponse {
    /// The user.
    id: Uuid,
    /// The name the user signs in with.
    login: String,
    /// The name colleagues know.
    name: String,
    /// The code of the unit.
    unit: String,
    /// The codes from the root to the unit.
    unit_path: String,
    /// The roles held.
    roles: Vec<String>,
    /// What the roles permit.
    permissions: Vec<&'static str>,
    /// Whether this is a service account.
    machine: bool,
}

/// Who am I?
///
/// The user behind the token, with the unit, the roles and the permissions of this moment.
#[utoipa::path(tag = "me", responses((status = 200, description = "The caller", body = MeResponse)))]
#[get("/me")]
pub(crate) async fn get_me(caller: Caller) -> Result<impl Responder, Problem> {
    Ok(web::Json(MeResponse::from(caller.0.principal)))
}

impl From<Principal> for MeResponse {
    fn from(principal: Principal) -> Self {
        Self {
            id: principal.user.0,
            login: principal.login,
            name: principal.name,
            unit: principal.unit.into(),
            unit_path: principal.unit_path,
            roles: principal.roles.into_iter().map(Into::into).collect(),
            permissions: principal.permissions.into_iter().map(|permission| permission.as_str()).collect(),
            machine: principal.machine,
        }
    }
}
