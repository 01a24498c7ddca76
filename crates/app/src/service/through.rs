//! The other end of the service: sends a file of packages and keeps what comes back.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HOST, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use identity::package::{Frame, frames};
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::bytes::{Pieces, keep};
use super::certificates::{Own, trusted};
use crate::commands::keys::folder::{CHAIN, read_chain};
use crate::failure::{refused, wrong_use};

/// For connecting.
const CONNECT: Duration = Duration::from_secs(10);
/// For an answer: a service works on one file at a time.
const ANSWER: Duration = Duration::from_secs(3600);
/// Longest answer, in bytes.
const ANSWER_BYTES_MAX: u64 = 1 << 36;
/// Longest reason of a refusal, in bytes.
const REASON_BYTES_MAX: u64 = 1 << 14;

/// Where a service listens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Address {
    host: String,
    port: u16,
}

impl Address {
    /// Reads `https://HOST:PORT`.
    ///
    /// # Errors
    /// When it is another thing.
    pub fn parse(text: &str) -> Result<Address> {
        let wrong = || wrong_use(format!("{text}: write the service as https://HOST:PORT"));
        let rest = text.strip_prefix("https://").ok_or_else(wrong)?.trim_end_matches('/');
        let (host, port) = rest.rsplit_once(':').ok_or_else(wrong)?;
        let is_host = !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
        if !is_host {
            return Err(wrong());
        }
        Ok(Address { host: host.to_owned(), port: port.parse().map_err(|_| wrong())? })
    }
}

/// Takes a file of packages through a service; what comes back stands there whole or not at all. The service is the one of this name,
/// else the one that is next in the chain of these keys, else the only one that is trusted.
///
/// # Errors
/// When the service cannot be reached, is another than the one that is meant, refuses, or sends back something else.
pub fn send(address: &Address, keys: &Path, service: Option<&str>, file: &Path, out: &Path) -> Result<()> {
    let next = if service.is_some() { None } else { next_in_chain(keys, file)? };
    let service = trusted(keys)?.service(service.or(next.as_deref()))?;
    let connector = Own::read(keys)?.connector(&service)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start")?;
    let draft = out.with_file_name(format!(".{}.{}", out.file_name().unwrap_or_default().to_string_lossy(), std::process::id()));
    let sent = runtime.block_on(async {
        let stream = timeout(CONNECT, TcpStream::connect((address.host.as_str(), address.port))).await;
        let stream = stream.map_err(anyhow::Error::from).and_then(|stream| Ok(stream?));
        let stream = stream.with_context(|| format!("no service answers on {}:{}", address.host, address.port))?;
        let name = ServerName::try_from(address.host.clone()).map_err(|_| wrong_use("the host is no name or address"))?;
        let stream = timeout(CONNECT, connector.connect(name, stream)).await.map_err(anyhow::Error::from).and_then(|made| Ok(made?));
        let stream = stream.map_err(|error| refused(format!("no connection with who is trusted here: {error:#}")))?;
        if !service.is(stream.get_ref().1.peer_certificates().and_then(|shown| shown.first())) {
            return Err(refused(format!("who answers there is not {}", service.name)));
        }
        let opened = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
        let mut response = post(TokioIo::new(stream), address, Pieces::of_file(opened)?).await?;
        receive(&mut response, &draft).await
    });
    let sent = sent.and_then(|()| same_packages(file, &draft));
    sent.inspect_err(|_| drop(std::fs::remove_file(&draft)))?;
    std::fs::rename(&draft, out).with_context(|| format!("cannot write {}", out.display()))
}

/// The service that comes next for these packages, where a chain stands with the keys.
fn next_in_chain(keys: &Path, file: &Path) -> Result<Option<String>> {
    let path = keys.join(CHAIN);
    if !path.exists() {
        return Ok(None);
    }
    let first = framed(file)?.swap_remove(0);
    let chain = read_chain(&path)?;
    match chain.station_at(usize::from(first.stage)) {
        Some(station) => Ok(Some(station.name.clone())),
        None => Err(wrong_use(format!("{} went through every service: it goes to the hub", file.display()))),
    }
}

/// What came back must be the packages that went, each one service further.
fn same_packages(went: &Path, came: &Path) -> Result<()> {
    let further = |frame: Frame| (usize::from(frame.stage) + 1, frame.label);
    let went: Vec<_> = framed(went)?.into_iter().map(further).collect();
    let came = framed(came).map_err(|error| refused(format!("what came back is not what was sent: {error:#}")))?;
    let came: Vec<_> = came.into_iter().map(|frame| (usize::from(frame.stage), frame.label)).collect();
    if went == came { Ok(()) } else { Err(refused("what came back are other packages than were sent")) }
}

fn framed(path: &Path) -> Result<Vec<Frame>> {
    let mut file = BufReader::new(File::open(path).with_context(|| format!("cannot read {}", path.display()))?);
    Ok(frames(&mut file)?)
}

async fn post(stream: TokioIo<tokio_rustls::client::TlsStream<TcpStream>>, address: &Address, body: Pieces) -> Result<Response<Incoming>> {
    let cut = |error: hyper::Error| refused(format!("the service ended the connection ({error}); is our certificate trusted there?"));
    let (mut sender, connection) = http1::handshake(stream).await.map_err(cut)?;
    // It lives as long as the request; how it ends is known from the answer.
    tokio::spawn(async { drop(connection.await) });
    let mut request = Request::new(body);
    *request.method_mut() = Method::POST;
    *request.uri_mut() = hyper::Uri::from_static("/transcrypt");
    let host = HeaderValue::from_str(&format!("{}:{}", address.host, address.port)).context("the host is no name")?;
    request.headers_mut().insert(HOST, host);
    request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    timeout(ANSWER, sender.send_request(request)).await.context("the service did not answer")?.map_err(cut)
}

async fn receive(response: &mut Response<Incoming>, draft: &Path) -> Result<()> {
    let (status, patience) = (response.status(), Duration::from_secs(60));
    let file = File::create(draft).with_context(|| format!("cannot write {}", draft.display()))?;
    if status == StatusCode::OK {
        keep(response.body_mut(), file.try_clone()?, ANSWER_BYTES_MAX, patience).await?;
        return file.sync_all().with_context(|| format!("cannot write {}", draft.display()));
    }
    keep(response.body_mut(), file, REASON_BYTES_MAX, patience).await?;
    let reason = std::fs::read_to_string(draft).unwrap_or_default();
    let told = format!("the service refused ({}): {}", status.as_u16(), reason.trim());
    if status.is_server_error() { Err(anyhow::anyhow!(told)) } else { Err(refused(told)) }
}
