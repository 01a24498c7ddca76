//! What is asked of the counts: a plain count, or a hand-over with its dues.

use domain::DayUnit;

/// One indicator to publish.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// Id of the indicator; its tables carry the same.
    pub indicator: String,
    /// What is asked.
    pub kind: QuestionKind,
}

/// What is asked of an indicator.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum QuestionKind {
    /// How many.
    Count,
    /// How many entered, and what became of them by each due.
    HandOver {
        /// In which days waits are counted.
        unit: DayUnit,
        /// Days by which is asked, each at most the horizon: 91, 183, 365.
        due: Vec<u16>,
        /// Last day that is followed, included.
        horizon: u16,
        /// Candidate edges of curve steps; holds every due.
        grid: Vec<u16>,
    },
}

impl Question {
    /// A plain count.
    pub fn count(indicator: impl Into<String>) -> Question {
        Question { indicator: indicator.into(), kind: QuestionKind::Count }
    }

    /// The unit of its waits; `None` for a plain count.
    pub fn unit(&self) -> Option<DayUnit> {
        match &self.kind {
            QuestionKind::Count => None,
            QuestionKind::HandOver { unit, .. } => Some(*unit),
        }
    }

    /// The days by which is asked; none for a plain count.
    pub fn dues(&self) -> &[u16] {
        match &self.kind {
            QuestionKind::Count => &[],
            QuestionKind::HandOver { due, .. } => due,
        }
    }
}
