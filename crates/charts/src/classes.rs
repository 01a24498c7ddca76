//! Map classes on quantiles of the shown values, and the legend both maps share.

use domain::{Cell, Estimate};

use crate::frame::Width;
use crate::ink::{RAMP, SOFT, STRONG, TEXT, UNKNOWN};
use crate::label::{self, Weight};
use crate::scale::drawable;
use crate::sheet::{Anchor, Area, Sheet};
use crate::{Language, Unit};

/// Lower limits of the classes from the second on; at most four, so at most five classes.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Classes {
    limits: Vec<f64>,
    lowest: f64,
    highest: f64,
    shown: bool,
}

impl Classes {
    /// Five classes of about equal size; equal limits fall together, so few values make few classes.
    pub fn on_quantiles(cells: impl Iterator<Item = Cell<Estimate>>) -> Classes {
        let mut values: Vec<f64> = cells.filter_map(|cell| drawable(cell).shown()).map(|estimate| estimate.value).collect();
        values.sort_by(f64::total_cmp);
        let (Some(lowest), Some(highest)) = (values.first().copied(), values.last().copied()) else {
            return Classes { limits: Vec::new(), lowest: 0.0, highest: 0.0, shown: false };
        };
        let at = |share: usize| values[(values.len() * share / RAMP.len()).min(values.len() - 1)];
        let mut limits: Vec<f64> = (1..RAMP.len()).map(at).filter(|limit| *limit > lowest).collect();
        limits.dedup();
        Classes { limits, lowest, highest, shown: true }
    }

    /// Class of a value, 0 the lowest.
    pub fn class(&self, value: f64) -> usize {
        self.limits.iter().filter(|limit| value >= **limit).count()
    }

    /// Place in the ramp of a class: few classes are spread over the whole ramp.
    pub fn tone(&self, class: usize) -> usize {
        match self.limits.len() {
            0 => RAMP.len() / 2,
            last => class * (RAMP.len() - 1) / last,
        }
    }

    fn count(&self) -> usize {
        if self.shown { self.limits.len() + 1 } else { 0 }
    }

    /// Whether two limits that follow each other are written the same.
    fn limits_read_alike(&self, unit: Unit, language: Language) -> bool {
        let limits = std::iter::once(&self.lowest).chain(&self.limits);
        let written: Vec<String> = limits.map(|limit| unit.format(*limit, language)).collect();
        written.windows(2).any(|pair| pair[0] == pair[1])
    }

    fn words(&self, class: usize, unit: Unit, language: Language) -> String {
        let fine = self.limits_read_alike(unit, language);
        let show = |value: f64| if fine { unit.format_finely(value, language) } else { unit.format(value, language) };
        let from = class.checked_sub(1).map_or(self.lowest, |place| self.limits[place]);
        match self.limits.get(class) {
            Some(below) => format!("{} {} {}", show(from), language.say("tot", "to"), show(*below)),
            None if self.limits.is_empty() && self.highest <= self.lowest => show(self.lowest),
            None => format!("{} {} {}", show(from), language.say("tot en met", "up to and including"), show(self.highest)),
        }
    }
}

enum Swatch {
    Tone(usize),
    Hidden,
    Unknown,
}

/// Draws the legend and returns the height it took: one entry per class, then hidden and unknown.
pub(crate) fn legend(sheet: &mut Sheet, classes: &Classes, unit: Unit, language: Language, at: Area, width: Width) -> f64 {
    let mut entries: Vec<(Swatch, String)> =
        (0..classes.count()).map(|class| (Swatch::Tone(classes.tone(class)), classes.words(class, unit, language))).collect();
    entries.push((Swatch::Hidden, language.hidden().to_owned()));
    entries.push((Swatch::Unknown, language.unknown().to_owned()));
    let (mut x, mut y) = (at.x, at.y);
    let row = width.text() + 12.0;
    for (swatch, words) in entries {
        let words = label::shorten(&words, width.text(), Weight::Regular, at.width - 34.0);
        let taken = 48.0 + label::width(&words, width.text(), Weight::Regular);
        if x > at.x && x + taken > at.right() + 20.0 {
            (x, y) = (at.x, y + row);
        }
        entry(sheet, (x, y), &swatch, &words, width);
        x += taken;
    }
    y + row - at.y
}

fn entry(sheet: &mut Sheet, (x, y): (f64, f64), swatch: &Swatch, words: &str, width: Width) {
    let box_ = Area { x: x + 0.5, y: y + 0.5, width: 22.0, height: width.text() + 3.0 };
    let base = y + width.text() - 0.5;
    match swatch {
        Swatch::Tone(tone) => sheet.rect(box_, &RAMP[*tone].0),
        Swatch::Hidden => {
            sheet.hatch(box_);
            let plate = Area { x: box_.x + 5.5, y: box_.y + 2.0, width: 11.0, height: box_.height - 4.0 };
            sheet.rect(plate, &crate::ink::PLATE);
            sheet.text((box_.x + 11.0, base), "x", &STRONG, Anchor::Middle);
        }
        Swatch::Unknown => {
            sheet.rect(box_, &UNKNOWN);
            sheet.text((box_.x + 11.0, base), ".", &TEXT, Anchor::Middle);
        }
    }
    sheet.text((x + 30.0, base), words, &SOFT, Anchor::Start);
}

/// Height the legend will take, without keeping what it draws.
pub(crate) fn legend_height(classes: &Classes, unit: Unit, language: Language, at: Area, width: Width) -> f64 {
    legend(&mut Sheet::new(String::new(), width.text()), classes, unit, language, at, width)
}

#[cfg(test)]
mod tests {
    use domain::Interval;

    use super::*;

    fn classes(values: &[f64]) -> Classes {
        let shown = values.iter().map(|value| Cell::Shown(Estimate { value: *value, interval: Interval::ninety_five(*value, *value) }));
        Classes::on_quantiles(shown.chain([Cell::Hidden, Cell::Unknown]))
    }

    #[test]
    fn five_classes_hold_about_a_fifth_each() {
        let values: Vec<f64> = (1..=25).map(f64::from).collect();
        let classes = classes(&values);
        let sizes = (0..5).map(|class| values.iter().filter(|value| classes.class(**value) == class).count());
        assert_eq!(sizes.collect::<Vec<_>>(), [5; 5]);
    }

    #[test]
    fn limits_that_would_read_alike_get_a_decimal() {
        let classes = classes(&[0.251, 0.254, 0.262, 0.266, 0.281]);
        assert_eq!(classes.words(0, Unit::Share, Language::English), "25.1% to 25.4%");
    }

    #[test]
    fn equal_values_make_one_class_with_one_number() {
        let classes = classes(&[4.0, 4.0, 4.0]);
        assert_eq!((classes.count(), classes.tone(classes.class(4.0))), (1, 2));
        assert_eq!(classes.words(0, Unit::Days, Language::Dutch), "4");
        assert_eq!(super::Classes::on_quantiles(std::iter::once(Cell::Hidden)).count(), 0);
    }
}
