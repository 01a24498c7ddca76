//! Connections: accepted, made known by their certificate, given one request and a time, and waited for at the end.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use super::answer::Door;
use super::certificates::Trusted;

/// Connections at a time; more are closed at once.
const CONNECTIONS_MAX: usize = 32;
/// After the system would not give a connection.
const PAUSE: Duration = Duration::from_millis(100);

/// Accepts connections until asked to stop; then waits for those at work, as long as the bounds allow.
pub async fn until(listener: TcpListener, tls: TlsAcceptor, trusted: Arc<Trusted>, door: Arc<Door>, stop: impl Future<Output = ()>) {
    let mut at_work = JoinSet::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    tokio::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            Some(_) = at_work.join_next(), if !at_work.is_empty() => {}
            accepted = listener.accept() => match (accepted, Arc::clone(&places).try_acquire_owned()) {
                (Ok((stream, _)), Ok(place)) => {
                    let (tls, trusted, door) = (tls.clone(), Arc::clone(&trusted), Arc::clone(&door));
                    at_work.spawn(async move {
                        attend(stream, tls, &trusted, door, place).await;
                    });
                }
                (Ok(_), Err(_)) => eprintln!("too many connections: one was closed"),
                (Err(_), _) => sleep(PAUSE).await,
            },
        }
    }
    drop(listener);
    let all = async { while at_work.join_next().await.is_some() {} };
    if timeout(door.bounds.farewell, all).await.is_err() {
        eprintln!("stopped while somebody was being served");
    }
}

/// One connection from its handshake to its end.
async fn attend(stream: TcpStream, tls: TlsAcceptor, trusted: &Trusted, door: Arc<Door>, place: OwnedSemaphorePermit) {
    let bounds = door.bounds;
    let Ok(Ok(stream)) = timeout(bounds.patience, tls.accept(stream)).await else {
        eprintln!("a connection was refused: no certificate that is trusted here");
        return;
    };
    let shown = stream.get_ref().1.peer_certificates().and_then(|shown| shown.first());
    let Some(client) = shown.and_then(|shown| trusted.name_of(shown)).map(str::to_owned) else {
        eprintln!("a connection was refused: its certificate is of nobody known");
        return;
    };
    let place = Arc::new(place);
    let answer = service_fn(|request| door.answer(&client, Arc::clone(&place), request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(bounds.patience)
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), answer);
    if timeout(bounds.connection, connection).await.is_err() {
        eprintln!("{client}: the connection took too long and was closed");
    }
}
