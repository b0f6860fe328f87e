//! What is measured: which requests, on which data, beside what.

use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::json;
use tokio::task::JoinSet;

use super::bulk;
use super::database::{Database, Place};
use super::limit::{Pgbench, SqliteLoop};
use super::load::{Connection, drive};
use super::processor::{Meter, Whose};
use super::recording::Statement;
use super::request::{Request, Script, TICKET};
use super::rounds::{Contest, Latency, Sample, Side};
use super::server::Server;
use super::setup::Setup;
use super::target::{LARGE_TABLE, SINGLE_COMMIT};
use crate::bench::case::{Case, Engine};
use crate::bench::options::{CLIENTS_MAX, Options};

/// Tickets of each client, taken in turn.
const TICKETS_PER_CLIENT: usize = 32;
/// Connections over which tickets are opened beforehand.
const OPENING_CONNECTIONS: usize = 16;
/// Tickets in the table with which the large one is compared.
const SMALL_TABLE: u32 = 10_000;

/// The requests of a case, on tickets that are opened now.
pub(super) fn script(setup: &Setup, case: Case, server: &Server, tickets: usize) -> Result<Script> {
    setup.runtime.block_on(async {
        let token = server.sign_in().await?;
        let tickets = match case {
            Case::Get | Case::Transition => open_tickets(server, &token, tickets).await?,
            Case::Create | Case::CreateDispatched | Case::Queue => Vec::new(),
        };
        Ok(Script { address: server.address, requests: requests(case, &token), tickets })
    })
}

/// The server on a fresh database, and what it is measured beside.
pub(super) fn contest<'a>(
    setup: &'a Setup,
    options: &Options,
    (case, engine): (Case, Engine),
    statements: &[Statement],
) -> Result<Contest<'a>> {
    let seconds = options.seconds;
    let start = |name: &str, tickets: u32, server_options: &[&str]| -> Result<(ServerSide<'a>, Database)> {
        let database = setup.database(engine, name)?;
        if tickets > 0 {
            let server = Server::start(setup, &database, &[])?;
            setup.runtime.block_on(async { open_tickets(&server, &server.sign_in().await?, 1).await })?;
            drop(server);
            bulk::load(setup, &database, tickets)?;
        }
        let server = Server::start(setup, &database, server_options)?;
        let (tickets, cluster) = (Vec::new(), setup.cluster_of(&database));
        Ok((ServerSide { setup, server, case, tickets, seconds, cluster, name: "server" }, database))
    };
    let few = if case == Case::Queue { SMALL_TABLE } else { 0 };
    let with_tickets = |name: &str| -> Result<(ServerSide<'a>, Database)> {
        let (mut side, database) = start(name, few, &[])?;
        side.tickets = script(setup, case, &side.server, CLIENTS_MAX * TICKETS_PER_CLIENT)?.tickets;
        Ok((side, database))
    };
    // The limit has a database of its own: a server on the same one would count and watch over what it writes, at the cost of both.
    let (ServerSide { server, tickets, .. }, bare) = with_tickets("bare")?;
    drop(server);
    let mut beside = vec![limit(setup, &bare, statements, tickets, seconds)?];
    let (side, _) = with_tickets("measured")?;
    if case == Case::Create && engine == Engine::Sqlite {
        let (single, _) = start("single", 0, &["--group-commit", "false"])?;
        beside.push(Box::new(ServerSide { name: SINGLE_COMMIT, ..single }));
    }
    let mut large = None;
    if case == Case::Queue {
        let (slower, database) = start("large", options.large_table, &[])?;
        beside.push(Box::new(ServerSide { name: LARGE_TABLE, ..slower }));
        large = Some(database);
    }
    Ok(Contest { case, engine, server: Box::new(side), beside, large })
}

fn limit<'a>(
    setup: &'a Setup,
    database: &Database,
    statements: &[Statement],
    tickets: Vec<String>,
    seconds: u64,
) -> Result<Box<dyn Side + 'a>> {
    Ok(match &database.place {
        Place::Postgres { .. } => Box::new(Pgbench::new(setup, database, statements, tickets, seconds)?),
        Place::Sqlite { file } => Box::new(SqliteLoop::new(file.clone(), statements, &tickets, seconds)?),
    })
}

fn requests(case: Case, token: &str) -> Vec<Request> {
    let ticket = format!("/v1/tickets/{TICKET}");
    match case {
        Case::Create => vec![Request::post("/v1/tickets", token, &demand("accepted"))],
        Case::CreateDispatched => vec![Request::post("/v1/tickets", token, &demand("dispatched"))],
        Case::Get => vec![Request::get(&ticket, token), Request::get(&format!("{ticket}/timeline"), token)],
        Case::Queue => vec![Request::get("/v1/me/queues/to-dispatch?limit=50", token)],
        Case::Transition => {
            let body = json!({ "note": "客户再次来电，希望尽快处理。" }).to_string();
            vec![Request::post(&format!("{ticket}/actions/urge"), token, &body)]
        }
    }
}

/// An opinion (意见): its clocks run for longer than a measurement, so that none runs out in the middle.
pub(super) fn demand(until: &str) -> String {
    json!({
        "kind": "opinion",
        "channel": "phone",
        "region": "330106",
        "contact": { "name": "王小明", "phone": "13800001234", "address": "城东街道文三路 100 号 3 幢 2 单元 501 室" },
        "topic": "小区夜间电压偏低，希望改造线路",
        "description": "客户来电反映，近一个月每晚七点到十点家中灯光变暗，空调无法启动，同楼多户有相同情况。\
                        此前已由物业检查内部线路，未发现问题。客户希望供电部门核实台区负荷，说明是否有改造计划，\
                        并在处理后回电告知结果。",
        "until": until,
    })
    .to_string()
}

async fn open_tickets(server: &Server, token: &str, count: usize) -> Result<Vec<String>> {
    let (address, request) = (server.address, Request::post("/v1/tickets", token, &demand("accepted")));
    let mut working = JoinSet::new();
    for connection in 0..OPENING_CONNECTIONS.min(count) {
        let (request, share) = (request.clone(), (connection..count).step_by(OPENING_CONNECTIONS).count());
        working.spawn(async move { open_share(address, &request, share).await });
    }
    let mut tickets = Vec::new();
    while let Some(opened) = working.join_next().await {
        tickets.extend(opened??);
    }
    Ok(tickets)
}

async fn open_share(address: std::net::SocketAddr, request: &Request, share: usize) -> Result<Vec<String>> {
    let (mut connection, mut buffer) = (Connection::open(address).await?, Vec::new());
    let mut tickets = Vec::new();
    request.write("", &mut buffer);
    for _ in 0..share {
        let answer = connection.exchange(&buffer).await?;
        answer.expect_success()?;
        let ticket: serde_json::Value = serde_json::from_slice(answer.body)?;
        tickets.push(ticket["id"].as_str().context("a ticket without an id")?.to_owned());
    }
    Ok(tickets)
}

/// A server under load.
struct ServerSide<'a> {
    setup: &'a Setup,
    server: Server,
    case: Case,
    tickets: Vec<String>,
    seconds: u64,
    cluster: Option<u32>,
    name: &'static str,
}

impl Side for ServerSide<'_> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn run(&mut self, clients: usize) -> Result<Sample> {
        // Anew each time: tokens live for minutes only.
        let token = self.setup.runtime.block_on(self.server.sign_in())?;
        let (address, requests) = (self.server.address, requests(self.case, &token));
        let script = Script { address, requests, tickets: self.tickets.clone() };
        let duration = Duration::from_secs(self.seconds);
        let meter = || Meter::start(Whose::Process(self.server.process()), self.cluster);
        let measured = self.setup.runtime.block_on(drive(script, clients, duration, meter))?;
        Ok(Sample {
            rate: measured.rate,
            latency: Some(Latency {
                half_micros: measured.latency.value_at_quantile(0.5),
                p99_micros: measured.latency.value_at_quantile(0.99),
            }),
            cost: measured.cost,
        })
    }
}
