//! `inbeeld serve`: the public pages of a folder of releases.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use clap::Args;
use publication::{Ledger, Release, State};
use register::{Book, BookError};
use tokio::net::TcpListener;
use web_public::Shelf;
use web_staff::Site;

use crate::failure::{Outcome, wrong_use};
use crate::listening::Bounds;
use crate::{Desk, output};

/// Serves the public pages on 127.0.0.1; put a web server with TLS in front of it.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  inbeeld serve --releases releases --port 8080\n  inbeeld serve --releases releases --register register.sqlite --staff"
)]
pub struct Serve {
    /// Folder of releases.
    #[arg(long, default_value = "releases")]
    releases: PathBuf,
    /// Port; 0 lets the system choose one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Show releases that were not published through the ledger too; every page says so.
    #[arg(long)]
    unapproved: bool,
    /// The book of the register, a SQLite file or postgres://user@host/database; without it the pages show what the policy
    /// texts say. What is written in it meanwhile is on the pages at once.
    #[arg(long, value_name = "BOOK")]
    register: Option<PathBuf>,
    /// Serve the staff pages too, where the register is kept, for accounts of `inbeeld staff`. Without an address on
    /// 127.0.0.1:8081; without a folder of releases nothing else is served.
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, default_missing_value = "127.0.0.1:8081")]
    staff: Option<SocketAddr>,
}

/// Which releases may be seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Visible {
    /// Those that went through two approvals and were published.
    Published,
    /// Drafts as well, for a look inside the house.
    Drafts,
}

impl Serve {
    /// Serves until it is stopped.
    ///
    /// # Errors
    /// When there is no release to serve, or the port is taken.
    pub fn run(self, _desk: &mut Desk) -> Result<Outcome> {
        let visible = if self.unapproved { Visible::Drafts } else { Visible::Published };
        let Some(address) = self.staff else { return serve(&self.releases, self.port, visible, self.register.as_deref()) };
        let book = self.register.as_deref().ok_or_else(|| wrong_use("--staff needs the book of the register: --register FILE"))?;
        let shelf = if self.releases.is_dir() { Some(shelf(&self.releases, visible, None)?) } else { None };
        // Kept here until the server is gone: the records are let go outside it.
        let site = super::staff::site(book, shelf.as_ref().map(|shelf| shelf.current().clone()))?;
        let kept = watched(book)?;
        let shelf = shelf.map(|shelf| with_news(shelf, &kept)).transpose()?;
        served(shelf, self.port, Some((&site, address)))
    }
}

/// Serves the releases in a folder until interrupted.
///
/// # Errors
/// As [`Serve::run`].
pub fn serve(releases: &Path, port: u16, visible: Visible, register: Option<&Path>) -> Result<Outcome> {
    let shelf = shelf(releases, visible, None)?;
    let Some(book) = register else { return served(Some(shelf), port, None) };
    let kept = watched(book)?;
    served(Some(with_news(shelf, &kept)?), port, None)
}

/// The book of the register. Whoever holds it lets it go after the server: it blocks.
fn watched(book: &Path) -> Result<Arc<Book>> {
    Ok(Arc::new(super::register::opened_to_read(book)?))
}

/// The shelf with the register of a book, read anew whenever somebody wrote in it. Where the book cannot be read any more the
/// pages keep what they had, and the log of the server says so once.
fn with_news(shelf: Shelf, book: &Arc<Book>) -> Result<Shelf> {
    let stamp = book.records().papers_stamp()?;
    let shelf = shelf.with_register(book.register()?);
    let (book, last) = (Arc::clone(book), Mutex::new((stamp, true)));
    Ok(shelf.with_news(Box::new(move || {
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        match newer(&book, last.0) {
            Ok(None) => None,
            Ok(Some((stamp, register))) => {
                *last = (stamp, true);
                Some(register)
            }
            Err(error) => {
                if std::mem::replace(&mut last.1, false) {
                    eprintln!("inbeeld: the register cannot be read now, the pages show it as it was: {error}");
                }
                None
            }
        }
    })))
}

/// The register where somebody wrote in it after a place of the log, with the place where it stands now.
fn newer(book: &Book, stamp: i64) -> Result<Option<(i64, register::Register)>, BookError> {
    let now = book.records().papers_stamp()?;
    if now == stamp { Ok(None) } else { Ok(Some((now, book.register()?))) }
}

fn served(shelf: Option<Shelf>, port: u16, staff: Option<(&Arc<Site>, SocketAddr)>) -> Result<Outcome> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start the server")?;
    runtime.block_on(async {
        let mut doors = Vec::new();
        if let Some(shelf) = shelf {
            let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
            doors.push(("dashboard is", listening(address, "--port").await?, web_public::router(shelf)));
        }
        if let Some((site, address)) = staff {
            doors.push(("staff pages are", listening(address, "--staff").await?, web_staff::router(Arc::clone(site))));
        }
        for (name, listener, _) in &doors {
            output::text(&format!("the {name} on http://{} (stop with Ctrl+C)\n", listener.local_addr()?))?;
        }
        let serving = doors
            .into_iter()
            .map(|(_, listener, router)| tokio::spawn(crate::listening::until(listener, router, Bounds::default(), interrupted())));
        for server in serving.collect::<Vec<_>>() {
            server.await.context("the server stopped")?;
        }
        anyhow::Ok(())
    })?;
    Ok(Outcome::Done)
}

async fn listening(address: SocketAddr, flag: &str) -> Result<TcpListener> {
    let bound = TcpListener::bind(address).await;
    bound.with_context(|| format!("cannot listen on {address}; is another program using it? choose another with {flag}"))
}

/// The releases of a folder that may be seen, the current one last, beside the register.
///
/// # Errors
/// When there is none, or one of them or the register cannot be read.
pub fn shelf(folder: &Path, visible: Visible, register: Option<&Path>) -> Result<Shelf> {
    let shelf = Shelf::new(seen(folder, visible)?).map_err(|_| {
        wrong_use(format!(
            "there is no release to show in {}; publish one with `inbeeld release`, or look at drafts with --unapproved",
            folder.display()
        ))
    })?;
    match register {
        Some(path) => Ok(shelf.with_register(super::register::seen(Some(path))?)),
        None => Ok(shelf),
    }
}

fn seen(folder: &Path, visible: Visible) -> Result<Vec<Release>> {
    let ledger = Ledger::open(folder)?;
    let mut versions = versions(folder)?;
    versions.retain(|version| match ledger.state(version) {
        Some(State::Published) => true,
        Some(State::Withdrawn) => false,
        Some(State::Proposed | State::Reviewed | State::Approved) | None => visible == Visible::Drafts,
    });
    let read = |version: &String| match ledger.state(version) {
        Some(_) => ledger.read(version),
        None => Release::read(&folder.join(version)),
    };
    Ok(versions.iter().map(read).collect::<Result<Vec<_>, _>>()?)
}

/// Names of the folders that hold a whole release, in order.
///
/// # Errors
/// When the folder cannot be listed.
pub fn versions(folder: &Path) -> Result<Vec<String>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let whole = entries.flatten().filter(|entry| entry.path().join("manifest.json").is_file());
    let mut names: Vec<String> = whole.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| !name.starts_with('.'));
    names.sort_by_key(|name| (numbers(name), name.clone()));
    Ok(names)
}

/// The numbers in a version, so that 2026-10 comes after 2026-9.
fn numbers(version: &str) -> Vec<u32> {
    version.split(|letter: char| !letter.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
}

async fn interrupted() {
    // Without a signal handler there is nothing to wait for: serve until killed.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
