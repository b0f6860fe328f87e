//! The 95598 bundle, demands under it, and a case played command by command with a clock of its own.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests may fail by panicking, their helper functions too")]

use std::path::Path;
use std::sync::LazyLock;

use bihuan_domain::actor::Person;
use bihuan_domain::callback::{Attempt, Callback, CallbackCommand, FollowUp};
use bihuan_domain::case::{self, Case, CaseEvent, Command, Context, OpenTicket, Until};
use bihuan_domain::clock::{Clock, ClockState};
use bihuan_domain::id::{CallbackId, SurveyId, TicketId, UserId, WorkOrderId};
use bihuan_domain::organisation::Organisation;
use bihuan_domain::policy::bundle::Bundle;
use bihuan_domain::policy::catalogue::SuspensionRules;
use bihuan_domain::policy::clocks::{Amount, Escalation, Unit};
use bihuan_domain::policy::{self, Policy, PolicyVersion, ServiceRules, parse};
use bihuan_domain::refusal::{Refusal, RefusalCode};
use bihuan_domain::sampling::DrawKey;
use bihuan_domain::survey::Answers;
use bihuan_domain::ticket::{
    Classification, Contact, CustomerContact, Demand, Finding, MainTicket, OrderPlan, Proof, ProofKind, Risk,
    TicketCommand, TicketStage,
};
use bihuan_domain::time::Timestamp;
use bihuan_domain::work_order::{Reply, ReplyOutcome, ReviewDecision, WorkOrder, WorkOrderCommand};
use uuid::Uuid;

/// The units of the bundle that the stories use.
pub(crate) const CENTRE: &str = "centre";
pub(crate) const REPAIR: &str = "repair";
pub(crate) const METERING: &str = "metering";
pub(crate) const MARKETING: &str = "marketing";
pub(crate) const REPAIR_CREW: &str = "repair-crew-1";

/// A Monday morning, 09:00 at the centre: a working day, outside quiet hours.
pub(crate) const MONDAY_MORNING: &str = "2026-03-02T09:00:00+08:00";

/// Calls customers back at the centre.
pub(crate) static CALLER: LazyLock<Person> = LazyLock::new(|| person(2, CENTRE, "callback-agent"));
/// Handles work orders for the repair department.
pub(crate) static HANDLER: LazyLock<Person> = LazyLock::new(|| person(3, REPAIR, "handler"));
/// Inspects quality at the centre, and had no part in anything.
pub(crate) static OUTSIDER: LazyLock<Person> = LazyLock::new(|| person(4, CENTRE, "quality-inspector"));
static DRAW_KEY: LazyLock<DrawKey> = LazyLock::new(|| DrawKey::derive(b"secret", "2026-03"));

pub(crate) fn person(user: u128, unit: &str, role: &str) -> Person {
    Person { user: UserId(Uuid::from_u128(user)), unit: code(unit), roles: vec![code(role)] }
}

/// What a decision is made under, besides the moment and the type.
pub(crate) struct Centre {
    pub(crate) policy: Policy,
    pub(crate) organisation: Organisation,
}

/// The sample centre of `policies/95598`.
pub(crate) static SAMPLE: LazyLock<Centre> = LazyLock::new(|| Centre::of(read("95598")));

/// The files of a bundle of this repository.
pub(crate) fn read(bundle: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies").join(bundle);
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    files.sort();
    files
}

/// The centre of an industry: its own folder and what all share, read together.
pub(crate) fn industry(name: &str) -> &'static Centre {
    let files = [read("industries/common"), read(&format!("industries/{name}"))].concat();
    // A handful of small bundles, for as long as the tests run.
    Box::leak(Box::new(Centre::of(files)))
}

/// A centre that lets all work be suspended and more be extended, and where arriving late raises the grade.
pub(crate) static PATIENT: LazyLock<Centre> = LazyLock::new(|| {
    Centre::changed(|bundle| {
        for kind in &mut bundle.kinds {
            kind.suspension = Some(SuspensionRules { days_max: 10, per_ticket: 2 });
            if let Some(extension) = &mut kind.extension {
                extension.share_max = 100;
            }
        }
        for rule in &mut bundle.clocks {
            if rule.code.as_str() == "arrive" && rule.applies_to.kinds.iter().any(|kind| kind.as_str() == "fault") {
                rule.raise_level = Some(code("urgent"));
                rule.escalations = vec![Escalation { after: Amount::new(30, Unit::Minutes) }];
            }
        }
    })
});

impl Centre {
    /// The sample centre, with another policy.
    pub(crate) fn changed(change: impl FnOnce(&mut Bundle)) -> Self {
        SAMPLE.with(change)
    }

    /// This centre, with another policy.
    pub(crate) fn with(&self, change: impl FnOnce(&mut Bundle)) -> Self {
        let mut bundle = self.policy.bundle().clone();
        change(&mut bundle);
        assert_eq!(policy::check(&bundle), []);
        let organisation = Organisation::new(bundle.units.clone()).unwrap();
        Self { policy: Policy::new(PolicyVersion(1), bundle).unwrap(), organisation }
    }

    pub(crate) fn of(files: Vec<(String, String)>) -> Self {
        let bundle = parse(&files).unwrap_or_else(|problems| panic!("{problems:#?}"));
        let organisation = Organisation::new(bundle.units.clone()).unwrap();
        Self { policy: Policy::new(PolicyVersion(1), bundle).unwrap(), organisation }
    }
}

pub(crate) fn code<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn minutes_after(start: Timestamp, minutes: i64) -> Timestamp {
    start.plus_seconds(60 * minutes)
}

pub(crate) fn a_millisecond_after(moment: Timestamp) -> Timestamp {
    Timestamp::from_micros(moment.as_micros() + 1_000)
}

/// A demand of this kind by a customer in the city who has left a phone.
pub(crate) fn demand(kind: &str) -> Demand {
    Demand {
        kind: code(kind),
        service_type: None,
        level: None,
        area: code("urban"),
        region: None,
        line: None,
        position: None,
        channel: code("phone"),
        call: None,
        external: None,
        customer: None,
        contact: Contact {
            name: Some("张三".into()),
            phone: Some("13800000000".into()),
            address: None,
            hours: Vec::new(),
        },
        topic: "no power".into(),
        description: "no power since the morning".into(),
        confidential: false,
        anonymous: false,
        callback_wanted: true,
        never_call: false,
        target_at: None,
        segment: None,
        emergency: false,
        risks: std::collections::BTreeSet::new(),
        accused: bihuan_domain::ticket::Accused::default(),
        praised: Default::default(),
    }
}

/// A case, its clock, and everything that happened to it.
#[derive(Clone)]
pub(crate) struct Story {
    pub(crate) centre: &'static Centre,
    pub(crate) rules: ServiceRules,
    pub(crate) case: Case,
    pub(crate) now: Timestamp,
    /// The case as opened, before any further command.
    pub(crate) opened: Case,
    /// What opening it brought about.
    pub(crate) opening: Vec<CaseEvent>,
    /// All events since, each with the context it happened in.
    pub(crate) log: Vec<(Moment, CaseEvent)>,
    ids: u128,
}

/// What of the context differs from one decision to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) now: Timestamp,
    ids: u128,
    who: Who,
}

/// Who acts, where a test does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    /// Somebody at the centre, who also calls back.
    Centre,
    /// Somebody who handles work orders.
    Handler,
    /// Somebody who had no part in it.
    Outsider,
}

impl Who {
    fn of(command: &Command) -> Self {
        match command {
            Command::WorkOrder(..) => Self::Handler,
            Command::Ticket(
                TicketCommand::FinalAnswer { .. } | TicketCommand::SendBack { .. } | TicketCommand::Verdict { .. },
            ) => Self::Outsider,
            _ => Self::Centre,
        }
    }

    fn person(self) -> &'static Person {
        match self {
            Self::Centre => &CALLER,
            Self::Handler => &HANDLER,
            Self::Outsider => &OUTSIDER,
        }
    }
}

impl Story {
    /// Opens the demand on [`MONDAY_MORNING`].
    pub(crate) fn open(demand: Demand, until: Until) -> Self {
        Self::open_at(&SAMPLE, demand, until)
    }

    pub(crate) fn open_at(centre: &'static Centre, demand: Demand, until: Until) -> Self {
        Self::open_on(centre, demand, until, at(MONDAY_MORNING))
    }

    pub(crate) fn open_on(centre: &'static Centre, demand: Demand, until: Until, now: Timestamp) -> Self {
        let rules = centre.policy.rules_for(&demand.kind, demand.service_type.as_ref()).unwrap();
        let opening = OpenTicket {
            id: TicketId(Uuid::from_u128(1)),
            number: "2603020000018".into(),
            demand,
            accept_unit: code(CENTRE),
            accepted_by: None,
            until,
            campaign: None,
            origin: None,
        };
        let moment = Moment { now, ids: 1_000, who: Who::Centre };
        let context = context(centre, &rules, moment);
        let decision = case::open(opening, &context).unwrap().0;
        let (case, opening) = (decision.case, decision.events);
        Self { centre, rules, opened: case.clone(), opening, case, now, log: Vec::new(), ids: 1_000 }
    }

    /// An accepted demand of this kind.
    pub(crate) fn accepted(kind: &str) -> Self {
        Self::open(demand(kind), Until::Accepted)
    }

    /// A demand of this kind, dispatched to these units; the first leads.
    pub(crate) fn dispatched(kind: &str, units: &[&str]) -> Self {
        Self::accepted(kind).with(|story| story.dispatch(units))
    }

    /// A fault, restored and replied: it waits for its review.
    pub(crate) fn fault_replied() -> Self {
        Self::dispatched("fault", &[REPAIR])
            .with(|story| story.go_out().lead(WorkOrderCommand::Restore).lead(reply(ReplyOutcome::Resolved)))
    }

    /// A complaint, contacted and replied: it waits for its review.
    pub(crate) fn complaint_replied() -> Self {
        Self::dispatched("complaint", &[MARKETING])
            .with(|story| story.lead(WorkOrderCommand::Receive).lead(contact()).lead(reply(ReplyOutcome::Resolved)))
    }

    /// A fault whose customer may be called back now.
    pub(crate) fn fault_in_callback() -> Self {
        Self::fault_replied().with(|story| story.lead(approve()))
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut Self) -> &mut Self) -> Self {
        change(&mut self);
        self
    }

    pub(crate) fn context(&self) -> Context<'_> {
        context(self.centre, &self.rules, self.moment())
    }

    pub(crate) fn moment(&self) -> Moment {
        self.moment_at(self.now)
    }

    /// The context of a decision at another moment.
    pub(crate) fn moment_at(&self, now: Timestamp) -> Moment {
        Moment { now, ids: self.ids, who: Who::Centre }
    }

    /// Carries the command out, or answers why not.
    pub(crate) fn try_act(&mut self, command: impl Into<Act>) -> Result<Vec<CaseEvent>, Refusal> {
        let command = &self.aimed(command.into().0);
        self.ids += 100;
        let moment = Moment { who: Who::of(command), ..self.moment() };
        let decision = case::decide(&self.case, command, &context(self.centre, &self.rules, moment))?;
        self.case = decision.case;
        self.log.extend(decision.events.iter().map(|event| (moment, event.clone())));
        Ok(decision.events)
    }

    /// An attempt is aimed at the callback that closes the loop.
    fn aimed(&self, command: Command) -> Command {
        match command {
            Command::Callback(id, command) if id == THE_CALLBACK => {
                Command::Callback(self.case.callback.as_ref().map_or(id, |callback| callback.id), command)
            }
            other => other,
        }
    }

    /// Carries a command out as somebody else.
    pub(crate) fn try_as(&mut self, person: &Person, command: impl Into<Act>) -> Result<Vec<CaseEvent>, Refusal> {
        let command = self.aimed(command.into().0);
        self.ids += 100;
        let context = Context { person: Some(person), ..self.context() };
        let decision = case::decide(&self.case, &command, &context)?;
        self.case = decision.case;
        Ok(decision.events)
    }

    /// Lets the system look at the clock.
    pub(crate) fn wake(&mut self) -> Vec<CaseEvent> {
        self.ids += 100;
        let moment = self.moment();
        let decision = case::wake(&self.case, &self.context());
        self.case = decision.case;
        self.log.extend(decision.events.iter().map(|event| (moment, event.clone())));
        decision.events
    }

    pub(crate) fn wait(&mut self, minutes: i64) -> &mut Self {
        self.now = minutes_after(self.now, minutes);
        self
    }

    pub(crate) fn go_to(&mut self, moment: &str) -> &mut Self {
        self.now = at(moment);
        self
    }

    pub(crate) fn act(&mut self, command: impl Into<Act>) -> &mut Self {
        let Act(command) = command.into();
        if let Err(refusal) = self.try_act(command.clone()) {
            panic!("{command:?}: {refusal:?}");
        }
        self
    }

    /// The refusal of a command that must not be carried out; the case is untouched.
    pub(crate) fn refusal(&mut self, command: impl Into<Act>) -> Refusal {
        let Act(command) = command.into();
        let before = self.case.clone();
        let refusal = match self.try_act(command.clone()) {
            Ok(events) => panic!("{command:?} was not refused: {events:?}"),
            Err(refusal) => refusal,
        };
        assert_eq!(self.case, before);
        refusal
    }

    pub(crate) fn refused(&mut self, command: impl Into<Act>) -> RefusalCode {
        self.refusal(command).code
    }

    /// Archives it; somebody whom it is not about says first whether a complaint is so.
    pub(crate) fn archive(&mut self) -> &mut Self {
        if self.rules.verdict_required && self.case.ticket.verdict.is_none() && !self.case.work_orders.is_empty() {
            self.act(verdict(Finding::Substantiated));
        }
        self.act(TicketCommand::Archive)
    }

    pub(crate) fn lead(&mut self, command: WorkOrderCommand) -> &mut Self {
        self.act(self.of_order(1, command))
    }

    pub(crate) fn lead_refused(&mut self, command: WorkOrderCommand) -> RefusalCode {
        self.refused(self.of_order(1, command))
    }

    /// A command to the work order with this number.
    pub(crate) fn of_order(&self, no: usize, command: WorkOrderCommand) -> Command {
        Command::WorkOrder(self.order(no).id, command)
    }

    pub(crate) fn order(&self, no: usize) -> &WorkOrder {
        &self.case.work_orders[no - 1]
    }

    pub(crate) fn callback(&self) -> &Callback {
        self.case.callback.as_ref().unwrap()
    }

    /// Sends work orders to these units; when there is none yet, the first leads.
    pub(crate) fn dispatch(&mut self, units: &[&str]) -> &mut Self {
        let first = self.case.work_orders.is_empty();
        let command = self.plan(units, first);
        self.act(command)
    }

    /// The command that sends work orders to these units; the first leads, or none.
    pub(crate) fn plan(&mut self, units: &[&str], first_leads: bool) -> TicketCommand {
        let orders = units.iter().enumerate().map(|(place, unit)| {
            self.ids += 1;
            let id = WorkOrderId(Uuid::from_u128(self.ids));
            OrderPlan { id, unit: code(unit), lead: first_leads && place == 0 }
        });
        TicketCommand::Dispatch { orders: orders.collect(), route: None }
    }

    /// The lead goes from dispatched to arrived.
    pub(crate) fn go_out(&mut self) -> &mut Self {
        self.lead(WorkOrderCommand::Receive).go_out_again()
    }

    /// The lead goes from received or redo to arrived.
    pub(crate) fn go_out_again(&mut self) -> &mut Self {
        self.lead(assign())
            .lead(WorkOrderCommand::CrewAccept)
            .lead(WorkOrderCommand::Depart)
            .lead(WorkOrderCommand::Arrive { position: None })
    }

    /// The stage of the ticket, with how the customer was answered, then those of its work orders.
    pub(crate) fn stages(&self) -> String {
        self.stage_list().join(" / ")
    }

    pub(crate) fn stage_list(&self) -> Vec<String> {
        let stage = self.case.ticket.stage;
        let ticket = match stage {
            TicketStage::Answered { how } | TicketStage::Archived { how } => {
                format!("{} ({})", stage.as_str(), how.as_str())
            }
            _ => stage.as_str().to_owned(),
        };
        let orders = self.case.work_orders.iter().map(|order| order.stage.as_str().to_owned());
        std::iter::once(ticket).chain(orders).collect()
    }

    /// The latest clock of this code on the ticket or on the work order with this number.
    pub(crate) fn clock(&self, clock: &str, order: Option<usize>) -> &Clock {
        let order = order.map(|no| self.order(no).id);
        let found = |candidate: &&Clock| candidate.code.as_str() == clock && candidate.subject.work_order() == order;
        self.case.clocks.iter().rfind(found).unwrap_or_else(|| panic!("no clock `{clock}`"))
    }

    /// How many clocks of this code there are and were.
    pub(crate) fn clocks(&self, clock: &str) -> usize {
        self.case.clocks.iter().filter(|candidate| candidate.code.as_str() == clock).count()
    }

    pub(crate) fn state(&self, clock: &str, order: Option<usize>) -> ClockState {
        self.clock(clock, order).state()
    }

    /// The codes of the clocks that run, in order.
    pub(crate) fn running(&self) -> Vec<&str> {
        let mut codes: Vec<&str> =
            self.case.clocks.iter().filter(|clock| clock.is_running()).map(|clock| clock.code.as_str()).collect();
        codes.sort_unstable();
        codes
    }
}

/// The context of a decision at this moment.
pub(crate) fn context<'a>(centre: &'a Centre, rules: &'a ServiceRules, moment: Moment) -> Context<'a> {
    Context {
        now: moment.now,
        policy: &centre.policy,
        current: &centre.policy,
        organisation: &centre.organisation,
        rules,
        person: Some(moment.who.person()),
        draw_key: &DRAW_KEY,
        callback_id: CallbackId(Uuid::from_u128(moment.ids)),
        survey_id: SurveyId(Uuid::from_u128(moment.ids + 50)),
    }
}

/// Any command, so that a story may be told without naming which aggregate is meant.
pub(crate) struct Act(Command);

impl From<Command> for Act {
    fn from(command: Command) -> Self {
        Self(command)
    }
}

impl From<TicketCommand> for Act {
    fn from(command: TicketCommand) -> Self {
        Self(Command::Ticket(command))
    }
}

impl From<Attempt> for Act {
    fn from(attempt: Attempt) -> Self {
        Self(attempt_to_call(attempt))
    }
}

impl From<CallbackCommand> for Act {
    fn from(command: CallbackCommand) -> Self {
        Self(Command::Callback(THE_CALLBACK, command))
    }
}

/// Stands for the callback that closes the loop, whatever its id.
pub(crate) const THE_CALLBACK: CallbackId = CallbackId(Uuid::nil());

/// An attempt to make the callback that closes the loop.
pub(crate) fn attempt_to_call(attempt: Attempt) -> Command {
    Command::Callback(THE_CALLBACK, CallbackCommand::Attempt(Box::new(attempt.into())))
}

pub(crate) fn answer() -> TicketCommand {
    TicketCommand::Answer { text: "power returns at noon".into(), refused: None }
}

pub(crate) fn withdraw() -> TicketCommand {
    TicketCommand::Withdraw { proof: Proof { kind: ProofKind::Recording, reference: "7".into() } }
}

pub(crate) fn cancel() -> TicketCommand {
    TicketCommand::Cancel { reason: "duplicate".into() }
}

pub(crate) fn reopen() -> TicketCommand {
    TicketCommand::Reopen { reason: "it is out again".into() }
}

pub(crate) fn urge() -> TicketCommand {
    TicketCommand::Urge { note: None }
}

pub(crate) fn note() -> TicketCommand {
    TicketCommand::Note { text: "the gate is locked".into() }
}

pub(crate) fn give_back() -> WorkOrderCommand {
    WorkOrderCommand::Return { reason: code("wrong-area"), note: None }
}

pub(crate) fn refuse_return() -> WorkOrderCommand {
    WorkOrderCommand::RefuseReturn { reason: "it is yours".into() }
}

pub(crate) fn transfer(to: &str) -> WorkOrderCommand {
    WorkOrderCommand::Transfer { to: code(to), reason: "their line".into() }
}

pub(crate) fn assign() -> WorkOrderCommand {
    WorkOrderCommand::Assign { crew: code(REPAIR_CREW) }
}

pub(crate) fn contact() -> WorkOrderCommand {
    WorkOrderCommand::Contact { note: "explained".into(), next_reply_at: None, answered: true }
}

/// A reply that says nothing but what it must.
pub(crate) fn replied(outcome: ReplyOutcome, text: &str) -> Reply {
    let reason = (outcome == ReplyOutcome::Refused).then(|| "not the company's duty".to_owned());
    Reply { outcome, text: text.to_owned(), measure: None, reason, public_text: None, substantiated: None }
}

pub(crate) fn reply(outcome: ReplyOutcome) -> WorkOrderCommand {
    WorkOrderCommand::Reply(replied(outcome, "fuse replaced"))
}

pub(crate) fn approve() -> WorkOrderCommand {
    WorkOrderCommand::Review(ReviewDecision::Approve)
}

pub(crate) fn refill() -> WorkOrderCommand {
    WorkOrderCommand::Review(ReviewDecision::Refill { reason: "no cause given".into(), defect: None })
}

pub(crate) fn redo() -> WorkOrderCommand {
    WorkOrderCommand::Review(ReviewDecision::Redo { reason: "half the street is dark".into(), defect: None })
}

pub(crate) fn cancel_order() -> WorkOrderCommand {
    WorkOrderCommand::Cancel { reason: "not needed".into() }
}

/// The same kind and type, at another grade.
pub(crate) fn reclassify(story: &Story, level: &str) -> TicketCommand {
    let to = Classification { level: Some(code(level)), ..Classification::of(&story.case.ticket.demand) };
    TicketCommand::Reclassify { to, reason: "it is worse than it looked".into() }
}

pub(crate) fn suspend(until: Timestamp) -> WorkOrderCommand {
    WorkOrderCommand::RequestSuspension { reason: code("material"), until, by: None }
}

pub(crate) fn await_customer() -> WorkOrderCommand {
    WorkOrderCommand::AwaitCustomer { note: "nobody is at home".into() }
}

pub(crate) fn extend(clock: &str, by: u32) -> WorkOrderCommand {
    let reason = "a part is on its way".into();
    WorkOrderCommand::RequestExtension { clock: code(clock), by, reason, requested_by: None }
}

pub(crate) fn explain(clock: &str) -> WorkOrderCommand {
    WorkOrderCommand::Explain { clock: code(clock), text: "the road was flooded".into() }
}

fn answers(solved: &str, satisfied: &str) -> Answers {
    Answers::from([(code("solved"), solved.to_owned()), (code("satisfied"), satisfied.to_owned())])
}

pub(crate) fn satisfied() -> Attempt {
    Attempt::Answered { answers: answers("yes", "satisfied"), follow_up: FollowUp::default() }
}

pub(crate) fn unsatisfied(follow_up: FollowUp) -> Attempt {
    Attempt::Answered { answers: answers("no", "dissatisfied"), follow_up }
}

pub(crate) fn close() -> FollowUp {
    FollowUp::Close { reason: "the tariff is the law".into() }
}

pub(crate) fn review() -> FollowUp {
    FollowUp::Review { reason: "the tariff is the law".into() }
}

pub(crate) fn final_answer() -> TicketCommand {
    TicketCommand::FinalAnswer { text: "the tariff is the law".into(), documents: vec!["tariff 2026".into()] }
}

pub(crate) fn send_back() -> TicketCommand {
    TicketCommand::SendBack { reason: "two points were not answered".into() }
}

/// A ticket of this kind that others may wait for.
pub(crate) fn main_ticket(kind: &str) -> MainTicket {
    MainTicket {
        id: TicketId(Uuid::from_u128(2)),
        number: "2603020000026".into(),
        kind: code(kind),
        stage: TicketStage::Handling,
        waits: false,
        unit: Some(code(REPAIR)),
    }
}

pub(crate) fn merge(kind: &str) -> TicketCommand {
    TicketCommand::Merge { main: main_ticket(kind), leads: false, reason: "the same line".into() }
}

pub(crate) fn unmerge() -> TicketCommand {
    TicketCommand::Unmerge { reason: "another line".into() }
}

pub(crate) fn contact_again() -> TicketCommand {
    let contact = CustomerContact { channel: code("phone"), text: "still dark".into(), call: None };
    TicketCommand::Contact(contact)
}

pub(crate) fn flag(risk: Risk) -> TicketCommand {
    TicketCommand::FlagRisk { risks: [risk].into(), note: None }
}

pub(crate) fn follow_script() -> TicketCommand {
    TicketCommand::FollowScript { script: code("opening"), parts: [code("greeting")].into() }
}

pub(crate) fn ask_help() -> TicketCommand {
    TicketCommand::AskHelp { text: "whose is it?".into() }
}

pub(crate) fn give_help() -> TicketCommand {
    TicketCommand::GiveHelp { text: "ours".into() }
}

pub(crate) fn verdict(finding: Finding) -> TicketCommand {
    TicketCommand::Verdict { finding, text: "the recording shows it".into(), evidence: vec!["recording 17".into()] }
}
