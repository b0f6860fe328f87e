//! `POST /v1/surveys/{id}/actions/invite`

use std::sync::Arc;

use actix_web::post;
use bihuan_app::reply::StoredReply;
use bihuan_app::surveys::{self, Invitation};
use bihuan_domain::id::SurveyId;
use bihuan_domain::survey::Way;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::question::QuestionResponse;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::pages::link;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;
use crate::v1::schema::Moment;

/// By which way the customer is to answer.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct InviteToSurveyRequest {
    /// By which way.
    way: WayName,
}

/// A way in which customers answer by themselves.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SurveyWay)]
pub(super) enum WayName {
    /// Through a link to a page.
    Link,
    /// By replies to text messages.
    Sms,
    /// By keys pressed on the phone.
    Keypad,
}

impl From<WayName> for Way {
    fn from(name: WayName) -> Self {
        match name {
            WayName::Link => Self::Link,
            WayName::Sms => Self::Sms,
            WayName::Keypad => Self::Keypad,
        }
    }
}

/// An invitation: what to send to the customer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct InvitationResponse {
    /// The survey.
    survey_id: Uuid,
    /// Until when the customer may answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<Moment>,
    /// The path of the page below the address of this server; only for a link. Whoever has it may answer, once: it is for
    /// the customer alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    /// What is asked first.
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<QuestionResponse>,
}

/// Invite a customer to answer by himself
///
/// For programs that send messages: answers what to send. The questionnaire says which ways are open and for how long; a new
/// invitation starts that time anew.
#[utoipa::path(
    tag = "surveys",
    params(ById, IdempotencyKey),
    responses((status = 200, description = "Invited", body = InvitationResponse))
)]
#[post("/surveys/{id}/actions/invite")]
pub(super) async fn invite_to_survey(asked: Asked, body: Json<InviteToSurveyRequest>) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "invite_to_survey", key, &body.fingerprint, render);
    let keys = state.clone();
    let seal: surveys::Seal = Arc::new(move |survey| link::of_survey(&keys.cursors, survey));
    let way = body.into_inner().way.into();
    Ok(Answered(surveys::invite(&state.app, &caller, SurveyId(id), way, seal, reply).await?))
}

fn render(invitation: &Invitation) -> StoredReply {
    reply::done(&InvitationResponse {
        survey_id: invitation.survey.id.0,
        expires_at: invitation.survey.expires_at.map(Moment),
        path: invitation.token.as_ref().map(|token| link::path(token)),
        question: invitation.question.as_ref().map(QuestionResponse::from),
    })
}
