//! `POST /v1/campaigns`

use actix_web::{Responder, post, web};
use bihuan_app::campaigns::{self, NewCampaign, StoredCampaign};
use bihuan_app::reply::StoredReply;
use bihuan_domain::code::{ChannelCode, KindCode, TypeCode, UnitCode};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::response::CampaignResponse;
use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::state::State;
use crate::v1::limits::{TEXT_LENGTH_MAX, TOPIC_LENGTH_MAX};
use crate::v1::member;
use crate::v1::schema::Code;

/// A campaign to open. `type` or `kind` is needed; the kind is one that the policy calls outbound.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CreateCampaignRequest {
    /// What people call it, and what its tickets are about in one line.
    #[validate(length(min = 1, max = TOPIC_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// What is to be said to the customers.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    description: String,
    /// The kind of its tickets; its callback plan says when, how often and by whom customers are called.
    #[schema(value_type = Option<Code>)]
    kind: Option<KindCode>,
    /// Their type.
    #[serde(rename = "type")]
    #[schema(value_type = Option<Code>)]
    service_type: Option<TypeCode>,
    /// How lists arrive.
    #[schema(value_type = Code)]
    channel: ChannelCode,
    /// The unit that calls; the caller's own when left out.
    #[schema(value_type = Option<Code>)]
    unit: Option<UnitCode>,
}

/// Open a campaign
///
/// A list of customers whom the centre calls though none of them asked for anything. Nobody is on it yet.
#[utoipa::path(
    tag = "campaigns",
    params(IdempotencyKey),
    responses((status = 201, description = "Opened", body = CampaignResponse,
        headers(("Location" = String, description = "Its path"), ("ETag" = String, description = "Its version"))))
)]
#[post("/campaigns")]
pub(super) async fn create_campaign(
    caller: Caller,
    state: web::Data<State>,
    key: IdempotencyKey,
    body: Json<CreateCampaignRequest>,
) -> Result<impl Responder, Problem> {
    let reply = reply::to(&caller, "create_campaign", key, &body.fingerprint, render);
    let CreateCampaignRequest { name, description, kind, service_type, channel, unit } = body.into_inner();
    if kind.is_none() && service_type.is_none() {
        return Err(member::missing("/kind"));
    }
    let new = NewCampaign { name, description, kind, service_type, channel, unit };
    Ok(Answered(campaigns::open(&state.app, &caller, new, reply).await?))
}

fn render(stored: &StoredCampaign) -> StoredReply {
    let location = format!("/v1/campaigns/{}", stored.campaign.id);
    reply::created(location, Some(stored.version), &CampaignResponse::from(stored))
}
