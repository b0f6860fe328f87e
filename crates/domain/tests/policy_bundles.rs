//! The bundles that come with the project are good, and 95598 has what its specification lists.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests may fail by panicking, their helper functions too")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bihuan_domain::permission::Permission;
use bihuan_domain::policy::catalogue::Handling;
use bihuan_domain::policy::clocks::{ClockRule, Traits, Unit};
use bihuan_domain::policy::{Bundle, Policy, PolicyVersion, parse, schema};
use bihuan_domain::time::Timestamp;

fn policies() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies")
}

fn read(name: &str) -> Bundle {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(policies().join(name)).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            files.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
    files.sort();
    match parse(&files) {
        Ok(bundle) => bundle,
        Err(problems) => {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            panic!("{name}:\n{}", problems.join("\n"))
        }
    }
}

fn policy(name: &str) -> Policy {
    Policy::new(PolicyVersion(1), read(name)).unwrap()
}

#[test]
fn both_bundles_are_good() {
    assert_eq!(read("95598").bundle.code.as_str(), "95598");
    assert_eq!(read("boston311").bundle.code.as_str(), "boston311");
}

#[test]
fn a_bundle_survives_being_stored_as_json() {
    for name in ["95598", "boston311"] {
        let bundle = read(name);
        let stored = serde_json::to_string(&bundle).unwrap();
        assert_eq!(serde_json::from_str::<Bundle>(&stored).unwrap(), bundle);
    }
}

#[test]
fn every_business_kind_and_fault_class_is_in_the_catalogue() {
    let bundle = read("95598");
    let (outbound, asked): (Vec<_>, Vec<_>) = bundle.kinds.iter().partition(|kind| kind.outbound);
    let kinds: Vec<&str> = asked.iter().map(|kind| kind.code.as_str()).collect();
    let called: Vec<&str> = outbound.iter().map(|kind| kind.code.as_str()).collect();
    let expected = [
        "fault",
        "complaint",
        "report",
        "opinion",
        "suggestion",
        "praise",
        "consult",
        "query",
        "service",
        "subscribe",
        "urge",
        "withdraw",
        "supplement",
        "help",
    ];
    assert_eq!(kinds, expected);
    assert_eq!(called, ["arrears"], "what no customer asks for");
    let below = |kind: &str| -> Vec<&str> {
        let direct = bundle.types.iter().filter(|node| node.kind.as_str() == kind && node.parent.is_none());
        direct.filter_map(|node| node.code.as_str().split('.').nth(1)).collect()
    };
    let faults = ["hv", "lv", "quality", "customer", "non-electric", "meter", "outage-query", "other"];
    assert_eq!(below("fault"), faults);
    assert_eq!(below("complaint"), ["service", "business", "outage", "quality", "grid"]);
    assert_eq!(below("report"), ["insider", "outsider"]);
    assert_eq!(below("service"), ["reconnect", "appliance", "meter", "reading", "charging", "other"]);
    assert_eq!(below("opinion").len(), 9);
    assert_eq!(below("suggestion").len(), 5);
    assert_eq!(below("praise").len(), 4);
    assert_eq!(below("consult").len(), 11);
    for node in &bundle.types {
        let path = node.code.as_str();
        let above = node.parent.as_ref().map_or(node.kind.as_str(), |parent| parent.as_str());
        assert_eq!(path.rsplit_once('.').unwrap().0, above, "a code is the path from the kind");
    }
}

fn clock<'p>(
    policy: &'p Policy,
    code: &str,
    kind: &str,
    service_type: Option<&str>,
    area: &str,
) -> Option<&'p ClockRule> {
    let kind = kind.parse().unwrap();
    let service_type = service_type.map(|code| code.parse().unwrap());
    let area = area.parse().unwrap();
    let demand = Traits { area: Some(&area), ..Traits::of_kind(&kind, service_type.as_ref()) };
    let rules = policy.clock_rules(&demand);
    rules.into_iter().find(|rule| rule.code.as_str() == code)
}

#[test]
fn clocks_have_the_amounts_of_the_specification() {
    use Unit::{Days, Hours, Minutes, WorkingDays, WorkingHours};
    let policy = policy("95598");
    let cases = [
        ("dispatch", "fault", None, "urban", 2, Minutes),
        ("dispatch", "complaint", None, "urban", 20, Minutes),
        ("accept", "fault", None, "urban", 3, Minutes),
        ("accept", "opinion", None, "urban", 2, WorkingHours),
        ("arrive", "fault", None, "urban", 45, Minutes),
        ("arrive", "fault", Some("fault.hv.line.tree"), "rural", 90, Minutes),
        ("arrive", "fault", None, "remote", 120, Minutes),
        ("arrive", "service", Some("service.appliance"), "urban", 24, Hours),
        ("arrive", "service", Some("service.charging"), "urban", 0, Unit::Target),
        ("estimate", "fault", None, "urban", 5, Minutes),
        ("restore", "fault", None, "urban", 3, Hours),
        ("restore", "fault", None, "remote", 4, Hours),
        ("restore", "service", Some("service.reconnect"), "urban", 24, Hours),
        ("reply", "fault", None, "urban", 5, Minutes),
        ("contact", "complaint", None, "urban", 24, Hours),
        ("contact", "report", None, "urban", 24, Hours),
        ("handle", "complaint", Some("complaint.grid"), "urban", 4, WorkingDays),
        ("handle", "report", None, "urban", 9, WorkingDays),
        ("handle", "opinion", None, "urban", 9, WorkingDays),
        ("handle", "suggestion", None, "urban", 9, WorkingDays),
        ("handle", "consult", None, "urban", 4, WorkingDays),
        ("handle", "praise", None, "urban", 4, WorkingDays),
        ("handle", "service", Some("service.reading"), "urban", 4, WorkingDays),
        ("handle", "service", Some("service.other"), "urban", 5, WorkingDays),
        ("handle", "help", None, "urban", 10, Days),
        ("review", "fault", None, "urban", 30, Minutes),
        ("review", "complaint", None, "urban", 2, WorkingHours),
        ("redo", "report", None, "urban", 5, WorkingDays),
        ("redo", "complaint", None, "urban", 2, WorkingDays),
        ("callback", "fault", None, "urban", 24, Hours),
        ("callback", "complaint", None, "urban", 1, WorkingDays),
    ];
    for (code, kind, service_type, area, value, unit) in cases {
        let rule = clock(&policy, code, kind, service_type, area).unwrap_or_else(|| panic!("no {code} for {kind}"));
        assert_eq!((rule.amount.value, rule.amount.unit), (value, unit), "{code} for {kind} {service_type:?} {area}");
    }
    assert!(clock(&policy, "arrive", "complaint", None, "urban").is_none());
    assert!(clock(&policy, "contact", "opinion", None, "urban").is_none());
}

#[test]
fn a_type_changes_only_what_it_says_of_its_kind() {
    let policy = policy("95598");
    let kind = "service".parse().unwrap();
    let rules = |code: Option<&str>| policy.rules_for(&kind, code.map(|code| code.parse().unwrap()).as_ref()).unwrap();
    assert_eq!(rules(None).handling, Handling::Office);
    assert_eq!(rules(Some("service.reconnect")).handling, Handling::Field);
    assert_eq!(rules(Some("service.meter")).handling, Handling::Office);
    assert_eq!(rules(Some("service.reconnect")).callback_plan, rules(None).callback_plan);
    assert!(policy.rules_for(&"nothing".parse().unwrap(), None).is_none());
    let path: Vec<&str> =
        policy.type_path(&"fault.lv.line.joint".parse().unwrap()).iter().map(|node| node.code.as_str()).collect();
    assert_eq!(path, ["fault.lv", "fault.lv.line", "fault.lv.line.joint"]);
}

#[test]
fn agents_take_demands_but_neither_receive_nor_reply_for_a_department() {
    let policy = policy("95598");
    let may = |role: &str| policy.role(&role.parse().unwrap()).unwrap().may.clone();
    let agent = may("agent");
    for permission in [
        Permission::TicketCreate,
        Permission::TicketAnswer,
        Permission::TicketUrge,
        Permission::TicketNote,
        Permission::TicketWithdraw,
    ] {
        assert!(agent.contains(&permission), "{permission:?}");
    }
    let department: BTreeSet<Permission> = [
        Permission::WorkOrderReceive,
        Permission::WorkOrderReturn,
        Permission::WorkOrderReply,
        Permission::WorkOrderReview,
        Permission::WorkOrderField,
    ]
    .into();
    assert!(agent.is_disjoint(&department));
    assert!(may("handler").contains(&Permission::WorkOrderReply));
    assert!(policy.role(&"integrator".parse().unwrap()).unwrap().machine);
}

#[test]
fn nobody_is_called_back_at_noon_or_at_night() {
    let policy = policy("95598");
    let plan = policy.plan(&"standard".parse().unwrap()).unwrap();
    let cases = [
        ("2026-11-22T10:00:00+08:00", "2026-11-22T10:00:00+08:00"),
        ("2026-11-22T12:00:00+08:00", "2026-11-22T14:00:00+08:00"),
        ("2026-11-22T13:59:59+08:00", "2026-11-22T14:00:00+08:00"),
        ("2026-11-22T14:00:00+08:00", "2026-11-22T14:00:00+08:00"),
        ("2026-11-22T21:00:00+08:00", "2026-11-23T08:00:00+08:00"),
        ("2026-11-22T03:00:00+08:00", "2026-11-22T08:00:00+08:00"),
    ];
    for (from, to) in cases {
        let from: Timestamp = from.parse().unwrap();
        assert_eq!(policy.next_callable(plan, &[], from), to.parse().unwrap(), "{from}");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the developer's own switch, not a setting of the service")]
fn the_published_schema_is_that_of_the_types() {
    let file = policies().join("bundle.schema.json");
    let schema = schema::schema().unwrap();
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&file, &schema).unwrap();
    }
    let published = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(published, schema, "run this test with UPDATE_SCHEMA=1 to publish the new schema");
}
