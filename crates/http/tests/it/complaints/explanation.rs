//! Why a deadline is where it is.

use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{each, explanation, people, received, sum};
use crate::requirements::{at, reconfigure};
use crate::waiting::{self, REASON};

#[actix_web::test]
async fn complaint_5_the_deadline_is_worked_out_once_on_the_server_and_its_steps_sum_to_the_limit_without_a_gap() {
    each_engine(|database| async {
        let people = people(database).await;
        let (ticket, order) = received(&people).await;
        at(&people, "2026-06-03T10:00:00+08:00").await;
        let until = json!({"reason": REASON, "until": "2026-06-03T16:00:00+08:00"});
        let order = people.work(&people.handler, "request-suspension", &order, &until).await;
        people.work(&people.reviewer, "approve-suspension", &order, &json!({})).await;
        at(&people, "2026-06-04T09:00:00+08:00").await;

        let told = explanation(&people, &ticket, "handle", "en").await;
        assert_eq!(told.header("content-language"), "en");
        let told = told.json();
        let (clock, steps) = (&told["clock"], &told["steps"]);
        assert_eq!(sum(steps, "countedSeconds"), 32 * 3_600);
        assert_eq!(clock["budgetSeconds"], 32 * 3_600);
        let (from, to) = (each(steps, "from"), each(steps, "to"));
        assert_eq!((&from[0], to.last()), (&clock["countedFrom"], Some(&clock["dueAt"])));
        assert_eq!(from[1..], to[..to.len() - 1], "each begins where the one before ends");
        let pauses: Vec<Value> = each(steps, "pause").into_iter().filter(|pause| !pause.is_null()).collect();
        assert_eq!(pauses, [json!({"by": "condition", "which": "suspended"})]);
        let kinds = each(steps, "kind");
        assert!(
            ["counted", "outside_hours", "day_off", "paused"].iter().all(|kind| kinds.contains(&json!(kind))),
            "{kinds:?}"
        );
        // Six and a half hours, seven, one and a half, one and a half after the pause, and half an hour today.
        assert_eq!((&clock["usedSeconds"], &clock["leftSeconds"]), (&json!(17 * 3_600), &json!(15 * 3_600)));
        assert_eq!((&told["rule"]["confidence"], &told["rule"]["policyVersion"]), (&json!("contested"), &json!(2)));
        assert_eq!((&told["calendar"]["code"], &told["calendar"]["version"]), (&json!("china"), &json!(2)));
        assert_eq!((&clock["startedBy"], &told["zone"]), (&json!("dispatched"), &json!("Asia/Shanghai")));
    })
    .await;
}

#[actix_web::test]
async fn an_explanation_is_told_in_the_language_asked_for() {
    each_engine(|database| async {
        let people = people(database).await;
        let (ticket, _) = received(&people).await;
        let english = explanation(&people, &ticket, "handle", "en").await.json();
        let chinese = explanation(&people, &ticket, "handle", "zh-CN").await;
        assert_eq!(chinese.header("content-language"), "zh-CN");
        let chinese = chinese.json();
        assert_eq!(english["text"][1], "Started at 2026-06-01 09:00 by dispatch.");
        assert_eq!(chinese["text"][1], "2026-06-01 09:00因派单启动。");
        assert_eq!(english["steps"][0]["text"], "2026-06-01 09:00 to 2026-06-01 12:00: 3 h count.");
        assert_eq!(chinese["steps"][0]["text"], "2026-06-01 09:00 至 2026-06-01 12:00：计入3小时。");
        assert_eq!(each(&english["steps"], "from"), each(&chinese["steps"], "from"));
    })
    .await;
}

#[actix_web::test]
async fn a_clock_that_has_ended_is_explained_by_the_calendar_it_ran_on() {
    each_engine(|database| async {
        let people = people(database).await;
        let (ticket, order) = received(&people).await;
        let order = people.work(&people.handler, "contact", &order, &json!({"note": "Called"})).await;
        people.work(&people.handler, "reply", &order, &json!({"outcome": "resolved", "text": "Done"})).await;
        let before = explanation(&people, &ticket, "handle", "en").await.json();
        reconfigure(&people, |bundle| {
            waiting::allow(bundle);
            let wednesday = json!({"date": "2026-06-03", "off": true, "name": "停工"});
            bundle.calendars[0]
                .days
                .extend(serde_json::from_value::<bihuan_domain::policy::calendars::SpecialDay>(wednesday).ok());
        })
        .await;
        let after = explanation(&people, &ticket, "handle", "en").await.json();
        assert_eq!((&after["steps"], &after["calendar"]), (&before["steps"], &before["calendar"]));
        assert_eq!(sum(&after["steps"], "countedSeconds"), 32 * 3_600);
    })
    .await;
}
