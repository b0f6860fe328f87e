//! Turns what serde says about a shape into field errors, without ever repeating a value: it may be a phone number.

use bihuan_app::error::FieldError;
use serde_path_to_error::{Path, Segment};

/// The path as an RFC 6901 pointer behind `prefix`.
fn pointer(prefix: &str, path: &Path) -> String {
    let mut pointer = prefix.to_owned();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } | Segment::Enum { variant: key } => push(&mut pointer, key),
            Segment::Unknown => {}
        }
    }
    pointer
}

/// Appends one member name to a pointer.
pub(crate) fn push(pointer: &mut String, member: &str) {
    pointer.push('/');
    pointer.push_str(&member.replace('~', "~0").replace('/', "~1"));
}

/// The field error for `message`, the text of a serde error at `path`.
pub(super) fn field_error(prefix: &str, path: &Path, message: &str) -> FieldError {
    let mut pointer = pointer(prefix, path);
    let named = |start: &str| message.strip_prefix(start).and_then(|rest| rest.split('`').next());
    if let Some(member) = named("missing field `") {
        push(&mut pointer, member);
        return FieldError::new(pointer, "required");
    }
    if let Some(member) = named("unknown field `") {
        append_once(&mut pointer, member);
        return FieldError::new(pointer, "unknown_member");
    }
    if let Some(member) = named("duplicate field `") {
        append_once(&mut pointer, member);
        return FieldError::new(pointer, "duplicate_member");
    }
    let with_expected = |code| match expected(message) {
        Some(expected) => FieldError::new(pointer.clone(), code).with("expected", expected),
        None => FieldError::new(pointer.clone(), "invalid_value"),
    };
    match message {
        _ if message.starts_with("invalid type: ") => with_expected("invalid_type"),
        _ if message.starts_with("invalid length ") => with_expected("invalid_type"),
        _ if message.starts_with("unknown variant `") => with_expected("unknown_value"),
        _ => FieldError::new(pointer, "invalid_value"),
    }
}

/// The path ends with the member already when serde noticed it while reading the key.
fn append_once(pointer: &mut String, member: &str) {
    let mut last = String::new();
    push(&mut last, member);
    if !pointer.ends_with(&last) {
        pointer.push_str(&last);
    }
}

/// What serde expected: its own words, which stand after the refused value.
fn expected(message: &str) -> Option<&str> {
    let (_, expected) = message.rsplit_once(", expected ")?;
    let end = expected.find(" at line ").unwrap_or(expected.len());
    Some(&expected[..end])
}
