//! The ticket (工单): one customer's demand, from the call until the loop is closed.
//!
//! "The department is done" and "the customer has been answered" are different stages with different clocks.

mod action;
mod apply;
mod classification;
mod command;
mod contact;
mod decide;
mod event;
mod final_answer;
mod follow_on;
mod gate;
mod help;
mod merge;
mod refused;
mod risk;
mod script;
mod stage;
mod verdict;
mod withdrawal;

pub use action::TicketAction;
pub use apply::apply;
pub use classification::Classification;
pub use command::{OrderPlan, TicketCommand};
pub use contact::{CustomerContact, reopen_until};
pub use decide::{decide, is_open};
pub use event::TicketEvent;
pub use final_answer::FinalAnswer;
pub use follow_on::FollowOn;
pub use gate::gate;
pub use help::{GivenHelp, Help};
pub use merge::{MainTicket, Merged, Release, release};
pub(crate) use merge::{pressed, sent_out_alone};
pub use refused::RefusedDemand;
pub use risk::Risk;
pub use script::FollowedScript;
pub use stage::{Answer, TicketStage};
pub use verdict::{Accused, Finding, Verdict};
pub use withdrawal::{Proof, ProofKind};

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::campaign::Membership;
use crate::code::{
    AreaCode, ChannelCode, KindCode, LadderCode, LevelCode, MarkCode, PlanCode, SegmentCode, TypeCode, UnitCode,
};
use crate::id::{CallId, CustomerId, TicketId, UserId};
use crate::policy::PolicyVersion;
use crate::policy::callbacks::Hours;
use crate::position::Position;
use crate::sampling::Lot;
use crate::time::Timestamp;
use crate::time_split::Holding;

/// One customer's demand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Its id.
    pub id: TicketId,
    /// The number that people read aloud, with a check digit.
    pub number: String,
    /// The policy it was opened under and keeps.
    pub policy: PolicyVersion,
    /// What is asked for and by whom.
    pub demand: Demand,
    /// The unit that took it.
    pub accept_unit: UnitCode,
    /// The person who took it: stays answerable for it (首问负责制). None for demands of other systems.
    pub accepted_by: Option<UserId>,
    /// Where it stands.
    pub stage: TicketStage,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was accepted.
    pub accepted_at: Option<Timestamp>,
    /// When work orders first went out.
    pub dispatched_at: Option<Timestamp>,
    /// When all work orders were done, last.
    pub department_done_at: Option<Timestamp>,
    /// When the customer was answered, last.
    pub answered_at: Option<Timestamp>,
    /// When it ended, last.
    pub ended_at: Option<Timestamp>,
    /// Since when the customer has withdrawn (撤诉).
    pub withdrawn_at: Option<Timestamp>,
    /// How often the customer pressed (催办).
    pub urge_count: u32,
    /// How often the work went back after a callback.
    pub redo_count: u32,
    /// How often it was reopened.
    pub reopen_count: u32,
    /// Whether a clock that ran out put it under supervision (督办).
    pub supervised: bool,
    /// In whose hands it has been, in order.
    #[serde(default)]
    pub holdings: Vec<Holding>,
    /// The centre's own milestones that it reached, the latest moment of each.
    #[serde(default)]
    pub marks: BTreeMap<MarkCode, Timestamp>,
    /// The lot that decided whether the customer is called back, if one was drawn.
    #[serde(default)]
    pub lot: Option<Lot>,
    /// The latest lot of each plan.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lots: BTreeMap<PlanCode, Lot>,
    /// How many calls of aftercare are open.
    #[serde(default)]
    pub aftercare: u16,
    /// Whether it ever had a call of aftercare.
    #[serde(default)]
    pub had_aftercare: bool,
    /// Who called the customer back, in any round.
    #[serde(default)]
    pub callers: BTreeSet<UserId>,
    /// What proves that the customer withdrew.
    #[serde(default)]
    pub withdrawal: Option<Proof>,
    /// The latest final answer; a reopened ticket keeps it.
    #[serde(default)]
    pub final_answer: Option<FinalAnswer>,
    /// Whether what the customer complains of is so.
    #[serde(default)]
    pub verdict: Option<Verdict>,
    /// That what is demanded is unreasonable, and was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<RefusedDemand>,
    /// How often the customer got in touch about it after it was opened, urging left out.
    #[serde(default)]
    pub contact_count: u32,
    /// Until when the customer, who got in touch after the end, may have it opened again.
    #[serde(default)]
    pub reopen_offered_until: Option<Timestamp>,
    /// How many tickets of the same matter there were within the window of the policy when they were last counted, this
    /// one included; none for one that stands alone.
    #[serde(default)]
    pub repeats: Option<u32>,
    /// The rungs of the escalation ladder that it reached, and when.
    #[serde(default)]
    pub rungs: BTreeMap<LadderCode, Timestamp>,
    /// That it waits, or waited, for another ticket about the same trouble.
    #[serde(default)]
    pub merged: Option<Merged>,
    /// The scripts that were followed in talks about it, by the first tick.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scripts: Vec<FollowedScript>,
    /// What was brought before the team, in order; at most the last of them waits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub helps: Vec<Help>,
    /// The tickets that calls about it brought about, at most one for each call.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follow_ons: Vec<FollowOn>,
    /// The ticket that was called about, when a call brought this one about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<FollowOn>,
    /// The list on which its customer stands, when no customer asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<Membership>,
}

/// What is asked for and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// Business kind.
    pub kind: KindCode,
    /// Node of the catalogue.
    pub service_type: Option<TypeCode>,
    /// Grade.
    pub level: Option<LevelCode>,
    /// Class of area.
    pub area: AreaCode,
    /// Region code, as fine as known.
    pub region: Option<String>,
    /// The line (线路) that the matter lies on, by its name in the network: a feeder, a main, a lift.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// Where the matter is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// How it arrived.
    pub channel: ChannelCode,
    /// The call it arrived in.
    pub call: Option<CallId>,
    /// The system it came from and its name there; unique for ever.
    pub external: Option<ExternalReference>,
    /// The customer, when known.
    pub customer: Option<CustomerId>,
    /// Whom to contact.
    pub contact: Contact,
    /// One line.
    pub topic: String,
    /// The demand in full.
    pub description: String,
    /// Whether only the handling units may know the customer (保密).
    pub confidential: bool,
    /// Whether the customer gave no name.
    pub anonymous: bool,
    /// Whether the customer wants to be called back.
    pub callback_wanted: bool,
    /// Whether the customer wants no calls at all, as he is known to the centre; a callback about this demand may be wanted
    /// all the same once he says otherwise.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub never_call: bool,
    /// A moment promised to the customer.
    pub target_at: Option<Timestamp>,
    /// The class of the customer, as known when the demand was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<SegmentCode>,
    /// Whether it was taken in emergency mode (应急).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub emergency: bool,
    /// Where the customer says he will turn to next.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub risks: BTreeSet<Risk>,
    /// Whom the demand complains of.
    #[serde(default, skip_serializing_if = "Accused::is_nobody")]
    pub accused: Accused,
    /// Whom of the staff it praises (表扬).
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub praised: BTreeSet<UserId>,
}

/// Whom to contact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Name.
    pub name: Option<String>,
    /// Phone, as given.
    pub phone: Option<String>,
    /// Address of the matter.
    pub address: Option<String>,
    /// Local times at which the customer may be called; any, when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<Hours>,
}

/// A name in another system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExternalReference {
    /// The other system.
    pub system: String,
    /// The name there.
    pub id: String,
}

impl Demand {
    /// Whether anybody may, and can, get in touch with the customer.
    #[must_use]
    pub fn may_be_contacted(&self) -> bool {
        self.contact.phone.is_some() && !self.anonymous && !self.confidential
    }
}

impl Ticket {
    /// Whether the customer is to be called back when the work is done.
    #[must_use]
    pub fn wants_callback(&self) -> bool {
        self.demand.callback_wanted
            && !self.demand.never_call
            && self.demand.may_be_contacted()
            && self.withdrawn_at.is_none()
    }

    /// Whether nobody has anything to do but to call the customer: it stands for a member of a list, and no call has brought
    /// anything to be done yet.
    #[must_use]
    pub fn is_only_called(&self) -> bool {
        self.campaign.is_some() && self.redo_count == 0 && self.reopen_count == 0 && self.dispatched_at.is_none()
    }

    /// Whether its customer was ever to be called: in aftercare, or because the work was done. Tickets of old do not say so
    /// of their aftercare, but bear the mark that opened it.
    #[must_use]
    pub fn had_callbacks(&self) -> bool {
        self.department_done_at.is_some() || self.had_aftercare || self.aftercare > 0 || !self.marks.is_empty()
    }

    /// The latest lot that was drawn for a plan; for old tickets the latest of all.
    #[must_use]
    pub fn lot_of(&self, plan: &PlanCode) -> Option<&Lot> {
        self.lots.get(plan).or_else(|| self.lot.as_ref().filter(|_| self.lots.is_empty()))
    }

    /// Which episode of handling it is in: counts what was sent back and opened again, from 0.
    #[must_use]
    pub const fn episode(&self) -> u32 {
        self.redo_count.saturating_add(self.reopen_count)
    }
}
