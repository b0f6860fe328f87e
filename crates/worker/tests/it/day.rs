//! What many people do to many tickets, made up from a seed: the same seed gives the same deeds at the same times.
//!
//! Nothing here looks at a clock, so two runs under policies that differ in their clocks only differ in their clocks only.

use std::collections::BTreeMap;

use bihuan_app::callbacks;
use bihuan_app::caller::Caller;
use bihuan_app::cases::ActionView;
use bihuan_app::cases::CaseView;
use bihuan_app::clock::Clock as _;
use bihuan_app::error::Error;
use bihuan_app::reply::{Reply, StoredReply};
use bihuan_app::tickets::{self, Proceed};
use bihuan_app::{sandbox, work_orders};
use bihuan_domain::callback::{Attempt, CallbackCommand, FollowUp};
use bihuan_domain::clock::{Clock, ClockSubject};
use bihuan_domain::id::{TicketId, UserId};
use bihuan_domain::ticket::{Classification, Proof, ProofKind, TicketCommand};
use bihuan_domain::time::Timestamp;
use bihuan_domain::work_order::{Reply as WorkReply, ReplyOutcome, ReviewDecision, WorkOrder, WorkOrderCommand};
use bihuan_testkit::TestApp;
use uuid::Uuid;

use crate::desk::{demand, open};

/// Kinds of demand, in the mixture of a day.
const KINDS: [&str; 5] = ["fault", "complaint", "consult", "report", "service"];
/// Minutes between two demands.
const GAP_MINUTES: i64 = 37;
/// Deeds to one ticket.
const DEEDS: u32 = 14;
/// Minutes from one deed to the next: from at once to some days.
const PAUSES: [i64; 8] = [0, 1, 2, 3, 12, 50, 100, 2_500];

/// A small generator of numbers that look random.
#[derive(Clone, Copy)]
struct Chance(u64);

impl Chance {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % below.max(1) as u64).unwrap()
    }
}

/// A clock by names that do not differ between runs.
pub(crate) type ClockName = (String, String, u16);

/// Everything that was done, and to whom.
pub(crate) struct Day<'a> {
    pub(crate) centre: &'a TestApp,
    pub(crate) caller: &'a Caller,
    /// Tickets by their name.
    pub(crate) tickets: BTreeMap<String, TicketId>,
}

fn nothing<T>() -> Reply<T> {
    Reply::unkeyed(|_| StoredReply { status: 200, headers: Vec::new(), body: String::new() })
}

impl<'a> Day<'a> {
    /// Plays a day of so many demands, and the weeks after it.
    pub(crate) async fn play(centre: &'a TestApp, caller: &'a Caller, demands: u64) -> Self {
        let mut day = Self { centre, caller, tickets: BTreeMap::new() };
        let begin: Timestamp = bihuan_testkit::app::START.parse().unwrap();
        let mut agenda: BTreeMap<(Timestamp, String), (Chance, u32)> = BTreeMap::new();
        for no in 0..demands {
            let at = begin.plus_seconds(60 * GAP_MINUTES * i64::try_from(no).unwrap());
            agenda.insert((at, format!("T{no:04}")), (Chance(no * 7_919 + 1), 0));
        }
        while let Some(((at, name), (mut chance, done))) = agenda.pop_first() {
            sandbox::move_clock(&centre.app, caller, at).await.unwrap();
            day.deed(&name, &mut chance, done).await;
            if done < DEEDS {
                let pause = 60 * PAUSES[chance.next(PAUSES.len())] + i64::try_from(chance.next(60)).unwrap();
                agenda.insert((at.plus_seconds(pause), name), (chance, done + 1));
            }
        }
        let end = begin.plus_seconds(60 * 86_400);
        sandbox::move_clock(&centre.app, caller, end).await.unwrap();
        day
    }

    /// A ticket as it stands.
    pub(crate) async fn look(&self, id: TicketId) -> CaseView {
        tickets::get(&self.centre.app, self.caller, id).await.unwrap()
    }

    /// The clocks of every ticket.
    pub(crate) async fn clocks(&self) -> BTreeMap<(String, ClockName), Clock> {
        let mut clocks = BTreeMap::new();
        for (name, id) in &self.tickets {
            let case = self.look(*id).await.stored.case;
            let mut rounds = Vec::new();
            for clock in &case.clocks {
                let subject = match clock.subject {
                    ClockSubject::Ticket => "ticket".to_owned(),
                    ClockSubject::WorkOrder(id) => format!("order {}", case.work_order(id).unwrap().no),
                    ClockSubject::Callback(id) => {
                        if !rounds.contains(&id) {
                            rounds.push(id);
                        }
                        format!("callback {}", rounds.len())
                    }
                };
                let key = (name.clone(), (clock.code.to_string(), subject, clock.cycle));
                assert!(clocks.insert(key, clock.clone()).is_none(), "two clocks of one name");
            }
        }
        clocks
    }

    async fn deed(&mut self, name: &str, chance: &mut Chance, done: u32) {
        let Some(id) = self.tickets.get(name).copied() else {
            let kind = KINDS[chance.next(KINDS.len())];
            let until = [Proceed::Draft, Proceed::Accepted, Proceed::Dispatched, Proceed::Dispatched][chance.next(4)];
            let id = open(&self.centre.app, self.caller, demand(kind, name, until)).await;
            self.tickets.insert(name.to_owned(), id);
            return;
        };
        let view = self.look(id).await;
        let orders = &view.stored.case.work_orders;
        let done = match chance.next(10) {
            0 | 1 => self.to_ticket(&view, chance).await,
            2 if view.stored.case.callback.is_some() => self.to_callback(&view, chance).await,
            _ if orders.is_empty() => self.to_ticket(&view, chance).await,
            _ if orders.iter().all(|order| order.stage.is_end()) => match view.stored.case.callback {
                Some(_) => self.to_callback(&view, chance).await,
                None => self.to_ticket(&view, chance).await,
            },
            _ => {
                let place = chance.next(orders.len());
                self.to_order(&view, place, chance, done).await
            }
        };
        match done {
            Ok(_) | Err(Error::Refused(_)) => {}
            Err(error) => panic!("{name}: {error}"),
        }
    }

    async fn to_ticket(&self, view: &CaseView, chance: &mut Chance) -> Result<StoredReply, Error> {
        let (ticket, app) = (&view.stored.case.ticket, &self.centre.app);
        let expected = Some(view.stored.versions.ticket);
        let command = match picked(&view.actions, chance) {
            "accept" => TicketCommand::Accept,
            "answer" => TicketCommand::Answer { text: "Told".into(), refused: None },
            "dispatch" => {
                let units = vec!["repair".parse().unwrap()];
                return tickets::dispatch(app, self.caller, ticket.id, view.stored.versions.ticket, units, nothing())
                    .await;
            }
            "urge" => TicketCommand::Urge { note: None },
            "archive" => TicketCommand::Archive,
            "withdraw" => {
                TicketCommand::Withdraw { proof: Proof { kind: ProofKind::Recording, reference: "17".into() } }
            }
            "reopen" => TicketCommand::Reopen { reason: "Again".into() },
            "reclassify" => {
                let area = ["urban", "rural", "remote"][chance.next(3)].parse().unwrap();
                // The grade it began with: the one it has now may be the work of a clock.
                let policy = app.directory.current_policy().unwrap();
                let level = policy.kind(&ticket.demand.kind).unwrap().levels.first().cloned();
                let to = Classification { area, level, ..Classification::of(&ticket.demand) };
                TicketCommand::Reclassify { to, reason: "Further out".into() }
            }
            _ => TicketCommand::Note { text: "Noted".into() },
        };
        tickets::act(app, self.caller, ticket.id, expected, command, nothing()).await
    }

    async fn to_order(
        &self,
        view: &CaseView,
        place: usize,
        chance: &mut Chance,
        done: u32,
    ) -> Result<StoredReply, Error> {
        let order: &WorkOrder = &view.stored.case.work_orders[place];
        let reason = || "Because".to_owned();
        let command = match picked(&view.work_order_actions[place], chance) {
            "receive" => WorkOrderCommand::Receive,
            "return" if done.is_multiple_of(3) => {
                WorkOrderCommand::Return { reason: "wrong-area".parse().unwrap(), note: None }
            }
            "refuse-return" => WorkOrderCommand::RefuseReturn { reason: reason() },
            "transfer" => WorkOrderCommand::Transfer { to: "marketing".parse().unwrap(), reason: reason() },
            "assign" => WorkOrderCommand::Assign { crew: "repair-crew-1".parse().unwrap() },
            "crew-accept" => WorkOrderCommand::CrewAccept,
            "depart" => WorkOrderCommand::Depart,
            "arrive" => WorkOrderCommand::Arrive { position: None },
            "restore" => WorkOrderCommand::Restore,
            "request-suspension" => WorkOrderCommand::RequestSuspension {
                reason: "material".parse().unwrap(),
                until: self.centre.clock.now().plus_seconds(86_400),
                by: None,
            },
            "approve-suspension" => WorkOrderCommand::ApproveSuspension { by: None },
            "resume" => WorkOrderCommand::Resume,
            "await-customer" => WorkOrderCommand::AwaitCustomer { note: "A paper".into() },
            "customer-ready" => WorkOrderCommand::CustomerReady,
            "reply" => WorkOrderCommand::Reply(WorkReply {
                outcome: ReplyOutcome::Resolved,
                text: "Done".into(),
                measure: None,
                reason: None,
                public_text: None,
                substantiated: None,
            }),
            "review" => WorkOrderCommand::Review(match chance.next(4) {
                0 => ReviewDecision::Redo { reason: reason(), defect: None },
                _ => ReviewDecision::Approve,
            }),
            _ => WorkOrderCommand::Contact { note: "Called".into(), next_reply_at: None, answered: false },
        };
        let expected = view.stored.versions.work_orders.get(&order.id).copied();
        work_orders::act(&self.centre.app, self.caller, order.id, expected, command, nothing()).await
    }

    /// Somebody else at the centre: nobody calls back about his own work.
    fn callback_agent(&self) -> Caller {
        let mut caller = self.caller.clone();
        caller.principal.user = UserId(Uuid::from_u128(77));
        caller.principal.unit = "centre".parse().unwrap();
        caller
    }

    async fn to_callback(&self, view: &CaseView, chance: &mut Chance) -> Result<StoredReply, Error> {
        let callback = view.stored.case.callback.as_ref().unwrap();
        let answers = |solved: &str, satisfied: &str| {
            let answer = |code: &str, value: &str| (code.parse().unwrap(), value.to_owned());
            BTreeMap::from([answer("solved", solved), answer("satisfied", satisfied)])
        };
        let attempt = match chance.next(4) {
            0 => Attempt::NoAnswer,
            1 => Attempt::Answered { answers: answers("no", "dissatisfied"), follow_up: FollowUp::Redo },
            _ => Attempt::Answered { answers: answers("yes", "satisfied"), follow_up: FollowUp::Redo },
        };
        let expected = view.stored.versions.callbacks[&callback.id];
        let command = CallbackCommand::Attempt(Box::new(attempt.into()));
        callbacks::act(&self.centre.app, &self.callback_agent(), callback.id, expected, command, nothing()).await
    }
}

/// One of the actions that are open. Explaining a missed limit is not among them: whether it is open depends on clocks, and
/// the same deeds must be possible under every policy.
fn picked(actions: &[ActionView], chance: &mut Chance) -> &'static str {
    let open: Vec<&'static str> = actions
        .iter()
        .filter(|action| action.refused.is_none() && action.action != "explain")
        .map(|action| action.action)
        .collect();
    if open.is_empty() { "" } else { open[chance.next(open.len())] }
}
