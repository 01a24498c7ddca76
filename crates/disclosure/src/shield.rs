//! Secondary suppression: hide more until every hidden cell has two tables that differ in it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{RegionKind, Site};

use crate::family::Family;
use crate::insiders::Insiders;
use crate::proof::{Evidence, Proof, What};
use crate::rows::{Fate, Rows};
use crate::rule::UNBOUNDED;
use crate::search::{Changes, Quest, Search, Toward, Way};
use crate::system::System;
use crate::{Alone, Policy};

/// Searches each way before more is hidden; all but the first are three times as long.
const TRIES: u64 = 2;
/// Ways weighed, each way, when more has to be hidden, and their longest.
const WAYS: u64 = 100;
const STEPS_OF_WAY: u32 = 200;
/// Ways looked for where none of those was one.
const MOST_WAYS: u64 = 5000;
/// Every hidden row costs at least this, and a count beyond the other costs no more: many rows are dearer than a large one.
const FLOOR: i64 = 100;
const CEILING: i64 = 1000;
/// Most worlds looked for to keep people who are alone from knowing one row.
const ROUNDS: usize = 100;
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
    family: &'a Family<'a>,
    search: Search,
    rests: BTreeMap<usize, usize>,
    worlds: Vec<Changes>,
    spreads: Vec<Spread>,
    insiders: Insiders,
    width: i64,
}

/// Hides what is needed and hands back the proof that it is enough.
///
/// # Errors
/// [`Stuck`] when the work limit is too low to prove even a release in which everything is hidden.
pub(crate) fn shield<'a>(family: &'a Family<'a>, rows: &'a mut Rows, policy: &'a Policy) -> Result<Proof, Stuck> {
    let system = System::build(family, rows, policy);
    if !system.fits(&family.counts) {
        return Err(Stuck);
    }
    let search = Search::new(system, family.counts.clone(), &family.barred());
    let rests = search.rests().iter().map(|(rest, row)| (*row, *rest)).collect();
    let spreads = rows.rows.iter().map(|row| Spread { least: (row.value, 0), greatest: (row.value, 0) }).collect();
    let width = i64::try_from(policy.width).unwrap_or(UNBOUNDED);
    let insiders = Insiders::new(rows, family, policy);
    let mut shield = Shield { rows, policy, family, search, rests, worlds: vec![Changes::new()], spreads, insiders, width };
    shield.prove_hidden()?;
    shield.try_shown();
    Ok(shield.proof())
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
        if !self.is_hidden(row) {
            return Ok(Vec::new());
        }
        let mut hidden = if self.is_proven(row) || self.attempt(row) { Vec::new() } else { self.open(row)? };
        hidden.extend(self.keep_out(row)?);
        Ok(hidden)
    }

    /// Goes on until nobody who is alone in a cell can work the row out.
    fn keep_out(&mut self, row: usize) -> Result<Vec<usize>, Stuck> {
        let mut hidden = Vec::new();
        for _ in 0..ROUNDS {
            let able = self.insiders.able(row).to_vec();
            let Some(first) = able.first().filter(|_| self.is_hidden(row)) else { return Ok(hidden) };
            let found = self.with_known(&able, |shield| shield.attempt(row))
                || able.len() > 1 && self.with_known(&[*first], |shield| shield.attempt(row));
            if found {
                continue;
            }
            let found = self.with_known(&[*first], |shield| shield.cheapest_way(row, WAYS).or_else(|| shield.cheapest_way(row, MOST_WAYS)));
            match found {
                Some((way, obstacles)) => {
                    self.take_in(way.changes, &way.told);
                    hidden.extend(obstacles.into_iter().flat_map(|other| self.hide(other)));
                }
                None => match self.hide_everything() {
                    none if none.is_empty() => return Err(Stuck),
                    more => hidden.extend(more),
                },
            }
        }
        if self.insiders.able(row).is_empty() { Ok(hidden) } else { Err(Stuck) }
    }

    /// Does something while all that some people know stays where it is.
    fn with_known<T>(&mut self, people: &[usize], act: impl FnOnce(&mut Self) -> T) -> T {
        let known: Vec<usize> = people.iter().flat_map(|person| self.insiders.known(self.rows, self.family, *person)).collect();
        self.search.keep_still(&known);
        let outcome = act(self);
        self.search.let_go(&known);
        outcome
    }

    /// Hides what opens a row that nothing found so far opens.
    fn open(&mut self, row: usize) -> Result<Vec<usize>, Stuck> {
        if self.rows.rows[row].value == 0 && self.spreads[row].greatest.0 == 0 {
            self.rows.show_zero(row);
            self.search.set_bounds(row, (0, 0));
            return Ok(Vec::new());
        }
        let Some((way, obstacles)) = self.cheapest_way(row, WAYS) else {
            let hidden = self.hide_everything();
            return if self.attempt(row) { Ok(hidden) } else { Err(Stuck) };
        };
        self.take_in(way.changes, &way.told);
        Ok(obstacles.into_iter().flat_map(|other| self.hide(other)).collect())
    }

    fn is_hidden(&self, row: usize) -> bool {
        self.rows.rows[row].fate.is_hidden()
    }

    fn is_proven(&self, row: usize) -> bool {
        let is_told = self.policy.alone == Alone::Ignore || self.rows.rows[row].value == 0 || !self.insiders.worlds(row).is_empty();
        is_told && self.spreads[row].width() >= self.width
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
        let mut told = Vec::new();
        let Some(changes) = self.search.seek(quest, |row, value| told.push((row, value))) else { return false };
        self.take_in(changes, &told);
        true
    }

    /// Takes a world in that fits, or will once what it breaks is hidden.
    fn take_in(&mut self, changes: Changes, told: &[(usize, i64)]) {
        let world = self.worlds.len();
        told.iter().for_each(|(row, value)| self.spreads[*row].add(*value, world));
        self.insiders.learn(self.rows, self.family, told, world, self.width);
        self.worlds.push(changes);
    }

    /// The way to move the row for which least has to be hidden, with what that is: rows that are shown and not zero.
    fn cheapest_way(&mut self, row: usize, ways: u64) -> Option<(Way, BTreeSet<usize>)> {
        self.search.forgive();
        let mut cheapest: Option<(i64, Way, BTreeSet<usize>)> = None;
        for seed in 0..ways {
            for toward in [Toward::More, Toward::Less] {
                let quest = Quest { row, toward, by: self.width, steps: STEPS_OF_WAY, seed };
                let Some(way) = self.search.way(quest) else { continue };
                let obstacles: BTreeSet<usize> = way.broken.iter().map(|broken| self.published(*broken)).collect();
                if !obstacles.iter().all(|other| self.rows.rows[*other].fate == Fate::Shown && self.rows.rows[*other].value > 0) {
                    continue;
                }
                let price = obstacles.iter().map(|other| self.price(row, *other)).sum();
                if cheapest.as_ref().is_none_or(|(least, _, _)| price < *least) {
                    cheapest = Some((price, way, obstacles));
                }
            }
        }
        cheapest.map(|(_, way, obstacles)| (way, obstacles))
    }

    /// The last resort: every count above zero is hidden.
    fn hide_everything(&mut self) -> Vec<usize> {
        let shown = |row: &usize| self.rows.rows[*row].fate == Fate::Shown && self.rows.rows[*row].value > 0;
        let rows: Vec<_> = (0..self.rows.rows.len()).filter(shown).collect();
        rows.into_iter().flat_map(|row| self.hide(row)).collect()
    }

    /// The published row of a row: a rest stands for the measure it is the rest of.
    fn published(&self, row: usize) -> usize {
        let published = self.rows.rows.len();
        if row < published { row } else { self.search.rests()[row - published].1 }
    }

    /// What hiding a row costs: its count, less for siblings in the same total, more for the country, most for a number
    /// of entered, which takes everything of its site along.
    fn price(&self, row: usize, other: usize) -> i64 {
        let (own, its) = (&self.rows.rows[row], &self.rows.rows[other]);
        let (site, its_site) = (&self.rows.sites[own.site], &self.rows.sites[its.site]);
        let siblings = same_measure(own.what, its.what) && are_siblings(site.site, its_site.site);
        let takes_along = its_site.entered == other && its_site.measures > 1;
        let country = its_site.site.region.kind() == RegionKind::Country;
        let factor = if siblings { 1 } else { 2 } * if takes_along { 8 } else { 1 } * if country { 4 } else { 1 };
        factor * (FLOOR + its.value.min(CEILING))
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

    fn proof(&self) -> Proof {
        let family = self.family;
        let named = |changes: &Changes| changes.iter().map(|(place, change)| (family.atom(*place), *change)).collect();
        let base = family.counts.iter().enumerate().filter(|(_, count)| **count != 0);
        let told = |(row, spread): (usize, &Spread)| {
            let own = &self.rows.rows[row];
            let wanted = own.fate.is_hidden() || own.fate == Fate::Shown && spread.width() > 0;
            let site = self.rows.sites[own.site].site;
            wanted.then_some(Evidence {
                site,
                what: own.what,
                low: spread.least.1,
                high: spread.greatest.1,
                against: self.insiders.worlds(row).to_vec(),
            })
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
