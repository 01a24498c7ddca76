//! Places and years of a release, numbered: flat arrays need no maps.

use std::collections::BTreeMap;

use domain::{Atlas, Municipality, RegionCode, Span};

use crate::Policy;

/// Municipalities, Veilig Thuis regions ("areas") and years by number. One area more than there are regions: *nowhere*,
/// for municipalities that are unknown or not in the atlas; they count for the country only.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    municipalities: Vec<(Municipality, usize)>,
    places: BTreeMap<u16, usize>,
    areas: Vec<RegionCode>,
    years: Vec<i16>,
    pools: Vec<(i16, i16)>,
}

impl Frame {
    pub(crate) fn new(atlas: &Atlas, policy: &Policy) -> Frame {
        let mut areas: Vec<_> = atlas.municipalities().iter().map(|entry| entry.veilig_thuis).collect();
        areas.sort_unstable();
        areas.dedup();
        let mut municipalities: Vec<_> = atlas
            .municipalities()
            .iter()
            .filter_map(|entry| areas.binary_search(&entry.veilig_thuis).ok().map(|area| (entry.code, area)))
            .collect();
        municipalities.sort_unstable();
        let places = municipalities.iter().enumerate().map(|(place, (code, _))| (code.0, place)).collect();
        let mut pools = policy.pools.clone();
        pools.sort_unstable();
        Frame { municipalities, places, areas, years: (policy.years.0..=policy.years.1).collect(), pools }
    }

    /// Municipalities with the area each lies in.
    pub(crate) fn municipalities(&self) -> &[(Municipality, usize)] {
        &self.municipalities
    }

    /// Number of a municipality; `None` for unknown.
    pub(crate) fn place(&self, municipality: Municipality) -> Option<usize> {
        self.places.get(&municipality.0).copied()
    }

    /// Codes of the areas, without nowhere.
    pub(crate) fn areas(&self) -> &[RegionCode] {
        &self.areas
    }

    /// Number of areas, nowhere included as the last.
    pub(crate) fn area_count(&self) -> usize {
        self.areas.len() + 1
    }

    /// Area of a municipality, nowhere when it has none.
    pub(crate) fn area_of(&self, municipality: Municipality) -> usize {
        self.place(municipality).map_or(self.areas.len(), |place| self.municipalities[place].1)
    }

    /// Years of the release.
    pub(crate) fn years(&self) -> &[i16] {
        &self.years
    }

    /// Number of a year; `None` where the release does not hold it.
    pub(crate) fn year(&self, year: i16) -> Option<usize> {
        self.years.iter().position(|own| *own == year)
    }

    /// Spans of one year each.
    pub(crate) fn single_years(&self) -> impl Iterator<Item = Span> + '_ {
        self.years.iter().map(|year| Span::Year(*year))
    }

    /// Pooled spans.
    pub(crate) fn pools(&self) -> impl Iterator<Item = Span> + '_ {
        self.pools.iter().map(|(first, last)| Span::Years(*first, *last))
    }

    /// The spans that hold a year: itself, and its pool where it has one.
    pub(crate) fn spans_of(&self, year: usize) -> Vec<Span> {
        let year = self.years[year];
        std::iter::once(Span::Year(year)).chain(self.pools().filter(|pool| pool.holds(year))).collect()
    }
}
