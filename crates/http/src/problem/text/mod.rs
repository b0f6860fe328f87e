//! What people read. One file a language; the matches are exhaustive, so a new code without a text does not compile.

mod en;
mod zh;

use crate::extract::language::Language;
use crate::problem::code::ProblemCode;

/// The texts of one problem in one language. `{name}` stands for a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// The kind of problem, the same every time.
    pub title: &'static str,
    /// What is wrong this time.
    pub detail: &'static str,
    /// What to do about it, in one line.
    pub remedy: &'static str,
}

const fn text(title: &'static str, detail: &'static str, remedy: &'static str) -> Text {
    Text { title, detail, remedy }
}

/// The texts of a code.
#[must_use]
pub const fn of(code: ProblemCode, language: Language) -> Text {
    match (language, code) {
        (Language::English, ProblemCode::Refused(refusal)) => en::refusal(refusal),
        (Language::English, _) => en::general(code),
        (Language::Chinese, ProblemCode::Refused(refusal)) => zh::refusal(refusal),
        (Language::Chinese, _) => zh::general(code),
    }
}

/// What is wrong with one member, by the code of the field error; a plain sentence for codes without a text.
#[must_use]
pub fn field(code: &str, language: Language) -> &'static str {
    match language {
        Language::English => en::field(code),
        Language::Chinese => zh::field(code),
    }
}

/// The codes of field errors that have a text of their own.
pub const FIELD_CODES: &[&str] = &[
    "required",
    "unknown_member",
    "duplicate_member",
    "invalid_type",
    "invalid_value",
    "unknown_value",
    "length",
    "range",
    "nul_character",
    "wildcard_refused",
    "strong_etag_required",
    "single_etag_required",
    "etag_unknown",
    "visible_ascii",
    "not_found",
    "in_future",
    "in_past",
    "conflict",
    "bundle_line",
    "bundle",
    "files_not_kept",
];

/// `template` with its `{name}`s replaced; a name without a parameter becomes a dash.
#[must_use]
pub fn fill(template: &str, parameters: &[(&'static str, String)]) -> String {
    let value = |name: &str| parameters.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
    fill_named(template, value)
}

/// The same, with the parameters from wherever they are.
#[must_use]
pub fn fill_named<'a>(template: &str, value: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else {
            break;
        };
        filled.push_str(before);
        filled.push_str(value(name).unwrap_or("–"));
        rest = tail;
    }
    filled.push_str(rest);
    filled
}
