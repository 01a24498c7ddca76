//! All records in memory.

use std::collections::{BTreeMap, BTreeSet};

use crate::field::Shape;
use crate::place::AREA_MARK;
use crate::{Finding, Kind, Problem, Record, Severity, exchange};

/// What the five texts say, as files of this house's own format.
const TEXTS: [(&str, &str); 10] = [
    ("questions.csv", include_str!("../seed/questions.csv")),
    ("recommendations.csv", include_str!("../seed/recommendations.csv")),
    ("responses.csv", include_str!("../seed/responses.csv")),
    ("commitments.csv", include_str!("../seed/commitments.csv")),
    ("measures.csv", include_str!("../seed/measures.csv")),
    ("approaches.csv", include_str!("../seed/approaches.csv")),
    ("preventions.csv", include_str!("../seed/preventions.csv")),
    ("policies.csv", include_str!("../seed/policies.csv")),
    ("offers.csv", include_str!("../seed/offers.csv")),
    ("areas.csv", include_str!("../seed/areas.csv")),
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

    /// What the five policy texts say: questions, recommendations, responses, commitments, measures, prevention, policy, care on
    /// offer and cooperation areas; and an example of an approach.
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
                let kind = match field.shape {
                    Shape::References(kind) => kind,
                    Shape::Regions => Kind::Area,
                    Shape::Text
                    | Shape::Day
                    | Shape::Number
                    | Shape::Decimal
                    | Shape::Steps
                    | Shape::Choice(_)
                    | Shape::Choices(_)
                    | Shape::Words => continue,
                };
                let is_name = |id: &&str| field.shape != Shape::Regions || id.starts_with(AREA_MARK);
                let is_lost = |id: &str| !own.contains(&(kind, id)) && self.get(kind, id).is_none();
                if record.list(field.name).into_iter().filter(is_name).any(is_lost) {
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
