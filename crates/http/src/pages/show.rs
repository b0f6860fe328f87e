//! `GET /s/{token}`: the page of a survey.

use actix_web::{HttpRequest, HttpResponse, web};
use bihuan_app::error::Error;
use bihuan_domain::survey::Answers;

use super::form::form;
use super::frame::note;
use super::sheet::{Sheet, SheetState};
use super::visitor::{admit, language};
use super::words::Note;
use crate::state::State;

pub(super) async fn show_survey(request: HttpRequest, state: web::Data<State>) -> HttpResponse {
    let visitor = match admit(&request, &state) {
        Ok(visitor) => visitor,
        Err(refused) => return note(refused, language(&request)),
    };
    match Sheet::load(&state.app, visitor.link).await {
        Ok(asked) => match asked.state {
            SheetState::Answered => note(Note::Thanks, visitor.language),
            SheetState::AnsweredInCall => note(Note::AnsweredInCall, visitor.language),
            SheetState::Ended => note(Note::Ended, visitor.language),
            SheetState::Expired => note(Note::Expired, visitor.language),
            SheetState::Open => form(&asked, &visitor, &Answers::new(), &[]),
        },
        Err(error) => note(note_of(&error), visitor.language),
    }
}

/// What is said when something went wrong.
pub(super) fn note_of(error: &Error) -> Note {
    match error {
        Error::NotFound { .. } => Note::Unknown,
        Error::Busy => Note::Fault,
        other => {
            tracing::error!(error = other as &dyn std::error::Error, "a page failed");
            Note::Fault
        }
    }
}
