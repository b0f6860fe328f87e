//! What an attempt brings about.

use crate::case::{Case, CaseEvent, Context};
use crate::code::PostCode;
use crate::policy::callbacks::CallbackPlan;
use crate::refusal::{Refusal, RefusalCode};
use crate::survey::{self, Answers, Respondent, SurveyEvent};
use crate::ticket::TicketEvent;
use crate::time::Timestamp;

use super::decide::{check_hours, completed};
use super::next::next_attempt;
use super::performing::standing_of;
use super::{Attempt, AttemptReport, Callback, CallbackEvent, FollowUp, Remark, agreed_until};

const DAY_SECONDS: i64 = 86_400;

/// What an attempt brings about.
pub(super) fn decide(
    case: &Case,
    callback: &Callback,
    plan: &CallbackPlan,
    report: &AttemptReport,
    context: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let hours = &case.ticket.demand.contact.hours;
    check_hours(case, callback, plan, context)?;
    check_report(plan, report)?;
    // Whoever may not call is told before he learns anything.
    let signature = match context.person {
        Some(person) => Some(standing_of(case, callback, plan, person, context)?.signed(person)),
        None => None,
    };
    let calling = Calling { case, callback, plan, report, context };
    let mut events = match &report.attempt {
        Attempt::Answered { answers, follow_up } => calling.answered(answers, follow_up, signature)?,
        Attempt::WrongNumber if plan.search_days > 0 => {
            let until = context.now.plus_seconds(DAY_SECONDS * i64::from(plan.search_days));
            vec![calling.own(CallbackEvent::NumberSought { until, remark: calling.remark() })]
        }
        Attempt::WrongNumber | Attempt::Refused => calling.unreachable(),
        Attempt::OtherTime { at } => {
            let latest = context.now.plus_seconds(DAY_SECONDS * i64::from(plan.postponed_days_max));
            let at = (*at).clamp(context.now, latest);
            // Exactly then: the customer's own word goes before all hours, and whoever waits for it is not late.
            let agreed = agreed_until(plan, at);
            calling.again(at, callback.until.filter(|until| *until < agreed).map(|_| agreed))
        }
        Attempt::Partly => {
            if report.reached.is_empty() {
                return Err(RefusalCode::PostsNotReached.into());
            }
            let posts = report.reached.clone();
            let next_at = next_attempt(callback, plan, hours, context.now, context);
            vec![calling.own(CallbackEvent::Reached { posts, next_at, remark: calling.remark() })]
        }
        Attempt::NoAnswer | Attempt::Busy | Attempt::PowerOff => {
            if callback.in_vain().saturating_add(1) >= plan.attempts_max {
                calling.unreachable()
            } else {
                let earliest = context.now.plus_seconds(60 * i64::from(plan.spacing_minutes));
                calling.again(next_attempt(callback, plan, hours, earliest, context), None)
            }
        }
    };
    events.extend(calling.mark());
    events.extend(calling.address());
    if report.do_not_call || report.never_call {
        events.push(TicketEvent::CallsDeclined { ever: report.never_call }.into());
        // The call in which he says so is over with it, unless it has come to its own end.
        let spared = calling.is_over(&events).then_some(callback.id);
        events.extend(case.calls_given_up(spared));
    }
    Ok(events)
}

/// What is reported must be on the lists of the plan.
fn check_report(plan: &CallbackPlan, report: &AttemptReport) -> Result<(), Refusal> {
    let unlisted = |what: &'static str, code: &str| Err(Refusal::new(RefusalCode::NotInPlan).with(what, code));
    if let Some(method) =
        report.methods.iter().find(|method| !plan.methods.is_empty() && !plan.methods.contains(method))
    {
        return unlisted("method", method.as_str());
    }
    if let Some(post) = report.reached.iter().find(|post| !plan.must_reach.iter().any(|one| one.code == **post)) {
        return unlisted("post", post.as_str());
    }
    match &report.outcome {
        None if report.address.is_some() => unlisted("address", ""),
        None => Ok(()),
        Some(named) => match plan.outcome(&named.code) {
            None => unlisted("outcome", named.code.as_str()),
            Some(outcome) if outcome.dated != named.at.is_some() => unlisted("outcomeAt", named.code.as_str()),
            Some(outcome) if report.address.is_some() && !outcome.address => unlisted("address", named.code.as_str()),
            Some(outcome) if outcome.consent && !named.consented => {
                Err(Refusal::new(RefusalCode::ConsentRequired).with("outcome", &named.code))
            }
            Some(_) => Ok(()),
        },
    }
}

struct Calling<'a> {
    case: &'a Case,
    callback: &'a Callback,
    plan: &'a CallbackPlan,
    report: &'a AttemptReport,
    context: &'a Context<'a>,
}

impl Calling<'_> {
    fn own(&self, event: CallbackEvent) -> CaseEvent {
        CaseEvent::Callback { callback: self.callback.id, event }
    }

    fn survey(&self, event: SurveyEvent) -> CaseEvent {
        CaseEvent::Survey { survey: self.callback.survey, event }
    }

    fn remark(&self) -> Remark {
        Remark { note: self.report.note.clone(), talk_seconds: self.report.talk_seconds }
    }

    fn unreachable(&self) -> Vec<CaseEvent> {
        let result = self.report.attempt.result();
        vec![
            self.own(CallbackEvent::Unreachable { result, remark: self.remark() }),
            self.survey(SurveyEvent::Abandoned),
        ]
    }

    /// Whether these events end this call, or all of it but the signatures.
    fn is_over(&self, events: &[CaseEvent]) -> bool {
        events.iter().any(|event| match event {
            CaseEvent::Callback { callback, event } => {
                *callback == self.callback.id
                    && matches!(event, CallbackEvent::Answered { .. } | CallbackEvent::Unreachable { .. })
            }
            _ => false,
        })
    }

    fn again(&self, next_at: Timestamp, until: Option<Timestamp>) -> Vec<CaseEvent> {
        let result = self.report.attempt.result();
        vec![self.own(CallbackEvent::Attempted { result, next_at, until, remark: self.remark() })]
    }

    fn answered(
        &self,
        answers: &Answers,
        follow_up: &FollowUp,
        signed: Option<CallbackEvent>,
    ) -> Result<Vec<CaseEvent>, Refusal> {
        let Self { case, callback, plan, report, context } = *self;
        let survey = case.survey_of(callback.survey).ok_or(RefusalCode::AnswersInvalid)?;
        let questionnaire = context.policy.questionnaire(&survey.questionnaire).ok_or(RefusalCode::AnswersInvalid)?;
        survey::check_caller(questionnaire, answers)?;
        let content = survey::judge(questionnaire, answers)?;
        if !content {
            case.check_follow_up(follow_up, context)?;
        }
        let missing = self.still_to_reach();
        if !missing.is_empty() {
            let posts: Vec<&str> = missing.iter().map(|post| post.as_str()).collect();
            return Err(Refusal::new(RefusalCode::PostsNotReached).with("posts", posts.join(", ")));
        }
        let too_long = plan.talk_seconds_max.zip(report.talk_seconds).is_some_and(|(most, talk)| talk > most);
        let answered = CallbackEvent::Answered {
            content,
            follow_up: (!content).then(|| follow_up.clone()),
            methods: report.methods.clone(),
            talk_seconds: report.talk_seconds,
            too_long,
            reached: report.reached.clone(),
            outcome: report.outcome.clone(),
            note: report.note.clone(),
        };
        let ratings = survey::ratings(questionnaire, answers, Some(case));
        let respondent = context.person.map(|person| Respondent::CallbackAgent { user: person.user });
        let mut events = vec![self.survey(SurveyEvent::Answered { answers: answers.clone(), ratings, respondent })];
        events.extend(completed(callback, plan, std::iter::once(answered).chain(signed).collect(), context));
        Ok(events)
    }

    /// The posts that nobody has reached yet, this attempt included.
    fn still_to_reach(&self) -> Vec<&PostCode> {
        let reached = |post: &PostCode| self.callback.reached.contains(post) || self.report.reached.contains(post);
        self.plan.must_reach.iter().map(|post| &post.code).filter(|post| !reached(post)).collect()
    }

    /// The mark that the outcome puts on the ticket.
    fn mark(&self) -> Option<CaseEvent> {
        let named = self.report.outcome.as_ref()?;
        let mark = self.plan.outcome(&named.code)?.mark.clone()?;
        Some(TicketEvent::Marked { mark, at: named.at.unwrap_or(self.context.now) }.into())
    }

    /// The customer's address put right.
    fn address(&self) -> Option<CaseEvent> {
        let to = self.report.address.clone()?;
        let source = self.callback.plan.to_string();
        let from = self.case.ticket.demand.contact.address.clone();
        (from.as_ref() != Some(&to)).then(|| TicketEvent::AddressCorrected { from, to, source }.into())
    }
}
