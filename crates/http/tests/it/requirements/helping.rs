//! What one person cannot handle: brought before the team, and answered by somebody else.

use actix_web::http::StatusCode;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{at, finish, rows};
use crate::people::{People, fault, text};
use crate::server::Answer;

async fn ask(people: &People, ticket: &Answer, words: &str) -> Answer {
    let path = format!("/v1/tickets/{}/actions/ask-help", ticket.text("id"));
    people.server.post(&people.agent, &path, &json!({"text": words})).await
}

/// The tickets in the queue of whoever may help.
async fn queue(people: &People, who: &bihuan_app::users::User) -> Vec<Value> {
    let waiting = rows(&people.server.get(who, "/v1/me/queues/to-help").await.good());
    waiting.iter().map(|item| item["ticket"]["id"].clone()).collect()
}

/// shows: P-09, J-04
#[actix_web::test]
async fn what_an_agent_cannot_handle_stands_in_the_queue_of_the_leader_who_becomes_the_helper_and_not_the_receiver() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let leader = people.server.test.user("leader", "centre", &["shift-supervisor"]).await;
        let elsewhere = people.server.test.user("elsewhere", "metering", &["shift-supervisor"]).await;
        let (first, second) = (people.fault().await, people.fault().await);
        people.server.test.pass(60);
        ask(&people, &second, "He shouts.").await.good();
        people.server.test.pass(60);
        let asked = ask(&people, &first, "The meter reads backwards; whose is it?").await.good();
        assert_eq!(ask(&people, &first, "Well?").await.problem().as_deref(), Some("already_requested"));
        assert_eq!(queue(&people, &leader).await, [second.json()["id"].clone(), first.json()["id"].clone()]);
        assert_eq!(queue(&people, &elsewhere).await, Vec::<Value>::new());
        let counts = people.server.get(&leader, "/v1/me/queues").await.good().json();
        let count = counts["data"].as_array().into_iter().flatten().find(|one| one["queue"] == "to-help").cloned();
        assert_eq!(count.unwrap_or_default()["count"], 2);
        let forbidden = people.server.get(&people.agent, "/v1/me/queues/to-help").await;
        assert_eq!(forbidden.status, StatusCode::FORBIDDEN);

        let advice = json!({"text": "Send it to metering."});
        let helped = people.act(&leader, "tickets", "give-help", &asked, &advice).await.good().json();
        assert_eq!((&helped["acceptedBy"], &helped["stage"]), (&json!(people.agent.id.0), &json!("handling")));
        let help = &helped["helps"][0];
        assert_eq!(
            (&help["askedBy"], &help["given"]["by"], &help["given"]["text"]),
            (&json!(people.agent.id.0), &json!(leader.id.0), &advice["text"])
        );
        assert_eq!(queue(&people, &leader).await, [second.json()["id"].clone()]);
        let nothing = people.ticket(&leader, &first).await;
        let again = people.act(&leader, "tickets", "give-help", &nothing, &advice).await;
        assert_eq!(again.problem().as_deref(), Some("nothing_requested"));
    })
    .await;
}

#[actix_web::test]
async fn nobody_answers_his_own_question_and_what_has_ended_waits_for_nobody() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let leader = people.server.test.user("leader", "centre", &["shift-supervisor"]).await;
        let ticket = people.open(&fault("accepted")).await.good();
        let path = format!("/v1/tickets/{}/actions/ask-help", ticket.text("id"));
        let asked = people.server.post(&leader, &path, &json!({"text": "Whose is it?"})).await.good();
        let own = people.act(&leader, "tickets", "give-help", &asked, &json!({"text": "Ours."})).await;
        assert_eq!(own.problem().as_deref(), Some("same_person"));
        people.act(&people.agent, "tickets", "answer", &asked, &json!({"text": "It was planned"})).await.good();
        assert_eq!(queue(&people, &leader).await, Vec::<Value>::new());
    })
    .await;
}

/// shows: O-01
#[actix_web::test]
async fn at_the_end_of_the_day_the_calls_of_tomorrow_are_listed_and_difficult_cases_wait_for_the_team() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let leader = people.server.test.user("leader", "centre", &["shift-supervisor"]).await;
        let (today, tomorrow, morning) = (people.fault().await, people.fault().await, people.fault().await);
        for ticket in [&today, &tomorrow, &morning] {
            finish(&people, ticket).await;
        }
        for (ticket, moment) in [(&tomorrow, "2026-06-02T16:30:00+08:00"), (&morning, "2026-06-02T09:00:00+08:00")] {
            let callback = people.callback(ticket).await;
            let later = json!({"result": "other_time", "at": moment});
            people.act(&people.caller, "callbacks", "attempt", &callback, &later).await.good();
        }
        ask(&people, &today, "She cries; let us talk it over.").await.good();
        at(&people, "2026-06-01T17:30:00+08:00").await;
        let due = async |day: &str| {
            let page = people.server.get(&people.caller, &format!("/v1/callbacks?dueOn={day}")).await.good();
            let mut tickets: Vec<String> = rows(&page).iter().map(|call| text(&call["ticketId"])).collect();
            tickets.sort();
            tickets
        };
        let mut both = vec![tomorrow.text("id"), morning.text("id")];
        both.sort();
        assert_eq!(due("2026-06-02").await, both);
        assert_eq!(due("2026-06-01").await, [today.text("id")]);
        assert_eq!(due("2026-06-03").await, Vec::<String>::new());
        assert_eq!(queue(&people, &leader).await, [today.json()["id"].clone()]);
    })
    .await;
}
