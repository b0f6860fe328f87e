//! Erasing a customer changes no figure, and leaves nothing by which he is known.
use bihuan_app::jobs::run;
use bihuan_testkit::each_engine;
use serde_json::json;

use super::{all, day, follow};
use crate::people::People;
use crate::requirements::at;

#[actix_web::test]
async fn complaint_39_an_erased_customer_leaves_no_trace_in_the_facts_and_repeats_stay_what_they_were() {
    each_engine(|database| async move {
        let people = People::new(database.clone()).await;
        let chief = day::readers(&people).await.chief;
        crate::records::closed(&people).await;
        at(&people, "2026-06-20T01:00:00Z").await;
        // The same customer again, whose ticket stays open and is not erased.
        people.fault().await;
        follow(&people).await;
        let repeats = async || {
            all(&people, &chief, "/v1/figures?indicator=repeat_rate&from=2026-06-01&to=2026-06-30").await.remove(0)
        };
        let matters = async || {
            let query = "SELECT CAST(COUNT(*) AS TEXT) AS text FROM facts WHERE matter IS NOT NULL";
            database.read(move |tx| tx.texts(query)).await.unwrap()
        };
        let before = repeats().await;
        assert_eq!((&before["numerator"], &before["denominator"]), (&json!(1), &json!(2)));
        assert_eq!(matters().await, ["2"]);

        at(&people, "2029-06-10T01:00:00Z").await;
        let job = people.server.post(&chief, "/v1/records/purges", &json!({"dryRun": false})).await.good();
        assert!(run::finish_due(&people.server.test.app).await.is_ok());
        let job = people.server.get(&chief, &format!("/v1/jobs/{}", job.text("id"))).await.good().json();
        assert_eq!(job["result"]["ticketsErased"], 1, "{job}");
        assert_eq!(matters().await, ["1"], "what is made of the phone is gone at once");
        assert_eq!(repeats().await, before);
        people.server.post(&chief, "/v1/figures/actions/recount", &json!({})).await.good();
        follow(&people).await;
        assert_eq!(repeats().await, before, "counting anew changes nothing");
        assert_eq!(matters().await, ["1"]);
    })
    .await;
}
