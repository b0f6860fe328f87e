use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

use actix_web::web;

use super::World;
use crate::server::server;
use crate::settings::Settings;

fn healthz(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

#[actix_web::test]
async fn the_server_answers_on_its_socket_until_it_is_stopped() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let settings = Settings { workers: 1, ..Settings::default() };
    let server = server(settings, World::new().state, listener).unwrap();
    let handle = server.handle();
    let running = actix_web::rt::spawn(server);
    let answer = web::block(move || healthz(address)).await.unwrap().unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    handle.stop(true).await;
    running.await.unwrap().unwrap();
    assert!(web::block(move || healthz(address)).await.unwrap().is_err());
}
