//! Users: people and service accounts that sign in.

mod change;
mod create;
mod read;

pub use change::{Change, change};
pub use create::{NewUser, add, create};
pub use read::{get, list};

pub use bihuan_persistence::users::User;
