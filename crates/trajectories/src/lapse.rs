//! Step 2e: what its supplier tells no more is not known to run.
//!
//! A supplier delivers every record that was active in a half-year. The row that tells an end may be set aside for a mistake, or
//! forgotten; the record then stands open in an earlier delivery and in no later one. To let it run for ever would give whoever once had
//! help help on every later day. Of a measure that was handed over the taker is asked, where the taker's rows place it: that the giver
//! tells of it no more says nothing.

use domain::Coverage;

use crate::Spell;

/// Marks every spell without an end of which the last row is older than the deliveries of its kind of organisation for its municipality:
/// it was known to run through the day of that row, and not after; where it was handed over and nobody tells to have taken it over,
/// through the day it was handed over. Nothing is said to have ended.
pub fn lapse(mut spells: Vec<Spell>, coverage: &Coverage) -> Vec<Spell> {
    for spell in spells.iter_mut().filter(|spell| spell.end.is_none()) {
        let Some(told) = spell.told else { continue };
        let is_silent = coverage.observed_through(&[told.by], told.at).is_some_and(|through| through > told.through);
        let known = spell.handed.map_or(told.through, |(handed, _)| handed.min(told.through));
        spell.lapsed = is_silent.then_some(known);
    }
    spells
}
