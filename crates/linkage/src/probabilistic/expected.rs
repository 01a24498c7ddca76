//! What is expected of a class before any pair is seen, and how much that weighs.

use super::chance::Table;
use super::field::Field;
use super::kind::Kind;
use super::level::{CLOSE, COARSE, DIFFERENT, LEVELS, MISSING, NEIGHBOURS, STATES, SWAPPED, TYPO, VARIANT};
use super::mixture::is_equal;

/// Weight, in pairs, of what is expected of a level before any pair is seen.
pub(crate) const PRIOR: f64 = 4.0;
pub(crate) const PRIOR_OWN: f64 = 20.0;
pub(crate) const PRIOR_HOUSEHOLD: f64 = 20.0;

/// What is expected of the same person's pairs before any is seen: bands of equality share by their weight.
pub(crate) fn expected_same(field: &Field) -> [f64; LEVELS] {
    let mut expected = [0.0; LEVELS];
    let filled = field.filled() as f64 / field.codes.len().max(1) as f64;
    // People move and marry; they hardly ever get another given name or birthday.
    let differs = if is_own(field.kind) { 0.01 } else { 0.05 };
    expected[usize::from(MISSING)] = 1.0 - filled * filled;
    for (level, share) in
        [(VARIANT, 0.03), (TYPO, 0.06), (NEIGHBOURS, 0.005), (COARSE, 0.03), (CLOSE, 0.02), (DIFFERENT, differs), (SWAPPED, 0.005)]
    {
        expected[usize::from(level)] = share * filled * filled;
    }
    add_equal(field, 0.8 * filled * filled, &mut expected);
    normalised(expected)
}

fn add_equal(field: &Field, share: f64, into: &mut [f64; LEVELS]) {
    into.iter_mut().zip(field.equal).for_each(|(level, equal)| *level += share * equal);
}

fn normalised(mut row: [f64; LEVELS]) -> [f64; LEVELS] {
    row.iter_mut().for_each(|share| *share = share.max(1e-9));
    let total: f64 = row.iter().sum();
    row.map(|share| share / total)
}

/// Of a household: the share expected to be equal beyond chance.
fn shared_at_home(kind: Kind) -> f64 {
    match kind {
        Kind::Surname => 0.7,
        Kind::Postcode | Kind::HouseNumber | Kind::Street | Kind::City => 0.8,
        Kind::Phone | Kind::Email => 0.2,
        Kind::Date | Kind::Year => 0.05,
        Kind::GivenName | Kind::FullName | Kind::Number | Kind::Token | Kind::Sex | Kind::Category | Kind::Text | Kind::Pseudonym => 0.0,
        Kind::Exact | Kind::JaroWinkler | Kind::DamerauLevenshtein | Kind::Dice | Kind::NumericDistance | Kind::DateDistance => 0.0,
    }
}

/// Whether something belongs to one person only.
pub(crate) fn is_own(kind: Kind) -> bool {
    matches!(kind, Kind::GivenName | Kind::Date | Kind::Number)
}

/// Whether households may differ from strangers here: given names and numbers of a person are as among strangers.
pub(crate) fn learned_at_home(kind: Kind) -> bool {
    !matches!(kind, Kind::GivenName | Kind::Sex | Kind::Number)
}

/// Household shares expected beforehand: as among strangers, and some equal beyond chance.
pub(crate) fn at_home(field: &Field, strangers: &Table) -> Table {
    let shared = shared_at_home(field.kind);
    let filled = field.filled() as f64 / field.codes.len().max(1) as f64;
    strangers.map(|row| {
        let present = 1.0 - row[usize::from(MISSING)];
        let mut mixed = row.map(|share| share * (1.0 - shared));
        mixed[usize::from(MISSING)] = row[usize::from(MISSING)];
        add_equal(field, shared * present.min(filled), &mut mixed);
        normalised(mixed)
    })
}

/// The most that households may share beyond chance of what is a person's own: twins are few, a mailbox may be shared.
pub(crate) fn bounded(kind: Kind, table: Table, strangers: &Table, twins_most: f64) -> Table {
    let most = match kind {
        Kind::Date | Kind::Year => twins_most,
        Kind::Phone | Kind::Email => 0.3,
        Kind::GivenName | Kind::Surname | Kind::FullName | Kind::Postcode | Kind::HouseNumber | Kind::Street | Kind::City => return table,
        Kind::Number | Kind::Token | Kind::Sex | Kind::Category | Kind::Text | Kind::Pseudonym | Kind::Exact => return table,
        Kind::JaroWinkler | Kind::DamerauLevenshtein | Kind::Dice | Kind::NumericDistance | Kind::DateDistance => return table,
    };
    std::array::from_fn(|state| {
        let equal = |row: &[f64; LEVELS]| (0..LEVELS).filter(|level| is_equal(*level)).map(|level| row[level]).sum::<f64>();
        let (own, chance) = (table[state], strangers[state]);
        let present = 1.0 - own[usize::from(MISSING)];
        let kept = equal(&own).min(most * present);
        let rest = (present - kept) / (1.0 - chance[usize::from(MISSING)] - equal(&chance)).max(1e-9);
        let share = |level: usize| match level {
            0 => own[0],
            level if is_equal(level) => own[level] * kept / equal(&own).max(1e-12),
            level => chance[level] * rest,
        };
        normalised(std::array::from_fn(share))
    })
}

/// Shares with a weight for what was expected; rows of a comparison that depends on another lean on the whole.
pub(crate) fn smoothed(sum: &Table, prior: &Table, weight: f64, depends: bool) -> Table {
    if !depends {
        let total: f64 = sum[0].iter().sum();
        let row = std::array::from_fn(|level| (sum[0][level] + weight * prior[0][level]) / (total + weight));
        return [normalised(row); STATES];
    }
    std::array::from_fn(|state| {
        let total: f64 = sum[state].iter().sum();
        let whole: f64 = sum.iter().flatten().sum();
        let overall = |level: usize| (sum.iter().map(|row| row[level]).sum::<f64>() + weight * prior[state][level]) / (whole + weight);
        normalised(std::array::from_fn(|level| (sum[state][level] + weight * overall(level)) / (total + weight)))
    })
}
