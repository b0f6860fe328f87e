//! What may happen to a case, and what always holds of it: tables, stories, properties and a model check, all over the
//! real `decide`, `wake` and `apply` under the 95598 bundle.

mod answering;
mod appeals;
mod callbacks;
mod clocks;
mod consequences;
mod explanations;
mod figures;
mod fixtures;
mod gaming;
mod laws;
mod limits;
mod matrix;
mod merging;
mod model;
mod notifications;
mod orders;
mod plans;
mod properties;
mod replies;
mod returns;
mod reviews;
mod sampling;
mod satisfaction;
mod simulation;
mod standing_still;
mod time;
