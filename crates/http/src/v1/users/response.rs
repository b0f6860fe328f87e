//! A user as clients see it.

use bihuan_app::users::User;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::v1::schema::Moment;

/// A person or service account that signs in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct UserResponse {
    /// The user.
    id: Uuid,
    /// The name the user signs in with.
    login: String,
    /// The name colleagues know.
    name: String,
    /// Where mail reaches the user.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    /// The code of the unit.
    unit: String,
    /// The roles held.
    roles: Vec<String>,
    /// Whether the user may not sign in.
    disabled: bool,
    /// Counts the changes.
    version: i64,
    /// When the user was created.
    created_at: Moment,
}

impl From<&User> for UserResponse {
    fn from(user: &User) -> Self {
        Self {
            id: user.id.0,
            login: user.login.clone(),
            name: user.name.clone(),
            email: user.email.clone(),
            unit: user.unit.as_str().to_owned(),
            roles: user.roles.iter().map(|role| role.as_str().to_owned()).collect(),
            disabled: user.disabled,
            version: user.version,
            created_at: user.created_at.into(),
        }
    }
}
