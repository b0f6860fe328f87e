//! The figures of a person: counted from the log, so that anybody can count them again.

use bihuan_domain::id::UserId;
use bihuan_domain::policy::assessments::AssessmentScheme;
use bihuan_domain::quality::Figure;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::{Tx, events};

use crate::error::Error;

/// Where the figures of a person come from.
pub trait FiguresOfPerson {
    /// The figures that a scheme wants, over a stretch of time.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn of(
        &self,
        tx: &mut Tx<'_>,
        person: UserId,
        period: (Timestamp, Timestamp),
        scheme: &AssessmentScheme,
    ) -> Result<Vec<Figure>, Error>;
}

/// Counts what the person did in the log of events.
#[derive(Debug, Clone, Copy)]
pub struct FromLog;

impl FiguresOfPerson for FromLog {
    fn of(
        &self,
        tx: &mut Tx<'_>,
        person: UserId,
        period: (Timestamp, Timestamp),
        scheme: &AssessmentScheme,
    ) -> Result<Vec<Figure>, Error> {
        if scheme.indicators.is_empty() {
            return Ok(Vec::new());
        }
        let deeds = events::deeds_of(tx, person, period)?;
        let count = |names: &[String]| {
            let named = deeds.iter().filter(|(noun, name, _)| names.contains(&format!("{noun}.{name}")));
            u32::try_from(named.map(|(.., count)| count).sum::<i64>()).unwrap_or(u32::MAX)
        };
        let figure = |one: &bihuan_domain::policy::assessments::CountedIndicator| Figure {
            code: one.code.clone(),
            value: count(&one.counts),
        };
        Ok(scheme.indicators.iter().map(figure).collect())
    }
}
