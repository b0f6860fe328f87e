//! What is wrong with a body as a whole: members that need or exclude each other.

use bihuan_app::error::FieldError;

use crate::problem::Problem;
use crate::problem::code::ProblemCode;

/// A member that is needed because of another.
pub(crate) fn missing(pointer: &str) -> Problem {
    Problem::new(ProblemCode::InvalidBody).at([FieldError::new(pointer, "required")])
}

/// A member that another one leaves no place for.
pub(crate) fn contradicting(pointer: &str, other: &str) -> Problem {
    Problem::new(ProblemCode::InvalidBody).at([FieldError::new(pointer, "conflict").with("other", other)])
}
