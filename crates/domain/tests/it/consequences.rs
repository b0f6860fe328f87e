//! What follows a bad answer, repetition and risk, and who may say what is so.

mod final_answers;
mod ladder;
mod reopening;
mod verdicts;

use bihuan_domain::case::{self, CaseEvent, Until};

use crate::fixtures::{Story, approve, contact, demand, reply};

/// A complaint whose customer may be called back now.
fn complaint_in_callback() -> Story {
    Story::complaint_replied().with(|story| story.lead(approve()))
}

/// A story in which so many tickets of the matter were counted.
fn repeated(kind: &str, count: u32) -> Story {
    let mut story = Story::open(demand(kind), Until::Accepted);
    tell(&mut story, count);
    story
}

fn tell(story: &mut Story, count: u32) -> Vec<CaseEvent> {
    let decision = case::count_repeats(story.case.clone(), count, &story.context());
    story.case = decision.case;
    decision.events
}

/// The lead does the work again and its reply is approved.
fn done_again(story: &mut Story) {
    use bihuan_domain::work_order::ReplyOutcome;
    story.lead(contact()).lead(reply(ReplyOutcome::Resolved)).lead(approve());
}
