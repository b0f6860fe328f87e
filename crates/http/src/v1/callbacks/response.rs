//! What clients see of a callback.

use bihuan_app::callbacks::CallbackView;
use bihuan_app::cases::ActionView;
use bihuan_domain::callback::{AttemptResult, Callback, CallbackStage};
use bihuan_domain::survey::Survey;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::v1::action::ActionResponse;
use crate::v1::schema::{AttemptResultName, CallbackStageName, Moment};
use crate::v1::surveys::response::SurveyResponse;

/// The task of asking a customer whether the matter is solved.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CallbackResponse {
    /// Its id.
    id: Uuid,
    /// The ticket it closes.
    ticket_id: Uuid,
    /// The survey put to the customer.
    survey_id: Uuid,
    /// The plan it follows.
    plan: String,
    /// Where it stands.
    #[schema(value_type = CallbackStageName)]
    stage: CallbackStage,
    /// When it was opened.
    opened_at: Moment,
    /// From when the customer may be called.
    due_at: Moment,
    /// How many attempts were made.
    attempts: u8,
    /// The latest attempt.
    #[serde(skip_serializing_if = "Option::is_none")]
    attempted_at: Option<Moment>,
    /// How the latest attempt ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<AttemptResultName>)]
    last_result: Option<AttemptResult>,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<Moment>,
    /// Counts its changes.
    version: i64,
    /// The survey; absent in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    survey: Option<SurveyResponse>,
    /// What can be done to it, and whether the caller may do it now; absent in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    actions: Option<Vec<ActionResponse>>,
}

impl From<&CallbackView> for CallbackResponse {
    fn from(view: &CallbackView) -> Self {
        let (survey_version, survey) = &view.survey;
        Self::new(view.version, &view.callback).with_actions(&view.actions).with_survey(*survey_version, survey)
    }
}

impl From<&(i64, Callback)> for CallbackResponse {
    fn from((version, callback): &(i64, Callback)) -> Self {
        Self::new(*version, callback)
    }
}

impl CallbackResponse {
    /// The callback in this version, as lists show it.
    pub(crate) fn new(version: i64, callback: &Callback) -> Self {
        Self {
            id: callback.id.0,
            ticket_id: callback.ticket.0,
            survey_id: callback.survey.0,
            plan: callback.plan.to_string(),
            stage: callback.stage,
            opened_at: callback.opened_at.into(),
            due_at: callback.due_at.into(),
            attempts: callback.attempts,
            attempted_at: callback.attempted_at.map(Moment),
            last_result: callback.last_result,
            ended_at: callback.ended_at.map(Moment),
            version,
            survey: None,
            actions: None,
        }
    }

    /// The same with what can be done to it.
    pub(crate) fn with_actions(self, actions: &[ActionView]) -> Self {
        Self { actions: Some(ActionResponse::all(actions)), ..self }
    }

    /// The same with its survey.
    pub(crate) fn with_survey(self, version: i64, survey: &Survey) -> Self {
        Self { survey: Some(SurveyResponse::new(version, survey)), ..self }
    }
}
