//! Step 2d: what its supplier tells no more is not known to run.
//!
//! A supplier delivers every record that was active in a half-year. The row that tells an end may be set aside for a mistake, or
//! forgotten; the record then stands open in an earlier delivery and in no later one. To let it run for ever would give whoever once had
//! help help on every later day.

use domain::Coverage;

use crate::Spell;

/// Marks every spell without an end of which the last row is older than the deliveries of its kind of organisation for its municipality:
/// it was known to run through the day of that row, and not after. Nothing is said to have ended.
pub fn lapse(mut spells: Vec<Spell>, coverage: &Coverage) -> Vec<Spell> {
    for spell in spells.iter_mut().filter(|spell| spell.end.is_none()) {
        let Some((stated, teller)) = spell.told else { continue };
        let through = coverage.observed_through(&[teller], spell.start.municipality);
        spell.lapsed = through.is_some_and(|through| through > stated).then_some(stated);
    }
    spells
}
