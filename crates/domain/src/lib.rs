//! Nouns about nobody: time, place, codes, forms of violence, stages, norms, counts, cells and estimates.
//!
//! Every other room speaks in these words. Nothing here reads a clock, a file or a person; the
//! reading order is time → place → codes → chain → numbers.

pub mod day;
pub mod period;
pub mod workdays;

pub mod region;

pub mod acute;
pub mod age;
pub mod codes;
pub mod violence;

pub mod coverage;
pub mod handover;
pub mod stage;

pub mod cell;
pub mod count;
pub mod estimate;
pub mod site;
pub mod when;

pub use acute::{AcuteCare, TraceExaminer};
pub use age::AgeBand;
pub use cell::{Cell, Status};
pub use codes::{Code, Sex, WaitCause};
pub use count::{Breakdown, CountKey, CountTable, Outcome};
pub use coverage::Coverage;
pub use day::{Day, Month, PartialDate, Precision};
pub use estimate::{Estimate, Interval};
pub use handover::{DayUnit, Due, Elsewhere, HandOver, NormKind, Scope, Selector, Tie};
pub use period::Period;
pub use region::{Atlas, Municipality, RegionCode, RegionKind};
pub use site::{Measure, Site, Span};
pub use stage::{EventKind, OrganisationKind, Sector, Stage};
pub use violence::{Contact, Form, Forms, Online, OtherAge, Setting};
pub use when::{When, WhenError};
