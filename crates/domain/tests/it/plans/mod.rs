//! The callback plans of other industries, on a virtual clock: windows, shares, persons, hours.

#![expect(clippy::unwrap_used, reason = "tests may fail by panicking, their helper functions too")]

mod aftercare;
mod calling;
mod independence;
mod kinds;
mod persons;
mod property;
mod sampling;
mod taken_up_again;

use bihuan_domain::actor::Person;
use bihuan_domain::callback::{Attempt, AttemptReport, Callback, CallbackCommand, FollowUp, NamedOutcome};
use bihuan_domain::case::{Command, Until};
use bihuan_domain::policy::callbacks::Method;
use bihuan_domain::survey::Answers;
use bihuan_domain::ticket::{Demand, TicketCommand};
use bihuan_domain::time::Timestamp;
use bihuan_domain::work_order::{ReplyOutcome, WorkOrderCommand};

use crate::fixtures::{Act, Centre, Story, approve, at, code, contact, demand, person, reply};

const ON_SITE: Method = Method::OnSite;
const PHONE: Method = Method::Phone;

/// A demand of this kind, where the classes of area are other ones.
fn demand_of(kind: &str) -> Demand {
    Demand { area: code("city"), ..demand(kind) }
}

/// A demand that the works department has done, at this moment.
fn done(centre: &'static Centre, demand: Demand, when: &str) -> Story {
    let mut story = Story::open_on(centre, demand, Until::Accepted, at(when));
    story.dispatch(&["works"]).lead(WorkOrderCommand::Receive).lead(contact()).lead(reply(ReplyOutcome::Resolved));
    story.lead(approve());
    story
}

/// A service taken down in the office: nothing is sent out, marks say how it goes on.
fn service(centre: &'static Centre, kind: &str, when: &str) -> Story {
    Story::open_on(centre, demand_of(kind), Until::Accepted, at(when))
}

fn mark(name: &str, when: &str) -> TicketCommand {
    TicketCommand::Mark { mark: code(name), at: Some(at(when)) }
}

/// The open calls of aftercare: plan and moment from which.
fn calls(story: &Story) -> Vec<(String, String)> {
    let open = story.case.aftercare.iter().map(|care| &care.callback).filter(|callback| !callback.stage.is_end());
    let mut calls: Vec<(Timestamp, String)> =
        open.map(|callback| (callback.due_at, callback.plan.to_string())).collect();
    calls.sort();
    calls.into_iter().map(|(due, plan)| (plan, local(due))).collect()
}

/// The local day and time at the centre, to the minute.
fn local(moment: Timestamp) -> String {
    moment.instant().in_tz("Asia/Shanghai").unwrap().strftime("%m-%d %H:%M").to_string()
}

/// The call of aftercare of this plan that is open.
fn call<'a>(story: &'a Story, plan: &str) -> &'a Callback {
    let open = |callback: &&Callback| callback.plan.as_str() == plan && !callback.stage.is_end();
    story.case.aftercare.iter().map(|care| &care.callback).find(open).unwrap()
}

fn answers(pairs: &[(&str, &str)]) -> Answers {
    pairs.iter().map(|(question, answer)| (code(question), (*answer).to_owned())).collect()
}

fn answered(pairs: &[(&str, &str)]) -> AttemptReport {
    Attempt::Answered { answers: answers(pairs), follow_up: FollowUp::Redo }.into()
}

fn content() -> AttemptReport {
    answered(&[("satisfied", "satisfied")])
}

fn with_outcome(report: AttemptReport, outcome: &str, when: &str) -> AttemptReport {
    AttemptReport {
        outcome: Some(NamedOutcome { code: code(outcome), at: Some(at(when)), consented: false }),
        ..report
    }
}

/// The open call of aftercare of a plan, attempted.
fn of_call(story: &Story, plan: &str, report: AttemptReport) -> Act {
    Command::Callback(call(story, plan).id, CallbackCommand::Attempt(Box::new(report))).into()
}

/// The callback that closes the loop, attempted.
fn of_closing(report: AttemptReport) -> Act {
    CallbackCommand::Attempt(Box::new(report)).into()
}

fn steward() -> Person {
    person(11, "centre", "steward")
}
