//! The checker's look at people who are counted alone: who they are, what they know, and whether some world leaves all of that as it is. It goes
//! by the published table and the definitions, and shares no code with the search.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Breakdown, Cell, Measure, Outcome, RegionCode, Site, Span};

use super::{AuditError, Published, Release, Slot, Sums, counts_day, value};
use crate::proof::{Atom, Evidence, What};

impl Release<'_> {
    /// Whoever is counted alone in a cell: of the worlds that move a hidden count above zero one moves nothing that they know.
    pub(super) fn check_insiders(&self, evidence: &[Evidence], base: &Sums, worlds: &[Sums]) -> Result<(), AuditError> {
        let told: BTreeMap<(Site, What), &Evidence> = evidence.iter().map(|own| ((own.site, own.what), own)).collect();
        let people = self.people(base);
        let mut knowing: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (cell, Published { site, what, cell: published, .. }) in self.cells.iter().enumerate() {
            if *published != Cell::Hidden || value(&base.cells, &cell) == 0 {
                continue;
            }
            let fault = || AuditError::Insider { region: site.region, span: site.span };
            let against = told.get(&(*site, *what)).map_or(&[][..], |own| own.against.as_slice());
            let mut able: Option<BTreeSet<usize>> = None;
            for world in against {
                let sums = worlds.get(*world).ok_or_else(fault)?;
                if value(&sums.cells, &cell).unsigned_abs() < self.policy.width {
                    return Err(fault());
                }
                let knowing = knowing.entry(*world).or_insert_with(|| self.knowing(&people, sums));
                able = Some(match able {
                    None => knowing.difference(&self.owners(&people, cell)).copied().collect(),
                    Some(able) => able.intersection(knowing).copied().collect(),
                });
            }
            if able.is_none_or(|able| !able.is_empty()) {
                return Err(fault());
            }
        }
        Ok(())
    }

    /// Per cell of one person who that is: the same one in a cell and in one that it lies within.
    fn people(&self, base: &Sums) -> BTreeMap<usize, usize> {
        let alone = |cell: &usize| value(&base.cells, cell) == 1;
        let mut people: BTreeMap<usize, usize> = (0..self.cells.len()).filter(alone).map(|cell| (cell, cell)).collect();
        for cells in self.counted_alone(base) {
            let own = cells.iter().filter_map(|cell| people.get(cell)).copied().collect();
            join(&mut people, &own);
        }
        loop {
            let cells: Vec<usize> = people.keys().copied().collect();
            let changes = cells.into_iter().filter(|cell| {
                let own = self.owners(&people, *cell);
                join(&mut people, &own)
            });
            if changes.count() == 0 {
                return people;
            }
        }
    }

    /// Per atom of one person the cells that count it; and per place, year and stretch of days in which one person is counted the cells that
    /// count them, whatever the breakdown.
    fn counted_alone(&self, base: &Sums) -> Vec<BTreeSet<usize>> {
        let mut everyone: BTreeMap<(Option<RegionCode>, i16), BTreeMap<Slot, i64>> = BTreeMap::new();
        for (atom, count) in &base.atoms {
            if let (Atom::Waits { area, breakdown: Breakdown::All, year, .. }, Ok(slot)) = (atom, self.slot(*atom)) {
                *everyone.entry((*area, *year)).or_default().entry(slot).or_insert(0) += count;
            }
        }
        let mut together: Vec<BTreeSet<usize>> = Vec::new();
        let mut cells: BTreeMap<(Option<RegionCode>, i16, Slot), BTreeSet<usize>> = BTreeMap::new();
        for (atom, _) in base.atoms.iter().filter(|(_, count)| **count == 1) {
            let mut counting = Sums::default();
            if self.add(&mut counting, *atom, 1).is_err() {
                continue;
            }
            together.push(counting.cells.keys().copied().collect());
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
        together.extend(cells.into_values());
        together
    }

    /// People of whom a world moves something that they know: their cell, or one within it.
    fn knowing(&self, people: &BTreeMap<usize, usize>, world: &Sums) -> BTreeSet<usize> {
        let moved = world.cells.iter().filter(|(_, change)| **change != 0);
        moved.flat_map(|(cell, _)| self.owners(people, *cell)).collect()
    }

    /// People who know a cell: alone in it, or in one that it lies within.
    fn owners(&self, people: &BTreeMap<usize, usize>, cell: usize) -> BTreeSet<usize> {
        let Site { region, breakdown, class, .. } = self.cells[cell].site;
        let area = region.municipality().and_then(|own| self.atlas.veilig_thuis_of(own));
        let mut owners = BTreeSet::new();
        for around in [Some(region), area, Some(RegionCode::COUNTRY)].into_iter().flatten() {
            for (breakdown, class) in [(breakdown, class), (Breakdown::All, 0)] {
                let spans = self.sites.get(&(breakdown, class, around)).map_or(&[][..], Vec::as_slice);
                let alone = spans.iter().flat_map(|(_, cells)| cells).filter(|own| people.contains_key(own));
                owners.extend(alone.filter(|own| self.is_within(cell, **own)).filter_map(|own| people.get(own)));
            }
        }
        owners
    }

    /// Whether everything a cell counts is counted in another one.
    fn is_within(&self, inner: usize, outer: usize) -> bool {
        let (own, other) = (self.cells[inner].site, self.cells[outer].site);
        let is_class = other.breakdown == Breakdown::All || (own.breakdown, own.class) == (other.breakdown, other.class);
        let is_span = match own.span {
            Span::Year(year) => other.span.holds(year),
            Span::Years(first, last) => other.span.holds(first) && other.span.holds(last),
        };
        let area = || own.region.municipality().and_then(|municipality| self.atlas.veilig_thuis_of(municipality));
        let is_region = other.region == RegionCode::COUNTRY || own.region == other.region || area() == Some(other.region);
        is_class && is_span && is_region && (inner == outer || self.days_within(inner, outer))
    }

    fn days_within(&self, inner: usize, outer: usize) -> bool {
        let last = self.steps.values().flatten().chain(&self.dues).copied().max().unwrap_or(0);
        let outcomes = [Outcome::Counted, Outcome::Reached, Outcome::Competing, Outcome::Open];
        let on = |cell: usize, outcome: Outcome, day: u16| match self.cells[cell].what {
            What::Measure(measure) => counts_day(measure, outcome, day),
            What::Step { step, outcome: own } => {
                let ends = self.steps.get(&self.cells[cell].site).map_or(&[][..], Vec::as_slice);
                own == outcome && ends.iter().take_while(|end| **end < day).count() == step
            }
        };
        self.cells[outer].what == What::Measure(Measure::Entered)
            || outcomes
                .into_iter()
                .all(|outcome| (0..=last.saturating_add(1)).all(|day| !on(inner, outcome, day) || on(outer, outcome, day)))
    }
}

/// Makes one person of several; whether there were several.
fn join(people: &mut BTreeMap<usize, usize>, own: &BTreeSet<usize>) -> bool {
    let Some(first) = own.first().copied().filter(|_| own.len() > 1) else { return false };
    people.values_mut().filter(|person| own.contains(person)).for_each(|person| *person = first);
    true
}
