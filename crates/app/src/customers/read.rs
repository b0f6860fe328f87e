//! Looking customers up.

use std::sync::Arc;

use bihuan_domain::code::SegmentCode;
use bihuan_domain::id::CustomerId;
use bihuan_domain::permission::Permission;
use bihuan_domain::phone;
use bihuan_persistence::page::{Order, PageRequest};
use bihuan_persistence::{customers as rows, tickets};

pub use bihuan_persistence::customers::Customer;

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::scope;
use crate::tickets::VersionedTicket;

/// The most recent tickets shown with a customer.
pub const OPEN_TICKETS_MAX: i64 = 20;

/// A customer, and what class he is of.
#[derive(Debug, Clone)]
pub struct SegmentedCustomer {
    /// The customer.
    pub customer: Customer,
    /// His class under the policy in force; none when he is of no particular class.
    pub segment: Option<SegmentCode>,
}

impl SegmentedCustomer {
    pub(super) fn of(app: &App, customer: Customer) -> Result<Self, Error> {
        let segment = app.directory.current_policy()?.segment_of(&customer.classification).cloned();
        Ok(Self { customer, segment })
    }
}

/// A customer and the recent tickets from the same phone that are still open.
#[derive(Debug, Clone)]
pub struct CustomerView {
    /// The customer.
    pub customer: SegmentedCustomer,
    /// Open tickets, newest first.
    pub open_tickets: Vec<VersionedTicket>,
}

/// The customer, with open tickets: a second call about the same matter is an urge (催办), not a new ticket.
///
/// # Errors
/// Not found.
pub async fn get(app: &Arc<App>, caller: &Caller, id: CustomerId) -> Result<CustomerView, Error> {
    caller.principal.require(Permission::CustomerRead)?;
    let scope = scope::of(&caller.principal);
    let inner = app.clone();
    app.database
        .snapshot(move |tx| {
            let customer = rows::find(tx, id)?.ok_or(Error::NotFound { what: "customer" })?;
            let page = PageRequest { after: None, limit: OPEN_TICKETS_MAX, order: Order::NewestFirst };
            let key = customer.phone.as_deref().and_then(phone::normalise);
            let recent = match key {
                Some(phone_key) => {
                    let filter = tickets::TicketFilter { phone_key: Some(phone_key), ..Default::default() };
                    tickets::list(tx, &filter, &scope, page)?
                }
                None => Vec::new(),
            };
            let open_tickets = recent.into_iter().filter(|(_, ticket)| !ticket.stage.is_end()).collect();
            Ok(CustomerView { customer: SegmentedCustomer::of(&inner, customer)?, open_tickets })
        })
        .await
}

/// Customers with this phone, however it is spelled, or all.
///
/// # Errors
/// Forbidden.
pub async fn list(
    app: &Arc<App>,
    caller: &Caller,
    phone: Option<String>,
    after: Option<CustomerId>,
    limit: i64,
) -> Result<Vec<SegmentedCustomer>, Error> {
    caller.principal.require(Permission::CustomerRead)?;
    let phone_key = match phone {
        Some(phone) => match phone::normalise(&phone) {
            Some(key) => Some(key),
            None => return Ok(Vec::new()),
        },
        None => None,
    };
    let found: Result<_, Error> =
        app.database.read(move |tx| Ok(rows::list(tx, phone_key.as_deref(), after, limit)?)).await;
    found?.into_iter().map(|customer| SegmentedCustomer::of(app, customer)).collect()
}
