//! `POST /v1/campaigns/{id}/members`

use actix_web::post;
use bihuan_app::campaigns::{self, Filled, Line, LineResult};
use bihuan_app::error::FieldError;
use bihuan_app::reply::StoredReply;
use bihuan_domain::code::{AreaCode, SegmentCode};
use bihuan_domain::id::{CampaignId, CustomerId};
use bihuan_domain::ticket::Contact;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::extract::language::Language;
use crate::extract::path::ById;
use crate::problem::{Problem, text};
use crate::reply::{self, Answered};
use crate::v1::action::Asked;
use crate::v1::limits::{
    ADDRESS_LENGTH_MAX, EXTERNAL_LENGTH_MAX, NAME_LENGTH_MAX, PHONE_LENGTH_MAX, REGION_LENGTH_MAX, TEXT_LENGTH_MAX,
};
use crate::v1::schema::{Bilingual, Code};

/// The most lines of one request.
const LINES_MAX: u64 = campaigns::LINES_MAX as u64;

/// A list, or a part of one.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct FillCampaignRequest {
    /// Its lines.
    #[validate(length(min = 1, max = LINES_MAX), nested)]
    #[schema(min_items = 1, max_items = 200)]
    members: Vec<LineRequest>,
}

/// One customer to be called.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = CampaignLine)]
pub(super) struct LineRequest {
    /// The customer's name in the list, unique in the campaign: by it he is taken off again.
    #[validate(length(min = 1, max = EXTERNAL_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 128)]
    reference: String,
    /// The customer, when known; he stands on the list once. What is left out of the contact is taken from him.
    customer_id: Option<Uuid>,
    /// Name.
    #[validate(length(min = 1, max = NAME_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
    /// Phone.
    #[validate(length(min = 1, max = PHONE_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 32)]
    phone: Option<String>,
    /// Address.
    #[validate(length(min = 1, max = ADDRESS_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 300)]
    address: Option<String>,
    /// Class of area; the first of the policy when left out.
    #[schema(value_type = Option<Code>)]
    area: Option<AreaCode>,
    /// Region code.
    #[validate(length(min = 1, max = REGION_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 32)]
    region: Option<String>,
    /// The class of the customer.
    #[schema(value_type = Option<Code>)]
    segment: Option<SegmentCode>,
    /// What is to be said to this customer beside what is said to all, such as the amount in arrears.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    description: Option<String>,
}

impl From<LineRequest> for Line {
    fn from(line: LineRequest) -> Self {
        let LineRequest { reference, customer_id, name, phone, address, area, region, segment, description } = line;
        Self {
            reference,
            customer: customer_id.map(CustomerId),
            contact: Contact { name, phone, address, hours: Vec::new() },
            area,
            region,
            segment,
            description,
        }
    }
}

/// What came of a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct FilledResponse {
    /// How many were put on the list.
    added: usize,
    /// How many stood there already.
    known: usize,
    /// How many lines are wrong.
    refused: usize,
    /// What came of each line, in their order.
    members: Vec<LineResponse>,
}

/// What came of one line.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CampaignLineResult)]
struct LineResponse {
    /// The name in the list.
    reference: String,
    /// `added`, `known` (he stands on the list already, perhaps under another name) or `refused`.
    #[schema(pattern = "^(added|known|refused)$")]
    result: &'static str,
    /// The ticket that stands for him.
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket_id: Option<Uuid>,
    /// Its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    /// What is wrong with the line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<LineError>,
}

/// One thing that is wrong with a line.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CampaignLineError)]
struct LineError {
    /// Where: a pointer (RFC 6901) into the line.
    pointer: String,
    /// What, for machines.
    code: &'static str,
    /// What, for people.
    message: Bilingual,
}

impl From<&FieldError> for LineError {
    fn from(error: &FieldError) -> Self {
        let message = |language| text::field(error.code, language);
        let message = Bilingual::from((message(Language::Chinese), message(Language::English)));
        Self { pointer: error.pointer.clone(), code: error.code, message }
    }
}

impl From<&(String, LineResult)> for LineResponse {
    fn from((reference, result): &(String, LineResult)) -> Self {
        let (name, listed, errors) = match result {
            LineResult::Added(listed) => ("added", Some(listed), Vec::new()),
            LineResult::Known(listed) => ("known", Some(listed), Vec::new()),
            LineResult::Refused(errors) => ("refused", None, errors.iter().map(LineError::from).collect()),
        };
        Self {
            reference: reference.clone(),
            result: name,
            ticket_id: listed.map(|listed| listed.ticket.0),
            number: listed.map(|listed| listed.number.clone()),
            errors,
        }
    }
}

/// Hand a list in
///
/// Each line becomes a ticket that is called by the plan of its kind. A line that is wrong, or is there already, keeps nobody
/// else from being called: look at `members`. A longer list is handed in in parts.
#[utoipa::path(
    tag = "campaigns",
    params(ById, IdempotencyKey),
    responses((status = 200, description = "What came of each line", body = FilledResponse))
)]
#[post("/campaigns/{id}/members")]
pub(super) async fn fill_campaign(asked: Asked, body: Json<FillCampaignRequest>) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "fill_campaign", key, &body.fingerprint, render);
    let lines = body.into_inner().members.into_iter().map(Line::from).collect();
    Ok(Answered(campaigns::fill(&state.app, &caller, CampaignId(id), lines, reply).await?))
}

fn render(filled: &Filled) -> StoredReply {
    let members: Vec<LineResponse> = filled.lines.iter().map(LineResponse::from).collect();
    let count = |result| members.iter().filter(|line| line.result == result).count();
    let (added, known, refused) = (count("added"), count("known"), count("refused"));
    reply::done(&FilledResponse { added, known, refused, members })
}
