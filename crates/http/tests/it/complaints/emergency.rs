//! Emergency mode (应急), and classes of customers.

use actix_web::http::StatusCode;
use actix_web::test::TestRequest;
use bihuan_app::directory::Directory;
use bihuan_app::users::User;
use bihuan_testkit::{TestApp, each_engine};
use serde_json::json;

use super::clock;
use crate::people::{People, fault};
use crate::requirements::entries;

#[actix_web::test]
async fn tickets_opened_in_emergency_mode_are_marked_have_its_limits_and_keep_the_mark() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let lead = people.server.test.user("lead", "centre", &["shift-supervisor"]).await;
        let manager = people.server.test.user("manager", "company", &["manager"]).await;
        let node = TestApp::live(people.server.test.app.database.clone()).await;
        let put = async |who: &User, active: bool, reason: &str| {
            let request = TestRequest::put().uri("/v1/emergency").set_json(json!({"active": active, "reason": reason}));
            people.server.ask_as(&people.server.token(who), request).await
        };
        assert_eq!(people.server.get(&people.agent, "/v1/emergency").await.good().json(), json!({"active": false}));
        assert_eq!(put(&people.agent, true, "It rains").await.status, StatusCode::FORBIDDEN);

        let declared = put(&lead, true, "A typhoon").await.good().json();
        assert_eq!((&declared["active"], &declared["by"]), (&json!(true), &json!(lead.id.to_string())));
        let marked = people.open(&fault("accepted")).await.good();
        assert_eq!(marked.json()["emergency"], true);
        assert_eq!(clock(&people, &marked, "dispatch").await["name"]["en"], "Dispatch of a fault in emergency mode");

        // Another node over the same database learns of it when it looks next.
        assert!(!node.app.directory.is_emergency());
        assert!(Directory::refresh(&node.app).await.is_ok());
        assert!(node.app.directory.is_emergency());
        let lifted = put(&lead, false, "The typhoon has passed").await.good().json();
        assert_eq!(lifted["active"], false);
        assert_eq!(people.open(&fault("accepted")).await.good().json()["emergency"], false);
        assert_eq!(people.ticket(&lead, &marked).await.json()["emergency"], true);

        let log = people.server.get(&manager, "/v1/events").await.good();
        let (declared, lifted) = (entries(&log, "emergency.declared"), entries(&log, "emergency.lifted"));
        assert_eq!(
            (&declared[0]["data"]["reason"], &lifted[0]["data"]["reason"]),
            (&json!("A typhoon"), &json!("The typhoon has passed"))
        );
        assert_eq!(declared[0]["actor"]["name"], "lead");
    })
    .await;
}

#[actix_web::test]
async fn a_segment_of_customers_is_one_of_the_policys_list() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let mut demand = fault("accepted");
        demand["segment"] = json!("key");
        assert_eq!(people.open(&demand).await.good().json()["segment"], "key");
        demand["segment"] = json!("royal");
        let refused = people.open(&demand).await;
        assert_eq!(refused.problem().as_deref(), Some("invalid_body"));
        assert_eq!(refused.json()["errors"][0]["pointer"], "/segment");
    })
    .await;
}
