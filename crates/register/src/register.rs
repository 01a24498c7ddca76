//! All records in memory.

use std::collections::{BTreeMap, BTreeSet};

use crate::field::Shape;
use crate::{Finding, Kind, Problem, Record, Severity, exchange};

/// What the five texts say, as files of this house's own format.
const TEXTS: [(&str, &str); 7] = [
    ("questions.csv", include_str!("../seed/questions.csv")),
    ("recommendations.csv", include_str!("../seed/recommendations.csv")),
    ("responses.csv", include_str!("../seed/responses.csv")),
    ("commitments.csv", include_str!("../seed/commitments.csv")),
    ("measures.csv", include_str!("../seed/measures.csv")),
    ("approaches.csv", include_str!("../seed/approaches.csv")),
    ("preventions.csv", include_str!("../seed/preventions.csv")),
];

/// All records, each with the version it stands at; 0 for one that is not kept in a book.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Register {
    records: BTreeMap<(Kind, String), (Record, u32)>,
}

/// What came of reading rows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Admitted {
    /// The records that fit.
    pub records: Vec<Record>,
    /// What is wrong with the others, and what to look at in these.
    pub findings: Vec<Finding>,
    /// Rows read.
    pub rows: usize,
}

impl Admitted {
    /// Rows that were set aside.
    pub fn set_aside(&self) -> usize {
        self.rows - self.records.len()
    }

    /// Whether any row was set aside.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.problem.severity() == Severity::Error)
    }
}

impl Register {
    /// A register of these records; of two with one id the last stays.
    pub fn of(records: impl IntoIterator<Item = (Record, u32)>) -> Register {
        let entries = records.into_iter().map(|(record, version)| ((record.kind(), record.id().to_owned()), (record, version)));
        Register { records: entries.collect() }
    }

    /// What the five policy texts say: questions, recommendations, responses, commitments, measures, and an example.
    pub fn of_texts() -> Register {
        Register::of(texts().records.into_iter().map(|record| (record, 0)))
    }

    /// The record of an id.
    pub fn get(&self, kind: Kind, id: &str) -> Option<&Record> {
        self.records.get(&(kind, id.to_owned())).map(|(record, _)| record)
    }

    /// The version at which a record stands; 0 when it does not.
    pub fn version(&self, kind: Kind, id: &str) -> u32 {
        self.records.get(&(kind, id.to_owned())).map_or(0, |(_, version)| *version)
    }

    /// The records of any kind with this id.
    pub fn find(&self, id: &str) -> Vec<&Record> {
        self.all().filter(|record| record.id() == id).collect()
    }

    /// Every record, by kind and id.
    pub fn all(&self) -> impl Iterator<Item = &Record> {
        self.records.values().map(|(record, _)| record)
    }

    /// The records of a kind, by id.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Record> {
        self.all().filter(move |record| record.kind() == kind)
    }

    /// References of these records to records that are neither here nor among them.
    pub fn dangling(&self, records: &[Record]) -> Vec<Finding> {
        let own: BTreeSet<(Kind, &str)> = records.iter().map(|record| (record.kind(), record.id())).collect();
        let mut findings = Vec::new();
        for record in records {
            for field in record.kind().fields() {
                let Shape::References(kind) = field.shape else { continue };
                let lost = record.list(field.name).into_iter().any(|id| !own.contains(&(kind, id)) && self.get(kind, id).is_none());
                if lost {
                    let (id, field) = (record.id().to_owned(), field.name.to_owned());
                    findings.push(Finding { row: 0, id, field, problem: Problem::NoSuchRecord });
                }
            }
        }
        findings
    }
}

/// The seed as it is read: with its findings, of which there should be none.
pub(crate) fn texts() -> Admitted {
    let mut all = Admitted::default();
    for (name, text) in TEXTS {
        if let Ok(read) = exchange::read(name, text.as_bytes()) {
            all.records.extend(read.records);
            all.findings.extend(read.findings);
            all.rows += read.rows;
        }
    }
    all
}
