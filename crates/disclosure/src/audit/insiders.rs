//! The checker's look at people who are counted alone: who they are, what they know, and whether some world leaves all of that as it is. It goes
//! by the published table and the definitions, and shares no code with the search.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Breakdown, Cell, Measure, Outcome, RegionCode, Site, Span};

use super::among::is_bound;
use super::beside::Judged;
use super::{AuditError, Published, Release, Slot, Sums, counts_day, value};
use crate::proof::{Atom, Evidence, What};
use crate::within::Pairs;

/// A person: a release, and one of their cells there.
type Person = (usize, usize);

/// The cells that count one atom.
type OfAtom = (Atom, BTreeSet<usize>);

/// An atom; one of waits with its question, as they are for something else in another.
type Counting = (Option<usize>, Atom);

/// People who are alone in a cell of one of these releases, and the worlds as they change each.
pub(super) struct People<'a> {
    all: Vec<&'a Judged<'a>>,
    /// Per release, per cell of one person: who that is.
    cells: Vec<BTreeMap<usize, Person>>,
    pairs: &'a Pairs,
}

/// Whoever is counted alone in a cell of a release: of the worlds that move a hidden cell (one of `wanted`) one moves nothing that they know.
pub(super) fn check_insiders(judged: &Judged<'_>, wanted: &dyn Fn(usize) -> bool, people: &People<'_>) -> Result<(), AuditError> {
    let told: BTreeMap<(Site, What), &Evidence> = judged.evidence.iter().map(|own| ((own.site, own.what), own)).collect();
    let mut knowing: BTreeMap<usize, BTreeSet<Person>> = BTreeMap::new();
    let release = &judged.release;
    for (cell, Published { site, what, cell: published, .. }) in release.cells.iter().enumerate() {
        if *published != Cell::Hidden || !wanted(cell) {
            continue;
        }
        let fault = || AuditError::Insider { region: site.region, span: site.span };
        let against = told.get(&(*site, *what)).map_or(&[][..], |own| own.against.as_slice());
        let mut able: Option<BTreeSet<Person>> = None;
        for world in against {
            let sums = judged.worlds.get(*world).ok_or_else(fault)?;
            if value(&sums.cells, &cell).unsigned_abs() < release.policy.width {
                return Err(fault());
            }
            let knowing = knowing.entry(*world).or_insert_with(|| people.knowing(*world));
            able = Some(match able {
                None => knowing.difference(&people.owners(judged, cell)).copied().collect(),
                Some(able) => able.intersection(knowing).copied().collect(),
            });
        }
        if able.is_none_or(|able| !able.is_empty()) {
            return Err(fault());
        }
    }
    Ok(())
}

impl<'a> People<'a> {
    /// The same person counts in a cell and in one that it lies within, and wherever one person is counted by the same atom, in whatever release. Of questions of
    /// one release whoever is the only one in a cell of one is the same person as the only one in a cell within it of another that counts part of the same.
    pub(super) fn of(all: Vec<&'a Judged<'a>>, pairs: &'a Pairs) -> People<'a> {
        let alone = |(at, own): (usize, &&Judged<'_>)| -> BTreeMap<usize, Person> {
            let cells = (0..own.release.cells.len()).filter(|cell| value(&own.base.cells, cell) == 1);
            cells.map(|cell| (cell, (at, cell))).collect()
        };
        let cells = all.iter().enumerate().map(alone).collect();
        let mut people = People { all, cells, pairs };
        let mut by_atom: BTreeMap<Counting, BTreeSet<Person>> = BTreeMap::new();
        for at in 0..people.all.len() {
            let judged = people.all[at];
            let (atoms, places) = judged.release.counted_alone(&judged.base);
            for (atom, cells) in atoms {
                let own = by_atom.entry((atom.is_of_a_wait().then_some(judged.name.question), atom)).or_default();
                own.extend(cells.into_iter().map(|cell| (at, cell)));
            }
            for cells in places {
                people.join(&cells.into_iter().map(|cell| (at, cell)).collect());
            }
        }
        by_atom.values().for_each(|cells| {
            people.join(cells);
        });
        while people.join_within() {}
        people
    }

    /// Makes one person of those who are alone in these cells; whether there were several.
    fn join(&mut self, cells: &BTreeSet<Person>) -> bool {
        let own: BTreeSet<Person> = cells.iter().filter_map(|(at, cell)| self.cells[*at].get(cell)).copied().collect();
        self.make_one(&own)
    }

    fn make_one(&mut self, own: &BTreeSet<Person>) -> bool {
        let Some(first) = own.first().copied().filter(|_| own.len() > 1) else { return false };
        self.cells.iter_mut().flat_map(BTreeMap::values_mut).filter(|person| own.contains(person)).for_each(|person| *person = first);
        true
    }

    fn join_within(&mut self) -> bool {
        let cells: Vec<Person> = self.cells.iter().enumerate().flat_map(|(at, cells)| cells.keys().map(move |cell| (at, *cell))).collect();
        let changes = cells.into_iter().filter(|(at, cell)| {
            let outers: Vec<usize> = (0..self.all.len()).filter(|outer| self.is_around(*outer, *at)).collect();
            let own = self.owners_among(&outers, self.all[*at], *cell);
            self.make_one(&own)
        });
        changes.count() > 0
    }

    /// Whether the only one in a cell of one release is the only one in those within it, of it or of another question of the same release.
    fn is_around(&self, outer: usize, inner: usize) -> bool {
        outer == inner || is_bound(self.all[inner], self.all[outer], self.pairs)
    }

    /// People of whom a world moves something that they know: their cell, or one within it.
    fn knowing(&self, world: usize) -> BTreeSet<Person> {
        let of = |at: usize| -> BTreeSet<Person> {
            let (judged, around) = (self.all[at], (0..self.all.len()).filter(|outer| self.is_around(*outer, at)).collect::<Vec<_>>());
            let touched = judged.worlds.get(world).map(|sums| &sums.cells);
            let moved = touched.into_iter().flatten().filter(|(_, change)| **change != 0);
            moved.flat_map(|(cell, _)| self.owners_among(&around, judged, *cell)).collect()
        };
        (0..self.all.len()).flat_map(of).collect()
    }

    /// People who know a cell: from any release of its question, or from the same release of another.
    fn owners(&self, inner: &Judged<'_>, cell: usize) -> BTreeSet<Person> {
        let tells = |outer: &Judged<'_>| outer.name.question == inner.name.question || is_bound(inner, outer, self.pairs);
        let around: Vec<usize> = (0..self.all.len()).filter(|outer| tells(self.all[*outer])).collect();
        self.owners_among(&around, inner, cell)
    }

    /// Of another question only who is the one of everyone there: who waited so long for one thing may have waited otherwise for another.
    fn owners_among(&self, around: &[usize], inner: &Judged<'_>, cell: usize) -> BTreeSet<Person> {
        let of = |outer: &usize| {
            let (its, people) = (self.all[*outer], &self.cells[*outer]);
            let tells =
                |own: usize| its.name.question == inner.name.question || its.release.cells[own].what == What::Measure(Measure::Entered);
            its.release.owners(&|own| people.get(&own).copied().filter(|_| tells(own)), &inner.release, cell)
        };
        around.iter().flat_map(of).collect()
    }
}

impl Release<'_> {
    /// Per atom of one person the cells that count it; and per place, year and stretch of days in which one person is counted the cells that
    /// count them, whatever the breakdown.
    fn counted_alone(&self, base: &Sums) -> (Vec<OfAtom>, Vec<BTreeSet<usize>>) {
        let mut everyone: BTreeMap<(Option<RegionCode>, i16), BTreeMap<Slot, i64>> = BTreeMap::new();
        for (atom, count) in &base.atoms {
            if let (Atom::Waits { area, breakdown: Breakdown::All, year, .. }, Ok(slot)) = (atom, self.slot(*atom)) {
                *everyone.entry((*area, *year)).or_default().entry(slot).or_insert(0) += count;
            }
        }
        let mut together: Vec<OfAtom> = Vec::new();
        let mut cells: BTreeMap<(Option<RegionCode>, i16, Slot), BTreeSet<usize>> = BTreeMap::new();
        for (atom, _) in base.atoms.iter().filter(|(_, count)| **count == 1) {
            let mut counting = Sums::default();
            if self.add(&mut counting, *atom, 1).is_err() {
                continue;
            }
            together.push((*atom, counting.cells.keys().copied().collect()));
            let (area, year, slot) = match *atom {
                Atom::Entered { municipality, year } => (self.atlas.veilig_thuis_of(municipality), year, None),
                Atom::Waits { breakdown: Breakdown::Form, .. } => continue,
                Atom::Waits { area, year, .. } => (area, year, self.slot(*atom).ok()),
            };
            let Some(slots) = everyone.get(&(area, year)) else { continue };
            let sole = || slots.iter().find(|(_, count)| **count > 0).filter(|_| slots.values().sum::<i64>() == 1).map(|(slot, _)| *slot);
            let Some(slot) = slot.or_else(sole).filter(|slot| value(slots, slot) == 1) else { continue };
            cells.entry((area, year, slot)).or_default().extend(counting.cells.keys());
        }
        (together, cells.into_values().collect())
    }

    /// People who know a cell of a release, this one or another: alone in it, or in a cell here that it lies within.
    fn owners(&self, person: &dyn Fn(usize) -> Option<Person>, release: &Release<'_>, cell: usize) -> BTreeSet<Person> {
        let Site { region, breakdown, class, .. } = release.cells[cell].site;
        let area = region.municipality().and_then(|own| self.atlas.veilig_thuis_of(own));
        let mut owners = BTreeSet::new();
        for around in [Some(region), area, Some(RegionCode::COUNTRY)].into_iter().flatten() {
            for (breakdown, class) in [(breakdown, class), (Breakdown::All, 0)] {
                let spans = self.sites.get(&(breakdown, class, around)).map_or(&[][..], Vec::as_slice);
                let alone = spans.iter().flat_map(|(_, cells)| cells).filter_map(|own| Some((*own, person(*own)?)));
                owners.extend(alone.filter(|(own, _)| self.holds((release, cell), *own)).map(|(_, person)| person));
            }
        }
        owners
    }

    /// Whether everything a cell of a release counts is counted in one here.
    fn holds(&self, (release, inner): (&Release<'_>, usize), outer: usize) -> bool {
        let (own, other) = (release.cells[inner].site, self.cells[outer].site);
        let is_class = other.breakdown == Breakdown::All || (own.breakdown, own.class) == (other.breakdown, other.class);
        let is_span = match own.span {
            Span::Year(year) => other.span.holds(year),
            Span::Years(first, last) => other.span.holds(first) && other.span.holds(last),
        };
        let area = || own.region.municipality().and_then(|municipality| self.atlas.veilig_thuis_of(municipality));
        let is_region = other.region == RegionCode::COUNTRY || own.region == other.region || area() == Some(other.region);
        is_class && is_span && is_region && self.holds_days((release, inner), outer)
    }

    fn holds_days(&self, (release, inner): (&Release<'_>, usize), outer: usize) -> bool {
        let days = |own: &Release<'_>| own.steps.values().flatten().chain(&own.dues).copied().max().unwrap_or(0);
        let last = days(self).max(days(release)).saturating_add(1);
        let outcomes = [Outcome::Counted, Outcome::Reached, Outcome::Competing, Outcome::Open];
        let inside = |outcome: Outcome, day: u16| !release.counts_on(inner, outcome, day) || self.counts_on(outer, outcome, day);
        self.cells[outer].what == What::Measure(Measure::Entered)
            || outcomes.into_iter().all(|outcome| (0..=last).all(|day| inside(outcome, day)))
    }

    fn counts_on(&self, cell: usize, outcome: Outcome, day: u16) -> bool {
        match self.cells[cell].what {
            What::Measure(measure) => counts_day(measure, outcome, day),
            What::Step { step, outcome: own } => {
                let ends = self.steps.get(&self.cells[cell].site).map_or(&[][..], Vec::as_slice);
                own == outcome && ends.iter().take_while(|end| **end < day).count() == step
            }
        }
    }
}
