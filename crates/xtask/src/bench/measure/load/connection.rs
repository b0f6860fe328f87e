//! The least of an HTTP/1.1 client: one request at a time, answers with a length only.

use std::net::SocketAddr;

use anyhow::{Context, Result, bail, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Longer answers are not expected.
const ANSWER_MAX_BYTES: usize = 16 * 1_024 * 1_024;
const BUFFER_BYTES: usize = 64 * 1_024;

/// A connection that is kept alive.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer<'c> {
    pub(crate) status: u16,
    pub(crate) body: &'c [u8],
}

impl Answer<'_> {
    /// Fails unless the request was carried out.
    pub(crate) fn expect_success(&self) -> Result<()> {
        ensure!(
            (200..300).contains(&self.status),
            "the server answered {}: {}",
            self.status,
            String::from_utf8_lossy(self.body)
        );
        Ok(())
    }
}

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await.context("cannot connect to the server")?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, received: Vec::with_capacity(BUFFER_BYTES) })
    }

    /// Sends a request and waits for the whole answer.
    pub(crate) async fn exchange(&mut self, request: &[u8]) -> Result<Answer<'_>> {
        self.received.clear();
        self.stream.write_all(request).await?;
        let head = loop {
            if let Some(end) = find(&self.received, b"\r\n\r\n") {
                break end;
            }
            self.receive().await?;
        };
        let (status, length) = read_head(self.received.get(..head).unwrap_or_default())?;
        let body = head + b"\r\n\r\n".len();
        while self.received.len() < body + length {
            self.receive().await?;
        }
        Ok(Answer { status, body: self.received.get(body..).unwrap_or_default() })
    }

    async fn receive(&mut self) -> Result<()> {
        ensure!(self.received.len() < ANSWER_MAX_BYTES, "the answer is too long");
        ensure!(self.stream.read_buf(&mut self.received).await? > 0, "the server closed the connection");
        Ok(())
    }
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

/// Status and length of the body.
fn read_head(head: &[u8]) -> Result<(u16, usize)> {
    let head = std::str::from_utf8(head).context("the head of the answer is not text")?;
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|status| status.parse().ok());
    let length = lines
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.trim().parse().ok());
    match (status, length) {
        (Some(status), Some(length)) => Ok((status, length)),
        (Some(status @ 204), None) => Ok((status, 0)),
        _ => bail!("an answer without a length:\n{head}"),
    }
}
