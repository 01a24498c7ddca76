//! The check of a whole proof: the new release, and beside it every earlier one. A world changes people of all releases alike and has to fit what each of
//! them published; what only the new release counts, and small differences, stand on worlds in which earlier releases stay as they are.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Atlas, Breakdown, Cell, Measure, Municipality, Outcome, RegionCode, Site, Span};

use super::insiders::{People, check_insiders};
use super::{AuditError, Checked, Published, Release, Sums, is_nowhere, value};
use crate::certificates::Told;
use crate::proof::{Atom, Evidence, Proof, What, World};
use crate::{Alone, Policy, SafeTable};

/// Spans that the new release tells as an earlier one did: which of those, or nothing where it tells nothing.
pub(crate) type Again<'a> = &'a BTreeMap<Span, Option<usize>>;

/// What an indicator told in an earlier release, and by which rules.
#[derive(Clone, Copy)]
pub(crate) struct Before<'a> {
    /// Which release; a later one has a greater number.
    pub(crate) release: usize,
    pub(crate) told: &'a Told,
    pub(crate) policy: &'a Policy,
}

/// A release with its true table and the worlds as they change it, all of which fit it.
pub(super) struct Judged<'a> {
    /// Which release; of questions of one release, which question.
    pub(super) number: usize,
    /// Cells that tell what an earlier release told.
    repeated: BTreeSet<usize>,
    pub(super) release: Release<'a>,
    pub(super) base: Sums,
    pub(super) worlds: Vec<Sums>,
    pub(super) evidence: &'a [Evidence],
}

/// Checks a whole proof against the published table, and against what earlier releases published. Spans of `again` have to tell what was told before, cell by
/// cell; then they need no proof of their own.
///
/// # Errors
/// The first thing that does not hold.
pub(crate) fn audit_beside(
    table: &SafeTable,
    proof: &Proof,
    before: &[Before<'_>],
    again: Again<'_>,
    atlas: &Atlas,
    policy: &Policy,
) -> Result<Checked, AuditError> {
    if before.len() != proof.earlier.len() {
        return Err(AuditError::Unreadable { fault: "not as many true tables as earlier releases" });
    }
    let told = Told::of(table);
    let read = |told: &Told, policy| Release::read(told, atlas, policy);
    check_again(&told, before, again)?;
    check_standing(proof, again)?;
    let mut new = Judged::of((usize::MAX, read(&told, policy)), (&proof.base, &proof.worlds), &proof.evidence)?;
    new.repeat(again);
    let mut all = vec![new];
    for (own, sheet) in before.iter().zip(&proof.earlier) {
        let release = Release::read(own.told, atlas, own.policy);
        all.push(Judged::of((own.release, release), (&sheet.base, &proof.worlds), &sheet.evidence)?);
    }
    let common = common(&all)?;
    let (new, earlier) = all.split_first().ok_or(AuditError::Unreadable { fault: "no release" })?;
    let shown = shown_last(new, earlier);
    let count = |cell: usize| value(&new.base.cells, &cell);
    let open = new.release.open(new.evidence, &new.base, &new.worlds);
    let apart = |cell: usize| if count(cell) == 0 { !open[cell] } else { shown[cell] || value(&common[0].cells, &cell) == 0 };
    let stands_apart = |cell: usize| new.repeated.contains(&cell) || !earlier.is_empty() && apart(cell);
    let came_since =
        |cell: usize| !new.repeated.contains(&cell) && stands_apart(cell) && (count(cell) == 0 || !shown[cell] || new.is_small(cell));
    let mut checked = new.release.check_evidence(new.evidence, &new.base, &new.worlds, &stands_apart)?;
    let excused: Vec<Vec<bool>> = earlier.iter().zip(&common[1..]).map(|(own, common)| own.excused(earlier, common)).collect();
    for (own, excused) in earlier.iter().zip(&excused) {
        own.release.check_evidence(own.evidence, &own.base, &own.worlds, &|cell| excused[cell])?;
    }
    if policy.alone == Alone::KeepOut {
        let people = People::of(all.iter().collect());
        check_insiders(new, &|cell| count(cell) > 0 && !stands_apart(cell), &people)?;
        for (own, excused) in earlier.iter().zip(&excused) {
            check_insiders(own, &|cell| !excused[cell], &people)?;
        }
    }
    if !earlier.is_empty() {
        let mut since = Judged::of((usize::MAX, read(&told, policy)), (&proof.base, &proof.since), &proof.differences)?;
        since.repeat(again);
        checked.hidden += since.check_since(earlier, &came_since)?;
    }
    Ok(checked)
}

/// Checks a release that tells anew only of years of which nothing was told before: all else is told again as it was, or not at all. Then earlier releases are
/// about other people than its worlds, and nothing they hid is less open than it was.
///
/// # Errors
/// The first thing that does not hold.
pub(crate) fn audit_apart(
    table: &SafeTable,
    proof: &Proof,
    before: &[Before<'_>],
    again: Again<'_>,
    atlas: &Atlas,
    policy: &Policy,
) -> Result<Checked, AuditError> {
    if !proof.earlier.is_empty() || !proof.since.is_empty() {
        return Err(AuditError::Unreadable { fault: "true tables of earlier releases, where nothing is told beside them" });
    }
    let told = Told::of(table);
    check_again(&told, before, again)?;
    let known: BTreeSet<i16> = before.iter().flat_map(|own| own.told.spans()).flat_map(years_of).collect();
    let is_known = |span: &Span| years_of(*span).any(|year| known.contains(&year));
    if let Some(span) = told.spans().into_iter().find(|span| is_known(span) && !again.contains_key(span)) {
        return Err(AuditError::NotAgain { region: RegionCode::COUNTRY, span });
    }
    let moves_known = |world: &World| world.iter().any(|(atom, _)| known.contains(&atom.year()));
    if let Some(world) = proof.worlds.iter().position(moves_known) {
        return Err(AuditError::NoTable { world, fault: "other people in a year of which something was told before" });
    }
    let mut new = Judged::of((usize::MAX, Release::read(&told, atlas, policy)), (&proof.base, &proof.worlds), &proof.evidence)?;
    new.repeat(again);
    let checked = new.release.check_evidence(new.evidence, &new.base, &new.worlds, &|cell| new.repeated.contains(&cell))?;
    if policy.alone == Alone::KeepOut {
        let wanted = |cell: usize| value(&new.base.cells, &cell) > 0 && !new.repeated.contains(&cell);
        check_insiders(&new, &wanted, &People::of(vec![&new]))?;
    }
    Ok(checked)
}

fn years_of(span: Span) -> std::ops::RangeInclusive<i16> {
    match span {
        Span::Year(year) => year..=year,
        Span::Years(first, through) => first..=through,
    }
}

/// Sees that what is told again is what was told, every cell and every step of a curve.
pub(crate) fn check_again(told: &Told, before: &[Before<'_>], again: Again<'_>) -> Result<(), AuditError> {
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
fn check_standing(proof: &Proof, again: Again<'_>) -> Result<(), AuditError> {
    let years = again.iter().filter_map(|(span, release)| match span {
        Span::Year(year) => release.map(|release| (*year, release)),
        Span::Years(..) => None,
    });
    for (year, release) in years {
        let of_year =
            |base: &[(Atom, i64)]| -> BTreeMap<Atom, i64> { base.iter().filter(|(atom, _)| atom.year() == year).copied().collect() };
        let then = proof.earlier.get(release).map(|sheet| of_year(&sheet.base));
        if then.is_none_or(|then| then != of_year(&proof.base)) {
            return Err(AuditError::Unreadable { fault: "a year that is told again counts other people than then" });
        }
        if let Some(world) = proof.since.iter().position(|world| world.iter().any(|(atom, _)| atom.year() == year)) {
            return Err(AuditError::NoTable { world, fault: "somebody who came in since, in a year that is told again" });
        }
    }
    Ok(())
}

/// Whether each cell of a release was shown, by one indicator at least, when it was told last before.
fn shown_last(new: &Judged<'_>, all: &[Judged<'_>]) -> Vec<bool> {
    let mut last: Vec<(usize, bool)> = vec![(0, false); new.release.cells.len()];
    for own in all.iter().filter(|own| own.number < new.number) {
        let counted = own.counted();
        for (cell, last) in last.iter_mut().enumerate() {
            let was_shown = last.0 == own.number && last.1;
            match counted.get(&(new.release.cells[cell].site, new.release.days_of(cell))) {
                Some((Cell::Shown(_), _)) => *last = (own.number, true),
                Some((Cell::Hidden, _)) => *last = (own.number, was_shown),
                Some((Cell::Unknown | Cell::Impossible, _)) | None => {}
            }
        }
    }
    last.into_iter().map(|(_, shown)| shown).collect()
}

/// Per release what it counts of the people who are in every release that counts their place. Where a plain count goes with a hand-over, no more of a place,
/// class and year than it counts.
fn common(all: &[Judged<'_>]) -> Result<Vec<Sums>, AuditError> {
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
        (number, release): (usize, Release<'a>),
        (base, worlds): (&[(Atom, i64)], &[World]),
        evidence: &'a [Evidence],
    ) -> Result<Judged<'a>, AuditError> {
        let mut judged = Judged {
            number,
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
    fn repeat(&mut self, again: Again<'_>) {
        let cells = self.release.cells.iter().enumerate();
        self.repeated = cells.filter(|(_, own)| again.contains_key(&own.site.span)).map(|(cell, _)| cell).collect();
    }

    fn is_small(&self, cell: usize) -> bool {
        let threshold = self.release.policy.thresholds.of(self.release.cells[cell].site.region.kind());
        (1..threshold).contains(&value(&self.base.cells, &cell).unsigned_abs())
    }

    /// Cells of an earlier release that need no pair of worlds: nobody they count is in all releases, or they were shown when they were told last before and
    /// are not small.
    fn excused(&self, all: &[Judged<'_>], common: &Sums) -> Vec<bool> {
        let shown = shown_last(self, all);
        (0..self.release.cells.len()).map(|cell| value(&common.cells, &cell) == 0 || shown[cell] && !self.is_small(cell)).collect()
    }

    /// Sees that worlds in which earlier releases stay as they are leave open what nobody knew before: hidden cells that count nobody who is in an earlier
    /// release, and small differences. Returns the number of the former.
    fn check_since(&self, earlier: &[Judged<'_>], came_since: &dyn Fn(usize) -> bool) -> Result<usize, AuditError> {
        self.check_floors(earlier)?;
        let hidden = self.release.check_evidence(self.evidence, &self.base, &self.worlds, &|cell| !came_since(cell))?.hidden;
        if self.release.policy.alone == Alone::KeepOut {
            let wanted = |cell: usize| came_since(cell) && value(&self.base.cells, &cell) > 0;
            check_insiders(self, &wanted, &People::of(vec![self]))?;
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
    fn check_floors(&self, earlier: &[Judged<'_>]) -> Result<(), AuditError> {
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
    fn open(&self, evidence: &[Evidence], base: &Sums, worlds: &[Sums]) -> Vec<bool> {
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
