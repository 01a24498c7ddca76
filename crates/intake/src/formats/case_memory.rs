//! What the rows of one Veilig Thuis delivery say about each other: a report and its assessment, a transfer and the
//! monitoring of its case.
//!
//! Rows come in any order, so a pair is judged when the second of the two is read. Kept are hashes and days, some forty
//! bytes a row; a row of an earlier delivery is not known here.

use std::collections::HashMap;

use domain::Day;
use domain::workdays::add_working_days;

use super::Window;
use super::veilig_thuis::{Object, Row};
use crate::field::Given;
use crate::findings::Tray;
use crate::key;
use crate::rules::is_overdue;
use crate::rules::veilig_thuis::{
    assessment_before_report, assessment_doubled, assessment_late, assessment_other_case, monitoring_before_accepted,
};

/// Working days from a report to its assessment.
const ASSESSED_WITHIN: u32 = 5;

/// What was read so far.
#[derive(Default)]
pub(crate) struct CaseMemory {
    /// By the reference of a report.
    reports: HashMap<u64, Noted>,
    /// By the reference of the report that was assessed.
    assessments: HashMap<u64, Noted>,
    /// By case: the first day on which a transfer was accepted.
    accepted: HashMap<u64, Day>,
    /// By case: the first day of monitoring.
    monitored: HashMap<u64, Day>,
}

#[derive(Clone, Copy)]
struct Noted {
    day: Day,
    /// Hash of the case; none where the row gives none.
    case: Option<u64>,
}

impl CaseMemory {
    /// Judges a sound row beside those before it, and remembers it.
    pub(crate) fn note(&mut self, row: &Row<'_>, object: Object, day: Day, window: Option<Window>, tray: &mut Tray<'_>) {
        let case = (!row.case.is_empty()).then(|| key::hash(&[row.case]));
        let noted = Noted { day, case };
        match object {
            Object::Report => self.note_report(key::hash(&[row.reference]), noted, window, tray),
            Object::Assessment => self.note_assessment(key::hash(&[row.report]), noted, window, tray),
            Object::Transfer => self.note_acceptance(case, row.end, tray),
            Object::Monitoring => self.note_monitoring(case, day, tray),
            Object::Advice | Object::Investigation | Object::FollowUp => {}
        }
    }

    fn note_report(&mut self, report: u64, noted: Noted, window: Option<Window>, tray: &mut Tray<'_>) {
        self.reports.insert(report, noted);
        if let Some(assessment) = self.assessments.get(&report) {
            judge_pair(noted, *assessment, window, tray);
        }
    }

    fn note_assessment(&mut self, report: u64, noted: Noted, window: Option<Window>, tray: &mut Tray<'_>) {
        if self.assessments.insert(report, noted).is_some() {
            tray.found(&assessment_doubled::RULE, "melding");
        }
        if let Some(report) = self.reports.get(&report) {
            judge_pair(*report, noted, window, tray);
        }
    }

    fn note_acceptance(&mut self, case: Option<u64>, accepted: Given<Day>, tray: &mut Tray<'_>) {
        let (Some(case), Some(accepted)) = (case, accepted.value()) else { return };
        if self.monitored.get(&case).is_some_and(|monitored| *monitored < accepted) {
            tray.found(&monitoring_before_accepted::RULE, "datum_einde");
        }
        keep_first(&mut self.accepted, case, accepted);
    }

    fn note_monitoring(&mut self, case: Option<u64>, day: Day, tray: &mut Tray<'_>) {
        let Some(case) = case else { return };
        if self.accepted.get(&case).is_some_and(|accepted| day < *accepted) {
            tray.found(&monitoring_before_accepted::RULE, "datum");
        }
        keep_first(&mut self.monitored, case, day);
    }
}

fn judge_pair(report: Noted, assessment: Noted, window: Option<Window>, tray: &mut Tray<'_>) {
    if report.case != assessment.case {
        tray.found(&assessment_other_case::RULE, "casus");
    }
    if assessment.day < report.day {
        tray.found(&assessment_before_report::RULE, "datum");
    }
    if is_overdue(Given::Is(assessment.day), add_working_days(report.day, ASSESSED_WITHIN), window) {
        tray.found(&assessment_late::RULE, "datum");
    }
}

fn keep_first(days: &mut HashMap<u64, Day>, case: u64, day: Day) {
    days.entry(case).and_modify(|first| *first = day.min(*first)).or_insert(day);
}
