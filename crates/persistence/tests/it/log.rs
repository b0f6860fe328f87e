//! The log can be read back: every event there is comes out of the database as it went in.

use bihuan_domain::callback::{AttemptResult, CallbackEvent, Cause, FollowUp, NamedOutcome, Place, Remark};
use bihuan_domain::case::CaseEvent;
use bihuan_domain::clock::{Alarm, AlarmLevel, ClockSubject, RevisionCause};
use bihuan_domain::id::{CallbackId, EventId, SurveyId, TicketId, UserId, WorkOrderId};
use bihuan_domain::policy::PolicyVersion;
use bihuan_domain::policy::callbacks::{Method, Performer, PerformerPlace};
use bihuan_domain::policy::questionnaires::Subject;
use bihuan_domain::position::Position;
use bihuan_domain::sampling::Lot;
use bihuan_domain::survey::{Answers, Rated, Rating, Respondent, Scale, SurveyEvent, Way};
use bihuan_domain::ticket::{
    Answer, Classification, CustomerContact, Finding, FollowOn, Proof, ProofKind, Risk, TicketEvent,
};
use bihuan_domain::work_order::{Reply, ReplyOutcome, WorkOrderEvent};
use bihuan_persistence::events::{self, NewEvent};
use bihuan_testkit::each_engine;
use uuid::Uuid;

use crate::plant::begin;

fn code<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

fn reply() -> Reply {
    Reply {
        outcome: ReplyOutcome::Resolved,
        text: "原因".into(),
        measure: Some("原因".into()),
        reason: Some("原因".into()),
        public_text: Some("原因".into()),
        substantiated: Some(false),
    }
}

fn classification(level: &str) -> Classification {
    Classification {
        kind: code("fault"),
        service_type: Some(code("fault.lv")),
        level: Some(code(level)),
        area: code("urban"),
        target_at: Some(begin()),
    }
}

fn lot() -> Lot {
    Lot { period: "2026-11".into(), lot: 299_999, percent: 30 }
}

/// The event that is tried behind this one. A new event does not compile until it has a place here.
fn ticket_event_after(event: &TicketEvent) -> Option<TicketEvent> {
    use TicketEvent as T;
    let text = || "文字 \"quoted\"".to_owned();
    let by = UserId(Uuid::from_u128(9));
    Some(match event {
        T::Opened { draft: true } => T::Opened { draft: false },
        T::Opened { draft: false } => T::Accepted,
        T::Accepted => T::AnsweredOnSpot { text: text(), reason: Some(text()) },
        T::AnsweredOnSpot { .. } => T::Dispatched { route: None },
        T::Dispatched { route: None } => T::Dispatched { route: Some(code("faults")) },
        T::Dispatched { .. } => T::Urged { note: None, passed_on: false },
        T::Urged { note: None, .. } => T::Urged { note: Some(text()), passed_on: false },
        T::Urged { passed_on: false, .. } => T::Urged { note: Some(text()), passed_on: true },
        T::Urged { .. } => {
            T::Pressed { ticket: TicketId(Uuid::from_u128(78)), number: "2603020000034".into(), note: Some(text()) }
        }
        T::Pressed { .. } => T::Noted { text: text() },
        T::Noted { .. } => T::Withdrawn { proof: Proof { kind: ProofKind::Message, reference: text() } },
        T::Withdrawn { .. } => T::Cancelled { reason: text() },
        T::Cancelled { .. } => T::DepartmentDone { callback: true },
        T::DepartmentDone { .. } => T::SentBack,
        T::SentBack => T::CustomerAnswered { how: *Answer::ALL.first()? },
        T::CustomerAnswered { how } => {
            let place = Answer::ALL.iter().position(|known| known == how)?;
            Answer::ALL.get(place + 1).map_or(T::Archived, |how| T::CustomerAnswered { how: *how })
        }
        T::Archived => T::Reopened { reason: text(), redo: true },
        T::Reopened { .. } => {
            T::Reclassified { from: classification("normal"), to: classification("major"), reason: text() }
        }
        T::Reclassified { .. } => T::LevelRaised { from: None, to: code("major"), clock: code("arrive") },
        T::LevelRaised { .. } => T::PolicyMoved { from: PolicyVersion(1), to: PolicyVersion(2) },
        T::PolicyMoved { .. } => T::Drawn { plan: code("standard"), lot: lot() },
        T::Drawn { .. } => T::Marked { mark: code("course-ended"), at: begin() },
        T::Marked { .. } => T::CallsDeclined { ever: false },
        T::CallsDeclined { ever: false } => T::CallsDeclined { ever: true },
        T::CallsDeclined { ever: true } => T::CallsAllowed,
        T::CallsAllowed => T::NumberCorrected { from: None, to: "13911112222".into(), source: text() },
        T::NumberCorrected { .. } => T::AddressCorrected { from: None, to: "和平路1号".into(), source: text() },
        T::AddressCorrected { .. } => T::FinalAnswerSought { reason: text() },
        T::FinalAnswerSought { .. } => T::FinallyAnswered { text: text(), documents: vec![text()], by },
        T::FinallyAnswered { .. } => {
            let contact = CustomerContact { channel: code("phone"), text: text(), call: None };
            T::CustomerContact { contact, offered_until: Some(begin()) }
        }
        T::CustomerContact { .. } => T::RiskFlagged { risks: [Risk::Press].into(), note: Some(text()) },
        T::RiskFlagged { .. } => T::RepeatsCounted { count: 2 },
        T::RepeatsCounted { .. } => {
            T::Escalated { rung: code("third-call"), from: None, to: Some(code("major")), supervised: true }
        }
        T::Escalated { .. } => {
            T::VerdictGiven { finding: Finding::Unverifiable, text: text(), evidence: vec![text()], by }
        }
        T::VerdictGiven { .. } => T::Merged {
            main: TicketId(Uuid::from_u128(77)),
            number: "2603020000026".into(),
            unit: Some(code("repair")),
            reason: text(),
            sent_out: true,
        },
        T::Merged { .. } => T::Unmerged { reason: text(), send_out: true },
        T::Unmerged { .. } => T::Released { reply: Some(reply()), hands: [by].into() },
        T::Released { .. } => T::FollowOnOpened(FollowOn {
            ticket: TicketId(Uuid::from_u128(78)),
            number: "2603020000034".into(),
            callback: CallbackId(Uuid::from_u128(79)),
            outcome: code("risk"),
        }),
        T::FollowOnOpened(_) => {
            T::ScriptFollowed { script: code("opening"), parts: [code("greeting")].into(), version: PolicyVersion(3) }
        }
        T::ScriptFollowed { .. } => T::HelpAsked { text: text(), by: Some(by) },
        T::HelpAsked { .. } => T::HelpGiven { text: text(), by },
        T::HelpGiven { .. } => return None,
    })
}

/// The same for work orders.
fn order_event_after(event: &WorkOrderEvent) -> Option<WorkOrderEvent> {
    use WorkOrderEvent as W;
    let (reason, until, by) = (|| "原因".to_owned(), begin(), Some(UserId(Uuid::from_u128(9))));
    Some(match event {
        W::Dispatched { .. } => W::Received,
        W::Received => W::Returned { by: code("repair"), reason: code("wrong-area"), note: Some(reason()) },
        W::Returned { .. } => W::ReturnRefused { reason: reason() },
        W::ReturnRefused { .. } => W::Transferred { from: code("repair"), to: code("metering"), reason: reason() },
        W::Transferred { .. } => W::CrewAssigned { crew: code("repair-crew-1") },
        W::CrewAssigned { .. } => W::CrewAccepted,
        W::CrewAccepted => W::Departed,
        W::Departed => W::Arrived { position: Position::of_degrees(30.274_085, 120.155_07) },
        W::Arrived { .. } => W::Estimated { at: until },
        W::Estimated { .. } => W::Restored,
        W::Restored => W::Contacted { note: reason(), next_reply_at: Some(begin()), answered: true },
        W::Contacted { .. } => W::Replied { reply: reply() },
        W::Replied { .. } => W::Approved,
        W::Approved => W::RefillOrdered { reason: reason(), defect: Some(code("late-contact")) },
        W::RefillOrdered { .. } => W::RedoOrdered { reason: reason(), defect: None },
        W::RedoOrdered { .. } => W::Cancelled { reason: reason() },
        W::Cancelled { .. } => W::SuspensionRequested { reason: code("material"), until, by },
        W::SuspensionRequested { .. } => W::Suspended { reason: code("material"), until, by: None },
        W::Suspended { .. } => W::SuspensionRefused { reason: reason() },
        W::SuspensionRefused { .. } => W::Resumed { at: until },
        W::Resumed { .. } => W::CustomerAwaited { note: reason() },
        W::CustomerAwaited { .. } => W::CustomerReady,
        W::CustomerReady => W::ExtensionRequested { clock: code("handle"), by: 3, reason: reason(), requested_by: by },
        W::ExtensionRequested { .. } => W::Extended { clock: code("handle"), by: 3, approved_by: None },
        W::Extended { .. } => W::ExtensionRefused { reason: reason() },
        W::ExtensionRefused { .. } => W::Explained { clock: code("arrive"), text: reason() },
        W::Explained { .. } => return None,
    })
}

/// The same for callbacks.
fn callback_event_after(event: &CallbackEvent) -> Option<CallbackEvent> {
    use CallbackEvent as C;
    let by = UserId(Uuid::from_u128(9));
    Some(match event {
        C::Opened { .. } => C::Due,
        C::Due => C::Overdue,
        C::Overdue => C::Claimed { by, until: begin() },
        C::Claimed { .. } => C::Released,
        C::Released => {
            C::NumberSought { until: begin(), remark: Remark { note: Some("原因".into()), talk_seconds: Some(12) } }
        }
        C::NumberSought { .. } => C::NumberFound { next_at: begin() },
        C::NumberFound { .. } => C::Reached {
            posts: vec![code("chief")],
            next_at: begin(),
            remark: Remark { note: Some("原因".into()), talk_seconds: Some(12) },
        },
        C::Reached { .. } => C::Answered {
            content: false,
            follow_up: Some(FollowUp::Redo),
            methods: vec![Method::Phone, Method::OnSite],
            talk_seconds: Some(61),
            too_long: true,
            reached: vec![code("chief")],
            outcome: Some(NamedOutcome { code: code("rebooked"), at: Some(begin()), consented: true }),
            note: Some("原因".into()),
        },
        C::Answered { .. } => C::Signed { by, unit: code("centre"), performer: 1, fits: vec![0, 1] },
        C::Signed { .. } => C::Confirmed { proof: "签字".into() },
        C::Confirmed { .. } => C::Reviewed { by, qualified: false, opinion: Some("重办".into()) },
        C::Reviewed { .. } => C::Removed { reason: "原因".into() },
        C::Removed { .. } => C::Attempted {
            result: AttemptResult::NoAnswer,
            next_at: begin(),
            until: Some(begin()),
            remark: Remark { note: Some("原因".into()), talk_seconds: Some(12) },
        },
        C::Attempted { .. } => C::Satisfied,
        C::Satisfied => C::Unsatisfied { follow_up: FollowUp::Redo },
        C::Unsatisfied { follow_up: FollowUp::Redo } => C::Unsatisfied { follow_up: FollowUp::Refill },
        C::Unsatisfied { follow_up: FollowUp::Refill } => {
            C::Unsatisfied { follow_up: FollowUp::Close { reason: "合法".into() } }
        }
        C::Unsatisfied { .. } => C::Unreachable {
            result: AttemptResult::WrongNumber,
            remark: Remark { note: Some("原因".into()), talk_seconds: Some(12) },
        },
        C::Unreachable { .. } => C::Dropped,
        C::Dropped => return None,
    })
}

/// The same for surveys.
fn survey_event_after(event: &SurveyEvent) -> Option<SurveyEvent> {
    use SurveyEvent as S;
    Some(match event {
        S::Opened { .. } => S::Invited { way: Way::Sms, expires_at: begin() },
        S::Invited { .. } => S::Replied { question: code("solved"), answer: "是".into() },
        S::Replied { .. } => S::Answered {
            answers: Answers::from([(code("solved"), "yes".to_owned())]),
            ratings: vec![Rating {
                question: code("solved"),
                subject: Subject::Crew,
                rated: Rated { user: None, unit: Some(code("repair")), channel: None },
                scale: Scale { code: "satisfaction-4".into(), from: 1, to: 4 },
                raw: "4".into(),
                value: Some(4),
                content: Some(true),
            }],
            respondent: Some(Respondent::Customer { way: Way::Link }),
        },
        S::Answered { .. } => S::Abandoned,
        S::Abandoned => S::Invalidated,
        S::Invalidated => return None,
    })
}

/// The first event of the noun that comes behind this one.
fn case_event_after(event: &CaseEvent) -> Option<CaseEvent> {
    let (order, callback, survey) =
        (WorkOrderId(Uuid::from_u128(2)), CallbackId(Uuid::from_u128(3)), SurveyId(Uuid::from_u128(4)));
    let alarm = |level| {
        let subject = ClockSubject::WorkOrder(order);
        let (due_at, deadline) = (begin(), begin().plus_seconds(60));
        CaseEvent::Clock {
            alarm: Alarm { no: 1, code: code("arrive"), subject, generation: 2, level, due_at, deadline },
        }
    };
    let moved = |cause| CaseEvent::ClockMoved { no: 1, code: code("handle"), from: begin(), to: begin(), cause };
    Some(match event {
        CaseEvent::Ticket { event } => match ticket_event_after(event) {
            Some(event) => event.into(),
            None => WorkOrderEvent::Dispatched { unit: code("repair"), lead: true }.of(order),
        },
        CaseEvent::WorkOrder { event, .. } => match order_event_after(event) {
            Some(event) => event.of(order),
            None => {
                let event = CallbackEvent::Opened {
                    plan: code("standard"),
                    survey,
                    questionnaire: Some(code("handling")),
                    due_at: begin(),
                    until: Some(begin()),
                    closes: false,
                    place: Place { occasion: 1, nth: 2, anchor: Some(begin()) },
                    cause: Cause::Drawn { lot: lot() },
                    performers: vec![Performer { role: code("steward"), at: PerformerPlace::Handler }],
                };
                CaseEvent::Callback { callback, event }
            }
        },
        CaseEvent::Callback { event, .. } => match callback_event_after(event) {
            Some(event) => CaseEvent::Callback { callback, event },
            None => CaseEvent::Survey { survey, event: SurveyEvent::Opened { questionnaire: code("handling") } },
        },
        CaseEvent::Survey { event, .. } => match survey_event_after(event) {
            Some(event) => CaseEvent::Survey { survey, event },
            None => alarm(AlarmLevel::Warning(0)),
        },
        CaseEvent::Clock { alarm: told } => match told.level {
            AlarmLevel::Warning(_) => alarm(AlarmLevel::Breach),
            AlarmLevel::Breach => alarm(AlarmLevel::Escalation(1)),
            AlarmLevel::Escalation(_) => moved(*RevisionCause::ALL.first()?),
        },
        CaseEvent::ClockMoved { cause, .. } => {
            let place = RevisionCause::ALL.iter().position(|known| known == cause)?;
            return RevisionCause::ALL.get(place + 1).copied().map(moved);
        }
    })
}

#[tokio::test]
async fn every_event_that_can_happen_to_a_ticket_is_read_back_as_it_was_logged() {
    each_engine(|database| async move {
        let first = CaseEvent::from(TicketEvent::Opened { draft: true });
        let all: Vec<CaseEvent> = std::iter::successors(Some(first), case_event_after).collect();
        assert!(all.len() > 60, "{}", all.len());
        let ticket = TicketId(Uuid::from_u128(1));
        let entry = |(place, event): (usize, &CaseEvent)| NewEvent {
            id: EventId(Uuid::from_u128(place as u128)),
            ticket: Some(ticket),
            subject: event.subject(),
            subject_id: event.subject_id(ticket),
            name: event.name(),
            at: begin(),
            actor: bihuan_domain::actor::Actor::System,
            data: serde_json::to_value(event).unwrap(),
            request_id: None,
        };
        let entries: Vec<NewEvent> = all.iter().enumerate().map(entry).collect();
        database.write(move |tx| events::append(tx, &entries)).await.unwrap();
        let logged = database.read(move |tx| events::of_ticket(tx, ticket, 0, 1_000)).await.unwrap();
        let read: Vec<CaseEvent> = logged.iter().map(|entry| entry.case_event().unwrap().unwrap()).collect();
        assert_eq!(read, all);
    })
    .await;
}
