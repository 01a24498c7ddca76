//! Requests: each is answered, refused with a reason, or found to be none.

use std::convert::Infallible;
use std::fs::File;
use std::sync::Arc;

use anyhow::{Context, Result};
use hyper::body::{Body, Incoming};
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use identity::package::PackageError;
use serde_json::json;
use tempfile::TempDir;
use tokio::sync::Mutex;

use super::Bounds;
use super::bytes::{BodyError, Pieces, keep};
use super::places::Place;
use crate::commands::transcrypt::{Refusal, Service};

/// What stands behind every connection.
pub struct Door {
    service: Arc<Service>,
    /// How much, and how long.
    pub bounds: Bounds,
    /// Where bodies stand while they are worked on; gone with the service.
    work: TempDir,
    /// One file is worked on at a time: it takes every core.
    turn: Arc<Mutex<()>>,
}

/// An answer that is no package.
struct Told {
    status: StatusCode,
    text: String,
}

impl Told {
    fn new(status: StatusCode, text: impl Into<String>) -> Told {
        Told { status, text: text.into() }
    }

    /// What is said of an error: fields and labels, never a value or a path; of a fault of this machine nothing is told.
    fn of(error: &anyhow::Error) -> Told {
        if let Some(refusal) = error.downcast_ref::<Refusal>() {
            let status = match refusal {
                Refusal::Replayed { .. } => StatusCode::CONFLICT,
                Refusal::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
                Refusal::OfAnother { .. } => StatusCode::FORBIDDEN,
            };
            return Told::new(status, refusal.to_string());
        }
        match error.downcast_ref::<PackageError>().map(|error| (status_of(error), error.to_string())) {
            None | Some((StatusCode::INTERNAL_SERVER_ERROR, _)) => {
                Told::new(StatusCode::INTERNAL_SERVER_ERROR, "the service could not do this now; its own log says why")
            }
            Some((status, text)) => Told::new(status, text),
        }
    }
}

fn status_of(error: &PackageError) -> StatusCode {
    match error {
        PackageError::OtherLabel { .. } | PackageError::OtherPurpose { .. } | PackageError::WrongStage { .. } => StatusCode::CONFLICT,
        PackageError::UnknownSource { .. } | PackageError::Signature { .. } | PackageError::NotForUs => StatusCode::FORBIDDEN,
        PackageError::NotAPackage
        | PackageError::Damaged { .. }
        | PackageError::Row { .. }
        | PackageError::GivesAway { .. }
        | PackageError::NotInPurpose { .. }
        | PackageError::BeyondPurpose { .. }
        | PackageError::MoreThanKept { .. } => StatusCode::BAD_REQUEST,
        PackageError::Chance(_) | PackageError::Io(_) | PackageError::Seal(_) | PackageError::OneTag => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl From<BodyError> for Told {
    fn from(error: BodyError) -> Told {
        let status = match &error {
            BodyError::TooLong { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            BodyError::TooSlow => StatusCode::REQUEST_TIMEOUT,
            BodyError::BrokeOff => StatusCode::BAD_REQUEST,
            BodyError::Write(_) => return Told::new(StatusCode::INTERNAL_SERVER_ERROR, "the service could not keep the body"),
        };
        Told::new(status, error.to_string())
    }
}

impl Door {
    /// Ready to answer.
    ///
    /// # Errors
    /// When no folder to work in can be made.
    pub fn new(service: Arc<Service>, bounds: Bounds) -> Result<Door> {
        let work = tempfile::Builder::new().prefix("inbeeld-transcrypt-").tempdir().context("no folder to work in")?;
        Ok(Door { service, bounds, work, turn: Arc::new(Mutex::new(())) })
    }

    /// Answers who connected, and notes who asked what and how it came out. The place is taken until the work is done, also when
    /// nobody waits for it any more; without one nothing is done.
    pub async fn answer(
        &self,
        client: &str,
        place: Option<Arc<Place<String>>>,
        request: Request<Incoming>,
    ) -> Result<Response<Pieces>, Infallible> {
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let answer = match (method.as_str(), path.as_str(), place) {
            (_, _, None) => {
                Err(Told::new(StatusCode::TOO_MANY_REQUESTS, "too many connections at a time: wait until one of yours is done"))
            }
            ("POST", "/transcrypt", Some(place)) => self.transcrypt(client, place, request).await,
            ("GET", "/label", Some(_)) => Ok(plain(StatusCode::OK, format!("{}\n", self.service.label()))),
            ("GET", "/counters", Some(_)) => self.counters(client).await,
            (_, "/transcrypt" | "/label" | "/counters", Some(_)) => Ok(not_so(&path)),
            (_, _, Some(_)) => Err(Told::new(StatusCode::NOT_FOUND, "ask for /transcrypt, /label or /counters")),
        };
        let response = answer.unwrap_or_else(|told| plain(told.status, format!("{}\n", told.text)));
        let known = matches!(path.as_str(), "/transcrypt" | "/label" | "/counters");
        eprintln!("{client} {method} {} {}", if known { &path } else { "(another path)" }, response.status().as_u16());
        Ok(response)
    }

    async fn counters(&self, client: &str) -> Result<Response<Pieces>, Told> {
        let (service, name) = (Arc::clone(&self.service), client.to_owned());
        let counted = tokio::task::spawn_blocking(move || service.counted(&name)).await;
        let counted = counted.map_err(anyhow::Error::from).and_then(|counted| counted).map_err(|error| noted(&error))?;
        let all =
            json!({ "client": client, "label": self.service.label(), "packages": counted.packages, "evaluations": counted.evaluations });
        let mut response = plain(StatusCode::OK, format!("{all}\n"));
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Ok(response)
    }

    /// Takes a file of packages through: first the whole body, then, in turn, every package of it.
    async fn transcrypt(&self, client: &str, place: Arc<Place<String>>, mut request: Request<Incoming>) -> Result<Response<Pieces>, Told> {
        let most = self.bounds.body_bytes;
        if request.body().size_hint().lower() > most {
            return Err(BodyError::TooLong { most }.into());
        }
        let failed = |error: std::io::Error| noted(&error.into());
        let folder = tempfile::tempdir_in(self.work.path()).map_err(failed)?;
        let (came, goes) = (folder.path().join("came.pkg"), folder.path().join("goes.pkg"));
        keep(request.body_mut(), File::create(&came).map_err(failed)?, most, self.bounds.patience).await?;
        let turn = Arc::clone(&self.turn).lock_owned().await;
        let (service, name) = (Arc::clone(&self.service), client.to_owned());
        let done = tokio::task::spawn_blocking(move || -> Result<(u64, File)> {
            let passed = service.pass(&came, &goes, Some(&name))?;
            let file = File::open(&goes)?;
            // What is open stays readable; nothing of it stays on the disk.
            drop(folder);
            // Work cannot be broken off: who hangs up keeps turn and place until it is done.
            drop((turn, place));
            Ok((passed.iter().map(|one| one.evaluations).sum(), file))
        });
        let done = done.await.map_err(anyhow::Error::from).and_then(|done| done);
        let (evaluations, file) = done.map_err(|error| noted(&error))?;
        eprintln!("{client}: {evaluations} identifiers transcrypted");
        let mut response = Response::new(Pieces::of_file(file).map_err(failed)?);
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
        Ok(response)
    }
}

/// Writes an error to the service's own log; what is told of it may be less.
fn noted(error: &anyhow::Error) -> Told {
    eprintln!("refused: {error:#}");
    Told::of(error)
}

fn not_so(path: &str) -> Response<Pieces> {
    let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "not in this way\n".to_owned());
    let allowed = if path == "/transcrypt" { Method::POST } else { Method::GET };
    if let Ok(allowed) = HeaderValue::from_str(allowed.as_str()) {
        response.headers_mut().insert(ALLOW, allowed);
    }
    response
}

fn plain(status: StatusCode, text: String) -> Response<Pieces> {
    let mut response = Response::new(Pieces::of_text(text));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
