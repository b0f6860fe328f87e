//! Hands out ticket numbers without making one create wait for another: each process takes serials of a day in blocks.
//! Numbers are unique; a restart leaves a gap.

use std::sync::Mutex;

use bihuan_domain::number::ticket_number;
use bihuan_domain::policy::Policy;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::number_blocks;
use jiff::civil::Date;

use crate::App;
use crate::error::Error;

/// Serials taken at a time.
const BLOCK_LENGTH: i64 = 200;

/// The serials this process may hand out.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    block: Mutex<Block>,
}

#[derive(Debug, Default)]
struct Block {
    day: Option<Date>,
    next: i64,
    end: i64,
}

impl Numbers {
    fn take(&self, day: Date) -> Option<i64> {
        let mut block = self.block.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        (block.day == Some(day) && block.next < block.end).then(|| {
            block.next += 1;
            block.next - 1
        })
    }

    /// Puts a block in, and takes its first serial. Two that refill at once waste one block.
    fn refill(&self, day: Date, first: i64) -> i64 {
        let mut block = self.block.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *block = Block { day: Some(day), next: first + 1, end: first + BLOCK_LENGTH };
        first
    }
}

/// A fresh ticket number for the day of `now` in the policy's zone.
pub(crate) async fn next(app: &App, policy: &Policy, now: Timestamp) -> Result<String, Error> {
    let day = now.instant().to_zoned(policy.zone().clone()).date();
    let serial = match app.numbers.take(day) {
        Some(serial) => serial,
        None => {
            let name = day.to_string();
            let first =
                app.database.write(move |tx| number_blocks::take(tx, &name, BLOCK_LENGTH).map_err(Error::from)).await?;
            app.numbers.refill(day, first)
        }
    };
    let serial = u64::try_from(serial).unwrap_or_default();
    Ok(ticket_number(&policy.bundle().numbering, day, serial))
}
