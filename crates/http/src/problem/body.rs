//! What a problem looks like on the wire, and what the catalogue says about it.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::code::ProblemCode;
use super::{Problem, text};
use crate::extract::language::Language;

/// The media type of problems.
pub const CONTENT_TYPE: &str = "application/problem+json";

/// Why a request was not carried out (RFC 9457).
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// Where this kind of problem is documented: `/problems/<code>`.
    #[serde(rename = "type")]
    #[schema(example = "/problems/version_conflict")]
    pub kind: String,
    /// The kind of problem, for people.
    pub title: &'static str,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// What is wrong this time, for people.
    pub detail: String,
    /// The path that was asked for.
    pub instance: String,
    /// The kind of problem, for machines.
    #[schema(example = "version_conflict")]
    pub code: &'static str,
    /// The values named in the detail.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<&'static str, String>,
    /// The places that are wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldErrorBody>,
    /// The actions that are open instead of the refused one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub open_actions: Vec<&'static str>,
    /// The id of this request, as in the header `X-Request-Id`.
    pub trace_id: String,
    /// Whether the same request may succeed later.
    pub retryable: bool,
}

/// One place that is wrong.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = FieldError)]
pub struct FieldErrorBody {
    /// Where: a pointer (RFC 6901) into the body, or `/query/<name>`, or `/header/<name>`.
    #[schema(example = "/contact/phone")]
    pub pointer: String,
    /// What, for machines.
    #[schema(example = "required")]
    pub code: &'static str,
    /// What, for people.
    pub message: String,
    /// The values named in the message; for a policy bundle `line`, `column`, `path` and `reason`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<&'static str, String>,
}

/// What a problem code means.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProblemDocument {
    /// The URI reference of this page.
    #[serde(rename = "type")]
    pub kind: String,
    /// The code.
    pub code: &'static str,
    /// The HTTP status it comes with.
    pub status: u16,
    /// The kind of problem.
    pub title: &'static str,
    /// The detail, with its parameters in braces.
    pub detail: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
    /// Whether the same request may succeed later.
    pub retryable: bool,
}

fn kind(code: ProblemCode) -> String {
    format!("/problems/{}", code.as_str())
}

impl ProblemBody {
    /// The problem in a language; `instance` is the path asked for.
    #[must_use]
    pub fn new(problem: &Problem, language: Language, instance: String, trace_id: String) -> Self {
        let content = &problem.0;
        let text = text::of(content.code, language);
        let errors = content.errors.iter().map(|error| FieldErrorBody {
            pointer: error.pointer.clone(),
            code: error.code,
            message: text::fill(text::field(error.code, language), &error.parameters),
            parameters: error.parameters.iter().cloned().collect(),
        });
        Self {
            kind: kind(content.code),
            title: text.title,
            status: content.code.status().as_u16(),
            detail: text::fill(text.detail, &content.parameters),
            instance,
            code: content.code.as_str(),
            parameters: content.parameters.iter().cloned().collect(),
            errors: errors.collect(),
            open_actions: content.open_actions.clone(),
            trace_id,
            retryable: content.code.retryable(),
        }
    }
}

impl ProblemDocument {
    /// The page of a code in a language.
    #[must_use]
    pub fn new(code: ProblemCode, language: Language) -> Self {
        let text = text::of(code, language);
        Self {
            kind: kind(code),
            code: code.as_str(),
            status: code.status().as_u16(),
            title: text.title,
            detail: text.detail,
            remedy: text.remedy,
            retryable: code.retryable(),
        }
    }
}
