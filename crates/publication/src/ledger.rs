//! The ledger: a folder of releases and one line per act, each line carrying the hash of the line before it.
//!
//! ```text
//! releases/
//!   ledger.json      one JSON object per line
//!   2026-1/          a release folder, written by `compose`
//! ```
//!
//! A release is proposed by its author, approved by two others, published, and may be withdrawn with a reason.
//! Nothing is taken out: withdrawn figures stay readable as what they were.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use domain::Day;
use serde::{Deserialize, Serialize};

use crate::compose::is_name;
use crate::error::PublicationError;
use crate::manuscript::Approval;
use crate::release::Release;
use crate::wire::Beside;

/// Where a release stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum State {
    /// Proposed by its author.
    Proposed,
    /// Approved by one reviewer.
    Reviewed,
    /// Approved by two.
    Approved,
    /// Out.
    Published,
    /// Taken back, with a reason.
    Withdrawn,
}

impl State {
    /// Every state, in order.
    pub const ALL: [State; 5] = [State::Proposed, State::Reviewed, State::Approved, State::Published, State::Withdrawn];

    /// The states that may follow.
    ///
    /// ```
    /// use publication::State;
    /// assert!(!State::Proposed.next().contains(&State::Published));
    /// assert!(State::Withdrawn.next().is_empty());
    /// ```
    pub fn next(self) -> &'static [State] {
        match self {
            State::Proposed => &[State::Reviewed, State::Withdrawn],
            State::Reviewed => &[State::Approved, State::Withdrawn],
            State::Approved => &[State::Published, State::Withdrawn],
            State::Published => &[State::Withdrawn],
            State::Withdrawn => &[],
        }
    }

    /// The word used in messages.
    pub fn word(self) -> &'static str {
        match self {
            State::Proposed => "proposed",
            State::Reviewed => "reviewed",
            State::Approved => "approved",
            State::Published => "published",
            State::Withdrawn => "withdrawn",
        }
    }
}

/// What someone did with a release.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Act {
    /// The author hands it in.
    Propose,
    /// A reviewer approves.
    Review,
    /// It goes out.
    Publish,
    /// It is taken back.
    Withdraw,
}

impl Act {
    const ALL: [Act; 4] = [Act::Propose, Act::Review, Act::Publish, Act::Withdraw];

    /// The word used in the file.
    pub fn word(self) -> &'static str {
        match self {
            Act::Propose => "propose",
            Act::Review => "review",
            Act::Publish => "publish",
            Act::Withdraw => "withdraw",
        }
    }
}

/// One line of the ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Day of the act.
    pub on: Day,
    /// What was done.
    pub act: Act,
    /// Version of the release.
    pub version: String,
    /// Hash of the release.
    pub release: String,
    /// Who did it.
    pub by: String,
    /// Why; empty unless withdrawn.
    pub reason: String,
    /// Hash of this line, which holds the hash of the line before.
    pub hash: String,
}

/// A line as it is written.
#[derive(Serialize, Deserialize)]
struct Line {
    on: String,
    act: String,
    version: String,
    release: String,
    by: String,
    reason: String,
    previous: String,
    hash: String,
}

/// A folder of releases and their hash chain, checked when opened.
#[derive(Clone, Debug)]
pub struct Ledger {
    dir: PathBuf,
    entries: Vec<Entry>,
}

impl Ledger {
    /// Opens the ledger of a folder; an absent file is an empty ledger.
    ///
    /// # Errors
    /// When the file cannot be read or the chain is broken.
    pub fn open(dir: &Path) -> Result<Ledger, PublicationError> {
        let path = dir.join("ledger.json");
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(source) => return Err(PublicationError::Io { path, source }),
        };
        let mut ledger = Ledger { dir: dir.to_owned(), entries: Vec::new() };
        for (place, text) in text.lines().enumerate() {
            let line: Line = serde_json::from_str(text).map_err(|source| PublicationError::Json { path: path.clone(), source })?;
            let entry = chained(&line, ledger.last_hash()).ok_or(PublicationError::Chain { line: place + 1 })?;
            ledger.permit(entry.act, &entry.version, &entry.by, &entry.reason)?;
            ledger.entries.push(entry);
        }
        Ok(ledger)
    }

    /// Every line, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Every release that was ever proposed, withdrawn ones too, in that order.
    pub fn releases(&self) -> Vec<Beside> {
        let proposed = self.entries.iter().filter(|entry| entry.act == Act::Propose);
        proposed.map(|entry| Beside { version: entry.version.clone(), release: entry.release.clone(), jointly: true }).collect()
    }

    /// State of a release; `None` when it was never proposed.
    pub fn state(&self, version: &str) -> Option<State> {
        self.of(version).fold(None, |state, entry| Some(after(state, entry.act)))
    }

    /// Hands in a release folder of this ledger's folder.
    ///
    /// # Errors
    /// When it was not protected beside every release of the ledger, it was proposed before, its files are not those of its manifest, or the line cannot be written.
    pub fn propose(&mut self, version: &str, author: &str, on: Day) -> Result<State, PublicationError> {
        self.act(Act::Propose, version, author, "", on)
    }

    /// A reviewer approves; the second approval makes it approved.
    ///
    /// # Errors
    /// When the reviewer is the author or approved already, or the state does not allow it.
    pub fn review(&mut self, version: &str, reviewer: &str, on: Day) -> Result<State, PublicationError> {
        self.act(Act::Review, version, reviewer, "", on)
    }

    /// It goes out.
    ///
    /// # Errors
    /// When it has no two approvals.
    pub fn publish(&mut self, version: &str, by: &str, on: Day) -> Result<State, PublicationError> {
        self.act(Act::Publish, version, by, "", on)
    }

    /// It is taken back.
    ///
    /// # Errors
    /// When no reason is given or it was withdrawn before.
    pub fn withdraw(&mut self, version: &str, by: &str, reason: &str, on: Day) -> Result<State, PublicationError> {
        self.act(Act::Withdraw, version, by, reason, on)
    }

    /// Checks that every release of the ledger is still the one that was proposed.
    ///
    /// # Errors
    /// The first release that is missing or changed.
    pub fn verify(&self) -> Result<(), PublicationError> {
        for entry in self.entries.iter().filter(|entry| entry.act == Act::Propose) {
            self.unchanged(&entry.version, &entry.release)?;
        }
        Ok(())
    }

    /// Reads a release, with the approval the ledger knows of.
    ///
    /// # Errors
    /// When it was never proposed or its files changed.
    pub fn read(&self, version: &str) -> Result<Release, PublicationError> {
        let state = self.state(version).ok_or_else(|| PublicationError::NoRelease { version: version.to_owned() })?;
        let hash = self.of(version).next().map(|entry| entry.release.clone()).unwrap_or_default();
        let mut release = self.unchanged(version, &hash)?;
        release.status = approval(state);
        Ok(release)
    }

    /// The version published last and not withdrawn.
    pub fn latest(&self) -> Option<&str> {
        let published = |entry: &&Entry| entry.act == Act::Publish && self.state(&entry.version) == Some(State::Published);
        self.entries.iter().rev().find(published).map(|entry| entry.version.as_str())
    }

    fn act(&mut self, act: Act, version: &str, by: &str, reason: &str, on: Day) -> Result<State, PublicationError> {
        let state = self.permit(act, version, by, reason)?;
        let release = match self.of(version).next() {
            Some(entry) => entry.release.clone(),
            None => self.protected(Release::read(&self.dir.join(version))?)?,
        };
        self.unchanged(version, &release)?;
        self.append(Entry {
            on,
            act,
            version: version.to_owned(),
            release,
            by: by.trim().to_owned(),
            reason: reason.trim().to_owned(),
            hash: String::new(),
        })?;
        Ok(state)
    }

    /// The state this act leads to, when it may be done.
    fn permit(&self, act: Act, version: &str, by: &str, reason: &str) -> Result<State, PublicationError> {
        if !is_name(version) {
            return Err(PublicationError::Name { name: version.chars().take(80).collect() });
        }
        if by.trim().is_empty() {
            return Err(PublicationError::Empty { what: "the name" });
        }
        if act == Act::Withdraw && reason.trim().is_empty() {
            return Err(PublicationError::Empty { what: "the reason" });
        }
        let from = self.state(version);
        let to = after(from, act);
        match from {
            None if act == Act::Propose => {}
            None => return Err(PublicationError::NoRelease { version: version.to_owned() }),
            Some(from) if !from.next().contains(&to) => return Err(PublicationError::State { version: version.to_owned(), from, to }),
            Some(_) => {}
        }
        self.independent(act, version, by)?;
        Ok(to)
    }

    fn independent(&self, act: Act, version: &str, by: &str) -> Result<(), PublicationError> {
        let same = |entry: &Entry| matches!(entry.act, Act::Propose | Act::Review) && is_same_person(&entry.by, by);
        if act == Act::Review && self.of(version).any(same) {
            return Err(PublicationError::NotIndependent { version: version.to_owned(), name: by.trim().to_owned() });
        }
        Ok(())
    }

    /// The hash of a release that knows every release so far.
    fn protected(&self, release: Release) -> Result<String, PublicationError> {
        let knows = |own: &Beside| release.beside.iter().any(|its| (&its.version, &its.release) == (&own.version, &own.release));
        match self.releases().into_iter().find(|own| !knows(own)) {
            Some(Beside { version: earlier, .. }) => Err(PublicationError::NotBeside { version: release.version, earlier }),
            None => Ok(release.hash.0),
        }
    }

    fn unchanged(&self, version: &str, hash: &str) -> Result<Release, PublicationError> {
        let path = self.dir.join(version);
        let release = Release::read(&path)?;
        if release.hash.0 == hash && release.version == version { Ok(release) } else { Err(PublicationError::Changed { path }) }
    }

    fn append(&mut self, entry: Entry) -> Result<(), PublicationError> {
        let line = line(&entry, self.last_hash());
        let path = self.dir.join("ledger.json");
        let mut text = serde_json::to_string(&line).map_err(|source| PublicationError::Json { path: path.clone(), source })?;
        text.push('\n');
        let mut file = OpenOptions::new().create(true).append(true).open(&path).map_err(PublicationError::io(&path))?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(PublicationError::io(&path))?;
        self.entries.push(Entry { hash: line.hash, ..entry });
        Ok(())
    }

    fn of<'a>(&'a self, version: &'a str) -> impl Iterator<Item = &'a Entry> + 'a {
        self.entries.iter().filter(move |entry| entry.version == version)
    }

    fn last_hash(&self) -> &str {
        self.entries.last().map_or("", |entry| entry.hash.as_str())
    }
}

/// The state an act leads to; whether it may be done is another question.
fn after(state: Option<State>, act: Act) -> State {
    match (act, state) {
        (Act::Propose, _) => State::Proposed,
        (Act::Review, Some(State::Reviewed)) => State::Approved,
        (Act::Review, Some(State::Proposed | State::Approved | State::Published | State::Withdrawn) | None) => State::Reviewed,
        (Act::Publish, _) => State::Published,
        (Act::Withdraw, _) => State::Withdrawn,
    }
}

fn approval(state: State) -> Approval {
    match state {
        State::Approved | State::Published => Approval::Approved,
        State::Proposed | State::Reviewed | State::Withdrawn => Approval::Unapproved,
    }
}

/// Spaces and capitals make no second person.
fn is_same_person(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

fn line(entry: &Entry, previous: &str) -> Line {
    let mut line = Line {
        on: entry.on.to_string(),
        act: entry.act.word().to_owned(),
        version: entry.version.clone(),
        release: entry.release.clone(),
        by: entry.by.clone(),
        reason: entry.reason.clone(),
        previous: previous.to_owned(),
        hash: String::new(),
    };
    line.hash = hash(&line);
    line
}

/// Over every field but the hash, each with its length, so that no two lines share a hash by moving text between fields.
fn hash(line: &Line) -> String {
    let mut hasher = blake3::Hasher::new();
    for field in [&line.previous, &line.on, &line.act, &line.version, &line.release, &line.by, &line.reason] {
        hasher.update(&(field.len() as u64).to_le_bytes());
        hasher.update(field.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

fn chained(line: &Line, previous: &str) -> Option<Entry> {
    if line.previous != previous || line.hash != hash(line) {
        return None;
    }
    Some(Entry {
        on: Day::parse_iso(&line.on)?,
        act: Act::ALL.into_iter().find(|act| act.word() == line.act)?,
        version: line.version.clone(),
        release: line.release.clone(),
        by: line.by.clone(),
        reason: line.reason.clone(),
        hash: line.hash.clone(),
    })
}
