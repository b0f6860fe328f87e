//! Who is pushed what, and when: by a channel that only remembers.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bihuan_app::clocks;
use bihuan_app::ids::RandomIds;
use bihuan_app::notifications::{Outcome, Push};
use bihuan_app::{App, directory::Directory};
use bihuan_domain::policy::notifications::{CAP_PER_HOUR_DEFAULT, PushChannel};
use bihuan_testkit::{TestApp, each_engine};
use bihuan_worker::DeliveryStatistics;
use bihuan_worker::channels::{Channel, Sending};
use bihuan_worker::statistics::WorkerStatistics;
use tokio_util::sync::CancellationToken;

use crate::centre::{Centre, caller, open_fault};

/// Longer than any of these tests needs; a test that waits longer hangs.
const PATIENCE: Duration = Duration::from_secs(30);

/// Takes everything and remembers the logins.
#[derive(Debug, Default)]
struct Memory {
    taken: Mutex<Vec<String>>,
}

impl Channel for Memory {
    fn channel(&self) -> PushChannel {
        PushChannel::Webhook
    }

    fn address(&self) -> &str {
        "memory"
    }

    fn send<'a>(&'a self, push: &'a Push) -> Sending<'a> {
        self.taken.lock().unwrap().push(push.receiver.login.clone());
        Box::pin(async { Outcome::Sent })
    }
}

impl Memory {
    fn logins(&self) -> Vec<String> {
        let mut logins = std::mem::take(&mut *self.taken.lock().unwrap());
        logins.sort();
        logins
    }
}

/// Never comes back from anything.
#[derive(Debug)]
struct Stuck;

impl Channel for Stuck {
    fn channel(&self) -> PushChannel {
        PushChannel::Webhook
    }

    fn address(&self) -> &str {
        "stuck"
    }

    fn send<'a>(&'a self, _: &'a Push) -> Sending<'a> {
        Box::pin(std::future::pending())
    }
}

/// The manager sleeps from 22:00 to 07:00; handlers and crews do not. The clock itself knows nothing of it.
#[tokio::test]
async fn complaint_10_quiet_hours_put_a_push_off_and_never_the_clock() {
    each_engine(|database| async move {
        let test = TestApp::sandbox(database).await;
        test.app.pushes.open(vec![PushChannel::Webhook]);
        test.user("handler", "repair", &["handler"]).await;
        test.user("manager", "repair", &["manager"]).await;
        let agent = test.user("agent", "centre", &["agent"]).await;
        // 02:00 at night.
        test.pass(17 * 3_600);
        let ticket = open_fault(&test, &caller(&test, &agent)).await;
        let memory = Arc::new(Memory::default());
        let centre = Centre { agent: caller(&test, &agent), test, ticket };
        let channel: Arc<dyn Channel> = memory.clone();
        // Nobody receives the fault within its three minutes.
        centre.test.pass(3 * 60 + 1);
        while !clocks::wake_due(&centre.test.app).await.unwrap().woken.is_empty() {}
        assert_eq!(centre.count("events WHERE name = 'breached'").await, 1, "the clock ran out at its moment");
        assert_eq!(centre.count("notifications").await, 3, "and everybody was told then");
        centre.deliver(&channel).await;
        assert_eq!(memory.logins(), ["handler"]);
        centre.test.pass(5 * 3_600 - 3 * 60 - 2);
        centre.deliver(&channel).await;
        assert_eq!(memory.logins(), [""; 0], "a second before seven");
        centre.test.pass(1);
        centre.deliver(&channel).await;
        assert_eq!(memory.logins(), ["agent", "manager"]);
    })
    .await;
}

/// Twenty an hour, then the inbox only; and when the hour is over, again.
#[tokio::test]
async fn complaint_9_nobody_is_pushed_more_than_the_cap_of_the_role_within_an_hour() {
    each_engine(|database| async move {
        let centre = Centre::new(database, &[PushChannel::Webhook], &["ann"]).await;
        let memory = Arc::new(Memory::default());
        let channel: Arc<dyn Channel> = memory.clone();
        let cap = i64::from(CAP_PER_HOUR_DEFAULT);
        for _ in 0..cap + 5 {
            centre.press().await;
        }
        centre.deliver(&channel).await;
        let of_ann = |logins: Vec<String>| logins.iter().filter(|login| *login == "ann").count();
        assert_eq!(of_ann(memory.logins()), usize::from(CAP_PER_HOUR_DEFAULT));
        assert!(centre.deliveries("capped").await >= 5);
        let told = "notifications n JOIN users u ON u.id = n.user_id WHERE u.login = 'ann'";
        assert_eq!(centre.count(told).await, cap + 5, "the inbox has them all");
        centre.test.pass(3_600);
        centre.press().await;
        centre.deliver(&channel).await;
        assert_eq!(of_ann(memory.logins()), 1);
    })
    .await;
}

/// Notifications are no events: nothing reacts to one, however often everything is looked at again.
#[tokio::test]
async fn complaint_9_a_notification_never_causes_another() {
    each_engine(|database| async move {
        let centre = Centre::new(database, &[PushChannel::Webhook], &["ann", "bob"]).await;
        let channel: Arc<dyn Channel> = Arc::new(Memory::default());
        centre.press().await;
        let (told, happened) = (centre.count("notifications").await, centre.count("events").await);
        assert_eq!(told, 3, "once each");
        for _ in 0..5 {
            centre.deliver(&channel).await;
            clocks::wake_due(&centre.test.app).await.unwrap();
        }
        assert_eq!(centre.count("notifications").await, told);
        assert_eq!(centre.count("events").await, happened);
        let causes = "(SELECT DISTINCT n.event_id FROM notifications n JOIN events e ON e.id = n.event_id) AS causes";
        assert_eq!(centre.count(causes).await, 1, "each has its cause in the log");
    })
    .await;
}

/// A receiver that never answers keeps its own channel busy, and no clock waiting.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn complaint_33_a_stuck_channel_makes_no_clock_late() {
    each_engine(|database| async move {
        let centre = Centre::new(database, &[PushChannel::Webhook], &["ann"]).await;
        centre.press().await;
        let (stop, app) = (CancellationToken::new(), centre.test.app.clone());
        let stuck: Arc<dyn Channel> = Arc::new(Stuck);
        let channels = vec![(stuck, Arc::new(DeliveryStatistics::default()))];
        let deliverer = tokio::spawn(bihuan_worker::deliver(app.clone(), channels, stop.clone()));
        let claimed = "notification_deliveries WHERE attempts = 1";
        let worker = tokio::spawn(bihuan_worker::run(app, Arc::new(WorkerStatistics::default()), stop.clone()));
        let wait = async {
            while centre.count(claimed).await < 2 {
                tokio::task::yield_now().await;
            }
            centre.test.pass(3 * 60 + 1);
            centre.test.app.armed.notify_one();
            while centre.count("events WHERE name = 'breached'").await < 1 {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, wait).await.unwrap();
        stop.cancel();
        worker.await.unwrap();
        deliverer.abort();
        deliverer.await.ok();
    })
    .await;
}

/// Whoever is faster; every push once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_nodes_share_the_pushes_and_send_each_once() {
    for database in bihuan_testkit::engines::every_engine() {
        let people: Vec<String> = (0..30).map(|number| format!("p{number}")).collect();
        let people: Vec<&str> = people.iter().map(String::as_str).collect();
        let centre = Centre::new(database.open(), &[PushChannel::Webhook], &people).await;
        for _ in 0..5 {
            centre.press().await;
        }
        let other = App::new(database.open(), Some(centre.test.clock.clone()), Arc::new(RandomIds::default()));
        Directory::refresh(&other).await.unwrap();
        let memory = Arc::new(Memory::default());
        let (stop, mut nodes) = (CancellationToken::new(), tokio::task::JoinSet::new());
        for app in [centre.test.app.clone(), other.clone()] {
            let channels = vec![(memory.clone() as Arc<dyn Channel>, Arc::new(DeliveryStatistics::default()))];
            nodes.spawn(bihuan_worker::deliver(app, channels, stop.clone()));
        }
        let all = async {
            while centre.deliveries("pending").await > 0 {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, all).await.unwrap();
        stop.cancel();
        while let Some(ended) = nodes.join_next().await {
            ended.unwrap();
        }
        assert_eq!(memory.logins().len(), 5 * 31);
        other.database.close().await;
        centre.test.app.database.close().await;
    }
}
