//! The pseudonym service over HTTP: mutual TLS 1.3, one request a connection, every evaluation counted before it is made.
//!
//! ```text
//! POST /transcrypt   a file of packages → the file for whoever is next
//! GET  /label        the label of the chain
//! GET  /counters     what was evaluated for who asks, and for nobody else
//! ```
//!
//! Whoever connects must show a certificate that was trusted by name; what it brings must be of that name. Reading order:
//! [`certificates`] (who is who) → `listen` (connections) → `answer` (requests) → `bytes` (bodies) → [`through`] (the other end).
//! How-to: `docs/how-to/deliver-sealed.md`.

mod answer;
mod bytes;
pub mod certificates;
mod listen;
mod places;
pub mod through;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::commands::transcrypt::Service;
use crate::output;

/// What a service allows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    /// Longest body, in bytes.
    pub body_bytes: u64,
    /// From connecting to the last byte of the answer.
    pub connection: Duration,
    /// For the handshake, for the head of a request, and for each piece of its body.
    pub patience: Duration,
    /// For those at work when the service is asked to stop.
    pub farewell: Duration,
}

impl Bounds {
    /// A longest body in megabytes and a longest connection in seconds; ten seconds of patience, a minute to finish.
    pub fn new(megabytes: u64, seconds: u64) -> Bounds {
        Bounds {
            body_bytes: megabytes.saturating_mul(1 << 20),
            connection: Duration::from_secs(seconds),
            patience: Duration::from_secs(10),
            farewell: Duration::from_secs(60),
        }
    }
}

/// Serves until interrupted; who is at work then may finish.
///
/// # Errors
/// When there is no certificate, nobody is trusted as a client, or the address is taken.
pub fn serve(service: Service, folder: &Path, address: SocketAddr, bounds: Bounds) -> Result<()> {
    let own = certificates::Own::read(folder)?;
    let trusted = certificates::trusted(folder)?;
    let acceptor = own.acceptor(&trusted)?;
    let service = Arc::new(service);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start the service")?;
    let desk = answer::Door::new(Arc::clone(&service), bounds)?;
    let served = runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address)
            .await
            .with_context(|| format!("cannot listen on {address}; is another program using it? choose another with --port"))?;
        let shown = listener.local_addr()?;
        output::text(&format!("the pseudonym service {} is on https://{shown} (stop with Ctrl+C)\n", service.name()))?;
        listen::until(listener, acceptor, Arc::new(trusted), Arc::new(desk), interrupted()).await;
        Ok(())
    });
    // What still works for somebody who hung up is waited for once more, and not for ever.
    runtime.shutdown_timeout(bounds.farewell);
    served
}

/// Resolves when the program is asked to stop: Ctrl+C, or the signal a supervisor sends.
async fn interrupted() {
    #[cfg(unix)]
    {
        let Ok(mut ended) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
            let _ = tokio::signal::ctrl_c().await;
            return;
        };
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = ended.recv() => {}
        }
    }
    #[cfg(not(unix))]
    {
        let _ = tokio::signal::ctrl_c().await;
    }
}
