//! Releases beside each other: a world changes people of all releases alike and has to fit what each of them published; what only the new release counts, and
//! small differences, stand on worlds in which earlier releases stay as they are.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Breakdown, Cell, Measure, Municipality, Outcome, RegionCode, Site, Span};

use super::insiders::{People, check_insiders};
use super::{AuditError, Published, Release, Sums, is_nowhere, value};
use crate::certificates::Told;
use crate::proof::{Atom, Evidence, What, World};
use crate::repeat::Again;
use crate::{Alone, Policy};

/// What an indicator told in an earlier release, and by which rules.
#[derive(Clone, Copy)]
pub(crate) struct Before<'a> {
    pub(crate) indicator: &'a str,
    /// Which release; a later one has a greater number.
    pub(crate) release: usize,
    pub(crate) told: &'a Told,
    pub(crate) policy: &'a Policy,
}

/// Which question, what it is called, and in which release.
#[derive(Clone, Copy)]
pub(super) struct Name<'a> {
    pub(super) question: usize,
    pub(super) indicator: &'a str,
    /// The release; the new one has the greatest number.
    pub(super) number: usize,
}

/// A release with its true table and the worlds as they change it, all of which fit it.
pub(super) struct Judged<'a> {
    pub(super) name: Name<'a>,
    /// Who is counted, by group: in the new release today, in years too that tell what was told before.
    pub(super) today: BTreeMap<Group, i64>,
    /// Cells that tell what an earlier release told.
    pub(super) repeated: BTreeSet<usize>,
    pub(super) release: Release<'a>,
    pub(super) base: Sums,
    pub(super) worlds: Vec<Sums>,
    pub(super) evidence: &'a [Evidence],
}

pub(super) fn years_of(span: Span) -> std::ops::RangeInclusive<i16> {
    match span {
        Span::Year(year) => year..=year,
        Span::Years(first, through) => first..=through,
    }
}

/// Sees that what is told again is what was told, every cell and every step of a curve.
pub(crate) fn check_again(told: &Told, before: &[Before<'_>], again: &Again) -> Result<(), AuditError> {
    for (span, release) in again {
        let was =
            release.map(|release| before.get(release).ok_or(AuditError::Unreadable { fault: "no such earlier release" })).transpose()?;
        let cells = |told: &Told| -> BTreeMap<(Site, Measure), Cell<u64>> {
            let is_told = |(site, _, cell): &&(Site, Measure, Cell<u64>)| site.span == *span && *cell != Cell::Unknown;
            told.cells.iter().filter(is_told).map(|(site, measure, cell)| ((*site, *measure), *cell)).collect()
        };
        let steps = |told: &Told| told.steps.iter().filter(|(site, _)| site.span == *span).cloned().collect::<BTreeMap<_, _>>();
        let now = (cells(told), steps(told));
        let then = was.map(|was| (cells(was.told), steps(was.told))).unwrap_or_default();
        if now != then {
            let sites = |own: &BTreeMap<(Site, Measure), Cell<u64>>| own.iter().map(|((site, _), cell)| (*site, *cell)).collect::<Vec<_>>();
            let (one, other) = (sites(&now.0), sites(&then.0));
            let region = one.iter().zip(&other).find(|(one, other)| one != other).map(|(one, _)| one.0.region);
            return Err(AuditError::NotAgain { region: region.unwrap_or(RegionCode::COUNTRY), span: *span });
        }
    }
    Ok(())
}

/// Sees that years that are told again count the very people of then, and that no world of who came in since has anybody come in there.
pub(super) fn check_standing(base: &[(Atom, i64)], earlier: &[&[(Atom, i64)]], since: &[World], again: &Again) -> Result<(), AuditError> {
    let years = again.iter().filter_map(|(span, release)| match span {
        Span::Year(year) => release.map(|release| (*year, release)),
        Span::Years(..) => None,
    });
    for (year, release) in years {
        let of_year =
            |base: &[(Atom, i64)]| -> BTreeMap<Atom, i64> { base.iter().filter(|(atom, _)| atom.year() == year).copied().collect() };
        let then = earlier.get(release).map(|then| of_year(then));
        if then.is_none_or(|then| then != of_year(base)) {
            return Err(AuditError::Unreadable { fault: "a year that is told again counts other people than then" });
        }
        if let Some(world) = since.iter().position(|world| world.iter().any(|(atom, _)| atom.year() == year)) {
            return Err(AuditError::NoTable { world, fault: "somebody who came in since, in a year that is told again" });
        }
    }
    Ok(())
}

/// Whether each cell of a release was shown, by one indicator at least, when it was told last before.
pub(super) fn shown_last(new: &Judged<'_>, all: &[Judged<'_>]) -> Vec<bool> {
    let mut last: Vec<(usize, bool)> = vec![(0, false); new.release.cells.len()];
    for own in all.iter().filter(|own| own.name.number < new.name.number) {
        let counted = own.counted();
        for (cell, last) in last.iter_mut().enumerate() {
            let was_shown = last.0 == own.name.number && last.1;
            match counted.get(&(new.release.cells[cell].site, new.release.days_of(cell))) {
                Some((Cell::Shown(_), _)) => *last = (own.name.number, true),
                Some((Cell::Hidden, _)) => *last = (own.name.number, was_shown),
                Some((Cell::Unknown | Cell::Impossible, _)) | None => {}
            }
        }
    }
    last.into_iter().map(|(_, shown)| shown).collect()
}

/// Per release what it counts of the people who are in every release that counts their place. Where a plain count goes with a hand-over, no more of a place,
/// class and year than it counts.
pub(super) fn common(all: &[Judged<'_>]) -> Result<Vec<Sums>, AuditError> {
    let atoms: BTreeSet<Atom> = all.iter().flat_map(|own| own.base.atoms.keys().copied()).collect();
    let mut most: BTreeMap<Atom, i64> = BTreeMap::new();
    let mut least: BTreeMap<Atom, i64> = BTreeMap::new();
    for atom in &atoms {
        let (same, other): (Vec<_>, Vec<_>) = all.iter().filter(|own| own.release.has(atom)).partition(|own| own.release.tells_apart(atom));
        let group = atom.whatever_became();
        if !other.is_empty() && group == *atom {
            continue;
        }
        let of_others = other.iter().map(|own| value(&own.base.atoms, &group)).min();
        let most = most.entry(group).or_insert(of_others.unwrap_or(i64::MAX));
        let own = same.iter().map(|own| value(&own.base.atoms, atom)).min().unwrap_or(0).min(*most);
        *most -= own;
        least.insert(*atom, own);
    }
    let of = |own: &Judged<'_>| {
        let mut sums = Sums::default();
        for (atom, count) in least.iter().filter(|(atom, _)| own.release.has(atom)) {
            own.release.add(&mut sums, own.release.as_counted(*atom), *count)?;
        }
        Ok(sums)
    };
    all.iter().map(of).collect()
}

impl<'a> Judged<'a> {
    /// Sees that every world is a table of persons that fits the release, the first of them the base.
    pub(super) fn of(
        (name, release): (Name<'a>, Release<'a>),
        (base, worlds): (&[(Atom, i64)], &[World]),
        evidence: &'a [Evidence],
    ) -> Result<Judged<'a>, AuditError> {
        let mut judged = Judged {
            name,
            today: entered(base.iter().map(|(atom, count)| (atom, count))),
            repeated: BTreeSet::new(),
            release,
            base: Sums::default(),
            worlds: Vec::with_capacity(worlds.len()),
            evidence,
        };
        for (atom, count) in base {
            judged.release.add(&mut judged.base, *atom, *count)?;
        }
        let unknown_excludes = judged.base.unknown_excludes();
        let places_known = !judged.base.atoms.keys().any(is_nowhere);
        for (number, changes) in worlds.iter().enumerate() {
            let mut change = Sums::default();
            for (atom, count) in changes.iter().filter(|(atom, _)| judged.release.has(atom)) {
                if places_known && is_nowhere(atom) {
                    return Err(AuditError::NoTable { world: number, fault: "starts of unknown place, where every place is known" });
                }
                judged.release.add(&mut change, judged.release.as_counted(*atom), *count)?;
            }
            let touched = if number == 0 { &judged.base } else { &change };
            let whole = Sums::default();
            let added = if number == 0 { &whole } else { &change };
            judged.release.check_world(number, &judged.base, added, touched, unknown_excludes)?;
            judged.worlds.push(change);
        }
        if worlds.first().is_none_or(|first| !first.is_empty()) {
            return Err(AuditError::NoTable { world: 0, fault: "the first world is not the base" });
        }
        judged.release.check_untouched(&judged.base)?;
        Ok(judged)
    }

    /// Takes note of which cells tell what an earlier release told.
    pub(super) fn repeating(mut self, again: &Again, today: &[(Atom, i64)]) -> Judged<'a> {
        let cells = self.release.cells.iter().enumerate();
        self.repeated = cells.filter(|(_, own)| again.contains_key(&own.site.span)).map(|(cell, _)| cell).collect();
        self.today = entered(today.iter().map(|(atom, count)| (atom, count)));
        self
    }

    pub(super) fn is_small(&self, cell: usize) -> bool {
        let threshold = self.release.policy.thresholds.of(self.release.cells[cell].site.region.kind());
        (1..threshold).contains(&value(&self.base.cells, &cell).unsigned_abs())
    }

    /// Cells of an earlier release that need no pair of worlds: nobody they count is in all releases, or they were shown when they were told last before and
    /// are not small.
    pub(super) fn excused(&self, all: &[Judged<'_>], common: &Sums) -> Vec<bool> {
        let shown = shown_last(self, all);
        (0..self.release.cells.len()).map(|cell| value(&common.cells, &cell) == 0 || shown[cell] && !self.is_small(cell)).collect()
    }

    /// Sees that worlds in which earlier releases stay as they are leave open what nobody knew before: hidden cells that count nobody who is in an earlier
    /// release, and small differences. Returns the number of the former.
    pub(super) fn check_since(
        &self,
        earlier: &[Judged<'_>],
        came_since: &dyn Fn(usize) -> bool,
        people: impl FnOnce() -> People<'a>,
    ) -> Result<usize, AuditError> {
        let hidden = self.release.check_evidence(self.evidence, &self.base, &self.worlds, &|cell| !came_since(cell))?.hidden;
        if self.release.policy.alone == Alone::KeepOut {
            let wanted = |cell: usize| came_since(cell) && value(&self.base.cells, &cell) > 0;
            check_insiders(self, &wanted, &people())?;
        }
        let told: BTreeMap<(Site, What), &Evidence> = self.evidence.iter().map(|own| ((own.site, own.what), own)).collect();
        for before in earlier {
            let counted = before.counted();
            for (cell, Published { site, what, cell: published, .. }) in self.release.cells.iter().enumerate() {
                let Some((was, count)) = counted.get(&(*site, self.release.days_of(cell))) else { continue };
                let is_told = match (was, published) {
                    (Cell::Shown(_), Cell::Shown(_) | Cell::Hidden) | (Cell::Hidden, Cell::Hidden) => true,
                    (Cell::Shown(_) | Cell::Hidden | Cell::Unknown | Cell::Impossible, _) => false,
                };
                let apart = (value(&self.base.cells, &cell) - count).unsigned_abs();
                let is_small = (1..self.release.policy.thresholds.of(site.region.kind())).contains(&apart);
                let width = told.get(&(*site, *what)).and_then(|own| self.release.width(cell, own, &self.base, &self.worlds));
                if is_told && is_small && !self.repeated.contains(&cell) && width.is_none_or(|width| width < self.release.policy.width) {
                    return Err(AuditError::Difference { region: site.region, span: site.span });
                }
            }
        }
        Ok(hidden)
    }

    /// What was told, with the true count, by site and days.
    fn counted(&self) -> BTreeMap<(Site, Days), (Cell<u64>, i64)> {
        let told = |(cell, own): (usize, &Published)| ((own.site, self.release.days_of(cell)), (own.cell, value(&self.base.cells, &cell)));
        self.release.cells.iter().enumerate().map(told).collect()
    }

    /// Where nobody left since an earlier release, no world counts fewer who entered than it did.
    pub(super) fn check_floors<'b>(&self, earlier: impl Iterator<Item = &'b Judged<'b>>) -> Result<(), AuditError> {
        let now = entered(self.base.atoms.iter());
        for before in earlier {
            let in_both = before.base.atoms.iter().filter(|(atom, _)| self.release.has(atom));
            let floors = entered(in_both);
            if !floors.iter().all(|(group, floor)| value(&now, group) >= *floor) {
                continue;
            }
            for (world, change) in self.worlds.iter().enumerate() {
                let change = entered(change.atoms.iter());
                if change.iter().any(|(group, by)| value(&now, group) + by < value(&floors, group)) {
                    return Err(AuditError::NoTable { world, fault: "fewer who entered than before, where nobody left" });
                }
            }
        }
        Ok(())
    }
}

/// Those whose number who entered is one count: a municipality, or a class in an area; in a year.
pub(super) type Group = (Option<Municipality>, Option<RegionCode>, Breakdown, u8, i16);

pub(super) fn entered<'b>(atoms: impl Iterator<Item = (&'b Atom, &'b i64)>) -> BTreeMap<Group, i64> {
    let mut groups = BTreeMap::new();
    for (atom, count) in atoms {
        let group = match *atom {
            Atom::Entered { municipality, year } => (Some(municipality), None, Breakdown::All, 0, year),
            Atom::Waits { area, breakdown, class, year, .. } => (None, area, breakdown, class, year),
        };
        *groups.entry(group).or_insert(0) += count;
    }
    groups
}

/// What is counted of a site: a measure, or an outcome after one day and up to another.
type Days = (Option<Measure>, Option<(Outcome, Option<u16>, u16)>);

impl Release<'_> {
    /// Whether the release counts these people at all.
    fn has(&self, atom: &Atom) -> bool {
        let is_year = |year: i16| self.policy.years.0 <= year && year <= self.policy.years.1;
        match atom {
            Atom::Entered { year, .. } => is_year(*year),
            Atom::Waits { breakdown, year, .. } => is_year(*year) && self.breakdowns.contains(breakdown),
        }
    }

    /// Whether it is of a plain count: one that does not ask what became of people.
    fn is_plain(&self) -> bool {
        self.dues.is_empty() && self.steps.is_empty()
    }

    /// Whether it tells people of this atom from others of their place, class and year, as the atom does.
    fn tells_apart(&self, atom: &Atom) -> bool {
        match atom {
            Atom::Entered { .. } => true,
            Atom::Waits { column, .. } => self.is_plain() == (column.outcome == Outcome::Counted),
        }
    }

    /// The atom as this release counts it.
    fn as_counted(&self, atom: Atom) -> Atom {
        if self.is_plain() { atom.whatever_became() } else { atom }
    }

    /// Which cells differ by the width between the two worlds of their entry.
    pub(super) fn open(&self, evidence: &[Evidence], base: &Sums, worlds: &[Sums]) -> Vec<bool> {
        let told: BTreeMap<(Site, What), &Evidence> = evidence.iter().map(|own| ((own.site, own.what), own)).collect();
        let of = |(cell, own): (usize, &Published)| told.get(&(own.site, own.what)).and_then(|entry| self.width(cell, entry, base, worlds));
        self.cells.iter().enumerate().map(|own| of(own).is_some_and(|width| width >= self.policy.width)).collect()
    }

    fn days_of(&self, cell: usize) -> Days {
        let Published { site, what, .. } = &self.cells[cell];
        match what {
            What::Measure(measure) => (Some(*measure), None),
            What::Step { step, outcome } => {
                let ends = self.steps.get(site).map_or(&[][..], Vec::as_slice);
                let before = step.checked_sub(1).and_then(|step| ends.get(step)).copied();
                (None, Some((*outcome, before, ends.get(*step).copied().unwrap_or(u16::MAX))))
            }
        }
    }
}
