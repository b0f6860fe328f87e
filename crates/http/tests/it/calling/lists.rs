//! Lists that areas hand in: on time, and each its own.

use bihuan_app::users::User;
use bihuan_testkit::each_engine;
use serde_json::json;

use super::campaigns::{members, open, reconciled, standing};
use super::industries::Industry;
use crate::people::text;
use crate::requirements::assessing::{run_all, told};
use crate::requirements::at;

/// shows: D-03
#[actix_web::test]
async fn an_area_that_has_handed_no_list_in_by_tuesday_is_reminded_and_so_is_the_supervisor() {
    each_engine(|database| async {
        let decoration = Industry::new(database, "decoration").await;
        let (people, lead) = (&decoration.people, &decoration.supervisor);
        let clerk = async |login: &str, unit: &str| people.server.test.user(login, unit, &["data-clerk"]).await;
        let (east, west) = (clerk("east", "area-east").await, clerk("west", "area-west").await);
        let campaign = open(people, lead, "weekly").await;
        let path = format!("/v1/campaigns/{}/members", campaign.text("id"));
        at(people, "2026-06-02T23:58:00+08:00").await;
        let list = json!({"members": [{"reference": "1", "name": "Owner", "phone": "13800000001"}]});
        people.server.post(&east, &path, &list).await.good();
        run_all(people).await;
        let missing = async |who: &User| told(people, who, "lists_missing").await.len();
        assert_eq!((missing(&east).await, missing(&west).await, missing(lead).await), (0, 0, 0), "Tuesday is not over");
        at(people, "2026-06-03T00:01:00+08:00").await;
        run_all(people).await;
        run_all(people).await;
        assert_eq!((missing(&east).await, missing(&west).await, missing(lead).await), (0, 1, 1));
        let told = told(people, lead, "lists_missing").await;
        let expected = "2026-06-01: no list of customers to be called was handed in. At: Western area.";
        assert_eq!(text(&told[0]["text"]), expected);
        at(people, "2026-06-10T00:01:00+08:00").await;
        run_all(people).await;
        assert_eq!(
            (missing(&east).await, missing(&west).await, missing(lead).await),
            (1, 2, 3),
            "each week has its own"
        );
        let unit = members(people, lead, &campaign, "").await[0]["handedInBy"].clone();
        assert_eq!(unit, "area-east");
    })
    .await;
}

#[actix_web::test]
async fn an_area_takes_only_those_off_whom_it_has_handed_in_and_who_leads_takes_off_anybody() {
    each_engine(|database| async {
        let decoration = Industry::new(database, "decoration").await;
        let (people, lead) = (&decoration.people, &decoration.supervisor);
        let clerk = async |login: &str, unit: &str| people.server.test.user(login, unit, &["data-clerk"]).await;
        let (east, west) = (clerk("east", "area-east").await, clerk("west", "area-west").await);
        let campaign = open(people, lead, "weekly").await;
        let path = format!("/v1/campaigns/{}", campaign.text("id"));
        let owner = |reference: &str, phone: &str| json!({"reference": reference, "name": "Owner", "phone": phone});
        let list = json!({"members": [owner("1", "13800000001"), owner("2", "13800000002")]});
        people.server.post(&east, &format!("{path}/members"), &list).await.good();
        let off = async |who: &User, reference: &str| {
            let body = json!({"reference": reference, "reason": "moved away"});
            people.server.post(who, &format!("{path}/actions/take-off"), &body).await
        };
        assert_eq!(off(&west, "1").await.pointers(), ["/reference"], "another area does not know him");
        off(&east, "1").await.good();
        off(lead, "2").await.good();
        let told = reconciled(people, lead, &campaign).await;
        assert_eq!(standing(&told, "cancelled"), json!(2), "{told}");
    })
    .await;
}
