//! Opening a ticket (受理): from a call, from another system, or by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bihuan_domain::campaign::Membership;
use bihuan_domain::case::{self, Decision, OpenTicket, Until};
use bihuan_domain::code::{AreaCode, ChannelCode, KindCode, LevelCode, RouteCode, SegmentCode, TypeCode, UnitCode};
use bihuan_domain::id::{CallId, CustomerId, TicketId, UserId, WorkOrderId};
use bihuan_domain::permission::Permission;
use bihuan_domain::phone;
use bihuan_domain::policy::routes::ROUTE_UNITS_MAX;
use bihuan_domain::policy::{Policy, ServiceRules};
use bihuan_domain::position::Position;
use bihuan_domain::ticket::{Accused, Contact, Demand, ExternalReference, FollowOn, Risk};
use bihuan_domain::time::Timestamp;
use bihuan_persistence::cases::{self as rows, CaseVersions, StoredCase};
use bihuan_persistence::{DbError, Tx, calls, customers, tickets, users};

use crate::App;
use crate::caller::Caller;
use crate::cases::{self, CaseView, Footing, Policies};
use crate::error::{Error, FieldError};
use crate::matters::{self, EarlierAnswer, Joined};
use crate::reply::{self, Reply, StoredReply};
use crate::{notifications, numbers, scope};

use super::classify::{Named, classify};

/// A demand as it arrives.
#[derive(Debug, Clone)]
pub struct NewTicket {
    /// Business kind; may be left out when the type says it.
    pub kind: Option<KindCode>,
    /// Node of the catalogue.
    pub service_type: Option<TypeCode>,
    /// Grade; the mildest of the kind when left out.
    pub level: Option<LevelCode>,
    /// Class of area; the first of the policy when left out.
    pub area: Option<AreaCode>,
    /// Region code.
    pub region: Option<String>,
    /// The line that the matter lies on, by its name in the network.
    pub line: Option<String>,
    /// Where the matter is.
    pub position: Option<Position>,
    /// How it arrived.
    pub channel: ChannelCode,
    /// The call it arrived in.
    pub call: Option<CallId>,
    /// The system it came from and its name there.
    pub external: Option<ExternalReference>,
    /// The customer.
    pub customer: Option<CustomerId>,
    /// Whom to contact.
    pub contact: Contact,
    /// One line.
    pub topic: String,
    /// In full.
    pub description: String,
    /// 保密.
    pub confidential: bool,
    /// No name given.
    pub anonymous: bool,
    /// Whether the customer wants to be called back.
    pub callback_wanted: bool,
    /// A moment promised to the customer.
    pub target_at: Option<Timestamp>,
    /// The class of the customer.
    pub segment: Option<SegmentCode>,
    /// Where the customer says he will turn to next.
    pub risks: BTreeSet<Risk>,
    /// Whom the demand complains of.
    pub accused: Accused,
    /// Whom of the staff it praises.
    pub praised: BTreeSet<UserId>,
    /// How far to go at once.
    pub proceed: Proceed,
}

/// How far to go at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proceed {
    /// Leave it a draft.
    Draft,
    /// Accept it.
    Accepted,
    /// Accept it and send it out.
    Dispatched,
}

/// An opened ticket, and by which route it was sent out.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The ticket.
    pub view: CaseView,
    /// The route that matched, when it was sent out.
    pub route: Option<RouteCode>,
    /// The latest final answer on the same matter.
    pub answer: Option<EarlierAnswer>,
}

/// Opens a ticket.
///
/// # Errors
/// Invalid against the policy; [`Error::AlreadyExists`] when the external name is here already; refused when it is to
/// be dispatched and cannot be.
pub async fn open(app: &Arc<App>, caller: &Caller, new: NewTicket, reply: Reply<Opened>) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::TicketCreate)?;
    if new.proceed == Proceed::Dispatched {
        caller.principal.require(Permission::TicketDispatch)?;
    }
    reply::require_key(&caller.principal, reply.key.as_ref())?;
    let policy = app.directory.current_policy()?;
    let demand = demand(&policy, &new, app.directory.is_emergency())?;
    if policy.kind(&demand.kind).is_some_and(|kind| kind.outbound) {
        return Err(Error::invalid("/kind", "outbound"));
    }
    let number = numbers::next(app, &policy, app.clock.now()).await?;
    let intake = Intake { policy, demand, number, proceed: new.proceed, cause: Cause::Asked };
    let (inner, caller) = (app.clone(), caller.clone());
    let stored = reply::once_grouped(app, reply, move |tx| intake.take(&inner, tx, &caller)).await?;
    cases::announce(app);
    Ok(stored)
}

/// What is to be opened, as the policy reads it.
pub(crate) struct Intake {
    pub(crate) policy: Arc<Policy>,
    pub(crate) demand: Demand,
    pub(crate) number: String,
    pub(crate) proceed: Proceed,
    /// Why it is opened, when no customer got in touch.
    pub(crate) cause: Cause,
}

/// Why a ticket is opened.
pub(crate) enum Cause {
    /// A customer got in touch, or another system told of him.
    Asked,
    /// He stands on a list, and this unit calls him.
    Listed(Membership, UnitCode),
    /// A call about another ticket brought it about: it belongs to the unit that took that one.
    Called {
        /// The other ticket, and the call.
        origin: FollowOn,
        /// The unit that took the other ticket.
        accept_unit: UnitCode,
        /// The unit it goes to; the one that the routes find, when none is named.
        unit: Option<UnitCode>,
    },
}

impl Intake {
    /// Opens it. What is refused as invalid has written nothing.
    pub(crate) fn take(&self, app: &App, tx: &mut Tx<'_>, caller: &Caller) -> Result<Opened, Error> {
        self.check_references(app, tx, caller)?;
        let segment = self.segment(tx)?;
        let policies = Policies { own: self.policy.clone(), current: self.policy.clone() };
        let footing = Footing::under(app, policies, self.rules()?, app.clock.now());
        let (now, context) = (footing.now, footing.context(None));
        let opening = OpenTicket {
            id: TicketId(app.ids.id(now)),
            number: self.number.clone(),
            demand: Demand { never_call: self.declines_calls(tx)?, segment, ..self.demand.clone() },
            accept_unit: self.accept_unit(caller),
            accepted_by: (!matches!(self.cause, Cause::Listed(..))).then_some(caller.principal.user),
            campaign: match &self.cause {
                Cause::Listed(member, _) => Some(member.clone()),
                Cause::Asked | Cause::Called { .. } => None,
            },
            origin: match &self.cause {
                Cause::Called { origin, .. } => Some(origin.clone()),
                Cause::Asked | Cause::Listed(..) => None,
            },
            until: self.until(app, now),
        };
        let (decision, destination) = case::open(opening, &context).map_err(Error::Refused)?;
        let Joined { decision, keys } = matters::join(tx, None, decision, &context)?;
        let events = cases::log_entries(app, &decision, now, Some(caller));
        rows::insert(tx, footing.changes(&decision, &events))
            .map_err(|error| taken(&error).unwrap_or_else(|| error.into()))?;
        let ticket = decision.case.ticket.id;
        let repeated = decision.case.ticket.repeats.is_some_and(|count| count > 1);
        let answer = match keys.as_deref() {
            Some(known) if repeated => matters::earlier_answer(tx, ticket, known, &scope::of(&caller.principal))?,
            _ => None,
        };
        matters::place(tx, &decision, keys)?;
        notifications::raise(app, tx, &decision, &events, &footing)?;
        let view = cases::view(first_versions(decision, now), &footing.rules, &caller.principal, now);
        Ok(Opened { view, route: destination.map(|destination| destination.route), answer })
    }

    fn accept_unit(&self, caller: &Caller) -> UnitCode {
        match &self.cause {
            Cause::Asked => caller.principal.unit.clone(),
            Cause::Listed(_, unit) | Cause::Called { accept_unit: unit, .. } => unit.clone(),
        }
    }

    fn until(&self, app: &App, now: Timestamp) -> Until {
        match (self.proceed, &self.cause) {
            (Proceed::Draft, _) => Until::Draft,
            (Proceed::Accepted, _) => Until::Accepted,
            (Proceed::Dispatched, Cause::Called { unit: Some(unit), .. }) => {
                Until::SentTo { unit: unit.clone(), order_id: WorkOrderId(app.ids.id(now)) }
            }
            (Proceed::Dispatched, _) => {
                Until::Dispatched { order_ids: (0..ROUTE_UNITS_MAX).map(|_| WorkOrderId(app.ids.id(now))).collect() }
            }
        }
    }

    fn rules(&self) -> Result<ServiceRules, Error> {
        self.policy
            .rules_for(&self.demand.kind, self.demand.service_type.as_ref())
            .ok_or_else(|| Error::invalid("/kind", "unknown"))
    }

    /// Whether the customer is known to want no calls at all.
    fn declines_calls(&self, tx: &mut Tx<'_>) -> Result<bool, Error> {
        let phone_key = self.demand.contact.phone.as_deref().and_then(phone::normalise);
        Ok(customers::declines_calls(tx, self.demand.customer, phone_key.as_deref())?)
    }

    /// The class that was named, or that of the customer.
    fn segment(&self, tx: &mut Tx<'_>) -> Result<Option<SegmentCode>, Error> {
        let Some(id) = self.demand.customer else { return Ok(self.demand.segment.clone()) };
        let customer = customers::find(tx, id)?.ok_or_else(|| Error::invalid("/customerId", "unknown"))?;
        Ok(self.demand.segment.clone().or_else(|| self.policy.segment_of(&customer.classification).cloned()))
    }

    fn check_references(&self, app: &App, tx: &mut Tx<'_>, caller: &Caller) -> Result<(), Error> {
        if let Some(external) = &self.demand.external
            && let Some(id) = tickets::find_by_external(tx, &external.system, &external.id)?
        {
            let seen = rows::is_visible(tx, id, &scope::of(&caller.principal))?;
            return Err(Error::AlreadyExists { what: "externalId", id: seen.then_some(id.0) });
        }
        if let Some(call) = self.demand.call
            && calls::find(tx, call, &scope::of(&caller.principal))?.is_none()
        {
            return Err(Error::invalid("/callId", "unknown"));
        }
        let Accused { unit, person } = &self.demand.accused;
        if unit.as_ref().is_some_and(|unit| app.directory.organisation().unit(unit).is_none()) {
            return Err(Error::invalid("/accused/unit", "unknown"));
        }
        if let Some(person) = person
            && users::find(tx, *person)?.is_none()
        {
            return Err(Error::invalid("/accused/userId", "unknown"));
        }
        for (place, person) in self.demand.praised.iter().enumerate() {
            if users::find(tx, *person)?.is_none() {
                return Err(Error::invalid(format!("/praised/{place}"), "unknown"));
            }
        }
        Ok(())
    }
}

/// Two requests with the same external name at the same moment: the later one learns it here.
fn taken(error: &DbError) -> Option<Error> {
    error
        .is_unique_on("tickets", &["system", "external_id"])
        .then_some(Error::AlreadyExists { what: "externalId", id: None })
}

fn first_versions(decision: Decision, at: Timestamp) -> StoredCase {
    let versions = CaseVersions {
        ticket: 1,
        work_orders: decision.case.work_orders.iter().map(|order| (order.id, 1)).collect(),
        callbacks: BTreeMap::new(),
        surveys: BTreeMap::new(),
    };
    StoredCase { case: decision.case, versions, changed_at: at }
}

/// The demand, with what the policy fills in, or everything that does not fit the policy.
pub(crate) fn demand(policy: &Policy, new: &NewTicket, emergency: bool) -> Result<Demand, Error> {
    let named = Named {
        kind: new.kind.clone(),
        service_type: new.service_type.clone(),
        level: new.level.clone(),
        area: new.area.clone(),
        target_at: new.target_at,
    };
    let classified = classify(policy, named);
    let mut errors = classified.as_ref().err().cloned().unwrap_or_default();
    if policy.channel(&new.channel).is_none() {
        errors.push(FieldError::new("/channel", "unknown"));
    }
    if new.segment.as_ref().is_some_and(|code| policy.segment(code).is_none()) {
        errors.push(FieldError::new("/segment", "unknown"));
    }
    match classified {
        Ok(class) if errors.is_empty() => Ok(Demand {
            kind: class.kind,
            service_type: class.service_type,
            level: class.level,
            area: class.area,
            region: new.region.clone(),
            line: new.line.clone(),
            position: new.position,
            channel: new.channel.clone(),
            call: new.call,
            external: new.external.clone(),
            customer: new.customer,
            contact: new.contact.clone(),
            topic: new.topic.clone(),
            description: new.description.clone(),
            confidential: new.confidential,
            anonymous: new.anonymous,
            callback_wanted: new.callback_wanted,
            never_call: false,
            target_at: class.target_at,
            segment: new.segment.clone(),
            risks: new.risks.clone(),
            accused: new.accused.clone(),
            praised: new.praised.clone(),
            emergency,
        }),
        _ => Err(Error::Invalid(errors)),
    }
}
