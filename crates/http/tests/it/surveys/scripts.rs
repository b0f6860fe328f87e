//! Scripts (话术): what is said, by phase, kind, hour and day.

use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use crate::people::{People, text};
use crate::requirements::{reconfigure, rows};

async fn scripts(people: &People, query: &str) -> Vec<Value> {
    rows(&people.server.get(&people.agent, &format!("/v1/scripts?{query}")).await.good())
}

/// The Chinese words of the first part of the opening at a moment.
async fn greeting(people: &People, at: &str) -> String {
    let opening = scripts(people, &format!("phase=opening&at={}", at.replace(':', "%3A").replace('+', "%2B"))).await;
    text(&opening[0]["parts"][0]["text"]["zh"])
}

/// shows: P-37, D-09
#[actix_web::test]
async fn the_script_of_a_phase_and_type_is_answered_with_the_names_filled_in() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let found = scripts(&people, "phase=opening&type=fault.lv.line").await;
        assert_eq!((found.len(), &found[0]["code"], &found[0]["policyVersion"]), (1, &json!("opening"), &json!(1)));
        let welcome = text(&found[0]["parts"][1]["text"]["en"]);
        assert!(welcome.contains("agent speaking") && !welcome.contains('{'), "{welcome}");
        assert_eq!(scripts(&people, "phase=questions&kind=complaint").await.len(), 0, "it is for faults");
        let spoken = scripts(&people, "phase=questions&kind=fault").await;
        assert_eq!(spoken[0]["parts"][1]["placeholders"], json!(["topic"]));
        let unknown = people.server.get(&people.agent, "/v1/scripts?type=nothing").await;
        assert!(unknown.status.is_client_error());
    })
    .await;
}

/// shows: N-02
#[actix_web::test]
async fn opening_and_closing_words_are_locked_and_the_others_free() {
    each_engine(|database| async {
        let people = People::new(database).await;
        for (phase, locked) in [("opening", true), ("closing", true), ("questions", false)] {
            let found = scripts(&people, &format!("phase={phase}")).await;
            let parts = found[0]["parts"].as_array().cloned().unwrap_or_default();
            assert!(!parts.is_empty() && parts.iter().all(|part| part["locked"] == locked), "{phase}");
        }
    })
    .await;
}

/// shows: N-03
#[actix_web::test]
async fn the_opening_says_good_morning_until_noon() {
    each_engine(|database| async {
        let people = People::new(database).await;
        for (at, words) in [
            ("00:00", "早上好！"),
            ("11:59", "早上好！"),
            ("12:00", "您好！"),
            ("12:01", "您好！"),
            ("23:59", "您好！"),
        ] {
            assert_eq!(greeting(&people, &format!("2026-06-03T{at}:00+08:00")).await, words, "{at}");
        }
    })
    .await;
}

/// shows: N-05
#[actix_web::test]
async fn a_festival_has_an_opening_of_its_own() {
    each_engine(|database| async {
        let people = People::new(database).await;
        for (day, words) in
            [("05-01", "劳动节快乐！"), ("01-01", "新年好！"), ("02-17", "新年好！"), ("04-30", "早上好！")]
        {
            assert_eq!(greeting(&people, &format!("2026-{day}T09:00:00+08:00")).await, words, "{day}");
        }
    })
    .await;
}

/// shows: C-04, N-04
#[actix_web::test]
async fn the_scripts_for_a_kind_of_call_come_in_the_order_in_which_they_are_said() {
    each_engine(|database| async {
        let people = People::new(database).await;
        reconfigure(&people, |bundle| {
            let script = |code: &str, phase: &str, step: u16| {
                let words = json!({"text": {"zh": code, "en": code}});
                let read = serde_json::from_value(json!({
                    "code": code, "name": {"zh": code, "en": code}, "phase": phase, "step": step, "plans": ["standard"],
                    "part": [{"code": "only", "wording": [words]}]
                }));
                read.unwrap_or_else(|error| panic!("no script: {error}"))
            };
            bundle.scripts.clear();
            bundle.scripts.extend([
                script("meeting", "close", 6),
                script("greet", "open", 1),
                script("intent", "open", 3),
            ]);
            let mut other = script("verify", "verification", 1);
            other.plans = vec!["fault".parse().unwrap_or_else(|_| panic!("a code"))];
            bundle.scripts.push(other);
        })
        .await;
        let codes = async |query: &str| -> Vec<String> {
            scripts(&people, query).await.iter().map(|one| text(&one["code"])).collect()
        };
        assert_eq!(codes("plan=standard").await, ["greet", "intent", "meeting"]);
        assert_eq!(codes("plan=fault").await, ["verify"]);
        assert_eq!(codes("phase=verification").await, ["verify"]);
        let first = people.server.get(&people.agent, "/v1/scripts?plan=standard&limit=2").await.good();
        let next = text(&first.json()["page"]["next"]);
        assert_eq!(codes(&format!("plan=standard&limit=2&cursor={next}")).await, ["meeting"]);
    })
    .await;
}

/// shows: A-09
#[actix_web::test]
async fn the_steps_for_an_angry_customer_are_ticked_on_the_ticket_which_keeps_in_whose_words_they_were_said() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let angry = scripts(&people, "phase=calming").await;
        let steps: Vec<String> =
            angry[0]["parts"].as_array().into_iter().flatten().map(|it| text(&it["code"])).collect();
        assert_eq!(steps, ["find-demand", "offer-choices", "exchange-information", "negotiate", "aftermath"]);
        let ticket = people.fault().await;
        let path = format!("/v1/tickets/{}/actions/follow-script", ticket.text("id"));
        let tick = async |parts: &[String]| {
            people.server.post(&people.agent, &path, &json!({"script": "angry-customer", "parts": parts})).await
        };
        tick(&steps[..1]).await.good();
        let two = tick(&steps[1..2]).await.good().json();
        assert_eq!(two["scripts"][0]["policyVersion"], 1);
        assert_eq!(two["scripts"][0]["parts"], json!(["find-demand", "offer-choices"]));
        reconfigure(&people, |bundle| {
            for part in bundle.scripts.iter_mut().flat_map(|script| &mut script.parts) {
                for wording in &mut part.wordings {
                    wording.text.en = format!("{} Thank you.", wording.text.en);
                }
            }
        })
        .await;
        let other = tick(&steps[2..]).await.good().json();
        let kept: Vec<(Value, usize)> = other["scripts"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|one| (one["policyVersion"].clone(), one["parts"].as_array().map_or(0, Vec::len)))
            .collect();
        assert_eq!(kept, [(json!(1), 2), (json!(2), 3)], "old ticks stay with the old words");
        let unknown = tick(&["sing".to_owned()]).await;
        assert_eq!(unknown.problem().as_deref(), Some("not_in_plan"));
        assert_eq!(tick(&[]).await.status, 422);
    })
    .await;
}
