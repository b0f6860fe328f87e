//! Which unit a demand goes to.

use bihuan_domain::policy::Bundle;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::reconfigure;
use crate::people::People;

/// Puts routes before all others.
fn routes_first(bundle: &mut Bundle, routes: Value) {
    let routes: Vec<_> = serde_json::from_value(routes).unwrap_or_default();
    assert!(!routes.is_empty(), "the routes are good");
    bundle.routes.splice(0..0, routes);
}

/// The unit that gets the work order of a demand.
async fn destination(people: &People, demand: Value) -> Value {
    people.open(&demand).await.good().json()["workOrders"][0]["holder"].clone()
}

/// Voltage is a node of the catalogue, area a prefix of the region; the sub-centre is the business hall, the local station rural-station-1.
///
/// shows: P-30
#[actix_web::test]
async fn high_voltage_applications_go_to_the_sub_centre_from_everywhere_low_voltage_ones_only_from_its_own_area() {
    each_engine(|database| async {
        let people = People::new(database).await;
        reconfigure(&people, |bundle| {
            for (code, en) in [("service.connection-hv", "10 kV and more"), ("service.connection-lv", "0.4 kV")] {
                let node = json!({
                    "code": code, "kind": "service",
                    "name": {"zh": en, "en": en}, "confidence": "design"
                });
                bundle.types.extend(serde_json::from_value::<bihuan_domain::policy::catalogue::ServiceType>(node).ok());
            }
            let name = json!({"zh": "业扩报装", "en": "New connections"});
            let (hv, lv) = (json!(["service.connection-hv"]), json!(["service.connection-lv"]));
            routes_first(
                bundle,
                json!([
                    {"code": "new-hv", "name": name, "applies_to": {"types": hv}, "unit": "business-hall"},
                    {"code": "new-lv-own", "name": name, "applies_to": {"types": lv}, "regions": ["4101"],
                     "unit": "business-hall"},
                    {"code": "new-lv", "name": name, "applies_to": {"types": lv}, "unit": "rural-station-1"}
                ]),
            );
        })
        .await;
        for (voltage, region, unit) in [
            ("hv", "410100", "business-hall"),
            ("hv", "420500", "business-hall"),
            ("lv", "410100", "business-hall"),
            ("lv", "420500", "rural-station-1"),
        ] {
            let demand = json!({
                "type": format!("service.connection-{voltage}"), "region": region, "channel": "phone",
                "topic": "a new workshop", "description": "Two machines.", "until": "dispatched"
            });
            assert_eq!(destination(&people, demand).await, unit, "{voltage} {region}");
        }
    })
    .await;
}

/// shows: H-28
#[actix_web::test]
async fn a_major_complaint_goes_to_another_department_than_a_minor_one() {
    each_engine(|database| async {
        let people = People::new(database).await;
        reconfigure(&people, |bundle| {
            let route = json!([{
                "code": "complaint-major", "name": {"zh": "重大投诉", "en": "Major complaints"},
                "applies_to": {"kinds": ["complaint"], "levels": ["major", "special"]}, "unit": "discipline"
            }]);
            routes_first(bundle, route);
        })
        .await;
        for (level, unit) in [("major", "discipline"), ("general", "repair")] {
            let demand = json!({
                "type": "complaint.outage", "level": level, "channel": "phone", "topic": "no power every evening",
                "description": "Since Monday.", "until": "dispatched"
            });
            assert_eq!(destination(&people, demand).await, unit, "{level}");
        }
    })
    .await;
}
