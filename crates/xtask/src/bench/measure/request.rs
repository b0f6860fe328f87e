//! Requests, written once and sent many times.

use std::net::SocketAddr;

/// Stands in a path where the id of a ticket belongs.
pub(super) const TICKET: &str = "{ticket}";

/// One HTTP/1.1 request. Only the id in its path changes from one time to the next.
#[derive(Debug, Clone)]
pub(super) struct Request {
    before: String,
    /// None when there is no id in it.
    after: Option<String>,
}

impl Request {
    pub(super) fn get(path: &str, token: &str) -> Self {
        Self::new(&format!("GET {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n\r\n"))
    }

    pub(super) fn post(path: &str, token: &str, body: &str) -> Self {
        let authorization = if token.is_empty() { String::new() } else { format!("Authorization: Bearer {token}\r\n") };
        Self::new(&format!(
            "POST {path} HTTP/1.1\r\nHost: bench\r\n{authorization}Content-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        ))
    }

    pub(super) fn put(path: &str, token: &str, body: &str) -> Self {
        Self::new(&format!(
            "PUT {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        ))
    }

    fn new(text: &str) -> Self {
        match text.split_once(TICKET) {
            Some((before, after)) => Self { before: before.to_owned(), after: Some(after.to_owned()) },
            None => Self { before: text.to_owned(), after: None },
        }
    }

    /// Writes the request into a buffer that may hold an earlier one.
    pub(super) fn write(&self, ticket: &str, buffer: &mut Vec<u8>) {
        buffer.clear();
        buffer.extend_from_slice(self.before.as_bytes());
        if let Some(after) = &self.after {
            buffer.extend_from_slice(ticket.as_bytes());
            buffer.extend_from_slice(after.as_bytes());
        }
    }
}

/// What one client does over and over.
#[derive(Debug, Clone)]
pub(super) struct Script {
    /// Where the server listens.
    pub(super) address: SocketAddr,
    /// Sent one after the other; all of them together are one operation.
    pub(super) requests: Vec<Request>,
    /// The tickets they are about, parted among the clients; empty when they are about none.
    pub(super) tickets: Vec<String>,
}

impl Script {
    /// The tickets of one of so many clients. Disjoint, so that none waits for another's lock.
    pub(super) fn tickets_of(&self, client: usize, clients: usize) -> Vec<String> {
        self.tickets.iter().skip(client).step_by(clients).cloned().collect()
    }
}
