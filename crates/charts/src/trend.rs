//! A figure by year, or by the end of each month: a line with its interval band, a gap over hidden years and at breaks in the series, and what it is compared with.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Cell, Estimate, Status, When};

use crate::ends::{self, End};
use crate::frame::{Caption, Drawing, Role, Width, framed};
use crate::ink::{self, AXIS, DUE, GRID, SOFT, TEXT};
use crate::label::{self, Weight};
use crate::scale::{Scale, Ticks, drawable, reach};
use crate::series::{self, Placed};
use crate::sheet::{Anchor, Area, Sheet};
use crate::track::{self, Missing};
use crate::{Language, Unit};

/// One or two lines over the years or months; the first is *this*, the second what it is compared with.
#[derive(Clone, PartialEq, Debug)]
pub struct Trend {
    /// What the drawing says of itself.
    pub caption: Caption,
    /// Language of words and numbers.
    pub language: Language,
    /// Unit of every value.
    pub unit: Unit,
    /// The lines; a third and later ones are not drawn.
    pub lines: Vec<TrendLine>,
    /// Breaks in the series, each an upright rule with its label.
    pub breaks: Vec<TrendBreak>,
}

/// One line.
#[derive(Clone, PartialEq, Debug)]
pub struct TrendLine {
    /// Name at its end.
    pub name: String,
    /// Its points, all by year or all by month; a year or month without a point is left blank.
    pub points: Vec<TrendPoint>,
    /// The first year or month after each break in this series: the line does not run over one.
    pub cuts: Vec<When>,
}

/// A day from which a series cannot be compared with what was before.
#[derive(Clone, PartialEq, Debug)]
pub struct TrendBreak {
    /// Its year.
    pub year: i16,
    /// How much of that year is over on the day, 0–1.
    pub through: f64,
    /// A few words beside it.
    pub label: String,
    /// All there is to say of it.
    pub tip: String,
}

/// One year, or the end of one month.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TrendPoint {
    /// Which.
    pub when: When,
    /// Value.
    pub value: Cell<Estimate>,
    /// Whether it may still change: an open dot, and `*` at the year.
    pub status: Status,
}

/// Places on the paper for one width.
struct Layout {
    width: Width,
    plot: Area,
    up: Scale,
    ticks: Ticks,
    whens: Vec<When>,
}

impl Layout {
    fn step(&self) -> f64 {
        self.plot.width / self.whens.len().max(1) as f64
    }

    fn x(&self, place: usize) -> f64 {
        self.plot.x + self.step() * (place as f64 + 0.5)
    }
}

impl Trend {
    /// Both widths.
    pub fn draw(&self) -> Drawing {
        Drawing::of(|width| {
            let layout = self.layout(width);
            let height = self.axis_base(&layout) + 8.0;
            framed(&self.caption, width, height, Role::Picture, |sheet| self.fill(sheet, &layout))
        })
    }

    fn drawn(&self) -> &[TrendLine] {
        &self.lines[..self.lines.len().min(2)]
    }

    fn points(&self) -> impl Iterator<Item = &TrendPoint> {
        self.drawn().iter().flat_map(|line| &line.points)
    }

    fn layout(&self, width: Width) -> Layout {
        let ticks = Ticks::nice(reach(self.points().map(|point| point.value)), width.pick(5, 4));
        let left = self.tick_column(&ticks, width);
        let least = ends::least_plot(self.drawn().len(), width);
        let height = if ticks.values.is_empty() { least } else { width.pick(240.0, 180.0) };
        let right = width.pick(ends::column(self.drawn().iter().map(|line| line.name.as_str()), self.language), 8.0);
        let labels = if self.breaks.is_empty() { 0.0 } else { width.leading() };
        let top = width.leading() + 12.0 + labels + ends::key_height(self.drawn().len(), width);
        let plot = Area { x: left, y: top, width: width.paper() - left - right, height };
        Layout { width, plot, up: Scale::new(ticks.top(), plot.bottom(), plot.y), ticks, whens: self.whens() }
    }

    fn whens(&self) -> Vec<When> {
        let whens: BTreeSet<When> = self.points().map(|point| point.when).collect();
        match (whens.first(), whens.last()) {
            (Some(first), Some(last)) => first.through(*last),
            (None, _) | (_, None) => Vec::new(),
        }
    }

    fn tick_column(&self, ticks: &Ticks, width: Width) -> f64 {
        let words = ticks.values.iter().map(|tick| self.unit.tick(*tick, ticks.step, self.language));
        words.map(|words| label::width(&words, width.text(), Weight::Regular)).fold(30.0, f64::max) + 12.0
    }

    fn axis_base(&self, layout: &Layout) -> f64 {
        let tracks = self.drawn().iter().filter(|line| line.is_broken(&layout.whens)).count();
        layout.plot.bottom() + tracks as f64 * track::HEIGHT + layout.width.leading() + 2.0
    }

    fn fill(&self, sheet: &mut Sheet, layout: &Layout) {
        self.axes(sheet, layout);
        self.breaks(sheet, layout);
        let runs: Vec<_> = self.drawn().iter().map(|line| series::runs(&line.placed(layout), &line.cut_places(&layout.whens))).collect();
        for (place, runs) in runs.iter().enumerate() {
            series::bands(sheet, runs, &layout.up, &ink::role(place));
        }
        for (place, (line, runs)) in self.drawn().iter().zip(&runs).enumerate() {
            series::lines(sheet, runs, &layout.up, &ink::role(place));
            self.dots(sheet, line, layout, &ink::role(place));
        }
        self.missing(sheet, layout);
        let ends: Vec<End> = self.drawn().iter().zip(&runs).map(|(line, runs)| self.end(line, runs, layout)).collect();
        ends::draw(sheet, &ends, layout.plot, layout.width);
    }

    fn axes(&self, sheet: &mut Sheet, layout: &Layout) {
        let (plot, size) = (layout.plot, layout.width.text());
        for tick in &layout.ticks.values {
            let y = layout.up.at(*tick);
            sheet.line((plot.x, y), (plot.right(), y), if *tick > 0.0 { &GRID } else { &AXIS });
            let words = self.unit.tick(*tick, layout.ticks.step, self.language);
            sheet.text((plot.x - 8.0, y + size * 0.35), &words, &SOFT, Anchor::End);
        }
        if layout.ticks.values.is_empty() {
            sheet.line((plot.x, plot.bottom()), (plot.right(), plot.bottom()), &AXIS);
        } else {
            let labels = if self.breaks.is_empty() { 0.0 } else { layout.width.leading() };
            sheet.text((0.0, plot.y - 14.0 - labels), self.unit.name(self.language), &SOFT, Anchor::Start);
        }
        self.year_labels(sheet, layout);
    }

    /// A rule on the day of every break, between two years where a year begins with it; labels that would meet are left out, the first ones stand.
    fn breaks(&self, sheet: &mut Sheet, layout: &Layout) {
        let (plot, size) = (layout.plot, layout.width.text());
        let inside = self.breaks.iter().filter_map(|own| {
            let x = layout.x(place_of(&layout.whens, When::Year(own.year))?) + (own.through - 0.5) * layout.step();
            (x > plot.x + 1.0).then_some((own, x))
        });
        let drawn: Vec<(&TrendBreak, f64)> = inside.collect();
        let place = |(own, x): &(&TrendBreak, f64)| {
            let half = label::width(&own.label, size, Weight::Regular) / 2.0;
            let middle = x.min(layout.width.paper() - half).max(half);
            (middle - half, middle + half)
        };
        let spans: Vec<(f64, f64)> = drawn.iter().map(place).collect();
        let fits = label::keep_apart(&spans, 8.0);
        for (((own, x), (left, right)), fits) in drawn.iter().zip(&spans).zip(fits) {
            sheet.mark(&own.tip, |sheet| {
                sheet.line((*x, plot.y - 4.0), (*x, plot.bottom()), &DUE);
                if fits {
                    sheet.text(((left + right) / 2.0, plot.y - 9.0), &own.label, &TEXT, Anchor::Middle);
                }
            });
        }
    }

    /// Years under the axis, the last first, leaving out those that would meet; of months the January of each year.
    fn year_labels(&self, sheet: &mut Sheet, layout: &Layout) {
        let provisional: BTreeSet<When> =
            self.points().filter(|point| point.status == Status::Provisional).map(|point| point.when).collect();
        let words = |when: When| format!("{}{}", when.year(), if provisional.contains(&when) { "*" } else { "" });
        let begins = |when: &When| when.month().is_none_or(|month| month.number() == 1);
        let is_labelled = |place: &usize| begins(&layout.whens[*place]) || *place == 0 && !layout.whens.iter().any(begins);
        let places: Vec<usize> = (0..layout.whens.len()).rev().filter(is_labelled).collect();
        let spans: Vec<(f64, f64)> =
            places.iter().map(|place| span(layout.x(*place), &words(layout.whens[*place]), layout.width)).collect();
        for (place, fits) in places.iter().zip(label::keep_apart(&spans, 8.0)) {
            if fits {
                sheet.text((layout.x(*place), self.axis_base(layout)), &words(layout.whens[*place]), &TEXT, Anchor::Middle);
            }
        }
    }

    fn dots(&self, sheet: &mut Sheet, line: &TrendLine, layout: &Layout, role: &ink::Role) {
        for point in &line.points {
            let (Cell::Shown(estimate), Some(place)) = (drawable(point.value), place_of(&layout.whens, point.when)) else { continue };
            let star = if point.status == Status::Provisional { "*" } else { "" };
            let tip = format!("{} {}{star}: {}", line.name, point.when, self.unit.describe(Cell::Shown(estimate), self.language));
            let dot = if point.status == Status::Provisional { &role.open_dot } else { &role.dot };
            sheet.mark(&tip, |sheet| sheet.circle((layout.x(place), layout.up.at(estimate.value)), radius(point.when), dot));
        }
    }

    fn missing(&self, sheet: &mut Sheet, layout: &Layout) {
        let broken = self.drawn().iter().enumerate().filter(|(_, line)| line.is_broken(&layout.whens));
        for (row, (place, line)) in broken.enumerate() {
            let y = layout.plot.bottom() + row as f64 * track::HEIGHT + 4.0;
            let middle = y + (track::HEIGHT - 4.0) / 2.0;
            sheet.stroke(&[(2.0, middle), (layout.plot.x - 8.0, middle)], &ink::role(place).line);
            for (first, last, reason) in track::stretches(&line.cells(&layout.whens)) {
                let (from, to) = (layout.x(first) - layout.step() / 2.0, layout.x(last) + layout.step() / 2.0);
                let area = Area { x: from + 1.0, y, width: to - from - 2.0, height: track::HEIGHT - 4.0 };
                let tip = format!("{} {}–{}: {}", line.name, layout.whens[first], layout.whens[last], reason.word(self.language));
                sheet.mark(&tip, |sheet| track::draw(sheet, area, reason, self.language, layout.width.text()));
            }
        }
    }

    fn end(&self, line: &TrendLine, runs: &[Vec<Placed>], layout: &Layout) -> End {
        let value = match line.points.iter().max_by_key(|point| point.when).map(|point| drawable(point.value)) {
            Some(Cell::Shown(estimate)) => self.unit.format(estimate.value, self.language),
            Some(missing) => Missing::of(&missing).map_or("", |reason| reason.word(self.language)).to_owned(),
            None => String::new(),
        };
        let last = runs.last().and_then(|run| run.last()).map_or(0.0, |(_, estimate)| estimate.value);
        End { name: line.name.clone(), value, y: layout.up.at(last) }
    }
}

impl TrendLine {
    /// One cell per year or month of the axis; one without a point cannot be said anything of.
    fn cells(&self, whens: &[When]) -> Vec<Cell<Estimate>> {
        let known: BTreeMap<When, Cell<Estimate>> = self.points.iter().map(|point| (point.when, drawable(point.value))).collect();
        whens.iter().map(|when| known.get(when).copied().unwrap_or(Cell::Impossible)).collect()
    }

    fn placed(&self, layout: &Layout) -> Vec<(f64, Cell<Estimate>)> {
        self.cells(&layout.whens).into_iter().enumerate().map(|(place, cell)| (layout.x(place), cell)).collect()
    }

    fn cut_places(&self, whens: &[When]) -> Vec<usize> {
        self.cuts.iter().filter_map(|when| place_of(whens, *when)).collect()
    }

    fn is_broken(&self, whens: &[When]) -> bool {
        !track::stretches(&self.cells(whens)).is_empty()
    }
}

fn place_of(whens: &[When], when: When) -> Option<usize> {
    whens.iter().position(|other| *other == when)
}

/// Months lie close together.
fn radius(when: When) -> f64 {
    match when {
        When::Year(_) => 3.75,
        When::MonthEnd(_) => 2.0,
    }
}

fn span(middle: f64, words: &str, width: Width) -> (f64, f64) {
    let half = label::width(words, width.text(), Weight::Regular) / 2.0;
    (middle - half, middle + half)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{HIDING, caption, check, estimate};

    fn trend(lines: Vec<Vec<Cell<Estimate>>>) -> Trend {
        let names = ["Zaanstreek-Waterland", "Nederland"];
        let status = |place: usize| if place == 4 { Status::Provisional } else { Status::Final };
        let points = |cells: Vec<Cell<Estimate>>| {
            let point = |(place, value)| TrendPoint { when: When::Year(2021 + place as i16), value, status: status(place) };
            cells.into_iter().enumerate().map(point).collect()
        };
        let lines =
            lines.into_iter().zip(names).map(|(cells, name)| TrendLine { name: name.to_owned(), points: points(cells), cuts: Vec::new() });
        Trend { caption: caption("t"), language: Language::Dutch, unit: Unit::PerTenThousand, lines: lines.collect(), breaks: Vec::new() }
    }

    #[test]
    fn a_hidden_year_is_a_gap_with_its_reason_below() {
        let drawing = trend(vec![vec![estimate(10.0), estimate(11.0), HIDING, estimate(12.0), estimate(13.0)]]).draw();
        check(&drawing);
        assert_eq!(drawing.wide.matches("class=\"ib-c-this-band\"").count(), 2);
        assert!(drawing.wide.contains("2023–2023: afgeschermd"));
        assert!(drawing.wide.contains(">2025*</text>"));
    }

    #[test]
    fn months_are_named_by_their_year_once() {
        let mut drawing = trend(vec![vec![estimate(10.0), estimate(11.0), HIDING, estimate(12.0), estimate(13.0)]]);
        let last = domain::Month::new(2023, 3).0;
        for (point, month) in drawing.lines[0].points.iter_mut().zip(last - 4..=last) {
            (point.when, point.status) = (When::MonthEnd(domain::Month(month)), Status::Final);
        }
        let drawing = drawing.draw();
        check(&drawing);
        assert_eq!(drawing.wide.matches(">2023</text>").count(), 1);
        assert!(!drawing.wide.contains(">2022</text>") && drawing.wide.contains("2023-01–2023-01: afgeschermd"));
    }

    #[test]
    fn identical_lines_keep_both_names() {
        let cells = vec![estimate(10.0), estimate(11.0), estimate(9.0), estimate(12.0), estimate(13.0)];
        let drawing = trend(vec![cells.clone(), cells]).draw();
        check(&drawing);
        assert!(drawing.wide.contains(">Nederland</text>"));
    }

    #[test]
    fn nothing_one_zero_and_all_hidden_can_be_drawn() {
        for lines in
            [vec![], vec![vec![]], vec![vec![estimate(5.0)]], vec![vec![estimate(0.0); 5]], vec![vec![HIDING; 5], vec![Cell::Unknown; 5]]]
        {
            check(&trend(lines).draw());
        }
    }

    /// A break on 1 January parts two years; one within a year parts that year from both neighbours.
    #[test]
    fn no_line_runs_over_a_break_and_each_has_its_rule_and_label() {
        let drawn = |cuts: &[i16], breaks: &[(i16, f64)]| {
            let mut drawing = trend(vec![vec![estimate(10.0); 5]]);
            drawing.lines[0].cuts = cuts.iter().copied().map(When::Year).collect();
            let told = |(year, through): &(i16, f64)| TrendBreak {
                year: *year,
                through: *through,
                label: format!("breuk {year}"),
                tip: format!("Breuk in {year}"),
            };
            drawing.breaks = breaks.iter().map(told).collect();
            let drawing = drawing.draw();
            check(&drawing);
            let count = |what: &str| drawing.wide.matches(what).count();
            (count("class=\"ib-c-this\""), count("class=\"ib-c-due\""), count(">breuk "))
        };
        assert_eq!(drawn(&[], &[]), (1, 0, 0));
        assert_eq!(drawn(&[2023], &[(2023, 0.0)]), (2, 1, 1));
        assert_eq!(drawn(&[2023, 2024], &[(2023, 0.5)]), (2, 1, 1), "the year itself is a lone dot");
        assert_eq!(drawn(&[2021], &[(2021, 0.0), (2031, 0.5)]), (1, 0, 0), "nothing is left of the first year");
        assert_eq!(drawn(&[2023], &[(2023, 0.0), (2023, 0.1)]), (2, 2, 1), "labels that would meet are left out");
    }

    #[test]
    fn years_that_would_meet_are_left_out() {
        let drawing = trend(vec![vec![estimate(10.0); 20]]).draw();
        check(&drawing);
        assert!(drawing.narrow.contains(">2040</text>"), "the last year always stands");
    }
}
