//! The rules of the code base that no compiler knows. Each finding says where, what and how to mend it.

mod edges;
mod finding;
mod manifests;
mod migrations;
mod run;
mod sources;

pub(crate) use run::run;

#[cfg(test)]
mod tests;
