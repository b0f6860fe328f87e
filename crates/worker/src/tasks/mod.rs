//! One reconciler a file.

pub(crate) mod deliver;
pub(crate) mod forget;
pub(crate) mod refresh;
pub(crate) mod wake;
