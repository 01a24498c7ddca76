//! Secondary suppression: hide more until every hidden cell has two tables that differ in it.

use std::collections::BTreeMap;

use domain::{RegionKind, Site, Span};

use crate::Policy;
use crate::family::Family;
use crate::proof::{Evidence, Proof, What};
use crate::rows::{Fate, Rows};
use crate::rule::UNBOUNDED;
use crate::search::{Changes, Quest, Search, Toward};
use crate::system::System;

/// Failures after which numbers of entered may be hidden, then the row most in the way whatever it is, then the measure
/// in the whole group of sites, then the lot.
const WITH_ENTERED: u32 = 4;
const MOST_BLAMED: u32 = 8;
const WHOLE_GROUP: u32 = 16;
const EVERYTHING: u32 = 20;
/// Searches each way before more is hidden; all but the first are three times as long.
const TRIES: u64 = 2;
/// Tier of a number of entered: hiding it hides everything of its site.
const ENTERED: u8 = 4;
/// Repair steps to show that a shown count hides more than one true count: cheap, it is only reported.
const STEPS_FOR_SHOWN: u32 = 24;

/// Nothing is left to hide and a cell is still without proof.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Stuck;

/// Least and greatest value of a row over the worlds found, with the world of each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Spread {
    least: (i64, usize),
    greatest: (i64, usize),
}

impl Spread {
    fn width(&self) -> i64 {
        self.greatest.0 - self.least.0
    }

    fn add(&mut self, value: i64, world: usize) {
        if value < self.least.0 {
            self.least = (value, world);
        }
        if value > self.greatest.0 {
            self.greatest = (value, world);
        }
    }
}

/// The loop with what it has found so far.
struct Shield<'a> {
    rows: &'a mut Rows,
    policy: &'a Policy,
    search: Search,
    rests: BTreeMap<usize, usize>,
    worlds: Vec<Changes>,
    spreads: Vec<Spread>,
    width: i64,
}

/// Hides what is needed and hands back the proof that it is enough.
///
/// # Errors
/// [`Stuck`] when the work limit is too low to prove even a release in which everything is hidden.
pub(crate) fn shield(family: &Family, rows: &mut Rows, policy: &Policy) -> Result<Proof, Stuck> {
    let system = System::build(family, rows, policy);
    if !system.fits(&family.counts) {
        return Err(Stuck);
    }
    let search = Search::new(system, family.counts.clone());
    let rests = search.rests().iter().map(|(rest, row)| (*row, *rest)).collect();
    let spreads = rows.rows.iter().map(|row| Spread { least: (row.value, 0), greatest: (row.value, 0) }).collect();
    let width = i64::try_from(policy.width).unwrap_or(UNBOUNDED);
    let mut shield = Shield { rows, policy, search, rests, worlds: vec![Changes::new()], spreads, width };
    shield.prove_hidden()?;
    shield.try_shown();
    Ok(shield.proof(family))
}

impl Shield<'_> {
    fn prove_hidden(&mut self) -> Result<(), Stuck> {
        let mut queue: Vec<usize> = (0..self.rows.rows.len()).filter(|row| self.is_hidden(*row)).collect();
        let mut next = 0;
        while let Some(row) = queue.get(next).copied() {
            queue.extend(self.prove(row)?);
            next += 1;
        }
        Ok(())
    }

    /// Proves one hidden row, hiding others where needed; returns those.
    fn prove(&mut self, row: usize) -> Result<Vec<usize>, Stuck> {
        let mut hidden = Vec::new();
        for failures in 0.. {
            if !self.is_hidden(row) || self.is_proven(row) || self.attempt(row) {
                break;
            }
            if self.rows.rows[row].value == 0 && self.spreads[row].greatest.0 == 0 {
                self.rows.show_zero(row);
                self.search.set_bounds(row, (0, 0));
                break;
            }
            let chosen = self.choose(row, failures);
            if chosen.is_empty() {
                return Err(Stuck);
            }
            chosen.into_iter().for_each(|other| hidden.extend(self.hide(other)));
        }
        Ok(hidden)
    }

    fn is_hidden(&self, row: usize) -> bool {
        self.rows.rows[row].fate.is_hidden()
    }

    fn is_proven(&self, row: usize) -> bool {
        self.spreads[row].width() >= self.width
    }

    fn attempt(&mut self, row: usize) -> bool {
        self.search.forgive();
        let steps = self.policy.steps;
        (0..TRIES).any(|seed| {
            let steps = if seed == 0 { steps } else { steps.saturating_mul(3) };
            [Toward::More, Toward::Less].into_iter().any(|toward| self.seek(Quest { row, toward, by: self.width, steps, seed }))
        })
    }

    fn seek(&mut self, quest: Quest) -> bool {
        let (world, spreads) = (self.worlds.len(), &mut self.spreads);
        let changes = self.search.seek(quest, |row, value| spreads[row].add(value, world));
        let found = changes.is_some();
        self.worlds.extend(changes);
        found
    }

    /// What to hide next: of the rows that stood most in the way the smallest sibling; after many failures more at once.
    fn choose(&self, row: usize, failures: u32) -> Vec<usize> {
        let shown = |other: &usize| self.rows.rows[*other].fate == Fate::Shown && self.rows.rows[*other].value > 0;
        let every: Vec<_> = (0..self.rows.rows.len()).filter(shown).collect();
        let group: Vec<_> = every.iter().copied().filter(|other| self.is_of_group(row, *other)).collect();
        match failures {
            EVERYTHING.. => every,
            WHOLE_GROUP.. if !group.is_empty() => group,
            WHOLE_GROUP.. => every,
            0.. => {
                let most = self.most_in_the_way(row, failures, shown);
                let rows = if most.is_empty() { every } else { most };
                rows.into_iter().min_by_key(|other| (self.tier(row, *other), self.rows.rows[*other].value, *other)).into_iter().collect()
            }
        }
    }

    /// Rows blamed at least half as often as the one blamed most; first those that take nothing along.
    fn most_in_the_way(&self, row: usize, failures: u32, shown: impl Fn(&usize) -> bool) -> Vec<usize> {
        let mut blamed: Vec<_> = self.blamed().into_iter().filter(|(other, _)| shown(other)).collect();
        let light = |(other, _): &(usize, i64)| self.tier(row, *other) < ENTERED;
        if failures < WITH_ENTERED && blamed.iter().any(light) {
            blamed.retain(light);
        }
        let most = blamed.iter().map(|(_, often)| *often).max().unwrap_or(0);
        let least = if failures < MOST_BLAMED { (most + 1) / 2 } else { most };
        blamed.into_iter().filter(|(_, often)| *often >= least).map(|(other, _)| other).collect()
    }

    /// Published rows that stood in the way, with how often; a rest stands for the measure it is the rest of.
    fn blamed(&self) -> Vec<(usize, i64)> {
        let published = self.rows.rows.len();
        let row_of = |row: usize| if row < published { row } else { self.search.rests()[row - published].1 };
        self.search.blamed().into_iter().map(|(row, often)| (row_of(row), often)).collect()
    }

    /// How gladly a row is hidden for another: its siblings in the same total first, then other measures of the site,
    /// then the rest, and last a number of entered, which takes everything of its site along.
    fn tier(&self, row: usize, other: usize) -> u8 {
        let (own, its) = (&self.rows.rows[row], &self.rows.rows[other]);
        let (site, its_site) = (&self.rows.sites[own.site], &self.rows.sites[its.site]);
        let siblings = same_measure(own.what, its.what) && are_siblings(site.site, its_site.site);
        let takes_along = its_site.entered == other && its_site.measures > 1;
        let country = its_site.site.region.kind() == RegionKind::Country;
        match (siblings, takes_along) {
            (true, false) => 0,
            (true, true) if site.entered == row => 0,
            (false, false) if own.site == its.site => 1,
            (false, false) => 2 + u8::from(country),
            (_, true) => ENTERED + u8::from(country),
        }
    }

    fn is_of_group(&self, row: usize, other: usize) -> bool {
        let (own, its) = (&self.rows.rows[row], &self.rows.rows[other]);
        let (site, its_site) = (self.rows.sites[own.site].site, self.rows.sites[its.site].site);
        let same_span = matches!(
            (site.span, its_site.span),
            (Span::Year(_), Span::Year(_)) | (Span::Years(..), Span::Years(..))
        );
        let same_kind = site.region.kind() == its_site.region.kind() && site.breakdown == its_site.breakdown;
        same_kind && same_span && same_measure(own.what, its.what)
    }

    fn hide(&mut self, row: usize) -> Vec<usize> {
        if self.rows.rows[row].fate != Fate::Shown {
            return Vec::new();
        }
        let changed = self.rows.hide(row);
        for row in &changed {
            self.search.set_bounds(*row, self.rows.bounds(*row, self.policy));
            if let Some(rest) = self.rests.get(row) {
                self.search.set_bounds(*rest, (0, UNBOUNDED));
            }
        }
        changed.into_iter().filter(|row| self.is_hidden(*row)).collect()
    }

    /// Looks whether shown counts leave more than one true count, as far as that is cheap.
    fn try_shown(&mut self) {
        for row in 0..self.rows.rows.len() {
            let open = self.rows.rows[row].fate == Fate::Shown && self.rows.rows[row].value > 0 && self.spreads[row].width() == 0;
            if open && self.policy.base > 1 {
                let quest = |toward, seed| Quest { row, toward, by: 1, steps: STEPS_FOR_SHOWN, seed };
                let _found = self.seek(quest(Toward::More, 5)) || self.seek(quest(Toward::Less, 6));
            }
        }
    }

    fn proof(&self, family: &Family) -> Proof {
        let named = |changes: &Changes| changes.iter().map(|(place, change)| (family.atom(*place), *change)).collect();
        let base = family.counts.iter().enumerate().filter(|(_, count)| **count != 0);
        let told = |(row, spread): (usize, &Spread)| {
            let own = &self.rows.rows[row];
            let wanted = own.fate.is_hidden() || own.fate == Fate::Shown && spread.width() > 0;
            let site = self.rows.sites[own.site].site;
            wanted.then_some(Evidence { site, what: own.what, low: spread.least.1, high: spread.greatest.1 })
        };
        Proof {
            base: base.map(|(place, count)| (family.atom(place), *count)).collect(),
            worlds: self.worlds.iter().map(named).collect(),
            evidence: self.spreads[..self.rows.rows.len()].iter().enumerate().filter_map(told).collect(),
        }
    }
}

fn same_measure(one: What, other: What) -> bool {
    match (one, other) {
        (What::Measure(one), What::Measure(other)) => one == other,
        (What::Step { outcome: one, .. }, What::Step { outcome: other, .. }) => one == other,
        (What::Measure(_), What::Step { .. }) | (What::Step { .. }, What::Measure(_)) => false,
    }
}

/// Whether two sites add up in one total: they differ in region, span or class alone, at the same level.
fn are_siblings(one: Site, other: Site) -> bool {
    let level = one.region.kind() == other.region.kind() && one.breakdown == other.breakdown;
    let differences = u8::from(one.region != other.region) + u8::from(one.span != other.span) + u8::from(one.class != other.class);
    level && differences <= 1
}
