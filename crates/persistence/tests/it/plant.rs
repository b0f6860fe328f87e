//! A small world for the tests of nouns: a policy, an organisation, and tickets.

use bihuan_domain::actor::Actor;
use bihuan_domain::case::{Case, Command, Context, Decision, OpenTicket, Until, decide, open, wake};
use bihuan_domain::id::{CallbackId, EventId, SurveyId, TicketId, WorkOrderId};
use bihuan_domain::organisation::Organisation;
use bihuan_domain::policy::Policy;
use bihuan_domain::sampling::DrawKey;
use bihuan_domain::ticket::{Contact, Demand, ExternalReference};
use bihuan_domain::time::Timestamp;
use bihuan_persistence::cases::{self, Changes, LoadLock};
use bihuan_persistence::events::NewEvent;
use bihuan_persistence::{DbError, Tx};
use uuid::Uuid;

/// A policy and an organisation.
pub(crate) struct Plant {
    pub(crate) policy: Policy,
    pub(crate) organisation: Organisation,
    draw_key: DrawKey,
}

/// The moment at which these tests begin.
pub(crate) fn begin() -> Timestamp {
    "2026-03-02T01:00:00Z".parse().unwrap()
}

impl Plant {
    pub(crate) fn new() -> Self {
        Self {
            policy: bihuan_testkit::policy::policy(),
            organisation: bihuan_testkit::policy::organisation(),
            draw_key: DrawKey::derive(b"", "2026-11"),
        }
    }

    /// Writes the sample organisation, which tickets refer to by path only.
    fn context<'a>(
        &'a self,
        case: Option<&Case>,
        now: Timestamp,
        rules: &'a bihuan_domain::policy::ServiceRules,
    ) -> Context<'a> {
        let seed = case.map_or(1, |case| case.ticket.id.0.as_u128());
        Context {
            now,
            policy: &self.policy,
            current: &self.policy,
            organisation: &self.organisation,
            rules,
            person: None,
            draw_key: &self.draw_key,
            callback_id: CallbackId(Uuid::from_u128(seed ^ (0xCA << 100))),
            survey_id: SurveyId(Uuid::from_u128(seed ^ (0x5E << 100))),
        }
    }

    /// Opens and dispatches a fault; `no` makes it distinct.
    pub(crate) fn opened(&self, no: u128, at: Timestamp, external: Option<&str>) -> Decision {
        let rules = self.policy.rules_for(&"fault".parse().unwrap(), None).unwrap();
        let demand = Demand {
            kind: "fault".parse().unwrap(),
            service_type: None,
            level: None,
            area: "urban".parse().unwrap(),
            region: None,
            line: None,
            position: None,
            channel: "phone".parse().unwrap(),
            call: None,
            external: external.map(|id| ExternalReference { system: "test".into(), id: id.into() }),
            customer: None,
            contact: Contact { name: None, phone: Some("13800000000".into()), address: None, hours: Vec::new() },
            topic: format!("no power {no}"),
            description: "dark".into(),
            confidential: false,
            anonymous: false,
            callback_wanted: true,
            never_call: false,
            target_at: None,
            segment: None,
            emergency: false,
            risks: std::collections::BTreeSet::new(),
            accused: bihuan_domain::ticket::Accused::default(),
            praised: std::collections::BTreeSet::new(),
        };
        let opening = OpenTicket {
            id: TicketId(Uuid::from_u128(no)),
            number: format!("N{no}"),
            demand,
            accept_unit: "centre".parse().unwrap(),
            accepted_by: None,
            until: Until::Dispatched { order_ids: (0..4).map(|i| WorkOrderId(Uuid::from_u128(no * 16 + i))).collect() },
            campaign: None,
            origin: None,
        };
        open(opening, &self.context(None, at, &rules)).unwrap().0
    }

    pub(crate) fn log(decision: &Decision, at: Timestamp) -> Vec<NewEvent> {
        let ticket = decision.case.ticket.id;
        let entry = |(place, event): (usize, &bihuan_domain::case::CaseEvent)| NewEvent {
            id: EventId(Uuid::from_u128(ticket.0.as_u128() * 1_000 + place as u128)),
            ticket: Some(ticket),
            subject: event.subject(),
            subject_id: event.subject_id(ticket),
            name: event.name(),
            at,
            actor: Actor::System,
            data: serde_json::to_value(event).unwrap(),
            request_id: None,
        };
        decision.events.iter().enumerate().map(entry).collect()
    }

    /// Stores an opened ticket.
    pub(crate) fn insert(&self, tx: &mut Tx<'_>, decision: &Decision, at: Timestamp) -> Result<(), DbError> {
        let events = Self::log(decision, at);
        cases::insert(
            tx,
            Changes { after: &decision.case, events: &events, at, organisation: &self.organisation, year: 2026 },
        )
    }

    /// Loads, decides and stores.
    pub(crate) fn act(&self, tx: &mut Tx<'_>, id: TicketId, command: &Command, at: Timestamp) -> Result<Case, DbError> {
        let stored = cases::load(tx, id, LoadLock::Wait)?.unwrap();
        let rules = self.policy.rules_for(&stored.case.ticket.demand.kind, None).unwrap();
        let decision = decide(&stored.case, command, &self.context(Some(&stored.case), at, &rules)).unwrap();
        let events = Self::log(&decision, at);
        let changes =
            Changes { after: &decision.case, events: &events, at, organisation: &self.organisation, year: 2026 };
        cases::update(tx, &stored, changes)?;
        Ok(decision.case)
    }

    /// Loads and tells the time.
    pub(crate) fn wake(&self, tx: &mut Tx<'_>, id: TicketId, at: Timestamp) -> Result<Case, DbError> {
        let stored = cases::load(tx, id, LoadLock::Wait)?.unwrap();
        let rules = self.policy.rules_for(&stored.case.ticket.demand.kind, None).unwrap();
        let decision = wake(&stored.case, &self.context(Some(&stored.case), at, &rules));
        let events = Self::log(&decision, at);
        let changes =
            Changes { after: &decision.case, events: &events, at, organisation: &self.organisation, year: 2026 };
        cases::update(tx, &stored, changes)?;
        Ok(decision.case)
    }
}
