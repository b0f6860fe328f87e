//! Publishing a policy over HTTP, trying a draft out first, and the jobs that do the rest.
#![expect(clippy::unwrap_used, reason = "functions shared by tests fail by panicking")]

use actix_web::http::StatusCode;
use bihuan_app::jobs::run;
use bihuan_app::policies::SETTLE_SECONDS;
use bihuan_app::users::User;
use bihuan_http::extract::json::BUNDLE_BODY_BYTES_MAX;
use bihuan_persistence::Database;
use bihuan_testkit::{TestApp, each_engine, policy, sqlite};
use serde_json::{Value, json};

use crate::server::{Answer, Server, post};

/// A server, whoever writes the rules, and whoever takes demands.
struct Office {
    server: Server,
    manager: User,
    agent: User,
}

impl Office {
    async fn new(database: Database) -> Self {
        let test = TestApp::sandbox(database).await;
        let manager = test.user("rules", "company", &["policy-manager"]).await;
        let agent = test.user("agent", "centre", &["agent"]).await;
        Self { server: Server::new(test).await, manager, agent }
    }

    async fn publish(&self, body: &Value) -> Answer {
        self.server.post(&self.manager, "/v1/policy/versions", body).await
    }

    async fn preview(&self, body: &Value) -> Answer {
        self.server.post(&self.manager, "/v1/policy/versions?dryRun=true", body).await
    }

    /// A complaint that is sent out; its handling has four working days, until the end of Friday.
    async fn complaint(&self) -> Answer {
        let body = json!({
            "kind": "complaint", "channel": "phone", "topic": "Rude", "description": "He was rude",
            "contact": {"name": "Li Lei", "phone": "13812345678"}, "until": "dispatched"
        });
        self.server.post(&self.agent, "/v1/tickets", &body).await.good()
    }

    /// When the handling of a ticket must be done.
    async fn due(&self, ticket: &Answer) -> String {
        let ticket = self.server.get(&self.agent, &format!("/v1/tickets/{}", ticket.text("id"))).await.good().json();
        let clocks = ticket["clocks"].as_array().cloned().unwrap_or_default();
        let handle = clocks.iter().find(|clock| clock["code"] == "handle").cloned().unwrap_or_default();
        handle["dueAt"].as_str().unwrap_or_default().to_owned()
    }

    /// Lets the nodes work on what is due, and answers the job as it stands then.
    async fn finished(&self, path: &str) -> Value {
        self.server.test.pass_for_sessions(SETTLE_SECONDS);
        run::finish_due(&self.server.test.app).await.unwrap();
        self.server.get(&self.manager, path).await.good().json()
    }
}

/// A day off in the middle of the week in which these tests begin.
fn day_off() -> Value {
    let more = "days = [\n    { date = \"2026-06-03\", off = true, name = \"防汛\" },\n";
    let (name, text) = policy::file_with("calendars.toml", "days = [\n", more);
    json!({ name: text })
}

#[actix_web::test]
async fn a_dry_run_names_what_would_move_and_the_publication_then_moves_just_that() {
    each_engine(|database| async move {
        let office = Office::new(database).await;
        let ticket = office.complaint().await;
        let friday = office.due(&ticket).await;
        assert_eq!(friday, "2026-06-05T16:00:00.000Z");
        let body = json!({"base": "current", "files": day_off()});

        let asked = office.preview(&body).await;
        assert_eq!((asked.status, asked.text("kind").as_str()), (StatusCode::ACCEPTED, "policy_preview"));
        let previewed = office.finished(asked.header("location")).await;
        assert_eq!((&previewed["state"], &previewed["result"]["ticketsMoved"]), (&json!("succeeded"), &json!(1)));
        assert_eq!(office.due(&ticket).await, friday, "nothing has moved");
        assert_eq!(office.server.get(&office.manager, "/v1/policy").await.json()["version"], 1);

        let published = office.publish(&body).await;
        assert_eq!((published.status, published.header("location")), (StatusCode::CREATED, "/v1/policy/2"));
        let moved = office.finished(&published.text("job")).await;
        assert_eq!(moved["kind"], "policy_recompute");
        assert_eq!(moved["result"], previewed["result"], "as it was foretold");
        let monday = office.due(&ticket).await;
        assert_eq!(monday, "2026-06-08T16:00:00.000Z");

        let results = async |job: &Value| {
            let path = job["results"].as_str().unwrap().to_owned();
            office.server.get(&office.manager, &path).await.good().json()["data"].clone()
        };
        let rows = results(&previewed).await;
        assert_eq!(rows, results(&moved).await);
        assert_eq!(
            (&rows[0]["ticketId"], &rows[0]["found"]["number"]),
            (&ticket.json()["id"], &ticket.json()["number"])
        );
        let clocks = rows[0]["found"]["clocks"].as_array().unwrap();
        let handle = clocks.iter().find(|clock| clock["code"] == "handle").unwrap();
        assert_eq!((&handle["dueBefore"], &handle["dueAfter"]), (&json!(friday), &json!(monday)));

        let path = format!("/v1/tickets/{}/timeline?limit=200", ticket.text("id"));
        let timeline = office.server.get(&office.agent, &path).await.good().json();
        let entries: Vec<&Value> = timeline["data"].as_array().unwrap().iter().collect();
        let moves: Vec<_> = entries.iter().filter(|entry| entry["type"] == "clock.moved").collect();
        assert_eq!(moves.len(), clocks.len(), "each move is in the log");
        assert_eq!(moves[0]["actor"]["name"], "rules", "and says who published");
        assert_eq!(moves[0]["requestId"], published.header("x-request-id"));
    })
    .await;
}

#[actix_web::test]
async fn open_tickets_move_to_a_new_policy_when_they_are_told_to_and_stay_where_it_no_longer_knows_them() {
    each_engine(|database| async move {
        let office = Office::new(database).await;
        let known = office.complaint().await;
        let body = json!({
            "type": "complaint.service.attitude", "channel": "phone", "topic": "Rude", "description": "He was rude",
            "contact": {"phone": "13812345678"}, "until": "dispatched"
        });
        let code = office.server.get(&office.manager, "/v1/policy").await.json()["bundle"]["type"].clone();
        let leaf = leaf_of(&code, "complaint");
        let body = {
            let mut body = body;
            body["type"] = json!(leaf);
            body
        };
        let unknown = office.server.post(&office.agent, "/v1/tickets", &body).await.good();
        let friday = office.due(&known).await;
        assert_eq!(office.due(&unknown).await, friday);

        // One day less for complaints, and one node of the catalogue less.
        let (types, clocks) = (without_type(&leaf), fewer_days());
        let body = json!({"base": "current", "moveOpen": "policy", "files": {
            types.0.clone(): types.1, clocks.0.clone(): clocks.1
        }});
        let published = office.publish(&body).await.good();
        let job = office.finished(&published.text("job")).await;
        assert_eq!(job["parameters"], json!({"version": 2, "moveOpen": "policy"}));
        assert_eq!((&job["result"]["ticketsMoved"], &job["result"]["ticketsKept"]), (&json!(1), &json!(1)));
        let ticket = async |ticket: &Answer| {
            office.server.get(&office.agent, &format!("/v1/tickets/{}", ticket.text("id"))).await.good().json()
        };
        assert_eq!(ticket(&known).await["policyVersion"], 2);
        assert_eq!(ticket(&unknown).await["policyVersion"], 1);
        assert_eq!(office.due(&known).await, "2026-06-04T16:00:00.000Z", "what was used of the limit counts");
        assert_eq!(office.due(&unknown).await, friday);
        let rows = office.server.get(&office.manager, job["results"].as_str().unwrap()).await.good().json();
        let kept = rows["data"].as_array().unwrap().iter().find(|row| row["found"]["kept"].is_string()).unwrap();
        assert_eq!((&kept["ticketId"], &kept["found"]["kept"]), (&unknown.json()["id"], &json!("type")));
    })
    .await;
}

/// A node of a kind that no other hangs from and no rule names.
fn leaf_of(types: &Value, kind: &str) -> String {
    let types: Vec<&Value> = types.as_array().unwrap().iter().filter(|node| node["kind"] == kind).collect();
    let named: Vec<String> =
        policy::files().into_iter().filter(|(name, _)| name != "types.toml").map(|(_, t)| t).collect();
    let is_leaf = |node: &&&Value| {
        let code = node["code"].as_str().unwrap();
        let quoted = format!("\"{code}\"");
        types.iter().all(|other| other["parent"] != node["code"]) && named.iter().all(|text| !text.contains(&quoted))
    };
    types.iter().find(is_leaf).unwrap()["code"].as_str().unwrap().to_owned()
}

fn without_type(code: &str) -> (String, String) {
    let (name, text) = policy::files().into_iter().find(|(name, _)| name == "types.toml").unwrap();
    let named = format!("code = \"{code}\"");
    (name, text.lines().filter(|line| !line.contains(&named)).collect::<Vec<_>>().join("\n"))
}

/// The clocks, with one working day less wherever there are four.
fn fewer_days() -> (String, String) {
    let four = "amount = { value = 4, unit = \"working_days\" }";
    let name = policy::files().into_iter().find(|(_, text)| text.contains(four)).unwrap().0;
    policy::file_with(&name, four, "amount = { value = 3, unit = \"working_days\" }")
}

#[actix_web::test]
async fn a_bad_bundle_is_refused_with_file_line_and_reason_and_nothing_is_published() {
    let office = Office::new(sqlite().open()).await;
    let (_, text) =
        policy::file_with("calendars.toml", "days = [\n", "days = [\n    { date = \"2026-02-30\", off = true },\n");
    let line = text.lines().position(|line| line.contains("2026-02-30")).unwrap() + 1;
    let body = json!({"base": "current", "files": {"calendars.toml": text}});
    for answer in [office.publish(&body).await, office.preview(&body).await] {
        assert_eq!(
            (answer.status, answer.problem().as_deref()),
            (StatusCode::UNPROCESSABLE_ENTITY, Some("policy_refused"))
        );
        let error = answer.json()["errors"][0].clone();
        assert_eq!(
            (&error["pointer"], &error["parameters"]["line"]),
            (&json!("/files/calendars.toml"), &json!(line.to_string()))
        );
        assert!(error["message"].as_str().unwrap().starts_with(&format!("line {line}, column ")), "{error}");
    }
    let many = json!({"base": "current", "files": {"more.toml": "clock = [{}]\nnonsense = 1\n"}});
    let problem = office.publish(&many).await.json();
    let errors = problem["errors"].as_array().unwrap();
    assert_eq!(problem["parameters"]["count"], errors.len().to_string());
    assert!(errors.len() >= 2 && errors.iter().all(|error| error["pointer"] == "/files/more.toml"), "{problem}");
    assert_eq!(office.server.get(&office.manager, "/v1/policy").await.json()["version"], 1);
    assert_eq!(office.server.get(&office.manager, "/v1/jobs").await.json()["data"], json!([]));
}

#[actix_web::test]
async fn a_draft_may_replace_add_and_take_away_single_files_of_the_policy_in_force() {
    let office = Office::new(sqlite().open()).await;
    let (_, calendars) = policy::file_with("calendars.toml", "days = [\n", "days = [\n");
    // The same under another name: one file goes, one comes.
    let body = json!({"base": "current", "files": {"calendars.toml": null, "holidays.toml": calendars}});
    let same = office.publish(&body).await.good().json();
    assert_eq!((&same["version"], &same["new"]), (&json!(1), &json!(false)), "what it says is the same");
    assert!(same["job"].is_null());
    let again = json!({"base": "current", "moveOpen": "calendars"});
    assert!(office.publish(&again).await.good().json()["job"].is_string(), "unless open tickets are to be looked at");
    let alone = json!({"files": {"calendars.toml": calendars}});
    assert_eq!(office.publish(&alone).await.problem().as_deref(), Some("policy_refused"), "a calendar is no bundle");
    let gone = json!({"base": "current", "files": {"calendars.toml": null}});
    assert_eq!(office.publish(&gone).await.problem().as_deref(), Some("policy_refused"));
}

#[actix_web::test]
async fn a_bundle_has_more_room_than_other_bodies_and_not_without_end() {
    let office = Office::new(sqlite().open()).await;
    let (name, text) = policy::file_with("calendars.toml", "days = [\n", "days = [\n");
    let comment = |bytes: usize| format!("{text}\n# {}\n", "x".repeat(bytes));
    let body = |bytes: usize| json!({"base": "current", "files": {name.clone(): comment(bytes)}});
    office.publish(&body(512 * 1024)).await.good();
    let answer = office.publish(&body(BUNDLE_BODY_BYTES_MAX)).await;
    assert_eq!(answer.problem().as_deref(), Some("payload_too_large"));
    assert_eq!(answer.json()["parameters"]["maximum"], BUNDLE_BODY_BYTES_MAX.to_string());
}

#[actix_web::test]
async fn publishing_twice_with_one_key_is_publishing_once() {
    each_engine(|database| async move {
        let office = Office::new(database).await;
        let body = json!({"base": "current", "files": day_off()});
        let token = office.server.token(&office.manager);
        let ask = async || {
            let request = post("/v1/policy/versions", &body).insert_header(("Idempotency-Key", "new-year"));
            office.server.ask_as(&token, request).await.good()
        };
        let (first, second) = (ask().await, ask().await);
        assert_eq!((first.status, first.body), (second.status, second.body));
        let jobs = office.server.get(&office.manager, "/v1/jobs?kind=policy_recompute").await.good().json();
        assert_eq!(jobs["data"].as_array().map(Vec::len), Some(1));
    })
    .await;
}

#[actix_web::test]
async fn a_simulation_shows_what_would_have_been_late_by_unit_type_and_clock() {
    each_engine(|database| async move {
        let office = Office::new(database).await;
        let ticket = office.complaint().await;
        office.server.test.pass(4 * 86_400);
        let clocks = fewer_days();
        let body = json!({
            "base": "current", "files": {clocks.0: clocks.1}, "from": "2026-06-01T00:00:00+08:00",
            "to": "2026-07-01T00:00:00+08:00", "kind": "complaint"
        });
        let asked = office.server.post(&office.manager, "/v1/policy/simulations", &body).await;
        assert_eq!((asked.status, asked.text("kind").as_str()), (StatusCode::ACCEPTED, "policy_simulation"));
        let job = office.finished(asked.header("location")).await;
        assert_eq!((&job["state"], &job["progress"]), (&json!("succeeded"), &json!({"done": 1, "total": 1})));
        assert_eq!(job["parameters"]["asOf"], "2026-06-05T01:00:00.000Z");
        let result = &job["result"];
        assert_eq!((&result["tickets"], &result["ticketsChanged"]), (&json!(1), &json!(1)));
        assert_eq!((&result["all"]["becameLate"], &result["all"]["becameInTime"]), (&json!(1), &json!(0)));
        for (group, code) in [("byClock", "handle"), ("byType", "complaint")] {
            let groups = result[group].as_array().unwrap();
            let found = groups.iter().find(|group| group["code"] == code).unwrap();
            assert_eq!(found["becameLate"], 1, "{groups:?}");
        }
        let late: Vec<&Value> =
            result["byUnit"].as_array().unwrap().iter().filter(|group| group["becameLate"] == 1).collect();
        assert_eq!(late.len(), 1);
        let rows = office.server.get(&office.manager, job["results"].as_str().unwrap()).await.good().json();
        let found = &rows["data"][0]["found"];
        assert_eq!((&rows["data"][0]["ticketId"], &found["number"]), (&ticket.json()["id"], &ticket.json()["number"]));
        assert_eq!(
            (&found["clocks"][0]["lateBefore"], &found["clocks"][0]["lateAfter"]),
            (&json!(false), &json!(true))
        );
        assert_eq!(office.server.get(&office.manager, "/v1/policy").await.json()["version"], 1);
    })
    .await;
}

#[actix_web::test]
async fn a_simulation_needs_a_period_a_known_unit_and_the_permission() {
    let office = Office::new(sqlite().open()).await;
    let ask = async |who: &User, more: Value| {
        let mut body = json!({"base": "current", "from": "2026-06-01T00:00:00Z", "to": "2026-07-01T00:00:00Z"});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        office.server.post(who, "/v1/policy/simulations", &body).await
    };
    let empty = ask(&office.manager, json!({"to": "2026-06-01T00:00:00Z"})).await;
    assert_eq!(
        (empty.problem().as_deref(), &empty.json()["errors"][0]["pointer"]),
        (Some("invalid_body"), &json!("/to"))
    );
    let nowhere = ask(&office.manager, json!({"unit": "nowhere"})).await;
    assert_eq!(nowhere.json()["errors"][0]["pointer"], "/unit");
    assert_eq!(ask(&office.agent, json!({})).await.problem().as_deref(), Some("forbidden"));
}

#[actix_web::test]
async fn a_scale_that_customers_answered_on_never_reads_otherwise_under_its_name() {
    each_engine(|database| async move {
        let office = Office::new(database).await;
        let (name, text) = policy::file_with("callbacks.toml", "points = 4 }", "points = 5 }");
        let moved = json!({"base": "current", "files": {name.clone(): text}});
        for refused in [office.preview(&moved).await, office.publish(&moved).await] {
            assert_eq!(refused.problem().as_deref(), Some("policy_refused"));
            let told = refused.json()["errors"].to_string();
            assert!(told.contains("`satisfaction-4`") && told.contains("a code of its own"), "{told}");
        }
        let text = text.replace("satisfaction-4", "satisfaction-5");
        let renamed = json!({"base": "current", "files": {name: text}});
        assert_eq!(office.publish(&renamed).await.good().json()["version"], 2);
        office.publish(&json!({"base": "current", "files": {"README.md": null}})).await.good();
    })
    .await;
}

#[actix_web::test]
async fn jobs_are_listed_page_by_page_and_called_off() {
    each_engine(|database| async move {
        let office = Office::new(database).await;
        let body = json!({"base": "current", "files": {}});
        let first = office.preview(&body).await.good();
        let second = office.preview(&body).await.good();
        let page = office.server.get(&office.manager, "/v1/jobs?limit=1").await.good().json();
        assert_eq!(page["page"]["hasMore"], true);
        let next = format!("/v1/jobs?limit=1&cursor={}", page["page"]["next"].as_str().unwrap());
        let rest = office.server.get(&office.manager, &next).await.good().json();
        let mut ids = vec![page["data"][0]["id"].clone(), rest["data"][0]["id"].clone()];
        ids.sort_by_key(Value::to_string);
        let mut expected = vec![first.json()["id"].clone(), second.json()["id"].clone()];
        expected.sort_by_key(Value::to_string);
        assert_eq!(ids, expected);

        let cancel = format!("/v1/jobs/{}/actions/cancel", first.text("id"));
        let cancelled = office.server.post(&office.manager, &cancel, &json!({})).await.good().json();
        assert_eq!((&cancelled["state"], &cancelled["cancelAsked"]), (&json!("cancelled"), &json!(true)));
        office.finished(second.header("location")).await;
        let cancel = format!("/v1/jobs/{}/actions/cancel", second.text("id"));
        let late = office.server.post(&office.manager, &cancel, &json!({})).await;
        assert_eq!(late.problem().as_deref(), Some("wrong_stage"));
        let ended = office.server.get(&office.manager, "/v1/jobs?state=succeeded").await.good().json();
        assert_eq!(ended["data"].as_array().map(Vec::len), Some(1));
        assert!(ended["data"][0]["result"].is_null(), "lists leave it out");
    })
    .await;
}

#[actix_web::test]
async fn a_job_that_was_given_up_says_why_in_the_language_of_the_reader() {
    let office = Office::new(sqlite().open()).await;
    let asked = office.preview(&json!({"base": "current"})).await.good();
    let break_it = "UPDATE job_files SET text = 'nonsense'";
    office.server.test.app.database.write(move |tx| tx.execute(break_it)).await.unwrap();
    let failed = office.finished(asked.header("location")).await;
    assert_eq!((&failed["state"], &failed["error"]["code"]), (&json!("failed"), &json!("policy_refused")));
    let request =
        actix_web::test::TestRequest::get().uri(asked.header("location")).insert_header(("Accept-Language", "zh"));
    let answer = office.server.ask_as(&office.server.token(&office.manager), request).await.good();
    assert_eq!((answer.header("content-language"), &answer.json()["error"]["title"]), ("zh-CN", &json!("规则包有误")));
}
