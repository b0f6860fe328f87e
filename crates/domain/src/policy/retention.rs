//! How long records and customers' data are kept (保存期限).

use jiff::ToSpan as _;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::record::RecordKind;
use crate::time::Timestamp;

use super::applies_to::{AppliesTo, Traits};
use super::resolved::Policy;
use super::vocabulary::Confidence;

/// The longest time that records can be kept by rule, in months; what no rule names is kept for ever.
pub const RETENTION_MONTHS_MAX: u16 = 1_200;

/// How long records are kept: of the rules for a kind, the first that applies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RetentionRule {
    /// Of which kinds.
    pub records: Vec<RecordKind>,
    /// Of which tickets; a rule that asks for more than nothing is not for records that belong to no ticket.
    #[serde(default)]
    pub applies_to: AppliesTo,
    /// For how many calendar months after the record was made.
    pub months: u16,
    /// How far the entry may be trusted.
    pub confidence: Confidence,
    /// Where it comes from.
    #[serde(default)]
    pub source: Option<String>,
}

/// How long a ticket names its customer: of these rules, the first that applies. Without one, for ever.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ErasureRule {
    /// Of which tickets.
    #[serde(default)]
    pub applies_to: AppliesTo,
    /// For how many calendar months after the ticket has ended.
    pub months: u16,
    /// How far the entry may be trusted.
    pub confidence: Confidence,
    /// Where it comes from.
    #[serde(default)]
    pub source: Option<String>,
}

impl Policy {
    /// How many months a record of a kind is kept; none for ever. `demand` is none for records that belong to no ticket.
    #[must_use]
    pub fn months_kept(&self, kind: RecordKind, demand: Option<&Traits<'_>>) -> Option<u16> {
        let of_kind = self.bundle().retention.iter().filter(|rule| rule.records.contains(&kind));
        let mut fitting = of_kind.filter(|rule| match demand {
            Some(demand) => self.applies(&rule.applies_to, demand),
            None => rule.applies_to == AppliesTo::default(),
        });
        fitting.next().map(|rule| rule.months)
    }

    /// How many months after its end a ticket names its customer; none for ever.
    #[must_use]
    pub fn months_named(&self, demand: &Traits<'_>) -> Option<u16> {
        self.bundle().erasures.iter().find(|rule| self.applies(&rule.applies_to, demand)).map(|rule| rule.months)
    }

    /// How many months what people wrote in registers of their own (errors, assessments) is kept: as long as the longest of
    /// the kinds of records about it; none for ever.
    #[must_use]
    pub fn months_worded(&self, kind: RecordKind) -> Option<u16> {
        Some(self.months_kept(kind, None)?.max(self.months_kept(RecordKind::Contest, None)?))
    }

    /// How many months after its end what is about no ticket, such as a survey round, names customers; none for ever.
    #[must_use]
    pub fn months_named_without_ticket(&self) -> Option<u16> {
        let general = |rule: &&ErasureRule| rule.applies_to == AppliesTo::default();
        self.bundle().erasures.iter().find(general).map(|rule| rule.months)
    }

    /// The moment so many calendar months later, at the same local time; on a day that the month has not, its last day.
    #[must_use]
    pub fn months_after(&self, from: Timestamp, months: u16) -> Timestamp {
        let local = from.instant().to_zoned(self.zone().clone());
        let later = local.checked_add(i64::from(months).months());
        later.map_or(from, |later| Timestamp::new(later.timestamp()))
    }
}
