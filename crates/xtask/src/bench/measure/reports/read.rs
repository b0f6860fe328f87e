//! Reading the whole set of indicators over the month.

use std::time::Instant;

use anyhow::{Context, Result};

use super::Reader;

/// The cuts that are measured: the whole, what sums are kept for, and what is counted from facts.
const CUTS: [(&str, &str); 4] =
    [("as a whole", ""), ("by unit", "&by=unit"), ("by day", "&by=day"), ("by channel, from facts", "&by=channel")];

/// Asks for every indicator, one after the other, and says how long that took.
pub(super) fn all(reader: &Reader<'_>) -> Result<()> {
    let registry = reader.get("/v1/indicators")?;
    let indicators = registry["indicators"].as_array().context("a registry")?;
    // Percentiles are found among facts each time, whatever the cut.
    let (percentiles, others): (Vec<_>, Vec<_>) = indicators.iter().partition(|one| one["percentile"].is_object());
    for (what, codes) in [("indicators", others), ("percentiles", percentiles)] {
        for (how, cut) in CUTS {
            let started = Instant::now();
            for code in codes.iter().filter_map(|one| one["code"].as_str()) {
                reader.get(&format!("/v1/figures?indicator={code}&{}{cut}", reader.days))?;
            }
            println!("  the month's {} {what} {how}: {:.2} s", codes.len(), started.elapsed().as_secs_f64());
        }
    }
    let started = Instant::now();
    let path = format!("/v1/figures/tickets?indicator=tickets&{}&limit=200", reader.days);
    reader.get(&path)?;
    println!("  the first page behind a number: {:.3} s", started.elapsed().as_secs_f64());
    Ok(())
}
