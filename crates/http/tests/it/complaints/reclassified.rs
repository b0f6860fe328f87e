//! Another kind, type or grade (重新分类).

use bihuan_domain::policy::clocks::{Amount, Carry, Unit};
use bihuan_testkit::each_engine;
use serde_json::json;

use super::{clock, complaint, people, received};
use crate::people::People;
use crate::requirements::{at, entries, receive, reconfigure};
use crate::waiting;

/// shows: P-08
#[actix_web::test]
async fn a_consultation_that_turns_out_to_be_a_complaint_is_reclassified_with_a_reason_and_gets_the_limits_of_a_complaint()
 {
    each_engine(|database| async {
        let people = people(database).await;
        let lead = people.server.test.user("lead", "centre", &["shift-supervisor"]).await;
        let mut demand = complaint();
        (demand["kind"], demand["type"], demand["until"]) = (json!("consult"), json!(null), json!("accepted"));
        let ticket = people.open(&demand).await.good();
        let body = json!({"kind": "complaint", "reason": "She complains of the meter reader"});
        let own = people.act(&people.agent, "tickets", "reclassify", &ticket, &body).await;
        assert_eq!(own.problem().as_deref(), Some("forbidden"), "the agent asks the shift leader");

        let sent = people.act(&lead, "tickets", "dispatch", &ticket, &json!({"units": ["repair"]})).await.good();
        let before = clock(&people, &ticket, "handle").await;
        let changed = people.act(&lead, "tickets", "reclassify", &sent, &body).await.good().json();
        assert_eq!((&changed["kind"], &changed["level"]), (&json!("complaint"), &json!("general")));
        let after = clock(&people, &ticket, "handle").await;
        assert_eq!(
            (&before["name"]["en"], &after["name"]["en"]),
            (&json!("Handle a consultation"), &json!("Handle a complaint"))
        );
        assert_eq!((&after["no"], &after["startedAt"]), (&before["no"], &before["startedAt"]));
        assert_eq!(
            (&after["dueAt"], &after["budgetSeconds"]),
            (&json!("2026-06-05T07:00:00.000Z"), &json!(32 * 3_600))
        );
        assert_eq!(after["revisions"][0]["cause"], "reclassified");

        let timeline = format!("/v1/tickets/{}/timeline", ticket.text("id"));
        let told = entries(&people.server.get(&lead, &timeline).await.good(), "ticket.reclassified");
        let data = &told[0]["data"];
        assert_eq!(
            (&data["from"]["kind"], &data["to"]["kind"], &data["reason"]),
            (&json!("consult"), &json!("complaint"), &body["reason"])
        );
        assert_eq!(told[0]["actor"]["name"], "lead");

        for (kind, found) in [("complaint", 1), ("consult", 0)] {
            let page = people.server.get(&lead, &format!("/v1/tickets?kind={kind}")).await.good().json();
            assert_eq!(page["data"].as_array().map(Vec::len), Some(found), "it is found as what it is now: {page}");
        }
    })
    .await;
}

#[actix_web::test]
async fn what_does_not_fit_the_policy_of_the_ticket_is_named_and_what_is_not_said_stays() {
    each_engine(|database| async {
        let people = people(database).await;
        let lead = people.server.test.user("lead", "centre", &["shift-supervisor"]).await;
        let (ticket, _) = received(&people).await;
        let ticket = people.ticket(&lead, &ticket).await;
        let wrong = json!({"type": "no.such", "level": "urgent", "area": "moon", "reason": "Try"});
        let refused = people.act(&lead, "tickets", "reclassify", &ticket, &wrong).await;
        let pointers: Vec<_> = super::each(&refused.json()["errors"], "pointer");
        assert_eq!(
            (refused.problem().as_deref(), pointers),
            (Some("invalid_body"), vec![json!("/type"), json!("/area"), json!("/level")])
        );
        let graver = json!({"level": "major", "reason": "It is on television"});
        let changed = people.act(&lead, "tickets", "reclassify", &ticket, &graver).await.good().json();
        assert_eq!((&changed["type"], &changed["level"]), (&json!("complaint.outage"), &json!("major")));
        assert_eq!((&changed["area"], &changed["topic"]), (&ticket.json()["area"], &ticket.json()["topic"]));
    })
    .await;
}

#[actix_web::test]
async fn complaint_2_another_grade_keeps_the_time_used_or_the_share_of_it_or_begins_anew_as_the_policy_says() {
    for (carry, used, due, cycle) in [
        (Carry::Keep, 8, "2026-06-03T03:00:00.000Z", 1),
        (Carry::Scale, 0, "2026-06-03T09:00:00.000Z", 1),
        (Carry::Restart, 0, "2026-06-04T04:00:00.000Z", 2),
    ] {
        each_engine(|database| async move {
            let people = People::new(database).await;
            reconfigure(&people, |bundle| two_grades(bundle, carry)).await;
            let lead = people.server.test.user("lead", "centre", &["shift-supervisor"]).await;
            let ticket = people.open(&complaint()).await.good();
            receive(&people, &ticket).await;
            // Six and a half hours on Monday, one and a half on Tuesday.
            at(&people, "2026-06-02T10:00:00+08:00").await;
            let seen = people.ticket(&lead, &ticket).await;
            let body = json!({"level": "major", "reason": "It is on television"});
            people.act(&lead, "tickets", "reclassify", &seen, &body).await.good();
            let after = clock(&people, &ticket, "handle").await;
            let told = (&after["usedSeconds"], &after["dueAt"], &after["cycle"]);
            assert_eq!(told, (&json!(used * 3_600), &json!(due), &json!(cycle)), "{carry:?}");
        })
        .await;
    }
}

/// Complaints have 32 working hours, grave ones 16.
fn two_grades(bundle: &mut bihuan_domain::policy::Bundle, carry: Carry) {
    waiting::allow(bundle);
    let Some(place) = bundle.clocks.iter().position(waiting::is_handling_of_complaints) else { return };
    let mut grave = bundle.clocks[place].clone();
    grave.amount = Amount::new(16, Unit::WorkingHours);
    grave.applies_to.levels = "major".parse().into_iter().collect();
    grave.carry.retargeted = carry;
    bundle.clocks.insert(place, grave);
}
