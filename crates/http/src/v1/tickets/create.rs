//! `POST /v1/tickets`

use std::collections::BTreeSet;

use actix_web::{post, web};
use bihuan_app::reply::StoredReply;
use bihuan_app::tickets::{self, NewTicket, Opened, Proceed};
use bihuan_domain::code::{AreaCode, ChannelCode, KindCode, LevelCode, SegmentCode, TypeCode};
use bihuan_domain::id::{CallId, CustomerId, UserId};
use bihuan_domain::policy::callbacks::Hours;
use bihuan_domain::ticket::{Accused, Contact, ExternalReference, Risk};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::consequences::{AccusedBody, EarlierAnswerResponse};
use super::response::TicketResponse;
use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::state::State;
use crate::v1::limits::{
    ADDRESS_LENGTH_MAX, DESCRIPTION_LENGTH_MAX, EXTERNAL_LENGTH_MAX, LINE_LENGTH_MAX, NAME_LENGTH_MAX,
    PHONE_LENGTH_MAX, PRAISED_MAX, REGION_LENGTH_MAX, TOPIC_LENGTH_MAX,
};
use crate::v1::member;
use crate::v1::position::PositionBody;
use crate::v1::schema::{Code, Moment, RiskName};

/// A demand as it arrives. `type` or `kind` is needed; `system` and `externalId` go together.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CreateTicketRequest {
    /// Node of the service catalogue; it says the kind.
    #[serde(rename = "type")]
    #[schema(value_type = Option<Code>)]
    service_type: Option<TypeCode>,
    /// Business kind.
    #[schema(value_type = Option<Code>)]
    kind: Option<KindCode>,
    /// Grade; the mildest of the kind when left out.
    #[schema(value_type = Option<Code>)]
    level: Option<LevelCode>,
    /// Class of area; the first of the policy when left out.
    #[schema(value_type = Option<Code>)]
    area: Option<AreaCode>,
    /// Region code, as fine as known.
    #[validate(length(min = 1, max = REGION_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 32)]
    region: Option<String>,
    /// The line that the matter lies on, by its name in the network: a feeder, a main, a lift.
    #[validate(length(min = 1, max = LINE_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 64)]
    line: Option<String>,
    /// Where the matter is.
    #[validate(nested)]
    #[serde(default)]
    position: Option<PositionBody>,
    /// How it arrived.
    #[schema(value_type = Code)]
    channel: ChannelCode,
    /// The call it arrived in.
    call_id: Option<Uuid>,
    /// The system it comes from.
    #[validate(length(min = 1, max = EXTERNAL_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 128)]
    system: Option<String>,
    /// Its name in that system, unique there for ever.
    #[validate(length(min = 1, max = EXTERNAL_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 128)]
    external_id: Option<String>,
    /// The customer, when known.
    customer_id: Option<Uuid>,
    /// Whom to contact.
    #[serde(default)]
    #[validate(nested)]
    contact: ContactRequest,
    /// The demand in one line.
    #[validate(length(min = 1, max = TOPIC_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 200)]
    topic: String,
    /// The demand in full.
    #[validate(length(min = 1, max = DESCRIPTION_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 8000)]
    description: String,
    /// Whether only the handling units may know the customer.
    #[serde(default)]
    confidential: bool,
    /// Whether the customer gave no name.
    #[serde(default)]
    anonymous: bool,
    /// Whether the customer wants to be called back.
    #[serde(default = "yes")]
    #[schema(default = true)]
    callback_wanted: bool,
    /// A moment promised to the customer.
    target_at: Option<Moment>,
    /// The class of the customer, from the policy's list; that of the file of `customerId` when left out.
    #[schema(value_type = Option<Code>)]
    segment: Option<SegmentCode>,
    /// Where the customer says he will turn to next.
    #[serde(default)]
    #[schema(value_type = Vec<RiskName>)]
    risks: BTreeSet<Risk>,
    /// Whom the demand complains of.
    #[serde(default)]
    accused: AccusedBody,
    /// Whom of the staff it praises: the ids of users.
    #[serde(default)]
    #[validate(length(max = PRAISED_MAX))]
    #[schema(max_items = 10)]
    praised: BTreeSet<Uuid>,
    /// How far to go at once.
    #[serde(default)]
    #[schema(default = "accepted")]
    until: Until,
}

/// Whom to contact.
#[derive(Debug, Default, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ContactRequest {
    /// Name.
    #[validate(length(min = 1, max = NAME_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
    /// Phone.
    #[validate(length(min = 1, max = PHONE_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 32)]
    phone: Option<String>,
    /// Address of the matter.
    #[validate(length(min = 1, max = ADDRESS_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 300)]
    address: Option<String>,
    /// Local times at which the customer may be called; any, when left out.
    #[validate(length(max = CONTACT_HOURS_MAX), nested)]
    #[serde(default)]
    #[schema(max_items = 8)]
    hours: Vec<HoursRequest>,
}

/// The most windows in which a customer may be called.
const CONTACT_HOURS_MAX: u64 = 8;

/// A time of day.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = check_hours))]
#[schema(as = ContactHours)]
pub(super) struct HoursRequest {
    /// Start, local time, such as `18:00`.
    #[schema(value_type = String)]
    from: jiff::civil::Time,
    /// End, later on the same day.
    #[schema(value_type = String)]
    to: jiff::civil::Time,
}

fn check_hours(hours: &HoursRequest) -> Result<(), ValidationError> {
    if hours.from < hours.to { Ok(()) } else { Err(ValidationError::new("range")) }
}

/// How far to go at once.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Until {
    /// Leave it a draft.
    Draft,
    /// Accept it.
    #[default]
    Accepted,
    /// Accept it and send it out by the first route that matches.
    Dispatched,
}

/// A ticket that was just opened.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CreatedTicketResponse {
    #[serde(flatten)]
    ticket: TicketResponse,
    /// The route that chose the units, when it was sent out.
    #[serde(skip_serializing_if = "Option::is_none")]
    dispatched_by: Option<String>,
    /// What the customer was told for good about the same matter: read it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier_answer: Option<EarlierAnswerResponse>,
}

/// Open a ticket
///
/// From a call, from another system, or by hand. A demand that another system sends twice is refused the second time.
#[utoipa::path(
    tag = "tickets",
    params(IdempotencyKey),
    responses((
        status = 201, description = "Opened", body = CreatedTicketResponse,
        headers(("Location" = String, description = "Its path"), ("ETag" = String, description = "Its version"))
    ))
)]
#[post("/tickets")]
pub(super) async fn create_ticket(
    state: web::Data<State>,
    caller: Caller,
    key: IdempotencyKey,
    body: Json<CreateTicketRequest>,
) -> Result<Answered, Problem> {
    let reply = reply::to(&caller, "create_ticket", key, &body.fingerprint, created);
    let new = body.into_inner().into_new_ticket()?;
    Ok(Answered(tickets::open(&state.app, &caller, new, reply).await?))
}

fn created(opened: &Opened) -> StoredReply {
    let stored = &opened.view.stored;
    let body = CreatedTicketResponse {
        ticket: TicketResponse::from(&opened.view),
        dispatched_by: opened.route.as_ref().map(ToString::to_string),
        earlier_answer: opened.answer.as_ref().map(EarlierAnswerResponse::from),
    };
    reply::created(format!("/v1/tickets/{}", stored.case.ticket.id), Some(stored.versions.ticket), &body)
}

const fn yes() -> bool {
    true
}

impl CreateTicketRequest {
    fn into_new_ticket(self) -> Result<NewTicket, Problem> {
        if self.service_type.is_none() && self.kind.is_none() {
            return Err(member::missing("/kind"));
        }
        let external = match (self.system, self.external_id) {
            (Some(system), Some(id)) => Some(ExternalReference { system, id }),
            (None, None) => None,
            (Some(_), None) => return Err(member::missing("/externalId")),
            (None, Some(_)) => return Err(member::missing("/system")),
        };
        let ContactRequest { name, phone, address, hours } = self.contact;
        let hours = hours.into_iter().map(|HoursRequest { from, to }| Hours { from, to }).collect();
        Ok(NewTicket {
            kind: self.kind,
            service_type: self.service_type,
            level: self.level,
            area: self.area,
            region: self.region,
            line: self.line,
            position: self.position.and_then(PositionBody::position),
            channel: self.channel,
            call: self.call_id.map(CallId),
            external,
            customer: self.customer_id.map(CustomerId),
            contact: Contact { name, phone, address, hours },
            topic: self.topic,
            description: self.description,
            confidential: self.confidential,
            anonymous: self.anonymous,
            callback_wanted: self.callback_wanted,
            target_at: self.target_at.map(|moment| moment.0),
            segment: self.segment,
            risks: self.risks,
            accused: Accused { unit: self.accused.unit, person: self.accused.user_id.map(UserId) },
            praised: self.praised.into_iter().map(UserId).collect(),
            proceed: match self.until {
                Until::Draft => Proceed::Draft,
                Until::Accepted => Proceed::Accepted,
                Until::Dispatched => Proceed::Dispatched,
            },
        })
    }
}
