//! Seals: each record of a series is sealed together with the seal of the one before, so that a record that was changed,
//! torn out or put in between, with whatever power over the database, does not fit any more.

use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::time::Timestamp;

use super::{RecordKind, Series};

/// What a seal covers, besides the seal of the record before.
#[derive(Clone, Copy, Debug)]
pub struct Seal<'a> {
    /// The series.
    pub series: &'a Series,
    /// The number in it.
    pub no: i64,
    /// What the record is about.
    pub kind: RecordKind,
    /// Its id.
    pub id: Uuid,
    /// When it was made.
    pub at: Timestamp,
    /// The record that it corrects or voids.
    pub corrects: Option<Uuid>,
    /// The [`content_hash`]: what is left of the content when it is purged.
    pub content: &'a str,
}

impl Seal<'_> {
    /// The seal, as 64 hexadecimal digits: SHA-256 of the seal before and of every member, a line each.
    #[must_use]
    pub fn close(&self, before: &str) -> String {
        let corrects = self.corrects.map(|id| id.to_string()).unwrap_or_default();
        let lines = [
            before,
            self.series.as_str(),
            &self.no.to_string(),
            self.kind.as_str(),
            &self.id.to_string(),
            &self.at.to_string(),
            &corrects,
            self.content,
        ];
        let hash = lines.iter().fold(Sha256::new(), |hash, line| hash.chain_update(line).chain_update("\n"));
        hex(&hash.finalize())
    }
}

/// SHA-256 of a content, as 64 hexadecimal digits. The order in which a database keeps the members makes no difference.
#[must_use]
pub fn content_hash(content: &Value) -> String {
    let mut text = String::new();
    write_canonical(content, &mut text);
    hex(&Sha256::digest(text.as_bytes()))
}

fn write_canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(members) => {
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_by_key(|(name, _)| *name);
            out.push('{');
            for (name, member) in sorted {
                out.push_str(&Value::from(name.as_str()).to_string());
                out.push(':');
                write_canonical(member, out);
                out.push(',');
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for item in items {
                write_canonical(item, out);
                out.push(',');
            }
            out.push(']');
        }
        scalar => out.push_str(&scalar.to_string()),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        for digit in [byte >> 4, byte & 0x0f] {
            text.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::content_hash;

    #[test]
    fn the_order_of_members_makes_no_difference_and_everything_else_does() {
        let one = json!({"b": [1, {"y": null, "x": "ä"}], "a": true});
        let other: serde_json::Value =
            serde_json::from_str(r#"{"a":true,"b":[1,{"x":"ä","y":null}]}"#).unwrap_or_default();
        assert_eq!(content_hash(&one), content_hash(&other));
        for changed in [json!({"b": [1, {"y": null, "x": "a"}], "a": true}), json!({"b": [1], "a": true}), json!({})] {
            assert_ne!(content_hash(&one), content_hash(&changed));
        }
    }
}
