//! Cycles: what was is never rewritten.

use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{clock, clocks, people, received};
use crate::people::{People, content};
use crate::requirements::at;
use crate::server::Answer;

#[actix_web::test]
async fn complaint_4_a_reopened_ticket_begins_a_cycle_of_its_own_and_the_time_in_between_is_not_counted() {
    each_engine(|database| async {
        let people = people(database).await;
        let quality = people.server.test.user("quality", "centre", &["quality-inspector"]).await;
        let (ticket, order) = received(&people).await;
        at(&people, "2026-06-02T09:00:00+08:00").await;
        reply(&people, &order).await;
        let callback = people.callback(&ticket).await;
        people.act(&people.caller, "callbacks", "attempt", &callback, &content()).await.good();
        let answered = people.judge(&ticket).await;
        let archived = people.act(&quality, "tickets", "archive", &answered, &json!({})).await.good();
        let first = clock(&people, &ticket, "promise").await;
        assert_eq!((&first["cycle"], &first["state"]), (&json!(1), &json!("stopped")));

        at(&people, "2026-06-10T09:00:00+08:00").await;
        let again = people.act(&quality, "tickets", "reopen", &archived, &json!({"reason": "Dark again"})).await.good();
        at(&people, "2026-06-11T11:00:00+08:00").await;
        let all = clocks(&people, &people.agent, &again).await;
        let promises: Vec<&Value> =
            all["clocks"].as_array().into_iter().flatten().filter(|one| one["code"] == "promise").collect();
        assert_eq!(promises.len(), 2);
        assert_eq!(promises[0], &first, "what has ended is never rewritten");
        assert_eq!((&promises[1]["cycle"], &promises[1]["startedBy"]), (&json!(2), &json!("reopened")));
        let totals = all["totals"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|one| one["code"] == "promise")
            .cloned()
            .unwrap_or_default();
        // Working days count from the day after the start: of the first day nothing, of the second cycle two hours and a half.
        assert_eq!(totals["cycles"], 2);
        assert_eq!(totals["usedFirstCycleSeconds"], first["usedSeconds"]);
        assert_eq!(totals["usedTotalSeconds"], first["usedSeconds"].as_i64().unwrap_or_default() + 9_000);
    })
    .await;
}

/// The department contacts and replies, and the reviewer approves.
async fn reply(people: &People, order: &Answer) {
    let order = people.work(&people.handler, "contact", order, &json!({"note": "Called"})).await;
    let body = json!({"outcome": "resolved", "text": "Done"});
    let order = people.work(&people.handler, "reply", &order, &body).await;
    people.work(&people.reviewer, "review", &order, &json!({"decision": "approve"})).await;
}
