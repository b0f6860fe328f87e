//! Work that goes from hand to hand.

use actix_web::http::StatusCode;
use bihuan_app::users::User;
use bihuan_domain::policy::Bundle;
use bihuan_domain::policy::clocks::OnBreach;
use bihuan_domain::policy::organisation::UnitSpec;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{at, entries, receive, reconfigure, rows};
use crate::people::{People, text};
use crate::server::Answer;

/// shows: E-15
#[actix_web::test]
async fn work_is_handed_over_with_a_reason_only_and_whoever_gets_it_reads_all_that_was_before() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let opened = people.fault().await;
        let note = format!("/v1/tickets/{}/actions/note", opened.text("id"));
        people.server.post(&people.agent, &note, &json!({"text": "dog in the yard"})).await.good();
        let order = receive(&people, &opened).await;
        for body in [json!({"to": "metering"}), json!({"to": "metering", "reason": ""})] {
            let refused = people.act(&people.handler, "work-orders", "transfer", &order, &body).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
            assert_eq!(refused.json()["errors"][0]["pointer"], "/reason");
        }
        let body = json!({"to": "metering", "reason": "the meter has burnt, not the line"});
        people.work(&people.handler, "transfer", &order, &body).await;

        let timeline = format!("/v1/tickets/{}/timeline", opened.text("id"));
        let seen = people.server.get(&people.stranger, &timeline).await.good();
        let types: Vec<String> = rows(&seen).iter().map(|entry| text(&entry["type"])).collect();
        assert_eq!(
            types,
            [
                "ticket.opened",
                "ticket.accepted",
                "ticket.dispatched",
                "work_order.dispatched",
                "ticket.noted",
                "work_order.received",
                "work_order.transferred"
            ]
        );
        assert_eq!(entries(&seen, "ticket.noted")[0]["data"]["text"], "dog in the yard");
        let handed = &entries(&seen, "work_order.transferred")[0]["data"];
        assert_eq!(handed["reason"], "the meter has burnt, not the line");
        let ticket = people.ticket(&people.stranger, &opened).await.json();
        assert_eq!(ticket["contact"], opened.json()["contact"]);
        assert_eq!(ticket["description"], opened.json()["description"]);
    })
    .await;
}

/// Who had the work order from when on, as the timeline tells: every entry must go on where the one before ended.
fn owners(timeline: &Answer, centre: &str) -> Vec<(String, String)> {
    let mut owners: Vec<(String, String)> = Vec::new();
    for entry in rows(timeline) {
        let (time, data) = (text(&entry["time"]), &entry["data"]);
        let now = owners.last().map(|(unit, _)| unit.clone());
        let (from, to) = match text(&entry["type"]).as_str() {
            "ticket.opened" => (None, text(&entry["actor"]["unit"])),
            "work_order.dispatched" => (Some(centre.to_owned()), text(&data["unit"])),
            "work_order.returned" => (Some(text(&data["by"])), centre.to_owned()),
            "work_order.transferred" => (Some(text(&data["from"])), text(&data["to"])),
            _ => continue,
        };
        assert_eq!(now, from, "a gap before {entry}");
        owners.push((to, time));
    }
    owners
}

/// shows: I-13
#[actix_web::test]
async fn a_ticket_that_is_sent_returned_and_sent_on_is_without_an_owner_at_no_time() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let dispatcher = people.server.test.user("dispatcher", "centre", &["dispatcher"]).await;
        let opened = people.fault().await;
        let order = people.order(&people.handler, &opened).await;
        people.server.test.pass(60);
        let order = people.work(&people.handler, "return", &order, &json!({"reason": "wrong-department"})).await;
        people.server.test.pass(60);
        let body = json!({"to": "metering", "reason": "a meter after all"});
        people.work(&dispatcher, "transfer", &order, &body).await;
        let timeline = format!("/v1/tickets/{}/timeline", opened.text("id"));
        let timeline = people.server.get(&people.agent, &timeline).await.good();
        let owner = |unit: &str, minute: u8| (unit.to_owned(), format!("2026-06-01T01:0{minute}:00.000Z"));
        let expected = [owner("centre", 0), owner("repair", 0), owner("centre", 1), owner("metering", 2)];
        assert_eq!(owners(&timeline, "centre"), expected);
    })
    .await;
}

const LEVELS: [&str; 3] = ["province", "prefecture", "county"];

/// Three levels below the company, each below the one before, with somebody who handles work orders at each.
async fn levels(people: &People, change: impl FnOnce(&mut Bundle)) -> Vec<User> {
    reconfigure(people, |bundle| {
        change(bundle);
        let mut parent = "company";
        for level in LEVELS {
            let unit = json!({
                "code": level, "parent": parent, "name": {"zh": level, "en": level}, "function": "department"
            });
            bundle.units.extend(serde_json::from_value::<UnitSpec>(unit).ok());
            parent = level;
        }
    })
    .await;
    let mut users = Vec::new();
    for level in LEVELS {
        users.push(people.server.test.user(&format!("at-{level}"), level, &["handler"]).await);
    }
    users
}

/// shows: P-32
#[actix_web::test]
async fn a_ticket_of_headquarters_goes_down_level_by_level_and_a_return_goes_back_the_same_way() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let users = levels(&people, |_| {}).await;
        let opened = people.open(&crate::people::fault("accepted")).await.good();
        let down = json!({"units": ["province"]});
        people.act(&people.agent, "tickets", "dispatch", &opened, &down).await.good();
        let mut order = people.order(&users[0], &opened).await;
        for (user, to) in users.iter().zip(&LEVELS[1..]) {
            people.server.test.pass(60);
            let seen = people.order(user, &opened).await;
            order = people.work(user, "receive", &seen, &json!({})).await;
            people.server.test.pass(60);
            order = people.work(user, "transfer", &order, &json!({"to": to, "reason": "your county"})).await;
        }
        assert_eq!(order.json()["route"], json!(["centre", "province", "prefecture", "county"]));

        for user in users.iter().rev() {
            people.server.test.pass(60);
            let seen = people.order(user, &opened).await;
            order = people.work(user, "return", &seen, &json!({"reason": "wrong-area"})).await;
        }
        assert_eq!((&order.json()["holder"], &order.json()["route"]), (&json!("centre"), &json!(["centre"])));
        let path = format!("/v1/tickets/{}/timeline", opened.text("id"));
        let timeline = people.server.get(&people.agent, &path).await.good();
        let hops: Vec<(String, String, Value)> = rows(&timeline)
            .iter()
            .filter(|entry| text(&entry["subject"]).starts_with("work_order/"))
            .map(|entry| (text(&entry["type"]), text(&entry["time"])[11..16].to_owned(), entry["data"].clone()))
            .map(|(kind, time, data)| {
                let unit = [&data["to"], &data["unit"], &data["by"]].into_iter().find(|unit| unit.is_string()).cloned();
                (kind["work_order.".len()..].to_owned(), time, unit.unwrap_or_default())
            })
            .collect();
        let hop = |kind: &str, time: &str, unit: Value| (kind.to_owned(), time.to_owned(), unit);
        assert_eq!(
            hops,
            [
                hop("dispatched", "01:00", json!("province")),
                hop("received", "01:01", Value::Null),
                hop("transferred", "01:02", json!("prefecture")),
                hop("received", "01:03", Value::Null),
                hop("transferred", "01:04", json!("county")),
                hop("returned", "01:05", json!("county")),
                hop("returned", "01:06", json!("prefecture")),
                hop("returned", "01:07", json!("province")),
            ],
            "the time into and out of every level"
        );
    })
    .await;
}

/// The clock for receiving at the level that has the work order now: the last that was started.
async fn accept_clock(people: &People, ticket: &Answer) -> Value {
    let ticket = people.ticket(&people.agent, ticket).await.json();
    let clocks = ticket["clocks"].as_array().cloned().unwrap_or_default();
    clocks.into_iter().rfind(|clock| clock["code"] == "accept").unwrap_or_default()
}

/// shows: P-28
#[actix_web::test]
async fn what_the_county_does_not_receive_in_time_is_put_under_supervision_and_told_to_its_leader() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let users = levels(&people, |bundle| {
            for rule in bundle.clocks.iter_mut().filter(|rule| rule.code.as_str() == "accept") {
                rule.on_breach = OnBreach::Supervise;
            }
        })
        .await;
        let leader = people.server.test.user("leader", "county", &["manager"]).await;
        let (province, county) = (&users[0], &users[2]);
        let mut sent = Vec::new();
        for _ in 0..2 {
            let opened = people.open(&crate::people::fault("accepted")).await.good();
            let down = json!({"units": ["province"]});
            people.act(&people.agent, "tickets", "dispatch", &opened, &down).await.good();
            let seen = people.order(province, &opened).await;
            let order = people.work(province, "receive", &seen, &json!({})).await;
            people.work(province, "transfer", &order, &json!({"to": "county", "reason": "your county"})).await;
            sent.push(opened);
        }
        at(&people, "2026-06-01T01:02:30Z").await;
        let seen = people.order(county, &sent[0]).await;
        people.work(county, "receive", &seen, &json!({})).await;
        at(&people, "2026-06-01T01:03:01Z").await;
        let in_time = accept_clock(&people, &sent[0]).await;
        assert_eq!((&in_time["state"], &in_time["endedAt"]), (&json!("stopped"), &json!("2026-06-01T01:02:30.000Z")));
        assert_eq!(accept_clock(&people, &sent[1]).await["state"], "breached");
        for (ticket, supervised) in sent.iter().zip([false, true]) {
            assert_eq!(people.ticket(&leader, ticket).await.json()["supervised"], supervised);
        }
        let told = entries(&people.server.get(&leader, "/v1/events").await.good(), "clock.breached");
        let of: Vec<(String, String)> =
            told.iter().map(|entry| (text(&entry["ticketId"]), text(&entry["data"]["code"]))).collect();
        assert_eq!(of, [(sent[1].text("id"), "accept".to_owned())]);
        let inbox = crate::notifications::inbox(&people, &leader).await;
        assert_eq!(inbox.iter().map(|row| &row["ticketId"]).collect::<Vec<_>>(), [&sent[1].json()["id"]]);
    })
    .await;
}
