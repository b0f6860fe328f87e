//! Receivers on the own machine: a small HTTP server and a small mail server, both over real sockets.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What a sink has received, in order.
pub(crate) type Received<T> = Arc<Mutex<Vec<T>>>;

/// One webhook as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Posted {
    head: String,
    pub(crate) body: String,
}

impl Posted {
    /// A header.
    pub(crate) fn header(&self, name: &str) -> String {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned()).unwrap_or_default()
    }
}

/// What the HTTP sink does with the next webhook.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Behave {
    /// Answers with this status line and these further header lines.
    Answer(&'static str),
    /// Takes it and never answers.
    Hang,
}

/// An HTTP server that behaves as told, one entry for each request, the last one for ever. Answers its URL.
pub(crate) async fn http(script: &[Behave]) -> (String, Received<Posted>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let (received, script) = (Received::default(), Arc::new(Mutex::new(script.to_vec())));
    let taken = received.clone();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            tokio::spawn(answer(socket, taken.clone(), script.clone()));
        }
    });
    (url, received)
}

async fn answer(socket: TcpStream, received: Received<Posted>, script: Arc<Mutex<Vec<Behave>>>) {
    let mut socket = BufReader::new(socket);
    let mut head = String::new();
    loop {
        let mut line = String::new();
        if socket.read_line(&mut line).await.unwrap_or_default() == 0 {
            return;
        }
        if line.trim().is_empty() {
            break;
        }
        head.push_str(&line);
    }
    let mut posted = Posted { head, body: String::new() };
    let mut body = vec![0; posted.header("content-length").parse().unwrap_or_default()];
    socket.read_exact(&mut body).await.unwrap();
    posted.body = String::from_utf8(body).unwrap();
    received.lock().unwrap().push(posted);
    let behave = {
        let mut script = script.lock().unwrap();
        if script.len() > 1 { script.remove(0) } else { script[0] }
    };
    match behave {
        Behave::Answer(lines) => {
            let answer = format!("HTTP/1.1 {lines}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            socket.write_all(answer.as_bytes()).await.ok();
        }
        Behave::Hang => std::future::pending().await,
    }
}

/// One mail as it arrived.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mail {
    /// What was said before the mail itself.
    pub(crate) envelope: Vec<String>,
    /// The mail itself.
    pub(crate) data: String,
}

/// A mail server without TLS; `refuse` is its answer to `RCPT TO`, if it takes none. Answers its port.
pub(crate) async fn smtp(refuse: Option<&'static str>) -> (u16, Received<Mail>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let received = Received::default();
    let taken = received.clone();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            tokio::spawn(converse(socket, taken.clone(), refuse));
        }
    });
    (port, received)
}

async fn converse(socket: TcpStream, received: Received<Mail>, refuse: Option<&'static str>) {
    let mut socket = BufReader::new(socket);
    let mut mail = Mail::default();
    socket.write_all(b"220 sink ESMTP\r\n").await.ok();
    loop {
        let mut line = String::new();
        if socket.read_line(&mut line).await.unwrap_or_default() == 0 {
            return;
        }
        let said = line.trim_end().to_owned();
        let reply = match said.split([' ', ':']).next().map(str::to_ascii_uppercase).as_deref() {
            Some("EHLO") => "250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8",
            Some("RCPT") => refuse.unwrap_or("250 ok"),
            Some("DATA") => {
                socket.write_all(b"354 go on\r\n").await.ok();
                mail.data = data(&mut socket).await;
                received.lock().unwrap().push(std::mem::take(&mut mail));
                "250 taken"
            }
            Some("QUIT") => "221 bye",
            _ => "250 ok",
        };
        mail.envelope.push(said);
        socket.write_all(format!("{reply}\r\n").as_bytes()).await.ok();
    }
}

async fn data(socket: &mut BufReader<TcpStream>) -> String {
    let mut data = String::new();
    loop {
        let mut line = String::new();
        if socket.read_line(&mut line).await.unwrap_or_default() == 0 || line == ".\r\n" {
            return data;
        }
        data.push_str(&line);
    }
}
