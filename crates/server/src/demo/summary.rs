//! The outcome of the demo, as a table or as one JSON object.

use std::collections::BTreeMap;

use serde::Serialize;

use super::people::{self, Login};
use super::tally::{Counts, KindRow};
use crate::output;

/// The outcome.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Summary {
    pub(super) seed: u64,
    pub(super) demands: usize,
    pub(super) seconds: f64,
    pub(super) kinds: Vec<KindRow>,
    pub(super) total: Counts,
    /// How often each deed was done that no story told of.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) unplanned: BTreeMap<&'static str, u32>,
    /// Where the documentation is, while the demo stays up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) docs: Option<String>,
    /// Who may sign in, while the demo stays up.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) logins: Vec<Login>,
}

const HEADINGS: [&str; 9] =
    ["accepted", "on spot", "dispatched", "late", "called back", "satisfied", "redone", "archived", "open"];

impl Summary {
    /// Prints it.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub(super) fn show(&self, as_json: bool) -> anyhow::Result<()> {
        if as_json {
            return output::json(self);
        }
        output::line(row("kind", HEADINGS.map(str::to_owned)));
        for kind in &self.kinds {
            output::line(row(&kind.name, numbers(&kind.counts)));
        }
        output::line(row("all", numbers(&self.total)));
        let total = &self.total;
        output::line(format!(
            "\nAlso: {} returned ({} redirected, {} refused), {} urged, {} filled in again, {} unreachable, \
             {} withdrawn, {} cancelled, {} reopened, {} with several work orders.",
            total.returned,
            total.redirected,
            total.returns_refused,
            total.urged,
            total.refilled,
            total.unreachable,
            total.withdrawn,
            total.cancelled,
            total.reopened,
            total.several_work_orders,
        ));
        output::line(format!("{} demands played in {:.1} s (seed {}).", self.demands, self.seconds, self.seed));
        if let Some(docs) = &self.docs {
            show_logins(docs, &self.logins);
        }
        Ok(())
    }
}

fn show_logins(docs: &str, logins: &[Login]) {
    output::line(format!("\nThe documentation is at {docs}. Everybody's password is `{}`:\n", people::PASSWORD));
    for Login { login, unit, role, .. } in logins {
        output::line(format!("  {login:<18} {role:<18} in {unit}"));
    }
    output::line("\nThe clock stands still; `administrator` moves it with PUT /v1/sandbox/clock. Ctrl-C ends.");
}

fn numbers(counts: &Counts) -> [String; 9] {
    [
        counts.accepted,
        counts.answered_on_spot,
        counts.dispatched,
        counts.late,
        counts.called_back,
        counts.satisfied,
        counts.redone,
        counts.archived,
        counts.still_open,
    ]
    .map(|count| count.to_string())
}

fn row(name: &str, cells: [String; 9]) -> String {
    let cells: String = cells.iter().map(|cell| format!("{cell:>12}")).collect();
    format!("{name:<28}{cells}")
}
