//! Pushes what was raised, by one channel. Each channel has a loop of its own, so that a slow one delays neither the
//! other nor any clock.

use std::sync::Arc;
use std::time::Duration;

use bihuan_app::App;
use bihuan_app::error::Error;
use bihuan_app::notifications::{self, Push};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::DeliveryStatistics;
use crate::channels::Channel;

/// The longest sleep: what another node raises is noticed within this time.
const POLL_MAX: Duration = Duration::from_secs(1);
/// The pause before a second look after a hint that came before its transaction ended.
const HINT_PAUSE: Duration = Duration::from_millis(20);
/// The pause after a round that failed as a whole.
const ERROR_PAUSE: Duration = Duration::from_secs(2);
/// Rounds after which what waits is counted anew.
const BACKLOG_ROUNDS: u32 = 10;

pub(crate) async fn run(
    app: Arc<App>,
    channel: Arc<dyn Channel>,
    statistics: Arc<DeliveryStatistics>,
    stop: CancellationToken,
) {
    let (mut hints, mut rounds) = (0_u32, 0_u32);
    while !stop.is_cancelled() {
        if rounds.is_multiple_of(BACKLOG_ROUNDS) {
            measure(&app, &channel, &statistics).await;
        }
        rounds = rounds.wrapping_add(1);
        let pause = match round(&app, &channel, &statistics).await {
            Ok(pause) => pause,
            Err(error) => {
                statistics.record_error();
                tracing::warn!(%error, "what is to be pushed could not be claimed; trying again");
                ERROR_PAUSE
            }
        };
        let pause = if hints > 0 { pause.min(HINT_PAUSE) } else { pause };
        hints = hints.saturating_sub(1);
        tokio::select! {
            () = stop.cancelled() => {}
            () = app.pushes.hinted(channel.channel()) => hints = 1,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Sends batches until nothing is due, and answers how long to sleep.
async fn round(
    app: &Arc<App>,
    channel: &Arc<dyn Channel>,
    statistics: &Arc<DeliveryStatistics>,
) -> Result<Duration, Error> {
    send_due(app, channel, statistics).await?;
    let Some(next) = notifications::next_due(app, channel.channel()).await? else { return Ok(POLL_MAX) };
    let micros = u64::try_from(next.as_micros() - app.clock.now().as_micros()).unwrap_or_default();
    Ok(Duration::from_micros(micros).clamp(HINT_PAUSE, POLL_MAX))
}

/// Sends batches until nothing is due, and answers how many there were.
pub(crate) async fn send_due(
    app: &Arc<App>,
    channel: &Arc<dyn Channel>,
    statistics: &Arc<DeliveryStatistics>,
) -> Result<usize, Error> {
    let mut total = 0;
    loop {
        let count = send_batch(app, channel, statistics).await?;
        if count == 0 {
            return Ok(total);
        }
        total += count;
    }
}

/// Sends one batch, all at the same time, and answers how many there were.
async fn send_batch(
    app: &Arc<App>,
    channel: &Arc<dyn Channel>,
    statistics: &Arc<DeliveryStatistics>,
) -> Result<usize, Error> {
    let pushes = notifications::claim(app, channel.channel(), channel.address()).await?;
    let count = pushes.len();
    let mut sending = JoinSet::new();
    for push in pushes {
        sending.spawn(send_one(app.clone(), channel.clone(), statistics.clone(), push));
    }
    while let Some(ended) = sending.join_next().await {
        if let Err(error) = ended {
            // The claim runs out and somebody tries again.
            tracing::error!(%error, "a push died");
        }
    }
    Ok(count)
}

async fn send_one(app: Arc<App>, channel: Arc<dyn Channel>, statistics: Arc<DeliveryStatistics>, push: Push) {
    let outcome = channel.send(&push).await;
    statistics.record(&outcome);
    let recorded = notifications::record(&app, channel.channel(), channel.address(), &push, outcome).await;
    if let Err(error) = recorded {
        statistics.record_error();
        tracing::warn!(notification = %push.notification.id, %error, "a push could not be recorded; it will be repeated");
    }
}

async fn measure(app: &Arc<App>, channel: &Arc<dyn Channel>, statistics: &DeliveryStatistics) {
    match notifications::backlog(app, channel.channel()).await {
        Ok(backlog) => statistics.measure(&backlog, app.clock.now()),
        Err(error) => tracing::warn!(%error, "what waits to be pushed could not be counted"),
    }
}
