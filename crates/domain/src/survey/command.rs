//! What is wanted of a survey, besides what callback agents write down.

use crate::callback::{self, Callback, FollowUp};
use crate::case::{Case, CaseEvent, Context};
use crate::policy::callbacks::{DissatisfiedAlone, Method};
use crate::policy::questionnaires::Questionnaire;
use crate::refusal::{Refusal, RefusalCode};

use super::answers::is_solved;
use super::{Answers, Respondent, Survey, SurveyEvent, SurveyStage, Way, judge, next_question, ratings, read_reply};

/// What is wanted of a survey, besides what callback agents write down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SurveyCommand {
    /// Invite the customer to answer by himself.
    Invite {
        /// By which way.
        way: Way,
    },
    /// The customer answered all there is to answer.
    Answer {
        /// By which way.
        way: Way,
        /// What.
        answers: Answers,
    },
    /// The customer answered the next question in a few words.
    Reply {
        /// By which way.
        way: Way,
        /// The words, or the keys.
        text: String,
    },
}

impl SurveyCommand {
    /// By which way.
    #[must_use]
    pub const fn way(&self) -> Way {
        match self {
            Self::Invite { way } | Self::Answer { way, .. } | Self::Reply { way, .. } => *way,
        }
    }
}

/// What a command to one of the surveys of a case brings about. What a customer answers by himself has the consequences that
/// it would have in a call: the callback it belongs to ends by it, and nobody else needs to sign.
///
/// # Errors
/// The refusal names the rule; nothing has happened.
pub fn decide(
    case: &Case,
    survey: &Survey,
    command: &SurveyCommand,
    context: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    if survey.stage != SurveyStage::Open {
        return Err(Refusal::new(RefusalCode::SurveyEnded).with("stage", survey.stage.as_str()));
    }
    let questionnaire = context.policy.questionnaire(&survey.questionnaire).ok_or(RefusalCode::AnswersInvalid)?;
    let way = command.way();
    let own = questionnaire.self_service.as_ref().filter(|own| way.is_open(own));
    let reachable = waiting(case, survey).is_none_or(|callback| nobody_else_needed(callback, context));
    let (Some(own), true) = (own, reachable) else {
        return Err(Refusal::new(RefusalCode::NotInPlan).with("way", way.as_str()));
    };
    let asking = Asking { case, survey, questionnaire, context };
    asking.check_window()?;
    if let SurveyCommand::Invite { .. } = command {
        let expires_at = context.now.plus_seconds(3_600 * i64::from(own.hours));
        return Ok(vec![event(survey, SurveyEvent::Invited { way, expires_at })]);
    }
    if survey.expires_at.is_none_or(|until| until <= context.now) {
        return Err(RefusalCode::SurveyExpired.into());
    }
    match command {
        SurveyCommand::Invite { .. } => Ok(Vec::new()),
        SurveyCommand::Answer { answers, .. } => asking.answered((way, answers.clone())),
        SurveyCommand::Reply { text, .. } => asking.replied((way, text)),
    }
}

struct Asking<'a> {
    case: &'a Case,
    survey: &'a Survey,
    questionnaire: &'a Questionnaire,
    context: &'a Context<'a>,
}

impl Asking<'_> {
    /// Before the window of its callback has begun nobody is asked by any way: quality shows later. (Hours at which nobody is
    /// called keep nobody from answering by himself.)
    fn check_window(&self) -> Result<(), Refusal> {
        let from = waiting(self.case, self.survey).and_then(|callback| callback::window_from(callback, self.context));
        match from.filter(|from| *from > self.context.now) {
            Some(from) => Err(Refusal::new(RefusalCode::TooEarlyToCall).with("dueAt", from)),
            None => Ok(()),
        }
    }

    /// The next answer; with the last one everything follows.
    fn replied(&self, (way, text): (Way, &str)) -> Result<Vec<CaseEvent>, Refusal> {
        let Self { survey, questionnaire, .. } = *self;
        let question = next_question(questionnaire, &survey.answers).ok_or(RefusalCode::SurveyEnded)?;
        let not_understood =
            || Refusal::new(RefusalCode::AnswersInvalid).with("question", &question.code).with("why", "not_understood");
        let answer = read_reply(question, text).ok_or_else(not_understood)?;
        let mut answers = survey.answers.clone();
        answers.insert(question.code.clone(), answer.clone());
        let replied = event(survey, SurveyEvent::Replied { question: question.code.clone(), answer });
        let rest = match next_question(questionnaire, &answers) {
            Some(_) => Vec::new(),
            None => self.answered((way, answers))?,
        };
        Ok(std::iter::once(replied).chain(rest).collect())
    }

    fn answered(&self, (way, answers): (Way, Answers)) -> Result<Vec<CaseEvent>, Refusal> {
        let Self { case, survey, questionnaire, .. } = *self;
        let content = judge(questionnaire, &answers)?;
        let method = match way {
            Way::Link | Way::Sms => Method::Message,
            Way::Keypad => Method::Phone,
        };
        let ended = waiting(case, survey).map(|callback| {
            callback::answered_by_customer(callback, content, self.follow_up(callback, way, &answers), method)
        });
        let ratings = ratings(questionnaire, &answers, Some(case));
        let respondent = Some(Respondent::Customer { way });
        let given = event(survey, SurveyEvent::Answered { answers, ratings, respondent });
        Ok(std::iter::once(given).chain(ended.into_iter().flatten()).collect())
    }

    /// What follows when he is not content.
    fn follow_up(&self, callback: &Callback, way: Way, answers: &Answers) -> FollowUp {
        let plan = self.context.policy.plan(&callback.plan);
        match plan.map(|plan| plan.dissatisfied_alone).unwrap_or_default() {
            DissatisfiedAlone::Review if is_solved(self.questionnaire, answers) => {
                FollowUp::Review { reason: format!("customer by {}", way.as_str()) }
            }
            DissatisfiedAlone::Review | DissatisfiedAlone::Redo => FollowUp::Redo,
        }
    }
}

/// The callback that waits for these answers.
fn waiting<'a>(case: &'a Case, survey: &Survey) -> Option<&'a Callback> {
    case.callbacks().find(|callback| callback.survey == survey.id && !callback.stage.is_end())
}

/// A plan that wants several people reached is not done with the answer of one.
fn nobody_else_needed(callback: &Callback, context: &Context<'_>) -> bool {
    context.policy.plan(&callback.plan).is_some_and(|plan| plan.must_reach.is_empty())
}

fn event(survey: &Survey, event: SurveyEvent) -> CaseEvent {
    CaseEvent::Survey { survey: survey.id, event }
}
