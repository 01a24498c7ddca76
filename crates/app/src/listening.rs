//! The web's connections: so many at a time, a time for what a visitor says, and a time in which an answer is taken.
//!
//! Who is slow, or says nothing, holds a connection and nothing else; after a while not that either.

use std::future::Future;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{Sleep, sleep, timeout};
use tower::Service as _;

/// What a visitor may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    /// Connections at a time; who comes later waits until one is free.
    pub connections: usize,
    /// Time to say a request, and to say the next one.
    pub asking: Duration,
    /// Time to take an answer.
    pub taking: Duration,
    /// Time for those being served when the server stops.
    pub farewell: Duration,
    /// Bytes of a request before its body: an address of 8 kB and every header of a browser fit.
    pub head: usize,
    /// Lines of a request before its body.
    pub lines: usize,
}

impl Default for Bounds {
    fn default() -> Bounds {
        let seconds = Duration::from_secs;
        Bounds { connections: 4_096, asking: seconds(20), taking: seconds(120), farewell: seconds(10), head: 32 << 10, lines: 64 }
    }
}

/// After the system would not give a connection.
const PAUSE: Duration = Duration::from_millis(100);

/// Answers whoever connects, until asked to stop; then waits for those being served.
pub async fn until(listener: TcpListener, router: Router, bounds: Bounds, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(bounds.connections));
    let (stopping, stopped) = watch::channel(());
    let mut served = JoinSet::new();
    tokio::pin!(stop);
    loop {
        let accepted = async {
            // The semaphore is never closed.
            let place = Arc::clone(&places).acquire_owned().await.ok();
            (listener.accept().await, place)
        };
        tokio::select! {
            () = &mut stop => break,
            Some(_) = served.join_next(), if !served.is_empty() => {}
            (accepted, place) = accepted => match accepted {
                Ok((stream, _)) => {
                    let (router, stopped) = (router.clone(), stopped.clone());
                    served.spawn(async move {
                        attend(stream, router, bounds, stopped).await;
                        drop(place);
                    });
                }
                Err(_) => sleep(PAUSE).await,
            },
        }
    }
    drop((listener, stopping));
    timeout(bounds.farewell, async { while served.join_next().await.is_some() {} }).await.ok();
}

/// One connection from its first request to its last.
async fn attend(stream: TcpStream, router: Router, bounds: Bounds, mut stopped: watch::Receiver<()>) {
    // An answer goes as soon as it is there.
    stream.set_nodelay(true).ok();
    let stream = TokioIo::new(Patient { stream, patience: bounds.taking, waiting: None });
    // A router is always ready, and a copy of it is a handle.
    let answer = service_fn(move |request: Request<Incoming>| router.clone().call(request.map(Body::new)));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(bounds.asking)
        .max_buf_size(bounds.head)
        .max_headers(bounds.lines)
        .serve_connection(stream, answer);
    tokio::pin!(connection);
    tokio::select! {
        // Whoever went away or was cut off is gone; there is nobody to tell.
        ended = connection.as_mut() => drop(ended),
        _ = stopped.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await.ok();
        }
    }
}

/// A stream that waits a bounded time for the other side to take what is sent.
struct Patient {
    stream: TcpStream,
    patience: Duration,
    /// Begins when the other side takes no more for now, ends when it has taken everything.
    waiting: Option<Pin<Box<Sleep>>>,
}

impl Patient {
    fn held<T>(&mut self, cx: &mut Context<'_>, sent: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if sent.is_pending() {
            let patience = self.patience;
            let waiting = self.waiting.get_or_insert_with(|| Box::pin(sleep(patience)));
            if waiting.as_mut().poll(cx).is_ready() {
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
        }
        sent
    }
}

impl AsyncRead for Patient {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.held(cx, sent)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, cx: &mut Context<'_>, parts: &[IoSlice<'_>]) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write_vectored(cx, parts);
        self.held(cx, sent)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// Asked for when everything was handed over.
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.waiting = None;
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::{SocketAddr, TcpStream as Visitor};
    use std::time::Instant;

    use axum::routing::get;
    use tokio::sync::oneshot;

    use super::*;

    const LARGE: usize = 64 << 20;
    const SHORT: Bounds = Bounds {
        connections: 2,
        asking: Duration::from_millis(300),
        taking: Duration::from_millis(300),
        farewell: Duration::from_secs(5),
        head: 16 << 10,
        lines: 16,
    };

    /// Serves while a visitor comes by; gives what the visitor found, after the server has ended in order.
    async fn visited<T: Send + 'static>(bounds: Bounds, visit: impl FnOnce(SocketAddr) -> T + Send + 'static) -> T {
        let slow = || async {
            sleep(Duration::from_millis(200)).await;
            "slow"
        };
        let router = Router::new()
            .route("/", get(|| async { "hello" }))
            .route("/slow", get(slow))
            .route("/large", get(|| async { vec![b'x'; LARGE] }));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (tell, told) = oneshot::channel::<()>();
        let stop = async { drop(told.await) };
        let server = tokio::spawn(until(listener, router, bounds, stop));
        let found = tokio::task::spawn_blocking(move || visit(address)).await.expect("a visit");
        tell.send(()).ok();
        timeout(Duration::from_secs(10), server).await.expect("the server ends").expect("the server ends well");
        found
    }

    fn connected(address: SocketAddr) -> Visitor {
        let stream = Visitor::connect(address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a time");
        stream
    }

    /// Everything until the server closes the connection.
    fn rest(stream: &mut Visitor) -> String {
        let mut said = Vec::new();
        stream.read_to_end(&mut said).ok();
        String::from_utf8_lossy(&said).into_owned()
    }

    fn one(stream: &mut Visitor, expected: &str) {
        stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").expect("asked");
        let mut said = Vec::new();
        while !said.ends_with(expected.as_bytes()) {
            let mut part = [0; 512];
            let count = stream.read(&mut part).expect("an answer");
            assert!(count > 0, "closed after {:?}", String::from_utf8_lossy(&said));
            said.extend_from_slice(&part[..count]);
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_says_nothing_or_says_it_slowly_is_let_go() {
        for first in ["", "GET / HTTP/1.1\r\nhost: x\r\n"] {
            let (said, took) = visited(SHORT, move |address| {
                let mut stream = connected(address);
                let begin = Instant::now();
                stream.write_all(first.as_bytes()).expect("said");
                let mut drops = stream.try_clone().expect("the same connection");
                // One letter at a time must not begin the time anew.
                let dripping = std::thread::spawn(move || {
                    while !first.is_empty() && begin.elapsed() < Duration::from_secs(8) && drops.write_all(b"a").is_ok() {
                        std::thread::sleep(Duration::from_millis(50));
                    }
                });
                let said = rest(&mut stream);
                let took = begin.elapsed();
                drop(stream);
                dripping.join().expect("the drops end");
                (said, took)
            })
            .await;
            assert!(!said.contains("200 OK") && took >= SHORT.asking && took < Duration::from_secs(5), "{took:?}, {said}");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_connection_answers_again_and_is_closed_when_idle() {
        let took = visited(SHORT, |address| {
            let mut stream = connected(address);
            one(&mut stream, "hello");
            std::thread::sleep(SHORT.asking / 2);
            one(&mut stream, "hello");
            let begin = Instant::now();
            assert_eq!(rest(&mut stream), "");
            begin.elapsed()
        })
        .await;
        assert!(took < Duration::from_secs(5), "{took:?}");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_does_not_take_the_answer_is_let_go() {
        let taken = visited(SHORT, |address| {
            let mut stream = connected(address);
            stream.write_all(b"GET /large HTTP/1.1\r\nhost: x\r\n\r\n").expect("asked");
            std::thread::sleep(SHORT.taking * 4);
            rest(&mut stream).len()
        })
        .await;
        assert!(taken < LARGE, "{taken} of {LARGE}");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_takes_it_in_time_gets_all_of_it() {
        let bounds = Bounds { taking: Duration::from_secs(20), ..SHORT };
        let taken = visited(bounds, |address| {
            let mut stream = connected(address);
            stream.write_all(b"GET /large HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").expect("asked");
            rest(&mut stream).len()
        })
        .await;
        assert!(taken > LARGE, "{taken} of {LARGE} and its head");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_request_that_is_too_long_is_refused() {
        for head in [format!("x: {}\r\n", "y".repeat(SHORT.head)), "x: y\r\n".repeat(SHORT.lines + 1)] {
            let said = visited(SHORT, move |address| {
                let mut stream = connected(address);
                stream.write_all(format!("GET / HTTP/1.1\r\nhost: x\r\n{head}\r\n").as_bytes()).ok();
                rest(&mut stream)
            })
            .await;
            assert!(said.starts_with("HTTP/1.1 431"), "{said}");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_comes_when_all_places_are_taken_waits_for_one() {
        let bounds = Bounds { asking: Duration::from_secs(20), ..SHORT };
        let early = visited(bounds, |address| {
            let mut held = [connected(address), connected(address)];
            held.iter_mut().for_each(|stream| one(stream, "hello"));
            let mut late = connected(address);
            late.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").expect("asked");
            late.set_read_timeout(Some(Duration::from_millis(300))).expect("a time");
            let early = late.read(&mut [0; 1]).is_ok();
            drop(held);
            late.set_read_timeout(Some(Duration::from_secs(10))).expect("a time");
            assert!(rest(&mut late).ends_with("hello"));
            early
        })
        .await;
        assert!(!early, "answered beyond its places");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_stop_waits_for_who_is_being_served() {
        let asking = visited(SHORT, |address| {
            let mut stream = connected(address);
            stream.write_all(b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").expect("asked");
            std::thread::sleep(Duration::from_millis(50));
            // The server is told to stop while this answer is made.
            std::thread::spawn(move || rest(&mut stream))
        })
        .await;
        assert!(asking.join().expect("an answer").ends_with("slow"));
    }
}
