//! When, counted from what triggered the plan, the customer is called.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::QuestionnaireCode;
use crate::policy::clocks::{Amount, Unit};

/// One call of a plan, or a series of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Occasion {
    /// From when the customer may be called (not before), counted from the trigger; at once when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Amount>,
    /// Instead of `from`: so many minutes, hours or days before the moment that the trigger names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Amount>,
    /// By when, counted from the trigger too; with `before` the trigger's own moment when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Amount>,
    /// After each call the next follows by so much, counted from the trigger again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeat: Option<Amount>,
    /// How many calls the series has; absent means until something drops it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<u16>,
    /// What is asked on this occasion, if not what the plan asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub questionnaire: Option<QuestionnaireCode>,
}

impl Occasion {
    /// From when the n-th call of the series may be made, counted from 0.
    #[must_use]
    pub fn nth_from(&self, nth: u16) -> Amount {
        let first = self.from.clone().unwrap_or(Amount::new(0, Unit::Minutes));
        self.moved(first, nth)
    }

    /// By when the n-th call of the series is to be made.
    #[must_use]
    pub fn nth_until(&self, nth: u16) -> Option<Amount> {
        Some(self.moved(self.until.clone()?, nth))
    }

    /// Series are counted in one unit (checked at publish), so that the months do not drift towards shorter ones.
    fn moved(&self, first: Amount, nth: u16) -> Amount {
        let step = self.repeat.as_ref().map_or(0, |repeat| repeat.value);
        Amount { value: first.value.saturating_add(step.saturating_mul(u32::from(nth))), ..first }
    }

    /// Whether the series has a call with this number.
    #[must_use]
    pub fn has(&self, nth: u16) -> bool {
        match (&self.repeat, self.times) {
            (None, _) => nth == 0,
            (Some(_), None) => true,
            (Some(_), Some(times)) => nth < times,
        }
    }
}
