//! Which tables belong to a ticket, and how their rows are read as SQL literals.

use super::Dialect;
use super::rewrite::{ID_MARK, Identity, TIME_MARK};

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    /// The id of the row, of its own.
    Own,
    /// The id of something else.
    Id,
    /// The id of a customer, which several tickets share.
    Customer,
    /// A moment.
    Time,
    /// The number of the ticket.
    Number,
    /// A telephone number.
    Phone,
    /// Anything else, documents included.
    Text,
}

use Column::{Customer, Id, Number, Own, Phone, Text, Time};

/// A table of rows that belong to tickets.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) name: &'static str,
    columns: &'static [(&'static str, Column)],
    /// From which rows, and by what their ticket is known.
    source: &'static str,
    ticket: &'static str,
    order: &'static str,
    /// Whether several tickets share a row.
    pub(super) shared: bool,
}

const fn of_ticket(name: &'static str, columns: &'static [(&'static str, Column)]) -> Table {
    Table { name, columns, source: name, ticket: "ticket_id", order: "1", shared: false }
}

/// In the order in which rows may be written.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "customers",
        columns: &[
            ("id", Customer),
            ("name", Text),
            ("phone", Phone),
            ("phone_key", Phone),
            ("address", Text),
            ("region", Text),
            ("version", Text),
            ("created_at", Time),
        ],
        source: "(SELECT tickets.id AS ticket_id, customers.* FROM tickets JOIN customers \
                  ON customers.id = tickets.customer_id) AS known",
        ticket: "ticket_id",
        order: "1",
        shared: true,
    },
    Table {
        name: "tickets",
        columns: &[
            ("id", Own),
            ("number", Number),
            ("stage", Text),
            ("kind", Text),
            ("channel", Text),
            ("area", Text),
            ("phone_key", Phone),
            ("customer_id", Customer),
            ("accept_path", Text),
            ("opened_at", Time),
            ("changed_at", Time),
            ("version", Text),
            ("document", Text),
        ],
        source: "tickets",
        ticket: "id",
        order: "1",
        shared: false,
    },
    of_ticket("ticket_scopes", &[("ticket_id", Id), ("unit_path", Text)]),
    of_ticket(
        "work_orders",
        &[
            ("id", Own),
            ("ticket_id", Id),
            ("no", Text),
            ("stage", Text),
            ("holder_path", Text),
            ("crew_path", Text),
            ("dispatched_at", Time),
            ("version", Text),
            ("document", Text),
        ],
    ),
    of_ticket(
        "surveys",
        &[("id", Own), ("ticket_id", Id), ("stage", Text), ("opened_at", Time), ("version", Text), ("document", Text)],
    ),
    of_ticket(
        "callbacks",
        &[
            ("id", Own),
            ("ticket_id", Id),
            ("stage", Text),
            ("due_at", Time),
            ("version", Text),
            ("document", Text),
            ("plan", Text),
            ("closes", Text),
            ("until_at", Time),
            ("ended_at", Time),
        ],
    ),
    of_ticket(
        "clocks",
        &[
            ("ticket_id", Id),
            ("no", Text),
            ("code", Text),
            ("work_order_id", Id),
            ("due_at", Time),
            ("ended_at", Time),
            ("document", Text),
        ],
    ),
    of_ticket("merges", &[("ticket_id", Id), ("main_id", Id), ("waiting", Text)]),
    of_ticket(
        "appeals",
        &[
            ("id", Own),
            ("ticket_id", Id),
            ("against", Text),
            ("stage", Text),
            ("unit_path", Text),
            ("raised_at", Time),
            ("due_at", Time),
            ("version", Text),
            ("document", Text),
        ],
    ),
    of_ticket(
        "adjustments",
        &[
            ("appeal_id", Id),
            ("ticket_id", Id),
            ("against", Text),
            ("subject", Text),
            ("raw", Text),
            ("adjusted", Text),
            ("unit_path", Text),
            ("ruled_at", Time),
        ],
    ),
    of_ticket(
        "inspections",
        &[
            ("id", Own),
            ("plan", Text),
            ("period", Text),
            ("ticket_id", Id),
            ("unit_path", Text),
            ("drawn_at", Time),
            ("done", Text),
            ("version", Text),
            ("document", Text),
        ],
    ),
    Table {
        name: "events",
        columns: &[
            ("id", Own),
            ("ticket_id", Id),
            ("subject", Text),
            ("subject_id", Id),
            ("name", Text),
            ("at", Time),
            ("actor", Text),
            ("data", Text),
        ],
        source: "events",
        ticket: "ticket_id",
        order: "seq",
        shared: false,
    },
];

impl Table {
    /// The columns, as a statement names them.
    pub(super) fn columns(&self) -> String {
        self.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }

    /// Reads every row as the hexadecimal id of its ticket, a space, and its literals.
    pub(super) fn dump(&self, dialect: Dialect) -> String {
        let literals: Vec<String> = self.columns.iter().map(|(name, column)| column.literal(name, dialect)).collect();
        let (ticket, literals) = (hexadecimal(self.ticket, dialect), literals.join(" || ', ' || "));
        let Self { source, ticket: id, order, .. } = self;
        format!("SELECT {ticket} || ' ' || {literals} AS text FROM {source} WHERE {id} IS NOT NULL ORDER BY {order}")
    }

    /// The ids in a row that are another in every copy, and whether they are those of customers.
    pub(super) fn own_ids<'r>(&'r self, literals: &'r str) -> impl Iterator<Item = (&'r str, bool)> {
        self.columns.iter().zip(literals.split(", ")).filter_map(|((_, column), literal)| {
            let own = matches!(column, Own | Customer).then(|| literal.strip_prefix(ID_MARK));
            Some((own.flatten()?, *column == Customer))
        })
    }

    /// The words in a row that are others in every copy.
    pub(super) fn own_words<'r>(&'r self, literals: &'r str) -> impl Iterator<Item = (&'r str, Identity)> {
        self.columns.iter().zip(literals.split(", ")).filter_map(|((_, column), literal)| {
            let identity = match column {
                Number => Identity::Own,
                Phone => Identity::Customer,
                _ => return None,
            };
            literal.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')).map(|word| (word, identity))
        })
    }
}

impl Column {
    fn literal(self, name: &str, dialect: Dialect) -> String {
        let marked = |mark: &str, text: String| format!("coalesce('{mark}' || {text}, 'NULL')");
        match (self, dialect) {
            (Own | Id | Customer, _) => marked(ID_MARK, hexadecimal(name, dialect)),
            (Time, Dialect::Postgres) => {
                marked(TIME_MARK, format!("CAST(CAST(extract(epoch FROM {name}) * 1000000 AS BIGINT) AS TEXT)"))
            }
            (Time, Dialect::Sqlite) => marked(TIME_MARK, name.to_owned()),
            (Number | Phone | Text, Dialect::Postgres) => format!("quote_nullable(CAST({name} AS TEXT))"),
            (Number | Phone | Text, Dialect::Sqlite) => format!("quote({name})"),
        }
    }
}

fn hexadecimal(name: &str, dialect: Dialect) -> String {
    match dialect {
        Dialect::Postgres => format!("replace(CAST({name} AS TEXT), '-', '')"),
        Dialect::Sqlite => format!("CASE WHEN {name} IS NULL THEN NULL ELSE lower(hex({name})) END"),
    }
}

/// Which tickets were merged into which, as hexadecimal ids.
pub(super) fn merges(dialect: Dialect) -> String {
    let (one, other) = (hexadecimal("ticket_id", dialect), hexadecimal("main_id", dialect));
    format!("SELECT {one} || ' ' || {other} AS text FROM merges")
}
