//! Creating a customer.

use std::sync::Arc;

use bihuan_domain::customer::Classification;
use bihuan_domain::id::CustomerId;
use bihuan_domain::permission::Permission;
use bihuan_persistence::customers;

use super::{Customer, SegmentedCustomer, classify};
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};

/// A customer as entered.
#[derive(Debug, Clone)]
pub struct NewCustomer {
    /// Name.
    pub name: String,
    /// Phone.
    pub phone: Option<String>,
    /// Account (户号).
    pub account: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Region code.
    pub region: Option<String>,
    /// What class it is said to be of, and what else is known of it.
    pub classification: Classification,
}

/// Creates a customer.
///
/// # Errors
/// [`Error::AlreadyExists`] when the account belongs to another; invalid when the policy has no such class or attribute.
pub async fn create(
    app: &Arc<App>,
    caller: &Caller,
    new: NewCustomer,
    reply: Reply<SegmentedCustomer>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::CustomerWrite)?;
    reply::require_key(&caller.principal, reply.key.as_ref())?;
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        classify::check(&inner, &new.classification)?;
        let now = inner.clock.now();
        let customer = Customer {
            id: CustomerId(inner.ids.id(now)),
            name: new.name.clone(),
            phone: new.phone.clone(),
            account: new.account.clone(),
            address: new.address.clone(),
            region: new.region.clone(),
            version: 1,
            created_at: now,
            calls_declined: None,
            classification: new.classification.clone(),
        };
        customers::insert(tx, &customer).map_err(|error| {
            if error.is_unique_on("customers", &["account"]) {
                Error::AlreadyExists { what: "account", id: None }
            } else {
                error.into()
            }
        })?;
        if customer.classification != Classification::default() {
            classify::note(&inner, tx, &caller, customer.id, (&Classification::default(), &customer.classification))?;
        }
        SegmentedCustomer::of(&inner, customer)
    })
    .await
}
