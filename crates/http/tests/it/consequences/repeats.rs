//! Repeats (重复诉求), risks, and the escalation ladder.

use bihuan_testkit::each_engine;
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::complaint;
use crate::people::{People, fault};
use crate::requirements::rows;
use crate::server::Answer;

/// How many tickets of one matter are opened at once.
const AT_ONCE: usize = 6;

/// How many tickets of its matter a ticket was told of; a ticket that stands alone is told nothing.
fn repeats(ticket: &Answer) -> u64 {
    ticket.json()["repeats"].as_u64().unwrap_or(1)
}

fn rungs(ticket: &Answer) -> Vec<Value> {
    ticket.json()["rungs"].as_array().into_iter().flatten().map(|rung| rung["rung"].clone()).collect()
}

#[actix_web::test]
async fn a_second_complaint_on_the_same_matter_rises_and_the_supervisor_is_told() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let supervisor = people.server.test.user("supervisor", "centre", &["shift-supervisor"]).await;
        let first = people.open(&complaint("13812345678")).await.good();
        assert_eq!((repeats(&first), rungs(&first)), (1, vec![]));
        let second = people.open(&complaint("138 1234 5678")).await.good();
        assert_eq!((repeats(&second), rungs(&second)), (2, vec![json!("repeat-complaint")]));
        assert_eq!((&second.json()["level"], &second.json()["supervised"]), (&json!("important"), &json!(true)));
        let told = rows(&people.server.get(&supervisor, "/v1/notifications").await.good());
        assert_eq!(told.len(), 1);
        assert_eq!(told[0]["ticketId"], second.json()["id"]);
        let mut other_matter = complaint("13812345678");
        other_matter["type"] = json!("complaint.service");
        assert_eq!(repeats(&people.open(&other_matter).await.good()), 1);
    })
    .await;
}

#[actix_web::test]
async fn of_tickets_opened_at_the_same_moment_each_number_is_seen_by_one() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let demand = complaint("13812345678");
        let opened = join_all((0..AT_ONCE).map(|_| people.open(&demand))).await;
        let mut seen: Vec<u64> = opened.into_iter().map(|answer| repeats(&answer.good())).collect();
        seen.sort_unstable();
        assert_eq!(seen, [1, 2, 3, 4, 5, 6]);
    })
    .await;
}

#[actix_web::test]
async fn the_same_repair_is_supervised_the_third_time_and_a_cancelled_ticket_does_not_count() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let accepted = fault("accepted");
        let cancelled = people.open(&accepted).await.good();
        people.act(&people.agent, "tickets", "cancel", &cancelled, &json!({"reason": "twice"})).await.good();
        let second = people.open(&accepted).await.good();
        assert_eq!(repeats(&second), 1);
        people.open(&accepted).await.good();
        let third = people.open(&accepted).await.good();
        assert_eq!((repeats(&third), rungs(&third)), (3, vec![json!("repeat-repair")]));
    })
    .await;
}

#[actix_web::test]
async fn a_ticket_that_turns_out_to_be_another_matter_is_counted_with_that() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let dispatcher = people.server.test.user("dispatcher", "centre", &["dispatcher"]).await;
        people.open(&complaint("13812345678")).await.good();
        let mut consult = complaint("13812345678");
        consult["type"] = Value::Null;
        consult["kind"] = json!("consult");
        consult["until"] = json!("accepted");
        let asked = people.open(&consult).await.good();
        assert_eq!(asked.json().get("repeats"), None);
        let body = json!({"type": "complaint.outage", "reason": "He complains"});
        let complains = people.act(&dispatcher, "tickets", "reclassify", &asked, &body).await.good();
        assert_eq!((repeats(&complains), rungs(&complains)), (2, vec![json!("repeat-complaint")]));
    })
    .await;
}

#[actix_web::test]
async fn who_will_go_to_the_press_is_passed_on_at_once_at_the_call_or_later() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let manager = people.server.test.user("manager", "company", &["manager"]).await;
        let mut demand = fault("accepted");
        demand["risks"] = json!(["press"]);
        let at_once = people.open(&demand).await.good();
        assert_eq!((rungs(&at_once), &at_once.json()["risks"]), (vec![json!("going-public")], &json!(["press"])));
        let later = people.fault().await;
        assert_eq!(rungs(&later), Vec::<Value>::new());
        let path = format!("/v1/tickets/{}/actions/flag-risk", later.text("id"));
        let body = json!({"risks": ["regulator"], "note": "He will call 12398."});
        let flagged = people.server.post(&people.agent, &path, &body).await.good();
        assert_eq!((rungs(&flagged), &flagged.json()["supervised"]), (vec![json!("going-public")], &json!(true)));
        let again = people.server.post(&people.agent, &path, &body).await;
        assert_eq!(again.problem().as_deref(), Some("nothing_changes"));
        let told = rows(&people.server.get(&manager, "/v1/notifications").await.good());
        assert_eq!(told.len(), 2);
    })
    .await;
}
