//! Identifiers: one newtype per noun, so that a ticket's id cannot be handed where a call's is wanted.
//!
//! All are UUIDs of version 7 (ordered by creation); they are made in `bihuan-app`, never here.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id_type {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

id_type! {
    /// One inbound or outbound contact.
    CallId,
    /// One customer's demand (工单).
    TicketId,
    /// One appeal (申诉).
    AppealId,
    /// One unit's task for a ticket.
    WorkOrderId,
    /// The task of asking the customer whether the matter is solved (回访).
    CallbackId,
    /// One questionnaire put to one customer.
    SurveyId,
    /// One questionnaire put to many customers.
    SurveyRoundId,
    /// A list of customers to be called (外呼任务).
    CampaignId,
    /// A person who calls.
    CustomerId,
    /// A person or service account that signs in.
    UserId,
    /// One entry of the append-only log.
    EventId,
    /// One person told of one event.
    NotificationId,
    /// One chain of rotating refresh tokens, from one login.
    SessionId,
    /// One piece of work that takes longer than a request.
    JobId,
    /// One record that is never changed.
    RecordId,
    /// One order that nothing of a ticket may be purged.
    HoldId,
    /// One error of one person.
    StaffErrorId,
    /// One inspection of one ticket.
    InspectionId,
    /// One suspicion of gaming.
    FindingId,
    /// One assessment of one person.
    AssessmentId,
}
