//! `bihuan demo`: a whole day through the API.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::node::succeed;

fn demo(seed: &str) -> Value {
    let output = succeed(&["demo", "--exit", "--json", "--demands", "60", "--seed", seed, "--log", "warn"]);
    serde_json::from_str(&output).unwrap()
}

#[test]
fn the_demo_plays_every_kind_and_every_turn_of_the_loop_and_counts_what_came_of_it() {
    let summary = demo("7");
    let count = |row: &Value, name: &str| row[name].as_u64().unwrap();
    let total = &summary["total"];
    let kinds: BTreeSet<&str> =
        summary["kinds"].as_array().unwrap().iter().map(|row| row["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds.len(), 14);
    for row in summary["kinds"].as_array().unwrap() {
        assert!(count(row, "accepted") > 0, "{row}");
    }
    for name in [
        "answeredOnSpot",
        "dispatched",
        "late",
        "calledBack",
        "satisfied",
        "redone",
        "archived",
        "stillOpen",
        "returned",
        "redirected",
        "returnsRefused",
        "refilled",
        "urged",
        "unreachable",
        "withdrawn",
        "cancelled",
        "reopened",
        "severalWorkOrders",
    ] {
        assert!(count(total, name) > 0, "{name} did not occur: {total}");
        let of_kinds: u64 = summary["kinds"].as_array().unwrap().iter().map(|row| count(row, name)).sum();
        assert_eq!(of_kinds, count(total, name), "{name}");
    }
    assert_eq!(count(total, "accepted"), 60);
    let ended = count(total, "archived") + count(total, "stillOpen");
    assert!(ended <= 60 && count(total, "archived") > count(total, "stillOpen"), "{total}");
    let again = demo("7");
    assert_eq!((&again["total"], &again["kinds"]), (total, &summary["kinds"]), "the same seed is the same day");
}
