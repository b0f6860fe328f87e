//! What can be counted about a round of the callback.

use crate::callback::CallbackStage;
use crate::policy::questionnaires::{AnswerForm, Decides};
use crate::survey::{Survey, SurveyStage};

use super::{Amount, Basis, Fact, Family, Flag, Round};

impl Basis<'_> {
    pub(super) fn callback(&self, round: &Round) -> Fact {
        let callback = &round.callback;
        let begun = callback.opened_at;
        let mut fact = self.fact(Family::Callback, callback.id.0, begun, callback.ended_at, self.answerable());
        fact.place.plan = Some(callback.plan.clone());
        fact.place.person = callback.attempted_by;
        let reached =
            matches!(callback.stage, CallbackStage::Answered | CallbackStage::Satisfied | CallbackStage::Unsatisfied);
        let concluded = matches!(
            callback.stage,
            CallbackStage::Satisfied | CallbackStage::Unsatisfied | CallbackStage::Unreachable
        );
        let void = matches!(callback.stage, CallbackStage::Dropped | CallbackStage::Removed);
        let decided = |what| round.survey.as_ref().and_then(|survey| self.decided(survey, what));
        let (solved, satisfied) = (decided(Decides::Solved), decided(Decides::Satisfied));
        let review = callback.review.as_ref();
        for (flag, is) in [
            (Flag::Due, !void),
            (Flag::Attempted, callback.attempts > 0),
            (Flag::Concluded, concluded),
            (Flag::Reached, reached),
            (Flag::Content, callback.content == Some(true)),
            (Flag::SolvedAsked, solved.is_some()),
            (Flag::Solved, solved == Some(true)),
            (Flag::SatisfiedAsked, satisfied.is_some()),
            (Flag::Satisfied, satisfied == Some(true)),
            (Flag::CallLate, callback.overdue_at.is_some()),
            (Flag::Reviewed, review.is_some()),
            (Flag::Unqualified, review.is_some_and(|review| !review.qualified)),
            (Flag::Closes, round.closes),
            (Flag::Sampled, callback.is_sampled()),
        ] {
            fact.flags.set(flag, is);
        }
        fact.amounts.set(Amount::Attempts, Some(callback.attempts.into()));
        fact
    }

    /// What the customer's answer to the deciding question says; none when it was not asked.
    fn decided(&self, survey: &Survey, what: Decides) -> Option<bool> {
        if survey.stage != SurveyStage::Answered {
            return None;
        }
        let questionnaire = self.policy.questionnaire(&survey.questionnaire)?;
        let question = questionnaire.questions.iter().find(|question| question.decides == Some(what))?;
        let answer = survey.answers.get(&question.code)?;
        match &question.answer {
            AnswerForm::YesNo => Some(answer == "yes"),
            AnswerForm::Choice { options } => {
                options.iter().find(|option| option.value.as_str() == answer).map(|option| option.content)
            }
            AnswerForm::Text { .. } => None,
        }
    }
}
