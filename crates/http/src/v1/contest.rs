//! A contest, and how it was decided, as clients see and send them.

use bihuan_domain::quality::{Contest, Ruling};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::v1::limits::TEXT_LENGTH_MAX;
use crate::v1::schema::Moment;

/// What somebody holds against what was found about him.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Contest)]
pub(crate) struct ContestResponse {
    /// Why it is wrong.
    text: String,
    /// Since when.
    at: Moment,
    /// How it was decided; absent while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    ruling: Option<RulingResponse>,
}

/// How a contest was decided.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Ruling)]
struct RulingResponse {
    /// Whether the person was right.
    upheld: bool,
    /// Why.
    reason: String,
    /// The user who decided.
    by: Uuid,
    /// When.
    at: Moment,
}

impl From<&Contest> for ContestResponse {
    fn from(contest: &Contest) -> Self {
        let ruling = |ruling: &Ruling| RulingResponse {
            upheld: ruling.upheld,
            reason: ruling.reason.clone(),
            by: ruling.by.0,
            at: ruling.at.into(),
        };
        Self { text: contest.text.clone(), at: contest.at.into(), ruling: contest.ruling.as_ref().map(ruling) }
    }
}

/// What the person holds against it.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ContestRequest {
    /// Why it is wrong.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    pub(crate) text: String,
}

/// How a contest is decided.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct RuleRequest {
    /// Whether the person is right.
    pub(crate) upheld: bool,
    /// Why.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    pub(crate) reason: String,
}
