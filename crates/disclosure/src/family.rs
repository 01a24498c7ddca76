//! The exact counts of one indicator, every breakdown, in one flat array.

use domain::{Breakdown, CountKey, CountTable, Form, Outcome};

use crate::columns::Columns;
use crate::frame::Frame;
use crate::proof::Atom;
use crate::{DisclosureError, Question};

/// Where the atoms of one breakdown lie in the array: by area, year, class and column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Layer {
    pub(crate) breakdown: Breakdown,
    pub(crate) areas: usize,
    pub(crate) years: usize,
    pub(crate) classes: usize,
    pub(crate) columns: usize,
    first: usize,
}

impl Layer {
    /// Place of one atom.
    pub(crate) fn at(&self, area: usize, year: usize, class: usize, column: usize) -> usize {
        self.first + ((area * self.years + year) * self.classes + class) * self.columns + column
    }

    /// Whether a place lies in it.
    fn holds(&self, place: usize) -> bool {
        (self.first..self.first + self.len()).contains(&place)
    }

    fn len(&self) -> usize {
        self.areas * self.years * self.classes * self.columns
    }

    /// Area, year, class and column of a place.
    fn decode(&self, place: usize) -> (usize, usize, usize, usize) {
        let (rest, column) = ((place - self.first) / self.columns, (place - self.first) % self.columns);
        let (rest, class) = (rest / self.classes, rest % self.classes);
        (rest / self.years, rest % self.years, class, column)
    }
}

/// Atoms of one indicator: first who entered by municipality and year, then one layer per breakdown, all of them first.
///
/// Only the layer without breakdown needs fine columns (curves) and only forms can do without areas (they are published
/// for the country). Tables that agree in these totals can always be joined into one table of persons, so an attacker
/// who reasons about persons knows no more.
#[derive(Clone, Debug)]
pub(crate) struct Family<'a> {
    pub(crate) indicator: &'a str,
    pub(crate) frame: &'a Frame,
    pub(crate) columns: Columns,
    pub(crate) layers: Vec<Layer>,
    pub(crate) counts: Vec<i64>,
    /// Whether "form unknown" excludes every other form, as the counting rules say; true unless the counts contradict it.
    pub(crate) unknown_excludes: bool,
}

/// Greatest cell that is accepted: sums of any number of them stay exact.
const GREATEST: u64 = 1 << 40;

impl<'a> Family<'a> {
    /// Gathers the tables of one question.
    ///
    /// # Errors
    /// No table, a table twice, cells the question does not know, or breakdowns that do not add up.
    #[cfg(test)]
    pub(crate) fn gather(question: &'a Question, tables: &[CountTable], frame: &'a Frame) -> Result<Family<'a>, DisclosureError> {
        Family::in_columns(question, Columns::of(question)?, tables, frame)
    }

    /// The same in columns that are given.
    ///
    /// # Errors
    /// As `gather`.
    pub(crate) fn in_columns(
        question: &'a Question,
        columns: Columns,
        tables: &[CountTable],
        frame: &'a Frame,
    ) -> Result<Family<'a>, DisclosureError> {
        let own: Vec<_> = tables.iter().filter(|table| table.indicator == question.indicator).collect();
        if !own.iter().any(|table| table.breakdown == Breakdown::All) {
            return Err(DisclosureError::NoTable { indicator: question.indicator.clone() });
        }
        let mut family = Family::empty(question, columns, frame, |breakdown| own.iter().any(|table| table.breakdown == breakdown));
        for breakdown in Breakdown::ALL {
            let mut of_breakdown = own.iter().filter(|table| table.breakdown == breakdown);
            if let Some(table) = of_breakdown.next() {
                family.add_table(table)?;
            }
            if of_breakdown.next().is_some() {
                return Err(family.fault(breakdown, "given twice"));
            }
        }
        family.check_totals()?;
        let excludes = family.form_totals().all(|(all, forms)| forms[1..].iter().all(|form| form + forms[0] <= all));
        Ok(Family { unknown_excludes: excludes, ..family })
    }

    /// The places of a question's counts, with nobody in them: what somebody has who knows a release and nothing else.
    pub(crate) fn of_nobody(
        question: &'a Question,
        frame: &'a Frame,
        has: impl Fn(Breakdown) -> bool,
        unknown_excludes: bool,
    ) -> Result<Family<'a>, DisclosureError> {
        Ok(Family { unknown_excludes, ..Family::empty(question, Columns::of(question)?, frame, has) })
    }

    fn empty(question: &'a Question, columns: Columns, frame: &'a Frame, has: impl Fn(Breakdown) -> bool) -> Family<'a> {
        let years = frame.years().len();
        let mut first = frame.municipalities().len() * years;
        let mut layers = Vec::new();
        for breakdown in Breakdown::ALL.into_iter().filter(|breakdown| has(*breakdown)) {
            let (areas, columns) = match breakdown {
                Breakdown::All => (frame.area_count(), columns.fine.len()),
                Breakdown::Form => (1, columns.coarse.len()),
                Breakdown::Sex | Breakdown::Age => (frame.area_count(), columns.coarse.len()),
            };
            let layer = Layer { breakdown, areas, years, classes: classes(breakdown), columns, first };
            first += layer.len();
            layers.push(layer);
        }
        Family { indicator: &question.indicator, frame, columns, layers, counts: vec![0; first], unknown_excludes: true }
    }

    /// Everyone who entered by municipality and year, and by area, year and class of every layer: the places of each such count.
    pub(crate) fn groups(&self) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        let places = self.frame.municipalities().len() * self.frame.years().len();
        let of_layer = |layer: &Layer| {
            let (first, columns) = (layer.first, layer.columns);
            (0..layer.len() / columns.max(1)).map(move |group| first + group * columns..first + (group + 1) * columns)
        };
        (0..places).map(|place| place..place + 1).chain(self.layers.iter().flat_map(of_layer))
    }

    /// Atoms of unknown places, where no start has one: whoever knows the deliveries knows that too, so no table that is
    /// to prove anything may have one.
    pub(crate) fn barred(&self) -> Vec<usize> {
        if self.nowhere().all(|atom| self.counts[atom] == 0) { self.nowhere().collect() } else { Vec::new() }
    }

    /// Atoms of unknown places.
    pub(crate) fn nowhere(&self) -> impl Iterator<Item = usize> + '_ {
        let nowhere = self.frame.areas().len();
        let layers = self.layers.iter().filter(|layer| layer.breakdown != Breakdown::Form);
        layers.flat_map(move |layer| layer.at(nowhere, 0, 0, 0)..layer.first + layer.len())
    }

    /// The layer without breakdown.
    pub(crate) fn all(&self) -> Layer {
        self.layers[0]
    }

    /// Place of who entered in a municipality (by number) in a year.
    pub(crate) fn entered_at(&self, place: usize, year: usize) -> usize {
        place * self.frame.years().len() + year
    }

    /// What a place in the array counts, in codes, years and days.
    pub(crate) fn atom(&self, place: usize) -> Atom {
        let (years, areas) = (self.frame.years(), self.frame.areas());
        let Some(layer) = self.layers.iter().find(|layer| layer.holds(place)) else {
            let (municipality, _) = self.frame.municipalities()[place / years.len()];
            return Atom::Entered { municipality, year: years[place % years.len()] };
        };
        let (area, year, class, column) = layer.decode(place);
        let area = if layer.breakdown == Breakdown::Form { None } else { areas.get(area).copied() };
        let columns = if layer.breakdown == Breakdown::All { &self.columns.fine } else { &self.columns.coarse };
        Atom::Waits { area, breakdown: layer.breakdown, class: class as u8, year: years[year], column: columns[column] }
    }

    /// Whether two families count the same starts wherever the release tells how many entered: then they are one secret.
    pub(crate) fn same_entered(&self, other: &Family) -> bool {
        let breakdowns = |family: &Family| family.layers.iter().map(|layer| layer.breakdown).collect::<Vec<_>>();
        let places = self.frame.municipalities().len() * self.frame.years().len();
        breakdowns(self) == breakdowns(other) && self.counts[..places] == other.counts[..places] && self.entered().eq(other.entered())
    }

    /// Entered by area, year and class of every layer.
    fn entered(&self) -> impl Iterator<Item = i64> + '_ {
        self.layers.iter().flat_map(|layer| {
            let own = &self.counts[layer.first..layer.first + layer.len()];
            own.chunks_exact(layer.columns).map(|columns| columns.iter().sum())
        })
    }

    fn add_table(&mut self, table: &CountTable) -> Result<(), DisclosureError> {
        for (key, count) in &table.cells {
            let Some(year) = self.frame.year(key.year) else { continue };
            if *count > GREATEST {
                return Err(self.fault(table.breakdown, "holds a count beyond 2^40"));
            }
            self.add_cell(table.breakdown, key, year, *count as i64)?;
        }
        Ok(())
    }

    fn add_cell(&mut self, breakdown: Breakdown, key: &CountKey, year: usize, count: i64) -> Result<(), DisclosureError> {
        let Some(layer) = self.layers.iter().find(|layer| layer.breakdown == breakdown).copied() else { return Ok(()) };
        let class = usize::from(key.class);
        if class >= layer.classes {
            return Err(self.fault(breakdown, "holds a class that the breakdown does not know"));
        }
        let Some(fine) = self.find_column(key) else {
            return Err(self.fault(breakdown, "holds an outcome or a day that the question does not know"));
        };
        let area = if breakdown == Breakdown::Form { 0 } else { self.frame.area_of(key.municipality) };
        let column = if breakdown == Breakdown::All { fine } else { self.columns.coarse_of[fine] };
        self.counts[layer.at(area, year, class, column)] += count;
        if let (Breakdown::All, Some(place)) = (breakdown, self.frame.place(key.municipality)) {
            let entered = self.entered_at(place, year);
            self.counts[entered] += count;
        }
        Ok(())
    }

    fn find_column(&self, key: &CountKey) -> Option<usize> {
        if key.outcome == Outcome::Counted && key.days != 0 { None } else { self.columns.find(key.outcome, key.days) }
    }

    fn fault(&self, breakdown: Breakdown, fault: &'static str) -> DisclosureError {
        DisclosureError::Table { indicator: self.indicator.to_owned(), breakdown, fault }
    }

    /// Sex and age add up to all; a form is at most all, and all is at most the sum of the forms.
    fn check_totals(&self) -> Result<(), DisclosureError> {
        for layer in &self.layers[1..] {
            for year in 0..layer.years {
                let fits = match layer.breakdown {
                    Breakdown::All => true,
                    Breakdown::Form => (0..layer.columns).all(|column| self.forms_fit(layer, year, column)),
                    Breakdown::Sex | Breakdown::Age => self.classes_add_up(layer, year),
                };
                if !fits {
                    let (indicator, breakdown) = (self.indicator.to_owned(), layer.breakdown);
                    return Err(DisclosureError::TablesDisagree { indicator, breakdown, year: self.frame.years()[year] });
                }
            }
        }
        Ok(())
    }

    fn classes_add_up(&self, layer: &Layer, year: usize) -> bool {
        (0..layer.areas).all(|area| {
            (0..layer.columns).all(|column| {
                let sum: i64 = (0..layer.classes).map(|class| self.counts[layer.at(area, year, class, column)]).sum();
                sum == self.all_in(area, year, column)
            })
        })
    }

    fn forms_fit(&self, layer: &Layer, year: usize, column: usize) -> bool {
        let (all, forms) = self.forms_in(layer, year, column);
        forms.iter().all(|form| *form <= all) && all <= forms.iter().sum()
    }

    fn forms_in(&self, layer: &Layer, year: usize, column: usize) -> (i64, Vec<i64>) {
        let all = (0..self.frame.area_count()).map(|area| self.all_in(area, year, column)).sum();
        (all, (0..layer.classes).map(|class| self.counts[layer.at(0, year, class, column)]).collect())
    }

    /// Everyone in a coarse column.
    fn all_in(&self, area: usize, year: usize, coarse: usize) -> i64 {
        self.fine_of(coarse).map(|fine| self.counts[self.all().at(area, year, 0, fine)]).sum()
    }

    /// Area, year and coarse column of an atom that counts one person, where nobody else is counted in all three: whoever is counted there by
    /// another breakdown is the same person.
    pub(crate) fn alone_at(&self, atom: usize) -> Option<(usize, usize, usize)> {
        if self.counts[atom] != 1 {
            return None;
        }
        let alone = |area: usize, year: usize, coarse: usize| (self.all_in(area, year, coarse) == 1).then_some((area, year, coarse));
        let Some(layer) = self.layers.iter().find(|layer| layer.holds(atom)) else {
            let years = self.frame.years().len();
            let (area, year) = (self.frame.municipalities()[atom / years].1, atom % years);
            let sole = || (0..self.columns.coarse.len()).find_map(|coarse| alone(area, year, coarse));
            let number: i64 = (0..self.columns.coarse.len()).map(|coarse| self.all_in(area, year, coarse)).sum();
            return (number == 1).then(sole).flatten();
        };
        let (area, year, _, column) = layer.decode(atom);
        match layer.breakdown {
            Breakdown::All => alone(area, year, self.columns.coarse_of[column]),
            Breakdown::Sex | Breakdown::Age => alone(area, year, column),
            Breakdown::Form => None,
        }
    }

    /// The fine columns of a coarse one.
    pub(crate) fn fine_of(&self, coarse: usize) -> impl Iterator<Item = usize> + '_ {
        self.columns.coarse_of.iter().enumerate().filter(move |(_, of)| **of == coarse).map(|(fine, _)| fine)
    }

    fn form_totals(&self) -> impl Iterator<Item = (i64, Vec<i64>)> + '_ {
        let layers = self.layers.iter().filter(|layer| layer.breakdown == Breakdown::Form);
        layers.flat_map(move |layer| {
            (0..layer.years).flat_map(move |year| (0..layer.columns).map(move |column| self.forms_in(layer, year, column)))
        })
    }
}

/// Number of classes of a breakdown; classes are numbered from 0, unknown.
fn classes(breakdown: Breakdown) -> usize {
    match breakdown {
        Breakdown::All => 1,
        Breakdown::Form => Form::ALL.len(),
        Breakdown::Sex => domain::Sex::ALL.len(),
        Breakdown::Age => domain::AgeBand::ALL.len(),
    }
}
