//! Why a job was given up, in the form in which it is stored: the name of a problem and what its text names.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// Why a job was given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobFailure {
    /// The name of a problem, the same as in answers of the API.
    pub code: String,
    /// What its text names.
    pub parameters: BTreeMap<String, String>,
}

impl JobFailure {
    /// The failure behind an error. What only logs may know stays out.
    #[must_use]
    pub fn of(error: &Error) -> Self {
        let (code, parameters): (&str, Vec<(&str, String)>) = match error {
            Error::LimitExceeded { limit, maximum } => {
                ("limit_exceeded", vec![("limit", (*limit).to_owned()), ("maximum", maximum.to_string())])
            }
            Error::PolicyRefused { problems } => ("policy_refused", vec![("count", problems.len().to_string())]),
            Error::NotFound { what } => ("not_found", vec![("what", (*what).to_owned())]),
            Error::Busy => ("busy", Vec::new()),
            _ => ("internal", Vec::new()),
        };
        let parameters = parameters.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self { code: code.to_owned(), parameters }
    }
}

/// Whether the same step may succeed later. Limits and drafts do not change by waiting.
pub(super) fn is_transient(error: &Error) -> bool {
    matches!(error, Error::Busy | Error::Internal(_))
}
