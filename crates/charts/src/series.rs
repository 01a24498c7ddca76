//! A line through shown values with its interval band; it breaks wherever a value is missing or the series itself is broken.

use domain::{Cell, Estimate};

use crate::ink::Role;
use crate::scale::{Scale, drawable};
use crate::sheet::{Point, Sheet};

/// A shown value at its place on the paper: x, and the estimate.
pub(crate) type Placed = (f64, Estimate);

/// Runs of neighbours that are all shown; a run never reaches over a missing value, nor over a cut: the place of the first value after a break.
pub(crate) fn runs(cells: &[(f64, Cell<Estimate>)], cuts: &[usize]) -> Vec<Vec<Placed>> {
    let mut out = Vec::new();
    let mut run = Vec::new();
    for (place, (x, cell)) in cells.iter().enumerate() {
        if cuts.contains(&place) {
            out.push(std::mem::take(&mut run));
        }
        match drawable(*cell) {
            Cell::Shown(estimate) => run.push((*x, estimate)),
            Cell::Hidden | Cell::Unknown | Cell::Impossible => out.push(std::mem::take(&mut run)),
        }
    }
    out.push(run);
    out.retain(|run| !run.is_empty());
    out
}

/// The band of every run; a lone value has a whisker instead.
pub(crate) fn bands(sheet: &mut Sheet, runs: &[Vec<Placed>], scale: &Scale, role: &Role) {
    for run in runs {
        match run.as_slice() {
            [(x, estimate)] => {
                let (low, high) = (scale.at(estimate.interval.lower), scale.at(estimate.interval.upper));
                sheet.line((*x, low), (*x, high), &role.whisker);
            }
            several => sheet.shape(&outline(several, scale), &role.band),
        }
    }
}

/// The line of every run of two or more.
pub(crate) fn lines(sheet: &mut Sheet, runs: &[Vec<Placed>], scale: &Scale, role: &Role) {
    for run in runs.iter().filter(|run| run.len() > 1) {
        let points: Vec<Point> = run.iter().map(|(x, estimate)| (*x, scale.at(estimate.value))).collect();
        sheet.stroke(&points, &role.line);
    }
}

fn outline(run: &[Placed], scale: &Scale) -> Vec<Point> {
    let upper = run.iter().map(|(x, estimate)| (*x, scale.at(estimate.interval.upper)));
    let lower = run.iter().rev().map(|(x, estimate)| (*x, scale.at(estimate.interval.lower)));
    upper.chain(lower).collect()
}

#[cfg(test)]
mod tests {
    use domain::Interval;

    use super::*;

    #[test]
    fn a_run_ends_at_every_missing_value() {
        let shown = |value: f64| Cell::Shown(Estimate { value, interval: Interval::ninety_five(value, value) });
        let cells = [(0.0, shown(1.0)), (1.0, Cell::Hidden), (2.0, shown(f64::NAN)), (3.0, shown(2.0)), (4.0, shown(3.0))];
        let lengths = |cuts: &[usize]| runs(&cells, cuts).iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(lengths(&[]), [1, 2]);
        assert_eq!(lengths(&[4]), [1, 1, 1]);
        assert_eq!(lengths(&[0, 1, 9]), [1, 2]);
    }
}
