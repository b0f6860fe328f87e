//! Facts: what can be counted about a ticket, each of its work orders and each of its callbacks, as flat rows.
//!
//! A fact is a pure function of the whole case and the policy it is under. Indicators speak of nothing else, so every
//! number leads back to rows, and every row to one ticket.

mod adjusted;
mod amount;
mod callback;
mod day;
mod dwell;
mod flag;
mod inspection;
mod praise;
mod reading;
mod ticket;
mod verdict;
mod work_order;

pub use amount::{Amount, Amounts};
pub(crate) use callback::{RECOMMEND_ENDS, RECOMMEND_SCALE};
pub use day::Day;
pub use flag::{Flag, Flags};
pub use inspection::{Fault, Looked};
pub use reading::{Reading, Standing};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::appeal::Adjustment;
use crate::callback::Callback;
use crate::case::Case;
use crate::code::{AreaCode, ChannelCode, KindCode, LevelCode, PlanCode, TypeCode, UnitCode};
use crate::id::{TicketId, UserId};
use crate::organisation::Organisation;
use crate::policy::{Policy, PolicyVersion};
use crate::survey::Survey;
use crate::time::Timestamp;

use adjusted::Plea;

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// A ticket: one fact each.
    Ticket,
    /// A work order: one fact each.
    WorkOrder,
    /// A callback: one fact for each round.
    Callback,
    /// An inspection: one fact for each sheet that was filled in.
    Inspection,
    /// Praise: one fact for each of the staff whom a ticket praises.
    Praise,
}

impl Family {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Ticket, Self::WorkOrder, Self::Callback, Self::Inspection, Self::Praise];

    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ticket => "ticket",
            Self::WorkOrder => "work_order",
            Self::Callback => "callback",
            Self::Inspection => "inspection",
            Self::Praise => "praise",
        }
    }

    /// The family with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|family| family.as_str() == name)
    }
}

/// One row that can be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub family: Family,
    /// The id of what it is about.
    pub subject: Uuid,
    /// The ticket it leads back to.
    pub ticket: TicketId,
    /// When that was opened.
    pub opened_at: Timestamp,
    /// The policy it was judged under.
    pub policy: PolicyVersion,
    /// The day on which it began: the ticket was opened, the work order sent out, the callback planned,
    /// the ticket inspected.
    pub begun: Day,
    /// The day on which it was done: the ticket ended, the work order was last replied to, the callback ended,
    /// the ticket was inspected.
    pub done: Option<Day>,
    /// By what it can be cut.
    pub place: Place,
    /// What is true of it.
    pub flags: Flags,
    /// What can be added up.
    pub amounts: Amounts,
    /// In which figures it counts.
    pub standing: Standing,
}

/// By what figures can be cut. Each fact stands in one place, so that the parts of a cut sum to the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Path of the unit that answers for it: the holder of the work order, or of the one that leads; without any, the
    /// unit that took the demand.
    pub unit: String,
    /// Path of the unit that took the demand.
    pub intake: String,
    /// Path of the crew that went out.
    pub crew: Option<String>,
    /// Business kind.
    pub kind: KindCode,
    /// Node of the catalogue.
    pub service_type: Option<TypeCode>,
    /// Class of area.
    pub area: AreaCode,
    /// Code of the region where the matter is, as fine as it was known.
    pub region: Option<String>,
    /// The line that the matter lies on.
    pub line: Option<String>,
    /// Channel by which the demand arrived.
    pub channel: ChannelCode,
    /// Grade.
    pub level: Option<LevelCode>,
    /// The person: who took the demand, replied, called the customer, or was praised.
    pub person: Option<UserId>,
    /// The plan of the callback.
    pub plan: Option<PlanCode>,
    /// What says that two tickets are about the same matter: customer or phone, kind and region. Tickets only.
    pub matter: Option<String>,
}

/// A callback with its survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// The callback.
    pub callback: Callback,
    /// The survey; none when it is lost.
    pub survey: Option<Survey>,
    /// Whether the loop waits, or waited, for it; otherwise it is aftercare.
    pub closes: bool,
}

/// Everything that ever belonged to a ticket.
#[derive(Clone, Copy, Debug)]
pub struct History<'a> {
    /// The case as it stands; its rounds of callbacks are not looked at.
    pub case: &'a Case,
    /// Every callback it ever had, in the order in which they were opened.
    pub rounds: &'a [Round],
    /// The inspections whose sheets were filled in.
    pub inspections: &'a [Looked],
    /// How many tickets about the same matter were opened within the window before it.
    pub earlier: u32,
    /// What upheld appeals change, in the order of the rulings.
    pub adjustments: &'a [Adjustment],
    /// The scale that the satisfaction index is taken on now: one for all tickets, whatever policy they are under.
    pub satisfaction_scale: &'a str,
}

/// What can be counted about a ticket: the ticket first, then whom it praises, its work orders, its callbacks, its inspections. What upheld appeals
/// change stands there twice: as it is, and as it counts in adjusted figures.
#[must_use]
pub fn facts(history: History<'_>, policy: &Policy, organisation: &Organisation) -> Vec<Fact> {
    let raw = Basis { history, policy, organisation, plea: &Plea::default() }.facts();
    if history.adjustments.is_empty() {
        return raw;
    }
    let mut case = history.case.clone();
    let plea = Plea::of(&mut case, history, policy);
    let adjusted = if plea.excluded {
        Vec::new()
    } else {
        Basis { history: History { case: &case, ..history }, policy, organisation, plea: &plea }.facts()
    };
    adjusted::side_by_side(raw, adjusted)
}

/// Bytes of the digest that stands for a matter.
const MATTER_BYTES: usize = 16;

/// What says that two tickets are about the same matter: a digest of the customer or phone, the kind and the region. None
/// when nobody knows who asked.
#[must_use]
pub fn matter_of(case: &Case) -> Option<String> {
    let demand = &case.ticket.demand;
    let who = match (&demand.customer, demand.contact.phone.as_deref().and_then(crate::phone::normalise)) {
        (Some(customer), _) => customer.to_string(),
        (None, Some(phone)) => phone,
        (None, None) => return None,
    };
    let place = demand.region.as_deref().unwrap_or_default();
    let digest = Sha256::digest(format!("{who}|{}|{place}", demand.kind).as_bytes());
    Some(digest.iter().take(MATTER_BYTES).map(|byte| format!("{byte:02x}")).collect())
}

/// What the facts of one ticket have in common.
struct Basis<'a> {
    history: History<'a>,
    policy: &'a Policy,
    organisation: &'a Organisation,
    plea: &'a Plea,
}

impl Basis<'_> {
    fn facts(&self) -> Vec<Fact> {
        let orders = self.history.case.work_orders.iter().map(|order| self.work_order(order));
        let callbacks = self.history.rounds.iter().map(|round| self.callback(round));
        let inspections = self.history.inspections.iter().map(|looked| self.inspection(looked));
        // Nobody asked for what is only called: it is a callback, and no demand.
        let demand = (!self.history.case.ticket.is_only_called()).then(|| self.ticket());
        let praise = demand.iter().flat_map(|demand| self.praise(demand)).collect::<Vec<_>>();
        demand.into_iter().chain(praise).chain(orders).chain(callbacks).chain(inspections).collect()
    }

    fn day(&self, at: Timestamp) -> Day {
        Day::of(at, self.policy.zone())
    }

    fn path(&self, unit: &UnitCode) -> String {
        // A unit that is gone is kept apart under its own name, so that no fact is lost.
        self.organisation.unit(unit).map_or_else(|| format!("{unit}/"), |unit| unit.path.clone())
    }

    fn fact(&self, family: Family, subject: Uuid, begun: Timestamp, done: Option<Timestamp>, unit: &UnitCode) -> Fact {
        let ticket = &self.history.case.ticket;
        let demand = &ticket.demand;
        Fact {
            family,
            subject,
            ticket: ticket.id,
            opened_at: ticket.opened_at,
            policy: self.policy.version(),
            begun: self.day(begun),
            done: done.map(|at| self.day(at)),
            place: Place {
                unit: self.path(unit),
                intake: self.path(&ticket.accept_unit),
                crew: None,
                kind: demand.kind.clone(),
                service_type: demand.service_type.clone(),
                area: demand.area.clone(),
                region: demand.region.clone(),
                line: demand.line.clone(),
                channel: demand.channel.clone(),
                level: demand.level.clone(),
                person: None,
                plan: None,
                matter: None,
            },
            flags: Flags::default(),
            amounts: Amounts::default(),
            standing: Standing::Both,
        }
    }

    /// The unit that answers for the ticket.
    fn answerable(&self) -> &UnitCode {
        let case = self.history.case;
        case.lead().and_then(|order| order.holder()).unwrap_or(&case.ticket.accept_unit)
    }
}
