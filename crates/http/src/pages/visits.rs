//! How often somebody may come: counted by address and by survey, in memory of each node.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use bihuan_domain::time::Timestamp;

use super::link::Destination;

/// Visits of one address within a minute. Customers of one operator share addresses, so it is not few.
pub(super) const ADDRESS_VISITS_MAX: u32 = 120;
/// Answers sent to one survey within an hour: enough to correct what was left out, too few to try links or flood.
pub(super) const SURVEY_ANSWERS_MAX: u32 = 20;
const MINUTE_SECONDS: i64 = 60;
const HOUR_SECONDS: i64 = 3_600;
/// Addresses and surveys remembered at a time.
const REMEMBERED_MAX: usize = 50_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Guest {
    Address(IpAddr),
    Link(Destination),
}

#[derive(Clone, Copy, Debug)]
struct Count {
    until: Timestamp,
    visits: u32,
}

/// Counts visits.
#[derive(Debug, Default)]
pub struct Visits {
    counts: Mutex<HashMap<Guest, Count>>,
}

impl Visits {
    /// Whether one more visit from this address is welcome.
    pub(crate) fn welcomes_address(&self, address: IpAddr, now: Timestamp) -> bool {
        self.welcome(Guest::Address(address), ADDRESS_VISITS_MAX, MINUTE_SECONDS, now)
    }

    /// Whether one more answer to this survey, or of this customer of a round, is welcome.
    pub(crate) fn welcomes_answer_to(&self, to: Destination, now: Timestamp) -> bool {
        self.welcome(Guest::Link(to), SURVEY_ANSWERS_MAX, HOUR_SECONDS, now)
    }

    fn welcome(&self, guest: Guest, most: u32, seconds: i64, now: Timestamp) -> bool {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= REMEMBERED_MAX && !counts.contains_key(&guest) {
            counts.retain(|_, count| count.until > now);
            if counts.len() >= REMEMBERED_MAX {
                // Better to forget than to turn everybody away.
                counts.clear();
            }
        }
        let fresh = Count { until: now.plus_seconds(seconds), visits: 0 };
        let count = counts.entry(guest).or_insert(fresh);
        if count.until <= now {
            *count = fresh;
        }
        count.visits = count.visits.saturating_add(1);
        count.visits <= most
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use bihuan_domain::time::Timestamp;

    use super::{ADDRESS_VISITS_MAX, MINUTE_SECONDS, Visits};

    #[test]
    fn an_address_is_turned_away_when_it_comes_too_often_and_welcome_again_a_minute_later() {
        let (visits, address) = (Visits::default(), IpAddr::V4(Ipv4Addr::new(203, 0, 113, 7)));
        let now = Timestamp::from_micros(0);
        assert!((0..ADDRESS_VISITS_MAX).all(|_| visits.welcomes_address(address, now)));
        assert!(!visits.welcomes_address(address, now));
        assert!(visits.welcomes_address(IpAddr::V4(Ipv4Addr::LOCALHOST), now), "others are not held up");
        assert!(visits.welcomes_address(address, now.plus_seconds(MINUTE_SECONDS)));
    }
}
