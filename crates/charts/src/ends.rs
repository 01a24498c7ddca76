//! Names and last values of lines: beside their ends on a wide drawing, above the plot with a piece of line on a narrow one.

use crate::Language;
use crate::frame::Width;
use crate::ink;
use crate::label::{self, Weight};
use crate::sheet::{Anchor, Area, Sheet};

/// What stands at the end of one line.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct End {
    /// Name of the line.
    pub name: String,
    /// Its last value, or the symbol of what is missing.
    pub value: String,
    /// Height of its last shown point.
    pub y: f64,
}

const WIDEST: f64 = 136.0;
const NAME_LINES: usize = 2;

/// Width to keep free beside the plot, for names and for the word of a value that is missing.
pub(crate) fn column<'a>(names: impl Iterator<Item = &'a str>, language: Language) -> f64 {
    let names = names.chain([language.hidden(), language.unknown()]);
    let longest = names.flat_map(|name| wrapped(name, WIDEST)).map(|line| label::width(&line, Width::Wide.text(), Weight::Bold));
    longest.fold(50.0, f64::max).min(WIDEST) + 14.0
}

/// Height to keep free above the plot.
pub(crate) fn key_height(count: usize, width: Width) -> f64 {
    width.pick(0.0, count as f64 * width.leading() + 6.0)
}

/// Height a plot needs at least, so that the labels beside it fit.
pub(crate) fn least_plot(count: usize, width: Width) -> f64 {
    width.pick(gap(width) * count.max(1) as f64, 12.0)
}

/// Draws them where this width has them.
pub(crate) fn draw(sheet: &mut Sheet, ends: &[End], plot: Area, width: Width) {
    match width {
        Width::Wide => beside(sheet, ends, plot),
        Width::Narrow => above(sheet, ends),
    }
}

fn beside(sheet: &mut Sheet, ends: &[End], plot: Area) {
    let (width, x) = (Width::Wide, plot.right() + 8.0);
    let (size, leading) = (width.text(), width.leading());
    let wanted: Vec<f64> = ends.iter().map(|end| end.y).collect();
    let half = gap(width) / 2.0;
    let places = label::spread(&wanted, gap(width), plot.y + half - leading, plot.bottom() - half + leading / 2.0);
    for (place, (end, y)) in ends.iter().zip(places).enumerate() {
        let lines = wrapped(&end.name, width.paper() - x);
        let first = y - (lines.len() as f64 + 1.0) * leading / 2.0 + size;
        let words = &ink::role(place).words;
        for (row, line) in lines.iter().chain([&end.value]).enumerate() {
            sheet.text((x, first + leading * row as f64), line, words, Anchor::Start);
        }
    }
}

fn above(sheet: &mut Sheet, ends: &[End]) {
    let width = Width::Narrow;
    for (place, end) in ends.iter().enumerate() {
        let role = ink::role(place);
        let base = width.text() + 2.0 + place as f64 * width.leading();
        sheet.stroke(&[(1.0, base - 4.5), (27.0, base - 4.5)], &role.line);
        let room = width.paper() - 48.0 - label::width(&end.value, width.text(), Weight::Bold);
        let name = label::shorten(&end.name, width.text(), Weight::Bold, room);
        sheet.text((34.0, base), &format!("{name} {}", end.value), &role.words, Anchor::Start);
    }
}

fn wrapped(name: &str, most: f64) -> Vec<String> {
    label::wrap(name, Width::Wide.text(), Weight::Bold, most, NAME_LINES)
}

/// Two lines of name, one of value, and white.
fn gap(width: Width) -> f64 {
    width.leading() * (NAME_LINES as f64 + 1.0) + 4.0
}
