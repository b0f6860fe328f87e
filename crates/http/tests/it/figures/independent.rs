//! Figures counted once more by SQL over the log alone.
use bihuan_testkit::each_engine;

use super::{all, day, follow};
use crate::people::People;

const SCRIPT: &str = include_str!("../../../../../docs/figures/recompute.sql");

#[actix_web::test]
async fn complaint_32_figures_are_what_an_independent_script_counts_from_the_log_alone() {
    each_engine(|database| async move {
        let people = People::new(database.clone()).await;
        let readers = day::readers(&people).await;
        day::live(&people).await;
        follow(&people).await;
        let counted = database.read(|tx| tx.texts(SCRIPT)).await.unwrap();
        assert_eq!(counted.len(), 9);
        for line in counted {
            let (name, number) = line.split_once(' ').unwrap();
            let (code, part) = name.split_once('.').unwrap();
            let path = format!("/v1/figures?indicator={code}&from=2026-06-01&to=2026-06-30");
            let figure = all(&people, &readers.chief, &path).await.remove(0);
            assert_eq!(figure[part].to_string(), number, "{name}");
            assert_ne!(number, "0", "{name}: the day must have one");
        }
    })
    .await;
}
