//! What a caller may see: the one place where it is decided.

use bihuan_persistence::page::{Scope, Subtree};

use crate::principal::Principal;

/// A user sees the subtree of the own unit; whoever belongs to the root sees everything.
#[must_use]
pub fn of(principal: &Principal) -> Scope {
    let is_root = principal.unit_path.matches('/').count() == 1;
    if is_root { Scope::Everything } else { Scope::Under(Subtree::of(&principal.unit_path)) }
}

/// Whether a unit lies in the caller's subtree.
#[must_use]
pub(crate) fn contains(scope: &Scope, path: &str) -> bool {
    match scope {
        Scope::Everything => true,
        Scope::Under(subtree) => subtree.contains(path),
    }
}
