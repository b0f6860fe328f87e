//! When a notification may be pushed to somebody, and how often.

use crate::code::RoleCode;
use crate::policy::Policy;
use crate::policy::notifications::CAP_PER_HOUR_DEFAULT;
use crate::time::Timestamp;

/// The terms on which one person is pushed a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PushTerms {
    /// Not before.
    pub after: Timestamp,
    /// Pushes within an hour beyond which it stays in the inbox; none in an emergency.
    pub cap: Option<u16>,
}

impl PushTerms {
    /// The terms of whoever is told in this role. Quiet hours put a push off and never the notification itself, let alone
    /// a clock; an emergency knows neither quiet hours nor a cap.
    #[must_use]
    pub fn of(policy: &Policy, role: &RoleCode, now: Timestamp, emergency: bool) -> Self {
        if emergency {
            return Self { after: now, cap: None };
        }
        let role = policy.role(role);
        let quiet = role.and_then(|role| role.quiet_hours);
        let cap = role.and_then(|role| role.cap_per_hour).unwrap_or(CAP_PER_HOUR_DEFAULT);
        Self { after: policy.after_quiet(quiet.as_slice(), now), cap: Some(cap) }
    }

    /// The kinder of two terms, for somebody who is told in two roles at once.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let cap = match (self.cap, other.cap) {
            (Some(one), Some(another)) => Some(one.max(another)),
            _ => None,
        };
        Self { after: self.after.min(other.after), cap }
    }
}
