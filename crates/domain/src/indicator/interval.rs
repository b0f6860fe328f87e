//! Confidence intervals.

/// The 97.5 % quantile of the normal distribution: intervals hold the true share in 95 of 100 cases.
const Z: f64 = 1.959_963_984_540_054;

/// Between which shares the true one lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
}

/// The interval of Wilson (1927) for `successes` out of `trials`, at 95 %. Unlike the textbook interval it stays within
/// 0 and 1 and means something for few trials and for shares near the ends. None without trials, or when the numbers are
/// no share.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of tickets stay far below 2^53")]
pub fn wilson(successes: i64, trials: i64) -> Option<Interval> {
    if trials <= 0 || !(0..=trials).contains(&successes) {
        return None;
    }
    let (n, p) = (trials as f64, successes as f64 / trials as f64);
    let square = Z * Z;
    let centre = (p + square / (2.0 * n)) / (1.0 + square / n);
    let half = Z / (1.0 + square / n) * (p * (1.0 - p) / n + square / (4.0 * n * n)).sqrt();
    // At the ends the bound is the end itself; rounding must not put it beside.
    let low = if successes == 0 { 0.0 } else { (centre - half).max(0.0) };
    let high = if successes == trials { 1.0 } else { (centre + half).min(1.0) };
    Some(Interval { low, high })
}
