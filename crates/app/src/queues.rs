//! Work queues: what waits for the caller, oldest first.

use std::sync::Arc;

use bihuan_domain::callback::CallbackStage;
use bihuan_domain::permission::Permission;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::callbacks::VersionedCallback;
use bihuan_persistence::page::{Order, PageRequest, Position, Scope};
use bihuan_persistence::tickets::VersionedTicket;
use bihuan_persistence::work_orders::VersionedWorkOrder;
use bihuan_persistence::{Tx, callbacks, cases, tickets, work_orders};

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::principal::Principal;
use crate::scope;

/// Queues are counted up to this; beyond it the count says "at least".
pub const QUEUE_COUNT_MAX: i64 = 200;

/// One kind of work that waits for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queue {
    /// Drafts to be completed.
    Drafts,
    /// Tickets to be dispatched (待派单).
    ToDispatch,
    /// Returned work orders to be decided on (退单).
    Returns,
    /// Work orders to be received (待接单).
    ToReceive,
    /// Work orders to be worked on: received, sent back, or restored and to be replied to (处理中).
    ToHandle,
    /// Work orders out in the field (抢修中).
    InField,
    /// Replies to be reviewed (待审核).
    ToReview,
    /// Tickets that were brought before the team, or whoever leads it (疑难求助).
    ToHelp,
    /// Customers to be called back now (待回访).
    Callbacks,
    /// Customers whose right number is to be found (待核号码): the one that was called is wrong.
    ToFindNumber,
    /// Calls whose record waits for a signature, for the customer's confirmation or for its review (待复核).
    ToReviewCall,
    /// Tickets of which somebody without a part in them is to give the final answer (待终答).
    ToAnswerFinally,
    /// Tickets to be archived (待归档).
    ToArchive,
}

/// Something that waits, each part with its version.
#[derive(Debug, Clone)]
pub struct QueueItem {
    /// The ticket.
    pub ticket: VersionedTicket,
    /// The work order that waits, if one does.
    pub work_order: Option<VersionedWorkOrder>,
    /// The callback that waits, if one does.
    pub callback: Option<VersionedCallback>,
    /// Since when it waits, by which the queue is ordered.
    pub position: Position,
}

impl Queue {
    /// All queues.
    pub const ALL: &[Self] = &[
        Self::Drafts,
        Self::ToDispatch,
        Self::Returns,
        Self::ToReceive,
        Self::ToHandle,
        Self::InField,
        Self::ToReview,
        Self::ToHelp,
        Self::Callbacks,
        Self::ToFindNumber,
        Self::ToReviewCall,
        Self::ToAnswerFinally,
        Self::ToArchive,
    ];

    /// The name, as in the URL.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Drafts => "drafts",
            Self::ToDispatch => "to-dispatch",
            Self::Returns => "returns",
            Self::ToReceive => "to-receive",
            Self::ToHandle => "to-handle",
            Self::InField => "in-field",
            Self::ToReview => "to-review",
            Self::ToHelp => "to-help",
            Self::Callbacks => "callbacks",
            Self::ToFindNumber => "to-find-number",
            Self::ToReviewCall => "to-review-call",
            Self::ToAnswerFinally => "to-answer-finally",
            Self::ToArchive => "to-archive",
        }
    }

    /// Whose work it is.
    #[must_use]
    pub const fn permission(self) -> Permission {
        match self {
            Self::Drafts => Permission::TicketCreate,
            Self::ToDispatch => Permission::TicketDispatch,
            Self::Returns => Permission::WorkOrderDecideReturn,
            Self::ToReceive => Permission::WorkOrderReceive,
            Self::ToHandle => Permission::WorkOrderReply,
            Self::InField => Permission::WorkOrderField,
            Self::ToReview => Permission::WorkOrderReview,
            Self::ToHelp => Permission::TicketHelp,
            Self::Callbacks | Self::ToFindNumber => Permission::CallbackAttempt,
            Self::ToReviewCall => Permission::CallbackReview,
            Self::ToAnswerFinally => Permission::TicketFinalAnswer,
            Self::ToArchive => Permission::TicketArchive,
        }
    }

    const fn source(self) -> Source {
        match self {
            Self::Drafts => Source::Tickets("draft"),
            Self::ToDispatch => Source::Tickets("pending_dispatch"),
            Self::Returns => Source::WorkOrders(&["returned"]),
            Self::ToReceive => Source::WorkOrders(&["dispatched"]),
            Self::ToHandle => Source::WorkOrders(&["received", "restored", "refill", "redo"]),
            Self::InField => Source::WorkOrders(&["assigned", "crew_accepted", "en_route", "arrived"]),
            Self::ToReview => Source::WorkOrders(&["replied"]),
            Self::ToHelp => Source::Helps,
            Self::Callbacks => Source::Callbacks(CallbackStage::Due),
            Self::ToFindNumber => Source::Callbacks(CallbackStage::Searching),
            Self::ToReviewCall => Source::Callbacks(CallbackStage::Answered),
            Self::ToAnswerFinally => Source::Tickets("final_answer_due"),
            Self::ToArchive => Source::Tickets("answered"),
        }
    }
}

enum Source {
    Tickets(&'static str),
    WorkOrders(&'static [&'static str]),
    Callbacks(CallbackStage),
    Helps,
}

/// The caller's queues with how much waits in each, counted up to [`QUEUE_COUNT_MAX`].
///
/// # Errors
/// When the database cannot be read.
pub async fn overview(app: &Arc<App>, caller: &Caller) -> Result<Vec<(Queue, usize)>, Error> {
    let queues: Vec<Queue> = mine(&caller.principal).collect();
    let scope = scope::of(&caller.principal);
    app.database
        .snapshot(move |tx| {
            let page = PageRequest { after: None, limit: QUEUE_COUNT_MAX, order: Order::OldestFirst };
            queues.iter().map(|queue| Ok((*queue, rows(tx, *queue, &scope, page)?.len()))).collect()
        })
        .await
}

fn mine(principal: &Principal) -> impl Iterator<Item = Queue> + '_ {
    Queue::ALL.iter().copied().filter(|queue| principal.permissions.contains(&queue.permission()))
}

/// One page of a queue, oldest first.
///
/// # Errors
/// Forbidden when it is not the caller's work.
pub async fn page(
    app: &Arc<App>,
    caller: &Caller,
    queue: Queue,
    after: Option<Position>,
    limit: i64,
) -> Result<Vec<QueueItem>, Error> {
    caller.principal.require(queue.permission())?;
    let scope = scope::of(&caller.principal);
    let request = PageRequest { after, limit, order: Order::OldestFirst };
    app.database
        .snapshot(move |tx| {
            let found = rows(tx, queue, &scope, request)?;
            with_tickets(tx, found)
        })
        .await
}

enum Row {
    Ticket(Box<VersionedTicket>),
    Help(Timestamp, Box<VersionedTicket>),
    WorkOrder(Box<VersionedWorkOrder>),
    Callback(Box<VersionedCallback>),
}

impl Row {
    fn position(&self) -> Position {
        match self {
            Self::Ticket(row) => Position { at: row.1.opened_at, id: row.1.id.0 },
            Self::Help(asked_at, row) => Position { at: *asked_at, id: row.1.id.0 },
            Self::WorkOrder(row) => Position { at: row.1.dispatched_at, id: row.1.id.0 },
            Self::Callback(row) => Position { at: row.1.due_at, id: row.1.id.0 },
        }
    }
}

/// One limited query per stage, merged: a single one over several stages cannot use the order of an index.
fn rows(tx: &mut Tx<'_>, queue: Queue, scope: &Scope, page: PageRequest) -> Result<Vec<Row>, Error> {
    let mut rows: Vec<Row> = Vec::new();
    match queue.source() {
        Source::Tickets(stage) => {
            let filter = tickets::TicketFilter { stage: Some(stage.to_owned()), ..Default::default() };
            rows.extend(tickets::list(tx, &filter, scope, page)?.into_iter().map(|row| Row::Ticket(Box::new(row))));
        }
        Source::WorkOrders(stages) => {
            for stage in stages {
                let filter = work_orders::WorkOrderFilter { stage: Some((*stage).to_owned()), ..Default::default() };
                let found = work_orders::list(tx, &filter, scope, work_orders::Reach::Held, page)?;
                rows.extend(found.into_iter().map(|row| Row::WorkOrder(Box::new(row))));
            }
        }
        Source::Helps => {
            let found = cases::waiting_for_help(tx, scope, page)?;
            rows.extend(found.into_iter().map(|(at, row)| Row::Help(at, Box::new(row))));
        }
        Source::Callbacks(stage) => {
            let filter = callbacks::CallbackFilter { stage: Some(stage.as_str().to_owned()), ..Default::default() };
            let found = callbacks::list(tx, &filter, scope, page)?;
            rows.extend(found.into_iter().map(|row| Row::Callback(Box::new(row))));
        }
    }
    rows.sort_by_key(|row| (row.position().at, row.position().id));
    rows.truncate(usize::try_from(page.limit).unwrap_or(usize::MAX));
    Ok(rows)
}

fn with_tickets(tx: &mut Tx<'_>, rows: Vec<Row>) -> Result<Vec<QueueItem>, Error> {
    let wanted = rows.iter().filter_map(|row| match row {
        Row::Ticket(_) | Row::Help(..) => None,
        Row::WorkOrder(row) => Some(row.1.ticket),
        Row::Callback(row) => Some(row.1.ticket),
    });
    let found = tickets::find_many(tx, wanted)?;
    let ticket = |id| found.get(&id).cloned().ok_or(Error::NotFound { what: "ticket" });
    rows.into_iter()
        .map(|row| {
            let position = row.position();
            Ok(match row {
                Row::Ticket(ticket) | Row::Help(_, ticket) => {
                    QueueItem { ticket: *ticket, work_order: None, callback: None, position }
                }
                Row::WorkOrder(order) => {
                    QueueItem { ticket: ticket(order.1.ticket)?, work_order: Some(*order), callback: None, position }
                }
                Row::Callback(callback) => QueueItem {
                    ticket: ticket(callback.1.ticket)?,
                    work_order: None,
                    callback: Some(*callback),
                    position,
                },
            })
        })
        .collect()
}
