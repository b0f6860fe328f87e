//! What people are measured by (差错、质检、考核), and how they object.

use actix_web::http::StatusCode;
use bihuan_app::users::User;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{at, reconfigure, rows};
use crate::figures;
use crate::people::{People, fault, text};
use crate::server::Answer;

/// People who judge, beside those who carry tickets round the loop.
struct Judges {
    inspector: User,
    manager: User,
    leader: User,
}

impl Judges {
    async fn of(people: &People) -> Self {
        let user = async |login: &str, unit: &str, role: &str| people.server.test.user(login, unit, &[role]).await;
        Self {
            inspector: user("inspector", "company", "quality-inspector").await,
            manager: user("manager", "company", "manager").await,
            leader: user("leader", "centre", "shift-supervisor").await,
        }
    }
}

fn of_person(person: &User, more: &Value) -> Value {
    let mut body = json!({"personId": person.id.to_string()});
    for (name, value) in more.as_object().cloned().unwrap_or_default() {
        body[name] = value;
    }
    body
}

async fn register(people: &People, judges: &Judges, defect: &str, fine: Option<u32>) -> Answer {
    let mut body = of_person(&people.agent, &json!({"defect": defect, "note": "seen at the desk"}));
    if let Some(fine) = fine {
        body["fine"] = json!(fine);
    }
    people.server.post(&judges.inspector, "/v1/staff-errors", &body).await
}

async fn act(people: &People, who: &User, noun: &str, id: &str, action: &str, body: &Value) -> Answer {
    people.server.post(who, &format!("/v1/{noun}/{id}/actions/{action}"), body).await
}

/// shows: I-15
#[actix_web::test]
async fn an_error_shows_in_the_months_summary_and_in_the_assessment_and_is_never_edited() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let judges = Judges::of(&people).await;
        let error = register(&people, &judges, "wrong-type", None).await.good();
        register(&people, &judges, "missing-risk-note", None).await.good();
        let own = rows(&people.server.get(&people.agent, "/v1/me/staff-errors").await.good());
        assert_eq!(own.len(), 2, "whoever is measured sees it");
        let summary = rows(&people.server.get(&judges.manager, "/v1/staff-error-totals/2026-06").await.good());
        assert_eq!(summary, vec![of_person(&people.agent, &json!({"errors": 2, "points": 5}))]);

        let path = format!("/v1/staff-errors/{}", error.text("id"));
        for method in ["PATCH", "PUT", "DELETE"] {
            let request = actix_web::test::TestRequest::default().method(method.parse().unwrap_or_default()).uri(&path);
            let answer = people.server.ask_as(&people.server.token(&judges.manager), request).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        }
        let records = rows(&people.server.get(&judges.manager, "/v1/records?kind=error").await.good());
        assert_eq!(records.len(), 2, "each is a record, too");

        at(&people, "2026-07-01T09:00:00+08:00").await;
        let rated = json!({"scheme": "agent-monthly", "period": "2026-06", "rating": {"points": 90}});
        let opened = people.server.post(&judges.leader, "/v1/assessments", &of_person(&people.agent, &rated)).await;
        let opened = opened.good();
        assert_eq!(opened.json()["errorPoints"], 5);
        let finalise = format!("/v1/assessments/{}/actions/finalise", opened.text("id"));
        let frozen = people.server.act(&judges.leader, &finalise, &opened, &json!({})).await.good();
        // 90 points of the leader weigh 60 in a hundred, no demand was taken, and the errors cost 5.
        assert_eq!(frozen.json()["result"], "49.00");
    })
    .await;
}

#[actix_web::test]
async fn an_error_is_contested_by_the_person_alone_and_decided_by_somebody_who_had_no_part_in_it() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let judges = Judges::of(&people).await;
        let both = people.server.test.user("both", "company", &["quality-inspector", "manager"]).await;
        let body = of_person(&people.agent, &json!({"defect": "wrong-type", "note": "a fault, not a query"}));
        let error = people.server.post(&both, "/v1/staff-errors", &body).await.good();
        let id = error.text("id");
        let objection = json!({"text": "the customer said so himself"});
        let stranger = act(&people, &people.caller, "staff-errors", &id, "contest", &objection).await;
        assert_eq!(stranger.problem().as_deref(), Some("not_found"));
        let inspector = act(&people, &judges.inspector, "staff-errors", &id, "contest", &objection).await;
        assert_eq!(inspector.problem().as_deref(), Some("not_concerned"));
        act(&people, &people.agent, "staff-errors", &id, "contest", &objection).await.good();
        let again = act(&people, &people.agent, "staff-errors", &id, "contest", &objection).await;
        assert_eq!(again.problem().as_deref(), Some("already_requested"));
        let waiting = rows(&people.server.get(&judges.manager, "/v1/staff-errors?contested=true").await.good());
        assert_eq!(waiting.len(), 1);

        let ruling = json!({"upheld": true, "reason": "the recording says so"});
        let own = act(&people, &both, "staff-errors", &id, "rule", &ruling).await;
        assert_eq!(own.problem().as_deref(), Some("same_person"), "whoever registered it does not decide");
        let ruled = act(&people, &judges.manager, "staff-errors", &id, "rule", &ruling).await.good().json();
        assert_eq!((&ruled["stands"], &ruled["contest"]["ruling"]["upheld"]), (&json!(false), &json!(true)));
        let summary = rows(&people.server.get(&judges.manager, "/v1/staff-error-totals/2026-06").await.good());
        assert_eq!(summary, Vec::<Value>::new(), "struck out, it no longer counts");
        let records = rows(&people.server.get(&judges.manager, "/v1/records?kind=contest").await.good());
        assert_eq!(records.len(), 2, "objection and ruling are on record");
    })
    .await;
}

/// One that lies further back than the counting period no longer counts.
///
/// shows: E-08
#[actix_web::test]
async fn the_third_offence_proposes_dismissal_within_a_counting_period_that_the_policy_sets() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let judges = Judges::of(&people).await;
        reconfigure(&people, |bundle| bundle.offence_ladders.iter_mut().for_each(|ladder| ladder.months = 2)).await;
        let mut told = Vec::new();
        for _ in 0..4 {
            let error = register(&people, &judges, "not-at-work", None).await.good().json();
            told.push((error["offence"].clone(), text(&error["consequence"]), error["fine"].clone()));
        }
        at(&people, "2026-08-02T09:00:00+08:00").await;
        let later = register(&people, &judges, "not-at-work", None).await.good().json();
        told.push((later["offence"].clone(), text(&later["consequence"]), later["fine"].clone()));
        let offence = |no: u32, consequence: &str, fine: Value| (json!(no), consequence.to_owned(), fine);
        assert_eq!(
            told,
            vec![
                offence(1, "fine", json!(10)),
                offence(2, "higher-fine", json!(30)),
                offence(3, "dismissal-proposed", Value::Null),
                offence(4, "dismissal-proposed", Value::Null),
                offence(1, "fine", json!(10)),
            ]
        );
    })
    .await;
}

/// shows: K-05
#[actix_web::test]
async fn a_fine_outside_the_range_of_its_offence_is_refused() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let judges = Judges::of(&people).await;
        reconfigure(&people, |bundle| {
            let drunk = json!({
                "code": "drunk-at-work", "name": {"zh": "酒后上岗", "en": "Drunk at work"}, "side": "handler",
                "points": 20, "fine": {"min": 500, "max": 1000}, "confidence": "one"
            });
            bundle.defects.extend(serde_json::from_value::<bihuan_domain::policy::quality::Defect>(drunk).ok());
            let accident = json!({
                "code": "careless-handover", "name": {"zh": "交接班漏项致事故", "en": "An accident after a careless hand-over"},
                "side": "handler", "points": 50, "fine": {"min": 1000}, "confidence": "one"
            });
            bundle.defects.extend(serde_json::from_value::<bihuan_domain::policy::quality::Defect>(accident).ok());
        })
        .await;
        let least_and_most = [
            ("drunk-at-work", 400, false),
            ("drunk-at-work", 500, true),
            ("drunk-at-work", 1000, true),
            ("drunk-at-work", 1001, false),
            ("careless-handover", 999, false),
            ("careless-handover", 50_000, true),
            ("wrong-type", 1, false),
        ];
        for (defect, fine, good) in least_and_most {
            let answer = register(&people, &judges, defect, Some(fine)).await;
            let expected = if good { StatusCode::CREATED } else { StatusCode::UNPROCESSABLE_ENTITY };
            assert_eq!(answer.status, expected, "{defect} {fine}: {}", answer.body);
        }
    })
    .await;
}

/// Tickets in the round of [`a_month_with_one_bad_ticket_in_two_hundred_complies_to_995_per_mille`].
const TICKETS: usize = 200;

/// shows: P-46
#[actix_web::test]
async fn a_month_with_one_bad_ticket_in_two_hundred_complies_to_995_per_mille() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let judges = Judges::of(&people).await;
        reconfigure(&people, |bundle| bundle.inspection_plans.iter_mut().for_each(|plan| plan.percent = 100)).await;
        for _ in 0..TICKETS {
            let consult = json!({
                "kind": "consult", "channel": "phone", "topic": "T", "description": "D", "until": "accepted"
            });
            let opened = people.open(&consult).await.good();
            people.act(&people.agent, "tickets", "answer", &opened, &json!({"text": "told"})).await.good();
        }
        let round = json!({"plan": "monthly", "period": "2026-06"});
        let early = people.server.post(&judges.inspector, "/v1/inspection-rounds", &round).await;
        assert_eq!(early.problem().as_deref(), Some("period_not_over"));
        at(&people, "2026-07-01T09:00:00+08:00").await;
        let drawn = people.server.post(&judges.inspector, "/v1/inspection-rounds", &round).await.good().json();
        assert_eq!((&drawn["tickets"], &drawn["drawn"]), (&json!(TICKETS), &json!(TICKETS)));
        let again = people.server.post(&judges.inspector, "/v1/inspection-rounds", &round).await;
        assert_eq!(again.problem().as_deref(), Some("already_exists"));

        let list = rows(&people.server.get(&judges.inspector, "/v1/inspections?limit=200").await.good());
        let mut error = String::new();
        for (place, inspection) in list.iter().enumerate() {
            let path = format!("/v1/inspections/{}", text(&inspection["id"]));
            let seen = people.server.get(&judges.inspector, &path).await.good();
            let defect = of_person(&people.agent, &json!({"defect": "missing-field", "note": "no phone number"}));
            let defects = if place == 7 { vec![defect] } else { Vec::new() };
            let sheet = json!({ "defects": defects });
            let done = people.server.act(&judges.inspector, &format!("{path}/actions/inspect"), &seen, &sheet).await;
            let done = done.good().json();
            if place == 7 {
                assert_eq!((&done["score"], &done["sheet"]["score"]), (&json!(98), &json!(98)));
                error = text(&done["sheet"]["defects"][0]["errorId"]);
            }
        }
        let compliance = async || {
            let path = "/v1/inspection-rounds/monthly/2026-06";
            people.server.get(&judges.manager, path).await.good().json()["compliance"].clone()
        };
        assert_eq!(compliance().await, "99.50");
        let found = async |code: &str| {
            figures::follow(&people).await;
            let path = format!("/v1/figures?indicator={code}&from=2026-07-01&to=2026-07-01");
            let figure = figures::all(&people, &judges.manager, &path).await.remove(0);
            (figure["numerator"].clone(), figure["denominator"].clone())
        };
        assert_eq!(found("form_filling_rate").await, (json!(199), json!(200)));
        assert_eq!(found("handling_compliance_rate").await, (json!(200), json!(200)), "it was the agent's defect");
        let report = crate::reports::report(&people, &judges.manager, "work-order-quality", "2026-07-01").await;
        let cells = report["sections"][0]["rows"][0]["cells"].as_array().cloned().unwrap_or_default();
        assert_eq!(cells[1]["value"], 0.995, "{cells:?}");
        assert_eq!(cells[1]["targetMet"], true);

        // The agent objects, and is right: the figure follows.
        act(&people, &people.agent, "staff-errors", &error, "contest", &json!({"text": "it is there"})).await.good();
        let ruling = json!({"upheld": true, "reason": "it is there"});
        act(&people, &judges.manager, "staff-errors", &error, "rule", &ruling).await.good();
        assert_eq!(compliance().await, "100.00");
        assert_eq!(found("form_filling_rate").await, (json!(200), json!(200)));
    })
    .await;
}

/// shows: P-03
#[actix_web::test]
async fn a_shift_leader_assesses_the_own_team_each_month_and_nobody_else_does() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let judges = Judges::of(&people).await;
        let other = people.server.test.user("agent-b", "command", &["agent"]).await;
        at(&people, "2026-07-01T09:00:00+08:00").await;
        let month = json!({"scheme": "agent-monthly", "period": "2026-06", "rating": {"points": 90}});
        let submit = async |who: &User, person: &User| {
            people.server.post(who, "/v1/assessments", &of_person(person, &month)).await.status
        };
        assert_eq!(submit(&judges.leader, &people.agent).await, StatusCode::CREATED);
        assert_eq!(submit(&judges.leader, &other).await, StatusCode::FORBIDDEN, "an agent of another team");
        assert_eq!(submit(&people.agent, &people.agent).await, StatusCode::FORBIDDEN);
        assert_eq!(submit(&judges.leader, &judges.leader).await, StatusCode::FORBIDDEN, "nobody assesses himself");
    })
    .await;
}

/// shows: P-10
#[actix_web::test]
async fn the_months_assessments_show_figures_that_equal_those_counted_from_events_and_come_once() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let judges = Judges::of(&people).await;
        let second = people.server.test.user("agent-2", "centre", &["agent"]).await;
        for _ in 0..3 {
            people.fault().await;
        }
        people.server.post(&second, "/v1/tickets", &fault("dispatched")).await.good();
        let month = json!({"scheme": "agent-monthly", "period": "2026-06", "rating": {"points": 90}});
        let submit = async |person: &User| {
            people.server.post(&judges.leader, "/v1/assessments", &of_person(person, &month)).await
        };
        assert_eq!(submit(&second).await.problem().as_deref(), Some("period_not_over"));
        at(&people, "2026-07-01T09:00:00+08:00").await;
        // What happens after the month does not count in it.
        people.fault().await;
        let (first, other) = (submit(&people.agent).await.good(), submit(&second).await.good());
        assert_eq!(first.json()["figures"], json!([{"code": "demands-taken", "value": 3}]));
        assert_eq!(other.json()["figures"], json!([{"code": "demands-taken", "value": 1}]));
        for assessment in [&first, &other] {
            let path = format!("/v1/assessments/{}/figures", assessment.text("id"));
            let counted = people.server.get(&judges.leader, &path).await.good().json();
            assert_eq!(counted["figures"], assessment.json()["figures"], "counted again from the log");
        }
        let of_month = rows(&people.server.get(&judges.manager, "/v1/assessments?period=2026-06").await.good());
        assert_eq!(of_month.len(), 2, "one for each agent");
        assert_eq!(submit(&people.agent).await.status, StatusCode::CONFLICT);
    })
    .await;
}

/// shows: H-07
#[actix_web::test]
async fn four_parties_rate_and_the_assessment_ends_only_with_all_of_them_and_the_interview() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let judges = Judges::of(&people).await;
        let peer = people.server.test.user("peer", "centre", &["callback-agent"]).await;
        at(&people, "2026-07-01T09:00:00+08:00").await;
        let body = of_person(
            &people.caller,
            &json!({
                "scheme": "four-party", "period": "2026-06", "rating": {"points": 80},
                "cooperatingId": people.handler.id.to_string(), "peerId": peer.id.to_string()
            }),
        );
        let opened = people.server.post(&judges.leader, "/v1/assessments", &body).await.good();
        let path = format!("/v1/assessments/{}", opened.text("id"));
        let step = async |who: &User, action: &str, body: Value| {
            let seen = people.server.get(&judges.leader, &path).await.good();
            people.server.act(who, &format!("{path}/actions/{action}"), &seen, &body).await
        };
        step(&people.caller, "rate", json!({"points": 90})).await.good();
        step(&people.handler, "rate", json!({"points": 70, "note": "calls at once"})).await.good();
        let strangers = step(&people.stranger, "rate", json!({"points": 0})).await;
        assert_eq!(strangers.problem().as_deref(), Some("not_found"));
        let twice = step(&people.handler, "rate", json!({"points": 100})).await;
        assert_eq!(twice.problem().as_deref(), Some("already_requested"));

        let three = step(&judges.leader, "finalise", json!({})).await;
        assert_eq!((three.status, three.problem().as_deref()), (StatusCode::CONFLICT, Some("assessment_incomplete")));
        assert_eq!(three.json()["parameters"]["missing"], "peer, interview", "{}", three.body);
        step(&peer, "rate", json!({"points": 60})).await.good();
        let silent = step(&judges.leader, "finalise", json!({})).await;
        assert_eq!(silent.json()["parameters"]["missing"], "interview");
        step(&judges.leader, "interview", json!({"note": "slower than last month; will join the training"}))
            .await
            .good();
        let frozen = step(&judges.leader, "finalise", json!({})).await.good().json();
        // 10 % of 90, 20 % of 70, 20 % of 60, 50 % of 80.
        assert_eq!((&frozen["stage"], &frozen["result"]), (&json!("final"), &json!("75.00")));
        let late = step(&peer, "rate", json!({"points": 100})).await;
        assert_eq!(late.problem().as_deref(), Some("wrong_stage"), "it is frozen");

        // Weights are configuration.
        reconfigure(&people, |bundle| {
            for scheme in bundle.assessment_schemes.iter_mut().filter(|one| one.code.as_str() == "four-party") {
                scheme.parties.iter_mut().for_each(|party| party.weight = 25);
            }
        })
        .await;
        let own = of_person(
            &peer,
            &json!({
                "scheme": "four-party", "period": "2026-06", "rating": {"points": 80},
                "cooperatingId": people.handler.id.to_string(), "peerId": people.caller.id.to_string()
            }),
        );
        let opened = people.server.post(&judges.leader, "/v1/assessments", &own).await.good();
        let path = format!("/v1/assessments/{}", opened.text("id"));
        let step = async |who: &User, action: &str, body: Value| {
            let seen = people.server.get(&judges.leader, &path).await.good();
            people.server.act(who, &format!("{path}/actions/{action}"), &seen, &body).await.good()
        };
        for (who, points) in [(&peer, 90), (&people.handler, 70), (&people.caller, 100)] {
            step(who, "rate", json!({"points": points})).await;
        }
        step(&judges.leader, "interview", json!({"note": "joins the training"})).await;
        let frozen = step(&judges.leader, "finalise", json!({})).await.json();
        assert_eq!(frozen["result"], "85.00", "a quarter each: 83 by the weights of before");
    })
    .await;
}

#[actix_web::test]
async fn what_is_contested_and_not_ruled_on_is_deducted_from_nobody() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let judges = Judges::of(&people).await;
        let error = register(&people, &judges, "wrong-type", None).await.good().text("id");
        let objection = json!({"text": "The customer said so"});
        act(&people, &people.agent, "staff-errors", &error, "contest", &objection).await.good();
        at(&people, "2026-07-01T09:00:00+08:00").await;
        let month = json!({"scheme": "agent-monthly", "period": "2026-06", "rating": {"points": 50}});
        let opened = people.server.post(&judges.leader, "/v1/assessments", &of_person(&people.agent, &month)).await;
        let opened = opened.good();
        let finalise = format!("/v1/assessments/{}/actions/finalise", opened.text("id"));
        let early = people.server.act(&judges.leader, &finalise, &opened, &json!({})).await;
        assert_eq!(early.problem().as_deref(), Some("assessment_incomplete"));
        assert_eq!(early.json()["parameters"]["missing"], "rulings", "{}", early.body);
        let ruling = json!({"upheld": true, "reason": "She did"});
        act(&people, &judges.manager, "staff-errors", &error, "rule", &ruling).await.good();
        let frozen = people.server.act(&judges.leader, &finalise, &opened, &json!({})).await.good().json();
        assert_eq!((&frozen["result"], &frozen["errorPoints"]), (&json!("30.00"), &json!(0)), "{frozen}");
    })
    .await;
}

#[actix_web::test]
async fn a_frozen_assessment_is_contested_within_its_days_and_both_results_stay() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let judges = Judges::of(&people).await;
        at(&people, "2026-07-01T09:00:00+08:00").await;
        let month = json!({"scheme": "agent-monthly", "period": "2026-06", "rating": {"points": 50}});
        let opened = people.server.post(&judges.leader, "/v1/assessments", &of_person(&people.agent, &month)).await;
        let opened = opened.good();
        let id = opened.text("id");
        let objection = json!({"text": "the shift of the 12th is missing"});
        let early = act(&people, &people.agent, "assessments", &id, "contest", &objection).await;
        assert_eq!(early.problem().as_deref(), Some("wrong_stage"));
        let finalise = format!("/v1/assessments/{id}/actions/finalise");
        people.server.act(&judges.leader, &finalise, &opened, &json!({})).await.good();
        let own = rows(&people.server.get(&people.agent, "/v1/me/assessments").await.good());
        assert_eq!(own[0]["result"], "30.00", "whoever is assessed sees it");
        act(&people, &people.agent, "assessments", &id, "contest", &objection).await.good();
        let nothing = json!({"upheld": true, "reason": "it is missing"});
        let nothing = act(&people, &judges.manager, "assessments", &id, "rule", &nothing).await;
        assert_eq!(
            (nothing.status, nothing.pointers()),
            (StatusCode::UNPROCESSABLE_ENTITY, vec!["/points".to_owned()])
        );
        let ruling = json!({"upheld": true, "reason": "it is missing", "points": 45});
        let ruled = act(&people, &judges.manager, "assessments", &id, "rule", &ruling).await.good().json();
        assert_eq!((&ruled["result"], &ruled["adjusted"]), (&json!("30.00"), &json!("45.00")));
    })
    .await;
}
