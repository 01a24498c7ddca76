//! The acute phase after sexual violence: how long it lasts, and who then examines traces on a child of some age.
//!
//! Rules of a care process change, so they stand here by the day from which they were stated. Checks of deliveries and
//! the signpost read the same table. A day before the first statement is judged by that first one: how it was before
//! is not known here.
//!
//! ```
//! use domain::acute::{AcuteCare, TraceExaminer};
//! use domain::Day;
//! let contact = Day::parse_iso("2023-02-08").unwrap();
//! let care = AcuteCare::on(contact);
//! assert!(care.is_acute(contact.plus(-7), contact));
//! assert!(!care.is_acute(contact.plus(-8), contact));
//! assert_eq!(care.examiner(12), TraceExaminer::Nfi);
//! ```

use crate::Day;
use crate::violence::named;

named! {
    /// Who examines traces on a child.
    TraceExaminer {
        /// A forensic physician of the Netherlands Forensic Institute (NFI).
        Nfi = "nfi",
        /// The police consult the NFI on who does it: the NFI or a regional forensic physician.
        PoliceConsultsNfi = "police-consults-nfi",
        /// A regional forensic physician.
        RegionalPhysician = "regional-physician",
    }
}

/// What holds from a day on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AcuteCare {
    /// The day it was stated.
    pub since: Day,
    /// The acute phase in days after the incident; the last day is included.
    pub window_days: i32,
    /// Who examines, from an age in completed years on; ascending.
    pub examiners: &'static [(i32, TraceExaminer)],
    /// Where it is stated.
    pub source: &'static str,
}

/// What was stated, in order of the day.
pub static ACUTE_CARE: &[AcuteCare] = &[AcuteCare {
    // 20 July 2020.
    since: Day(18_463),
    window_days: 7,
    examiners: &[(0, TraceExaminer::Nfi), (13, TraceExaminer::PoliceConsultsNfi), (16, TraceExaminer::RegionalPhysician)],
    source: "Kamerstuk 31 015, 20 juli 2020, deel B",
}];

impl AcuteCare {
    /// What holds on a day: the last statement on or before it, else the first one.
    pub fn on(day: Day) -> &'static AcuteCare {
        let stated = ACUTE_CARE.iter().rev().find(|care| care.since <= day);
        stated.unwrap_or(&ACUTE_CARE[0])
    }

    /// Whether `day` lies in the acute phase after `incident`: the day itself up to and including the last day of the
    /// window; a day before the incident does not.
    pub fn is_acute(&self, incident: Day, day: Day) -> bool {
        (0..=self.window_days).contains(&(day - incident))
    }

    /// Who examines traces on a child of this age in completed years; unknown below 0.
    pub fn examiner(&self, years: i32) -> TraceExaminer {
        let band = self.examiners.iter().rev().find(|(from, _)| *from <= years);
        band.map_or(TraceExaminer::Unknown, |(_, examiner)| *examiner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_examines_changes_on_the_thirteenth_and_sixteenth_birthday() {
        let care = AcuteCare::on(Day(19_000));
        let by: Vec<_> = [-1, 0, 12, 13, 15, 16, 17].into_iter().map(|years| care.examiner(years).word()).collect();
        let consults = "police-consults-nfi";
        assert_eq!(by, ["unknown", "nfi", "nfi", consults, consults, "regional-physician", "regional-physician"]);
    }

    #[test]
    fn the_acute_phase_runs_from_the_day_itself_through_day_seven() {
        let (care, incident) = (AcuteCare::on(Day(19_000)), Day(19_000));
        let acute: Vec<_> = [-1, 0, 7, 8].into_iter().map(|after| care.is_acute(incident, incident.plus(after))).collect();
        assert_eq!(acute, [false, true, true, false]);
    }

    #[test]
    fn a_day_before_the_first_statement_is_judged_by_it() {
        assert_eq!(AcuteCare::on(Day(0)), AcuteCare::on(Day(18_463)));
        assert_eq!(Day(18_463).to_string(), "2020-07-20");
    }

    #[test]
    fn statements_and_ages_ascend() {
        assert!(ACUTE_CARE.windows(2).all(|pair| pair[0].since < pair[1].since));
        assert!(ACUTE_CARE.iter().all(|care| care.examiners.windows(2).all(|pair| pair[0].0 < pair[1].0)));
    }
}
