//! Customers: who calls.

use std::collections::BTreeSet;

use bihuan_domain::code::SegmentCode;
use bihuan_domain::customer::{Attributes, Classification};
use bihuan_domain::id::{CustomerId, TicketId};
use bihuan_domain::phone;
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::schema::{callbacks, customers, tickets};
use crate::types::{Id, Instant, Json};

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
    /// That it wants no calls at all (请勿再致电); none when it may be called.
    pub calls_declined: Option<CallsDeclined>,
    /// What class it is said to be of, and what else is known of it.
    pub classification: Classification,
}

/// That a customer wants no calls at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallsDeclined {
    /// Since when.
    pub at: Timestamp,
    /// What the customer said; none once it was erased.
    pub reason: Option<String>,
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
    calls_declined_at: Option<Instant>,
    calls_declined_reason: Option<String>,
    segment: Option<String>,
    attributes: Json<Attributes>,
}

impl TryFrom<CustomerRow> for Customer {
    type Error = DbError;

    fn try_from(row: CustomerRow) -> Result<Self, DbError> {
        let id = CustomerId::from(row.id);
        let segment = row.segment.map(SegmentCode::try_from).transpose();
        Ok(Self {
            id,
            name: row.name,
            phone: row.phone,
            account: row.account,
            address: row.address,
            region: row.region,
            version: row.version,
            created_at: row.created_at.into(),
            calls_declined: row
                .calls_declined_at
                .map(|at| CallsDeclined { at: at.into(), reason: row.calls_declined_reason }),
            classification: Classification {
                segment: segment.map_err(|error| DbError::corrupt("customers", "segment", id.0, error))?,
                attributes: row.attributes.0,
            },
        })
    }
}

/// The customer with this id.
pub fn find(tx: &mut Tx<'_>, id: CustomerId) -> Result<Option<Customer>, DbError> {
    let row = customers::table.find(Id::from(id)).first::<CustomerRow>(tx.connection).optional()?;
    row.map(Customer::try_from).transpose()
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
    query.load::<CustomerRow>(tx.connection)?.into_iter().map(Customer::try_from).collect()
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
        calls_declined_at: customer.calls_declined.as_ref().map(|declined| declined.at.into()),
        calls_declined_reason: customer.calls_declined.as_ref().and_then(|declined| declined.reason.clone()),
        segment: customer.classification.segment.as_ref().map(ToString::to_string),
        attributes: Json(customer.classification.attributes.clone()),
    };
    diesel::insert_into(customers::table).values(row).execute(tx.connection)?;
    Ok(())
}

/// Writes whether the customer wants calls, and counts the version up; answers the new version, none when it was changed since.
pub fn set_calls_declined(
    tx: &mut Tx<'_>,
    (id, expected): (CustomerId, i64),
    declined: Option<&CallsDeclined>,
) -> Result<Option<i64>, DbError> {
    let changed = diesel::update(customers::table.find(Id::from(id)).filter(customers::version.eq(expected)))
        .set((
            customers::calls_declined_at.eq(declined.map(|declined| Instant::from(declined.at))),
            customers::calls_declined_reason.eq(declined.and_then(|declined| declined.reason.clone())),
            customers::version.eq(expected + 1),
        ))
        .execute(tx.connection)?;
    Ok((changed > 0).then_some(expected + 1))
}

/// Writes what class a customer is said to be of and what is known of it, and counts the version up; answers the new version, none when it was changed since.
pub fn set_classification(
    tx: &mut Tx<'_>,
    (id, expected): (CustomerId, i64),
    known: &Classification,
) -> Result<Option<i64>, DbError> {
    let changed = diesel::update(customers::table.find(Id::from(id)).filter(customers::version.eq(expected)))
        .set((
            customers::segment.eq(known.segment.as_ref().map(SegmentCode::as_str)),
            customers::attributes.eq(Json(known.attributes.clone())),
            customers::version.eq(expected + 1),
        ))
        .execute(tx.connection)?;
    Ok((changed > 0).then_some(expected + 1))
}

/// Puts the phone of a customer right, and counts the version up.
pub fn set_phone(tx: &mut Tx<'_>, id: CustomerId, phone: &str) -> Result<(), DbError> {
    diesel::update(customers::table.find(Id::from(id)))
        .set((
            customers::phone.eq(phone),
            customers::phone_key.eq(phone::normalise(phone)),
            customers::version.eq(customers::version + 1),
        ))
        .execute(tx.connection)?;
    Ok(())
}

/// Puts the address of a customer right, and counts the version up.
pub fn set_address(tx: &mut Tx<'_>, id: CustomerId, address: &str) -> Result<(), DbError> {
    diesel::update(customers::table.find(Id::from(id)))
        .set((customers::address.eq(address), customers::version.eq(customers::version + 1)))
        .execute(tx.connection)?;
    Ok(())
}

/// Whether the customer, or one with this phone, wants no calls at all.
pub fn declines_calls(tx: &mut Tx<'_>, customer: Option<CustomerId>, phone_key: Option<&str>) -> Result<bool, DbError> {
    let declined = || customers::table.filter(customers::calls_declined_at.is_not_null());
    if let Some(customer) = customer {
        let own = declined().filter(customers::id.eq(Id::from(customer)));
        if diesel::select(diesel::dsl::exists(own)).get_result(tx.connection)? {
            return Ok(true);
        }
    }
    let Some(phone_key) = phone_key else { return Ok(false) };
    let same = declined().filter(customers::phone_key.eq(phone_key));
    Ok(diesel::select(diesel::dsl::exists(same)).get_result(tx.connection)?)
}

/// Tickets of the customer, and those with this phone, whose end is still open or that have a call ahead: at most `limit` of
/// each. `ended` are the stages in which a ticket has ended.
pub fn tickets_to_tell(
    tx: &mut Tx<'_>,
    (customer, phone_key): (CustomerId, Option<&str>),
    ended: &[&str],
    limit: i64,
) -> Result<BTreeSet<TicketId>, DbError> {
    let live = || {
        let ahead = callbacks::table.filter(callbacks::ticket_id.eq(tickets::id)).filter(callbacks::ended_at.is_null());
        tickets::table.select(tickets::id).filter(tickets::stage.ne_all(ended).or(diesel::dsl::exists(ahead)))
    };
    // Each follows an index of its own.
    let own = live().filter(tickets::customer_id.eq(Id::from(customer))).limit(limit);
    let mut found = own.load::<Id>(tx.connection)?;
    if let Some(phone_key) = phone_key {
        let same = live().filter(tickets::phone_key.eq(phone_key)).order(tickets::opened_at.desc()).limit(limit);
        found.extend(same.load::<Id>(tx.connection)?);
    }
    Ok(found.into_iter().map(TicketId::from).collect())
}
