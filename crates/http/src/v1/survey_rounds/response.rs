//! What clients see of a survey round.

use bihuan_app::survey_rounds::StoredRound;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::v1::schema::Moment;

/// One questionnaire put to many customers.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SurveyRoundResponse {
    /// Its id.
    id: Uuid,
    /// What people call it.
    name: String,
    /// The code of the questionnaire.
    questionnaire: String,
    /// The version of the policy in whose words it is asked.
    policy_version: i64,
    /// The code of the unit that asks.
    unit: String,
    /// When it was opened.
    opened_at: Moment,
    /// Until when answers are taken.
    until: Moment,
    /// When it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    closed_at: Option<Moment>,
    /// The share of customers that must answer, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    target_percent: Option<u8>,
    /// Customers who were asked.
    sent: u32,
    /// Customers who answered; each counts once.
    answered: u32,
    /// The share that answered, in percent, cut to hundredths.
    response_rate: f64,
    /// Whether that is enough.
    qualified: bool,
    /// Counts its changes, answers included.
    version: i64,
}

impl From<&StoredRound> for SurveyRoundResponse {
    fn from(StoredRound { round, version, turnout }: &StoredRound) -> Self {
        Self {
            id: round.id.0,
            name: round.name.clone(),
            questionnaire: round.questionnaire.to_string(),
            policy_version: round.policy.0,
            unit: round.unit.to_string(),
            opened_at: round.opened_at.into(),
            until: round.until.into(),
            closed_at: round.closed_at.map(Moment),
            target_percent: round.target_percent,
            sent: turnout.sent,
            answered: turnout.answered,
            response_rate: f64::from(turnout.basis_points()) / 100.0,
            qualified: turnout.is_qualified(round.target_percent),
            version: *version,
        }
    }
}
