//! What cannot be counted is told where figures are read.

use bihuan_persistence::Engine;
use bihuan_testkit::each_engine;
use serde_json::json;

use super::{day, follow};
use crate::people::People;
use crate::reports::{read, run};

#[actix_web::test]
async fn complaint_32_a_ticket_that_cannot_be_counted_keeps_no_other_out_and_figures_and_reports_say_that_they_lack_it()
{
    each_engine(|database| async move {
        let people = People::new(database.clone()).await;
        let readers = day::readers(&people).await;
        let (spoilt, _) = (people.fault().await, people.fault().await);
        let turn = |by: i64| match database.engine() {
            Engine::Postgres => format!(
                "UPDATE tickets SET document = jsonb_set(document, '{{policy}}', to_jsonb((document ->> 'policy')::bigint + {by})) \
                 WHERE number = '{}'",
                spoilt.text("number")
            ),
            Engine::Sqlite => format!(
                "UPDATE tickets SET document = json_set(document, '$.policy', (document ->> 'policy') + {by}) \
                 WHERE number = '{}'",
                spoilt.text("number")
            ),
        };
        // A policy version that nobody has.
        let spoil = turn(90);
        database.write(move |tx| tx.execute(&spoil).map(|_| ())).await.unwrap();
        follow(&people).await;
        let state = async || people.server.get(&readers.chief, "/v1/figures/state").await.good().json();
        let lacking = state().await;
        assert_eq!(
            (&lacking["uncounted"], &lacking["uncountedTickets"][0]["ticketId"]),
            (&json!(1), &json!(spoilt.text("id")))
        );
        let days = "from=2026-06-01&to=2026-06-30";
        let counted = async || {
            let asked = format!("/v1/figures?indicator=tickets&{days}");
            people.server.get(&readers.chief, &asked).await.good().json()["data"][0]["numerator"].clone()
        };
        assert_eq!(counted().await, 1, "the other one");
        let ran = run(&people, &readers.chief, "monthly-service", "2026-06-15").await;
        let report = read(&people, &readers.chief, &ran, "json").await.good().json();
        assert_eq!(report["uncountedTickets"], 1);
        for format in ["csv", "html"] {
            let report = read(&people, &readers.chief, &ran, format).await.good().body;
            assert!(report.contains("Tickets that could not be counted: 1"), "{format}: {report}");
        }

        let heal = turn(-90);
        database.write(move |tx| tx.execute(&heal).map(|_| ())).await.unwrap();
        people.server.post(&readers.chief, "/v1/figures/actions/recount", &json!({})).await.good();
        follow(&people).await;
        assert_eq!(state().await["uncounted"], 0);
        assert_eq!(counted().await, 2);
    })
    .await;
}
