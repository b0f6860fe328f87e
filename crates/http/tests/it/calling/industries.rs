//! Plans of other industries on the real path: published, called, counted.

use std::path::Path;

use bihuan_app::policies::Draft;
use bihuan_app::users::User;
use bihuan_persistence::Database;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use crate::figures::{all, follow};
use crate::people::{People, text};
use crate::requirements::assessing::{run_all, told};
use crate::requirements::at;
use crate::server::Answer;

/// People of one industry: its bundle is published over that of the hotline.
pub(crate) struct Industry {
    pub(crate) people: People,
    pub(crate) steward: User,
    pub(crate) head: User,
    pub(crate) supervisor: User,
    pub(crate) reviewer: User,
}

impl Industry {
    pub(crate) async fn new(database: Database, name: &str) -> Self {
        let people = People::new(database).await;
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies/industries");
        let mut files = Vec::new();
        for part in ["common", name] {
            for entry in std::fs::read_dir(folder.join(part)).unwrap() {
                let path = entry.unwrap().path();
                files.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
        files.sort();
        let bundle = Draft::read(files).unwrap().bundle;
        assert!(bihuan_app::policies::publish(&people.server.test.app, bundle).await.is_ok_and(|it| it.new));
        let user = async |login: &str, unit: &str, role: &str| people.server.test.user(login, unit, &[role]).await;
        Self {
            steward: user("steward", "centre", "steward").await,
            head: user("head", "works", "department-head").await,
            supervisor: user("boss", "centre", "supervisor").await,
            reviewer: user("approver", "company", "agent").await,
            people,
        }
    }

    pub(super) async fn open(&self, kind: &str, until: &str) -> Answer {
        let demand = json!({
            "kind": kind, "area": "city", "channel": "phone",
            "contact": {"name": "王女士", "phone": "138 1234 5678"},
            "topic": kind, "description": "as it came", "until": until
        });
        self.people.open(&demand).await.good()
    }

    /// A demand that the works department has done.
    pub(crate) async fn done(&self, kind: &str) -> Answer {
        let ticket = self.open(kind, "dispatched").await;
        let order = self.people.order(&self.head, &ticket).await;
        let order = self.people.work(&self.head, "receive", &order, &json!({})).await.good();
        let reply = json!({"outcome": "resolved", "text": "done"});
        let order = self.people.work(&self.head, "reply", &order, &reply).await.good();
        self.people.work(&self.reviewer, "review", &order, &json!({"decision": "approve"})).await.good();
        self.people.ticket(&self.people.agent, &ticket).await
    }

    pub(super) async fn marked(&self, kind: &str, mark: &str) -> Answer {
        let ticket = self.open(kind, "accepted").await;
        self.people.act(&self.people.agent, "tickets", "mark", &ticket, &json!({"mark": mark})).await.good()
    }

    /// Calls the customer of the first open call of a ticket.
    pub(super) async fn call(&self, ticket: &Answer, report: &Value) -> Answer {
        let seen = self.people.ticket(&self.steward, ticket).await.json();
        let path = format!("/v1/callbacks/{}", text(&seen["aftercare"][0]["id"]));
        let call = self.people.server.get(&self.steward, &path).await.good();
        self.people.act(&self.steward, "callbacks", "attempt", &call, report).await.good()
    }

    /// An indicator over a quarter, by plan: plan, numerator, denominator.
    async fn by_plan(&self, indicator: &str) -> Vec<(String, i64, i64)> {
        follow(&self.people).await;
        let path = format!("/v1/figures?indicator={indicator}&from=2026-06-01&to=2026-07-31&by=plan");
        let rows = all(&self.people, &self.supervisor, &path).await;
        rows.iter()
            .map(|row| {
                let number = |name: &str| row[name].as_i64().unwrap_or_default();
                (text(&row["key"]), number("numerator"), number("denominator"))
            })
            .collect()
    }
}

pub(super) fn satisfied() -> Value {
    json!({"result": "answered", "answers": {"satisfied": "satisfied"}})
}

/// shows: I-19
#[actix_web::test]
async fn of_ten_callbacks_for_new_policies_nine_are_reached_and_the_tenth_is_kept_with_its_reason() {
    each_engine(|database| async {
        let insurer = Industry::new(database, "insurer").await;
        for nth in 0..10 {
            let ticket = insurer.marked("policy", "new-policy").await;
            let report = if nth == 4 { json!({"result": "refused"}) } else { satisfied() };
            insurer.call(&ticket, &report).await;
        }
        let lapsing = insurer.marked("policy", "grace-period").await;
        insurer.call(&lapsing, &json!({"result": "wrong_number"})).await;
        let rates = insurer.by_plan("callback_success_rate").await;
        assert_eq!(rates, [("grace-period".to_owned(), 0, 1), ("new-policy".to_owned(), 9, 10)]);
        let path = "/v1/callbacks?stage=unreachable";
        let lost = insurer.people.server.get(&insurer.steward, path).await.good().json();
        let mut reasons: Vec<String> =
            lost["data"].as_array().unwrap().iter().map(|call| text(&call["lastResult"])).collect();
        reasons.sort();
        assert_eq!(reasons, ["refused", "wrong_number"]);
    })
    .await;
}

/// shows: Z-04
#[actix_web::test]
async fn at_the_end_of_the_month_the_summary_says_which_customer_with_a_file_was_not_called() {
    each_engine(|database| async {
        let consultancy = Industry::new(database, "consultancy").await;
        let mut tickets = Vec::new();
        for _ in 0..12 {
            tickets.push(consultancy.marked("file", "filed").await);
        }
        let report = json!({"result": "answered", "answers": {"progress": "on time", "satisfied": "satisfied"}});
        for ticket in &tickets[1..] {
            consultancy.call(ticket, &report).await;
        }
        at(&consultancy.people, "2026-07-01T01:00:01Z").await;
        follow(&consultancy.people).await;
        // The calls of the month: each customer's next is counted with its own month, when it is due.
        let query = "indicator=callback_in_time_rate&from=2026-06-01&to=2026-06-30";
        let path = format!("/v1/figures/tickets?{query}&part=denominator");
        let planned = all(&consultancy.people, &consultancy.supervisor, &path).await;
        let missing =
            consultancy.people.server.get(&consultancy.steward, "/v1/callbacks?stage=due").await.good().json();
        let late: Vec<String> = missing["data"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|call| call["overdue"] == true)
            .map(|call| text(&call["ticketId"]))
            .collect();
        assert_eq!(late, [tickets[0].text("id")]);
        let named: std::collections::BTreeSet<String> = planned.iter().map(|row| text(&row["ticketId"])).collect();
        assert_eq!(named.len(), 12, "all customers with a file were to be called");
    })
    .await;
}

/// shows: M-03, M-32
#[actix_web::test]
async fn of_ten_repairs_ten_special_services_seven_helps_and_twenty_activities_each_share_is_reached_when_the_quarter_ends()
 {
    each_engine(|database| async {
        let property = Industry::new(database, "property").await;
        for (kind, count) in [("repair", 10), ("special", 10), ("help", 7), ("activity", 20), ("complaint", 5)] {
            for _ in 0..count {
                let ticket = property.done(kind).await.json();
                if kind == "complaint" {
                    assert_eq!(ticket["stage"], "callback_due", "complaints are all called: {ticket}");
                }
            }
        }
        at(&property.people, "2026-07-01T01:00:00Z").await;
        let app = property.people.server.test.app.clone();
        bihuan_app::callbacks::top_up_ended(&app).await.unwrap();
        let mut shares = Vec::new();
        for plan in ["repair", "service", "community"] {
            let path = format!("/v1/callbacks/samples/{plan}/2026-Q2");
            let sample = property.people.server.get(&property.supervisor, &path).await.good().json();
            for class in sample["classes"].as_array().unwrap() {
                let number = |name: &str| class[name].as_u64().unwrap();
                assert!(number("taken") + number("added") >= number("wanted"), "{class}");
                assert_eq!(number("missing"), 0, "{class}");
                shares.push((text(&class["kind"]), number("population"), number("wanted")));
            }
        }
        let wanted = [("repair", 10, 3), ("help", 7, 3), ("special", 10, 3), ("activity", 20, 2)];
        assert_eq!(shares, wanted.map(|(kind, population, wanted)| (kind.to_owned(), population, wanted)));
    })
    .await;
}

/// shows: M-09
#[actix_web::test]
async fn records_of_a_quarter_that_are_open_after_the_tenth_are_told_to_those_who_lead() {
    each_engine(|database| async {
        let property = Industry::new(database, "property").await;
        let people = &property.people;
        let chief = people.server.test.user("chief", "company", &["project-manager"]).await;
        property.done("complaint").await;
        let open = async |moment: &str| {
            at(people, moment).await;
            run_all(people).await;
            (told(people, &property.supervisor, "callbacks_open").await, told(people, &chief, "callbacks_open").await)
        };
        assert_eq!(open("2026-07-11T07:59:00+08:00").await, (Vec::new(), Vec::new()));
        let (supervisor, manager) = open("2026-07-11T08:01:00+08:00").await;
        assert_eq!((supervisor.len(), manager.len()), (1, 1));
        assert!(text(&supervisor[0]["text"]).contains("callbacks without a result: 1"), "{supervisor:?}");
    })
    .await;
}
