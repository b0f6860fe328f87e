//! What clients see of a callback.

use bihuan_app::callbacks::CallbackView;
use bihuan_app::cases::ActionView;
use bihuan_domain::callback::{AttemptResult, Callback, CallbackStage, Signature};
use bihuan_domain::policy::callbacks::{Performer, PerformerPlace};
use bihuan_domain::survey::Survey;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::v1::action::ActionResponse;
use crate::v1::schema::{AttemptResultName, CallbackStageName, Moment};
use crate::v1::surveys::response::SurveyResponse;
use crate::v1::tickets::consequences::FollowOnResponse;

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
    /// When the customer asked to be called; absent once somebody has tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    agreed_at: Option<Moment>,
    /// By when the customer is to be called.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Moment>,
    /// Whether that is over.
    overdue: bool,
    /// Why this customer is called: `all`, `drawn`, `topped_up`, `replaces`.
    cause: &'static str,
    /// Which of a series of calls, counted from 1.
    occasion: u16,
    /// The roles that are to call, each with where it belongs; empty means whoever may call customers there.
    performers: Vec<PerformerResponse>,
    /// Who has claimed it, while the claim holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    claim: Option<ClaimResponse>,
    /// Who signed the record.
    signatures: Vec<SignatureResponse>,
    /// When the customer confirmed the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed_at: Option<Moment>,
    /// Whether the review found the record as it should be.
    #[serde(skip_serializing_if = "Option::is_none")]
    qualified: Option<bool>,
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
    /// The ticket that the call brought about; absent in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    follow_on: Option<FollowOnResponse>,
    /// Counts its changes.
    version: i64,
    /// The survey; absent in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    survey: Option<SurveyResponse>,
    /// What can be done to it, and whether the caller may do it now; absent in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    actions: Option<Vec<ActionResponse>>,
}

/// One who is to call.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CallbackPerformer)]
struct PerformerResponse {
    /// The role.
    role: String,
    /// Whether he belongs to the unit that handled the matter, rather than to the centre.
    of_handler: bool,
}

/// A claim.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CallbackClaim)]
struct ClaimResponse {
    /// The user.
    by: Uuid,
    /// Until when it holds.
    until: Moment,
}

/// A signature.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CallbackSignature)]
struct SignatureResponse {
    /// The user.
    by: Uuid,
    /// His unit then.
    unit: String,
    /// When.
    at: Moment,
}

impl From<&Performer> for PerformerResponse {
    fn from(performer: &Performer) -> Self {
        Self { role: performer.role.to_string(), of_handler: performer.at == PerformerPlace::Handler }
    }
}

impl From<&Signature> for SignatureResponse {
    fn from(signature: &Signature) -> Self {
        Self { by: signature.by.0, unit: signature.unit.to_string(), at: signature.at.into() }
    }
}

impl From<&CallbackView> for CallbackResponse {
    fn from(view: &CallbackView) -> Self {
        let (survey_version, survey) = &view.survey;
        let follow_on = view.ticket.follow_ons.iter().find(|link| link.callback == view.callback.id);
        Self {
            follow_on: follow_on.map(FollowOnResponse::from),
            ..Self::new(view.version, &view.callback).with_actions(&view.actions).with_survey(*survey_version, survey)
        }
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
            agreed_at: callback.agreed_at.map(Moment),
            until: callback.until.map(Moment),
            overdue: callback.overdue_at.is_some(),
            cause: callback.cause.as_str(),
            occasion: callback.place.nth + 1,
            performers: callback.performers.iter().map(PerformerResponse::from).collect(),
            claim: callback.claim.map(|claim| ClaimResponse { by: claim.by.0, until: claim.until.into() }),
            signatures: callback.signatures.iter().map(SignatureResponse::from).collect(),
            confirmed_at: callback.confirmation.as_ref().map(|confirmation| confirmation.at.into()),
            qualified: callback.review.as_ref().map(|review| review.qualified),
            attempts: callback.attempts,
            attempted_at: callback.attempted_at.map(Moment),
            last_result: callback.last_result,
            ended_at: callback.ended_at.map(Moment),
            follow_on: None,
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
