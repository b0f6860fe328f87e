//! A database that is some way off: everything to and from it is held back for a while.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

use crate::bench::measure::database::Database;

const BUFFER_BYTES: usize = 64 * 1_024;
/// Pieces under way in each direction of a connection.
const PIECES_MAX: usize = 1_024;

/// The same database, so far away, there and back. It stays there until the program ends.
pub(super) fn at_distance(database: &Database, distance: Duration) -> Result<Database> {
    let (scheme, rest) = database.url.split_once("://").context("a URL without a scheme")?;
    let (user, rest) = rest.split_once('@').context("a URL without a user")?;
    let (address, name) = rest.split_once('/').context("a URL without a database")?;
    let target: SocketAddr = address.parse().context("the address of the database")?;
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    let url = format!("{scheme}://{user}@{}/{name}", listener.local_addr()?);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::spawn(move || runtime.block_on(accept(listener, target, distance / 2)));
    Ok(Database { place: database.place.clone(), url })
}

async fn accept(listener: std::net::TcpListener, target: SocketAddr, delay: Duration) -> Result<()> {
    let listener = TcpListener::from_std(listener)?;
    loop {
        let (near, _) = listener.accept().await?;
        let far = TcpStream::connect(target).await?;
        near.set_nodelay(true)?;
        far.set_nodelay(true)?;
        let ((near_in, near_out), (far_in, far_out)) = (near.into_split(), far.into_split());
        carry(near_in, far_out, delay);
        carry(far_in, near_out, delay);
    }
}

/// Carries one direction until either end closes.
fn carry(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, delay: Duration) {
    let (sender, mut pieces) = mpsc::channel::<(Instant, Vec<u8>)>(PIECES_MAX);
    tokio::spawn(async move {
        let mut buffer = vec![0; BUFFER_BYTES];
        while let Ok(length @ 1..) = from.read(&mut buffer).await {
            let piece = buffer.get(..length).unwrap_or_default().to_vec();
            if sender.send((Instant::now() + delay, piece)).await.is_err() {
                break;
            }
        }
    });
    tokio::spawn(async move {
        while let Some((arrival, piece)) = pieces.recv().await {
            tokio::time::sleep_until(arrival.into()).await;
            if to.write_all(&piece).await.is_err() {
                break;
            }
        }
    });
}
