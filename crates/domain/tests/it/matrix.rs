//! Every stage × every command, as reviewed tables (`snapshots/`). `·` stands for `wrong_stage`, `!` for any other
//! refusal, `stays` for a command carried out without a change of stage; everything else is the stages that changed: of the
//! ticket, then of its work orders.

#![expect(clippy::panic, reason = "tests may fail by panicking, their helper functions too")]

use std::fmt::Write;

use bihuan_domain::callback::{Attempt, CallbackStage, FollowUp};
use bihuan_domain::case::Until;
use bihuan_domain::refusal::{Refusal, RefusalCode};
use bihuan_domain::ticket::{Finding, Risk, TicketAction, TicketCommand, TicketStage};
use bihuan_domain::work_order::{ReplyOutcome, WorkOrderAction, WorkOrderCommand, WorkOrderStage};

use crate::fixtures::{
    Act, MARKETING, METERING, REPAIR, Story, answer, approve, ask_help, assign, at, await_customer, cancel,
    cancel_order, close, code, contact, demand, explain, extend, follow_script, give_back, give_help, note, reclassify,
    redo, refill, refuse_return, reopen, reply, satisfied, suspend, transfer, unsatisfied, urge, withdraw,
};
use crate::fixtures::{contact_again, final_answer, flag, merge, review, send_back, unmerge, verdict};

struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// A command and its name; the command may depend on the case it is given to.
type Row<'a> = (&'a str, Box<dyn Fn(&mut Story) -> Act + 'a>);

fn row<'a>(name: &'a str, command: impl Fn(&mut Story) -> Act + 'a) -> Row<'a> {
    (name, Box::new(command))
}

impl Table {
    /// One row per command, one column per place; each cell is what the command brings about there.
    fn of(places: &[(String, Story)], commands: &[Row<'_>]) -> Self {
        let head = std::iter::once(String::new()).chain(places.iter().map(|(name, _)| name.clone())).collect();
        let line = |(name, command): &Row<'_>| {
            let cells = places.iter().map(|(_, story)| cell(&mut story.clone(), command));
            std::iter::once((*name).to_owned()).chain(cells).collect()
        };
        Self { head, rows: commands.iter().map(line).collect() }
    }

    fn show(&self) -> String {
        let lines = || std::iter::once(&self.head).chain(&self.rows);
        let wide = |column: usize| lines().map(|line| line[column].chars().count()).max().unwrap_or_default();
        let widths: Vec<usize> = (0..self.head.len()).map(wide).collect();
        let mut text = String::new();
        for (place, line) in lines().enumerate() {
            let cells: Vec<String> = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
            let _ = writeln!(text, "{}", cells.join(" | ").trim_end());
            if place == 0 {
                let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
                let _ = writeln!(text, "{}", rule.join("-|-"));
            }
        }
        text
    }
}

fn cell(story: &mut Story, command: &dyn Fn(&mut Story) -> Act) -> String {
    let before = story.stage_list();
    let command = command(story);
    match story.try_act(command) {
        Ok(_) => {
            let after = story.stage_list().into_iter().enumerate();
            let changed: Vec<_> =
                after.filter(|(place, stage)| before.get(*place) != Some(stage)).map(|(_, stage)| stage).collect();
            if changed.is_empty() { "stays".to_owned() } else { changed.join(" / ") }
        }
        Err(Refusal { code: RefusalCode::WrongStage, .. }) => "·".to_owned(),
        Err(refusal) => format!("! {}", refusal.code),
    }
}

/// A story in every stage of the ticket that this kind can come to.
fn ticket_places(kind: &str) -> Vec<(String, Story)> {
    let draft = Story::open(demand(kind), Until::Draft);
    let accepted = Story::accepted(kind);
    let mut places = vec![draft.clone(), accepted.clone(), draft.with(|story| story.act(cancel()))];
    if accepted.rules.answer_on_spot {
        places.push(accepted.clone().with(|story| story.act(answer())));
    }
    let withdrawn = accepted.clone().with(|story| story.act(withdraw()));
    places.push(withdrawn.clone());
    places.push(withdrawn.with(|story| story.act(TicketCommand::Archive)));
    if let Some(handled) = handled(kind) {
        places.push(handled.clone());
        let due = handled.with(finish);
        places.push(due.clone());
        places.push(due.clone().with(|story| story.act(unsatisfied(review()))));
        let answered = due.with(|story| story.act(satisfied()));
        places.push(answered.clone());
        places.push(answered.with(Story::archive));
    }
    places.sort_by_key(|story| story.case.ticket.stage);
    let merged = accepted.with(|story| story.act(merge(kind)));
    let named = places.into_iter().map(|story| (story.stages(), story));
    named.chain([("handling, merged".to_owned(), merged)]).collect()
}

fn handled(kind: &str) -> Option<Story> {
    match kind {
        "fault" => Some(Story::dispatched(kind, &[REPAIR])),
        "complaint" => Some(Story::dispatched(kind, &[MARKETING])),
        _ => None,
    }
}

/// The lead goes from dispatched to approved.
fn finish(story: &mut Story) -> &mut Story {
    if story.case.ticket.demand.kind.as_str() == "fault" {
        story.go_out().lead(WorkOrderCommand::Restore);
    } else {
        story.lead(WorkOrderCommand::Receive).lead(contact());
    }
    story.lead(reply(ReplyOutcome::Resolved)).lead(approve())
}

fn ticket_table(kind: &str) -> String {
    let unit = if kind == "fault" { REPAIR } else { MARKETING };
    let commands = [
        row("accept", |_| TicketCommand::Accept.into()),
        row("answer", |_| answer().into()),
        row("dispatch with a lead", |story| story.plan(&[unit], true).into()),
        row("dispatch without", |story| story.plan(&[METERING], false).into()),
        row("urge", |_| urge().into()),
        row("note", |_| note().into()),
        row("withdraw", |_| withdraw().into()),
        row("cancel", |_| cancel().into()),
        row("archive", |_| TicketCommand::Archive.into()),
        row("reopen", |_| reopen().into()),
        row("reclassify", |story| reclassify(story, "urgent").into()),
        row("mark", |_| TicketCommand::Mark { mark: crate::fixtures::code("none"), at: None }.into()),
        row("contact", |_| contact_again().into()),
        row("flag-risk", |_| flag(Risk::Press).into()),
        row("follow-script", |_| follow_script().into()),
        row("ask-help", |_| ask_help().into()),
        row("give-help", |_| give_help().into()),
        row("verdict", |_| verdict(Finding::Substantiated).into()),
        row("final-answer", |_| final_answer().into()),
        row("send-back", |_| send_back().into()),
        row("merge", |_| merge(kind).into()),
        row("unmerge", |_| unmerge().into()),
        row("mark", |_| TicketCommand::Mark { mark: code("course-ended"), at: None }.into()),
    ];
    Table::of(&ticket_places(kind), &commands).show()
}

#[test]
fn a_fault_in_every_stage_under_every_ticket_command() {
    insta::assert_snapshot!(ticket_table("fault"));
}

#[test]
fn a_complaint_in_every_stage_under_every_ticket_command() {
    insta::assert_snapshot!(ticket_table("complaint"));
}

#[test]
fn a_query_which_is_only_answered_on_the_spot_under_every_ticket_command() {
    insta::assert_snapshot!(ticket_table("query"));
}

/// Makes the lead of the story stand in this stage.
fn lead_in(story: Story, stage: &WorkOrderStage) -> Story {
    let crew = assign();
    let not_ours = || reply(ReplyOutcome::NotOurs);
    use WorkOrderCommand as C;
    let way = match stage {
        WorkOrderStage::Dispatched => vec![],
        WorkOrderStage::Returned { .. } => vec![give_back()],
        WorkOrderStage::Received => vec![C::Receive],
        WorkOrderStage::Assigned => vec![C::Receive, crew],
        WorkOrderStage::CrewAccepted => vec![C::Receive, crew, C::CrewAccept],
        WorkOrderStage::EnRoute => vec![C::Receive, crew, C::CrewAccept, C::Depart],
        WorkOrderStage::Arrived => vec![C::Receive, crew, C::CrewAccept, C::Depart, C::Arrive { position: None }],
        WorkOrderStage::Restored => {
            vec![C::Receive, crew, C::CrewAccept, C::Depart, C::Arrive { position: None }, C::Restore]
        }
        WorkOrderStage::Replied => vec![C::Receive, contact(), not_ours()],
        WorkOrderStage::Refill => vec![C::Receive, contact(), not_ours(), refill()],
        WorkOrderStage::Redo => vec![C::Receive, contact(), not_ours(), redo()],
        WorkOrderStage::Approved => vec![C::Receive, contact(), not_ours(), approve()],
        WorkOrderStage::Cancelled => vec![cancel_order()],
    };
    story.with(|story| {
        for command in way {
            story.lead(command);
        }
        story
    })
}

fn order_table(story: &Story, no: usize, unreachable: &[&str]) -> String {
    let place = |stage: WorkOrderStage| {
        let story = if no == 1 { lead_in(story.clone(), &stage) } else { assistant_in(story.clone(), &stage) };
        (stage.as_str().to_owned(), story)
    };
    let stages = WorkOrderStage::all(&story.order(no).route[1]);
    let reachable = stages.into_iter().filter(|stage| !unreachable.contains(&stage.as_str()));
    let places: Vec<_> = reachable.map(place).collect();
    let other = if story.order(no).route[1].as_str() == METERING { REPAIR } else { METERING };
    let soon = at("2026-03-02T10:00:00+08:00");
    let tomorrow = at("2026-03-03T10:00:00+08:00");
    let commands = [
        ("receive", WorkOrderCommand::Receive),
        ("return", give_back()),
        ("refuse-return", refuse_return()),
        ("transfer", transfer(other)),
        ("assign", assign()),
        ("crew-accept", WorkOrderCommand::CrewAccept),
        ("depart", WorkOrderCommand::Depart),
        ("arrive", WorkOrderCommand::Arrive { position: None }),
        ("estimate", WorkOrderCommand::Estimate { at: soon }),
        ("restore", WorkOrderCommand::Restore),
        ("contact", contact()),
        ("reply resolved", reply(ReplyOutcome::Resolved)),
        ("reply not_ours", reply(ReplyOutcome::NotOurs)),
        ("reply not_resolvable", reply(ReplyOutcome::NotResolvable)),
        ("review approve", approve()),
        ("review refill", refill()),
        ("review redo", redo()),
        ("cancel", cancel_order()),
        ("request-suspension", suspend(tomorrow)),
        ("approve-suspension", WorkOrderCommand::ApproveSuspension { by: None }),
        ("refuse-suspension", WorkOrderCommand::RefuseSuspension { reason: "no".into() }),
        ("resume", WorkOrderCommand::Resume),
        ("await-customer", await_customer()),
        ("customer-ready", WorkOrderCommand::CustomerReady),
        ("request-extension", extend("handle", 1)),
        ("approve-extension", WorkOrderCommand::ApproveExtension { approved_by: None }),
        ("refuse-extension", WorkOrderCommand::RefuseExtension { reason: "no".into() }),
        ("explain", explain("handle")),
    ];
    let commands =
        commands.map(|(name, command)| row(name, move |story: &mut Story| story.of_order(no, command.clone()).into()));
    Table::of(&places, &commands).show()
}

/// Makes the second work order stand in this stage, the lead being dispatched still.
fn assistant_in(story: Story, stage: &WorkOrderStage) -> Story {
    story.with(|story| {
        story.case.work_orders.swap(0, 1);
        let moved = lead_in(story.clone(), stage);
        *story = moved;
        story.case.work_orders.swap(0, 1);
        story
    })
}

#[test]
fn the_lead_of_a_fault_in_every_stage_under_every_command() {
    insta::assert_snapshot!(order_table(&Story::dispatched("fault", &[REPAIR]), 1, &["cancelled"]));
}

#[test]
fn the_lead_of_a_complaint_in_every_stage_under_every_command() {
    insta::assert_snapshot!(order_table(&Story::dispatched("complaint", &[REPAIR]), 1, &["cancelled"]));
}

#[test]
fn the_assistant_of_a_fault_in_every_stage_under_every_command() {
    insta::assert_snapshot!(order_table(&Story::dispatched("fault", &[METERING, REPAIR]), 2, &[]));
}

fn try_later(story: &mut Story) -> &mut Story {
    story.act(Attempt::NoAnswer);
    story.now = story.callback().due_at;
    story
}

/// A story in every stage of the callback; a due one at its first and its last attempt and in quiet hours too.
fn callback_places() -> Vec<(String, Story)> {
    let due = Story::fault_in_callback();
    let last = due.clone().with(try_later).with(try_later);
    let mut places = vec![
        ("due".to_owned(), due.clone()),
        ("due, last attempt".to_owned(), last),
        ("due, at night".to_owned(), due.clone().with(|story| story.go_to("2026-03-02T21:00:00+08:00"))),
        ("scheduled".to_owned(), due.clone().with(|story| story.act(Attempt::NoAnswer))),
    ];
    // What the lot chose, and records that need signatures, have tests of their own.
    for stage in CallbackStage::ALL.iter().filter(|stage| stage.is_end() && **stage != CallbackStage::Removed) {
        let ended = due.clone().with(|story| match stage {
            CallbackStage::Satisfied => story.act(satisfied()),
            CallbackStage::Unsatisfied => story.act(unsatisfied(FollowUp::Redo)),
            CallbackStage::Unreachable => story.act(Attempt::Refused),
            CallbackStage::Dropped => story.act(withdraw()),
            CallbackStage::Scheduled
            | CallbackStage::Due
            | CallbackStage::Searching
            | CallbackStage::Answered
            | CallbackStage::Removed => panic!("has not ended"),
        });
        assert_eq!(ended.callback().stage, *stage);
        places.push((stage.as_str().to_owned(), ended));
    }
    places
}

#[test]
fn a_callback_in_every_stage_under_every_result_of_an_attempt() {
    let tomorrow = at("2026-03-03T10:00:00+08:00");
    let attempts = [
        ("answered, content", satisfied()),
        ("answered, redo", unsatisfied(FollowUp::Redo)),
        ("answered, refill", unsatisfied(FollowUp::Refill)),
        ("answered, review", unsatisfied(review())),
        ("answered, close", unsatisfied(close())),
        ("no_answer", Attempt::NoAnswer),
        ("busy", Attempt::Busy),
        ("power_off", Attempt::PowerOff),
        ("wrong_number", Attempt::WrongNumber),
        ("refused", Attempt::Refused),
        ("other_time", Attempt::OtherTime { at: tomorrow }),
    ];
    let attempts = attempts.map(|(name, attempt)| row(name, move |_| attempt.clone().into()));
    insta::assert_snapshot!(Table::of(&callback_places(), &attempts).show());
}

#[test]
fn the_tables_name_every_stage_and_every_action() {
    let stages: Vec<String> = ["fault", "complaint", "query"]
        .iter()
        .flat_map(|kind| ticket_places(kind))
        .map(|(_, story)| story.case.ticket.stage.as_str().to_owned())
        .collect();
    assert!(TicketStage::ALL.iter().all(|stage| stages.iter().any(|shown| shown == stage.as_str())));
    let table = ticket_table("fault");
    assert!(TicketAction::ALL.iter().all(|action| table.contains(&format!("\n{}", action.as_str()))));
    let table = order_table(&Story::dispatched("fault", &[METERING, REPAIR]), 2, &[]);
    assert!(WorkOrderAction::ALL.iter().all(|action| table.contains(&format!("\n{}", action.as_str()))));
}
