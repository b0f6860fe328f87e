//! Campaigns: customers on a list, called though none of them asked for anything.

use bihuan_app::campaigns::{SweepReport, sweep_closed};
use bihuan_app::clocks;
use bihuan_app::users::User;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::industries::Industry;
use crate::figures::{all, follow};
use crate::people::{People, text};
use crate::requirements::rows;
use crate::server::Answer;

/// Who leads campaigns of the hotline, and the program that hands lists in.
pub(super) struct Lists {
    pub(super) people: People,
    pub(super) lead: User,
    program: User,
}

impl Lists {
    pub(super) async fn new(database: bihuan_persistence::Database) -> Self {
        let people = People::new(database).await;
        let lead = people.server.test.user("lead", "centre", &["shift-supervisor"]).await;
        let program = people.server.test.user("billing", "company", &["integrator"]).await;
        Self { people, lead, program }
    }

    pub(super) async fn open(&self) -> Answer {
        open(&self.people, &self.lead, "arrears").await
    }

    pub(super) async fn fill(&self, campaign: &Answer, key: &str, members: &Value) -> Answer {
        let path = format!("/v1/campaigns/{}/members", campaign.text("id"));
        self.people.post_once(&self.program, key, &path, &json!({"members": members})).await
    }

    async fn take_off(&self, campaign: &Answer, reference: &str) -> Answer {
        let path = format!("/v1/campaigns/{}/actions/take-off", campaign.text("id"));
        self.people.server.post(&self.program, &path, &json!({"reference": reference, "reason": "paid"})).await
    }
}

pub(super) async fn open(people: &People, lead: &User, kind: &str) -> Answer {
    let body = json!({"name": "June", "description": "What everybody is told", "kind": kind, "channel": "list"});
    people.server.post(lead, "/v1/campaigns", &body).await.good()
}

async fn progress(people: &People, lead: &User, campaign: &Answer) -> Value {
    people.server.get(lead, &format!("/v1/campaigns/{}", campaign.text("id"))).await.good().json()
}

pub(super) async fn members(people: &People, lead: &User, campaign: &Answer, filter: &str) -> Vec<Value> {
    let path = format!("/v1/campaigns/{}/members?limit=200&{filter}", campaign.text("id"));
    rows(&people.server.get(lead, &path).await.good())
}

/// Every number of a campaign is the length of its list, and the standings are all members.
pub(super) async fn reconciled(people: &People, lead: &User, campaign: &Answer) -> Value {
    let told = progress(people, lead, campaign).await;
    let count = async |filter: &str| json!(members(people, lead, campaign, filter).await.len());
    assert_eq!(told["members"], count("").await);
    assert_eq!(told["called"], count("called=true").await);
    let mut sum = 0;
    for one in told["standings"].as_array().unwrap() {
        assert_eq!(one["count"], count(&format!("standing={}", text(&one["standing"]))).await, "{one}");
        sum += one["count"].as_i64().unwrap();
    }
    assert_eq!(told["members"], json!(sum));
    for one in told["outcomes"].as_array().unwrap() {
        assert_eq!(one["count"], count(&format!("outcome={}", text(&one["outcome"]))).await, "{one}");
    }
    told
}

pub(super) fn standing(told: &Value, name: &str) -> Value {
    let all = told["standings"].as_array().unwrap();
    all.iter().find(|one| one["standing"] == name).unwrap()["count"].clone()
}

fn outcome(told: &Value, name: &str) -> (Value, Value) {
    let all = told["outcomes"].as_array().unwrap();
    let one = all.iter().find(|one| one["outcome"] == name).unwrap();
    (one["count"].clone(), one["rate"].clone())
}

/// The next call that the queue hands out; null when there is none.
async fn next(people: &People, caller: &User) -> Value {
    assert!(clocks::wake_due(&people.server.test.app).await.is_ok());
    let claimed = people.server.post(caller, "/v1/callbacks/claim-next", &json!({})).await.good();
    claimed.json()["callback"].clone()
}

async fn attempt(people: &People, caller: &User, callback: &Value, report: &Value) -> Answer {
    let seen = people.server.get(caller, &format!("/v1/callbacks/{}", text(&callback["id"]))).await.good();
    people.act(caller, "callbacks", "attempt", &seen, report).await
}

/// shows: P-26
#[actix_web::test]
async fn a_list_of_two_in_arrears_becomes_two_calls_and_who_pays_is_not_called() {
    each_engine(|database| async {
        let lists = Lists::new(database).await;
        let (people, lead) = (&lists.people, &lists.lead);
        let campaign = lists.open().await;
        let list = json!([
            {"reference": "meter-1", "name": "Li Lei", "phone": "13800000001", "description": "56.20 yuan"},
            {"reference": "meter-2", "phone": "13800000002"}
        ]);
        let filled = lists.fill(&campaign, "june", &list).await.good().json();
        assert_eq!((&filled["added"], &filled["refused"]), (&json!(2), &json!(0)), "{filled}");
        assert_eq!(lists.fill(&campaign, "june", &list).await.good().json(), filled, "a retry is answered as before");
        let again = lists.fill(&campaign, "june-again", &list).await.good().json();
        assert_eq!((&again["added"], &again["known"]), (&json!(0), &json!(2)), "{again}");
        let ticket = format!("/v1/tickets/{}", text(&filled["members"][0]["ticketId"]));
        let ticket = people.server.get(lead, &ticket).await.good().json();
        assert_eq!((&ticket["stage"], &ticket["topic"]), (&json!("callback_due"), &json!("June")));
        assert_eq!((&ticket["campaignId"], &ticket["campaignReference"]), (&campaign.json()["id"], &json!("meter-1")));
        assert_eq!(ticket["description"], "What everybody is told\n56.20 yuan");

        let taken = lists.take_off(&campaign, "meter-1").await.good().json();
        assert_eq!(taken["ticketId"], filled["members"][0]["ticketId"], "the matching one");
        let paid = people.server.get(lead, &format!("/v1/tickets/{}", text(&taken["ticketId"]))).await.good().json();
        assert_eq!(paid["stage"], "cancelled");
        assert_eq!(lists.take_off(&campaign, "meter-1").await.problem().as_deref(), Some("wrong_stage"));
        assert_eq!(lists.take_off(&campaign, "meter-9").await.status, 422);

        let call = next(people, &people.caller).await;
        assert_eq!(call["ticketId"], filled["members"][1]["ticketId"]);
        let report = json!({"result": "answered", "answers": {"understood": "clear"}, "outcome": "will-pay"});
        attempt(people, &people.caller, &call, &report).await.good();
        assert_eq!(next(people, &people.caller).await, Value::Null, "nobody else is to be called");
        let called = format!("/v1/tickets/{}", text(&call["ticketId"]));
        assert_eq!(people.server.get(lead, &called).await.good().json()["stage"], "archived");
        let told = reconciled(people, lead, &campaign).await;
        assert_eq!((standing(&told, "reached"), standing(&told, "cancelled")), (json!(1), json!(1)));
        assert_eq!(outcome(&told, "will-pay"), (json!(1), json!(100.0)));
    })
    .await;
}

#[actix_web::test]
async fn a_wrong_line_says_what_is_wrong_and_keeps_nobody_else_from_being_called() {
    each_engine(|database| async {
        let lists = Lists::new(database).await;
        let campaign = lists.open().await;
        let body = json!({"name": "Han Mei", "phone": "13800000007"});
        let customer = lists.people.server.post(&lists.people.agent, "/v1/customers", &body).await.good().text("id");
        let nobody = "00000000-0000-7000-8000-00000000ffff";
        let list = json!([
            {"reference": "no phone"},
            {"reference": "no customer", "customerId": nobody, "phone": "13800000001"},
            {"reference": "no segment", "phone": "13800000002", "segment": "nobles"},
            {"reference": "good", "customerId": customer},
            {"reference": "the same customer", "customerId": customer},
            {"reference": "good too", "phone": "13800000003"},
        ]);
        let filled = lists.fill(&campaign, "key", &list).await.good().json();
        let result = |at: usize| {
            let line = &filled["members"][at];
            (text(&line["result"]), text(&line["errors"][0]["pointer"]), text(&line["errors"][0]["code"]))
        };
        let refused = |pointer: &str, code: &str| ("refused".to_owned(), pointer.to_owned(), code.to_owned());
        assert_eq!(result(0), refused("/phone", "required"));
        assert_eq!(result(1), refused("/customerId", "unknown"));
        assert_eq!(result(2), refused("/segment", "unknown"));
        assert_eq!((result(3).0, result(4).0, result(5).0), ("added".into(), "known".into(), "added".into()));
        assert_eq!(filled["members"][4]["ticketId"], filled["members"][3]["ticketId"], "each customer once");
        let ticket = format!("/v1/tickets/{}", text(&filled["members"][3]["ticketId"]));
        let ticket = lists.people.server.get(&lists.lead, &ticket).await.good().json();
        assert_eq!(ticket["contact"]["phone"], "13800000007", "taken from the customer's file");
        assert_eq!(reconciled(&lists.people, &lists.lead, &campaign).await["members"], 2);
        let path = format!("/v1/campaigns/{}/members", campaign.text("id"));
        let key = lists.people.server.post(&lists.program, &path, &json!({"members": list})).await;
        assert_eq!(key.problem().as_deref(), Some("idempotency_key_required"));
    })
    .await;
}

#[actix_web::test]
async fn who_was_not_reached_when_the_campaign_is_closed_is_not_called_any_more() {
    each_engine(|database| async {
        let lists = Lists::new(database).await;
        let (people, lead) = (&lists.people, &lists.lead);
        let campaign = lists.open().await;
        let line = |nth: usize| json!({"reference": nth.to_string(), "phone": format!("1380000000{nth}")});
        lists.fill(&campaign, "key", &json!([line(1), line(2), line(3)])).await.good();
        let refuses = next(people, &people.caller).await;
        attempt(people, &people.caller, &refuses, &json!({"result": "refused"})).await.good();
        let spoken_with = next(people, &people.caller).await;
        let path = format!("/v1/campaigns/{}/actions/close", campaign.text("id"));
        assert!(people.server.post(lead, &path, &json!({})).await.good().json()["closedAt"].is_string());
        assert_eq!(people.server.post(lead, &path, &json!({})).await.problem().as_deref(), Some("campaign_closed"));
        let late = lists.fill(&campaign, "late", &json!([line(4)])).await;
        assert_eq!(late.problem().as_deref(), Some("campaign_closed"));

        let app = &people.server.test.app;
        let report = sweep_closed(app).await.unwrap();
        assert_eq!(
            report,
            SweepReport { taken_off: 1, left: 1, full: true },
            "whom an agent has claimed is left to him"
        );
        attempt(people, &people.caller, &spoken_with, &json!({"result": "no_answer"})).await.good();
        let path = format!("/v1/callbacks/{}/actions/release", text(&spoken_with["id"]));
        let seen = people.server.get(&people.caller, &path.replace("/actions/release", "")).await.good();
        if seen.json()["claim"].is_object() {
            people.act(&people.caller, "callbacks", "release", &seen, &json!({})).await.good();
        }
        assert_eq!(sweep_closed(app).await.unwrap(), SweepReport { taken_off: 1, left: 0, full: true });
        assert_eq!(sweep_closed(app).await.unwrap(), SweepReport { taken_off: 0, left: 0, full: true });
        assert_eq!(sweep_closed(app).await.unwrap(), SweepReport::default(), "it is swept once");
        assert_eq!(next(people, &people.caller).await, Value::Null);
        let told = reconciled(people, lead, &campaign).await;
        assert_eq!((standing(&told, "refused"), standing(&told, "cancelled")), (json!(1), json!(2)));
        assert_eq!((&told["called"], &told["reachedRate"]), (&json!(2), &json!(0.0)));
    })
    .await;
}

#[actix_web::test]
async fn what_nobody_asked_for_is_opened_by_campaigns_only_and_counts_as_no_demand() {
    each_engine(|database| async {
        let lists = Lists::new(database).await;
        let (people, lead) = (&lists.people, &lists.lead);
        let by_hand = json!({"kind": "arrears", "channel": "phone", "topic": "Pay", "description": "Please"});
        let refused = people.open(&by_hand).await;
        assert_eq!((refused.status.as_u16(), &refused.json()["errors"][0]["code"]), (422, &json!("outbound")));
        let body = json!({"name": "Faults", "description": "?", "kind": "fault", "channel": "list"});
        let asked_for = people.server.post(lead, "/v1/campaigns", &body).await;
        assert_eq!(asked_for.json()["errors"][0]["code"], "not_outbound");
        let fault = people.fault().await;
        let seen = people.ticket(lead, &fault).await;
        let to = json!({"kind": "arrears", "reason": "a mistake"});
        let reclassified = people.act(lead, "tickets", "reclassify", &seen, &to).await;
        assert_eq!(reclassified.problem().as_deref(), Some("outbound_kind"));

        let campaign = lists.open().await;
        lists.fill(&campaign, "key", &json!([{"reference": "1", "phone": "13800000001"}])).await.good();
        let call = next(people, &people.caller).await;
        let unclear = json!({"result": "answered", "answers": {"understood": "unclear"}, "outcome": "disputes"});
        attempt(people, &people.caller, &call, &unclear).await.good();
        let ticket = people.server.get(lead, &format!("/v1/tickets/{}", text(&call["ticketId"]))).await.good().json();
        assert_eq!((&ticket["stage"], &ticket["answered"]), (&json!("archived"), &json!("unsatisfied")), "{ticket}");
        follow(people).await;
        let manager = people.server.test.user("manager", "company", &["manager"]).await;
        let number = async |indicator: &str| {
            let path = format!("/v1/figures?indicator={indicator}&from=2026-06-01&to=2026-06-30");
            all(people, &manager, &path).await.iter().map(|row| row["numerator"].as_i64().unwrap()).sum::<i64>()
        };
        assert_eq!((number("tickets").await, number("callbacks").await), (1, 1), "one demand, one call");

        let stranger = people.server.get(&people.stranger, &format!("/v1/campaigns/{}", campaign.text("id"))).await;
        assert_eq!(stranger.status, 403);
        let elsewhere = people.server.test.user("elsewhere", "repair", &["shift-supervisor"]).await;
        let unseen = people.server.get(&elsewhere, &format!("/v1/campaigns/{}", campaign.text("id"))).await;
        assert_eq!(unseen.status, 404);
    })
    .await;
}

/// shows: T-03
#[actix_web::test]
async fn each_customer_of_a_churn_list_is_called_once_and_what_came_of_it_is_counted() {
    each_engine(|database| async {
        let telecom = Industry::new(database, "telecom").await;
        let (people, lead) = (&telecom.people, &telecom.supervisor);
        let campaign = open(people, lead, "retention").await;
        let path = format!("/v1/campaigns/{}/members", campaign.text("id"));
        let mut list = Vec::new();
        for nth in 0..4 {
            let body = json!({"name": format!("Customer {nth}"), "phone": format!("1380000000{nth}")});
            let customer = people.server.post(&people.agent, "/v1/customers", &body).await.good().text("id");
            list.push(json!({"reference": format!("card {nth}"), "customerId": customer}));
            list.push(json!({"reference": format!("second card {nth}"), "customerId": customer}));
        }
        let filled = people.server.post(lead, &path, &json!({"members": list})).await.good().json();
        assert_eq!((&filled["added"], &filled["known"]), (&json!(4), &json!(4)), "one call a customer");
        for (outcome, satisfied) in [("kept", "satisfied"), ("kept", "satisfied"), ("leaves", "dissatisfied")] {
            let call = next(people, &telecom.steward).await;
            let report = json!({"result": "answered", "outcome": outcome, "answers": {"satisfied": satisfied}});
            attempt(people, &telecom.steward, &call, &report).await.good();
        }
        let told = reconciled(people, lead, &campaign).await;
        assert_eq!((&told["called"], standing(&told, "open")), (&json!(3), json!(1)));
        assert_eq!(
            (outcome(&told, "kept"), outcome(&told, "leaves")),
            ((json!(2), json!(66.66)), (json!(1), json!(33.33)))
        );
        // What the one who leaves complains of is sent out like any demand, and verified with him.
        let leaves = members(people, lead, &campaign, "outcome=leaves").await;
        let ticket = people.server.get(lead, &format!("/v1/tickets/{}", text(&leaves[0]["ticketId"]))).await.good();
        assert_eq!(ticket.json()["stage"], "pending_dispatch");
        let sent = people.act(&people.agent, "tickets", "dispatch", &ticket, &json!({})).await.good();
        let order = people.order(&telecom.head, &sent).await;
        let order = people.work(&telecom.head, "receive", &order, &json!({})).await;
        let reply = json!({"outcome": "resolved", "text": "a better contract"});
        let order = people.work(&telecom.head, "reply", &order, &reply).await;
        people.work(&telecom.reviewer, "review", &order, &json!({"decision": "approve"})).await;
        assert_eq!(people.ticket(lead, &sent).await.json()["stage"], "callback_due");
        let told = reconciled(people, lead, &campaign).await;
        assert_eq!(outcome(&told, "leaves"), (json!(1), json!(33.33)), "what came of the first call stands");
    })
    .await;
}

/// shows: T-04
#[actix_web::test]
async fn the_rate_of_a_win_back_campaign_is_the_converted_over_the_called() {
    each_engine(|database| async {
        let telecom = Industry::new(database, "telecom").await;
        let (people, lead) = (&telecom.people, &telecom.supervisor);
        let campaign = open(people, lead, "win-back").await;
        let list: Vec<Value> =
            (0..8).map(|nth| json!({"reference": nth.to_string(), "phone": format!("1390000000{nth}")})).collect();
        let path = format!("/v1/campaigns/{}/members", campaign.text("id"));
        people.server.post(lead, &path, &json!({"members": list})).await.good();
        let answered =
            |outcome: &str| json!({"result": "answered", "outcome": outcome, "answers": {"satisfied": "satisfied"}});
        let reports = [
            answered("converted"),
            answered("declined"),
            answered("converted"),
            json!({"result": "refused"}),
            json!({"result": "wrong_number"}),
            json!({"result": "no_answer"}),
        ];
        for report in &reports {
            let call = next(people, &telecom.steward).await;
            attempt(people, &telecom.steward, &call, report).await.good();
        }
        let told = reconciled(people, lead, &campaign).await;
        assert_eq!((&told["members"], &told["called"]), (&json!(8), &json!(6)));
        assert_eq!(outcome(&told, "converted"), (json!(2), json!(33.33)), "2 of 6");
        assert_eq!(outcome(&told, "considers"), (json!(0), json!(0.0)));
        assert_eq!(told["reachedRate"], 50.0);
        assert_eq!((standing(&told, "open"), standing(&told, "unreachable")), (json!(3), json!(1)));
    })
    .await;
}

/// shows: I-29
#[actix_web::test]
async fn a_merchant_who_does_not_know_the_discount_gets_a_task_to_put_it_right() {
    each_engine(|database| async {
        let insurer = Industry::new(database, "insurer").await;
        let (people, lead) = (&insurer.people, &insurer.supervisor);
        let campaign = open(people, lead, "merchant-check").await;
        let list: Vec<Value> = (0..4)
            .map(|nth| json!({"reference": format!("merchant-{nth}"), "phone": format!("1370000000{nth}")}))
            .collect();
        let path = format!("/v1/campaigns/{}/members", campaign.text("id"));
        people.server.post(lead, &path, &json!({"members": list})).await.good();
        for (outcome, discount) in
            [("aware", "given"), ("unaware", "not-given"), ("aware", "given"), ("aware", "given")]
        {
            let visit = next(people, &insurer.steward).await;
            let report = json!({
                "result": "answered", "methods": ["on_site"], "outcome": outcome, "answers": {"discount": discount}
            });
            attempt(people, &insurer.steward, &visit, &report).await.good();
        }
        let told = reconciled(people, lead, &campaign).await;
        assert_eq!(outcome(&told, "aware"), (json!(3), json!(75.0)), "the pass rate");
        let unaware = members(people, lead, &campaign, "outcome=unaware").await;
        assert_eq!(unaware.len(), 1);
        let ticket = people.server.get(lead, &format!("/v1/tickets/{}", text(&unaware[0]["ticketId"]))).await.good();
        let sent = people.act(&people.agent, "tickets", "dispatch", &ticket, &json!({"units": ["works"]})).await.good();
        let order = people.order(&insurer.head, &sent).await;
        assert_eq!(order.json()["stage"], "dispatched", "the owner of the merchant has it");
    })
    .await;
}
