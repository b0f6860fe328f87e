//! What a token says.

use bihuan_domain::code::{RoleCode, UnitCode};
use bihuan_domain::id::{SessionId, UserId};
use serde::{Deserialize, Serialize};

/// The user a token is issued for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The user.
    #[serde(rename = "sub")]
    pub user: UserId,
    /// The name the user signs in with.
    pub login: String,
    /// The name colleagues know.
    pub name: String,
    /// The unit of the user.
    pub unit: UnitCode,
    /// The roles at the time of issue; for display, never for decisions.
    pub roles: Vec<RoleCode>,
    /// Whether this is a service account.
    pub machine: bool,
    /// The session the token belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// The version of the user at the time of issue.
    pub version: i64,
}

/// The subject with the frame of the token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who.
    #[serde(flatten)]
    pub subject: Subject,
    /// Who issued it.
    #[serde(rename = "iss")]
    pub issuer: String,
    /// When, in seconds since 1970.
    #[serde(rename = "iat")]
    pub issued_at: i64,
    /// Until when, in seconds since 1970.
    #[serde(rename = "exp")]
    pub expires_at: i64,
}
