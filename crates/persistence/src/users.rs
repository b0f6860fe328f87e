//! Users: people and service accounts that sign in.

use bihuan_domain::code::{RoleCode, UnitCode};
use bihuan_domain::id::UserId;
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::schema::users;
use crate::types::{Id, Instant, Json};

/// A person or service account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// The name it signs in with.
    pub login: String,
    /// The name shown.
    pub name: String,
    /// The unit it belongs to.
    pub unit: UnitCode,
    /// Its roles.
    pub roles: Vec<RoleCode>,
    /// The hash of its password, in PHC form.
    pub password_hash: String,
    /// Whether it may no longer sign in.
    pub disabled: bool,
    /// Counts its changes; older access tokens are no longer believed.
    pub version: i64,
    /// When it was created.
    pub created_at: Timestamp,
    /// Where mail reaches it.
    pub email: Option<String>,
}

#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = users, treat_none_as_null = true)]
#[diesel(treat_none_as_default_value = false)]
struct UserRow {
    id: Id,
    login: String,
    name: String,
    unit: String,
    roles: Json<Vec<RoleCode>>,
    password_hash: String,
    disabled: bool,
    version: i64,
    created_at: Instant,
    email: Option<String>,
}

impl From<&User> for UserRow {
    fn from(user: &User) -> Self {
        Self {
            id: user.id.into(),
            login: user.login.clone(),
            name: user.name.clone(),
            unit: user.unit.to_string(),
            roles: Json(user.roles.clone()),
            password_hash: user.password_hash.clone(),
            disabled: user.disabled,
            version: user.version,
            created_at: user.created_at.into(),
            email: user.email.clone(),
        }
    }
}

impl UserRow {
    fn into_user(self) -> Result<User, DbError> {
        Ok(User {
            id: self.id.into(),
            unit: UnitCode::try_from(self.unit).map_err(|error| DbError::corrupt("users", "unit", self.id.0, error))?,
            login: self.login,
            name: self.name,
            roles: self.roles.0,
            password_hash: self.password_hash,
            disabled: self.disabled,
            version: self.version,
            created_at: self.created_at.into(),
            email: self.email,
        })
    }
}

/// The user with this id.
pub fn find(tx: &mut Tx<'_>, id: UserId) -> Result<Option<User>, DbError> {
    let row = users::table.find(Id::from(id)).first::<UserRow>(tx.connection).optional()?;
    row.map(UserRow::into_user).transpose()
}

/// The user that signs in with this name.
pub fn find_by_login(tx: &mut Tx<'_>, login: &str) -> Result<Option<User>, DbError> {
    let row = users::table.filter(users::login.eq(login)).first::<UserRow>(tx.connection).optional()?;
    row.map(UserRow::into_user).transpose()
}

/// Users behind `after`, in the order of their login names.
pub fn list(tx: &mut Tx<'_>, after: Option<&str>, limit: i64) -> Result<Vec<User>, DbError> {
    users::table
        .filter(users::login.gt(after.unwrap_or_default()))
        .order(users::login)
        .limit(limit)
        .load::<UserRow>(tx.connection)?
        .into_iter()
        .map(UserRow::into_user)
        .collect()
}

/// Adds a user.
///
/// # Errors
/// [`DbError::Unique`] on `users(login)`.
pub fn insert(tx: &mut Tx<'_>, user: &User) -> Result<(), DbError> {
    diesel::insert_into(users::table).values(UserRow::from(user)).execute(tx.connection)?;
    Ok(())
}

/// Writes a changed user and counts up its version.
///
/// # Errors
/// [`DbError::Stale`] when it was changed since it was read.
pub fn update(tx: &mut Tx<'_>, user: &User) -> Result<i64, DbError> {
    let mut row = UserRow::from(user);
    row.version += 1;
    let next = row.version;
    let guarded = users::table.filter(users::id.eq(row.id)).filter(users::version.eq(user.version));
    DbError::guard(diesel::update(guarded).set(row).execute(tx.connection)?)?;
    Ok(next)
}
