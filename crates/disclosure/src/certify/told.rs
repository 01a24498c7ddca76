//! What a published table tells: its rows, as somebody reads them who has nothing else.

use domain::Breakdown;

use crate::columns::due_of;
use crate::{Question, QuestionKind, SafeTable};

/// A question that the table answers, with no more days than the table tells apart.
pub(super) fn question(table: &SafeTable) -> Question {
    let mut due: Vec<u16> = table.cells.keys().filter_map(|(_, measure)| due_of(*measure)).collect();
    due.sort_unstable();
    due.dedup();
    let Some(last) = due.last().copied() else { return Question::count(table.indicator.clone()) };
    let mut grid: Vec<u16> = table.curves.values().flatten().map(|step| step.through).chain(due.iter().copied()).collect();
    grid.sort_unstable();
    grid.dedup();
    // Without curves nothing tells how long was followed; a day more than the last due holds whoever came later.
    let horizon = if table.curves.is_empty() { last.saturating_add(1) } else { grid.last().copied().unwrap_or(last) };
    let kind = QuestionKind::HandOver { unit: table.unit.unwrap_or(domain::DayUnit::Calendar), due, horizon, grid };
    Question { indicator: table.indicator.clone(), kind }
}

/// Whether the table tells a breakdown.
pub(super) fn has(table: &SafeTable, breakdown: Breakdown) -> bool {
    table.cells.keys().any(|(site, _)| site.breakdown == breakdown)
}
