//! Turns the errors of `validator` into field errors: codes and limits, without the refused values they carry.

use bihuan_app::error::FieldError;
use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

use super::shape::push;

/// The limits a message may name.
const LIMITS: &[&str] = &["min", "max", "equal", "other"];

/// All errors below `prefix`, in the order of their pointers.
pub(super) fn field_errors(prefix: &str, errors: &ValidationErrors) -> Vec<FieldError> {
    let mut found = Vec::new();
    collect(prefix, errors, &mut found);
    found.sort_by(|a, b| a.pointer.cmp(&b.pointer));
    found
}

fn collect(prefix: &str, errors: &ValidationErrors, found: &mut Vec<FieldError>) {
    for (field, kind) in errors.errors() {
        let mut pointer = prefix.to_owned();
        if field != "__all__" {
            push(&mut pointer, &wire_name(field));
        }
        match kind {
            ValidationErrorsKind::Field(errors) => {
                found.extend(errors.iter().map(|error| field_error(&pointer, error)));
            }
            ValidationErrorsKind::Struct(inner) => collect(&pointer, inner, found),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    collect(&format!("{pointer}/{index}"), inner, found);
                }
            }
        }
    }
}

fn field_error(pointer: &str, error: &ValidationError) -> FieldError {
    let code = match &error.code {
        std::borrow::Cow::Borrowed(code) => code,
        std::borrow::Cow::Owned(_) => "invalid_value",
    };
    let mut field = FieldError::new(pointer, code);
    for name in LIMITS {
        if let Some(limit) = error.params.get(*name) {
            field = field.with(name, limit);
        }
    }
    if code == "length" && !error.params.contains_key("min") {
        field = field.with("min", 0);
    }
    field
}

/// `customer_id` is `customerId` on the wire, as serde's `rename_all = "camelCase"` has it.
fn wire_name(field: &str) -> String {
    let mut words = field.split('_');
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        name.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}
