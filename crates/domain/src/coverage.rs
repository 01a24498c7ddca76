//! The coverage calendar: through which day which kind of supplier has delivered for which municipality.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Day, Municipality, OrganisationKind};

/// From and through which day one kind of organisation has delivered for one municipality, both included.
///
/// A kind that never delivered for a municipality has no entry: it does not end an observation, it lowers the
/// completeness printed beside the figure.
///
/// ```
/// use domain::{Coverage, Day, Municipality, OrganisationKind};
/// let mut coverage = Coverage::default();
/// let amsterdam = Municipality(363);
/// coverage.set(OrganisationKind::Provider, amsterdam, Day(100), Day(200));
/// coverage.set(OrganisationKind::Municipality, amsterdam, Day(100), Day(150));
/// let kinds = [OrganisationKind::Provider, OrganisationKind::Municipality, OrganisationKind::Gi];
/// assert_eq!(coverage.observed_through(&kinds, amsterdam), Some(Day(150)));
/// assert_eq!(coverage.completeness(&kinds, amsterdam), (2, 3));
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Coverage {
    /// Stretches of days without a gap, in order; never empty.
    stretches: BTreeMap<(OrganisationKind, Municipality), Vec<(Day, Day)>>,
    /// Kinds that deliver for a part of the municipalities only.
    narrow: BTreeSet<OrganisationKind>,
}

impl Coverage {
    /// States that a kind has delivered for a municipality from one day through another, and at no other time.
    pub fn set(&mut self, kind: OrganisationKind, municipality: Municipality, from: Day, through: Day) {
        self.stretches.insert((kind, municipality), vec![(from, through)]);
    }

    /// States that a kind has also delivered in these days. Stretches that touch or overlap become one; a gap stays a gap.
    ///
    /// ```
    /// use domain::{Coverage, Day, Municipality, OrganisationKind};
    /// let (mut coverage, kind, place) = (Coverage::default(), OrganisationKind::Provider, Municipality(363));
    /// coverage.add(kind, place, Day(0), Day(9));
    /// coverage.add(kind, place, Day(10), Day(19));
    /// coverage.add(kind, place, Day(30), Day(39));
    /// assert_eq!(coverage.followed_through(&[kind], place, Day(5)), Some(Day(19)));
    /// assert_eq!(coverage.followed_through(&[kind], place, Day(25)), None, "in the gap");
    /// assert_eq!(coverage.followed_through(&[kind], place, Day(30)), Some(Day(39)));
    /// ```
    pub fn add(&mut self, kind: OrganisationKind, municipality: Municipality, from: Day, through: Day) {
        let stretches = self.stretches.entry((kind, municipality)).or_default();
        stretches.push((from, through));
        stretches.sort_unstable();
        let mut joined: Vec<(Day, Day)> = Vec::new();
        for (from, through) in stretches.drain(..) {
            match joined.last_mut() {
                Some(last) if from <= last.1.plus(1) => last.1 = last.1.max(through),
                Some(_) | None => joined.push((from, through)),
            }
        }
        *stretches = joined;
    }

    /// States that a kind delivers for a part of the municipalities only: what it tells of an unknown place counts, but nothing is expected from it
    /// there, since that place is likely to be one of the others.
    ///
    /// ```
    /// use domain::{Coverage, Day, Municipality, OrganisationKind};
    /// let (mut coverage, kind) = (Coverage::default(), OrganisationKind::AdultCare);
    /// coverage.set(kind, Municipality::UNKNOWN, Day(0), Day(9));
    /// coverage.set_narrow(kind);
    /// assert_eq!(coverage.followed_through(&[kind], Municipality::UNKNOWN, Day(5)), None);
    /// assert_eq!(coverage.span(kind, Municipality::UNKNOWN), Some((Day(0), Day(9))));
    /// ```
    pub fn set_narrow(&mut self, kind: OrganisationKind) {
        self.narrow.insert(kind);
    }

    /// Whether a kind ever delivered for a municipality, so that something can be expected from it there.
    pub fn expects(&self, kind: OrganisationKind, municipality: Municipality) -> bool {
        self.stretches.contains_key(&(kind, municipality)) && (municipality.is_known() || !self.narrow.contains(&kind))
    }

    /// The first and last day on which one kind delivered for one municipality, gaps included.
    pub fn span(&self, kind: OrganisationKind, municipality: Municipality) -> Option<(Day, Day)> {
        let stretches = self.stretches.get(&(kind, municipality))?;
        Some((stretches.first()?.0, stretches.last()?.1))
    }

    /// Whether one kind delivered for one municipality from one day through another without a gap.
    pub fn covers(&self, kind: OrganisationKind, municipality: Municipality, first: Day, last: Day) -> bool {
        let stretches = self.stretches.get(&(kind, municipality)).map_or(&[][..], Vec::as_slice);
        stretches.iter().any(|(from, through)| *from <= first && last <= *through)
    }

    /// The last day through which every one of these kinds that ever delivered for the municipality has delivered;
    /// `None` where none ever did: then nothing can be said.
    pub fn observed_through(&self, kinds: &[OrganisationKind], municipality: Municipality) -> Option<Day> {
        kinds.iter().filter_map(|kind| self.span(*kind, municipality)).map(|(_, through)| through).min()
    }

    /// The last day through which something that began on `start` can be followed: for every one of these kinds that ever
    /// delivered, the end of the stretch that holds the start, or of the first where all begin later. `None` where none
    /// ever delivered, and for a start after the last stretch or in a gap: then nothing can be said.
    pub fn followed_through(&self, kinds: &[OrganisationKind], municipality: Municipality, start: Day) -> Option<Day> {
        let mut last = None;
        let expected = kinds.iter().filter(|kind| self.expects(**kind, municipality));
        for stretches in expected.filter_map(|kind| self.stretches.get(&(*kind, municipality))) {
            let next = stretches.iter().position(|(_, through)| start <= *through)?;
            let (from, through) = stretches[next];
            if start < from && next > 0 {
                return None;
            }
            last = Some(last.map_or(through, |last: Day| last.min(through)));
        }
        last
    }

    /// The first day from which every one of these kinds that ever delivered has delivered.
    pub fn observed_from(&self, kinds: &[OrganisationKind], municipality: Municipality) -> Option<Day> {
        kinds.iter().filter_map(|kind| self.span(*kind, municipality)).map(|(from, _)| from).max()
    }

    /// How many of these kinds ever delivered for the municipality, of how many.
    pub fn completeness(&self, kinds: &[OrganisationKind], municipality: Municipality) -> (u32, u32) {
        let delivered = kinds.iter().filter(|kind| self.expects(**kind, municipality)).count();
        (delivered as u32, kinds.len() as u32)
    }

    /// Every stretch, in order.
    pub fn iter(&self) -> impl Iterator<Item = (OrganisationKind, Municipality, Day, Day)> + '_ {
        let each = |((kind, municipality), stretches): (&(OrganisationKind, Municipality), &Vec<(Day, Day)>)| {
            let (kind, municipality) = (*kind, *municipality);
            stretches.clone().into_iter().map(move |(from, through)| (kind, municipality, from, through))
        };
        self.stretches.iter().flat_map(each)
    }
}
