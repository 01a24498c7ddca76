//! Cumulative incidence curves: one or two step functions with interval bands, the due day, censoring ticks and the
//! number still waiting under the axis.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Cell, Estimate};

use crate::ends::{self, End};
use crate::frame::{Caption, Drawing, Role, Width, framed};
use crate::ink::{self, AXIS, DUE, GRID, SOFT, STRONG, TEXT};
use crate::label::{self, Weight};
use crate::scale::{Scale, Ticks, drawable};
use crate::sheet::{Anchor, Area, Point, Sheet};
use crate::track::{self, Missing};
use crate::{Language, Unit};

/// One or two curves over the days since a start; the first is *this*, the second what it is compared with.
#[derive(Clone, PartialEq, Debug)]
pub struct Curve {
    /// What the drawing says of itself.
    pub caption: Caption,
    /// Language of words and numbers.
    pub language: Language,
    /// Last day of the axis.
    pub horizon: u16,
    /// Name of the axis, unit included: *Werkdagen na de melding*.
    pub axis: String,
    /// By when the next step is due.
    pub due: Option<DueDay>,
    /// The curves; a third and later ones are not drawn.
    pub lines: Vec<CurveLine>,
}

/// The day by which the next step is due.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DueDay {
    /// Day on the axis.
    pub day: u16,
    /// What to call it: *Wettelijke termijn: 5 werkdagen*.
    pub label: String,
}

/// One curve.
#[derive(Clone, PartialEq, Debug)]
pub struct CurveLine {
    /// Name at its end.
    pub name: String,
    /// Its points, by day, each day once.
    pub points: Vec<CurvePoint>,
}

/// One point: the state at the end of the step that ends on this day.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct CurvePoint {
    /// Day.
    pub day: u16,
    /// Number still waiting and seen just before this day's step.
    pub at_risk: Cell<u64>,
    /// Censored in the step.
    pub censored: Cell<u64>,
    /// Share, 0–1, that reached the next step by this day.
    pub reached: Cell<Estimate>,
}

/// Places on the paper for one width.
struct Layout {
    width: Width,
    plot: Area,
    across: Scale,
    up: Scale,
}

impl Layout {
    fn x(&self, day: u16) -> f64 {
        self.across.at(f64::from(day))
    }
}

impl Curve {
    /// Both widths.
    pub fn draw(&self) -> Drawing {
        Drawing::of(|width| {
            let layout = self.layout(width);
            let height = self.bottom(&layout);
            framed(&self.caption, width, height, Role::Picture, |sheet| self.fill(sheet, &layout))
        })
    }

    fn drawn(&self) -> &[CurveLine] {
        &self.lines[..self.lines.len().min(2)]
    }

    fn layout(&self, width: Width) -> Layout {
        let left = width.pick(54.0, 48.0);
        let right = width.pick(ends::column(self.drawn().iter().map(|line| line.name.as_str()), self.language), 10.0);
        let key = ends::key_height(self.drawn().len(), width);
        let top = 10.0 + key + if self.due.is_some() { width.leading() + 6.0 } else { 0.0 };
        let plot = Area { x: left, y: top, width: width.paper() - left - right, height: self.plot_height(width) };
        let across = Scale::new(f64::from(self.horizon), plot.x, plot.right());
        Layout { width, plot, across, up: Scale::new(1.0, plot.bottom(), plot.y) }
    }

    /// Where nothing is shown there is no plot to look at, only what can be said.
    fn plot_height(&self, width: Width) -> f64 {
        if self.has_shown() { width.pick(270.0, 200.0) } else { ends::least_plot(self.drawn().len(), width) }
    }

    fn has_shown(&self) -> bool {
        self.drawn().iter().any(|line| line.last_shown().is_some())
    }

    fn tracks(&self) -> usize {
        self.drawn().iter().filter(|line| line.is_broken()).count()
    }

    fn axis_base(&self, layout: &Layout) -> f64 {
        layout.plot.bottom() + self.tracks() as f64 * track::HEIGHT + layout.width.leading()
    }

    fn bottom(&self, layout: &Layout) -> f64 {
        let rows = 2 + if self.has_numbers() { 1 + self.drawn().len() } else { 0 };
        self.axis_base(layout) + rows as f64 * (layout.width.leading() + 3.0)
    }

    fn has_numbers(&self) -> bool {
        self.drawn().iter().flat_map(|line| &line.points).any(|point| point.at_risk != Cell::Impossible)
    }

    fn fill(&self, sheet: &mut Sheet, layout: &Layout) {
        self.axes(sheet, layout);
        self.due_day(sheet, layout);
        for (place, line) in self.drawn().iter().enumerate() {
            line.bands(sheet, layout, &ink::role(place));
        }
        for (place, line) in self.drawn().iter().enumerate() {
            line.steps(sheet, layout, &ink::role(place), self.unit_tip(line).as_str());
        }
        self.missing(sheet, layout);
        let ends: Vec<End> = self.drawn().iter().map(|line| self.end(line, layout)).collect();
        ends::draw(sheet, &ends, layout.plot, layout.width);
        if self.has_numbers() {
            self.numbers(sheet, layout);
        }
    }

    fn unit_tip(&self, line: &CurveLine) -> String {
        let last = line.points.last().map_or(Cell::Impossible, |point| drawable(point.reached));
        format!("{}: {}", line.name, Unit::Share.describe(last, self.language))
    }

    fn axes(&self, sheet: &mut Sheet, layout: &Layout) {
        let (plot, size) = (layout.plot, layout.width.text());
        let top = if self.has_shown() { 1.0 } else { 0.0 };
        for tick in Ticks::nice(Some(1.0), 4).values.into_iter().filter(|tick| *tick <= top) {
            let y = layout.up.at(tick);
            sheet.line((plot.x, y), (plot.right(), y), if tick > 0.0 { &GRID } else { &AXIS });
            let words = Unit::Share.tick(tick, 0.25, self.language);
            sheet.text((plot.x - 8.0, y + size * 0.35), &words, &SOFT, Anchor::End);
        }
        let base = self.axis_base(layout);
        for day in Ticks::days(self.horizon, layout.width.pick(8, 5)) {
            let x = layout.x(day);
            sheet.line((x, plot.bottom()), (x, plot.bottom() + 4.0), &AXIS);
            sheet.text((x, base), &self.language.number(f64::from(day), 0), &SOFT, Anchor::Middle);
        }
        let axis = label::shorten(&self.axis, size, Weight::Regular, layout.width.paper() - plot.x);
        sheet.text((plot.x, base + layout.width.leading() + 3.0), &axis, &TEXT, Anchor::Start);
    }

    fn due_day(&self, sheet: &mut Sheet, layout: &Layout) {
        let Some(due) = self.due.as_ref().filter(|due| due.day <= self.horizon) else { return };
        let (plot, size) = (layout.plot, layout.width.text());
        let x = layout.x(due.day);
        sheet.line((x, plot.y - 4.0), (x, plot.bottom()), &DUE);
        let words = label::shorten(&due.label, size, Weight::Regular, layout.width.paper());
        let half = label::width(&words, size, Weight::Bold) / 2.0;
        let middle = x.min(layout.width.paper() - half).max(half);
        sheet.text_over((middle, plot.y - 9.0), &words, &TEXT, Anchor::Middle);
    }

    fn missing(&self, sheet: &mut Sheet, layout: &Layout) {
        let broken = self.drawn().iter().enumerate().filter(|(_, line)| line.is_broken());
        for (row, (place, line)) in broken.enumerate() {
            let y = layout.plot.bottom() + row as f64 * track::HEIGHT + 4.0;
            let middle = y + (track::HEIGHT - 4.0) / 2.0;
            sheet.stroke(&[(4.0, middle), (layout.plot.x - 10.0, middle)], &ink::role(place).line);
            for (from, to, reason) in line.gaps() {
                let (left, right) = (layout.x(from), layout.x(to));
                let left = left.min(layout.plot.right() - 16.0);
                let area = Area { x: left, y, width: (right - left).max(16.0), height: track::HEIGHT - 4.0 };
                sheet.mark(&format!("{}: {}", line.name, reason.word(self.language)), |sheet| {
                    track::draw(sheet, area, reason, self.language, layout.width.text());
                });
            }
        }
    }

    fn end(&self, line: &CurveLine, layout: &Layout) -> End {
        let value = match line.points.last().map(|point| drawable(point.reached)) {
            Some(Cell::Shown(estimate)) => Unit::Share.format(estimate.value, self.language),
            Some(missing) => Missing::of(&missing).map_or("", |reason| reason.word(self.language)).to_owned(),
            None => String::new(),
        };
        End { name: line.name.clone(), value, y: layout.up.at(line.last_shown().map_or(0.0, |(_, estimate)| estimate.value)) }
    }

    fn numbers(&self, sheet: &mut Sheet, layout: &Layout) {
        let step = layout.width.leading() + 3.0;
        let mut base = self.axis_base(layout) + step * 2.0 + 4.0;
        let heading = self.language.say("Nog in afwachting en gevolgd", "Still waiting and followed");
        sheet.text((layout.plot.x, base), heading, &SOFT, Anchor::Start);
        let days = self.days_that_fit(layout);
        for (place, line) in self.drawn().iter().enumerate() {
            base += step;
            let role = ink::role(place);
            sheet.stroke(&[(4.0, base - 4.5), (22.0, base - 4.5)], &role.line);
            let cells: BTreeMap<u16, Cell<u64>> = line.points.iter().map(|point| (point.day, point.at_risk)).collect();
            for (day, middle) in &days {
                let words = self.number(cells.get(day).copied().unwrap_or(Cell::Impossible));
                sheet.text((*middle, base), &words, if words == "x" { &STRONG } else { &TEXT }, Anchor::Middle);
            }
        }
    }

    fn number(&self, cell: Cell<u64>) -> String {
        match cell {
            Cell::Shown(count) => self.language.number(count as f64, 0),
            missing => missing.symbol().unwrap_or_default().to_owned(),
        }
    }

    /// Days whose numbers can stand side by side, with their places; days of the axis go first.
    fn days_that_fit(&self, layout: &Layout) -> Vec<(u16, f64)> {
        let mut widths: BTreeMap<u16, f64> = BTreeMap::new();
        for point in self.drawn().iter().flat_map(|line| &line.points).filter(|point| point.day <= self.horizon) {
            let width = label::width(&self.number(point.at_risk), layout.width.text(), Weight::Regular);
            let widest = widths.entry(point.day).or_insert(0.0);
            *widest = widest.max(width);
        }
        let ticks: BTreeSet<u16> = Ticks::days(self.horizon, layout.width.pick(8, 5)).into_iter().collect();
        let mut days: Vec<u16> = widths.keys().copied().collect();
        days.sort_by_key(|day| (!ticks.contains(day), *day));
        let middle = |day: &u16| layout.x(*day).min(layout.width.paper() - widths[day] / 2.0 - 1.0);
        let spans: Vec<(f64, f64)> = days.iter().map(|day| (middle(day) - widths[day] / 2.0, middle(day) + widths[day] / 2.0)).collect();
        let fits = label::keep_apart(&spans, 16.0);
        days.iter().zip(fits).filter(|(_, fits)| *fits).map(|(day, _)| (*day, middle(day))).collect()
    }
}

/// A shown point on the paper's day axis.
type Shown = (u16, Estimate);

impl CurveLine {
    fn is_broken(&self) -> bool {
        self.points.iter().any(|point| Missing::of(&drawable(point.reached)).is_some())
    }

    fn last_shown(&self) -> Option<Shown> {
        self.points.iter().rev().find_map(|point| drawable(point.reached).shown().map(|estimate| (point.day, estimate)))
    }

    /// Runs of shown points, each with whether its steps lost someone to censoring.
    fn runs(&self) -> Vec<Vec<Shown>> {
        let shown = |point: &CurvePoint| drawable(point.reached).shown().map(|estimate| (point.day, estimate));
        let groups = self.points.split(|point| shown(point).is_none());
        groups.map(|group| group.iter().filter_map(shown).collect::<Vec<_>>()).filter(|run| !run.is_empty()).collect()
    }

    /// Stretches of days without a value: from the last known day to the last day that is missing.
    fn gaps(&self) -> Vec<(u16, u16, Missing)> {
        let cells: Vec<Cell<Estimate>> = self.points.iter().map(|point| drawable(point.reached)).collect();
        let day = |place: usize| self.points[place].day;
        track::stretches(&cells).into_iter().map(|(first, last, reason)| (day(first.saturating_sub(1)), day(last), reason)).collect()
    }

    fn bands(&self, sheet: &mut Sheet, layout: &Layout, role: &ink::Role) {
        for run in self.runs().iter().filter(|run| run.len() > 1) {
            let mut outline = stairs(run, layout, |estimate| estimate.interval.upper);
            outline.extend(stairs(run, layout, |estimate| estimate.interval.lower).into_iter().rev());
            sheet.shape(&outline, &role.band);
        }
    }

    fn steps(&self, sheet: &mut Sheet, layout: &Layout, role: &ink::Role, tip: &str) {
        sheet.mark(tip, |sheet| {
            for run in self.runs() {
                match run.as_slice() {
                    [(day, estimate)] => sheet.circle((layout.x(*day), layout.up.at(estimate.value)), 4.0, &role.dot),
                    several => sheet.stroke(&stairs(several, layout, |estimate| estimate.value), &role.line),
                }
            }
            self.censored(sheet, layout, role);
        });
    }

    fn censored(&self, sheet: &mut Sheet, layout: &Layout, role: &ink::Role) {
        for point in &self.points {
            if let (Cell::Shown(1..), Cell::Shown(estimate)) = (point.censored, drawable(point.reached)) {
                let (x, y) = (layout.x(point.day), layout.up.at(estimate.value));
                sheet.line((x, y - 5.0), (x, y + 5.0), &role.whisker);
            }
        }
    }
}

/// The corners of a step function that is constant until the next point's day.
fn stairs(run: &[Shown], layout: &Layout, value: impl Fn(&Estimate) -> f64) -> Vec<Point> {
    let mut corners: Vec<Point> = Vec::with_capacity(run.len() * 2);
    for (day, estimate) in run {
        let (x, y) = (layout.x(*day), layout.up.at(value(estimate)));
        if let Some((_, before)) = corners.last().copied() {
            corners.push((x, before));
        }
        corners.push((x, y));
    }
    corners
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{HIDING, caption, check, estimate};

    fn point(day: u16, reached: Cell<Estimate>) -> CurvePoint {
        CurvePoint { day, at_risk: Cell::Shown(1240 - u64::from(day)), censored: Cell::Shown(u64::from(day.is_multiple_of(20))), reached }
    }

    fn curve(lines: Vec<Vec<CurvePoint>>) -> Curve {
        let names = ["Noord- en Oost-Gelderland", "Nederland"];
        let lines = lines.into_iter().zip(names).map(|(points, name)| CurveLine { name: name.to_owned(), points });
        let due = Some(DueDay { day: 183, label: "Half jaar".to_owned() });
        Curve { caption: caption("k"), language: Language::Dutch, horizon: 365, axis: "Dagen".to_owned(), due, lines: lines.collect() }
    }

    fn rising(days: impl Iterator<Item = u16>) -> Vec<CurvePoint> {
        days.map(|day| point(day, estimate(0.7 * f64::from(day) / 365.0))).collect()
    }

    #[test]
    fn two_identical_curves_have_two_labels_apart() {
        let line = rising((0..=365).step_by(5));
        let drawing = curve(vec![line.clone(), line]).draw();
        check(&drawing);
        assert!(drawing.wide.contains(">Nederland</text>") && drawing.narrow.contains(">Nederland 70\u{a0}%</text>"));
    }

    #[test]
    fn a_line_never_runs_over_a_hidden_step() {
        let mut line = rising((0..=360).step_by(60));
        line[3].reached = HIDING;
        line[3].at_risk = Cell::Hidden;
        let drawing = curve(vec![line]).draw();
        check(&drawing);
        assert_eq!(drawing.wide.matches("class=\"ib-c-this\"").count(), 2 + 2, "two runs, the track's key and the numbers' key");
        assert!(drawing.wide.contains("-hatch)"));
    }

    #[test]
    fn all_hidden_says_so_and_has_no_curve() {
        let line: Vec<_> =
            (0..=360).step_by(90).map(|day| CurvePoint { day, at_risk: Cell::Hidden, censored: Cell::Hidden, reached: HIDING }).collect();
        let drawing = curve(vec![line]).draw();
        check(&drawing);
        assert!(drawing.wide.contains(">afgeschermd</text>") && !drawing.wide.contains("ib-c-this-band"));
    }

    #[test]
    fn one_point_is_a_dot() {
        let drawing = curve(vec![vec![point(0, estimate(0.2))]]).draw();
        check(&drawing);
        assert!(drawing.wide.contains("<circle"));
        check(&curve(Vec::new()).draw());
    }

    #[test]
    fn a_step_is_flat_until_its_day() {
        let layout = curve(Vec::new()).layout(Width::Wide);
        let shown = |day, value| (day, estimate(value).shown().expect("shown"));
        let corners = stairs(&[shown(0, 0.0), shown(10, 0.5)], &layout, |estimate| estimate.value);
        assert_eq!(corners[1], (layout.x(10), layout.up.at(0.0)));
        assert_eq!(corners[2], (layout.x(10), layout.up.at(0.5)));
    }
}
