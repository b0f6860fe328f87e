//! The command line, as an operator meets it.

use bihuan_testkit::sqlite;

use crate::node::{Node, prepare, run, succeed};

fn refused(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(!output.status.success(), "bihuan {arguments:?} should fail");
    assert!(output.stdout.is_empty(), "errors belong on standard error");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn every_option_is_visible_in_the_help_with_its_variable() {
    let help = succeed(&["serve", "--help"]);
    for option in
        ["--database-url", "--port", "--sandbox", "--cors-origin", "--token-secret", "--config", "--log-format"]
    {
        assert!(help.contains(option), "{option} is missing in:\n{help}");
    }
    assert!(help.contains("BIHUAN_DATABASE_URL"));
}

#[test]
fn a_configuration_file_sets_defaults_and_an_option_wins_over_it() {
    let database = sqlite();
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("bihuan.toml");
    std::fs::write(&file, format!("database-url = {:?}\nport = 1\n", database.url())).unwrap();
    let config = file.to_str().unwrap();
    assert!(succeed(&["migrate", "--config", config]).contains("up to date"));
    let node = Node::start(&database, &["--config", config]);
    assert!(!node.url.ends_with(":1"), "--port 0 wins over the file: {}", node.url);
    assert!(node.terminate());
}

#[test]
fn a_wrong_member_of_the_configuration_is_named_with_its_line() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("bihuan.toml");
    std::fs::write(&file, "port = 8080\nprot = 1\n").unwrap();
    let error = refused(&["migrate", "--config", file.to_str().unwrap()]);
    assert!(error.contains("bihuan.toml:2") && error.contains("`prot`"), "{error}");
}

#[test]
fn a_database_url_of_an_unknown_kind_is_refused_with_the_kinds_there_are() {
    let error = refused(&["migrate", "--database-url", "mysql://x"]);
    assert!(error.contains("postgres://") && error.contains("sqlite:"), "{error}");
}

#[test]
fn summaries_are_one_json_object_when_asked_for() {
    let summary: serde_json::Value = serde_json::from_str(&succeed(&["policy", "check", "95598", "--json"])).unwrap();
    assert_eq!(summary["bundle"], "95598");
    assert_eq!(summary["counts"]["kinds"], 15);
}

#[test]
fn a_broken_bundle_is_refused_with_file_and_line_and_nothing_is_published() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("bundle.toml"), "[bundle]\ncode = \"x\"\nnonsense = 1\n").unwrap();
    let database = sqlite();
    let folder = directory.path().to_str().unwrap();
    let error = refused(&["policy", "publish", folder, "--database-url", database.url()]);
    assert!(error.contains("bundle.toml:3"), "{error}");
    let error = refused(&[
        "user",
        "add",
        "--login",
        "a",
        "--unit",
        "company",
        "--role",
        "agent",
        "--password",
        "long enough",
        "--database-url",
        database.url(),
    ]);
    assert!(error.contains("no policy is in force"), "{error}");
}

#[test]
fn publishing_the_same_bundle_again_changes_nothing() {
    let database = sqlite();
    let publish = || succeed(&["policy", "publish", "95598", "--json", "--database-url", database.url()]);
    let (first, second): (serde_json::Value, serde_json::Value) =
        (serde_json::from_str(&publish()).unwrap(), serde_json::from_str(&publish()).unwrap());
    assert_eq!((&first["version"], &first["new"]), (&1.into(), &true.into()));
    assert_eq!((&second["version"], &second["new"], &second["unitsAdded"]), (&1.into(), &false.into(), &0.into()));
}

#[test]
fn the_printed_document_is_the_committed_one() {
    let committed = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/bihuan.json")).unwrap();
    assert_eq!(succeed(&["openapi"]).trim_end(), committed.trim_end());
}

#[tokio::test]
async fn the_sandbox_clock_is_only_there_in_a_sandbox_and_goes_on_after_a_restart() {
    let database = sqlite();
    prepare(&database, &["admin:company:administrator"]);
    let node = Node::start(&database, &[]);
    let admin = node.sign_in("admin").await;
    assert_eq!(admin.status("/sandbox/clock").await, 404);
    assert!(node.terminate());
    let node = Node::start(&database, &["--sandbox", "--sandbox-start", "2026-03-02T01:00:00Z"]);
    let admin = node.sign_in("admin").await;
    assert_eq!(admin.get("/sandbox/clock").await["now"], "2026-03-02T01:00:00.000Z");
    admin.put("/sandbox/clock", &serde_json::json!({ "now": "2026-03-11T09:30:00+08:00" })).await;
    assert!(node.terminate());
    let node = Node::start(&database, &["--sandbox"]);
    let admin = node.sign_in("admin").await;
    assert_eq!(admin.get("/sandbox/clock").await["now"], "2026-03-11T01:30:00.000Z");
    assert!(node.terminate());
}

#[tokio::test]
async fn a_dry_run_says_what_publishing_would_move_and_publishes_nothing() {
    let database = sqlite();
    prepare(&database, &["agent:centre:agent", "rules:company:policy-manager"]);
    let node = Node::start(&database, &["--sandbox", "--sandbox-start", "2026-06-01T01:00:00Z"]);
    let demand = serde_json::json!({
        "kind": "complaint", "channel": "phone", "topic": "Rude", "description": "He was rude", "until": "dispatched"
    });
    let agent = node.sign_in("agent").await;
    assert_eq!(agent.post("/tickets", "one", &demand).await.unwrap().0, 201);
    assert!(node.terminate());
    let folder = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../policies/95598")).unwrap() {
        let path = file.unwrap().path();
        let more = "days = [\n    { date = \"2026-06-03\", off = true, name = \"more\" },\n";
        let text = std::fs::read_to_string(&path).unwrap().replacen("days = [\n", more, 1);
        std::fs::write(folder.path().join(path.file_name().unwrap()), text).unwrap();
    }
    let folder = folder.path().to_str().unwrap();
    let publish = |more: &[&str]| {
        let arguments = [&["policy", "publish", folder, "--database-url", database.url(), "--json"], more].concat();
        serde_json::from_str::<serde_json::Value>(&succeed(&arguments)).unwrap()
    };
    let dry = publish(&["--dry-run"]);
    assert_eq!(
        (&dry["dryRun"], &dry["moves"]["ticketsMoved"]),
        (&serde_json::json!(true), &serde_json::json!(1)),
        "{dry}"
    );
    assert_eq!(dry["moves"]["byClock"]["handle"]["later"], 1, "{dry}");
    let people = succeed(&["policy", "publish", folder, "--database-url", database.url(), "--dry-run"]);
    assert!(people.contains("deadlines of 1 of 1 open tickets") && people.contains("3 d 0 h"), "{people}");
    let published = publish(&["--move-open", "policy"]);
    assert_eq!((&published["version"], &published["new"]), (&serde_json::json!(2), &serde_json::json!(true)));
    assert!(published["job"].is_string(), "{published}");
}
