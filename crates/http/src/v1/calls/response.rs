//! A call as clients see it.

use bihuan_app::calls::VersionedCall;
use bihuan_domain::call::Direction;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::v1::schema::Moment;

/// A contact with a customer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CallResponse {
    /// The call.
    id: Uuid,
    /// The code of the channel.
    channel: String,
    /// Who began it.
    direction: CallDirection,
    /// The other side's number, as given.
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    /// The customer, when known.
    #[serde(skip_serializing_if = "Option::is_none")]
    customer_id: Option<Uuid>,
    /// The user who took it.
    agent_id: Uuid,
    /// The code of the unit that took it.
    unit: String,
    /// When it began.
    began_at: Moment,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<Moment>,
    /// Counts the changes.
    version: i64,
}

/// Who begins a call.
#[derive(Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum CallDirection {
    /// The customer.
    #[default]
    Inbound,
    /// The centre.
    Outbound,
}

impl From<&VersionedCall> for CallResponse {
    fn from((version, call): &VersionedCall) -> Self {
        Self {
            id: call.id.0,
            channel: call.channel.as_str().to_owned(),
            direction: call.direction.into(),
            phone: call.phone.clone(),
            customer_id: call.customer.map(|customer| customer.0),
            agent_id: call.agent.0,
            unit: call.unit.as_str().to_owned(),
            began_at: call.began_at.into(),
            ended_at: call.ended_at.map(Moment),
            version: *version,
        }
    }
}

impl From<Direction> for CallDirection {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::Inbound => Self::Inbound,
            Direction::Outbound => Self::Outbound,
        }
    }
}

impl From<CallDirection> for Direction {
    fn from(direction: CallDirection) -> Self {
        match direction {
            CallDirection::Inbound => Self::Inbound,
            CallDirection::Outbound => Self::Outbound,
        }
    }
}
