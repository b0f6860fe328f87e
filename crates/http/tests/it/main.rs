//! The whole API over a real database: nothing is missing, and everything behaves as the document says.

mod calling;
mod closed_loop;
mod complaints;
mod completeness;
mod consequences;
mod contacts;
mod document;
mod events;
mod figures;
mod gaming;
mod lists;
mod merging;
mod notifications;
mod organisation;
mod people;
mod publication;
mod queues;
mod records;
mod reports;
mod requirements;
mod retention;
mod server;
mod sessions;
mod surveys;
mod tickets;
mod waiting;
