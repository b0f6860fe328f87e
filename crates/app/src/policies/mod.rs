//! Policies.

mod draft;
pub mod figures;
mod moves;
pub(crate) mod preview;
mod publish;
mod read;
pub(crate) mod recompute;
mod scales;
pub(crate) mod simulate;

pub(crate) use draft::assemble;
pub use draft::{Draft, DraftFiles};
pub use preview::{preview, preview_draft};
pub use publish::{MoveOpen, PublishOrder, Published, publish, publish_as};
pub use read::{current, get};
pub use recompute::SETTLE_SECONDS;
pub use simulate::{SimulationOrder, simulate};
