//! A sum built up step by step: each step begins where the one before ended, what takes away has its own colour and its sign, and
//! the end is what all of them come to.

use crate::frame::{Caption, Drawing, Role, Width, framed};
use crate::ink::{AXIS, BAR, GRID, OTHER, SOFT, STRONG, TEXT, THIS};
use crate::label::{self, Weight};
use crate::language::Language;
use crate::sheet::{Anchor, Area, Sheet};

/// A waterfall of signed amounts.
///
/// ```
/// use charts::{Caption, Language, Waterfall, WaterfallStep};
/// let step = |name: &str, change| WaterfallStep { name: name.to_owned(), change };
/// let drawing = Waterfall {
///     caption: Caption { id: "w".to_owned(), title: "One pair".to_owned(), description: "Its weights.".to_owned() },
///     language: Language::English,
///     unit: "bits".to_owned(),
///     steps: vec![step("start", -16.0), step("surname equal", 9.5), step("date of birth equal", 12.0)],
///     total: "weight".to_owned(),
/// }
/// .draw();
/// assert!(drawing.wide.contains("+9.5") && drawing.wide.contains("5.5"));
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Waterfall {
    /// What the drawing says of itself.
    pub caption: Caption,
    /// Language of numbers.
    pub language: Language,
    /// Unit of every amount, as it stands under the scale.
    pub unit: String,
    /// Amounts, first to last; what is not finite is drawn as nothing.
    pub steps: Vec<WaterfallStep>,
    /// Name of the sum.
    pub total: String,
}

/// One amount of a [`Waterfall`].
#[derive(Clone, PartialEq, Debug)]
pub struct WaterfallStep {
    /// What it is of.
    pub name: String,
    /// What it adds, or takes away.
    pub change: f64,
}

/// One row: its name, where it begins and ends, and whether it is the sum.
struct Row<'a> {
    name: &'a str,
    from: f64,
    to: f64,
    is_sum: bool,
}

/// Places on the paper for one width.
struct Layout {
    width: Width,
    left: f64,
    right: f64,
    least: f64,
    most: f64,
}

impl Layout {
    fn at(&self, value: f64) -> f64 {
        self.left + (value - self.least) / (self.most - self.least) * (self.right - self.left)
    }

    fn row_height(&self) -> f64 {
        self.width.pick(30.0, 48.0)
    }
}

impl Waterfall {
    /// Both widths.
    pub fn draw(&self) -> Drawing {
        Drawing::of(|width| {
            let rows = self.rows();
            let layout = Self::layout(width, &rows);
            let height = 6.0 + layout.row_height() * rows.len() as f64 + width.leading() * 2.0 + 12.0;
            framed(&self.caption, width, height, Role::Picture, |sheet| self.fill(sheet, &layout, &rows))
        })
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let mut reached = 0.0;
        let mut rows = Vec::new();
        for step in &self.steps {
            let to = reached + if step.change.is_finite() { step.change } else { 0.0 };
            rows.push(Row { name: &step.name, from: reached, to, is_sum: false });
            reached = to;
        }
        rows.push(Row { name: &self.total, from: 0.0, to: reached, is_sum: true });
        rows
    }

    fn layout(width: Width, rows: &[Row<'_>]) -> Layout {
        let ends = || rows.iter().flat_map(|row| [row.from, row.to]);
        let (least, most) = (ends().fold(0.0, f64::min), ends().fold(0.0, f64::max));
        let most = if most - least < 1e-9 { least + 1.0 } else { most };
        let longest = rows.iter().map(|row| label::width(row.name, width.text(), Weight::Regular)).fold(0.0, f64::max);
        let left = width.pick(longest.clamp(60.0, 260.0) + 14.0, 6.0);
        Layout { width, left, right: width.paper() - 64.0, least, most }
    }

    fn fill(&self, sheet: &mut Sheet, layout: &Layout, rows: &[Row<'_>]) {
        let floor = 6.0 + layout.row_height() * rows.len() as f64;
        let zero = layout.at(0.0);
        for edge in [layout.least, layout.most] {
            sheet.line((layout.at(edge), 6.0), (layout.at(edge), floor), &GRID);
        }
        sheet.line((zero, 6.0), (zero, floor), &AXIS);
        for (place, row) in rows.iter().enumerate() {
            let top = 6.0 + layout.row_height() * place as f64;
            let tip = format!("{}: {}", row.name, self.amount(row));
            sheet.mark(&tip, |sheet| self.row(sheet, row, top, layout));
        }
        let leading = layout.width.leading();
        sheet.text((zero, floor + leading), "0", &SOFT, Anchor::Middle);
        let middle = (layout.left + layout.right) / 2.0;
        let unit = label::shorten(&self.unit, layout.width.text(), Weight::Regular, layout.right - layout.left);
        sheet.text((middle, floor + leading * 2.0 + 2.0), &unit, &SOFT, Anchor::Middle);
    }

    fn row(&self, sheet: &mut Sheet, row: &Row<'_>, top: f64, layout: &Layout) {
        let size = layout.width.text();
        let (bar_top, bar_height) = (layout.width.pick(top + 6.0, top + 26.0), 18.0);
        let base = bar_top + bar_height / 2.0 + size * 0.35;
        match layout.width {
            Width::Wide => {
                let name = label::shorten(row.name, size, Weight::Regular, layout.left - 12.0);
                sheet.text((layout.left - 10.0, base), &name, &TEXT, Anchor::End);
            }
            Width::Narrow => {
                let name = label::shorten(row.name, size, Weight::Regular, layout.width.paper() - 2.0);
                sheet.text((1.0, top + size + 6.0), &name, &TEXT, Anchor::Start);
            }
        }
        let (from, to) = (layout.at(row.from.min(row.to)), layout.at(row.from.max(row.to)));
        let ink = match (row.is_sum, row.to >= row.from) {
            (true, _) => &THIS.dot,
            (false, true) => &BAR,
            (false, false) => &OTHER.dot,
        };
        sheet.rect(Area { x: from, y: bar_top, width: (to - from).max(1.0), height: bar_height }, ink);
        sheet.text_over((layout.width.paper() - 2.0, base), &self.amount(row), &STRONG, Anchor::End);
    }

    /// A step with its sign, the sum as it is.
    fn amount(&self, row: &Row<'_>) -> String {
        let change = row.to - row.from;
        let size = self.language.number(change.abs(), 1);
        let is_zero = change.abs() < 0.05;
        match (is_zero, change < 0.0, row.is_sum) {
            (true, _, _) => size,
            (false, true, _) => format!("−{size}"),
            (false, false, false) => format!("+{size}"),
            (false, false, true) => size,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{caption, check};

    fn waterfall(changes: &[f64]) -> Waterfall {
        let step =
            |(place, change): (usize, &f64)| WaterfallStep { name: format!("Onderdeel {place} met een lange naam erbij"), change: *change };
        Waterfall {
            caption: caption("w"),
            language: Language::Dutch,
            unit: "bits".to_owned(),
            steps: changes.iter().enumerate().map(step).collect(),
            total: "Gewicht".to_owned(),
        }
    }

    #[test]
    fn every_step_has_its_sign_and_the_sum_stands_last() {
        let drawing = waterfall(&[-16.0, 9.5, 12.0, 0.0]).draw();
        check(&drawing);
        for words in [">−16,0</text>", ">+9,5</text>", ">5,5</text>", ">0,0</text>"] {
            assert!(drawing.wide.contains(words), "{words}");
        }
    }

    #[test]
    fn nothing_and_what_is_not_a_number_still_draw() {
        check(&waterfall(&[]).draw());
        check(&waterfall(&[f64::NAN, f64::INFINITY]).draw());
        check(&waterfall(&[-3.0]).draw());
    }
}
