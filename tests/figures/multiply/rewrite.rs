//! A row of a copy: the same literals with other ids, numbers, moments, persons and places.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::{Dialect, moment};

/// In front of a hexadecimal id that stands in a column.
pub(super) const ID_MARK: &str = "@I";
/// In front of the microseconds since 1970 of a moment that stands in a column.
pub(super) const TIME_MARK: &str = "@T";

const MICROS: i64 = 1_000_000;
/// Digits of an id that stay: they keep the order of what happened to a ticket.
const KEPT: usize = 20;
/// Odd, so that no two copies get the same digits behind.
const STRIDE: u64 = 0x2545_f491_4f6c_dd1d;
const LOW_48_BITS: u64 = 0xffff_ffff_ffff;
/// In front of the telephone numbers of copies.
const PHONES: &str = "137";

/// With what something changes from copy to copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Identity {
    /// Another in every copy.
    Own,
    /// The same in a few copies.
    Customer,
}

/// Which words may stand for each other: persons of the same unit and roles, crews of one unit with their persons,
/// regions.
#[derive(Debug, Default)]
pub(super) struct Swaps {
    /// Each word may become any of its group; words in the same place of a bundle go together.
    groups: Vec<Vec<Vec<String>>>,
}

/// The words of one copy, and what they become.
pub(super) type Swapped = HashMap<String, String>;

impl Swaps {
    /// Reads who and what is like whom and what.
    ///
    /// # Errors
    /// What `texts` fails with.
    pub(super) fn read<E>(dialect: Dialect, texts: impl Fn(&str) -> Result<Vec<String>, E>) -> Result<Self, E> {
        let (id, region) = match dialect {
            Dialect::Postgres => ("CAST(id AS TEXT)", "document -> 'demand' ->> 'region'"),
            Dialect::Sqlite => ("lower(hex(id))", "json_extract(document, '$.demand.region')"),
        };
        let users = format!(
            "SELECT unit || '#' || CAST(roles AS TEXT) || '#' || {id} AS text FROM users \
             WHERE unit NOT IN (SELECT code FROM units WHERE function = 'crew') ORDER BY 1"
        );
        let crews = format!(
            "SELECT units.parent || '#' || units.code || '#' || {id} AS text FROM units JOIN users \
             ON users.unit = units.code WHERE units.function = 'crew' ORDER BY 1"
        );
        let regions = format!("SELECT DISTINCT {region} AS text FROM tickets WHERE {region} IS NOT NULL ORDER BY 1");
        let mut groups: HashMap<String, Vec<Vec<String>>> = HashMap::new();
        for line in texts(&users)? {
            if let Some((group, id)) = line.rsplit_once('#') {
                groups.entry(group.to_owned()).or_default().push(vec![dashed(id)]);
            }
        }
        for line in texts(&crews)? {
            let mut parts = line.splitn(3, '#');
            if let (Some(parent), Some(crew), Some(id)) = (parts.next(), parts.next(), parts.next()) {
                groups.entry(parent.to_owned()).or_default().push(vec![crew.to_owned(), dashed(id)]);
            }
        }
        let regions = texts(&regions)?.into_iter().map(|region| vec![region]).collect();
        let mut named: Vec<(String, Vec<Vec<String>>)> = groups.into_iter().chain([(String::new(), regions)]).collect();
        // The same on every run.
        named.sort();
        Ok(Self { groups: named.into_iter().map(|(_, group)| group).filter(|group| group.len() > 1).collect() })
    }

    /// Chooses what stands for what, by a turn of each group.
    pub(super) fn choose(&self, mut place: impl FnMut(usize) -> usize) -> Swapped {
        let mut swapped = Swapped::new();
        for group in &self.groups {
            let turn = place(group.len());
            for (words, others) in group.iter().zip(group.iter().cycle().skip(turn)) {
                for (word, other) in words.iter().zip(others) {
                    // As documents have it, and as columns have it.
                    swapped.insert(word.replace('-', ""), other.replace('-', ""));
                    swapped.insert(word.clone(), other.clone());
                }
            }
        }
        swapped
    }
}

/// What a copy differs by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Copying {
    pub(super) dialect: Dialect,
    /// Which copy.
    pub(super) copy: usize,
    /// Of which customer.
    pub(super) customer: usize,
    pub(super) moved_seconds: i64,
}

impl Copying {
    /// The row of the copy.
    pub(super) fn rewrite(
        self,
        row: &str,
        ids: &HashMap<String, Identity>,
        words: &HashMap<String, Identity>,
        swapped: &Swapped,
    ) -> String {
        let mut text = String::with_capacity(row.len() + 64);
        let mut rest = row;
        while !rest.is_empty() {
            let end = rest.find(|letter| !is_of_word(letter)).unwrap_or(rest.len());
            let (word, behind) = rest.split_at(end);
            self.write(&mut text, word, ids, words, swapped);
            let end = behind.find(is_of_word).unwrap_or(behind.len());
            let (between, next) = behind.split_at(end);
            text.push_str(between);
            rest = next;
        }
        text
    }

    fn write(
        self,
        text: &mut String,
        word: &str,
        ids: &HashMap<String, Identity>,
        words: &HashMap<String, Identity>,
        swapped: &Swapped,
    ) {
        if let Some(id) = word.strip_prefix(ID_MARK) {
            let swapped = swapped.get(id).map_or(id, String::as_str);
            let id = ids.get(id).map_or_else(|| swapped.to_owned(), |identity| self.id(id, *identity));
            let _ = match self.dialect {
                Dialect::Postgres => write!(text, "'{id}'"),
                Dialect::Sqlite => write!(text, "X'{id}'"),
            };
        } else if let Some(micros) = word.strip_prefix(TIME_MARK) {
            let micros = micros.parse::<i64>().unwrap_or_default() + self.moved_seconds * MICROS;
            let _ = match self.dialect {
                Dialect::Postgres => write!(text, "TIMESTAMPTZ 'epoch' + {micros} * INTERVAL '1 microsecond'"),
                Dialect::Sqlite => write!(text, "{micros}"),
            };
        } else if let Some(moved) = moment::later(word, self.moved_seconds) {
            text.push_str(&moved);
        } else if let Some((plain, identity)) = undashed(word).and_then(|plain| ids.get_key_value(&plain)) {
            text.push_str(&dashed(&self.id(plain, *identity)));
        } else if let Some(identity) = words.get(word) {
            text.push_str(&self.word(word, *identity));
        } else {
            text.push_str(swapped.get(word).map_or(word, String::as_str));
        }
    }

    fn which(self, identity: Identity) -> usize {
        match identity {
            Identity::Own => self.copy,
            // The played one has a customer of its own.
            Identity::Customer => self.customer + 1,
        }
    }

    fn id(self, id: &str, identity: Identity) -> String {
        let (kept, low) = id.split_at_checked(KEPT).unwrap_or((id, ""));
        let low = u64::from_str_radix(low, 16).unwrap_or_default();
        let low = low.wrapping_add(STRIDE.wrapping_mul(self.which(identity) as u64)) & LOW_48_BITS;
        format!("{kept}{low:012x}")
    }

    fn word(self, word: &str, identity: Identity) -> String {
        let which = self.which(identity) as u64;
        match identity {
            Identity::Own => format!("{word}-{which}"),
            Identity::Customer => {
                let digits = word.bytes().fold(0_u64, |sum, digit| sum.wrapping_mul(10).wrapping_add(digit.into()));
                format!("{PHONES}{:08}", digits.wrapping_add(which.wrapping_mul(7_919)) % 100_000_000)
            }
        }
    }
}

fn is_of_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | ':' | '.' | '@')
}

/// An id without its dashes; none when the word is no id.
fn undashed(word: &str) -> Option<String> {
    (word.len() == 36 && word.bytes().filter(|byte| *byte == b'-').count() == 4).then(|| word.replace('-', ""))
}

/// An id with its dashes.
fn dashed(id: &str) -> String {
    let plain = id.replace('-', "");
    let mut text = String::with_capacity(36);
    for (place, letter) in plain.chars().enumerate() {
        if matches!(place, 8 | 12 | 16 | 20) {
            text.push('-');
        }
        text.push(letter);
    }
    text
}
