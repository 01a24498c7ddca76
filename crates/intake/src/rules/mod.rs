//! The rules, one file each, in a folder for each family; the families' lists are the catalogue.
//!
//! A rule says what is wrong, why it matters and what to do, in both languages, and holds its own examples; tests run
//! them. To add one, copy a file, give it a code, name it in its family (docs/how-to/add-a-rule.md).
//!
//! Severity: *error* — the row cannot be counted as what it says, it is set aside; *warning* — one field is left out
//! of the counts, the row stays; *notice* — nothing is wrong with the row, but something is not known. Rules across
//! deliveries never set a row aside: a warning there asks to look before sending.

use std::fmt;

use domain::Day;

use crate::field::Given;
use crate::formats::Window;
use crate::words::{Language, Words};

pub(crate) mod across;
pub(crate) mod adult_support;
pub(crate) mod board;
pub(crate) mod child;
pub(crate) mod corv;
pub(crate) mod court;
pub(crate) mod csg;
pub(crate) mod delivery;
pub(crate) mod gi_process;
pub(crate) mod ijw;
pub(crate) mod informant;
pub(crate) mod police;
pub(crate) mod programme;
pub(crate) mod series;
pub(crate) mod survey;
pub(crate) mod transfer;
pub(crate) mod veilig_thuis;
pub(crate) mod youth_policy;

/// Every family: the delivery as a whole, the child, then each layout in the order of the chain, then what is seen only
/// beside another delivery.
pub static FAMILIES: &[&Family] = &[
    &delivery::FAMILY,
    &child::FAMILY,
    &youth_policy::FAMILY,
    &transfer::FAMILY,
    &board::FAMILY,
    &court::FAMILY,
    &gi_process::FAMILY,
    &veilig_thuis::FAMILY,
    &csg::FAMILY,
    &police::FAMILY,
    &ijw::FAMILY,
    &corv::FAMILY,
    &adult_support::FAMILY,
    &programme::FAMILY,
    &survey::FAMILY,
    &informant::FAMILY,
    &series::FAMILY,
    &across::FAMILY,
];

/// Every rule, family by family.
pub fn catalogue() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.rules())
}

/// How bad a finding is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// The row is set aside.
    Error,
    /// One field is not used; the row counts.
    Warning,
    /// Something is not known; the row counts.
    Notice,
}

impl Severity {
    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Notice => "notice",
        }
    }

    /// The word on a screen.
    pub fn told_in(self, language: Language) -> &'static str {
        match (self, language) {
            (Severity::Error, Language::Dutch) => "fout",
            (Severity::Warning, Language::Dutch) => "waarschuwing",
            (Severity::Notice, Language::Dutch) => "melding",
            (_, Language::English) => self.word(),
        }
    }
}

/// One rule. `Debug` prints its code.
pub struct Rule {
    /// Its code: layout and subject. `DE` any delivery, `YP` youth policy, `TR` transfers between institutions, `CH`
    /// the child in the other layouts, `BO` Board, `CO` court, `GI` certified institutions, `VT` Veilig Thuis, `CS` Centres
    /// for Sexual Violence, `PO` police, `IJ` iJw, `CV` CORV, `AD` adult support, `PR` programmes, `SU` survey, `IN` informants, `SE`
    /// series, `AC` across deliveries.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: Words,
    /// Why it matters.
    pub why: Words,
    /// What to do.
    pub fix: Words,
    /// The fields it looks at.
    pub fields: &'static [&'static str],
    /// Where it is agreed.
    pub source: &'static str,
    /// Examples; tests run them.
    pub examples: &'static [Example],
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

/// Rules about one layout, or about what layouts share.
pub struct Family {
    /// What its codes begin with.
    pub prefix: &'static str,
    /// A sound delivery of one row, from which the examples differ.
    pub sound: Sound,
    rules: fn() -> Vec<&'static Rule>,
}

impl Family {
    /// Its rules, in the order of the agreement.
    pub fn rules(&self) -> Vec<&'static Rule> {
        (self.rules)()
    }
}

/// A sound delivery of one row.
pub enum Sound {
    /// A table.
    Table {
        /// Its file name.
        file: &'static str,
        /// The agreed columns.
        columns: &'static [&'static str],
        /// A row that breaks no rule.
        row: &'static str,
    },
    /// A message.
    Message {
        /// Its file name.
        file: &'static str,
    },
}

/// A rule in the list of its family, with what looks at one row; without it reading itself finds it.
#[derive(Clone, Copy)]
pub(crate) struct Listed<J> {
    rule: &'static Rule,
    judge: Option<J>,
}

const fn judged<J>(rule: &'static Rule, judge: J) -> Listed<J> {
    Listed { rule, judge: Some(judge) }
}

const fn while_reading<J>(rule: &'static Rule) -> Listed<J> {
    Listed { rule, judge: None }
}

fn listed<J>(rules: &[Listed<J>]) -> Vec<&'static Rule> {
    rules.iter().map(|listed| listed.rule).collect()
}

/// What looks at each row of a layout.
pub(crate) fn judges<J: Copy>(rules: &[Listed<J>]) -> impl Iterator<Item = (&'static Rule, J)> {
    rules.iter().filter_map(|listed| Some((listed.rule, listed.judge?)))
}

/// The field at fault, or `None` where the rule holds.
pub(crate) type Fault = Option<&'static str>;

/// Names a field when it is at fault.
pub(crate) fn at_fault(field: &'static str, is_at_fault: bool) -> Fault {
    is_at_fault.then_some(field)
}

/// Whether something was done after the last day for it, or was not done while the period runs on past that day. What
/// was done late before the period was found in an earlier delivery.
pub(crate) fn is_overdue(done: Given<Day>, last: Day, window: Option<Window>) -> bool {
    match done {
        Given::Is(day) => day > last && window.is_none_or(|window| day >= window.first),
        Given::Unreadable => false,
        Given::Absent => window.is_some_and(|window| window.last > last),
    }
}

/// A row as it differs from a sound one of its layout: fields and what stands in them.
pub type Difference = &'static [(&'static str, &'static str)];

/// One example of a rule.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// What it shows.
    pub shows: Shows,
    /// What is delivered.
    pub given: Sample,
    /// Whether the rule finds it.
    pub is_found: bool,
}

/// What an example shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shows {
    /// Something wrong.
    Broken,
    /// Nothing wrong.
    Sound,
    /// What the rule does when nothing is filled in.
    Missing,
}

/// What an example delivers.
#[derive(Clone, Copy, Debug)]
pub enum Sample {
    /// One row.
    Row(Difference),
    /// One row with so many letters in a field.
    Long(&'static str, usize),
    /// Several rows.
    Rows(&'static [Difference]),
    /// A whole file, checked under a name.
    File(&'static str, &'static str),
    /// A whole file of bytes that are no UTF-8, checked under a name.
    Bytes(&'static str, &'static [u8]),
    /// A spreadsheet with one sound row in which some cells are other than text, and so many sheets beside it.
    Sheet(&'static [(&'static str, Typed)], usize),
    /// Several deliveries; the first is the one that is checked.
    Deliveries(&'static [Delivered]),
}

/// A cell of a spreadsheet that is not text.
#[derive(Clone, Copy, Debug)]
pub enum Typed {
    /// A number.
    Number(f64),
    /// A number that is shown as a day.
    Day(f64),
    /// A value that is calculated.
    Formula(&'static str),
    /// The error `#N/A`.
    Error,
    /// The cell, merged with the one to its right.
    Merged,
}

/// One delivery of several, as its rows differ from the sound row of the family.
#[derive(Clone, Copy, Debug)]
pub struct Delivered {
    /// Its file name.
    pub file: &'static str,
    /// Its rows.
    pub rows: &'static [Difference],
    /// Where it comes from.
    pub stands: Stands,
}

/// Where a delivery beside the checked one comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stands {
    /// Delivered before.
    Before,
    /// Checked together with it.
    With,
}

/// A delivery that is checked, or is checked together with the first.
const fn with(file: &'static str, rows: &'static [Difference]) -> Delivered {
    Delivered { file, rows, stands: Stands::With }
}

/// A delivery of before.
const fn before(file: &'static str, rows: &'static [Difference]) -> Delivered {
    Delivered { file, rows, stands: Stands::Before }
}

const fn broken(row: Difference) -> Example {
    Example { shows: Shows::Broken, given: Sample::Row(row), is_found: true }
}

const fn sound(row: Difference) -> Example {
    Example { shows: Shows::Sound, given: Sample::Row(row), is_found: false }
}

const fn missing_is_found(row: Difference) -> Example {
    Example { shows: Shows::Missing, given: Sample::Row(row), is_found: true }
}

const fn missing_passes(row: Difference) -> Example {
    Example { shows: Shows::Missing, given: Sample::Row(row), is_found: false }
}

const fn example(shows: Shows, given: Sample, is_found: bool) -> Example {
    Example { shows, given, is_found }
}

#[cfg(test)]
mod edit;
#[cfg(test)]
mod tests;
