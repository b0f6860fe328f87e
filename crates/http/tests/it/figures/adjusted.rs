//! Raw and adjusted figures side by side: what an upheld appeal changes, who appealed, and what a closed period says of it.
use bihuan_app::users::User;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{all, day, follow};
use crate::consequences::{complaint, inspector};
use crate::people::{People, text};
use crate::reports;
use crate::requirements::{at, receive};
use crate::server::Answer;

const JUNE: &str = "from=2026-06-01&to=2026-06-09";

/// A complaint whose department contacted the customer too late, and the numbers of the clocks that say so.
async fn late(people: &People) -> (Answer, Vec<String>) {
    let ticket = people.open(&complaint("13812345678")).await.good();
    let order = receive(people, &ticket).await;
    at(people, "2026-06-03T09:00:00+08:00").await;
    people.work(&people.handler, "contact", &order, &json!({"note": "Called at last"})).await;
    let ticket = people.ticket(&people.agent, &ticket).await;
    let clocks = ticket.json()["clocks"].as_array().cloned().unwrap_or_default();
    let late = clocks.iter().filter(|clock| text(&clock["code"]).contains("contact") && clock["late"] == true);
    let late: Vec<String> = late.map(|clock| clock["no"].to_string()).collect();
    assert_eq!(late.len(), 2, "within a day, and on the day itself: {clocks:?}");
    (ticket, late)
}

/// Who appeals and who rules.
struct Parties {
    officer: User,
    inspector: User,
}

async fn parties(people: &People) -> Parties {
    let officer = people.server.test.user("officer", "repair", &["appeal-officer"]).await;
    Parties { officer, inspector: inspector(people).await }
}

/// Appeals against the same measure on several parts of a ticket.
async fn raise(
    people: &People,
    who: &Parties,
    ticket: &Answer,
    against: &str,
    parts: &[String],
    wanted: &str,
) -> Vec<Answer> {
    let mut raised = Vec::new();
    for subject in parts {
        let plea = json!({
            "against": against, "subject": subject, "wanted": wanted, "reason": "The road was flooded.",
            "basis": "Rule 6.8: force majeure", "category": "limits",
            "documents": [{"reference": "scan 7", "sealedBy": ["班组", "县公司", "市公司"]}]
        });
        let path = format!("/v1/tickets/{}/appeals", ticket.text("id"));
        raised.push(people.server.post(&who.officer, &path, &plea).await.good());
    }
    raised
}

async fn uphold(people: &People, who: &Parties, appeals: &[Answer]) {
    for appeal in appeals {
        let ruling = json!({"upheld": true, "reason": "The road was closed by the police."});
        people.act(&who.inspector, "appeals", "rule", appeal, &ruling).await.good();
    }
}

async fn figure(people: &People, who: &User, code: &str, more: &str) -> Value {
    all(people, who, &format!("/v1/figures?indicator={code}&{JUNE}{more}")).await.remove(0)
}

fn parts(figure: &Value) -> (i64, i64) {
    // None is told apart from zero.
    let part = |name: &str| figure[name].as_i64().unwrap_or(-1);
    (part("numerator"), part("denominator"))
}

#[actix_web::test]
async fn an_upheld_appeal_changes_the_adjusted_figure_only_and_the_list_names_the_appeal() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        let who = parties(&people).await;
        let (ticket, clocks) = late(&people).await;
        follow(&people).await;
        let code = "contact_in_time_rate";
        let before = figure(&people, &chief, code, "").await;
        assert_eq!(figure(&people, &chief, code, "&reading=adjusted").await, before, "nobody has appealed");
        let appeals = raise(&people, &who, &ticket, "overtime", &clocks, "excluded").await;
        uphold(&people, &who, &appeals[..1]).await;
        follow(&people).await;
        let one = figure(&people, &chief, code, "&reading=adjusted").await;
        assert_eq!(parts(&one), (0, 1), "the other limit was missed still");
        uphold(&people, &who, &appeals[1..]).await;
        follow(&people).await;
        assert_eq!(figure(&people, &chief, code, "").await, before, "the raw figure stays");
        let (of, over) = parts(&before);
        assert_eq!((of, over), (0, 1));
        let adjusted = figure(&people, &chief, code, "&reading=adjusted").await;
        assert_eq!(parts(&adjusted), (0, 0), "the limit counts nowhere");
        // From the facts as from the kept sums.
        let by_channel = figure(&people, &chief, code, "&reading=adjusted&channel=phone").await;
        assert_eq!(parts(&by_channel), (0, 0));
        assert_eq!(parts(&figure(&people, &chief, code, "&channel=phone").await), (0, 1));

        let path = format!("/v1/figures/tickets?indicator={code}&{JUNE}&part=denominator");
        let raw = all(&people, &chief, &path).await;
        assert_eq!((raw.len(), &raw[0]["standing"]), (1, &json!("raw")));
        let named = &raw[0]["appeals"][0];
        assert_eq!((text(&named["appealId"]), &named["against"]), (appeals[0].text("id"), &json!("overtime")));
        assert_eq!((&named["raw"], &named["adjusted"]), (&json!("late"), &json!("excluded")));
        assert_eq!(all(&people, &chief, &format!("{path}&reading=adjusted")).await, Vec::<Value>::new());
        let orders = format!("/v1/figures/tickets?indicator=work_orders&{JUNE}");
        for (reading, standing) in [("raw", "raw"), ("adjusted", "adjusted")] {
            let rows = all(&people, &chief, &format!("{orders}&reading={reading}")).await;
            assert_eq!((rows.len(), &rows[0]["standing"]), (1, &json!(standing)), "one in either reading");
        }
    })
    .await;
}

#[actix_web::test]
async fn a_complaint_of_another_kind_counts_there_in_adjusted_figures_and_the_parts_still_sum_to_the_whole() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        let who = parties(&people).await;
        let (ticket, _) = late(&people).await;
        let appeals = raise(&people, &who, &ticket, "classification", &["ticket".to_owned()], "opinion").await;
        uphold(&people, &who, &appeals).await;
        follow(&people).await;
        for (reading, kind) in [("raw", "complaint"), ("adjusted", "opinion")] {
            let query = format!("/v1/figures?indicator=tickets&{JUNE}&by=kind&reading={reading}");
            let kinds = all(&people, &chief, &query).await;
            let found: Vec<_> = kinds.iter().map(|row| (text(&row["key"]), row["numerator"].clone())).collect();
            assert_eq!(found, [(kind.to_owned(), json!(1))], "{reading}");
            let query = format!("indicator=tickets&{JUNE}&kind={kind}&reading={reading}");
            assert_eq!(super::listed(&people, &chief, &query, "numerator").await, 1);
        }
    })
    .await;
}

#[actix_web::test]
async fn a_late_ruling_changes_no_closed_period_silently_and_reports_show_both_figures() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        let who = parties(&people).await;
        let (ticket, clocks) = late(&people).await;
        follow(&people).await;
        at(&people, "2026-06-03T10:00:00+08:00").await;
        let appeals = raise(&people, &who, &ticket, "overtime", &clocks, "in_time").await;
        at(&people, "2026-06-10T09:00:00+08:00").await;
        follow(&people).await;
        let body = json!({"from": "2026-06-01", "to": "2026-06-09"});
        let period = people.server.post(&chief, "/v1/periods", &body).await.good();
        uphold(&people, &who, &appeals).await;
        follow(&people).await;
        let code = "contact_in_time_rate";
        let raw = figure(&people, &chief, code, "").await;
        assert_eq!((parts(&raw), &raw["restated"]), ((0, 1), &Value::Null), "nothing happened to it");
        let adjusted = figure(&people, &chief, code, "&reading=adjusted").await;
        assert_eq!(parts(&adjusted), (0, 1), "as it was closed");
        assert_eq!(parts(&adjusted["restated"]), (1, 1), "and as it would be now");
        let moves = all(&people, &chief, &format!("/v1/periods/{}/restatements?", period.text("id"))).await;
        let wanted = json!("contact_in_time_rate.numerator.adjusted");
        let moved = moves.iter().find(|row| row["numbers"].as_array().is_some_and(|names| names.contains(&wanted)));
        let moved = moved.unwrap_or_else(|| panic!("no such change in {moves:?}"));
        assert_eq!((text(&moved["ticketId"]), &moved["difference"]), (ticket.text("id"), &json!(1)));

        let monthly = reports::report(&people, &chief, "monthly-service", "2026-06-01").await;
        let cells = monthly.to_string();
        assert!(cells.contains("\"adjusted\":{"), "the report of the whole month shows both: {cells}");
    })
    .await;
}

#[actix_web::test]
async fn adjusted_figures_survive_a_full_recount() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        let who = parties(&people).await;
        let (ticket, clocks) = late(&people).await;
        let appeals = raise(&people, &who, &ticket, "overtime", &clocks, "in_time").await;
        uphold(&people, &who, &appeals).await;
        follow(&people).await;
        let read = async || figure(&people, &chief, "overdue_rate", "&reading=adjusted").await;
        let code = "contact_in_time_rate";
        let (before, overdue) = (figure(&people, &chief, code, "&reading=adjusted").await, read().await);
        assert_eq!(parts(&before), (1, 1));
        people.server.post(&chief, "/v1/figures/actions/recount", &json!({})).await.good();
        follow(&people).await;
        assert_eq!(figure(&people, &chief, code, "&reading=adjusted").await, before);
        assert_eq!(read().await, overdue);
    })
    .await;
}
