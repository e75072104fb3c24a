//! A server that gives recorded answers in their order and remembers what it was asked.

use std::sync::{Arc, Mutex};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

pub(crate) enum Recorded {
    /// Status, further header lines, body.
    Answer(u16, &'static str, String),
    /// Takes the request and never answers.
    Silence,
}

pub(crate) struct Server {
    pub(crate) base: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Serves `answers` one by one, each on its own connection, then refuses connections.
    pub(crate) async fn start(answers: Vec<Recorded>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        tokio::spawn(async move {
            let mut held = Vec::new();
            for answer in answers {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    head.push(stream.read_u8().await.unwrap());
                }
                log.lock().unwrap().push(String::from_utf8(head).unwrap());
                match answer {
                    Recorded::Silence => held.push(stream),
                    Recorded::Answer(status, headers, body) => {
                        let length = body.len();
                        let head = format!(
                            "HTTP/1.1 {status} Recorded\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n"
                        );
                        stream.write_all(head.as_bytes()).await.unwrap();
                        // Who has read enough may hang up.
                        let _ = stream.write_all(body.as_bytes()).await;
                    }
                }
            }
            drop(listener);
            std::future::pending::<()>().await;
        });
        Self { base, asked }
    }

    /// The heads of the requests so far.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}
