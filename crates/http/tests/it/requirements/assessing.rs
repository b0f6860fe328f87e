//! What assessments are made of, and what happens when they are missing.

use bihuan_app::reports;
use bihuan_app::users::User;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{at, finish, reconfigure, rows};
use crate::people::{People, content, text};
use crate::server::Answer;

/// The callback agent's assessment for June, with nine tenths of the leader's points.
fn june(of: &User) -> Value {
    json!({
        "scheme": "callback-monthly", "period": "2026-06", "personId": of.id.to_string(), "rating": {"points": 90}
    })
}

fn figure<'a>(figures: &'a Value, code: &str) -> &'a Value {
    figures.as_array().into_iter().flatten().find(|figure| figure["code"] == code).unwrap_or(&Value::Null)
}

/// Somebody's notifications under a code.
pub(crate) async fn told(people: &People, who: &User, code: &str) -> Vec<Value> {
    let all = rows(&people.server.get(who, "/v1/notifications").await.good());
    all.into_iter().filter(|one| one["code"] == code).collect()
}

/// Whatever is due by itself is done, as often as somebody looks.
pub(crate) async fn run_all(people: &People) {
    let app = &people.server.test.app;
    assert!(reports::plan_all(app).await.is_ok());
    while reports::run_due(app).await.is_ok_and(|more| more) {}
}

/// shows: M-10
#[actix_web::test]
async fn the_assessment_of_whoever_calls_back_counts_rate_limit_and_quality_of_the_callbacks() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let leader = people.server.test.user("leader", "centre", &["shift-supervisor"]).await;
        reconfigure(&people, |bundle| bundle.callback_plans.iter_mut().for_each(|plan| plan.reviewed = true)).await;
        let (called, forgotten) = (people.fault().await, people.fault().await);
        finish(&people, &called).await;
        finish(&people, &forgotten).await;
        let callback = people.callback(&called).await;
        let signed = people.act(&people.caller, "callbacks", "attempt", &callback, &content()).await.good();
        let poor = json!({"qualified": false, "opinion": "Ask for the repair, not for the weather."});
        people.act(&leader, "callbacks", "review", &signed, &poor).await.good();

        at(&people, "2026-07-01T09:00:00+08:00").await;
        people.server.test.feed_is_complete().await;
        let opened = people.server.post(&leader, "/v1/assessments", &june(&people.caller)).await.good();
        let figures = opened.json()["figures"].clone();
        let counted = |code: &str| {
            let figure = figure(&figures, code);
            (figure["value"].as_i64(), figure["numerator"].as_i64(), figure["denominator"].as_i64())
        };
        assert_eq!(counted("callback-rate"), (Some(5_000), Some(1), Some(2)));
        assert_eq!(counted("callbacks-in-time"), (Some(5_000), Some(1), Some(2)));
        assert_eq!(counted("unqualified-callbacks"), (Some(10_000), Some(1), Some(1)));

        // Everybody who asks the registry for the same gets the same.
        let query = "from=2026-06-01&to=2026-06-30&intake=centre";
        let asked = format!("/v1/figures?indicator=callback_in_time_rate&{query}");
        let manager = people.server.test.user("manager", "company", &["manager"]).await;
        let known = people.server.get(&manager, &asked).await.good().json();
        assert_eq!(
            (&known["data"][0]["numerator"], &known["data"][0]["denominator"]),
            (&json!(1), &json!(2)),
            "{known}"
        );

        let path = format!("/v1/assessments/{}", opened.text("id"));
        let again = people.server.get(&leader, &format!("{path}/figures")).await.good().json();
        assert_eq!(again["figures"], figures, "counted again");
        let frozen = people.server.act(&leader, &format!("{path}/actions/finalise"), &opened, &json!({})).await.good();
        // 40 % of 90; 20 % of 50; 20 % of 50 out of 95; nothing for a record that was found wanting.
        assert_eq!(frozen.json()["result"], "56.52");
    })
    .await;
}

/// shows: P-38
#[actix_web::test]
async fn a_dissatisfied_customer_shows_in_the_figures_of_whoever_called_back_and_of_who_handled() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let leader = people.server.test.user("leader", "centre", &["shift-supervisor"]).await;
        reconfigure(&people, |bundle| {
            let scheme = bundle.assessment_schemes.iter_mut().find(|one| one.code.as_str() == "callback-monthly");
            for indicator in scheme.into_iter().flat_map(|scheme| scheme.indicators.iter_mut()).take(1) {
                indicator.indicator = Some("satisfaction_rate".to_owned());
                indicator.over = bihuan_domain::policy::assessments::CountedOver::Person;
            }
        })
        .await;
        for answer in ["satisfied", "dissatisfied"] {
            let ticket = people.fault().await;
            finish(&people, &ticket).await;
            let callback = people.callback(&ticket).await;
            let mut said = content();
            said["answers"]["satisfied"] = json!(answer);
            if answer == "dissatisfied" {
                said["answers"]["solved"] = json!("no");
                said["followUp"] = json!("redo");
            }
            people.act(&people.caller, "callbacks", "attempt", &callback, &said).await.good();
            if answer == "dissatisfied" {
                assert_eq!(people.ticket(&people.agent, &ticket).await.json()["stage"], "handling", "it is done again");
            }
        }
        at(&people, "2026-07-01T09:00:00+08:00").await;
        people.server.test.feed_is_complete().await;
        let opened = people.server.post(&leader, "/v1/assessments", &june(&people.caller)).await.good().json();
        let score = figure(&opened["figures"], "callback-rate");
        assert_eq!((&score["numerator"], &score["denominator"]), (&json!(1), &json!(2)), "{opened}");
        let handled = "/v1/figures?indicator=satisfaction_rate&from=2026-06-01&to=2026-06-30&unit=repair";
        let manager = people.server.test.user("manager", "company", &["manager"]).await;
        let of_unit = people.server.get(&manager, handled).await.good().json();
        assert_eq!((&of_unit["data"][0]["numerator"], &of_unit["data"][0]["denominator"]), (&json!(1), &json!(2)));
    })
    .await;
}

/// shows: M-09
#[actix_web::test]
async fn what_is_missing_by_the_tenth_is_told_to_whoever_leads_once_and_never_where_nothing_is_missing() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let leader = people.server.test.user("leader", "centre", &["shift-supervisor"]).await;
        reconfigure(&people, |bundle| {
            bundle.assessment_schemes.retain(|scheme| scheme.code.as_str() == "agent-monthly");
        })
        .await;
        let late = people.server.test.user("late", "centre", &["agent"]).await;
        let forgotten = people.fault().await;
        finish(&people, &forgotten).await;
        at(&people, "2026-07-10T07:59:00+08:00").await;
        run_all(&people).await;
        assert_eq!(told(&people, &leader, "assessments_missing").await, Vec::<Value>::new(), "not before the hour");

        // One of the two agents is assessed.
        let month = json!({
            "scheme": "agent-monthly", "period": "2026-06", "personId": late.id.to_string(), "rating": {"points": 90}
        });
        let opened: Answer = people.server.post(&leader, "/v1/assessments", &month).await.good();
        let finalise = format!("/v1/assessments/{}/actions/finalise", opened.text("id"));
        people.server.act(&leader, &finalise, &opened, &json!({})).await.good();
        at(&people, "2026-07-10T08:01:00+08:00").await;
        run_all(&people).await;
        run_all(&people).await;
        let missing = told(&people, &leader, "assessments_missing").await;
        assert_eq!(missing.len(), 1, "{missing:?}");
        assert_eq!(
            text(&missing[0]["text"]),
            "2026-06: assessments that are not final: 1. At: Service centre (11 seats)."
        );
        assert!(missing[0].get("ticketId").is_none(), "it is about no ticket");

        assert_eq!(told(&people, &leader, "callbacks_open").await, Vec::<Value>::new(), "the tenth is not over");
        at(&people, "2026-07-11T08:01:00+08:00").await;
        run_all(&people).await;
        let open = told(&people, &leader, "callbacks_open").await;
        assert_eq!(open.len(), 1, "{open:?}");
        assert!(text(&open[0]["text"]).contains("callbacks without a result: 1"), "{open:?}");

        // August: the callback has its result, and the quarter is not over; July is not assessed.
        at(&people, "2026-08-11T09:00:00+08:00").await;
        run_all(&people).await;
        assert_eq!(told(&people, &leader, "callbacks_open").await.len(), 1);
        assert_eq!(told(&people, &leader, "assessments_missing").await.len(), 2);
    })
    .await;
}

#[actix_web::test]
async fn an_assessment_goes_on_by_the_scheme_under_which_it_was_opened_and_a_rater_sees_only_his_own_words() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let leader = people.server.test.user("leader", "centre", &["shift-supervisor"]).await;
        let peer = people.server.test.user("peer", "centre", &["callback-agent"]).await;
        at(&people, "2026-07-01T09:00:00+08:00").await;
        let body = json!({
            "scheme": "four-party", "period": "2026-06", "personId": people.caller.id, "rating": {"points": 80},
            "cooperatingId": people.handler.id, "peerId": peer.id
        });
        let opened = people.server.post(&leader, "/v1/assessments", &body).await.good();
        reconfigure(&people, |bundle| bundle.assessment_schemes.clear()).await;
        let path = format!("/v1/assessments/{}", opened.text("id"));
        let step = async |who: &User, action: &str, body: Value| {
            let seen = people.server.get(&leader, &path).await.good();
            people.server.act(who, &format!("{path}/actions/{action}"), &seen, &body).await.good()
        };
        step(&people.handler, "rate", json!({"points": 70, "note": "calls at once"})).await;
        let of_peer = step(&peer, "rate", json!({"points": 60})).await;
        assert!(!of_peer.body.contains("calls at once") && of_peer.body.contains("\"points\":60"), "{}", of_peer.body);
        step(&people.caller, "rate", json!({"points": 90})).await;
        step(&leader, "interview", json!({"note": "slower than last month"})).await;
        let frozen = step(&leader, "finalise", json!({})).await.json();
        assert_eq!(frozen["result"], "75.00", "by the weights of then");
        assert!(!people.server.get(&peer, &path).await.good().body.contains("slower"), "nothing of the talk");
        assert!(people.server.get(&people.caller, &path).await.good().body.contains("calls at once"), "all of his own");
    })
    .await;
}

#[actix_web::test]
async fn whoever_leads_replaces_a_rater_who_left_or_takes_over_the_lead_and_who_was_replaced_stays_told() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let user = async |login: &str, role: &str| people.server.test.user(login, "centre", &[role]).await;
        let (leader, successor) =
            (user("leader", "shift-supervisor").await, user("successor", "shift-supervisor").await);
        let (peer, other) = (user("peer", "callback-agent").await, user("other", "callback-agent").await);
        at(&people, "2026-07-01T09:00:00+08:00").await;
        let body = json!({
            "scheme": "four-party", "period": "2026-06", "personId": people.caller.id, "rating": {"points": 80},
            "cooperatingId": people.handler.id, "peerId": peer.id
        });
        let opened = people.server.post(&leader, "/v1/assessments", &body).await.good();
        let path = format!("/v1/assessments/{}", opened.text("id"));
        let step = async |who: &User, action: &str, body: Value| {
            let seen = people.server.get(&successor, &path).await.good();
            people.server.act(who, &format!("{path}/actions/{action}"), &seen, &body).await
        };
        let replace = async |who: &User, party: &str, rater: &User| {
            step(who, "replace-rater", json!({"party": party, "raterId": rater.id, "reason": "He left"}))
                .await
                .problem()
        };
        assert_eq!(replace(&people.caller, "peer", &other).await.as_deref(), Some("forbidden"), "his own assessment");
        assert_eq!(replace(&successor, "peer", &people.handler).await.as_deref(), Some("invalid_body"), "no peer");
        assert_eq!(replace(&successor, "self", &other).await.as_deref(), Some("not_in_plan"));
        assert_eq!(replace(&successor, "leader", &other).await.as_deref(), Some("invalid_body"), "only oneself");
        assert_eq!(replace(&successor, "peer", &leader).await.as_deref(), Some("same_person"), "he rates already");

        assert_eq!(replace(&successor, "peer", &other).await, None);
        assert_eq!(step(&peer, "rate", json!({"points": 10})).await.problem().as_deref(), Some("not_found"));
        step(&other, "rate", json!({"points": 60})).await.good();
        assert_eq!(replace(&successor, "peer", &peer).await.as_deref(), Some("already_requested"), "who rated, rated");
        step(&people.handler, "rate", json!({"points": 70})).await.good();
        step(&people.caller, "rate", json!({"points": 90})).await.good();
        assert_eq!(replace(&successor, "leader", &successor).await, None);
        let late = step(&leader, "interview", json!({"note": "slower"})).await.problem();
        assert!(late.is_some(), "he leads it no more");
        step(&successor, "interview", json!({"note": "slower than last month"})).await.good();
        let frozen = step(&successor, "finalise", json!({})).await.good().json();
        assert_eq!(frozen["result"], "75.00", "what the leader said before stays");
        let told = frozen["replacements"].as_array().cloned().unwrap_or_default();
        let who: Vec<_> = told.iter().map(|one| (&one["party"], &one["fromId"], &one["toId"], &one["byId"])).collect();
        let (by, of_peer, of_leader) = (json!(successor.id), (json!(peer.id), json!(other.id)), json!(leader.id));
        let peers = (&json!("peer"), &of_peer.0, &of_peer.1, &by);
        assert_eq!(who, [peers, (&json!("leader"), &of_leader, &by, &by)]);
    })
    .await;
}
