//! What clients see of an event: the attributes of CloudEvents 1.0, and some of our own.

use bihuan_app::EventRecord;
use bihuan_domain::actor::Actor;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::v1::schema::Moment;

/// Something that happened.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EventResponse {
    /// The version of CloudEvents.
    #[serde(rename = "specversion")]
    #[schema(example = "1.0")]
    spec_version: &'static str,
    /// Its id.
    id: Uuid,
    /// Where it comes from.
    #[schema(example = "/bihuan")]
    source: &'static str,
    /// What happened to which noun.
    #[serde(rename = "type")]
    #[schema(example = "work_order.received")]
    kind: String,
    /// What it happened to: noun and id.
    subject: String,
    /// When.
    time: Moment,
    /// The form of the data.
    #[serde(rename = "datacontenttype")]
    #[schema(example = "application/json")]
    data_content_type: &'static str,
    /// Orders the events of one ticket.
    sequence: i64,
    /// The ticket it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket_id: Option<Uuid>,
    /// Who did it.
    actor: ActorResponse,
    /// The request that brought it about.
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    /// The details; their members depend on the type.
    #[schema(value_type = Object)]
    data: Value,
}

/// Who did something, as it was then.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum ActorResponse {
    /// A person or service account.
    User {
        /// The user.
        id: Uuid,
        /// The name.
        name: String,
        /// The code of the unit.
        unit: String,
    },
    /// The system itself, for what time brings about.
    System,
}

impl From<EventRecord> for EventResponse {
    fn from(record: EventRecord) -> Self {
        Self {
            spec_version: "1.0",
            id: record.id.0,
            source: "/bihuan",
            kind: format!("{}.{}", record.subject, record.name),
            subject: format!("{}/{}", record.subject, record.subject_id),
            time: record.at.into(),
            data_content_type: "application/json",
            sequence: record.position.sequence,
            ticket_id: record.ticket.map(|id| id.0),
            actor: record.actor.into(),
            request_id: record.request_id,
            data: details(record.data),
        }
    }
}

impl From<Actor> for ActorResponse {
    fn from(actor: Actor) -> Self {
        match actor {
            Actor::User { id, name, unit } => Self::User { id: id.0, name, unit: unit.into() },
            Actor::System => Self::System,
        }
    }
}

/// The details of an event as the log keeps it: what its type and subject say already is left out.
fn details(mut data: Value) -> Value {
    let inner = ["event", "alarm"].into_iter().find_map(|name| data.get_mut(name).map(Value::take));
    let mut details = inner.unwrap_or(data);
    if let Some(members) = details.as_object_mut() {
        members.remove("name");
    }
    details
}
