//! Step 4: the forms of violence a start is about. Reasons are a set; none of them is the first.

use domain::{Day, EventKind, Form, Forms, Stage};
use person::Event;

use crate::statement::same_record;

/// How far back grounds and reports may lie to be the reason of an order or of help, in days: 24 months.
pub const LOOK_BACK_DAYS: i32 = 730;

/// What one person's events say about forms of violence.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    stated: &'a [Event],
}

impl<'a> Evidence<'a> {
    /// The evidence in the events that stand (see [`crate::statement::latest`]).
    pub fn of(stated: &'a [Event]) -> Evidence<'a> {
        Evidence { stated }
    }

    /// The forms a start is about: never empty, `unknown` alone where nothing is known.
    ///
    /// - an assessment: those of the report it answers;
    /// - an investigation: those of reports in its case up to its first day;
    /// - an order: the Board's grounds of the [`LOOK_BACK_DAYS`] before it, else what was reported in that time;
    /// - help: everything that was known in that time, grounds and reports alike;
    /// - anything else: what it says itself.
    pub fn forms(&self, start: &Event) -> Forms {
        let forms = match start.kind {
            EventKind::AssessmentCompleted => self.union(|event| event.kind == EventKind::ReportReceived && same_record(event, start)),
            EventKind::InvestigationStarted => {
                self.union(|event| event.kind == EventKind::ReportReceived && event.case == start.case && event.day <= start.day)
            }
            EventKind::OrderStarted => self.of_order(start.day),
            EventKind::HelpStarted => self.union(|event| tells_of_violence(event) && is_before(event, start.day)),
            _ => said(start),
        };
        forms.known_or_unknown()
    }

    /// An order's reason is the Board's grounds of the [`LOOK_BACK_DAYS`] before it; where these are empty or unknown, the forms
    /// of Veilig Thuis reports, CSG and police events in that time.
    fn of_order(&self, start: Day) -> Forms {
        let before = |event: &Event| is_before(event, start);
        let grounds = self.union(|event| event.kind.stage() == Stage::Board && before(event));
        if is_known(grounds) {
            return grounds;
        }
        self.union(|event| matches!(event.kind.stage(), Stage::Report | Stage::Csg | Stage::Police) && before(event))
    }

    fn union(&self, is_meant: impl Fn(&Event) -> bool) -> Forms {
        self.stated.iter().filter(|event| is_meant(event)).map(said).fold(Forms::NONE, Forms::union)
    }
}

/// Whether an event lies in the [`LOOK_BACK_DAYS`] up to a day.
fn is_before(event: &Event, day: Day) -> bool {
    event.day <= day && event.day >= day.plus(-LOOK_BACK_DAYS)
}

/// Whether an event can tell of violence before there is an order or help.
fn tells_of_violence(event: &Event) -> bool {
    matches!(event.kind.stage(), Stage::Board | Stage::Report | Stage::Csg | Stage::Police)
}

/// What an event says itself: forms of violence, and the Board's grounds.
pub fn said(event: &Event) -> Forms {
    event.form.union(event.reasons)
}

fn is_known(forms: Forms) -> bool {
    forms.known_or_unknown() != Forms::of(Form::Unknown)
}
