//! The rows about one child in one delivery beside each other: overlap, order, and what contradicts.
//!
//! Rows are handed on as they are read; these rules look at the end, at what was kept of each row: days, codes and
//! hashes, no field of a person. So they set nothing aside; they tell the supplier.

use domain::{Code, Day, Sex};

use super::Window;
use super::youth_policy::{FIRST_STAY, Row, Subject};
use crate::field::Number;
use crate::findings::{Findings, judged};
use crate::key;
use crate::rules::youth_policy::many_rows;
use crate::rules::{self, Fault, judges};

/// Most rows of one child that are held beside a row, before it and after it: more would take time without bound.
pub(crate) const BESIDE: usize = 32;

/// What is kept of a row.
#[derive(Clone, Copy)]
pub(crate) struct Spell {
    /// Hash of the citizen number.
    child: u64,
    pub(crate) row: u64,
    pub(crate) subject: Subject,
    /// Start, or the day on which it was taken over.
    pub(crate) from: Day,
    pub(crate) end: Option<Day>,
    pub(crate) end_reason: Option<u8>,
    sent: Option<Day>,
    /// Hash of the date of birth; 0 where none was given.
    pub(crate) birth: u32,
    pub(crate) sex: Sex,
    /// Hash of the postcode; 0 where none was given.
    pub(crate) home: u32,
}

impl Spell {
    /// What is kept of this row; `None` for a child without a number, who cannot be told from another, and a row
    /// without a begin.
    fn of(row: &Row<'_>, subject: Subject, place: u64) -> Option<Spell> {
        if !matches!(row.child.number, Number::Valid(_)) {
            return None;
        }
        let mark = |text: &str| if text.is_empty() { 0 } else { key::hash(&[text]) as u32 };
        Some(Spell {
            child: key::hash(&[row.bsn]),
            row: place,
            subject,
            from: row.start.value().or(row.received.value())?,
            end: row.end.value(),
            end_reason: row.end_reason.value(),
            sent: row.sent.value(),
            birth: mark(row.written.birth),
            sex: row.child.sex.value().unwrap_or_default(),
            home: mark(row.written.postcode),
        })
    }

    /// Whether help is a stay elsewhere; `None` for what is no help.
    pub(crate) fn stays(&self) -> Option<bool> {
        match self.subject {
            Subject::Help(Code(form)) => Some(form >= FIRST_STAY),
            Subject::Order(_) | Subject::Apart(_) | Subject::Authorisation(_) => None,
        }
    }

    /// Whether this is an (interim) supervision order.
    pub(crate) fn is_supervision(&self) -> bool {
        matches!(self.subject, Subject::Order(Code::SUPERVISION_ORDER | Code::INTERIM_ORDER))
    }

    /// The day of death, where a measure ended by it: reason 06 of supervision, 15 of guardianship (5.3.1).
    pub(crate) fn death(&self) -> Option<Day> {
        let of_death = if self.is_supervision() { 6 } else { 15 };
        self.end.filter(|_| matches!(self.subject, Subject::Order(_)) && self.end_reason == Some(of_death))
    }

    /// The last day here: the end, else the day before another institution took it over; `None` while it runs.
    pub(crate) fn last(&self) -> Option<Day> {
        self.end.or(self.sent)
    }

    /// Whether some day lies in both.
    pub(crate) fn overlaps(&self, other: &Spell) -> bool {
        let begins_in_time = |later: &Spell, earlier: &Spell| earlier.last().is_none_or(|last| later.from <= last);
        begins_in_time(self, other) && begins_in_time(other, self)
    }

    /// Whether the other row stands before this one: by its begin, between equals by its place in the file.
    pub(crate) fn comes_after(&self, other: &Spell) -> bool {
        (other.from, other.row) < (self.from, self.row)
    }
}

/// The rows of a delivery, kept until its end.
#[derive(Default)]
pub(crate) struct Spells(Vec<Spell>);

impl Spells {
    /// Keeps what is needed of a row.
    pub(crate) fn keep(&mut self, row: &Row<'_>, subject: Subject, place: u64) {
        self.0.extend(Spell::of(row, subject, place));
    }

    /// Judges the rows of each child; findings come in the order of the file.
    pub(crate) fn judge(mut self, window: Option<Window>, findings: &mut Findings) {
        self.0.sort_unstable_by_key(|spell| (spell.child, spell.from, spell.row));
        let mut found = Vec::new();
        for rows in self.0.chunk_by(|one, other| one.child == other.child) {
            if rows.len() > many_rows::MOST {
                found.push((rows[0].row, &many_rows::RULE, "bsn"));
            }
            for (place, spell) in rows.iter().enumerate() {
                let beside = &rows[place.saturating_sub(BESIDE)..(place + 1 + BESIDE).min(rows.len())];
                let rules = judges(rules::youth_policy::BESIDE);
                found.extend(rules.filter_map(|(rule, judge)| Some((spell.row, rule, judged(rule, judge(spell, beside, window))?))));
            }
        }
        found.sort_by_key(|(row, _, _)| *row);
        for (row, rule, field) in found {
            findings.tray(row, "").found(rule, field);
        }
    }
}

/// What looks at a row beside the others of its child, itself among them: the field at fault, or none.
pub(crate) type Beside = fn(&Spell, &[Spell], Option<Window>) -> Fault;
