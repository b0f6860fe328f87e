use std::process::{Child, ExitStatus};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// How soon the end of a child, or a signal, is noticed.
const POLL: Duration = Duration::from_millis(25);

/// What ends a wait before its time: Ctrl-C, a polite kill, or the end of input.
///
/// Holding one means that signals no longer end the process, so destructors run.
#[derive(Debug)]
pub(crate) struct Interrupt {
    sender: Sender<()>,
    receiver: Receiver<()>,
}

impl Interrupt {
    /// Takes over the signals. Works once per process.
    pub(crate) fn listen() -> Result<Self> {
        let (sender, receiver) = channel();
        let on_signal = sender.clone();
        // A failed send means that nobody waits any more: the process is ending already.
        ctrlc::set_handler(move || on_signal.send(()).unwrap_or_default()).context("cannot handle Ctrl-C")?;
        Ok(Self { sender, receiver })
    }

    /// Something else that may end the wait.
    pub(crate) fn sender(&self) -> Sender<()> {
        self.sender.clone()
    }

    /// Returns when interrupted.
    pub(crate) fn wait(&self) {
        let _ = self.receiver.recv();
    }

    /// Fails when interrupted, for work that can stop between two steps only.
    #[cfg(feature = "bench")]
    pub(crate) fn check(&self) -> Result<()> {
        anyhow::ensure!(self.receiver.try_recv().is_err(), "interrupted");
        Ok(())
    }

    /// Waits for a child that leads its own process group; when interrupted ends the whole group.
    pub(crate) fn wait_for(&self, child: &mut Child) -> Result<ExitStatus> {
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(status);
            }
            match self.receiver.recv_timeout(POLL) {
                Err(RecvTimeoutError::Timeout) => {}
                Ok(()) | Err(RecvTimeoutError::Disconnected) => {
                    end_group(child)?;
                    bail!("interrupted");
                }
            }
        }
    }
}

/// The standard library can signal one process only; a test run is a tree of them.
fn end_group(child: &mut Child) -> Result<()> {
    let kill = format!("kill -TERM -{}", child.id());
    std::process::Command::new("sh").args(["-c", &kill]).status()?;
    child.wait()?;
    Ok(())
}
