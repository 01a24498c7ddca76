//! The same checks on the tables that go along with a release. Checked are the published tables and the steps behind its curves (`Told`), against the
//! rules that go along with them; figures, curves, pages, extent and overlap are functions of these or trusted, and are not looked at here.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Atlas, Breakdown, Cell, Form, Site};

use super::{Agreement, AuditError, Release, Sums, forms_fit, is_nowhere, value};
use crate::Policy;
use crate::certificates::{Certificates, Counts, Numbering, Told};

/// Most counts of one table, and the greatest: sums of them stay exact.
const MOST: usize = 1 << 20;
const GREATEST: u64 = 1 << 40;

/// What the tables of a proof open. A cell is open to somebody when two tables that they hold possible differ there by the width.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Opened {
    /// Hidden cells, those of curves too.
    pub hidden: usize,
    /// Of these, cells that are open to somebody who has the release and its rules.
    pub open: usize,
    /// Of these, cells that are open to somebody who knows too that the place of every child is known. Nothing where no table reads that way.
    pub open_if_places_known: Option<usize>,
    /// The same for somebody who knows too that a child of whom the form is unknown has no known one.
    pub open_if_unknown_excludes: Option<usize>,
    /// The same for somebody who knows both.
    pub open_if_both: Option<usize>,
    /// Sites of those that are not open, one for each.
    pub closed: Vec<Site>,
    /// Tables that were checked.
    pub tables: usize,
}

/// Checks with whole numbers that every table fits what is published, and counts the hidden cells that differ by the width between two of them. Of the
/// policy it uses thresholds, base, width and what is said of almost everyone.
///
/// # Errors
/// The first table that does not fit or cannot be read; rules that contradict themselves; regions that the atlas does not know.
pub fn opened(told: &Told, proof: &Certificates, atlas: &Atlas, policy: &Policy) -> Result<Opened, AuditError> {
    let release = Release::read(told, atlas, policy);
    release.check_readable(told, proof)?;
    release.tally(proof, &mut |_, error| Err(error))
}

/// Takes out of a proof what [`opened`] would refuse. Returns what the rest opens, and how many tables were taken out.
pub(crate) fn sifted(told: &Told, proof: &mut Certificates, atlas: &Atlas, policy: &Policy) -> (Opened, usize) {
    let release = Release::read(told, atlas, policy);
    let before: usize = proof.tables.iter().map(|around| 1 + around.others.len()).sum();
    if release.check_readable(told, proof).is_err() {
        proof.tables.clear();
    }
    let mut refused = BTreeSet::new();
    let opened = release.tally(proof, &mut |place, _| {
        refused.insert(place);
        Ok(())
    });
    let mut number = 0;
    proof.tables.retain_mut(|around| {
        let (own, mut other) = (number, 0);
        number += 1;
        around.others.retain(|_| {
            other += 1;
            !refused.contains(&(own, Some(other - 1)))
        });
        !refused.contains(&(own, None))
    });
    let after: usize = proof.tables.iter().map(|around| 1 + around.others.len()).sum();
    (opened.unwrap_or_else(|_| Spreads::of(&release).count(&release)), before - after)
}

/// Where a table stands in a proof: around which, and which of the others.
type Place = (usize, Option<usize>);

/// What somebody may know besides the release, or a table may keep.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Known {
    places: bool,
    excludes: bool,
}

impl Known {
    const EACH: [Known; 4] = [
        Known { places: false, excludes: false },
        Known { places: true, excludes: false },
        Known { places: false, excludes: true },
        Known { places: true, excludes: true },
    ];

    /// Whether a table that keeps this is possible to somebody who knows that.
    fn allows(self, known: Known) -> bool {
        (self.places || !known.places) && (self.excludes || !known.excludes)
    }
}

/// Least and greatest count of each cell over the tables that somebody holds possible, by what they know.
struct Spreads {
    cells: [Vec<Option<(i64, i64)>>; 4],
    tables: usize,
    allowed: [usize; 4],
}

impl Spreads {
    fn of(release: &Release<'_>) -> Spreads {
        Spreads { cells: std::array::from_fn(|_| vec![None; release.cells.len()]), tables: 0, allowed: [0; 4] }
    }

    /// Takes in a table: `base` itself, or `base` with a change.
    fn add(&mut self, base: (&Sums, Known), change: Option<(&Sums, Known)>) {
        self.tables += 1;
        let kept = change.map_or(base.1, |own| own.1);
        for (at, known) in Known::EACH.into_iter().enumerate().filter(|(_, known)| kept.allows(*known)) {
            self.allowed[at] += 1;
            let own = &mut self.cells[at];
            match change {
                // Where it does not change, the first table was taken in already.
                Some((change, _)) if base.1.allows(known) => {
                    change.cells.iter().for_each(|(cell, by)| widen(&mut own[*cell], value(&base.0.cells, cell) + by));
                }
                change => {
                    let by = |cell: usize| change.map_or(0, |(change, _)| value(&change.cells, &cell));
                    (0..own.len()).for_each(|cell| widen(&mut own[cell], value(&base.0.cells, &cell) + by(cell)));
                }
            }
        }
    }

    fn count(&self, release: &Release<'_>) -> Opened {
        let width = i64::try_from(release.policy.width).unwrap_or(i64::MAX);
        let hidden: Vec<usize> = (0..release.cells.len()).filter(|cell| release.cells[*cell].cell == Cell::Hidden).collect();
        let is_open = |at: usize, cell: usize| self.cells[at][cell].is_some_and(|(least, greatest)| greatest - least >= width);
        let open = |at: usize| hidden.iter().filter(|cell| is_open(at, **cell)).count();
        let if_known = |at: usize| (self.allowed[at] > 0).then(|| open(at));
        Opened {
            hidden: hidden.len(),
            open: open(0),
            open_if_places_known: if_known(1),
            open_if_unknown_excludes: if_known(2),
            open_if_both: if_known(3),
            closed: hidden.iter().filter(|cell| !is_open(0, **cell)).map(|cell| release.cells[*cell].site).collect(),
            tables: self.tables,
        }
    }
}

fn widen(spread: &mut Option<(i64, i64)>, value: i64) {
    let (least, greatest) = spread.unwrap_or((value, value));
    *spread = Some((least.min(value), greatest.max(value)));
}

impl Release<'_> {
    /// Checks every table; of one that does not hold the caller says whether that ends it.
    fn tally(
        &self,
        proof: &Certificates,
        refuse: &mut dyn FnMut(Place, AuditError) -> Result<(), AuditError>,
    ) -> Result<Opened, AuditError> {
        let mut spreads = Spreads::of(self);
        for (own, around) in proof.tables.iter().enumerate() {
            let base = match self.first_table(&proof.numbering, &around.table, spreads.tables) {
                Ok(base) => base,
                Err(error) => {
                    refuse((own, None), error)?;
                    continue;
                }
            };
            let kept = Kept::of(self, &base);
            spreads.add((&base, kept.known()), None);
            for (other, changes) in around.others.iter().enumerate() {
                match self.another_table(&proof.numbering, &base, changes, spreads.tables) {
                    Ok(change) => {
                        let known = kept.after(self, &base, &change);
                        spreads.add((&base, kept.known()), Some((&change, known)));
                    }
                    Err(error) => refuse((own, Some(other)), error)?,
                }
            }
        }
        Ok(spreads.count(self))
    }

    fn first_table(&self, numbering: &Numbering, counts: &Counts, world: usize) -> Result<Sums, AuditError> {
        let base = self.sums(numbering, counts)?;
        self.check_world(world, &base, &Sums::default(), &base, false)?;
        self.check_untouched(&base)?;
        Ok(base)
    }

    fn another_table(&self, numbering: &Numbering, base: &Sums, counts: &Counts, world: usize) -> Result<Sums, AuditError> {
        let change = self.sums(numbering, counts)?;
        self.check_world(world, base, &change, &change, false)?;
        Ok(change)
    }

    fn sums(&self, numbering: &Numbering, counts: &Counts) -> Result<Sums, AuditError> {
        if counts.len() > MOST {
            return Err(AuditError::Unreadable { fault: "too many counts" });
        }
        let mut sums = Sums::default();
        for (number, count) in counts {
            if count.unsigned_abs() > GREATEST {
                return Err(AuditError::Unreadable { fault: "a count beyond 2^40" });
            }
            self.add(&mut sums, self.atom(numbering, *number)?, *count)?;
        }
        Ok(sums)
    }

    /// Whether with a change somebody of whom the form is unknown has a known one, in a year and an outcome between two dues.
    fn breaks_exclusion(&self, (year, slot): (i16, super::Slot), base: &Sums, change: &Sums) -> bool {
        let of = |agreement| value(&base.agreements, &agreement) + value(&change.agreements, &agreement);
        let forms: Vec<i64> = Form::ALL.iter().map(|form| of(Agreement::Form(form.number(), year, slot))).collect();
        !forms_fit(of(Agreement::Everyone(year, slot)), &forms, of(Agreement::Form(0, year, slot)), true)
    }
}

/// Where a first table does not keep what somebody may know.
struct Kept {
    /// Number of counts of unknown places that are not 0.
    nowhere: usize,
    /// Years and outcomes in which somebody of whom the form is unknown has a known one.
    mixed: BTreeSet<(i16, super::Slot)>,
}

impl Kept {
    fn of(release: &Release<'_>, base: &Sums) -> Kept {
        Kept {
            nowhere: base.atoms.iter().filter(|(atom, count)| is_nowhere(atom) && **count != 0).count(),
            mixed: mixed(release, base, &Sums::default(), base),
        }
    }

    fn known(&self) -> Known {
        Known { places: self.nowhere == 0, excludes: self.mixed.is_empty() }
    }

    /// What the table with a change keeps.
    fn after(&self, release: &Release<'_>, base: &Sums, change: &Sums) -> Known {
        let moved: BTreeMap<_, _> = change.atoms.iter().filter(|(atom, by)| is_nowhere(atom) && **by != 0).collect();
        let gone = moved.iter().filter(|(atom, by)| value(&base.atoms, atom) + **by == 0).count();
        let come = moved.keys().filter(|atom| value(&base.atoms, atom) == 0).count();
        let touched = touched(change);
        let left = self.mixed.iter().any(|own| !touched.contains(own));
        Known { places: self.nowhere + come == gone, excludes: !left && mixed(release, base, change, change).is_empty() }
    }
}

/// Years and outcomes in which a table counts somebody.
fn touched(sums: &Sums) -> BTreeSet<(i16, super::Slot)> {
    let place = |agreement: &Agreement| match agreement {
        Agreement::Everyone(year, slot) | Agreement::Form(_, year, slot) => Some((*year, *slot)),
        Agreement::Place(..) | Agreement::Classes(..) => None,
    };
    sums.agreements.keys().filter_map(place).collect()
}

fn mixed(release: &Release<'_>, base: &Sums, change: &Sums, of: &Sums) -> BTreeSet<(i16, super::Slot)> {
    if !release.breakdowns.contains(&Breakdown::Form) {
        return BTreeSet::new();
    }
    touched(of).into_iter().filter(|place| release.breaks_exclusion(*place, base, change)).collect()
}
