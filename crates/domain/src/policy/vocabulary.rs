//! What all parts of a bundle have in common: a text in both languages, and how far a figure may be trusted.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A text in the two languages of the service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// How far a figure may be trusted. Kept beside the figure, so that unverified numbers show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Two independent sources, or an official publication.
    Sure,
    /// One source.
    One,
    /// Sources disagree.
    Contested,
    /// From an exam question whose key is not shown.
    Quiz,
    /// Remembered, unverified.
    Recall,
    /// Inferred from sourced figures.
    Inferred,
    /// A design choice of this bundle.
    Design,
}
