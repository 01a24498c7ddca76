//! The book: the register kept in the records, with the history of every change. A writer names the version it read; a
//! commitment is closed by two persons.

use std::collections::BTreeMap;

use records::{Author, Conflict, PaperChange, Records, RecordsError, Written};

use crate::{Finding, Kind, Record, Register, Severity, record_value};

/// The register at rest.
#[derive(Debug)]
pub struct Book {
    records: Records,
}

/// Why something was not written.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// The database could not be read or written.
    #[error(transparent)]
    Records(#[from] RecordsError),
    /// The database holds a record that this program cannot read.
    #[error("the register holds {kind} {id} in a form this program cannot read")]
    Unreadable {
        /// Its kind.
        kind: String,
        /// Its id.
        id: String,
    },
    /// There is no such record.
    #[error("there is no {kind} {id}", kind = kind.word())]
    Absent {
        /// The kind asked for.
        kind: Kind,
        /// The id asked for.
        id: String,
    },
    /// What was written does not fit.
    #[error("the record does not fit: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Unfit(Vec<Finding>),
    /// Someone else wrote meanwhile; nothing was written.
    #[error("someone else changed {} meanwhile; nothing was written, look at the record again", names(.0))]
    Collision(Vec<Conflict>),
    /// A step of closing that may not be taken.
    #[error("{0}")]
    Closing(&'static str),
}

fn names(conflicts: &[Conflict]) -> String {
    let told = |conflict: &Conflict| format!("{} {} (read {}, now {})", conflict.kind, conflict.id, conflict.expected, conflict.standing);
    conflicts.iter().map(told).collect::<Vec<_>>().join(", ")
}

/// What entering records did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Outcome {
    /// New records.
    pub added: usize,
    /// Records with a new version.
    pub changed: usize,
    /// Records that stood there already, alike.
    pub alike: usize,
}

/// One version of a record in its history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Version {
    /// Version, from 1.
    pub number: u32,
    /// Who, why and when.
    pub author: Author,
    /// Fields that changed, with the new value; all of them in the first version.
    pub changed: Vec<(&'static str, String)>,
}

impl Book {
    /// A book in these records.
    pub fn of(records: Records) -> Book {
        Book { records }
    }

    /// The records it is kept in.
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// Everything in it.
    ///
    /// # Errors
    /// Where the database cannot be read, or holds what this program never writes.
    pub fn register(&self) -> Result<Register, BookError> {
        let papers = self.records.papers()?;
        let read = |paper: records::Paper| {
            let record = parse(&paper.kind, &paper.body).ok_or(BookError::Unreadable { kind: paper.kind, id: paper.id })?;
            Ok((record, paper.version))
        };
        Ok(Register::of(papers.into_iter().map(read).collect::<Result<Vec<_>, BookError>>()?))
    }

    /// Enters records over what stands: new ones, and new versions of those that differ. All or nothing.
    ///
    /// # Errors
    /// [`BookError::Collision`] when someone writes at the same moment; where the database cannot be written.
    pub fn enter(&self, records: &[Record], author: &Author) -> Result<Outcome, BookError> {
        self.enter_over(&self.register()?, records, author)
    }

    /// As [`Book::enter`], over the register that the writer looked at.
    ///
    /// # Errors
    /// [`BookError::Collision`] when someone wrote one of these records since it was read; where the database cannot be written.
    pub fn enter_over(&self, standing: &Register, records: &[Record], author: &Author) -> Result<Outcome, BookError> {
        let mut outcome = Outcome::default();
        let mut changes = Vec::new();
        for record in records {
            match standing.get(record.kind(), record.id()) {
                Some(known) if known == record => outcome.alike += 1,
                Some(_) => outcome.changed += 1,
                None => outcome.added += 1,
            }
            if standing.get(record.kind(), record.id()) != Some(record) {
                changes.push(change(record, standing.version(record.kind(), record.id())));
            }
        }
        if !changes.is_empty() {
            self.write(&changes, author)?;
        }
        Ok(outcome)
    }

    /// Adds one new record.
    ///
    /// # Errors
    /// [`BookError::Collision`] where its id is taken; [`BookError::Closing`] for a commitment that would come in closed.
    pub fn add(&self, record: &Record, author: &Author) -> Result<(), BookError> {
        if closes(None, record) {
            return Err(BookError::Closing(BY_TWO));
        }
        self.write(&[change(record, 0)], author)
    }

    /// A record as it was at one version; `None` where there was no such version.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn at(&self, kind: Kind, id: &str, version: u32) -> Result<Option<Record>, BookError> {
        let versions = self.records.paper_versions(kind.word(), id)?;
        let found = versions.into_iter().find(|one| one.version == version);
        let unreadable = || BookError::Unreadable { kind: kind.word().to_owned(), id: id.to_owned() };
        found.map(|one| parse(kind.word(), &one.body).ok_or_else(unreadable)).transpose()
    }

    /// Changes fields of one record that was read at a version. A commitment that is opened again loses who reported and
    /// who approved it; its evidence stays.
    ///
    /// # Errors
    /// When there is no such record, the values do not fit, someone else wrote meanwhile, or the change would close a
    /// commitment, which only [`Book::report_done`] and [`Book::approve`] do.
    pub fn edit(&self, (kind, id): (Kind, &str), read_at: u32, values: &[(&str, &str)], author: &Author) -> Result<Record, BookError> {
        let record = self.one(kind, id)?;
        let reopens = kind == Kind::Commitment && values.iter().any(|(name, value)| *name == "state" && *value == "open");
        let cleared = reopens.then_some([("reported_by", ""), ("approved_by", "")]);
        let values: Vec<(&str, &str)> = values.iter().copied().chain(cleared.into_iter().flatten()).collect();
        let next = fitting(record.with(&values))?;
        if closes(Some(&record), &next) {
            return Err(BookError::Closing(BY_TWO));
        }
        self.write(&[change(&next, read_at)], author)?;
        Ok(next)
    }

    /// Reports a commitment done, with the evidence. A second person must approve.
    ///
    /// # Errors
    /// When there is no such commitment, it is not open, or there is no evidence.
    pub fn report_done(&self, id: &str, evidence: &str, author: &Author) -> Result<Record, BookError> {
        let register = self.register()?;
        let record = found(&register, Kind::Commitment, id)?;
        if record.get("state") != "open" {
            return Err(BookError::Closing("only an open commitment can be reported done"));
        }
        if evidence.trim().is_empty() {
            return Err(BookError::Closing("say what shows that it was done"));
        }
        let next = fitting(record.with(&[("state", "reported"), ("evidence", evidence), ("reported_by", &author.by)]))?;
        self.write(&[change(&next, register.version(Kind::Commitment, id))], author)?;
        Ok(next)
    }

    /// Closes a commitment that someone else reported done. `read_at` is the version that was read; `None` takes it as it stands.
    ///
    /// # Errors
    /// When there is no such commitment, it was not reported done, the same person reported it, or it was changed since it was
    /// read.
    pub fn approve(&self, id: &str, read_at: Option<u32>, author: &Author) -> Result<Record, BookError> {
        let register = self.register()?;
        let record = found(&register, Kind::Commitment, id)?;
        if record.get("state") != "reported" {
            return Err(BookError::Closing("only a commitment that was reported done can be approved"));
        }
        if record.get("reported_by") == author.by {
            return Err(BookError::Closing("whoever reported a commitment done cannot approve it; ask a second person"));
        }
        let next = fitting(record.with(&[("state", "done"), ("approved_by", &author.by)]))?;
        self.write(&[change(&next, read_at.unwrap_or_else(|| register.version(Kind::Commitment, id)))], author)?;
        Ok(next)
    }

    /// Every version of a record, oldest first, with what changed.
    ///
    /// # Errors
    /// When there is no such record, or the database cannot be read.
    pub fn history(&self, kind: Kind, id: &str) -> Result<Vec<Version>, BookError> {
        let versions = self.records.paper_versions(kind.word(), id)?;
        if versions.is_empty() {
            return Err(BookError::Absent { kind, id: id.to_owned() });
        }
        let mut history = Vec::new();
        let mut before: Option<Record> = None;
        for version in versions {
            let record =
                parse(kind.word(), &version.body).ok_or(BookError::Unreadable { kind: kind.word().to_owned(), id: id.to_owned() })?;
            let changed = match &before {
                Some(before) => record.differences(before),
                None => record.values().map(|(name, _)| name).collect(),
            };
            let changed = changed.into_iter().map(|name| (name, record.get(name).to_owned())).collect();
            history.push(Version { number: version.version, author: version.author, changed });
            before = Some(record);
        }
        Ok(history)
    }

    fn one(&self, kind: Kind, id: &str) -> Result<Record, BookError> {
        found(&self.register()?, kind, id).cloned()
    }

    fn write(&self, changes: &[PaperChange], author: &Author) -> Result<(), BookError> {
        match self.records.write_papers(changes, author)? {
            Written::All => Ok(()),
            Written::Nothing(conflicts) => Err(BookError::Collision(conflicts)),
        }
    }
}

const BY_TWO: &str = "a commitment is closed by reporting it done and by a second person's approval, not by editing";

/// Whether writing `next` over what stands would close a commitment, change what a second person is asked to look at, or
/// change what was promised after it was approved: for that it is opened again first.
/// Only [`Book::report_done`] and [`Book::approve`] may.
pub fn closes(standing: Option<&Record>, next: &Record) -> bool {
    if next.kind() != Kind::Commitment || !matches!(next.get("state"), "reported" | "done") {
        return false;
    }
    let is_done = next.get("state") == "done";
    let promise = ["title", "promised_by", "promised_to", "due", "due_said"].into_iter().filter(|_| is_done);
    let mut kept = ["state", "evidence", "reported_by", "approved_by"].into_iter().chain(promise);
    standing.is_none_or(|known| kept.any(|field| known.get(field) != next.get(field)))
}

fn found<'a>(register: &'a Register, kind: Kind, id: &str) -> Result<&'a Record, BookError> {
    register.get(kind, id).ok_or_else(|| BookError::Absent { kind, id: id.to_owned() })
}

fn fitting((record, findings): (Option<Record>, Vec<Finding>)) -> Result<Record, BookError> {
    let fits = findings.iter().all(|finding| finding.problem.severity() != Severity::Error);
    record.filter(|_| fits).ok_or(BookError::Unfit(findings))
}

fn change(record: &Record, expected: u32) -> PaperChange {
    let body = record_value(record).to_string();
    PaperChange { kind: record.kind().word().to_owned(), id: record.id().to_owned(), expected, body }
}

fn parse(kind: &str, body: &str) -> Option<Record> {
    let kind = Kind::from_word(kind)?;
    let serde_json::Value::Object(object) = serde_json::from_str(body).ok()? else { return None };
    let text = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => text,
        serde_json::Value::Array(words) => words.iter().filter_map(serde_json::Value::as_str).collect::<Vec<_>>().join("|"),
        other => other.to_string(),
    };
    let cells: BTreeMap<String, String> = object.into_iter().map(|(name, value)| (name, text(value))).collect();
    Record::read(kind, &cells, 0).0
}
