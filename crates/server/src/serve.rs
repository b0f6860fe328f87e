//! A running node: database, use cases, HTTP server and reconcilers put together, and taken apart in order.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::web;
use anyhow::Context as _;
use bihuan_app::App;
use bihuan_app::clock::{Clock as _, SystemClock, VirtualClock};
use bihuan_app::directory::Directory;
use bihuan_app::ids::RandomIds;
use bihuan_app::{sandbox, secrets};
use bihuan_http::auth::Tokens;
use bihuan_http::cursor::CursorKey;
use bihuan_http::health::{ClockState, ClockVitals, Vitals};
use bihuan_http::metrics::Metrics;
use bihuan_http::openapi::Document;
use bihuan_http::server::server;
use bihuan_http::settings::Settings;
use bihuan_http::state::State;
use bihuan_persistence::{Database, DatabaseSettings};
use bihuan_worker::statistics::{WakeState, WorkerStatistics};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::channels;
use crate::cli::{DatabaseOptions, ServeOptions};

/// How often a node asks whether its database is there.
const PING_PAUSE: Duration = Duration::from_secs(2);

/// A running node.
pub(crate) struct Running {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// Its use cases.
    pub(crate) app: Arc<App>,
    handle: ServerHandle,
    stop: CancellationToken,
    server: JoinHandle<std::io::Result<()>>,
    worker: JoinHandle<()>,
    deliverer: JoinHandle<()>,
}

/// Opens the database.
///
/// # Errors
/// When the URL cannot be used.
pub(crate) fn open_database(options: &DatabaseOptions) -> anyhow::Result<Database> {
    let mut settings = DatabaseSettings::new(&options.database_url);
    settings.connections = usize::from(options.database_connections);
    settings.group_commit = options.group_commit;
    settings.application_name = "bihuan".to_owned();
    Database::open(&settings).context("opening the database")
}

/// The use cases over an open, up-to-date database, for commands that need no server.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn open_app(database: Database, sandbox: Option<Arc<VirtualClock>>) -> anyhow::Result<Arc<App>> {
    let app = App::new(database, sandbox, Arc::new(RandomIds::default()));
    Directory::refresh(&app).await.context("reading organisation, users and policy")?;
    Ok(app)
}

impl Running {
    /// Starts a node.
    ///
    /// # Errors
    /// When the database is not there, the socket is taken, or the configuration does not fit.
    pub(crate) async fn start(options: &ServeOptions) -> anyhow::Result<Self> {
        let database = open_database(&options.database)?;
        if !options.skip_migrations {
            database.migrate().await.context("bringing the database up to date")?;
        }
        let sandbox = if options.sandbox { Some(sandbox_clock(&database, options).await?) } else { None };
        let app = open_app(database, sandbox).await?;
        let channels = channels::open(&app, &options.channels)?;
        let listener = TcpListener::bind((options.host.as_str(), options.port))
            .with_context(|| format!("listening on {}:{}", options.host, options.port))?;
        let address = listener.local_addr()?;
        let (stop, statistics) = (CancellationToken::new(), Arc::new(WorkerStatistics::default()));
        let ready = Arc::new(AtomicBool::new(true));
        let state = state(&app, options, ready.clone(), &statistics, &channels).await?;
        let settings = Settings {
            workers: options.workers.map_or_else(|| Settings::default().workers, usize::from),
            shutdown_timeout: Duration::from_secs(options.shutdown_seconds),
            cors_origins: options.cors_origin.clone(),
        };
        let running = server(settings, web::Data::new(state), listener)?;
        let handle = running.handle();
        tokio::spawn(watch_readiness(app.clone(), ready, stop.clone()));
        let worker = tokio::spawn(bihuan_worker::run(app.clone(), statistics, stop.clone()));
        let deliverer = tokio::spawn(bihuan_worker::deliver(app.clone(), channels, stop.clone()));
        Ok(Self { address, app, handle, stop, server: tokio::spawn(running), worker, deliverer })
    }

    /// The address as a URL.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Waits until the server ends by itself, which it does not.
    pub(crate) async fn ended(&mut self) -> anyhow::Result<()> {
        (&mut self.server).await?.context("the server stopped")
    }

    /// Stops: no new requests, running ones end, the reconcilers finish what they have begun, the database closes.
    pub(crate) async fn stop(self) {
        self.handle.stop(true).await;
        self.stop.cancel();
        for task in [self.worker, self.deliverer] {
            if let Err(error) = task.await {
                tracing::error!(%error, "the reconcilers did not end well");
            }
        }
        self.app.database.close().await;
    }
}

async fn sandbox_clock(database: &Database, options: &ServeOptions) -> anyhow::Result<Arc<VirtualClock>> {
    let kept = sandbox::kept(database).await.context("reading the sandbox clock")?;
    let start = kept.or(options.sandbox_start).unwrap_or_else(|| SystemClock.now());
    Ok(Arc::new(VirtualClock::at(start)))
}

async fn state(
    app: &Arc<App>,
    options: &ServeOptions,
    ready: Arc<AtomicBool>,
    statistics: &Arc<WorkerStatistics>,
    channels: &[channels::Open],
) -> anyhow::Result<State> {
    let secret = match &options.token_secret {
        Some(secret) => secret.clone(),
        None => secrets::token_secret(app).await.context("reading the secret of the tokens")?,
    };
    let (wall, ids) = (app.wall.clone(), app.clone());
    let (database, statistics, seen) = (app.database.clone(), statistics.clone(), statistics.clone());
    let channels = channels.to_vec();
    Ok(State {
        app: app.clone(),
        authority: app.clone(),
        tokens: Tokens::new(secret.as_bytes(), Arc::new(move || wall.now())).context("--token-secret")?,
        cursors: CursorKey::new(secret.as_bytes()).context("--token-secret")?,
        request_ids: Arc::new(move || ids.ids.id(ids.wall.now()).to_string()),
        vitals: Arc::new(move || vitals(ready.load(Ordering::Relaxed), &seen)),
        metrics: Metrics::new(move |registry| {
            crate::serve::metrics::register(registry, database, statistics, channels)
        }),
        visits: bihuan_http::pages::Visits::default(),
        document: Document::generate()?,
    })
}

fn vitals(database: bool, statistics: &WorkerStatistics) -> Vitals {
    let state = match statistics.state() {
        WakeState::OnTime => ClockState::OnTime,
        WakeState::Late => ClockState::Late,
        WakeState::Stuck => ClockState::Stuck,
    };
    let clocks = ClockVitals { state, overdue: statistics.overdue(), oldest_seconds: statistics.oldest().as_secs() };
    Vitals { database, clocks }
}

async fn watch_readiness(app: Arc<App>, ready: Arc<AtomicBool>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        ready.store(app.database.ping().await.is_ok(), Ordering::Relaxed);
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(PING_PAUSE) => {}
        }
    }
}

mod metrics;
