//! Inspections among the figures: whose defects they are, exactly which tickets, and what a contest changes.
use bihuan_app::users::User;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{all, day, follow, listed};
use crate::consequences::inspector;
use crate::people::{People, text};
use crate::requirements::{at, reconfigure, rows};

const JULY: &str = "from=2026-07-01&to=2026-07-31";
const CODES: [&str; 4] = ["inspections", "work_order_quality_rate", "form_filling_rate", "handling_compliance_rate"];

async fn answered_on_the_spot(people: &People) {
    let demand = json!({"kind": "consult", "channel": "phone", "topic": "T", "description": "D", "until": "accepted"});
    let opened = people.open(&demand).await.good();
    people.act(&people.agent, "tickets", "answer", &opened, &json!({"text": "told"})).await.good();
}

/// Numerator and denominator of each of [`CODES`], which are what their lists add up to.
async fn numbers(people: &People, who: &User) -> Vec<(i64, i64)> {
    let mut found = Vec::new();
    for code in CODES {
        let query = format!("indicator={code}&{JULY}");
        let whole = all(people, who, &format!("/v1/figures?{query}")).await.remove(0);
        let number = |part: &str| whole[part].as_i64();
        for part in ["numerator", "denominator"] {
            if let Some(number) = number(part) {
                assert_eq!(listed(people, who, &query, part).await, number, "{code} {part}");
            }
        }
        found.push((number("numerator").unwrap_or(0), number("denominator").unwrap_or(0)));
    }
    found
}

#[actix_web::test]
async fn inspected_tickets_count_by_whose_defects_stand_and_a_defect_that_was_struck_out_counts_no_more() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        let inspector = inspector(&people).await;
        reconfigure(&people, |bundle| bundle.inspection_plans.iter_mut().for_each(|plan| plan.percent = 100)).await;
        for _ in 0..4 {
            answered_on_the_spot(&people).await;
        }
        at(&people, "2026-07-01T09:00:00+08:00").await;
        let round = json!({"plan": "monthly", "period": "2026-06"});
        people.server.post(&inspector, "/v1/inspection-rounds", &round).await.good();
        let drawn = rows(&people.server.get(&inspector, "/v1/inspections?limit=200").await.good());
        let (mut errors, mut inspected) = (Vec::new(), Vec::new());
        for (inspection, defect) in drawn.iter().zip([None, Some("missing-field"), Some("unreal-reply")]) {
            let path = format!("/v1/inspections/{}", text(&inspection["id"]));
            let seen = people.server.get(&inspector, &path).await.good();
            let defect =
                defect.map(|code| json!({"defect": code, "personId": people.agent.id.to_string(), "note": "N"}));
            let sheet = json!({"defects": defect.into_iter().collect::<Vec<_>>()});
            let path = format!("{path}/actions/inspect");
            let done = people.server.act(&inspector, &path, &seen, &sheet).await.good().json();
            errors.push(text(&done["sheet"]["defects"][0]["errorId"]));
            inspected.push(text(&inspection["ticketId"]));
        }
        follow(&people).await;
        let before = numbers(&people, &chief).await;
        assert_eq!(before, [(3, 0), (1, 3), (2, 3), (2, 3)], "of four drawn, three were looked at");
        let path = format!("/v1/figures/tickets?indicator=work_order_quality_rate&{JULY}&part=denominator");
        let mut told: Vec<String> =
            all(&people, &chief, &path).await.iter().map(|row| text(&row["ticketId"])).collect();
        told.sort();
        inspected.sort();
        assert_eq!(told, inspected, "exactly the tickets that were inspected");

        let contest = json!({"text": "it is there"});
        let path = format!("/v1/staff-errors/{}/actions", errors[1]);
        people.server.post(&people.agent, &format!("{path}/contest"), &contest).await.good();
        let ruling = json!({"upheld": true, "reason": "it is there"});
        people.server.post(&chief, &format!("{path}/rule"), &ruling).await.good();
        follow(&people).await;
        let after = numbers(&people, &chief).await;
        assert_eq!(after, [(3, 0), (2, 3), (3, 3), (2, 3)]);
        people.server.post(&chief, "/v1/figures/actions/recount", &json!({})).await.good();
        follow(&people).await;
        assert_eq!(numbers(&people, &chief).await, after, "a full recount says the same");

        let path = format!("/v1/tickets/{}/timeline?limit=100", inspected[1]);
        let log: Vec<Value> = rows(&people.server.get(&chief, &path).await.good());
        let entry = log.iter().find(|entry| text(&entry["type"]) == "inspection.inspected");
        let entry = entry.unwrap_or_else(|| panic!("no such entry in {log:?}")).to_string();
        assert!(!entry.contains("missing-field") && !entry.contains("unreal-reply"), "nobody is exposed: {entry}");
    })
    .await;
}
