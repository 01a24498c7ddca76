//! The track under a plot where missing stretches lie: hatch with `x`, grey with `.`; no line ever runs there.

use domain::Cell;

use crate::Language;
use crate::ink::{PLATE, SOFT, STRONG, UNKNOWN};
use crate::label::{self, Weight};
use crate::sheet::{Anchor, Area, Sheet};

/// Height of a track, with the white above it.
pub(crate) const HEIGHT: f64 = 20.0;

/// Why there is no value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Missing {
    Hidden,
    Unknown,
}

impl Missing {
    /// Reason of a cell; impossible cells are left blank and have none.
    pub fn of<T>(cell: &Cell<T>) -> Option<Missing> {
        match cell {
            Cell::Hidden => Some(Missing::Hidden),
            Cell::Unknown => Some(Missing::Unknown),
            Cell::Shown(_) | Cell::Impossible => None,
        }
    }

    pub fn symbol(self) -> &'static str {
        match self {
            Missing::Hidden => "x",
            Missing::Unknown => ".",
        }
    }

    pub fn word(self, language: Language) -> &'static str {
        match self {
            Missing::Hidden => language.hidden(),
            Missing::Unknown => language.unknown(),
        }
    }

    /// Fills an area the way this reason looks.
    pub fn fill(self, sheet: &mut Sheet, area: Area) {
        match self {
            Missing::Hidden => sheet.hatch(area),
            Missing::Unknown => sheet.rect(area, &UNKNOWN),
        }
    }
}

/// Runs of neighbours with the same reason: first place, last place, reason.
pub(crate) fn stretches<T>(cells: &[Cell<T>]) -> Vec<(usize, usize, Missing)> {
    let mut out: Vec<(usize, usize, Missing)> = Vec::new();
    for (place, cell) in cells.iter().enumerate() {
        let Some(reason) = Missing::of(cell) else { continue };
        match out.last_mut() {
            Some(last) if last.1 + 1 == place && last.2 == reason => last.1 = place,
            Some(_) | None => out.push((place, place, reason)),
        }
    }
    out
}

/// Draws a stretch of a track with its symbol, and the word behind it where there is room.
pub(crate) fn draw(sheet: &mut Sheet, area: Area, reason: Missing, language: Language, size: f64) {
    reason.fill(sheet, area);
    let word = reason.word(language);
    let full = label::width(reason.symbol(), size, Weight::Bold) + 5.0 + label::width(word, size, Weight::Regular);
    let roomy = full + 24.0 <= area.width;
    let plate_width = if roomy { full + 10.0 } else { label::width(reason.symbol(), size, Weight::Bold) + 6.0 };
    let left = area.x + (area.width - plate_width) / 2.0;
    let plate = Area { x: left, y: area.y + 0.5, width: plate_width, height: area.height - 1.0 };
    sheet.rect(plate, &PLATE);
    let base = area.y + area.height / 2.0 + size * 0.34;
    let after = label::width(reason.symbol(), size, Weight::Bold);
    let start = left + if roomy { 5.0 } else { 3.0 };
    sheet.text_sized((start, base), reason.symbol(), &STRONG, Anchor::Start, size);
    if roomy {
        sheet.text_sized((start + after + 5.0, base), word, &SOFT, Anchor::Start, size);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_with_one_reason_are_one_stretch() {
        let cells = [Cell::Shown(1), Cell::Hidden, Cell::Hidden, Cell::Unknown, Cell::Impossible, Cell::Hidden];
        assert_eq!(stretches(&cells), [(1, 2, Missing::Hidden), (3, 3, Missing::Unknown), (5, 5, Missing::Hidden)]);
    }
}
