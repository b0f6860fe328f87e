//! Matters (同一事项): which demands are about the same thing.
//!
//! A demand is known under one key for each way in which its customer is known: by name and by phone number. Two demands are
//! the same matter when they share a key. Keys are hashes: they say nothing of the customer.

mod together;

pub use together::together;

use sha2::{Digest, Sha256};

use crate::phone;
use crate::policy::Policy;
use crate::policy::ladder::{MatterPart, MatterRule};
use crate::ticket::Demand;

const DAY_SECONDS: i64 = 86_400;
/// Hexadecimal digits of a key: 128 bits are enough for keys never to meet by chance.
const KEY_DIGITS: usize = 32;

/// What a demand is about, so that others about the same can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// The keys under which it is known; at least one.
    pub keys: Vec<String>,
    /// How far back others count, in seconds.
    pub window_seconds: i64,
}

/// The matter of a demand; none when the policy has no rule for it or what the rule asks for is not known.
#[must_use]
pub fn matter(policy: &Policy, demand: &Demand) -> Option<Matter> {
    let rule = policy.bundle().matters.iter().find(|rule| policy.applies(&rule.applies_to, &demand.traits()))?;
    let mut common = vec![rule.code.to_string()];
    for part in &rule.same {
        match part {
            MatterPart::Customer => {}
            MatterPart::Type => common.push(type_or_kind(demand)),
            MatterPart::Address => common.push(address(demand)?),
            MatterPart::Region => common.push(demand.region.clone()?),
        }
    }
    let keys: Vec<String> = if rule.same.contains(&MatterPart::Customer) {
        customers(demand).into_iter().map(|customer| key(&common, &customer)).collect()
    } else {
        vec![key(&common, "")]
    };
    (!keys.is_empty()).then(|| Matter { keys, window_seconds: window(rule) })
}

fn window(rule: &MatterRule) -> i64 {
    DAY_SECONDS * i64::from(rule.window_days)
}

fn type_or_kind(demand: &Demand) -> String {
    demand.service_type.as_ref().map_or_else(|| demand.kind.to_string(), ToString::to_string)
}

fn address(demand: &Demand) -> Option<String> {
    let address: String = demand.contact.address.as_deref()?.split_whitespace().collect();
    (!address.is_empty()).then(|| address.to_lowercase())
}

/// The ways in which the customer is known.
fn customers(demand: &Demand) -> Vec<String> {
    let known = demand.customer.map(|id| format!("customer {id}"));
    let phone = demand.contact.phone.as_deref().and_then(phone::normalise).map(|phone| format!("phone {phone}"));
    known.into_iter().chain(phone).collect()
}

fn key(common: &[String], customer: &str) -> String {
    let mut hash = Sha256::new();
    for part in common.iter().map(String::as_str).chain([customer]) {
        // With its length before it, no part can run into the next.
        hash.update(part.len().to_be_bytes());
        hash.update(part.as_bytes());
    }
    let mut text: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    text.truncate(KEY_DIGITS);
    text
}
