//! For professionals: the steps of the reporting code, its two decisions, frameworks by sector, and who examines traces.

use domain::{AcuteCare, Day, TraceExaminer};

use crate::Words;

/// One step or decision.
#[derive(Clone, PartialEq, Eq, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its name.
    pub title: Words,
    /// What to do.
    pub text: Words,
}

/// What the law allows.
#[derive(Clone, PartialEq, Eq, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Right {
    /// Its name.
    pub title: Words,
    /// What it means.
    pub text: Words,
    /// The law and its article.
    pub source: String,
}

/// What a sector has for weighing and signalling.
#[derive(Clone, PartialEq, Eq, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectorFramework {
    /// Word of the sector, as `domain::Sector` writes it.
    pub id: String,
    /// Name of the sector.
    pub name: Words,
    /// Its framework and aids.
    pub framework: Words,
}

/// The reporting code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Meldcode {
    /// From which day this version holds.
    pub since: Day,
    /// Where it stands.
    pub source: String,
    /// The right to report.
    pub right: Right,
    /// The five steps.
    pub steps: Vec<Step>,
    /// The two decisions of the last step.
    pub decisions: Vec<Step>,
    /// Frameworks by sector.
    pub sectors: Vec<SectorFramework>,
}

/// A range of ages and who examines traces there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TraceAge {
    /// Youngest age in completed years.
    pub from: i32,
    /// Oldest age; `None` when there is no limit.
    pub through: Option<i32>,
    /// Who examines.
    pub examiner: TraceExaminer,
}

/// The table of trace examination on a day, as ranges of ages.
///
/// ```
/// use domain::{Day, TraceExaminer};
/// let ages = signpost::trace_ages(Day::parse_iso("2021-01-01").unwrap());
/// assert_eq!((ages[1].from, ages[1].through, ages[1].examiner), (13, Some(15), TraceExaminer::PoliceConsultsNfi));
/// ```
pub fn trace_ages(day: Day) -> Vec<TraceAge> {
    let bands = AcuteCare::on(day).examiners;
    let ends = bands.iter().skip(1).map(|(from, _)| Some(from - 1)).chain([None]);
    bands.iter().zip(ends).map(|((from, examiner), through)| TraceAge { from: *from, through, examiner: *examiner }).collect()
}
