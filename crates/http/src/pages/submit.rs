//! `POST /s/{token}`: the customer sends his answers.

use actix_web::http::header;
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, web};
use bihuan_app::error::Error;
use bihuan_domain::policy::questionnaires::{AnswerForm, Questionnaire};
use bihuan_domain::refusal::{Refusal, RefusalCode};
use bihuan_domain::survey::{Answers, faults};

use super::form::form;
use super::frame::note;
use super::sheet::{Sheet, SheetState};
use super::show::note_of;
use super::visitor::{Visitor, admit, language};
use super::words::Note;
use crate::extract::language::Language;
use crate::state::State;

pub(super) async fn submit_survey(request: HttpRequest, state: web::Data<State>, body: Bytes) -> HttpResponse {
    let visitor = match admit(&request, &state) {
        Ok(visitor) => visitor,
        Err(refused) => return note(refused, language(&request)),
    };
    match submit(&state, &visitor, &body).await {
        Ok(response) => response,
        Err(refused) => note(refused, visitor.language),
    }
}

async fn submit(state: &web::Data<State>, visitor: &Visitor, body: &[u8]) -> Result<HttpResponse, Note> {
    let link = visitor.link;
    if !state.visits.welcomes_answer_to(link.to, state.app.wall.now()) {
        return Err(Note::TooOften);
    }
    let asked = Sheet::load(&state.app, link).await.map_err(|error| note_of(&error))?;
    match asked.state {
        SheetState::Open => {}
        SheetState::AnsweredInCall => return Err(Note::AnsweredInCall),
        SheetState::Answered | SheetState::Ended => return Err(Note::Ended),
        SheetState::Expired => return Err(Note::Expired),
    }
    let answers = read(&asked.questionnaire, body);
    match Sheet::answer(&state.app, link.to, answers.clone()).await {
        Ok(()) => {
            let query = if visitor.language == Language::Chinese { "zh" } else { "en" };
            let shown = format!("{}?lang={query}", visitor.path);
            Ok(HttpResponse::SeeOther().insert_header((header::LOCATION, shown)).finish())
        }
        Err(Error::Refused(refusal)) => refused(&asked, visitor, &answers, &refusal),
        Err(Error::AlreadyExists { .. }) => Err(Note::Ended),
        Err(error) => Err(note_of(&error)),
    }
}

fn refused(asked: &Sheet, visitor: &Visitor, answers: &Answers, refusal: &Refusal) -> Result<HttpResponse, Note> {
    match refusal.code {
        // All that is wrong is said at once.
        RefusalCode::AnswersInvalid => Ok(form(asked, visitor, answers, &faults(&asked.questionnaire, answers))),
        RefusalCode::SurveyExpired => Err(Note::Expired),
        _ => Err(Note::Ended),
    }
}

/// The answers of a form. What does not belong to the questionnaire is passed over; several boxes of one question are joined.
fn read(questionnaire: &Questionnaire, body: &[u8]) -> Answers {
    let sent: Vec<(String, String)> = serde_urlencoded::from_bytes(body).unwrap_or_default();
    let mut answers = Answers::new();
    for question in &questionnaire.questions {
        let name = format!("q.{}", question.code);
        let mut given: Vec<&str> = sent.iter().filter(|(own, _)| *own == name).map(|(_, value)| value.trim()).collect();
        given.retain(|value| !value.is_empty() && !value.contains('\0'));
        let answer = match question.answer {
            AnswerForm::Multiple { .. } => given.join(" "),
            _ => given.first().map(|value| value.replace("\r\n", "\n")).unwrap_or_default(),
        };
        if !answer.is_empty() {
            answers.insert(question.code.clone(), answer);
        }
    }
    answers
}
