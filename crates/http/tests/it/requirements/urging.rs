//! Pressing (催办) the departments.

use actix_web::http::StatusCode;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{entries, finish};
use crate::notifications::told;
use crate::people::{People, content};

/// The department and its head are told in their inboxes and by the feed that they follow, and read it in the timeline.
///
/// shows: P-07
#[actix_web::test]
async fn each_pressing_is_counted_told_to_the_department_and_its_head_and_moves_no_deadline() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let near = people.server.test.user("near", "repair", &["manager"]).await;
        let head = people.server.test.user("head", "company", &["manager"]).await;
        let opened = people.fault().await;
        let deadlines = |ticket: &Value| -> Vec<Value> {
            ticket["clocks"].as_array().into_iter().flatten().map(|clock| clock["dueAt"].clone()).collect()
        };
        let path = format!("/v1/tickets/{}/actions/urge", opened.text("id"));
        for note in ["a baby at home", "still dark"] {
            people.server.test.pass(60);
            people.server.post(&people.agent, &path, &json!({"note": note})).await.good();
        }
        let urged = people.ticket(&people.handler, &opened).await.json();
        assert_eq!(urged["urgeCount"], 2);
        assert!(!deadlines(&urged).is_empty());
        assert_eq!(deadlines(&urged), deadlines(&opened.json()));

        let timeline = format!("/v1/tickets/{}/timeline", opened.text("id"));
        for (who, path) in [(&people.handler, timeline.as_str()), (&near, "/v1/events"), (&head, "/v1/events")] {
            let told = entries(&people.server.get(who, path).await.good(), "ticket.urged");
            let notes: Vec<&Value> = told.iter().map(|entry| &entry["data"]["note"]).collect();
            assert_eq!(notes, ["a baby at home", "still dark"], "{path}");
            assert_ne!(told[0]["id"], told[1]["id"]);
        }

        for who in [&people.handler, &near] {
            assert_eq!(told(&people, who).await, ["urged", "urged"], "once for each pressing");
        }
        assert_eq!(told(&people, &head).await, [""; 0], "the department has a head of its own");

        finish(&people, &opened).await;
        let callback = people.callback(&opened).await;
        people.act(&people.caller, "callbacks", "attempt", &callback, &content()).await.good();
        let closed = people.server.post(&people.agent, &path, &json!({})).await;
        assert_eq!((closed.status, closed.problem().as_deref()), (StatusCode::CONFLICT, Some("wrong_stage")));
    })
    .await;
}
