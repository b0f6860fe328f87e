//! Scripts that count once more, from the log and the tickets alone.

use bihuan_persistence::{Database, Engine};

use super::Auditor;

const COUNTS: &str = include_str!("../../docs/figures/recompute.sql");
const TIMES_POSTGRES: &str = include_str!("../../docs/figures/recompute-times.postgres.sql");
const TIMES_SQLITE: &str = include_str!("../../docs/figures/recompute-times.sqlite.sql");
const LIMITS_POSTGRES: &str = include_str!("../../docs/figures/recompute-limits.postgres.sql");
const LIMITS_SQLITE: &str = include_str!("../../docs/figures/recompute-limits.sqlite.sql");
const LISTS_POSTGRES: &str = include_str!("../../docs/figures/recompute-lists.postgres.sql");
const LISTS_SQLITE: &str = include_str!("../../docs/figures/recompute-lists.sqlite.sql");
/// How many numbers the scripts count.
const NUMBERS: usize = 118;

/// What the scripts count is what the program says, number for number.
pub(super) async fn count_the_same(auditor: &Auditor, database: &Database) {
    let scripts = match database.engine() {
        Engine::Postgres => [COUNTS, TIMES_POSTGRES, LIMITS_POSTGRES, LISTS_POSTGRES],
        Engine::Sqlite => [COUNTS, TIMES_SQLITE, LIMITS_SQLITE, LISTS_SQLITE],
    };
    let mut lines = Vec::new();
    for script in scripts {
        lines.extend(database.read(move |tx| tx.texts(script)).await.unwrap());
    }
    assert_eq!(lines.len(), NUMBERS);
    let mut different = Vec::new();
    for line in lines {
        let (name, counted) = line.split_once(' ').unwrap();
        let (code, part) = name.split_once('.').unwrap();
        // A percentile of nothing is nothing.
        let told = auditor.whole(code, "").await[part].as_f64().unwrap_or(0.0);
        if told != counted.parse::<f64>().unwrap() {
            different.push(format!("{name}: the script counts {counted}, the program says {told}"));
        }
    }
    assert_eq!(different, Vec::<String>::new());
}
