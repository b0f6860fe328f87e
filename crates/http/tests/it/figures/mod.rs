//! Figures over a real day: every number is its list, the parts are the whole, and nothing changes silently.

mod adjusted;
mod closed;
mod customers;
pub(crate) mod day;
mod dwell;
mod erased;
mod every_number;
mod independent;
mod inspected;
mod praise;
mod recount;
mod satisfaction;
mod shared;
mod uncounted;

use bihuan_app::users::User;
use serde_json::Value;

use crate::people::{People, text};

/// All rows of a list, page by page.
pub(crate) async fn all(people: &People, who: &User, path: &str) -> Vec<Value> {
    let (mut rows, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = people.server.get(who, &format!("{path}&limit=20{cursor}")).await.good().json();
        rows.extend(page["data"].as_array().cloned().unwrap_or_default());
        match &page["page"]["next"] {
            Value::String(next) => cursor = format!("&cursor={next}"),
            _ => return rows,
        }
    }
}

/// The facts follow everything that has happened.
pub(crate) async fn follow(people: &People) {
    people.server.test.feed_is_complete().await;
    assert!(bihuan_app::figures::follow_all(&people.server.test.app).await.is_ok());
}

/// What the list behind a number adds up to.
pub(crate) async fn listed(people: &People, who: &User, query: &str, part: &str) -> i64 {
    let rows = all(people, who, &format!("/v1/figures/tickets?{query}&part={part}")).await;
    for row in &rows {
        let ticket = people.server.get(who, &format!("/v1/tickets/{}", text(&row["ticketId"]))).await;
        assert!(ticket.status.is_success(), "whoever sees the number sees the ticket: {}", ticket.body);
    }
    rows.iter().filter_map(|row| row["adds"].as_i64()).sum()
}
