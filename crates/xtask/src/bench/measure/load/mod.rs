//! Sends requests over kept-alive connections and takes the time, as cheaply as it can: the driver shares the
//! processors with what it measures.

mod connection;
mod drive;

pub(crate) use connection::Connection;
pub(crate) use drive::drive;
