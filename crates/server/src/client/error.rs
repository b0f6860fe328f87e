//! What can go wrong with a request, in words that name it.

use std::error::Error;
use std::fmt;

use reqwest::{Response, StatusCode};
use serde::Deserialize;

/// Why a request did not succeed.
#[derive(Debug)]
pub(crate) struct ClientError {
    request: String,
    cause: Cause,
}

#[derive(Debug)]
enum Cause {
    Transport(String),
    Unreadable(String),
    Problem { status: StatusCode, problem: Box<Problem> },
}

/// The parts of a problem (RFC 9457) that are told on.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Problem {
    code: String,
    detail: String,
    errors: Vec<FieldError>,
    open_actions: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct FieldError {
    pointer: String,
    message: String,
}

impl ClientError {
    pub(super) fn transport(method: &str, path: &str, error: &reqwest::Error) -> Self {
        let mut text = error.to_string();
        let mut source = error.source();
        while let Some(inner) = source {
            text = format!("{text}: {inner}");
            source = inner.source();
        }
        Self { request: format!("{method} {path}"), cause: Cause::Transport(text) }
    }

    pub(super) fn unreadable(method: &str, path: &str, why: String) -> Self {
        Self { request: format!("{method} {path}"), cause: Cause::Unreadable(why) }
    }

    pub(super) async fn answered(method: &str, path: &str, response: Response) -> Self {
        let status = response.status();
        let bytes = response.bytes().await.unwrap_or_default();
        let problem = serde_json::from_slice(&bytes).unwrap_or_else(|_| Problem {
            detail: String::from_utf8_lossy(&bytes).chars().take(200).collect(),
            ..Problem::default()
        });
        Self { request: format!("{method} {path}"), cause: Cause::Problem { status, problem: Box::new(problem) } }
    }

    /// The status, when there was an answer.
    pub(crate) fn status(&self) -> Option<StatusCode> {
        match &self.cause {
            Cause::Problem { status, .. } => Some(*status),
            Cause::Transport(_) | Cause::Unreadable(_) => None,
        }
    }

    /// Whether the same request may succeed a little later.
    pub(super) fn is_transient(&self) -> bool {
        match &self.cause {
            Cause::Transport(_) => true,
            Cause::Unreadable(_) => false,
            Cause::Problem { status, .. } => *status == StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl fmt::Display for ClientError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.request)?;
        match &self.cause {
            Cause::Transport(why) => write!(f, "the server could not be reached: {why}"),
            Cause::Unreadable(why) => write!(f, "not what was expected: {why}"),
            Cause::Problem { status, problem } => {
                write!(f, "{} {}: {}", status.as_u16(), problem.code, problem.detail)?;
                for error in &problem.errors {
                    write!(f, "; {}: {}", error.pointer, error.message)?;
                }
                if problem.open_actions.is_empty() {
                    return Ok(());
                }
                write!(f, "; open instead: {}", problem.open_actions.join(", "))
            }
        }
    }
}

impl Error for ClientError {}
