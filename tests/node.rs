//! A running `bihuan` process, as an operator sees it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Output, Stdio};

use bihuan_testkit::TestDatabase;
use reqwest::Client;
use serde_json::{Value, json};

/// The password of everybody.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// Runs a command of the binary to its end.
pub(crate) fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bihuan")).args(arguments).stdin(Stdio::null()).output().unwrap()
}

/// Runs a command that must succeed, and answers what it printed.
pub(crate) fn succeed(arguments: &[&str]) -> String {
    let output = run(arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "bihuan {arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// Puts the 95598 policy into force and adds users: `login:unit:role`.
pub(crate) fn prepare(database: &TestDatabase, users: &[&str]) {
    succeed(&["policy", "publish", "95598", "--database-url", database.url()]);
    for user in users {
        let mut parts = user.split(':');
        let (login, unit, role) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        succeed(&[
            "user",
            "add",
            "--login",
            login,
            "--unit",
            unit,
            "--role",
            role,
            "--password",
            PASSWORD,
            "--database-url",
            database.url(),
        ]);
    }
}

/// A node that serves.
pub(crate) struct Node {
    child: Child,
    /// Where it listens.
    pub(crate) url: String,
}

impl Node {
    /// Starts a node on a free port and waits until it says where it listens.
    pub(crate) fn start(database: &TestDatabase, more: &[&str]) -> Self {
        Self::over(database.url(), more)
    }

    /// The same over any database.
    pub(crate) fn over(url: &str, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_bihuan"))
            .args(["serve", "--port", "0", "--log", "warn", "--database-url", url])
            .args(more)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let url = first.split_whitespace().find(|word| word.starts_with("http://")).unwrap().to_owned();
        Self { child, url }
    }

    /// Kills the process without a word, as a power failure would.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks the process to stop, and answers whether it ended well.
    pub(crate) fn terminate(mut self) -> bool {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.child.wait().unwrap().success()
    }

    /// The status of an attempt to sign in; none when no answer comes.
    pub(crate) fn try_sign_in(&self, login: &str) -> impl Future<Output = Option<u16>> + Send + use<> {
        let body = json!({ "login": login, "password": PASSWORD });
        let request = Client::new().post(format!("{}/v1/sessions", self.url)).json(&body);
        async move { request.send().await.ok().map(|answer| answer.status().as_u16()) }
    }

    /// How many requests to sign in the node has heard: answered, or being worked on.
    pub(crate) async fn sign_ins_heard(&self) -> usize {
        let metrics = reqwest::get(format!("{}/metrics", self.url)).await.unwrap().text().await.unwrap();
        let value = |line: &str| line.rsplit(' ').next().unwrap().parse::<usize>().unwrap();
        let counted = |start: &str| metrics.lines().filter(|line| line.starts_with(start)).map(value).sum::<usize>();
        let answered = counted("bihuan_http_requests_total{method=\"POST\",route=\"/v1/sessions\"");
        // The request that asks is being worked on, too.
        answered + counted("bihuan_http_in_flight ") - 1
    }

    /// Signs in.
    pub(crate) async fn sign_in(&self, login: &str) -> Person {
        let body = json!({ "login": login, "password": PASSWORD });
        let answer = Client::new().post(format!("{}/v1/sessions", self.url)).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), 201);
        let session: Value = answer.json().await.unwrap();
        let token = session["accessToken"].as_str().unwrap().to_owned();
        Person { client: Client::new(), url: format!("{}/v1", self.url), token }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Somebody who has signed in.
#[derive(Clone)]
pub(crate) struct Person {
    client: Client,
    url: String,
    token: String,
}

impl Person {
    /// Reads something that must be there.
    pub(crate) async fn get(&self, path: &str) -> Value {
        let request = self.client.get(format!("{}{path}", self.url)).bearer_auth(&self.token);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 200, "GET {path}");
        answer.json().await.unwrap()
    }

    /// The status of a request to read.
    pub(crate) async fn status(&self, path: &str) -> u16 {
        let request = self.client.get(format!("{}{path}", self.url)).bearer_auth(&self.token);
        request.send().await.unwrap().status().as_u16()
    }

    /// Puts something that must be taken.
    pub(crate) async fn put(&self, path: &str, body: &Value) {
        let request = self.client.put(format!("{}{path}", self.url)).bearer_auth(&self.token);
        assert_eq!(request.json(body).send().await.unwrap().status(), 200, "PUT {path}");
    }

    /// The same person at another node.
    pub(crate) fn at(self, node: &Node) -> Self {
        Self { url: format!("{}/v1", node.url), ..self }
    }

    /// All rows of a list, page by page.
    pub(crate) async fn all(&self, path: &str) -> Vec<Value> {
        let (mut rows, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = self.get(&format!("{path}{cursor}")).await;
            rows.extend(page["data"].as_array().unwrap().iter().cloned());
            if page["page"]["hasMore"] != true {
                return rows;
            }
            let join = if path.contains('?') { '&' } else { '?' };
            cursor = format!("{join}cursor={}", page["page"]["next"].as_str().unwrap());
        }
    }

    /// Sends a body with an idempotency key; `None` when the connection broke before an answer came.
    pub(crate) async fn post(&self, path: &str, key: &str, body: &Value) -> Option<(u16, Value)> {
        let request = self.client.post(format!("{}{path}", self.url)).bearer_auth(&self.token);
        let answer = request.header("Idempotency-Key", key).json(body).send().await.ok()?;
        let status = answer.status().as_u16();
        Some((status, answer.json().await.ok()?))
    }
}
