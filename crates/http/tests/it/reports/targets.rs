//! What values should come to, and whether they do.

use bihuan_domain::policy::reports::TargetSpec;
use bihuan_domain::policy::vocabulary::Confidence;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{read, report, run};
use crate::figures::{day, follow};
use crate::people::{People, content, fault};
use crate::requirements::{at, finish, reconfigure};

/// The satisfaction with routine work of one day: so many customers were satisfied, so many were not.
async fn rated(people: &People, satisfied: usize, dissatisfied: usize) {
    for place in 0..satisfied + dissatisfied {
        let ticket = people.open(&fault("dispatched")).await.good();
        finish(people, &ticket).await;
        let callback = people.callback(&ticket).await;
        let answers = json!({"solved": "yes", "satisfied": "dissatisfied", "remarks": "late"});
        let bad = json!({"result": "answered", "answers": answers, "followUp": "redo"});
        let body = if place < satisfied { content() } else { bad };
        people.act(&people.caller, "callbacks", "attempt", &callback, &body).await.good();
    }
}

/// The cell of the satisfaction in the first table of the day's report.
async fn satisfaction(people: &People, who: &bihuan_app::users::User, day: &str) -> Value {
    let daily = report(people, who, "daily-operations", day).await;
    daily["sections"][0]["rows"][0]["cells"][0].clone()
}

/// Every daily report begins with the satisfaction, which should come to this.
async fn aim(people: &People, basis_points: u16) {
    reconfigure(people, |bundle| {
        let daily = bundle.reports.iter_mut().find(|report| report.code.as_str() == "daily-operations");
        if let Some(daily) = daily {
            let target = TargetSpec {
                indicator: "satisfaction_rate".to_owned(),
                basis_points,
                confidence: Confidence::Sure,
                source: None,
            };
            daily.targets = vec![target];
            if let Some(section) = daily.sections.first_mut() {
                section.indicators.insert(0, "satisfaction_rate".to_owned());
            }
        }
    })
    .await;
}

/// shows: M-39, A-02
#[actix_web::test]
async fn forty_eight_of_fifty_satisfied_meet_ninety_six_percent_and_forty_seven_do_not() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        aim(&people, 9_600).await;
        rated(&people, 48, 2).await;
        at(&people, "2026-06-02T01:00:00Z").await;
        rated(&people, 47, 3).await;
        at(&people, "2026-06-03T01:00:00Z").await;
        rated(&people, 49, 1).await;
        follow(&people).await;
        let met = satisfaction(&people, &chief, "2026-06-01").await;
        assert_eq!((&met["numerator"], &met["denominator"], &met["value"]), (&json!(48), &json!(50), &json!(0.96)));
        assert_eq!(met["targetMet"], true);
        let missed = satisfaction(&people, &chief, "2026-06-02").await;
        assert_eq!((&missed["value"], &missed["targetMet"]), (&json!(0.94), &json!(false)));
        // Whoever wants all of them satisfied misses that by one of fifty.
        aim(&people, 10_000).await;
        let all = satisfaction(&people, &chief, "2026-06-03").await;
        assert_eq!((&all["value"], &all["targetMet"]), (&json!(0.98), &json!(false)));
        let ran = run(&people, &chief, "daily-operations", "2026-06-03").await;
        let table = read(&people, &chief, &ran, "csv").await;
        assert!(table.body.contains("missed") && !table.body.contains(",met,"), "{}", table.body);
    })
    .await;
}

#[test]
fn a_target_is_set_for_shares_of_which_more_or_less_is_better_and_once() {
    let mut bundle = bihuan_testkit::policy::bundle();
    let target = |indicator: &str, basis_points| TargetSpec {
        indicator: indicator.to_owned(),
        basis_points,
        confidence: Confidence::Sure,
        source: None,
    };
    bundle.reports[0].targets = vec![
        target("tickets", 100),
        target("urge_rate", 10_001),
        target("nothing", 100),
        target("satisfaction_rate", 9_600),
        target("satisfaction_rate", 9_500),
    ];
    let problems = bihuan_domain::policy::check(&bundle);
    let paths: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "report[0].target[0].indicator",
            "report[0].target[1].basis_points",
            "report[0].target[2].indicator",
            "report[0].target[4].indicator"
        ]
    );
}
