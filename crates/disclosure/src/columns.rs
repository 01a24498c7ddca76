//! Columns: outcomes by stretch of days, as fine as the release can ever tell them apart.

use std::collections::BTreeSet;

use domain::{Measure, Outcome};

use crate::{DisclosureError, Question, QuestionKind};

/// One outcome in one stretch of days, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Column {
    pub(crate) outcome: Outcome,
    pub(crate) first: u16,
    pub(crate) last: u16,
}

impl Column {
    /// Everyone, of a plain count.
    pub(crate) const COUNTED: Column = Column { outcome: Outcome::Counted, first: 0, last: u16::MAX };

    /// Whether a measure counts this column; a column lies wholly inside or wholly outside each measure of its question.
    pub(crate) fn counts_in(self, measure: Measure) -> bool {
        let Column { outcome, first, last } = self;
        match measure {
            Measure::Entered => true,
            Measure::Reached { by } => outcome == Outcome::Reached && last <= by,
            Measure::Competing { by } => outcome == Outcome::Competing && last <= by,
            Measure::Waiting { by } if outcome == Outcome::Open => first >= by,
            Measure::Waiting { by } => first > by,
            Measure::Unseen { by } => outcome == Outcome::Open && last < by,
        }
    }
}

/// The columns of one question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Columns {
    /// Cut at every candidate edge: what curves need.
    pub(crate) fine: Vec<Column>,
    /// Cut at the dues only: what measures need.
    pub(crate) coarse: Vec<Column>,
    /// In which coarse column each fine one lies.
    pub(crate) coarse_of: Vec<usize>,
    /// What is published of a site, [`Measure::Entered`] first.
    pub(crate) measures: Vec<Measure>,
    /// Candidate edges of steps, the horizon last; none for a plain count.
    pub(crate) edges: Vec<u16>,
}

impl Columns {
    pub(crate) fn of(question: &Question) -> Result<Columns, DisclosureError> {
        Columns::beside(question, &[])
    }

    /// Columns that lie wholly inside or outside every measure of other askings of the same question too.
    pub(crate) fn beside(question: &Question, others: &[&Question]) -> Result<Columns, DisclosureError> {
        let fault = |fault| DisclosureError::Question { indicator: question.indicator.clone(), fault };
        let QuestionKind::HandOver { unit, due, horizon, grid } = &question.kind else {
            let same = others.iter().all(|other| other.kind == QuestionKind::Count);
            return if same { Ok(Columns::of_count()) } else { Err(fault(CHANGED)) };
        };
        check(due, *horizon, grid).map_err(fault)?;
        let (mut dues, mut edges) = (due.clone(), grid.clone());
        for other in others {
            match &other.kind {
                QuestionKind::HandOver { unit: its, due, horizon: end, grid } if its == unit && end == horizon => {
                    dues.extend(due);
                    edges.extend(grid);
                }
                QuestionKind::HandOver { .. } | QuestionKind::Count => return Err(fault(CHANGED)),
            }
        }
        Ok(Columns::of_hand_over((due, grid), *horizon, (&dues, &edges)))
    }

    fn of_count() -> Columns {
        let all = vec![Column::COUNTED];
        Columns { fine: all.clone(), coarse: all, coarse_of: vec![0], measures: vec![Measure::Entered], edges: Vec::new() }
    }

    /// An open wait of exactly a due is still waiting then: open stretches are cut a day before each due too. Asked are `due` and `grid`; columns are
    /// cut at `dues` and `edges`, which hold these.
    fn of_hand_over((due, grid): (&[u16], &[u16]), horizon: u16, (dues, edges): (&[u16], &[u16])) -> Columns {
        let cuts: BTreeSet<u16> = dues.iter().copied().collect();
        let before_cuts: BTreeSet<u16> = cuts.iter().filter_map(|due| due.checked_sub(1)).chain([horizon]).collect();
        let ends = |days: &[u16]| -> BTreeSet<u16> { days.iter().copied().filter(|edge| *edge < horizon).chain([horizon]).collect() };
        let edges = ends(edges);
        let fine = cut(&edges, &edges.union(&before_cuts).copied().collect());
        let coarse = cut(&cuts.iter().copied().chain([horizon]).collect(), &before_cuts);
        let coarse_of = fine.iter().map(|column| place(&coarse, column.outcome, column.first).unwrap_or(0)).collect();
        let measures = measures(&due.iter().copied().collect());
        Columns { fine, coarse, coarse_of, measures, edges: ends(grid).into_iter().collect() }
    }

    /// The fine column of an outcome after some days; `None` where the question has none.
    pub(crate) fn find(&self, outcome: Outcome, days: u16) -> Option<usize> {
        place(&self.fine, outcome, days)
    }
}

/// Why a question cannot be set beside its earlier self.
const CHANGED: &str = "an earlier release asked it in other days or up to another day: give it another id";

/// The due a measure asks by; none for who entered.
pub(crate) fn due_of(measure: Measure) -> Option<u16> {
    match measure {
        Measure::Entered => None,
        Measure::Reached { by } | Measure::Competing { by } | Measure::Waiting { by } | Measure::Unseen { by } => Some(by),
    }
}

fn check(due: &[u16], horizon: u16, grid: &[u16]) -> Result<(), &'static str> {
    if due.is_empty() {
        return Err("a hand-over needs a due");
    }
    if due.iter().any(|due| *due > horizon) {
        return Err("a due lies beyond the horizon");
    }
    if due.iter().any(|due| !grid.contains(due)) {
        return Err("the grid does not hold every due");
    }
    Ok(())
}

fn cut(event_ends: &BTreeSet<u16>, open_ends: &BTreeSet<u16>) -> Vec<Column> {
    let mut columns = stretches(Outcome::Reached, event_ends);
    columns.extend(stretches(Outcome::Competing, event_ends));
    columns.extend(stretches(Outcome::Open, open_ends));
    columns
}

fn stretches(outcome: Outcome, ends: &BTreeSet<u16>) -> Vec<Column> {
    let firsts = std::iter::once(0).chain(ends.iter().map(|end| end.saturating_add(1)));
    firsts.zip(ends).map(|(first, last)| Column { outcome, first, last: *last }).collect()
}

fn place(columns: &[Column], outcome: Outcome, days: u16) -> Option<usize> {
    columns.iter().position(|column| column.outcome == outcome && (column.first..=column.last).contains(&days))
}

fn measures(dues: &BTreeSet<u16>) -> Vec<Measure> {
    let by_due = dues.iter().flat_map(|by| {
        let by = *by;
        [Measure::Reached { by }, Measure::Competing { by }, Measure::Waiting { by }, Measure::Unseen { by }]
    });
    std::iter::once(Measure::Entered).chain(by_due).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::DayUnit;
    use proptest::prelude::*;

    fn hand_over(due: &[u16], horizon: u16, grid: &[u16]) -> Result<Columns, DisclosureError> {
        let kind = QuestionKind::HandOver { unit: DayUnit::Calendar, due: due.to_vec(), horizon, grid: grid.to_vec() };
        Columns::of(&Question { indicator: "help-after-order".to_owned(), kind })
    }

    /// The definitions of [`Measure`], one day at a time.
    fn counted(measure: Measure, outcome: Outcome, days: u16) -> bool {
        match measure {
            Measure::Entered => true,
            Measure::Reached { by } => outcome == Outcome::Reached && days <= by,
            Measure::Competing { by } => outcome == Outcome::Competing && days <= by,
            Measure::Waiting { by } => {
                if outcome == Outcome::Open {
                    days >= by
                } else {
                    days > by
                }
            }
            Measure::Unseen { by } => outcome == Outcome::Open && days < by,
        }
    }

    proptest! {
        #[test]
        fn every_day_lies_in_one_column_that_counts_as_the_day_itself(
            due in prop::collection::btree_set(0u16..60, 1..4),
            more in prop::collection::btree_set(0u16..60, 0..6),
        ) {
            let due: Vec<_> = due.into_iter().collect();
            let grid: Vec<_> = due.iter().copied().chain(more).collect();
            let columns = hand_over(&due, 60, &grid).expect("a question");
            for outcome in [Outcome::Reached, Outcome::Competing, Outcome::Open] {
                for days in 0..=60 {
                    let fine = columns.find(outcome, days).expect("a column");
                    let coarse = columns.coarse[columns.coarse_of[fine]];
                    prop_assert!(coarse.first <= days && days <= coarse.last && coarse.outcome == outcome);
                    for measure in &columns.measures {
                        prop_assert_eq!(columns.fine[fine].counts_in(*measure), counted(*measure, outcome, days));
                        prop_assert_eq!(coarse.counts_in(*measure), counted(*measure, outcome, days));
                    }
                }
            }
        }
    }

    #[test]
    fn a_question_that_contradicts_itself_is_refused() {
        assert!(hand_over(&[], 365, &[183]).is_err());
        assert!(hand_over(&[400], 365, &[400]).is_err());
        assert!(hand_over(&[183], 365, &[91]).is_err());
        assert!(hand_over(&[183], 365, &[91, 183]).is_ok());
    }

    #[test]
    fn days_beyond_the_horizon_have_no_column() {
        let columns = hand_over(&[183], 365, &[183]).expect("a question");
        assert_eq!(columns.find(Outcome::Open, 366), None);
        assert_eq!(columns.find(Outcome::Counted, 0), None);
        assert_eq!(columns.edges, [183, 365]);
    }
}
