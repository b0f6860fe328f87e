//! Who is told what: as the rules decide it, before anybody is looked for.

use bihuan_domain::case::{self, CaseEvent, Command, Decision};
use bihuan_domain::id::UserId;
use bihuan_domain::notification::{Addressee, Happening, Intent, PushTerms, alarm_recipients, intents, message};
use bihuan_domain::policy::notifications::{CAP_PER_HOUR_DEFAULT, ClockLevel, Place, PushChannel, Recipient};
use bihuan_domain::ticket::TicketCommand;
use bihuan_domain::work_order::WorkOrderCommand;
use uuid::Uuid;

use crate::fixtures::{MARKETING, METERING, REPAIR, REPAIR_CREW, SAMPLE, Story, at, code, minutes_after};

/// What the events told.
fn of(story: &Story, events: Vec<CaseEvent>) -> Vec<Intent> {
    intents(&Decision { case: story.case.clone(), events }, &SAMPLE.policy, &SAMPLE.organisation)
}

/// The roles and units that are told.
fn names(intent: &Intent) -> Vec<(String, String)> {
    intent.to.iter().map(|to| (to.role.to_string(), to.unit.to_string())).collect()
}

fn to(role: &str, unit: &str) -> (String, String) {
    (role.to_owned(), unit.to_owned())
}

fn urge() -> TicketCommand {
    TicketCommand::Urge { note: None }
}

#[test]
fn every_unit_that_holds_an_open_order_is_told_that_the_customer_presses() {
    let mut story = Story::dispatched("fault", &[REPAIR, METERING]);
    let events = story.try_act(urge()).unwrap();
    let told = of(&story, events);
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].code.as_str(), told[0].cause, told[0].emergency), ("urged", 0, false));
    assert_eq!(told[0].channels, [PushChannel::Webhook, PushChannel::Smtp]);
    let expected = [to("handler", METERING), to("handler", REPAIR), to("manager", METERING), to("manager", REPAIR)];
    assert_eq!(names(&told[0]), expected);
}

#[test]
fn before_anything_was_sent_out_whoever_took_the_demand_is_told() {
    let mut story = Story::accepted("fault");
    let events = story.try_act(urge()).unwrap();
    assert_eq!(names(&of(&story, events)[0]), [to("handler", "centre"), to("manager", "centre")]);
}

#[test]
fn a_return_is_told_one_step_up_because_there_it_is_decided() {
    let mut story = Story::dispatched("fault", &[REPAIR]);
    let back = WorkOrderCommand::Return { reason: code("wrong-area"), note: None };
    let order = story.case.work_orders[0].id;
    let events = story.try_act(Command::WorkOrder(order, back)).unwrap();
    let told = of(&story, events);
    assert_eq!((told[0].code.as_str(), names(&told[0])), ("returned", vec![to("dispatcher", "centre")]));
}

#[test]
fn an_ordinary_dispatch_tells_nobody_and_an_urgent_one_is_an_emergency() {
    let mut story = Story::dispatched("fault", &[REPAIR]);
    let events: Vec<CaseEvent> = story.log.iter().map(|(_, event)| event.clone()).collect();
    assert_eq!(of(&story, events.clone()), []);
    story.case.ticket.demand.level = Some(code("urgent"));
    let told = of(&story, events);
    assert_eq!(told.len(), 1);
    assert!(told[0].emergency);
    let dispatched = CaseEvent::name(&story.log[told[0].cause].1);
    assert_eq!(dispatched, "dispatched", "the cause is the event of the work order");
    assert!(names(&told[0]).contains(&to("shift-supervisor", "centre")));
}

#[test]
fn an_alarm_tells_by_its_clock_and_its_level_and_reminds_who_was_asked_first() {
    let mut story = Story::dispatched("complaint", &[MARKETING]);
    story.case.ticket.accepted_by = Some(UserId(Uuid::from_u128(9)));
    story.now = minutes_after(story.now, 60 * 24 * 30);
    let decision = case::wake(&story.case, &story.context());
    let told = intents(&decision, &SAMPLE.policy, &SAMPLE.organisation);
    let of_handling = |intent: &&Intent| matches!(&intent.subject.happening, Happening::Clock { clock, .. } if clock.as_str() == "handle");
    let all: Vec<&Intent> = told.iter().filter(of_handling).collect();
    let late: Vec<&Intent> = all.iter().copied().filter(|intent| intent.code.as_str() == "out-of-time").collect();
    assert_eq!((late.len(), all.len()), (1, 3), "the breach, and each rung after it by a rule of its own");
    let person = Addressee { role: code("agent"), unit: code("centre"), person: Some(UserId(Uuid::from_u128(9))) };
    assert!(late[0].to.contains(&person));
    let CaseEvent::Clock { alarm } = &decision.events[late[0].cause] else { panic!("the cause is the alarm") };
    let rules = alarm_recipients(&SAMPLE.policy, &story.case, alarm);
    assert_eq!(rules.iter().map(|told| told.code.as_str()).collect::<Vec<_>>(), ["out-of-time"]);
}

#[test]
fn a_crew_is_told_once_it_has_the_order_and_levels_up_end_at_the_top() {
    let story = Story::dispatched("fault", &[REPAIR]).with(|story| story.go_out());
    let mut bundle = SAMPLE.policy.bundle().clone();
    let recipient = |at, up| Recipient { role: code("crew"), at, up };
    bundle.notifications.retain(|rule| rule.code.as_str() == "urged");
    bundle.notifications[0].to = vec![recipient(Place::Crew, 0), recipient(Place::Holder, 15)];
    let policy = bihuan_domain::policy::Policy::new(SAMPLE.policy.version(), bundle).unwrap();
    let urged = bihuan_domain::ticket::TicketEvent::Urged { note: None, passed_on: false };
    let told =
        intents(&Decision { case: story.case.clone(), events: vec![urged.into()] }, &policy, &SAMPLE.organisation);
    assert_eq!(names(&told[0]), [to("crew", "company"), to("crew", REPAIR_CREW)]);
}

#[test]
fn complaint_10_quiet_hours_move_the_push_to_their_end_and_an_emergency_knows_none() {
    let terms = |role: &str, now: &str, emergency| PushTerms::of(&SAMPLE.policy, &code(role), at(now), emergency);
    let night = "2026-03-02T23:30:00+08:00";
    assert_eq!(terms("manager", night, false).after, at("2026-03-03T07:00:00+08:00"));
    assert_eq!(terms("manager", "2026-03-03T06:59:59+08:00", false).after, at("2026-03-03T07:00:00+08:00"));
    assert_eq!(terms("manager", "2026-03-03T07:00:00+08:00", false).after, at("2026-03-03T07:00:00+08:00"));
    assert_eq!(terms("manager", night, true), PushTerms { after: at(night), cap: None });
    assert_eq!(terms("handler", night, false), PushTerms { after: at(night), cap: Some(CAP_PER_HOUR_DEFAULT) });
    let both = terms("handler", night, false).or(terms("manager", night, false));
    assert_eq!((both.after, both.cap), (at(night), Some(30)), "the kinder of two roles");
}

#[test]
fn every_happening_has_words_in_both_languages() {
    let mut story = Story::dispatched("fault", &[REPAIR]);
    let events = story.try_act(urge()).unwrap();
    let intent = of(&story, events).remove(0);
    let words = |emergency| message(&SAMPLE.policy, &SAMPLE.organisation, &intent.code, &intent.subject, emergency);
    assert_eq!(words(false).title.zh, "客户催办：工单 2603020000018");
    assert_eq!(words(true).title.en, "[Urgent] The customer presses: ticket 2603020000018");
    assert_eq!(words(false).text.en, "Ticket 2603020000018: the customer presses. It is with: Repair department.");
    let rules = &SAMPLE.policy.bundle().clocks;
    let rule = rules.iter().position(|rule| rule.name.en == "On site in the city");
    let rule = rule.map(|place| u16::try_from(place).unwrap());
    for level in [ClockLevel::Warning, ClockLevel::Breach, ClockLevel::Escalation] {
        let happening = Happening::Clock { clock: code("arrive"), rule, level, due_at: story.now };
        let subject = bihuan_domain::notification::Subject { happening, ..intent.subject.clone() };
        // A rule that is gone has the words of what happened.
        let words = message(&SAMPLE.policy, &SAMPLE.organisation, &code("gone"), &subject, false);
        assert!(words.title.en.starts_with("“On site in the city” "), "{words:?}");
        assert!(words.title.zh.starts_with("“城市到达现场”"), "{words:?}");
    }
}
