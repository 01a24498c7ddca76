//! The rules, one file each, in the order of the agreement: the list is the catalogue.
//!
//! A rule says what is wrong, why it matters and what to do, in both languages, and holds its own examples; tests run
//! them. To add one, copy a file, give it a code, name it here twice (docs/how-to/add-a-rule.md).
//!
//! Severity: *error* — the row cannot be counted as what it says, it is set aside; *warning* — one field is left out
//! of the counts, the row stays; *notice* — nothing is wrong with the row, but something is not known.

use std::fmt;

use domain::Day;

use crate::field::Child;
use crate::formats::{Window, board, ijw, veilig_thuis, youth_policy};
use crate::words::{Language, Words};

mod bo_dates;
mod bo_order;
mod bo_result;
mod bo_word;
mod ch_birth_date;
mod ch_bsn_eleven;
mod ch_bsn_unknown;
mod ch_postcode;
mod ch_sex;
pub(crate) mod de_assumed;
pub(crate) mod de_column;
pub(crate) mod de_doubled_reference;
pub(crate) mod de_encoding;
pub(crate) mod de_end_after_period;
pub(crate) mod de_field_length;
pub(crate) mod de_fields;
pub(crate) mod de_place_unknown;
pub(crate) mod de_reference;
pub(crate) mod de_refused;
pub(crate) mod ij_apart;
pub(crate) mod ij_broken;
mod ij_dates;
pub(crate) mod ij_declined;
mod ij_end_before_start;
mod ij_end_reason;
mod ij_form_unknown;
mod ij_header;
mod ij_reference;
mod ij_status;
mod tr_not_for_help;
mod tr_received_before_start;
mod tr_sent_after_end;
mod vt_acute;
mod vt_advice_names_child;
mod vt_case_missing;
mod vt_date;
mod vt_end_before_start;
mod vt_object;
mod vt_outcome;
mod vt_report_missing;
mod vt_start_after_period;
mod vt_word;
mod yp_age;
mod yp_birth_date;
mod yp_bsn_eleven;
mod yp_bsn_unknown;
mod yp_crisis;
mod yp_date;
pub(crate) mod yp_doubled_key;
mod yp_end_before_start;
mod yp_end_reason_list;
mod yp_end_reason_missing;
mod yp_help_form;
mod yp_kind_of_row;
mod yp_measure;
mod yp_not_in_period;
mod yp_outcome_range;
mod yp_postcode;
mod yp_referrer;
mod yp_sex;
mod yp_start_after_period;
mod yp_start_missing;

/// Every rule: the delivery as a whole, then youth policy in the order of its protocol, the Board, Veilig Thuis, iJw.
pub const CATALOGUE: &[&Rule] = &[
    &de_refused::RULE,
    &de_assumed::RULE,
    &de_encoding::RULE,
    &de_column::RULE,
    &de_fields::RULE,
    &de_field_length::RULE,
    &de_reference::RULE,
    &de_doubled_reference::RULE,
    &de_end_after_period::RULE,
    &de_place_unknown::RULE,
    &yp_kind_of_row::RULE,
    &yp_bsn_eleven::RULE,
    &yp_bsn_unknown::RULE,
    &yp_birth_date::RULE,
    &yp_age::RULE,
    &yp_sex::RULE,
    &yp_postcode::RULE,
    &yp_referrer::RULE,
    &yp_help_form::RULE,
    &yp_doubled_key::RULE,
    &yp_crisis::RULE,
    &yp_start_missing::RULE,
    &yp_start_after_period::RULE,
    &yp_date::RULE,
    &yp_end_before_start::RULE,
    &yp_not_in_period::RULE,
    &yp_end_reason_missing::RULE,
    &yp_end_reason_list::RULE,
    &yp_outcome_range::RULE,
    &yp_measure::RULE,
    &tr_not_for_help::RULE,
    &tr_received_before_start::RULE,
    &tr_sent_after_end::RULE,
    &ch_bsn_eleven::RULE,
    &ch_bsn_unknown::RULE,
    &ch_birth_date::RULE,
    &ch_sex::RULE,
    &ch_postcode::RULE,
    &bo_dates::RULE,
    &bo_order::RULE,
    &bo_word::RULE,
    &bo_result::RULE,
    &vt_object::RULE,
    &vt_date::RULE,
    &vt_start_after_period::RULE,
    &vt_end_before_start::RULE,
    &vt_case_missing::RULE,
    &vt_report_missing::RULE,
    &vt_advice_names_child::RULE,
    &vt_word::RULE,
    &vt_outcome::RULE,
    &vt_acute::RULE,
    &ij_broken::RULE,
    &ij_declined::RULE,
    &ij_header::RULE,
    &ij_reference::RULE,
    &ij_dates::RULE,
    &ij_end_before_start::RULE,
    &ij_status::RULE,
    &ij_end_reason::RULE,
    &ij_form_unknown::RULE,
    &ij_apart::RULE,
];

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
    /// the child in the other layouts, `BO` Board, `VT` Veilig Thuis, `IJ` iJw.
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
    pub(crate) check: Check,
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

/// How a rule is checked: one function for each row of its layout, which names the field at fault.
#[derive(Clone, Copy)]
pub(crate) enum Check {
    /// Found by reading itself, not by looking at one row.
    Reading,
    /// The child in the rows of the Board, Veilig Thuis and iJw; the day is the row's first.
    Child(fn(&Child<'_>, Option<Day>) -> Fault),
    YouthPolicy(fn(&youth_policy::Row<'_>, Option<Window>) -> Fault),
    Board(fn(&board::Row<'_>, Option<Window>) -> Fault),
    VeiligThuis(fn(&veilig_thuis::Row<'_>, Option<Window>) -> Fault),
    Ijw(fn(&ijw::Product<'_>) -> Fault),
}

/// The field at fault, or `None` where the rule holds.
pub(crate) type Fault = Option<&'static str>;

/// Names a field when it is at fault.
pub(crate) fn at_fault(field: &'static str, is_at_fault: bool) -> Fault {
    is_at_fault.then_some(field)
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
mod tests;
