//! A table of fractions that comes near everything published: proportional fitting, row by row, each row to the nearest value between its bounds.
//!
//! Of a row of counts that add up: all times the same factor (Deming & Stephan 1940). Of a row of which some are taken away from others: those times
//! `t`, these divided by `t`. Both are the change that is least in relative entropy, so that what is seldom in one place stays seldom there.

use crate::rule::UNBOUNDED;
use crate::system::System;

/// A fraction that is not to vanish.
const LEAST: f64 = 1e-9;
/// How far inside its bounds a row is drawn, at most: room for rounding.
const INSIDE: f64 = 0.9;

/// Rounds of fitting before anything is made whole, and after each time.
const SWEEPS: usize = 30;
const SWEEPS_BETWEEN: usize = 6;
/// Rounds where fractions are all that is asked for.
const MOST_SWEEPS: usize = 300;
/// Of the fractions one in so many is made whole at a time, and at least so many.
const SHARE: usize = 6;
const FEWEST: usize = 30;

/// One row in flat arrays.
struct Line {
    low: f64,
    high: f64,
    start: usize,
    plus: usize,
    end: usize,
}

/// Atoms under way from fractions to whole numbers.
pub(crate) struct Fill {
    lines: Vec<Line>,
    atoms: Vec<u32>,
    /// Per row the sum of the atoms that are whole already.
    settled: Vec<f64>,
    values: Vec<f64>,
    /// Rows of each atom, with sign: by number of the line.
    of_atom: Vec<Vec<(u32, f64)>>,
    is_settled: Vec<bool>,
}

impl Fill {
    /// Starts from these fractions; an atom of 0 stays 0.
    pub(crate) fn new(system: &System, values: Vec<f64>) -> Fill {
        let mut fill = Fill {
            lines: Vec::new(),
            atoms: Vec::new(),
            settled: Vec::new(),
            of_atom: vec![Vec::new(); values.len()],
            is_settled: values.iter().map(|value| *value == 0.0).collect(),
            values,
        };
        for row in 0..system.low.len() {
            fill.add_line(system, row);
        }
        fill
    }

    /// Fractions that meet every row as well as they can.
    pub(crate) fn fractions(mut self) -> Vec<f64> {
        (0..MOST_SWEEPS).for_each(|_| self.sweep());
        self.values
    }

    /// Whole numbers near every row: what is nearest to one first; the others take over what that adds or leaves.
    pub(crate) fn whole(&mut self) -> Vec<i64> {
        (0..SWEEPS).for_each(|_| self.sweep());
        loop {
            let mut open = self.open();
            if open.is_empty() {
                return self.values.iter().map(|value| value.round() as i64).collect();
            }
            let off = |atom: &usize| (self.values[*atom] - self.values[*atom].round()).abs();
            open.sort_by(|one, other| off(one).total_cmp(&off(other)));
            for atom in &open[..(open.len() / SHARE).max(FEWEST).min(open.len())] {
                self.settle(*atom, self.values[*atom].round());
            }
            self.tidy();
            (0..SWEEPS_BETWEEN).for_each(|_| self.sweep());
        }
    }

    fn add_line(&mut self, system: &System, row: usize) {
        let entries = || system.by_row.of(row).iter().filter(|entry| self.values[entry.to as usize] > 0.0);
        let adds_up = entries().all(|entry| entry.sign > 0);
        let (low, high) = (system.low[row], system.high[row]);
        if entries().next().is_none() || adds_up && low <= 0 && high >= UNBOUNDED {
            return;
        }
        let plus: Vec<u32> = entries().filter(|entry| entry.sign > 0).map(|entry| entry.to).collect();
        let minus: Vec<u32> = entries().filter(|entry| entry.sign < 0).map(|entry| entry.to).collect();
        let line = self.lines.len() as u32;
        plus.iter().for_each(|atom| self.of_atom[*atom as usize].push((line, 1.0)));
        minus.iter().for_each(|atom| self.of_atom[*atom as usize].push((line, -1.0)));
        let room = if low == high || row >= system.links { 0.0 } else { (INSIDE).min((high - low) as f64 * 0.45) };
        let (start, number) = (self.atoms.len(), plus.len());
        self.atoms.extend(plus);
        self.atoms.extend(minus);
        self.lines.push(Line { low: low as f64 + room, high: high as f64 - room, start, plus: start + number, end: self.atoms.len() });
        self.settled.push(0.0);
    }

    /// Fits every row once, in order.
    fn sweep(&mut self) {
        for line in 0..self.lines.len() {
            self.fit(line);
        }
    }

    /// Takes whole atoms out of the rows.
    fn tidy(&mut self) {
        let mut atoms = Vec::with_capacity(self.atoms.len());
        for line in &mut self.lines {
            let start = atoms.len();
            atoms.extend(self.atoms[line.start..line.plus].iter().filter(|atom| !self.is_settled[**atom as usize]));
            let plus = atoms.len();
            atoms.extend(self.atoms[line.plus..line.end].iter().filter(|atom| !self.is_settled[**atom as usize]));
            (line.start, line.plus, line.end) = (start, plus, atoms.len());
        }
        self.atoms = atoms;
    }

    fn fit(&mut self, line: usize) {
        let Line { low, high, start, plus, end } = self.lines[line];
        let sum = |values: &[f64], atoms: &[u32]| atoms.iter().map(|atom| values[*atom as usize]).sum::<f64>();
        let (more, less) = (sum(&self.values, &self.atoms[start..plus]), sum(&self.values, &self.atoms[plus..end]));
        let value = self.settled[line] + more - less;
        if (low..=high).contains(&value) || start == end {
            return;
        }
        // What is left to be made of the fractions.
        let wanted = (if value < low { low } else { high }) - self.settled[line];
        let times = factor(more, less, wanted).clamp(1e-4, 1e4);
        for atom in &self.atoms[start..plus] {
            let value = &mut self.values[*atom as usize];
            *value = (*value * times).max(LEAST);
        }
        for atom in &self.atoms[plus..end] {
            let value = &mut self.values[*atom as usize];
            *value = (*value / times).max(LEAST);
        }
    }

    /// Makes an atom whole.
    fn settle(&mut self, atom: usize, value: f64) {
        self.values[atom] = value;
        self.is_settled[atom] = true;
        for (line, sign) in &self.of_atom[atom] {
            self.settled[*line as usize] += sign * value;
        }
    }

    /// Atoms that are no whole number yet.
    fn open(&self) -> Vec<usize> {
        (0..self.values.len()).filter(|atom| !self.is_settled[*atom]).collect()
    }
}

/// `t` such that `more·t − less/t` is what is wanted; as near as it goes where there is none.
fn factor(more: f64, less: f64, wanted: f64) -> f64 {
    if less <= 0.0 {
        return wanted.max(0.0) / more.max(LEAST);
    }
    if more <= 0.0 {
        return if wanted < 0.0 { less / -wanted } else { f64::MAX };
    }
    // A root of wanted·wanted + 4·more·less that is larger than |wanted|: never negative.
    (wanted + (wanted * wanted + 4.0 * more * less).sqrt()) / (2.0 * more)
}
