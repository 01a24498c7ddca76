//! The coverage calendar: through which day which kind of supplier has delivered for which municipality.

use std::collections::BTreeMap;

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
    spans: BTreeMap<(OrganisationKind, Municipality), (Day, Day)>,
}

impl Coverage {
    /// States that a kind has delivered for a municipality from one day through another.
    pub fn set(&mut self, kind: OrganisationKind, municipality: Municipality, from: Day, through: Day) {
        self.spans.insert((kind, municipality), (from, through));
    }

    /// The span of one kind for one municipality.
    pub fn span(&self, kind: OrganisationKind, municipality: Municipality) -> Option<(Day, Day)> {
        self.spans.get(&(kind, municipality)).copied()
    }

    /// The last day through which every one of these kinds that ever delivered for the municipality has delivered;
    /// `None` where none ever did: then nothing can be said.
    pub fn observed_through(&self, kinds: &[OrganisationKind], municipality: Municipality) -> Option<Day> {
        kinds.iter().filter_map(|kind| self.span(*kind, municipality)).map(|(_, through)| through).min()
    }

    /// The first day from which every one of these kinds that ever delivered has delivered.
    pub fn observed_from(&self, kinds: &[OrganisationKind], municipality: Municipality) -> Option<Day> {
        kinds.iter().filter_map(|kind| self.span(*kind, municipality)).map(|(from, _)| from).max()
    }

    /// How many of these kinds ever delivered for the municipality, of how many.
    pub fn completeness(&self, kinds: &[OrganisationKind], municipality: Municipality) -> (u32, u32) {
        let delivered = kinds.iter().filter(|kind| self.span(**kind, municipality).is_some()).count();
        (delivered as u32, kinds.len() as u32)
    }

    /// Every entry, in order.
    pub fn iter(&self) -> impl Iterator<Item = (OrganisationKind, Municipality, Day, Day)> + '_ {
        self.spans.iter().map(|((kind, municipality), (from, through))| (*kind, *municipality, *from, *through))
    }
}
