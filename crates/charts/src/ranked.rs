//! Regions by value: a dot with its interval in every row, the country as a line through all of them.

use domain::{Cell, Estimate};

use crate::frame::{Caption, Drawing, Role, Width, framed};
use crate::ink::{AXIS, COUNTRY, COUNTRY_TEXT, DOT, GRID, ROW, SOFT, SPAN, STRONG, TEXT, THIS};
use crate::label::{self, Weight};
use crate::scale::{Scale, Ticks, drawable, range};
use crate::sheet::{Anchor, Area, Sheet};
use crate::track::Missing;
use crate::{Language, Unit};

/// A list ranked from high to low; hidden and unknown rows follow by name, so that their place says nothing.
#[derive(Clone, PartialEq, Debug)]
pub struct Ranked {
    /// What the drawing says of itself.
    pub caption: Caption,
    /// Language of words and numbers.
    pub language: Language,
    /// Unit of every value.
    pub unit: Unit,
    /// The rows, in any order.
    pub rows: Vec<RankedRow>,
    /// Name and value of the country, drawn as a line.
    pub country: Option<(String, Cell<Estimate>)>,
}

/// One row.
#[derive(Clone, PartialEq, Debug)]
pub struct RankedRow {
    /// Name of the region.
    pub name: String,
    /// Its value.
    pub value: Cell<Estimate>,
    /// Whether the page is about this region.
    pub standing: Standing,
    /// Where its page is.
    pub link: Option<String>,
}

/// Whether a row stands out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Standing {
    /// One of the others.
    #[default]
    Other,
    /// The region the page is about.
    This,
}

impl Standing {
    fn weight(self) -> Weight {
        match self {
            Standing::This => Weight::Bold,
            Standing::Other => Weight::Regular,
        }
    }
}

struct Layout {
    width: Width,
    left: f64,
    right: f64,
    top: f64,
    row: f64,
    scale: Scale,
    ticks: Ticks,
}

impl Ranked {
    /// Both widths.
    pub fn draw(&self) -> Drawing {
        let role = if self.rows.iter().any(|row| row.link.is_some()) { Role::Links } else { Role::Picture };
        Drawing::of(|width| {
            let layout = self.layout(width);
            let height = self.floor(&layout) + width.leading() * 2.0 + 12.0;
            framed(&self.caption, width, height, role, |sheet| self.fill(sheet, &layout))
        })
    }

    /// Shown from high to low, then hidden, unknown and impossible; within those by name.
    fn ordered(&self) -> Vec<&RankedRow> {
        let mut rows: Vec<&RankedRow> = self.rows.iter().collect();
        let group = |row: &RankedRow| match drawable(row.value) {
            Cell::Shown(_) => 0,
            Cell::Hidden => 1,
            Cell::Unknown => 2,
            Cell::Impossible => 3,
        };
        let value = |row: &RankedRow| drawable(row.value).shown().map_or(0.0, |estimate| estimate.value);
        rows.sort_by(|one, other| {
            let by_value = || value(other).total_cmp(&value(one));
            group(one).cmp(&group(other)).then_with(by_value).then_with(|| one.name.cmp(&other.name))
        });
        rows
    }

    fn layout(&self, width: Width) -> Layout {
        let size = width.text();
        let country = self.country.iter().map(|(_, cell)| *cell);
        let ticks = Ticks::around(range(self.rows.iter().map(|row| row.value).chain(country)), width.pick(5, 3));
        let names = self.rows.iter().map(|row| label::width(&row.name, size, row.standing.weight())).fold(0.0, f64::max);
        let left = names.clamp(60.0, width.pick(230.0, 184.0)) + width.pick(18.0, 10.0);
        let values = self.rows.iter().map(|row| label::width(&self.value_words(row), size, Weight::Bold)).fold(0.0, f64::max);
        let right = width.paper() - values - width.pick(20.0, 12.0);
        let top = if self.country_value().is_some() { width.leading() + 10.0 } else { 8.0 };
        Layout { width, left, right, top, row: width.pick(25.0, 24.0), scale: Scale::over(&ticks, left, right), ticks }
    }

    fn floor(&self, layout: &Layout) -> f64 {
        layout.top + layout.row * self.rows.len() as f64 + 4.0
    }

    fn country_value(&self) -> Option<Estimate> {
        self.country.as_ref().and_then(|(_, cell)| drawable(*cell).shown())
    }

    fn value_words(&self, row: &RankedRow) -> String {
        match drawable(row.value) {
            Cell::Shown(estimate) => self.unit.format(estimate.value, self.language),
            missing => missing.symbol().unwrap_or_default().to_owned(),
        }
    }

    fn fill(&self, sheet: &mut Sheet, layout: &Layout) {
        self.axis(sheet, layout);
        self.country_line(sheet, layout);
        for (place, row) in self.ordered().into_iter().enumerate() {
            let tip = format!("{}: {}", row.name, self.unit.describe(drawable(row.value), self.language));
            let top = layout.top + layout.row * place as f64;
            match &row.link {
                Some(href) => sheet.link(href, &tip, |sheet| self.row(sheet, row, top, layout)),
                None => sheet.mark(&tip, |sheet| self.row(sheet, row, top, layout)),
            }
        }
    }

    fn row(&self, sheet: &mut Sheet, row: &RankedRow, top: f64, layout: &Layout) {
        let middle = top + layout.row / 2.0;
        let base = middle + layout.width.text() * 0.35;
        let paper = Area { x: 0.0, y: top, width: layout.width.paper(), height: layout.row };
        let words = match row.standing {
            Standing::This => {
                sheet.rect(Area { width: layout.left - 4.0, ..paper }, &ROW);
                &THIS.words
            }
            Standing::Other => &TEXT,
        };
        let name = label::shorten(&row.name, layout.width.text(), row.standing.weight(), layout.left - 6.0);
        sheet.text((3.0, base), &name, words, Anchor::Start);
        self.value(sheet, row, middle, layout);
        let ink = if row.standing == Standing::This { words } else { &STRONG };
        sheet.text((layout.width.paper() - 2.0, base), &self.value_words(row), ink, Anchor::End);
    }

    fn value(&self, sheet: &mut Sheet, row: &RankedRow, middle: f64, layout: &Layout) {
        match drawable(row.value) {
            Cell::Shown(estimate) => {
                let at = |value| (layout.scale.at(value), middle);
                sheet.line(at(estimate.interval.lower), at(estimate.interval.upper), &SPAN);
                let dot = if row.standing == Standing::This { &THIS.dot } else { &DOT };
                sheet.circle(at(estimate.value), if row.standing == Standing::This { 6.0 } else { 4.5 }, dot);
            }
            Cell::Hidden => self.missing(sheet, Missing::Hidden, middle, layout),
            Cell::Unknown => self.missing(sheet, Missing::Unknown, middle, layout),
            Cell::Impossible => {}
        }
    }

    fn missing(&self, sheet: &mut Sheet, reason: Missing, middle: f64, layout: &Layout) {
        let area = Area { x: layout.left, y: middle - 7.0, width: layout.right - layout.left, height: 14.0 };
        reason.fill(sheet, area);
    }

    fn axis(&self, sheet: &mut Sheet, layout: &Layout) {
        let (floor, leading) = (self.floor(layout), layout.width.leading());
        for tick in &layout.ticks.values {
            let x = layout.scale.at(*tick);
            sheet.line((x, layout.top), (x, floor), if *tick > 0.0 { &GRID } else { &AXIS });
        }
        for (x, words) in self.tick_words(layout) {
            sheet.text((x, floor + leading), &words, &SOFT, Anchor::Middle);
        }
        if !layout.ticks.values.is_empty() {
            sheet.text((layout.width.paper() - 2.0, floor + leading * 2.0 + 3.0), self.unit.name(self.language), &SOFT, Anchor::End);
        }
    }

    /// Words of the ticks that can stand side by side, with their places; both ends go first.
    fn tick_words(&self, layout: &Layout) -> Vec<(f64, String)> {
        let ticks = &layout.ticks;
        let mut order: Vec<f64> = ticks.values.first().into_iter().chain(ticks.values.last()).copied().collect();
        order.extend(ticks.values.iter().skip(1).rev().skip(1));
        let words: Vec<(f64, String)> =
            order.into_iter().map(|tick| (layout.scale.at(tick), self.unit.tick(tick, ticks.step, self.language))).collect();
        let half = |words: &str| label::width(words, layout.width.text(), Weight::Regular) / 2.0;
        let spans: Vec<(f64, f64)> = words.iter().map(|(x, words)| (x - half(words), x + half(words))).collect();
        let apart = label::keep_apart(&spans, 6.0);
        words.into_iter().zip(apart).filter(|(_, apart)| *apart).map(|(word, _)| word).collect()
    }

    fn country_line(&self, sheet: &mut Sheet, layout: &Layout) {
        let (Some((name, _)), Some(estimate)) = (&self.country, self.country_value()) else { return };
        let x = layout.scale.at(estimate.value);
        sheet.line((x, layout.top - 4.0), (x, self.floor(layout)), &COUNTRY);
        let words = label::shorten(
            &format!("{name} {}", self.unit.format(estimate.value, self.language)),
            layout.width.text(),
            Weight::Bold,
            layout.width.paper(),
        );
        let half = label::width(&words, layout.width.text(), Weight::Bold) / 2.0;
        let middle = x.min(layout.width.paper() - half).max(half);
        sheet.text((middle, layout.top - 9.0), &words, &COUNTRY_TEXT, Anchor::Middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{HIDING, caption, check, estimate};

    fn ranked(values: &[(&str, Cell<Estimate>)]) -> Ranked {
        let row = |(name, value): &(&str, Cell<Estimate>)| RankedRow {
            name: (*name).to_owned(),
            value: *value,
            standing: Standing::Other,
            link: None,
        };
        let country = Some(("Nederland".to_owned(), estimate(60.0)));
        Ranked { caption: caption("r"), language: Language::Dutch, unit: Unit::Days, rows: values.iter().map(row).collect(), country }
    }

    #[test]
    fn the_order_of_hidden_rows_says_nothing() {
        let chart = ranked(&[
            ("Zeeland", HIDING),
            ("Drenthe", estimate(40.0)),
            ("Twente", estimate(70.0)),
            ("Amsterdam", HIDING),
            ("Gooi", Cell::Unknown),
        ]);
        let names: Vec<_> = chart.ordered().into_iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["Twente", "Drenthe", "Amsterdam", "Zeeland", "Gooi"]);
        check(&chart.draw());
    }

    #[test]
    fn links_make_it_a_group() {
        let mut chart = ranked(&[("Twente", estimate(70.0))]);
        chart.rows[0].link = Some("/regios/VT19?a=1&b=2".to_owned());
        let drawing = chart.draw();
        check(&drawing);
        assert!(drawing.wide.contains(r#"role="group""#) && drawing.wide.contains(r#"href="/regios/VT19?a=1&amp;b=2""#));
    }

    #[test]
    fn an_empty_or_hidden_list_can_be_drawn() {
        check(&ranked(&[]).draw());
        let mut hidden = ranked(&[("Noord- en Oost-Gelderland met een heel lange naam", HIDING)]);
        hidden.country = None;
        check(&hidden.draw());
    }
}
