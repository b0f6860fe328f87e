//! One reconciler a file.

pub(crate) mod deliver;
pub(crate) mod figures;
pub(crate) mod forget;
pub(crate) mod job;
pub(crate) mod lag;
pub(crate) mod refresh;
pub(crate) mod release;
pub(crate) mod reports;
pub(crate) mod samples;
pub(crate) mod sweep;
pub(crate) mod wake;
pub(crate) mod watch;
