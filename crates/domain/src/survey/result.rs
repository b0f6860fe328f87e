//! What came of the questions of many surveys: how often each answer was given, and the mean on the question's own scale.

use std::collections::BTreeMap;

use crate::code::QuestionCode;
use crate::policy::questionnaires::{AnswerForm, Question, Questionnaire, Subject};

use super::{Answers, Rating, RoundAnswer, Scale, chosen};

/// What came of one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionResult {
    /// The question.
    pub question: QuestionCode,
    /// Whom or what it is about.
    pub subject: Subject,
    /// How many customers answered it.
    pub answered: u32,
    /// How often each answer was given; free text and numbers are not counted.
    pub counts: BTreeMap<String, u32>,
    /// The scale, when it is measured.
    pub scale: Option<Scale>,
    /// The sum of what was measured.
    pub sum: i64,
    /// How many gave a verdict on the scale.
    pub measured: u32,
}

impl QuestionResult {
    /// Of a question that nobody has answered yet.
    #[must_use]
    pub fn of(question: &Question) -> Self {
        Self {
            question: question.code.clone(),
            subject: question.subject,
            answered: 0,
            counts: question.answer.options().iter().map(|option| (option.value.to_string(), 0)).collect(),
            scale: None,
            sum: 0,
            measured: 0,
        }
    }

    /// Counts what one customer answered to the question, if he did.
    pub fn add(&mut self, question: &Question, answers: &Answers, ratings: &[Rating]) {
        let Some(raw) = answers.get(&question.code).filter(|raw| !raw.trim().is_empty()) else { return };
        self.answered += 1;
        match question.answer {
            AnswerForm::Text { .. } | AnswerForm::Number { .. } => {}
            AnswerForm::Multiple { .. } => chosen(raw).for_each(|one| self.count(one)),
            AnswerForm::YesNo | AnswerForm::Choice { .. } | AnswerForm::Scale { .. } => self.count(raw),
        }
        if let Some(rating) = ratings.iter().find(|rating| rating.question == question.code) {
            self.scale = Some(rating.scale.clone());
            if let Some(value) = rating.value {
                self.sum += i64::from(value);
                self.measured += 1;
            }
        }
    }

    fn count(&mut self, answer: &str) {
        *self.counts.entry(answer.to_owned()).or_default() += 1;
    }
}

/// What came of each question of a round, in the order of the questionnaire.
#[must_use]
pub fn results(questionnaire: &Questionnaire, given: &[RoundAnswer]) -> Vec<QuestionResult> {
    let of_question = |question: &Question| {
        let mut result = QuestionResult::of(question);
        given.iter().for_each(|answer| result.add(question, &answer.answers, &answer.ratings));
        result
    };
    questionnaire.questions.iter().map(of_question).collect()
}
