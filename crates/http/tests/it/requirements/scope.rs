//! Who may do what, and who sees what.

use std::collections::BTreeSet;

use actix_web::http::StatusCode;
use bihuan_testkit::each_engine;
use serde_json::json;

use super::{finish, rows};
use crate::people::{People, content, fault, text};

/// shows: P-02
#[actix_web::test]
async fn an_agent_opens_sends_out_presses_and_answers_the_customer_but_never_does_the_departments_part() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let seat = people.server.test.user("seat", "centre", &["agent", "callback-agent"]).await;
        let opened = people.server.post(&seat, "/v1/tickets", &fault("accepted")).await.good();
        let sent = people.act(&seat, "tickets", "dispatch", &opened, &json!({})).await.good();
        let urge = format!("/v1/tickets/{}/actions/urge", opened.text("id"));
        people.server.post(&seat, &urge, &json!({})).await.good();

        let order = people.order(&seat, &sent).await;
        let reply = json!({"outcome": "resolved", "text": "done"});
        for (action, body) in [("receive", json!({})), ("restore", json!({})), ("reply", reply)] {
            let refused = people.act(&seat, "work-orders", action, &order, &body).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{action}: {}", refused.body);
        }

        finish(&people, &opened).await;
        let callback = people.callback(&opened).await;
        people.act(&seat, "callbacks", "attempt", &callback, &content()).await.good();
        assert_eq!(people.ticket(&seat, &opened).await.json()["stage"], "answered");
    })
    .await;
}

/// What belongs to others is not only refused: that it exists is not told, hence 404 where others would say 403.
///
/// shows: H-15, R-02
#[actix_web::test]
async fn a_station_sees_what_was_sent_to_it_and_nothing_of_its_neighbours() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let stations = [
            ("repair-crew-2", people.server.test.user("near", "repair-crew-2", &["handler"]).await),
            ("repair-crew-3", people.server.test.user("far", "repair-crew-3", &["handler"]).await),
        ];
        let mut tickets = Vec::new();
        for (unit, _) in &stations {
            let opened = people.open(&fault("accepted")).await.good();
            tickets.push(
                people.act(&people.agent, "tickets", "dispatch", &opened, &json!({"units": [unit]})).await.good(),
            );
        }
        for (place, (unit, user)) in stations.iter().enumerate() {
            let (own, other) = (&tickets[place], &tickets[1 - place]);
            let list = rows(&people.server.get(user, "/v1/tickets").await.good());
            assert_eq!(list.iter().map(|row| &row["id"]).collect::<Vec<_>>(), [&own.json()["id"]], "{unit}");
            let orders = rows(&people.server.get(user, "/v1/work-orders").await.good());
            assert_eq!(orders.iter().map(|row| &row["holder"]).collect::<Vec<_>>(), [unit]);
            people.ticket(user, own).await;
            for path in ["", "/timeline"] {
                let path = format!("/v1/tickets/{}{path}", other.text("id"));
                assert_eq!(people.server.get(user, &path).await.status, StatusCode::NOT_FOUND, "{unit}");
            }
            let note = format!("/v1/tickets/{}/actions/note", other.text("id"));
            let blind = people.server.post(user, &note, &json!({"text": "hello"})).await;
            assert_eq!(blind.status, StatusCode::NOT_FOUND, "{unit}");
        }
    })
    .await;
}

/// Whoever leads may do what those do whom he leads, and the deputy works on demands of the whole centre.
///
/// shows: P-04
#[actix_web::test]
async fn a_deputy_leader_may_all_that_shift_leaders_may_who_may_all_that_agents_may_and_moves_work_between_departments()
{
    each_engine(|database| async {
        let people = People::new(database).await;
        let deputy = people.server.test.user("deputy", "company", &["deputy-leader"]).await;
        let policy = people.server.get(&deputy, "/v1/policy").await.good().json();
        let may = |role: &str| -> BTreeSet<String> {
            let roles = policy["bundle"]["role"].as_array().into_iter().flatten();
            let found = roles.filter(|one| one["code"] == role).flat_map(|one| one["may"].as_array().cloned());
            found.flatten().map(|one| text(&one)).collect()
        };
        let (agent, leader, deputys) = (may("agent"), may("shift-supervisor"), may("deputy-leader"));
        assert!(!agent.is_empty() && agent.is_subset(&leader) && leader.is_subset(&deputys));
        assert!(agent != leader && leader != deputys);

        let opened = people.fault().await;
        let seen = rows(&people.server.get(&deputy, "/v1/tickets").await.good());
        assert_eq!(seen.iter().map(|row| &row["id"]).collect::<Vec<_>>(), [&opened.json()["id"]]);
        let order = people.order(&deputy, &opened).await;
        let moved = json!({"to": "metering", "reason": "The meter is burnt, not the line"});
        let moved = people.act(&deputy, "work-orders", "transfer", &order, &moved).await.good().json();
        assert_eq!(moved["holder"], "metering");
        let stranger = people.server.test.user("leader", "centre", &["shift-supervisor"]).await;
        let order = people.order(&deputy, &opened).await;
        let back = json!({"to": "repair", "reason": "It is the line"});
        let refused = people.act(&stranger, "work-orders", "transfer", &order, &back).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    })
    .await;
}
