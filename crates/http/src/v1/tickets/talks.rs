//! What clients see of talks about a ticket: scripts that were followed, help that was asked for.

use bihuan_domain::ticket::{FollowedScript, Help};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::v1::schema::Moment;

/// A script that was followed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FollowedScript)]
pub(super) struct FollowedScriptResponse {
    /// Its code.
    script: String,
    /// The version of the policy in whose words it was read.
    policy_version: i64,
    /// Its parts that were said.
    parts: Vec<String>,
    /// When the first of them was ticked.
    at: Moment,
}

/// What was brought before the team.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Help)]
pub(super) struct HelpResponse {
    /// Who asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    asked_by: Option<Uuid>,
    /// When.
    asked_at: Moment,
    /// What is difficult.
    text: String,
    /// What was said; left out while it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    given: Option<GivenHelpResponse>,
}

/// What the team said.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GivenHelp)]
struct GivenHelpResponse {
    /// Who said it.
    by: Uuid,
    /// When.
    at: Moment,
    /// What is to be done.
    text: String,
}

impl From<&FollowedScript> for FollowedScriptResponse {
    fn from(followed: &FollowedScript) -> Self {
        Self {
            script: followed.script.to_string(),
            policy_version: followed.version.0,
            parts: followed.parts.iter().map(ToString::to_string).collect(),
            at: followed.at.into(),
        }
    }
}

impl From<&Help> for HelpResponse {
    fn from(help: &Help) -> Self {
        let given = help.given.as_ref();
        Self {
            asked_by: help.asked_by.map(|user| user.0),
            asked_at: help.asked_at.into(),
            text: help.text.clone(),
            given: given.map(|given| GivenHelpResponse {
                by: given.by.0,
                at: given.at.into(),
                text: given.text.clone(),
            }),
        }
    }
}
