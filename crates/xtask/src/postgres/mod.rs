//! A throw-away PostgreSQL cluster on a free port of the loopback address, gone when its value is dropped.

mod account;
mod binaries;
mod cluster;
mod install;
mod serve;

pub(crate) use binaries::Binaries;
pub(crate) use cluster::{Cluster, Durability};
pub(crate) use serve::serve;
