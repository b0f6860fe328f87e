//! What a client gets for signing in.

use bihuan_app::sessions::SignedIn;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::Subject;
use crate::problem::Problem;
use crate::state::State;

/// The tokens of a session, and whose it is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SessionResponse {
    /// Proves who asks: `Authorization: Bearer <accessToken>`.
    access_token: String,
    /// Always `Bearer`.
    token_type: &'static str,
    /// How long the access token is good, in seconds.
    expires_in_seconds: i64,
    /// Good once, for the next pair of tokens.
    refresh_token: String,
    /// Who has signed in.
    user: SessionUser,
}

/// Who has signed in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SessionUser {
    /// The user.
    id: Uuid,
    /// The name the user signs in with.
    login: String,
    /// The name colleagues know.
    name: String,
    /// The code of the unit.
    unit: String,
    /// The roles held.
    roles: Vec<String>,
}

impl SessionResponse {
    /// Issues the access token of who has signed in.
    pub(super) fn issue(state: &State, signed_in: SignedIn) -> Result<Self, Problem> {
        let SignedIn { principal, version, refresh_token } = signed_in;
        let issued = state.tokens.issue(Subject {
            user: principal.user,
            login: principal.login.clone(),
            name: principal.name.clone(),
            unit: principal.unit.clone(),
            roles: principal.roles.clone(),
            machine: principal.machine,
            session: principal.session,
            version,
        })?;
        Ok(Self {
            access_token: issued.access_token,
            token_type: "Bearer",
            expires_in_seconds: issued.expires_in_seconds,
            refresh_token,
            user: SessionUser {
                id: principal.user.0,
                login: principal.login,
                name: principal.name,
                unit: principal.unit.into(),
                roles: principal.roles.into_iter().map(Into::into).collect(),
            },
        })
    }
}
