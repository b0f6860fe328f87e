//! What else is wrong with the members of a body: serde stops at the first, and a client wants to mend all at once.

use bihuan_app::error::FieldError;
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

use super::shape;

/// The most members told of in one answer.
const ERRORS_MAX: usize = 20;

/// The errors with those members of the body that its schema does not know, or misses, added behind them.
pub(super) fn with_others(mut errors: Vec<FieldError>, schema: &RefOr<Schema>, body: &[u8]) -> Vec<FieldError> {
    let RefOr::T(Schema::Object(object)) = schema else { return errors };
    let Ok(Value::Object(members)) = serde_json::from_slice(body) else { return errors };
    let unknown = members.keys().filter(|name| !object.properties.contains_key(*name));
    let missing = object.required.iter().filter(|name| !members.contains_key(*name));
    let found = unknown.map(|name| (name, "unknown_member")).chain(missing.map(|name| (name, "required")));
    for (name, code) in found {
        let mut pointer = String::new();
        shape::push(&mut pointer, name);
        if errors.len() < ERRORS_MAX && errors.iter().all(|known| known.pointer != pointer) {
            errors.push(FieldError::new(pointer, code));
        }
    }
    errors
}
