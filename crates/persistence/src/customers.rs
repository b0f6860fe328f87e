//! Customers: who calls.

use bihuan_domain::id::CustomerId;
use bihuan_domain::phone;
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::schema::customers;
use crate::types::{Id, Instant};

/// A person or firm that calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// Its id.
    pub id: CustomerId,
    /// Its name.
    pub name: String,
    /// Its phone, as given.
    pub phone: Option<String>,
    /// Its account in the marketing system (户号).
    pub account: Option<String>,
    /// Its address.
    pub address: Option<String>,
    /// Its region code.
    pub region: Option<String>,
    /// Counts its changes.
    pub version: i64,
    /// When it was created.
    pub created_at: Timestamp,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = customers)]
#[diesel(treat_none_as_default_value = false)]
struct CustomerRow {
    id: Id,
    name: String,
    phone: Option<String>,
    phone_key: Option<String>,
    account: Option<String>,
    address: Option<String>,
    region: Option<String>,
    version: i64,
    created_at: Instant,
}

impl From<CustomerRow> for Customer {
    fn from(row: CustomerRow) -> Self {
        Self {
            id: row.id.into(),
            name: row.name,
            phone: row.phone,
            account: row.account,
            address: row.address,
            region: row.region,
            version: row.version,
            created_at: row.created_at.into(),
        }
    }
}

/// The customer with this id.
pub fn find(tx: &mut Tx<'_>, id: CustomerId) -> Result<Option<Customer>, DbError> {
    let row = customers::table.find(Id::from(id)).first::<CustomerRow>(tx.connection).optional()?;
    Ok(row.map(Customer::from))
}

/// Customers with this phone, whatever its spelling, or all; behind `after`, in the order of their ids.
pub fn list(
    tx: &mut Tx<'_>,
    phone_key: Option<&str>,
    after: Option<CustomerId>,
    limit: i64,
) -> Result<Vec<Customer>, DbError> {
    let mut query = customers::table.order(customers::id).limit(limit).into_boxed();
    if let Some(phone_key) = phone_key {
        query = query.filter(customers::phone_key.eq(phone_key));
    }
    if let Some(after) = after {
        query = query.filter(customers::id.gt(Id::from(after)));
    }
    Ok(query.load::<CustomerRow>(tx.connection)?.into_iter().map(Customer::from).collect())
}

/// Adds a customer.
///
/// # Errors
/// [`DbError::Unique`] on `customers(account)`.
pub fn insert(tx: &mut Tx<'_>, customer: &Customer) -> Result<(), DbError> {
    let row = CustomerRow {
        id: customer.id.into(),
        name: customer.name.clone(),
        phone: customer.phone.clone(),
        phone_key: customer.phone.as_deref().and_then(phone::normalise),
        account: customer.account.clone(),
        address: customer.address.clone(),
        region: customer.region.clone(),
        version: customer.version,
        created_at: customer.created_at.into(),
    };
    diesel::insert_into(customers::table).values(row).execute(tx.connection)?;
    Ok(())
}
