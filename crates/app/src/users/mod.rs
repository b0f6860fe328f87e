//! Users: people and service accounts that sign in.

mod change;
mod create;
mod grant;
mod read;

pub use change::{Change, change};
pub use create::{EMAIL_LENGTH_MAX, LOGIN_LENGTH_MAX, NAME_LENGTH_MAX, NewUser, ROLES_MAX, add, create};
pub use read::{get, list};

pub use bihuan_persistence::users::User;
