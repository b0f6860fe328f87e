//! The months over which a share is to be reached.

use bihuan_domain::policy::callbacks::SamplePeriod;

/// Months of a year, and of a quarter.
const YEAR: u16 = 12;
const QUARTER: u16 = 3;

/// A month, or the three of a quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleMonths(Vec<String>);

impl SampleMonths {
    /// Of `2026-11` or `2026-Q4`; none for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-')?;
        let year: u16 = year.parse().ok().filter(|_| year.len() == 4)?;
        if let Some(quarter) = rest.strip_prefix('Q') {
            let quarter: u16 = quarter.parse().ok().filter(|quarter| (1..=YEAR / QUARTER).contains(quarter))?;
            return Some(Self::starting(year * YEAR + QUARTER * (quarter - 1), QUARTER));
        }
        let month: u16 = rest.parse().ok().filter(|month| (1..=YEAR).contains(month) && rest.len() == 2)?;
        Some(Self::starting(year * YEAR + month - 1, 1))
    }

    /// The periods that ended last before a month such as `2026-11`, the latest first; none for what is no month.
    pub(super) fn ended_before(month: &str, period: SamplePeriod, count: u16) -> Vec<Self> {
        let Some(present) = Self::index(month) else { return Vec::new() };
        let length = match period {
            SamplePeriod::Month => 1,
            SamplePeriod::Quarter => QUARTER,
        };
        let begun = present - present % length;
        (1..=count).filter_map(|back| Some(Self::starting(begun.checked_sub(back * length)?, length))).collect()
    }

    /// The months, in order.
    pub(super) fn names(&self) -> &[String] {
        &self.0
    }

    /// Months counted from the year 0.
    fn index(month: &str) -> Option<u16> {
        let (year, month) = month.split_once('-')?;
        year.parse::<u16>().ok()?.checked_mul(YEAR)?.checked_add(month.parse::<u16>().ok()?.checked_sub(1)?)
    }

    fn starting(first: u16, length: u16) -> Self {
        Self((first..first + length).map(|index| format!("{:04}-{:02}", index / YEAR, index % YEAR + 1)).collect())
    }
}

#[cfg(test)]
mod tests {
    use bihuan_domain::policy::callbacks::SamplePeriod;

    use super::SampleMonths;

    #[test]
    fn a_period_is_a_month_or_a_quarter() {
        assert_eq!(SampleMonths::parse("2026-11").map(|months| months.0), Some(vec!["2026-11".to_owned()]));
        let quarter = SampleMonths::parse("2026-Q4").map(|months| months.0.join(" "));
        assert_eq!(quarter.as_deref(), Some("2026-10 2026-11 2026-12"));
        for odd in ["2026-13", "2026-00", "2026-Q5", "2026-Q0", "26-01", "2026-1", "2026", "x"] {
            assert_eq!(SampleMonths::parse(odd), None, "{odd}");
        }
    }

    #[test]
    fn the_periods_before_a_month_are_whole_ones_and_cross_the_year() {
        let before = |month: &str, period| {
            let ended = SampleMonths::ended_before(month, period, 2);
            ended.iter().map(|months| months.0.join(" ")).collect::<Vec<_>>()
        };
        assert_eq!(before("2026-01", SamplePeriod::Month), ["2025-12", "2025-11"]);
        assert_eq!(before("2026-02", SamplePeriod::Quarter), ["2025-10 2025-11 2025-12", "2025-07 2025-08 2025-09"]);
        assert_eq!(before("2026-04", SamplePeriod::Quarter)[0], "2026-01 2026-02 2026-03");
    }
}
