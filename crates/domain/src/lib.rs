//! What a call, a ticket (工单), a work order, a callback (回访) and a clock *are*, and what may happen to them.
//!
//! Everything here is pure and synchronous: no clock, no randomness, no input or output. A decision receives the
//! present moment, the actor and the policy in its context and answers with events or a refusal.
//!
//! Not here: rows and queries (`bihuan-persistence`), transactions and permissions (`bihuan-app`), HTTP.

pub mod actor;
pub mod appeal;
pub mod calendar;
pub mod call;
pub mod callback;
pub mod campaign;
pub mod case;
pub mod clock;
pub mod code;
pub mod customer;
pub mod dispatch;
pub mod erasure;
pub mod fact;
pub mod id;
pub mod indicator;
pub mod job;
pub mod matter;
pub(crate) mod named;
pub mod notification;
pub mod number;
pub mod organisation;
pub mod permission;
pub mod phone;
pub mod policy;
pub mod position;
pub mod quality;
pub mod record;
pub mod refusal;
pub mod report;
pub mod sampling;
pub mod simulation;
pub mod survey;
pub mod ticket;
pub mod time;
pub mod time_split;
pub mod work_order;
