//! Figures counted once more by SQL over the log and the tickets alone.
use bihuan_persistence::Engine;
use bihuan_testkit::each_engine;

use super::{all, day, follow};
use crate::people::People;

const COUNTS: &str = include_str!("../../../../../docs/figures/recompute.sql");
const TIMES_POSTGRES: &str = include_str!("../../../../../docs/figures/recompute-times.postgres.sql");
const TIMES_SQLITE: &str = include_str!("../../../../../docs/figures/recompute-times.sqlite.sql");
const LIMITS_POSTGRES: &str = include_str!("../../../../../docs/figures/recompute-limits.postgres.sql");
const LIMITS_SQLITE: &str = include_str!("../../../../../docs/figures/recompute-limits.sqlite.sql");
const LISTS_POSTGRES: &str = include_str!("../../../../../docs/figures/recompute-lists.postgres.sql");
const LISTS_SQLITE: &str = include_str!("../../../../../docs/figures/recompute-lists.sqlite.sql");
/// How many of the numbers the day has something of, at least.
const THERE_MIN: usize = 25;

#[actix_web::test]
async fn complaint_32_figures_are_what_independent_scripts_count_from_the_log_and_the_tickets_alone() {
    each_engine(|database| async move {
        let people = People::new(database.clone()).await;
        let readers = day::readers(&people).await;
        day::live(&people).await;
        follow(&people).await;
        let scripts = match database.engine() {
            Engine::Postgres => [COUNTS, TIMES_POSTGRES, LIMITS_POSTGRES, LISTS_POSTGRES],
            Engine::Sqlite => [COUNTS, TIMES_SQLITE, LIMITS_SQLITE, LISTS_SQLITE],
        };
        let mut counted = Vec::new();
        for script in scripts {
            counted.extend(database.read(move |tx| tx.texts(script)).await.unwrap());
        }
        let mut there = 0;
        for line in counted {
            let (name, number) = line.split_once(' ').unwrap();
            let (code, part) = name.split_once('.').unwrap();
            let path = format!("/v1/figures?indicator={code}&from=2026-06-01&to=2026-06-30");
            let figure = all(&people, &readers.chief, &path).await.remove(0);
            // A percentile of nothing is nothing.
            let told = figure[part].as_f64().unwrap_or(0.0);
            assert_eq!(Some(told), number.parse().ok(), "{name}");
            there += usize::from(number != "0");
        }
        assert!(there >= THERE_MIN, "the day must have something of everything: {there}");
    })
    .await;
}
