//! Campaigns (外呼任务, 专项回访): lists of customers whom the centre calls though none of them asked for anything.
//!
//! Each member of a list is a ticket of a kind that is `outbound`: it is accepted and called by the plan of its kind, and the
//! loop closes over it as over any other. A campaign itself is only the list: who handed it in, and whether it still grows.

mod member;

pub use member::{Membership, Standing};

use serde::{Deserialize, Serialize};

use crate::code::{ChannelCode, KindCode, TypeCode, UnitCode};
use crate::id::{CampaignId, UserId};
use crate::time::Timestamp;

/// A list of customers to be called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Campaign {
    /// Its id.
    pub id: CampaignId,
    /// What people call it, and what its tickets are about in one line.
    pub name: String,
    /// What is to be said to the customers.
    pub description: String,
    /// The kind of its tickets, which is outbound and names the plan by which they are called.
    pub kind: KindCode,
    /// Their type.
    pub service_type: Option<TypeCode>,
    /// How lists arrive.
    pub channel: ChannelCode,
    /// The unit that calls.
    pub unit: UnitCode,
    /// Who opened it.
    pub opened_by: UserId,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Since when it takes no more members, and nobody of it is called any more.
    pub closed_at: Option<Timestamp>,
}
