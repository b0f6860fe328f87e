//! What was planned, how much of it came, and how it was a year before.

use bihuan_app::users::User;
use bihuan_domain::indicator::Comparison;
use bihuan_domain::policy::Bundle;
use bihuan_domain::policy::reports::{PlanSpec, ReportPeriod};
use bihuan_domain::policy::vocabulary::Confidence;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{read, report, run};
use crate::figures::{all, day, follow};
use crate::people::{People, fault, text};
use crate::requirements::{at, reconfigure};

async fn faults(people: &People, number: usize) {
    for _ in 0..number {
        people.open(&fault("dispatched")).await.good();
    }
}

fn plan(indicator: &str, unit: Option<&str>, amount: u32) -> PlanSpec {
    PlanSpec {
        indicator: indicator.to_owned(),
        unit: unit.and_then(|code| code.parse().ok()),
        amount,
        confidence: Confidence::Sure,
        source: None,
    }
}

/// The monthly report begins with the tickets, as a whole and by unit, and tells plan and year before.
fn monthly(bundle: &mut Bundle) {
    let monthly = bundle.reports.iter_mut().find(|report| report.code.as_str() == "monthly-service");
    let Some(monthly) = monthly else { return };
    monthly.plans = vec![plan("tickets", None, 8), plan("tickets", Some("repair"), 5)];
    monthly.sections.truncate(2);
    for section in &mut monthly.sections {
        section.indicators = vec!["tickets".to_owned(), "closed_on_spot_rate".to_owned()];
        section.compare = Some(Comparison::YearBefore);
    }
}

async fn on_the_spot(people: &People) {
    let spot = json!({"kind": "consult", "channel": "phone", "topic": "T", "description": "D", "until": "accepted"});
    let spot = people.open(&spot).await.good();
    people.act(&people.agent, "tickets", "answer", &spot, &json!({"text": "told"})).await.good();
}

/// Four tickets in June of one year, five in June of the next; of each one answered on the spot.
async fn two_years(people: &People) -> User {
    let chief = day::readers(people).await.chief;
    reconfigure(people, monthly).await;
    at(people, "2026-06-30T20:00:00+08:00").await;
    faults(people, 3).await;
    on_the_spot(people).await;
    at(people, "2026-07-01T09:00:00+08:00").await;
    faults(people, 2).await;
    at(people, "2027-06-01T09:00:00+08:00").await;
    faults(people, 4).await;
    on_the_spot(people).await;
    follow(people).await;
    chief
}

/// shows: B-01, T-01
#[actix_web::test]
async fn a_report_tells_actual_plan_percent_and_the_change_since_the_year_before() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = two_years(&people).await;
        let june = report(&people, &chief, "monthly-service", "2027-06-10").await;
        let cells = &june["sections"][0]["rows"][0]["cells"];
        assert_eq!(cells[0]["numerator"], 5);
        assert_eq!(cells[0]["plan"], json!({"amount": 8, "attained": 0.625}), "5 of 8 are 62.5 %");
        let before = json!({"numerator": 4, "denominator": null, "value": 4.0, "change": 0.25});
        assert_eq!(cells[0]["before"], before, "a quarter more than 4");
        let shares = (&cells[1]["value"], &cells[1]["before"]["value"], &cells[1]["before"]["change"]);
        assert_eq!(shares, (&json!(0.2), &json!(0.25), &json!(-0.05)), "shares differ by points");
        assert_eq!(cells[1].get("plan"), None, "nothing was planned for it");
        // Of the units, the one with a plan of its own says how far it came.
        let units = june["sections"][1]["rows"].as_array().cloned().unwrap_or_default();
        let plans: Vec<(String, Value)> =
            units.iter().map(|row| (text(&row["key"]), row["cells"][0]["plan"].clone())).collect();
        let repair = json!({"amount": 5, "attained": 0.8});
        assert_eq!(plans, [("centre".to_owned(), Value::Null), ("repair".to_owned(), repair)]);

        let ran = run(&people, &chief, "monthly-service", "2027-06-10").await;
        let table = read(&people, &chief, &ran, "csv").await.good().body;
        assert!(table.contains(",8,0.625,4,,4,0.25,"), "{table}");
        let page = read(&people, &chief, &ran, "html").await.good().body;
        for said in ["plan 8, attained 62.5%", "year before 4, +25.0%", "year before 25.00%, -5.00 points"] {
            assert!(page.contains(said), "{said} in {page}");
        }
        assert!(read(&people, &chief, &ran, "xlsx").await.status.is_success());
        // The first year has nothing before it.
        let first = report(&people, &chief, "monthly-service", "2026-06-10").await;
        let before = json!({"numerator": 0, "denominator": null, "value": 0.0, "change": null});
        assert_eq!(first["sections"][0]["rows"][0]["cells"][0]["before"], before);
    })
    .await;
}

#[actix_web::test]
async fn figures_stand_beside_those_of_the_year_before_group_by_group() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = two_years(&people).await;
        let asked = async |more: &str| {
            let path = format!("/v1/figures?indicator=tickets&compare=year_before{more}");
            let rows = all(&people, &chief, &path).await;
            let row = |row: &Value| {
                (text(&row["key"]), row["value"].clone(), row["before"]["value"].clone(), row["change"].clone())
            };
            rows.iter().map(row).collect::<Vec<_>>()
        };
        let none = Value::Null;
        let whole = asked("&from=2027-06-01&to=2027-06-30").await;
        assert_eq!(whole, [(String::new(), json!(5.0), json!(4.0), json!(0.25))]);
        let months = asked("&from=2027-01-01&to=2027-12-31&by=month").await;
        let june = ("2027-06-01".to_owned(), json!(5.0), json!(4.0), json!(0.25));
        let july = ("2027-07-01".to_owned(), json!(0.0), json!(2.0), json!(-1.0));
        assert_eq!(months, [june, july], "each month beside the same of the year before");
        let kinds = asked("&from=2026-06-01&to=2026-06-30&by=kind").await;
        let kind = |key: &str, now: f64| (key.to_owned(), json!(now), json!(0.0), none.clone());
        assert_eq!(kinds, [kind("consult", 1.0), kind("fault", 3.0)], "nothing to be compared with");
        let path = "/v1/figures?indicator=tickets&from=2027-06-01&to=2027-06-30&compare=year_before&by=day";
        let days = people.server.get(&chief, path).await;
        assert_eq!(days.pointers(), ["/query/compare"], "days lie otherwise in another year");
        assert_eq!(days.problem().as_deref(), Some("invalid_query"));
        let path = "/v1/figures?indicator=luck&from=2027-06-01&to=2027-06-30";
        let luck = people.server.get(&chief, path).await;
        assert_eq!(luck.problem().as_deref(), Some("invalid_query"), "there is no body that could be wrong");
        assert_eq!(luck.pointers(), ["/query/indicator"]);
    })
    .await;
}

#[test]
fn plans_are_for_counts_of_units_there_are_and_comparisons_for_stretches_that_come_again() {
    let mut bundle = bihuan_testkit::policy::bundle();
    let report = &mut bundle.reports[0];
    report.plans = vec![
        plan("tickets", None, 10),
        plan("satisfaction_rate", None, 10),
        plan("tickets", Some("nowhere"), 10),
        plan("work_orders", None, 0),
        plan("tickets", None, 11),
    ];
    report.period = ReportPeriod::Week;
    report.sections[0].compare = Some(Comparison::YearBefore);
    let monthly = bundle.reports.iter_mut().position(|report| report.code.as_str() == "monthly-service").unwrap();
    bundle.reports[monthly].sections[0].by = Some(bihuan_domain::indicator::Cut::Week);
    bundle.reports[monthly].sections[0].compare = Some(Comparison::YearBefore);
    let problems = bihuan_domain::policy::check(&bundle);
    let paths: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
    let compare = format!("report[{monthly}].section[0].compare");
    let wanted = [
        "report[0].section[0].compare",
        "report[0].plan[1].indicator",
        "report[0].plan[2].unit",
        "report[0].plan[3].amount",
        "report[0].plan[4]",
        &compare,
    ];
    assert_eq!(paths, wanted);
}
