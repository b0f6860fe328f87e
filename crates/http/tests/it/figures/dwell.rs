//! How long tickets stay in each step: means and percentiles, from what happened.
use bihuan_app::users::User;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{all, day, follow, listed};
use crate::people::{People, fault, text};
use crate::requirements::{at, finish};

const JUNE: &str = "from=2026-06-01&to=2026-06-30";
/// Enquiries that are taken one after the other.
const ENQUIRIES: i64 = 20;
/// Minutes from each to the next.
const MINUTES: i64 = 7;

fn enquiry() -> Value {
    json!({"kind": "consult", "channel": "phone", "topic": "bill", "description": "how much", "until": "draft"})
}

/// Enquiries that wait longer and longer until they are taken and answered at once: 7, 14, 21 … 140 minutes.
async fn enquiries(people: &People) {
    let mut drafts = Vec::new();
    for _ in 0..ENQUIRIES {
        drafts.push(people.open(&enquiry()).await.good());
    }
    for (place, draft) in drafts.iter().enumerate() {
        let minutes = MINUTES * (i64::try_from(place).unwrap_or_default() + 1);
        at(people, &format!("2026-06-01T{:02}:{:02}:00+08:00", 9 + minutes / 60, minutes % 60)).await;
        let seen = people.ticket(&people.agent, draft).await;
        let accepted = people.act(&people.agent, "tickets", "accept", &seen, &json!({})).await.good();
        people.act(&people.agent, "tickets", "answer", &accepted, &json!({"text": "30 yuan"})).await.good();
    }
}

async fn figures(people: &People, who: &User, code: &str, more: &str) -> Vec<Value> {
    all(people, who, &format!("/v1/figures?indicator={code}&{JUNE}{more}")).await
}

/// shows: P-60
#[actix_web::test]
async fn the_mean_and_the_95th_percentile_of_a_step_are_those_of_the_tickets_behind_them_kind_by_kind() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        at(&people, "2026-06-01T09:00:00+08:00").await;
        enquiries(&people).await;
        // Still a draft: its time goes on, so it says nothing yet.
        people.open(&enquiry()).await.good();
        let other = people.open(&fault("draft")).await.good();
        at(&people, "2026-06-01T13:00:00+08:00").await;
        let seen = people.ticket(&people.agent, &other).await;
        let other = people.act(&people.agent, "tickets", "accept", &seen, &json!({})).await.good();
        follow(&people).await;
        let kinds = figures(&people, &chief, "p95_intake_time", "&by=kind").await;
        assert_eq!(kinds.len(), 1, "{kinds:?}");
        let seconds = MINUTES * 60;
        // The 19th of 20, in the order of their waits.
        assert_eq!((text(&kinds[0]["key"]), &kinds[0]["value"]), ("consult".to_owned(), &json!(19.0 * 420.0)));
        assert_eq!((kinds[0]["denominator"].as_i64(), kinds[0].get("numerator")), (Some(ENQUIRIES), None));
        let consult = format!("indicator=p95_intake_time&{JUNE}&kind=consult");
        assert_eq!(listed(&people, &chief, &consult, "denominator").await, ENQUIRIES);
        let no_sum = people.server.get(&chief, &format!("/v1/figures/tickets?{consult}&part=numerator")).await;
        assert_eq!(no_sum.pointers(), ["/query/part"], "a percentile adds nothing up");

        let mean = figures(&people, &chief, "mean_intake_time", "&kind=consult").await.remove(0);
        let sum = seconds * ENQUIRIES * (ENQUIRIES + 1) / 2;
        assert_eq!((mean["numerator"].as_i64(), mean["denominator"].as_i64()), (Some(sum), Some(ENQUIRIES)));
        let consult = format!("indicator=mean_intake_time&{JUNE}&kind=consult");
        assert_eq!(listed(&people, &chief, &consult, "numerator").await, sum);
        // One group of the database or several of them: each has a percentile of its own, found anew.
        for cut in ["unit", "week", "month", "year", "channel", "person"] {
            let groups = figures(&people, &chief, "p95_intake_time", &format!("&kind=consult&by={cut}")).await;
            let values: Vec<&Value> = groups.iter().map(|group| &group["value"]).collect();
            assert_eq!(values, [&json!(7980.0)], "by {cut}");
        }

        // The other kind stayed 100 minutes with whoever took it, and longer in other hands.
        let sent = people.act(&people.agent, "tickets", "dispatch", &other, &json!({})).await.good();
        finish(&people, &sent).await;
        at(&people, "2026-06-01T14:30:00+08:00").await;
        let callback = people.callback(&sent).await;
        people.act(&people.caller, "callbacks", "attempt", &callback, &crate::people::content()).await.good();
        at(&people, "2026-06-01T15:00:00+08:00").await;
        let answered = people.ticket(&people.caller, &sent).await;
        people.act(&people.caller, "tickets", "archive", &answered, &json!({})).await.good();
        follow(&people).await;
        let whole = figures(&people, &chief, "p95_intake_time", "").await.remove(0);
        assert_eq!((&whole["value"], &whole["denominator"]), (&json!(7980.0), &json!(ENQUIRIES + 1)), "the 20th of 21");
        let faults = figures(&people, &chief, "p95_intake_time", "&kind=fault").await.remove(0);
        assert_eq!((&faults["value"], &faults["denominator"]), (&json!(6_000.0), &json!(1)));
        let mut parts = 0;
        for step in ["intake", "queue", "unit", "travel", "work", "customer", "pause", "review", "callback"] {
            let part = figures(&people, &chief, &format!("mean_{step}_time"), "&kind=fault").await.remove(0);
            parts += part["numerator"].as_i64().unwrap_or(0);
        }
        let open = figures(&people, &chief, "mean_handling_time", "&kind=fault").await.remove(0);
        assert_eq!(Some(parts), open["numerator"].as_i64(), "the steps are the whole");
    })
    .await;
}

#[actix_web::test]
async fn a_report_tells_the_delay_of_every_step_and_a_closed_period_keeps_no_percentile() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        at(&people, "2026-06-01T09:00:00+08:00").await;
        enquiries(&people).await;
        at(&people, "2026-07-01T09:00:00+08:00").await;
        follow(&people).await;
        let report = crate::reports::report(&people, &chief, "node-dwell", "2026-06-01").await;
        let cells = |table: usize| {
            let table = &report["sections"][table];
            assert_eq!(
                (&table["rows"][0]["key"], &table["columns"].as_array().map(Vec::len)),
                (&json!("consult"), &Some(9))
            );
            table["rows"][0]["cells"][0].clone()
        };
        assert_eq!((cells(0)["value"].as_f64(), cells(1)["value"].as_f64()), (Some(4_410.0), Some(7_980.0)));
        let body = json!({"from": "2026-06-01", "to": "2026-06-30"});
        let period = people.server.post(&chief, "/v1/periods", &body).await.good();
        let found = figures(&people, &chief, "p95_intake_time", "").await.remove(0);
        assert_eq!((&found["value"], found.get("restated")), (&json!(7980.0), None));
        // An upheld appeal, or anything else, moves sums only.
        let path = format!("/v1/periods/{}/restatements?", period.text("id"));
        assert_eq!(all(&people, &chief, &path).await, Vec::<Value>::new());
    })
    .await;
}
