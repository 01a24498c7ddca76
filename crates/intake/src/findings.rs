//! What was found in a delivery, grouped by cause while reading: constant memory, whatever the number of rows.

use domain::{Day, Period};
use person::{Purpose, Record, Sensitive};

use crate::across::GoesBack;
use crate::deviations::Deviation;
use crate::ledger::Ledger;
use crate::rules::{Fault, Rule, Severity};
use crate::{DeliveryKind, DeliveryName, Language};

/// How many cases of a cause are shown where only the first ones are.
pub const FIRST_CASES: usize = 5;

/// Longest reference that is shown back, in characters.
const REFERENCE_LENGTH: usize = 40;

/// From how many bytes on no more facts are added to a cause.
const DETAIL_LENGTH: usize = 400;

/// What was found in one delivery. `read` is always `accepted + set_aside`; for iJw these count products.
#[derive(Clone, Debug)]
pub struct Report {
    /// The file as it was named.
    pub file: String,
    /// What its name says; `None` when a check got a file with another name.
    pub name: Option<DeliveryName>,
    /// Its kind, from the name or from the content; `None` when the file was refused before that was known.
    pub kind: Option<DeliveryKind>,
    /// Rows read.
    pub read: u64,
    /// Rows handed on.
    pub accepted: u64,
    /// Rows with a finding of severity error.
    pub set_aside: u64,
    /// Causes: errors first; of those, what is about the file as a whole, then the most frequent.
    pub causes: Vec<Cause>,
    /// Causes the supplier gave a reason for: shown apart, and no reason to hold the file back.
    pub deviations: Vec<Deviation>,
    /// What else goes back to the supplier, where the delivery was laid beside others.
    pub goes_back: GoesBack,
    /// First day on which something happened in an accepted row.
    pub first_day: Option<Day>,
    /// Last such day.
    pub last_day: Option<Day>,
    /// BLAKE3 of the bytes as delivered.
    pub hash: [u8; 32],
}

impl Report {
    /// The report of a file of which nothing was taken, with the reason.
    ///
    /// ```
    /// let reason = intake::findings::Detail { nl: "leeg".into(), en: "empty".into() };
    /// let report = intake::Report::refused("a.csv", None, reason, [0; 32]);
    /// assert_eq!(report.verdict(), intake::Verdict::Refused);
    /// ```
    pub fn refused(file: &str, name: Option<&DeliveryName>, reason: Detail, hash: [u8; 32]) -> Report {
        let mut findings = Findings::default();
        findings.about_file(&crate::rules::delivery::refused::RULE, "", Some(reason));
        findings.report(file, name, None, hash)
    }

    /// The period the delivery is about, where its name says so.
    pub fn period(&self) -> Option<Period> {
        self.name.as_ref().map(DeliveryName::period)
    }

    /// The supplier code, where the name says so.
    pub fn supplier(&self) -> Option<&str> {
        self.name.as_ref().map(DeliveryName::supplier)
    }

    /// Whether anything of severity error was found.
    pub fn has_errors(&self) -> bool {
        self.causes.iter().any(|cause| cause.rule.severity == Severity::Error)
    }

    /// Puts the causes in order: errors first; of one severity what is about the file as a whole, for it may be the reason
    /// of others, then the most frequent.
    pub(crate) fn sort(&mut self) {
        let is_about_rows = |cause: &Cause| cause.first.iter().any(|case| case.row > 0);
        self.causes.sort_by_key(|cause| (cause.rule.severity, is_about_rows(cause), std::cmp::Reverse(cause.count), cause.rule.code));
    }

    /// The cause with this code, where it was found.
    pub fn cause(&self, code: &str) -> Option<&Cause> {
        self.causes.iter().find(|cause| cause.rule.code == code)
    }
}

/// All findings of one rule.
#[derive(Clone, Debug)]
pub struct Cause {
    /// The rule.
    pub rule: &'static Rule,
    /// How often it was found; a row counts once a rule.
    pub count: u64,
    /// The first cases, as many as were asked for: [`FIRST_CASES`] unless lists for colleagues are made.
    pub first: Vec<Case>,
    /// How often it was found in which field.
    pub fields: Vec<FieldCount>,
    /// What the message cannot know: facts about the file, never about a person.
    pub detail: Option<Detail>,
    /// How often it was found in the previous delivery; `None` when it was not, or there is none beside this one.
    pub earlier: Option<u64>,
}

/// How often a cause was found in one field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FieldCount {
    /// The field; empty for a row or file as a whole.
    pub field: &'static str,
    /// How often.
    pub count: u64,
}

/// Facts about a file in both languages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Detail {
    /// Dutch.
    pub nl: String,
    /// English.
    pub en: String,
}

impl Detail {
    /// The text in one language.
    pub fn told_in(&self, language: Language) -> &str {
        match language {
            Language::Dutch => &self.nl,
            Language::English => &self.en,
        }
    }
}

impl Cause {
    pub(crate) fn new(rule: &'static Rule) -> Cause {
        Cause { rule, count: 0, first: Vec::new(), fields: Vec::new(), detail: None, earlier: None }
    }

    /// One case more; its place is kept while there are fewer than `keep`.
    pub(crate) fn add(&mut self, keep: usize, field: &'static str, case: impl FnOnce() -> Case) {
        self.count += 1;
        match self.fields.iter_mut().find(|known| known.field == field) {
            Some(known) => known.count += 1,
            None => self.fields.push(FieldCount { field, count: 1 }),
        }
        if self.first.len() < keep {
            self.first.push(case());
        }
    }

    /// The words that may stand in the fields at fault, where the rule is that a word stands in its list: field, words.
    pub fn allowed(&self, kind: Option<DeliveryKind>) -> Vec<(&'static str, Vec<&'static str>)> {
        let Some(kind) = kind.filter(|_| self.rule.code.ends_with("-WORD")) else { return Vec::new() };
        let fields = self.fields.iter().map(|known| (known.field, crate::coded::allowed(kind, known.field)));
        fields.filter(|(_, words)| !words.is_empty()).collect()
    }

    /// The cases shown where only the first ones are.
    pub fn first_few(&self) -> &[Case] {
        &self.first[..self.first.len().min(FIRST_CASES)]
    }

    /// The message with its detail, in one language.
    pub fn message(&self, language: Language) -> String {
        let message = self.rule.message.told_in(language);
        match &self.detail {
            None => message.to_owned(),
            Some(detail) => format!("{message} ({})", detail.told_in(language)),
        }
    }
}

/// One case of a cause: where to look, no value of a person.
#[derive(Clone, Debug)]
pub struct Case {
    /// Row, counted from 1 without the header; for iJw the product; 0 is the file itself.
    pub row: u64,
    /// The supplier's own reference; empty when the row has none, or when it could be a citizen number.
    pub reference: Sensitive<String>,
    /// The field at fault.
    pub field: &'static str,
    /// The part of the delivery the row belongs to (`melding`, `advies`); empty where a layout has one kind of row.
    pub part: &'static str,
}

impl Case {
    /// The reference, fit for a screen: control characters replaced, at most 40 characters.
    pub fn shown_reference(&self) -> String {
        let reference = self.reference.open(Purpose::OwnFindings);
        reference.chars().take(REFERENCE_LENGTH).map(|letter| if letter.is_control() { '?' } else { letter }).collect()
    }
}

/// Findings while reading.
#[derive(Debug)]
pub(crate) struct Findings {
    causes: Vec<Cause>,
    /// How many cases of a cause are kept.
    keep: usize,
    /// What is kept for comparison, where it is asked for.
    ledger: Option<Box<Ledger>>,
    accepted: u64,
    set_aside: u64,
    days: Option<(Day, Day)>,
}

impl Default for Findings {
    fn default() -> Findings {
        Findings::keeping(FIRST_CASES, None)
    }
}

impl Findings {
    /// Findings that keep so many cases of a cause, and a ledger where one is given.
    pub(crate) fn keeping(keep: usize, ledger: Option<Box<Ledger>>) -> Findings {
        Findings { causes: Vec::new(), keep, ledger, accepted: 0, set_aside: 0, days: None }
    }

    /// The ledger, where one is kept.
    pub(crate) fn ledger(&mut self) -> Option<&mut Ledger> {
        self.ledger.as_deref_mut()
    }

    /// Takes the ledger out.
    pub(crate) fn take_ledger(&mut self) -> Option<Box<Ledger>> {
        self.ledger.take()
    }

    /// Rows so far.
    pub(crate) fn read(&self) -> u64 {
        self.accepted + self.set_aside
    }

    /// A finding about the file itself.
    pub(crate) fn about_file(&mut self, rule: &'static Rule, field: &'static str, detail: Option<Detail>) {
        self.found(rule, 0, "", field);
        if let Some(detail) = detail {
            self.explain(rule, detail);
        }
    }

    /// Notes what a whole delivery shows, where it shows it: under the first field of the rule.
    pub(crate) fn judge_file(&mut self, rule: &'static Rule, detail: Option<Detail>) {
        let detail = told(rule, detail);
        if let Some(detail) = detail {
            self.about_file(rule, rule.fields.first().copied().unwrap_or_default(), Some(detail));
        }
    }

    /// Adds facts about the file to a cause; the first ones stay.
    pub(crate) fn explain(&mut self, rule: &'static Rule, detail: Detail) {
        if let Some(cause) = self.cause_of(rule) {
            cause.detail.get_or_insert(detail);
        }
    }

    /// Adds facts about the file to those of a cause, unless it holds them already or holds many.
    pub(crate) fn explain_also(&mut self, rule: &'static Rule, detail: Detail) {
        let Some(cause) = self.cause_of(rule) else { return };
        match &mut cause.detail {
            None => cause.detail = Some(detail),
            Some(known) if known.nl.contains(&detail.nl) || known.nl.len() > DETAIL_LENGTH => {}
            Some(known) => {
                known.nl = format!("{}; {}", known.nl, detail.nl);
                known.en = format!("{}; {}", known.en, detail.en);
            }
        }
    }

    /// A finding about a row.
    pub(crate) fn found(&mut self, rule: &'static Rule, row: u64, reference: &str, field: &'static str) {
        self.found_in(rule, (row, reference), "", field);
    }

    /// A finding about a row in a part of the delivery.
    fn found_in(&mut self, rule: &'static Rule, (row, reference): (u64, &str), part: &'static str, field: &'static str) {
        if self.cause_of(rule).is_none() {
            self.causes.push(Cause::new(rule));
        }
        let keep = self.keep;
        let Some(cause) = self.cause_of(rule) else { return };
        cause.add(keep, field, || Case { row, reference: Sensitive::new(reference.to_owned()), field, part });
    }

    fn cause_of(&mut self, rule: &Rule) -> Option<&mut Cause> {
        self.causes.iter_mut().find(|cause| cause.rule.code == rule.code)
    }

    /// Starts judging one row.
    pub(crate) fn tray<'a>(&'a mut self, row: u64, reference: &'a str) -> Tray<'a> {
        Tray { findings: self, row, reference, part: "", broken: false }
    }

    /// Counts a row that is handed on, and its days.
    pub(crate) fn accept(&mut self, record: &Record) {
        self.accepted += 1;
        self.note(record);
    }

    /// Notes the days of a record whose row was counted already.
    pub(crate) fn note(&mut self, record: &Record) {
        if let Some(ledger) = self.ledger() {
            ledger.note_message(record);
        }
        for event in &record.events {
            let (first, last) = self.days.unwrap_or((event.day, event.day));
            self.days = Some((first.min(event.day), last.max(event.day)));
        }
    }

    /// Counts a row that is set aside.
    pub(crate) fn set_aside(&mut self) {
        self.set_aside += 1;
    }

    /// The report of a delivery.
    pub(crate) fn report(self, file: &str, name: Option<&DeliveryName>, kind: Option<DeliveryKind>, hash: [u8; 32]) -> Report {
        let mut report = Report {
            file: file.to_owned(),
            name: name.cloned(),
            kind,
            read: self.accepted + self.set_aside,
            accepted: self.accepted,
            set_aside: self.set_aside,
            causes: self.causes,
            deviations: Vec::new(),
            goes_back: GoesBack::default(),
            first_day: self.days.map(|days| days.0),
            last_day: self.days.map(|days| days.1),
            hash,
        };
        report.sort();
        report
    }
}

/// The findings of the row at hand.
pub(crate) struct Tray<'a> {
    findings: &'a mut Findings,
    row: u64,
    reference: &'a str,
    part: &'static str,
    broken: bool,
}

impl Tray<'_> {
    /// Says which part of the delivery the row belongs to.
    pub(crate) fn belongs_to(&mut self, part: &'static str) {
        self.part = part;
    }

    /// Notes a finding.
    pub(crate) fn found(&mut self, rule: &'static Rule, field: &'static str) {
        self.broken |= rule.severity == Severity::Error;
        self.findings.found_in(rule, (self.row, self.reference), self.part, field);
    }

    /// Notes a finding, where there is one.
    pub(crate) fn judge(&mut self, rule: &'static Rule, field: Option<&'static str>) {
        if let Some(field) = judged(rule, field) {
            self.found(rule, field);
        }
    }

    /// Whether nothing of severity error was found in this row.
    pub(crate) fn is_sound(&self) -> bool {
        !self.broken
    }

    /// The place of the row.
    pub(crate) fn row(&self) -> u64 {
        self.row
    }

    /// Counts a message that may be about several children, or about none: handed on when nothing is broken, else set
    /// aside, and `None`.
    pub(crate) fn finish_message(self, records: Vec<Record>) -> Option<Vec<Record>> {
        if self.broken {
            self.findings.set_aside();
            return None;
        }
        self.findings.accepted += 1;
        records.iter().for_each(|record| self.findings.note(record));
        Some(records)
    }

    /// Counts the row: handed on when there is a record and nothing is broken, else set aside.
    pub(crate) fn finish(self, record: Option<Record>) -> Option<Record> {
        let record = record.filter(|_| !self.broken);
        match &record {
            Some(record) => self.findings.accept(record),
            None => self.findings.set_aside(),
        }
        record
    }
}

/// What a rule says of a row; a test may alter it to see whether that is noticed.
pub(crate) fn judged(rule: &Rule, fault: Fault) -> Fault {
    #[cfg(test)]
    let fault = altered::field(rule, fault);
    let _ = rule;
    fault
}

/// What a rule says of a whole delivery, as [`judged`].
fn told(rule: &Rule, detail: Option<Detail>) -> Option<Detail> {
    #[cfg(test)]
    let detail = altered::detail(rule, detail);
    let _ = rule;
    detail
}

/// A rule that judges wrongly on purpose, so that its examples can be seen to notice.
#[cfg(test)]
pub(crate) mod altered {
    use std::cell::Cell;

    use super::Detail;
    use crate::rules::Rule;

    /// How a rule is altered.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub(crate) enum Alteration {
        /// It finds nothing.
        Never,
        /// It finds fault with everything.
        Always,
        /// It finds fault with what is sound, and with nothing else.
        Inverted,
        /// It names another field.
        OtherField,
    }

    thread_local! {
        static ALTERED: Cell<Option<(&'static str, Alteration)>> = const { Cell::new(None) };
    }

    /// What `run` gives while a rule is altered.
    pub(crate) fn with<T>(code: &'static str, alteration: Alteration, run: impl FnOnce() -> T) -> T {
        ALTERED.set(Some((code, alteration)));
        let given = run();
        ALTERED.set(None);
        given
    }

    fn of(rule: &Rule) -> Option<Alteration> {
        ALTERED.get().filter(|(code, _)| *code == rule.code).map(|(_, alteration)| alteration)
    }

    pub(super) fn field(rule: &Rule, field: Option<&'static str>) -> Option<&'static str> {
        let named = || rule.fields.first().copied().or(Some(""));
        match (of(rule), field) {
            (None, field) => field,
            (Some(Alteration::Never), _) | (Some(Alteration::Inverted), Some(_)) | (Some(Alteration::OtherField), None) => None,
            (Some(Alteration::Always), field) => field.or(named()),
            (Some(Alteration::Inverted), None) => named(),
            (Some(Alteration::OtherField), Some(_)) => Some("another"),
        }
    }

    pub(super) fn detail(rule: &Rule, detail: Option<Detail>) -> Option<Detail> {
        let named = || Some(Detail { nl: String::new(), en: String::new() });
        match (of(rule), detail) {
            (None | Some(Alteration::OtherField), detail) => detail,
            (Some(Alteration::Never), _) | (Some(Alteration::Inverted), Some(_)) => None,
            (Some(Alteration::Always), detail) => detail.or(named()),
            (Some(Alteration::Inverted), None) => named(),
        }
    }
}
