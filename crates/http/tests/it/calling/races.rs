//! What happens at the same moment: one of two wins, the other is told plainly, and nothing counts twice.

use std::collections::BTreeSet;

use actix_web::http::StatusCode;
use bihuan_domain::policy::callbacks::SampleRule;
use bihuan_testkit::each_engine;
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{done, with_plans};
use crate::consequences::inspector;
use crate::people::{People, text};
use crate::requirements::at;
use crate::server::Answer;
use crate::surveys::{asked, gateway, link, page, send, survey_of};

/// Rounds of each race: who wins is left to the engine, what comes of it is not.
const ROUNDS: usize = 6;

/// The customer says on the page that it is solved, the agent writes down that it is not.
async fn both_answer(people: &People, page_path: &str, callback: &Answer, customer_first: bool) -> (Answer, Answer) {
    let fields = [("q.solved", "yes"), ("q.satisfied", "very-satisfied")];
    let bad = json!({
        "result": "answered", "answers": {"solved": "no", "satisfied": "dissatisfied"}, "followUp": "redo"
    });
    let customer = send(&people.server, page_path, &fields);
    let agent = people.act(&people.caller, "callbacks", "attempt", callback, &bad);
    if customer_first {
        tokio::join!(customer, agent)
    } else {
        let (agent, customer) = tokio::join!(agent, customer);
        (customer, agent)
    }
}

#[actix_web::test]
async fn of_the_customers_own_answer_and_the_agents_record_one_counts_and_the_other_is_told() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (gateway, inspector) = (gateway(&people).await, inspector(&people).await);
        for round in 0..ROUNDS {
            let (ticket, callback) = asked(&people).await;
            let path = link(&people, &gateway, &callback).await;
            let (customer, agent) = both_answer(&people, &path, &callback, round % 2 == 0).await;
            let customer_counts = customer.status == StatusCode::SEE_OTHER;
            assert_ne!(customer_counts, agent.status.is_success(), "one of two: {} {}", customer.body, agent.body);
            let survey = people.server.get(&people.caller, &survey_of(&callback, "")).await.good().json();
            let stage = people.ticket(&people.caller, &ticket).await.text("stage");
            if customer_counts {
                assert_eq!((&survey["answers"]["solved"], stage.as_str()), (&json!("yes"), "answered"));
                let told = agent.problem().unwrap_or_default();
                assert!(["version_conflict", "wrong_stage"].contains(&told.as_str()), "{}", agent.body);
            } else {
                assert_eq!((&survey["answers"]["solved"], stage.as_str()), (&json!("no"), "handling"));
                assert_eq!(customer.status, StatusCode::CONFLICT, "{}", customer.body);
                assert!(page(&people.server, &path).await.body.contains("You answered when we called"));
            }
            let records = format!("/v1/records?ticketId={}&kind=survey_answers", ticket.text("id"));
            let records = people.server.get(&inspector, &records).await.good().json();
            assert_eq!(records["data"].as_array().map(Vec::len), Some(1), "on record once: {records}");
        }
    })
    .await;
}

#[actix_web::test]
async fn of_two_who_claim_one_call_at_once_one_has_it() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let other = people.server.test.user("other", "centre", &["callback-agent"]).await;
        for _ in 0..ROUNDS {
            let (_, callback) = asked(&people).await;
            let nothing = json!({});
            let claim = |who| people.act(who, "callbacks", "claim", &callback, &nothing);
            let (mine, theirs) = tokio::join!(claim(&people.caller), claim(&other));
            assert_ne!(mine.status.is_success(), theirs.status.is_success(), "{} {}", mine.body, theirs.body);
            let (winner, loser) = if mine.status.is_success() { (&people.caller, &theirs) } else { (&other, &mine) };
            assert_eq!(loser.problem().as_deref(), Some("version_conflict"), "{}", loser.body);
            let path = format!("/v1/callbacks/{}", callback.text("id"));
            let seen = people.server.get(&people.caller, &path).await.good();
            assert_eq!(seen.json()["claim"]["by"], json!(winner.id));
        }
    })
    .await;
}

#[actix_web::test]
async fn whoever_asks_for_the_next_call_at_once_gets_one_that_nobody_else_gets() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let mut due = BTreeSet::new();
        for _ in 0..ROUNDS {
            due.insert(text(&done(&people).await.json()["callback"]["id"]));
        }
        at(&people, "2026-06-01T01:10:00Z").await;
        let other = people.server.test.user("other", "centre", &["callback-agent"]).await;
        let nothing = json!({});
        // One of them asks from several windows at once.
        let asking = (0..ROUNDS).map(|nth| {
            let who = if nth % 3 == 0 { &other } else { &people.caller };
            people.server.post(who, "/v1/callbacks/claim-next", &nothing)
        });
        let mut given = BTreeSet::new();
        for answer in join_all(asking).await {
            let call = answer.good().json()["callback"].clone();
            if call != Value::Null {
                assert!(given.insert(text(&call["id"])), "given twice: {call}");
            }
        }
        // Whoever found all of them held by others asks again.
        while let Some(call) = next(&people).await {
            assert!(given.insert(call), "given twice");
        }
        assert_eq!(given, due, "every call is given to somebody");
    })
    .await;
}

async fn next(people: &People) -> Option<String> {
    let answer = people.server.post(&people.caller, "/v1/callbacks/claim-next", &json!({})).await.good().json();
    answer["callback"]["id"].as_str().map(str::to_owned)
}

/// shows: M-03
#[actix_web::test]
async fn two_who_top_up_one_sample_at_once_draw_nobody_twice_and_reach_the_share_exactly() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let supervisor = people.server.test.user("supervisor", "centre", &["shift-supervisor"]).await;
        let manager = people.server.test.user("second", "company", &["shift-supervisor"]).await;
        let rule = SampleRule { applies_to: Default::default(), percent: 1 };
        with_plans(&people, |plan| plan.samples = vec![rule.clone()]).await;
        let mut population = 0_u64;
        for _ in 0..ROUNDS {
            done(&people).await;
            population += 1;
        }
        // Of all of them one is called; two ask for it, and once more when it is lost.
        let path = "/v1/callbacks/samples/fault/2026-06/top-up";
        let nothing = json!({});
        for lost in 0..3_u64 {
            let (one, another) = tokio::join!(
                people.server.post(&supervisor, path, &nothing),
                people.server.post(&manager, path, &nothing)
            );
            for sample in [one.good().json(), another.good().json()] {
                let number = |name: &str| sample[name].as_u64().unwrap_or_default();
                assert_eq!((number("population"), number("wanted"), number("missing")), (population, 1, 0), "{sample}");
                assert_eq!(number("taken") + number("added"), 1 + lost, "{sample}");
            }
            at(&people, "2026-06-01T01:10:00Z").await;
            let calls = people.server.get(&people.caller, "/v1/callbacks?limit=50").await.good().json();
            let calls = calls["data"].as_array().cloned().unwrap_or_default();
            let tickets: BTreeSet<String> = calls.iter().map(|call| text(&call["ticketId"])).collect();
            assert_eq!((tickets.len(), calls.len()), (calls.len(), 1 + usize::try_from(lost).unwrap()), "nobody twice");
            let open = calls.iter().find(|call| call["stage"] == "due").unwrap();
            let seen = format!("/v1/callbacks/{}", text(&open["id"]));
            let seen = people.server.get(&people.caller, &seen).await.good();
            people.act(&people.caller, "callbacks", "attempt", &seen, &json!({"result": "refused"})).await.good();
        }
    })
    .await;
}
