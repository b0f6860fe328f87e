//! Multiplies tickets that were really played: copies with everything that belongs to them, log included, each moved to
//! another moment, to other persons, crews, customers and regions of the same standing.
//!
//! Nothing but the standard library, because the tests of the program and the tool that measures it both use it.

mod moment;
mod rewrite;
mod tables;

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use rewrite::{Identity, Swaps};
use tables::{TABLES, Table};

/// In which SQL the rows are read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// PostgreSQL.
    Postgres,
    /// SQLite.
    Sqlite,
}

/// How many copies, and how they differ.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    /// How many tickets there are in the end, the played ones included.
    pub(super) tickets: usize,
    /// The most by which a copy happens later.
    pub(super) later_seconds: u64,
    /// Another seed is another month.
    pub(super) seed: u64,
}

/// Tickets of one script.
const SCRIPT_TICKETS: usize = 500;
/// So many copies of a ticket in a row are of the same customer, who asks again.
const COPIES_PER_CUSTOMER: usize = 3;

/// Numbers that are the same on every machine (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound.max(1)
    }

    fn place(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }
}

/// Tickets that are copied together, because they speak of each other.
#[derive(Debug, Default)]
struct Cluster {
    tickets: usize,
    /// The rows of each table, as SQL literals with marks where something differs from copy to copy.
    rows: BTreeMap<usize, Vec<String>>,
    /// What is another in every copy.
    ids: HashMap<String, Identity>,
    /// Numbers of tickets and of telephones.
    words: HashMap<String, Identity>,
}

/// What was played.
#[derive(Debug)]
pub(super) struct Played {
    dialect: Dialect,
    clusters: Vec<Cluster>,
    swaps: Swaps,
}

impl Played {
    /// Reads all tickets. `texts` answers the rows of a query of one column, named `text`.
    ///
    /// # Errors
    /// What `texts` fails with.
    pub(super) fn read<E>(dialect: Dialect, texts: impl Fn(&str) -> Result<Vec<String>, E>) -> Result<Self, E> {
        let pairs = texts(&tables::merges(dialect))?;
        let mut leaders: HashMap<String, String> = HashMap::new();
        for pair in pairs.iter().filter_map(|pair| pair.split_once(' ')) {
            join(&mut leaders, pair);
        }
        let (mut clusters, mut places): (Vec<Cluster>, HashMap<String, usize>) = (Vec::new(), HashMap::new());
        for (table, description) in TABLES.iter().enumerate() {
            for row in texts(&description.dump(dialect))? {
                let Some((ticket, literals)) = row.split_once(' ') else { continue };
                let leader = leader(&leaders, ticket);
                let place = *places.entry(leader).or_insert_with(|| {
                    clusters.push(Cluster::default());
                    clusters.len() - 1
                });
                if let Some(cluster) = clusters.get_mut(place) {
                    cluster.take(table, description, literals);
                }
            }
        }
        let swaps = Swaps::read(dialect, &texts)?;
        Ok(Self { dialect, clusters, swaps })
    }

    /// Hands the scripts that write the copies to `run`; answers how many tickets there are then.
    ///
    /// # Errors
    /// What `run` fails with.
    pub(super) fn multiply<E>(&self, wish: Wish, mut run: impl FnMut(String) -> Result<(), E>) -> Result<usize, E> {
        let mut chance = Chance(wish.seed);
        let played: usize = self.clusters.iter().map(|cluster| cluster.tickets).sum();
        let (mut tickets, mut copy) = (played, 0);
        let mut script = Script::default();
        while tickets < wish.tickets && played > 0 {
            copy += 1;
            for cluster in &self.clusters {
                if tickets + cluster.tickets > wish.tickets || cluster.tickets == 0 {
                    continue;
                }
                let customer = (copy - 1) / COPIES_PER_CUSTOMER;
                let moved = i64::try_from(chance.below(wish.later_seconds)).unwrap_or(0);
                let swapped = self.swaps.choose(|length| chance.place(length));
                for (table, rows) in &cluster.rows {
                    let rows = rows.iter().map(|row| {
                        let copying = rewrite::Copying { dialect: self.dialect, copy, customer, moved_seconds: moved };
                        copying.rewrite(row, &cluster.ids, &cluster.words, &swapped)
                    });
                    script.rows.entry(*table).or_default().extend(rows);
                }
                tickets += cluster.tickets;
                script.tickets += cluster.tickets;
                if script.tickets >= SCRIPT_TICKETS {
                    run(std::mem::take(&mut script).text())?;
                }
            }
            // Whatever is too large for the rest is left out; without single tickets the wish may not be met exactly.
            if self.clusters.iter().all(|cluster| tickets + cluster.tickets.max(1) > wish.tickets) {
                break;
            }
        }
        run(script.text())?;
        Ok(tickets)
    }
}

impl Cluster {
    fn take(&mut self, table: usize, description: &Table, literals: &str) {
        self.tickets += usize::from(description.name == "tickets");
        for (id, customer) in description.own_ids(literals) {
            let identity = if customer { Identity::Customer } else { Identity::Own };
            self.ids.insert(id.to_owned(), identity);
        }
        for (word, identity) in description.own_words(literals) {
            self.words.insert(word.to_owned(), identity);
        }
        self.rows.entry(table).or_default().push(literals.to_owned());
    }
}

/// Rows to be written in one transaction.
#[derive(Default)]
struct Script {
    tickets: usize,
    rows: BTreeMap<usize, Vec<String>>,
}

impl Script {
    fn text(self) -> String {
        let mut text = String::from("BEGIN;\n");
        for (table, rows) in self.rows {
            let Some(description) = TABLES.get(table).filter(|_| !rows.is_empty()) else { continue };
            let (columns, rows) = (description.columns(), rows.join("),\n("));
            // Copies of one customer are several, the customer is one.
            let once = if description.shared { " ON CONFLICT DO NOTHING" } else { "" };
            let _ = write!(text, "INSERT INTO {} ({columns}) VALUES\n({rows}){once};\n", description.name);
        }
        text.push_str("COMMIT;\n");
        text
    }
}

/// Notes that two tickets are copied together.
fn join(leaders: &mut HashMap<String, String>, (one, other): (&str, &str)) {
    let (one, other) = (leader(leaders, one), leader(leaders, other));
    if one != other {
        leaders.insert(one, other);
    }
}

fn leader(leaders: &HashMap<String, String>, ticket: &str) -> String {
    let mut found = ticket;
    while let Some(next) = leaders.get(found) {
        found = next;
    }
    found.to_owned()
}
