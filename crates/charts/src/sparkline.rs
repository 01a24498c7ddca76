//! The trend of one figure in the size of a word: one drawing for every width.

use domain::{Cell, Estimate};

use crate::frame::{Caption, Role, frame_of, plain_id};
use crate::ink::{AXIS, STRONG, THIS};
use crate::scale::{Scale, reach};
use crate::series;
use crate::sheet::{Anchor, Area, Point, Sheet};
use crate::track::{self, Missing};

const WIDTH: f64 = 132.0;
const HEIGHT: f64 = 40.0;
const TEXT: f64 = 13.0;

/// A small line on a scale from zero, its last value a dot.
#[derive(Clone, PartialEq, Debug)]
pub struct Sparkline {
    /// What it says of itself; the description should name the first and the last value.
    pub caption: Caption,
    /// One cell per period, oldest first.
    pub values: Vec<Cell<Estimate>>,
    /// Places of the first value after each break in the series: the line does not run over one.
    pub cuts: Vec<usize>,
}

impl Sparkline {
    /// The drawing, 132 by 40 px.
    pub fn draw(&self) -> String {
        frame_of(&self.caption, plain_id(&self.caption.id), (WIDTH, HEIGHT, TEXT), Role::Picture, |sheet| self.fill(sheet))
    }

    fn fill(&self, sheet: &mut Sheet) {
        let floor = HEIGHT - 4.0;
        let scale = Scale::new(reach(self.values.iter().copied()).unwrap_or(1.0), floor, 6.0);
        sheet.line((0.0, floor), (WIDTH, floor), &AXIS);
        let placed: Vec<_> = self.values.iter().enumerate().map(|(place, cell)| (self.x(place), *cell)).collect();
        let runs = series::runs(&placed, &self.cuts);
        series::bands(sheet, &runs, &scale, &THIS);
        series::lines(sheet, &runs, &scale, &THIS);
        for (first, last, reason) in track::stretches(&self.values) {
            self.missing(sheet, first, last, reason, floor);
        }
        self.dots(sheet, &runs, &scale);
    }

    /// A dot on every lone value and on the last value, when that is shown.
    fn dots(&self, sheet: &mut Sheet, runs: &[Vec<series::Placed>], scale: &Scale) {
        let last = self.x(self.values.len().saturating_sub(1));
        for run in runs {
            if let Some((x, estimate)) = run.last().filter(|(x, _)| run.len() == 1 || *x >= last) {
                let at: Point = (*x, scale.at(estimate.value));
                sheet.circle(at, 3.5, &THIS.dot);
            }
        }
    }

    fn missing(&self, sheet: &mut Sheet, first: usize, last: usize, reason: Missing, floor: f64) {
        let half = (self.step() / 2.0).clamp(4.0, 9.0);
        let (from, to) = ((self.x(first) - half).max(0.0), (self.x(last) + half).min(WIDTH));
        let area = Area { x: from, y: floor - 16.0, width: to - from, height: 16.0 };
        reason.fill(sheet, area);
        sheet.text(((from + to) / 2.0, floor - 20.0), reason.symbol(), &STRONG, Anchor::Middle);
    }

    fn step(&self) -> f64 {
        (WIDTH - 12.0) / (self.values.len().saturating_sub(1)).max(1) as f64
    }

    fn x(&self, place: usize) -> f64 {
        if self.values.len() < 2 { WIDTH / 2.0 } else { 6.0 + self.step() * place as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{HIDING, check_svg, estimate};

    #[test]
    fn a_hidden_year_breaks_the_line() {
        let values = vec![estimate(10.0), estimate(12.0), HIDING, estimate(11.0), estimate(9.0)];
        let svg = Sparkline { caption: Caption { id: "s".to_owned(), ..Caption::default() }, values, cuts: Vec::new() }.draw();
        check_svg(&svg, 12.0);
        assert_eq!(svg.matches("ib-c-this\"").count(), 2, "two lines, one on each side: {svg}");
    }

    #[test]
    fn one_value_is_a_dot_and_none_is_an_axis() {
        let draw = |values| Sparkline { caption: Caption::default(), values, cuts: Vec::new() }.draw();
        assert!(draw(vec![estimate(3.0)]).contains("<circle"));
        check_svg(&draw(Vec::new()), 12.0);
        check_svg(&draw(vec![HIDING; 5]), 12.0);
    }
}
