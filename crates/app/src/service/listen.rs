//! Connections: accepted, made known by their certificate, given one request and a time, and waited for at the end.

use std::future::Future;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use super::answer::Door;
use super::certificates::Trusted;
use super::places::{Place, Places};

/// Handshakes at a time, of all and of one address: who connects is not known yet. More are closed at once.
const HANDSHAKES: (usize, usize) = (64, 8);
/// Connections at a time after it, of all and of one certificate. More are told to come back.
const CONNECTIONS: (usize, usize) = (32, 2);
/// After the system would not give a connection.
const PAUSE: Duration = Duration::from_millis(100);

/// Accepts connections until asked to stop; then waits for those at work, as long as the bounds allow.
pub async fn until(listener: TcpListener, tls: TlsAcceptor, trusted: Arc<Trusted>, door: Arc<Door>, stop: impl Future<Output = ()>) {
    let mut at_work = JoinSet::new();
    let handshakes: Arc<Places<IpAddr>> = Places::new(HANDSHAKES.0, HANDSHAKES.1);
    let connections: Arc<Places<String>> = Places::new(CONNECTIONS.0, CONNECTIONS.1);
    tokio::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            Some(_) = at_work.join_next(), if !at_work.is_empty() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, from)) => {
                    let Some(shaking) = handshakes.take(&from.ip().to_canonical()) else {
                        eprintln!("too many connections of who is not known yet: one was closed");
                        continue;
                    };
                    let (tls, trusted, door) = (tls.clone(), Arc::clone(&trusted), Arc::clone(&door));
                    let connections = Arc::clone(&connections);
                    at_work.spawn(async move {
                        attend(stream, (tls, shaking), &trusted, door, &connections).await;
                    });
                }
                Err(_) => sleep(PAUSE).await,
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
async fn attend(
    stream: TcpStream,
    (tls, shaking): (TlsAcceptor, Place<IpAddr>),
    trusted: &Trusted,
    door: Arc<Door>,
    connections: &Arc<Places<String>>,
) {
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
    drop(shaking);
    let place = connections.take(&client).map(Arc::new);
    let answer = service_fn(|request| door.answer(&client, place.clone(), request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(bounds.patience)
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), answer);
    if timeout(bounds.connection, connection).await.is_err() {
        eprintln!("{client}: the connection took too long and was closed");
    }
}
