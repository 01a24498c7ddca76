//! Horizontal bars with whiskers: one value per class, on one scale from zero.

use domain::{Cell, Estimate};

use crate::frame::{Caption, Drawing, Role, Width, framed};
use crate::ink::{AXIS, BAR, COUNTRY, COUNTRY_TEXT, GRID, SOFT, STRONG, TEXT, WHISKER};
use crate::label::{self, Weight};
use crate::scale::{Scale, Ticks, drawable, reach};
use crate::sheet::{Anchor, Area, Sheet};
use crate::track::Missing;
use crate::{Language, Unit};

/// Bars in the order given.
#[derive(Clone, PartialEq, Debug)]
pub struct Bars {
    /// What the drawing says of itself.
    pub caption: Caption,
    /// Language of words and numbers.
    pub language: Language,
    /// Unit of every value.
    pub unit: Unit,
    /// The bars, top to bottom.
    pub bars: Vec<Bar>,
    /// What all of them are compared with: its name and its value, drawn as a line.
    pub comparison: Option<(String, Cell<Estimate>)>,
}

/// One bar.
#[derive(Clone, PartialEq, Debug)]
pub struct Bar {
    /// Name of the class.
    pub name: String,
    /// Its value; without one, a hatch or a grey box of a fixed width stands in its place.
    pub value: Cell<Estimate>,
}

/// Places on the paper for one width.
struct Layout {
    width: Width,
    left: f64,
    right: f64,
    top: f64,
    row: f64,
    scale: Scale,
    ticks: Ticks,
}

impl Bars {
    /// Both widths.
    pub fn draw(&self) -> Drawing {
        Drawing::of(|width| {
            let layout = self.layout(width);
            let height = layout.top + layout.row * self.bars.len() as f64 + width.leading() * 2.0 + 12.0;
            framed(&self.caption, width, height, Role::Picture, |sheet| self.fill(sheet, &layout))
        })
    }

    fn layout(&self, width: Width) -> Layout {
        let comparison = self.comparison.iter().map(|(_, cell)| *cell);
        let ticks = Ticks::nice(reach(self.bars.iter().map(|bar| bar.value).chain(comparison)), width.pick(5, 4));
        let left = width.pick(self.name_column(), 1.0);
        let right = width.paper() - self.value_column(width);
        let top = if self.comparison_value().is_some() { width.leading() + 8.0 } else { 6.0 };
        Layout { width, left, right, top, row: width.pick(self.row_height(left), 50.0), scale: Scale::new(ticks.top(), left, right), ticks }
    }

    fn name_column(&self) -> f64 {
        let longest = self.bars.iter().map(|bar| label::width(&bar.name, Width::Wide.text(), Weight::Regular)).fold(0.0, f64::max);
        longest.clamp(60.0, 230.0) + 14.0
    }

    /// Rows are higher when a name takes two lines.
    fn row_height(&self, left: f64) -> f64 {
        let longest = self.bars.iter().map(|bar| label::width(&bar.name, Width::Wide.text(), Weight::Regular)).fold(0.0, f64::max);
        if longest > left - 12.0 { 42.0 } else { 32.0 }
    }

    fn value_column(&self, width: Width) -> f64 {
        let shown = self.bars.iter().filter_map(|bar| drawable(bar.value).shown());
        let longest = shown.map(|estimate| label::width(&self.unit.format(estimate.value, self.language), width.text(), Weight::Bold));
        longest.fold(20.0, f64::max) + 12.0
    }

    fn comparison_value(&self) -> Option<Estimate> {
        self.comparison.as_ref().and_then(|(_, cell)| drawable(*cell).shown())
    }

    fn fill(&self, sheet: &mut Sheet, layout: &Layout) {
        let floor = layout.top + layout.row * self.bars.len() as f64;
        for tick in &layout.ticks.values {
            let x = layout.scale.at(*tick);
            sheet.line((x, layout.top), (x, floor), if *tick > 0.0 { &GRID } else { &AXIS });
        }
        self.comparison_line(sheet, layout, floor);
        for (place, bar) in self.bars.iter().enumerate() {
            let tip = format!("{}: {}", bar.name, self.unit.describe(drawable(bar.value), self.language));
            sheet.mark(&tip, |sheet| self.bar(sheet, bar, layout.top + layout.row * place as f64, layout));
        }
        self.axis(sheet, layout, floor);
    }

    fn bar(&self, sheet: &mut Sheet, bar: &Bar, top: f64, layout: &Layout) {
        let size = layout.width.text();
        let thickness = layout.width.pick(20.0, 18.0);
        let bar_top = layout.width.pick(top + (layout.row - thickness) / 2.0, top + 26.0);
        let base = bar_top + thickness / 2.0 + size * 0.35;
        match layout.width {
            Width::Wide => {
                let lines = label::wrap(&bar.name, size, Weight::Regular, layout.left - 12.0, 2);
                let first = base - layout.width.leading() * (lines.len() as f64 - 1.0) / 2.0;
                for (row, line) in lines.iter().enumerate() {
                    sheet.text((layout.left - 10.0, first + layout.width.leading() * row as f64), line, &TEXT, Anchor::End);
                }
            }
            Width::Narrow => {
                let name = label::shorten(&bar.name, size, Weight::Regular, layout.width.paper() - 2.0);
                sheet.text_over((layout.left, top + size + 6.0), &name, &TEXT, Anchor::Start);
            }
        }
        let area = Area { x: layout.left, y: bar_top, width: 0.0, height: thickness };
        match drawable(bar.value) {
            Cell::Shown(estimate) => self.shown(sheet, estimate, area, base, layout),
            Cell::Hidden => self.missing(sheet, Missing::Hidden, area, base),
            Cell::Unknown => self.missing(sheet, Missing::Unknown, area, base),
            Cell::Impossible => {}
        }
    }

    fn shown(&self, sheet: &mut Sheet, estimate: Estimate, area: Area, base: f64, layout: &Layout) {
        let end = layout.scale.at(estimate.value);
        sheet.rect(Area { width: end - area.x, ..area }, &BAR);
        let (low, high) = (layout.scale.at(estimate.interval.lower), layout.scale.at(estimate.interval.upper));
        if high - low > 1.0 {
            let middle = area.y + area.height / 2.0;
            sheet.line((low, middle), (high, middle), &WHISKER);
            for x in [low, high] {
                sheet.line((x, middle - 5.0), (x, middle + 5.0), &WHISKER);
            }
        }
        let words = self.unit.format(estimate.value, self.language);
        sheet.text_over((end.max(high) + 7.0, base), &words, &STRONG, Anchor::Start);
    }

    fn missing(&self, sheet: &mut Sheet, reason: Missing, area: Area, base: f64) {
        reason.fill(sheet, Area { width: 44.0, ..area });
        sheet.text_over((area.x + 52.0, base), reason.symbol(), &STRONG, Anchor::Start);
        sheet.text_over((area.x + 66.0, base), reason.word(self.language), &SOFT, Anchor::Start);
    }

    fn axis(&self, sheet: &mut Sheet, layout: &Layout, floor: f64) {
        let leading = layout.width.leading();
        for tick in &layout.ticks.values {
            let words = self.unit.tick(*tick, layout.ticks.step, self.language);
            let anchor = if layout.width == Width::Narrow && *tick == 0.0 { Anchor::Start } else { Anchor::Middle };
            sheet.text((layout.scale.at(*tick), floor + leading), &words, &SOFT, anchor);
        }
        if !layout.ticks.values.is_empty() {
            let middle = (layout.left + layout.right) / 2.0;
            sheet.text((middle, floor + leading * 2.0 + 2.0), self.unit.name(self.language), &SOFT, Anchor::Middle);
        }
    }

    fn comparison_line(&self, sheet: &mut Sheet, layout: &Layout, floor: f64) {
        let (Some((name, _)), Some(estimate)) = (&self.comparison, self.comparison_value()) else { return };
        let x = layout.scale.at(estimate.value);
        sheet.line((x, layout.top - 2.0), (x, floor), &COUNTRY);
        let words = format!("{name} {}", self.unit.format(estimate.value, self.language));
        let words = label::shorten(&words, layout.width.text(), Weight::Bold, layout.width.paper());
        let half = label::width(&words, layout.width.text(), Weight::Bold) / 2.0;
        let middle = x.min(layout.width.paper() - half).max(half);
        sheet.text((middle, layout.top - 7.0), &words, &COUNTRY_TEXT, Anchor::Middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{HIDING, caption, check, estimate};

    fn bars(cells: Vec<Cell<Estimate>>) -> Bars {
        let bars = cells.into_iter().enumerate().map(|(place, value)| Bar { name: format!("Klasse {place} met een lange naam"), value });
        Bars { caption: caption("b"), language: Language::Dutch, unit: Unit::Days, bars: bars.collect(), comparison: None }
    }

    #[test]
    fn a_missing_bar_says_why_and_has_one_width() {
        let drawing = bars(vec![estimate(64.0), HIDING, Cell::Unknown, Cell::Impossible, estimate(0.0)]).draw();
        check(&drawing);
        assert!(drawing.wide.contains(">x</text>") && drawing.wide.contains(">afgeschermd</text>"));
        assert!(drawing.wide.contains(r#"width="44""#));
    }

    #[test]
    fn nothing_shown_draws_no_scale() {
        let drawing = bars(vec![HIDING; 3]).draw();
        check(&drawing);
        assert!(!drawing.wide.contains("Dagen"));
    }

    #[test]
    fn the_comparison_has_its_name_and_number() {
        let mut chart = bars(vec![estimate(64.0), estimate(10.0)]);
        chart.comparison = Some(("Nederland".to_owned(), estimate(70.0)));
        let drawing = chart.draw();
        check(&drawing);
        assert!(drawing.narrow.contains(">Nederland 70</text>"));
    }
}
