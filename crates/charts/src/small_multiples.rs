//! Small charts side by side on one scale: the same figure for many places or groups.

use domain::{Cell, Estimate};

use crate::frame::{Caption, Drawing, Role, Width, framed};
use crate::ink::{AXIS, DUE, GRID, OTHER, SOFT, STRONG, THIS};
use crate::label::{self, Weight};
use crate::scale::{Scale, Ticks, drawable, reach};
use crate::series;
use crate::sheet::{Anchor, Area, Point, Sheet};
use crate::track::{self, Missing};
use crate::{Language, Unit};

/// Panels on one scale, which is named once below them.
#[derive(Clone, PartialEq, Debug)]
pub struct SmallMultiples {
    /// What the drawing says of itself.
    pub caption: Caption,
    /// Language of words and numbers.
    pub language: Language,
    /// Unit of every value.
    pub unit: Unit,
    /// Names of the periods, oldest first; the first and the last stand under each panel.
    pub periods: Vec<String>,
    /// The panels, in reading order.
    pub panels: Vec<Panel>,
    /// Name and values of what every panel is compared with: a dashed line in each.
    pub comparison: Option<(String, Vec<Cell<Estimate>>)>,
    /// The cuts of the comparison.
    pub comparison_cuts: Vec<usize>,
}

/// One panel.
#[derive(Clone, PartialEq, Debug)]
pub struct Panel {
    /// Its name.
    pub name: String,
    /// One cell per period.
    pub values: Vec<Cell<Estimate>>,
    /// Places of the first value after each break in the series: no line runs over one.
    pub cuts: Vec<usize>,
}

struct Layout {
    width: Width,
    columns: usize,
    panel: f64,
    gap: f64,
    value: f64,
    track: f64,
    ticks: Ticks,
}

const PLOT: f64 = 76.0;
const TRACK: f64 = 18.0;

impl Layout {
    fn head(&self) -> f64 {
        self.width.leading() * 2.0 + 6.0
    }

    fn height(&self) -> f64 {
        self.head() + PLOT + self.track + self.width.leading() + 22.0
    }

    /// Left upper corner of a panel.
    fn corner(&self, place: usize) -> Point {
        let (column, row) = (place % self.columns, place / self.columns);
        (column as f64 * (self.panel + self.gap), row as f64 * self.height())
    }
}

impl SmallMultiples {
    /// Both widths.
    pub fn draw(&self) -> Drawing {
        Drawing::of(|width| {
            let layout = self.layout(width);
            let rows = self.panels.len().div_ceil(layout.columns);
            let height = rows as f64 * layout.height() + width.leading() * width.pick(1.0, 2.0) + 6.0;
            framed(&self.caption, width, height, Role::Picture, |sheet| self.fill(sheet, &layout, rows))
        })
    }

    fn layout(&self, width: Width) -> Layout {
        let columns = width.pick(4, 2);
        let gap = width.pick(24.0, 16.0);
        let compared = self.comparison.iter().flat_map(|(_, values)| values).copied();
        let ticks = Ticks::nice(reach(self.panels.iter().flat_map(|panel| &panel.values).copied().chain(compared)), 3);
        let broken = self.panels.iter().any(|panel| !track::stretches(&panel.values).is_empty());
        let words = self.panels.iter().map(|panel| label::width(&self.last_words(panel), width.text(), Weight::Bold));
        let panel = (width.paper() - gap * (columns as f64 - 1.0)) / columns as f64;
        Layout { width, columns, panel, gap, value: words.fold(14.0, f64::max) + 8.0, track: if broken { TRACK } else { 0.0 }, ticks }
    }

    fn last_words(&self, panel: &Panel) -> String {
        match panel.values.last().map(|cell| drawable(*cell)) {
            Some(Cell::Shown(estimate)) => self.unit.format(estimate.value, self.language),
            Some(missing) => missing.symbol().unwrap_or_default().to_owned(),
            None => String::new(),
        }
    }

    fn fill(&self, sheet: &mut Sheet, layout: &Layout, rows: usize) {
        for (place, panel) in self.panels.iter().enumerate() {
            let last = panel.values.last().map_or(Cell::Impossible, |cell| drawable(*cell));
            let tip = format!("{}: {}", panel.name, self.unit.describe(last, self.language));
            sheet.mark(&tip, |sheet| self.panel(sheet, panel, layout.corner(place), layout));
        }
        self.foot(sheet, layout, rows as f64 * layout.height() + layout.width.leading());
    }

    fn panel(&self, sheet: &mut Sheet, panel: &Panel, (x, y): Point, layout: &Layout) {
        let lines = label::wrap(&panel.name, layout.width.text(), Weight::Bold, layout.panel, 2);
        let first = y + layout.width.leading() * (3.0 - lines.len() as f64);
        for (place, line) in lines.iter().enumerate() {
            sheet.text((x, first + layout.width.leading() * (place as f64) - 4.0), line, &STRONG, Anchor::Start);
        }
        let plot = Area { x, y: y + layout.head(), width: layout.panel - layout.value, height: PLOT };
        let scale = Scale::new(layout.ticks.top(), plot.bottom(), plot.y);
        sheet.line((x, plot.y), (plot.right(), plot.y), &GRID);
        sheet.line((x, plot.bottom()), (plot.right(), plot.bottom()), &AXIS);
        self.series(sheet, panel, plot, &scale, layout.width);
        self.ends(sheet, panel, plot, &scale);
        self.periods(sheet, plot, layout);
    }

    fn series(&self, sheet: &mut Sheet, panel: &Panel, plot: Area, scale: &Scale, width: Width) {
        let placed = |values: &[Cell<Estimate>]| -> Vec<(f64, Cell<Estimate>)> {
            values.iter().take(self.periods.len()).enumerate().map(|(place, cell)| (self.x(place, plot), *cell)).collect()
        };
        let runs = series::runs(&placed(&panel.values), &panel.cuts);
        self.breaks(sheet, panel, plot);
        series::bands(sheet, &runs, scale, &THIS);
        if let Some((_, values)) = &self.comparison {
            series::lines(sheet, &series::runs(&placed(values), &self.comparison_cuts), scale, &OTHER);
        }
        series::lines(sheet, &runs, scale, &THIS);
        for (x, estimate) in runs.iter().filter(|run| run.len() == 1).flatten() {
            sheet.circle((*x, scale.at(estimate.value)), 3.0, &THIS.dot);
        }
        for (first, last, reason) in track::stretches(&panel.values) {
            self.missing(sheet, (self.x(first, plot), self.x(last, plot)), reason, (plot, width));
        }
    }

    /// A rule half-way between the last value before a break and the first after it.
    fn breaks(&self, sheet: &mut Sheet, panel: &Panel, plot: Area) {
        for cut in panel.cuts.iter().filter(|cut| (1..self.periods.len()).contains(*cut)) {
            let x = (self.x(cut - 1, plot) + self.x(*cut, plot)) / 2.0;
            sheet.line((x, plot.y), (x, plot.bottom()), &DUE);
        }
    }

    fn missing(&self, sheet: &mut Sheet, (from, to): (f64, f64), reason: Missing, (plot, width): (Area, Width)) {
        let half = (plot.width / self.periods.len().max(1) as f64 / 2.0).max(8.0);
        let (left, right) = ((from - half).max(plot.x), (to + half).min(plot.right()));
        let area = Area { x: left, y: plot.bottom() + 3.0, width: right - left, height: TRACK - 3.0 };
        track::draw(sheet, area, reason, self.language, width.text());
    }

    /// The last value beside the end of the line, with its dot.
    fn ends(&self, sheet: &mut Sheet, panel: &Panel, plot: Area, scale: &Scale) {
        let base = |y: f64| (y + 5.0).min(plot.bottom()).max(plot.y + 10.0);
        match panel.values.last().map(|cell| drawable(*cell)) {
            Some(Cell::Shown(estimate)) => {
                let y = scale.at(estimate.value);
                sheet.circle((self.x(panel.values.len() - 1, plot), y), 3.5, &THIS.dot);
                sheet.text((plot.right() + 4.0, base(y)), &self.last_words(panel), &THIS.words, Anchor::Start);
            }
            Some(_) => sheet.text((plot.right() + 4.0, plot.bottom()), &self.last_words(panel), &STRONG, Anchor::Start),
            None => {}
        }
    }

    fn periods(&self, sheet: &mut Sheet, plot: Area, layout: &Layout) {
        let base = plot.bottom() + layout.track + layout.width.leading();
        if let [first, .., last] = self.periods.as_slice() {
            sheet.text((plot.x, base), first, &SOFT, Anchor::Start);
            sheet.text((plot.right(), base), last, &SOFT, Anchor::End);
        } else if let [only] = self.periods.as_slice() {
            sheet.text((plot.x + plot.width / 2.0, base), only, &SOFT, Anchor::Middle);
        }
    }

    fn foot(&self, sheet: &mut Sheet, layout: &Layout, base: f64) {
        let mut x = 0.0;
        if let Some((name, _)) = &self.comparison {
            sheet.stroke(&[(0.0, base - 4.5), (26.0, base - 4.5)], &OTHER.line);
            let name = label::shorten(name, layout.width.text(), Weight::Bold, layout.width.pick(240.0, 280.0));
            sheet.text((32.0, base), &name, &OTHER.words, Anchor::Start);
            x = 52.0 + label::width(&name, layout.width.text(), Weight::Bold);
        }
        let at = layout.width.pick((x, base), (0.0, base + layout.width.leading()));
        if !layout.ticks.values.is_empty() {
            sheet.text(at, &self.scale_words(&layout.ticks), &SOFT, Anchor::Start);
        }
    }

    fn scale_words(&self, ticks: &Ticks) -> String {
        let top = self.unit.tick(ticks.top(), ticks.step, self.language);
        let zero = self.unit.tick(0.0, ticks.step, self.language);
        match self.language {
            Language::Dutch => format!("Elke grafiek loopt van {zero} tot {top}."),
            Language::English => format!("Every chart runs from {zero} to {top}."),
        }
    }

    fn x(&self, place: usize, plot: Area) -> f64 {
        let steps = self.periods.len().saturating_sub(1);
        if steps == 0 { plot.x + plot.width / 2.0 } else { plot.x + 4.0 + (plot.width - 8.0) * place as f64 / steps as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{HIDING, caption, check, estimate};

    fn multiples(panels: Vec<Vec<Cell<Estimate>>>) -> SmallMultiples {
        let names = ["Groningen", "Noord- en Oost-Gelderland", "Zeeland", "Gooi en Vechtstreek", "Twente"];
        let panels = panels.into_iter().zip(names).map(|(values, name)| Panel { name: name.to_owned(), values, cuts: Vec::new() });
        SmallMultiples {
            caption: caption("m"),
            language: Language::Dutch,
            unit: Unit::Days,
            periods: (2021..=2025).map(|year| year.to_string()).collect(),
            panels: panels.collect(),
            comparison: Some(("Nederland".to_owned(), vec![estimate(80.0); 5])),
            comparison_cuts: Vec::new(),
        }
    }

    #[test]
    fn all_panels_share_one_scale() {
        let drawing = multiples(vec![vec![estimate(10.0); 5], vec![estimate(90.0); 5]]).draw();
        check(&drawing);
        assert!(drawing.wide.contains("Elke grafiek loopt van 0 tot 100."), "{}", drawing.wide);
    }

    #[test]
    fn no_line_runs_over_a_break() {
        let lines = |cuts: Vec<usize>| {
            let mut drawing = multiples(vec![vec![estimate(10.0); 5]]);
            drawing.panels[0].cuts = cuts;
            let drawn = drawing.draw();
            check(&drawn);
            (drawn.wide.matches("class=\"ib-c-this\"").count(), drawn.wide.matches("class=\"ib-c-due\"").count())
        };
        assert_eq!((lines(vec![]), lines(vec![2])), ((1, 0), (2, 1)));
    }

    #[test]
    fn missing_years_stand_in_a_track_below() {
        let gap = vec![estimate(10.0), HIDING, HIDING, Cell::Unknown, estimate(12.0)];
        let drawing =
            multiples(vec![gap, vec![HIDING; 5], vec![estimate(0.0); 5], vec![Cell::Unknown; 5], vec![Cell::Impossible; 5]]).draw();
        check(&drawing);
        assert!(drawing.narrow.contains(">x</text>") && drawing.narrow.contains(">.</text>"));
    }
}
