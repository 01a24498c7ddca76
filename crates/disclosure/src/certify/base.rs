//! A whole table that fits everything published: fractions first, made whole few by few, and what that broke repaired.

use crate::chance::Chance;
use crate::family::Family;
use crate::search::Search;
use crate::system::System;

use super::fill::Fill;

/// What is expected of unknown places at first, against known ones.
const NOWHERE: f64 = 0.02;

/// A search that stands at a table that fits, from these fractions; nothing where none was found within so many steps. Atoms of `barred` stay 0.
pub(crate) fn settled(system: &System, drawn: Vec<f64>, barred: &[usize], (seed, steps): (u64, u32)) -> Option<Search> {
    let atoms = Fill::new(system, drawn).whole();
    let mut search = Search::new(system.clone(), atoms, barred);
    search.settle(steps, seed).then_some(search)
}

/// Fractions by chance: of all tables that fit, another one each time.
pub(super) fn drawn(family: &Family, system: &System, barred: &[usize], seed: u64) -> Vec<f64> {
    let mut chance = Chance(seed);
    let mut values: Vec<f64> =
        system.zeros().iter().map(|held| if *held > 0 { 0.0 } else { (200 + chance.below(1600)) as f64 / 1000.0 }).collect();
    family.nowhere().for_each(|atom| values[atom] *= NOWHERE);
    barred.iter().for_each(|atom| values[*atom] = 0.0);
    values
}
