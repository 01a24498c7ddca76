//! Levels of agreement: the same few for every kind, so that the pattern of a pair fits in 64 bits.

/// One side says nothing.
pub(crate) const MISSING: u8 = 0;
/// Equal, and the value is among the most common third of records; then the middle third; then the rarest.
pub(crate) const EXACT_COMMON: u8 = 1;
pub(crate) const EXACT_RARE: u8 = 3;
/// Written otherwise: another tussenvoegsel, one of two surnames, a call name, day and month swapped, the same mailbox.
pub(crate) const VARIANT: u8 = 4;
/// One edit apart, at least one of both hardly occurs: what a typing error looks like.
pub(crate) const TYPO: u8 = 5;
/// One edit apart, both occur often: *Jansen* and *Janssen*. Of dates: every part at most one off.
pub(crate) const NEIGHBOURS: u8 = 6;
/// One side says less: an initial, the first of January, the same area.
pub(crate) const COARSE: u8 = 7;
/// Alike, yet more than one edit apart.
pub(crate) const CLOSE: u8 = 8;
/// Different.
pub(crate) const DIFFERENT: u8 = 9;
/// Given name and surname stand in each other's place.
pub(crate) const SWAPPED: u8 = 10;
/// Number of levels.
pub(crate) const LEVELS: usize = 11;
/// Bits of a level in a pattern.
pub(crate) const BITS: usize = 4;

/// Names in reports.
pub(crate) const NAMES: [&str; LEVELS] =
    ["missing", "equal, common", "equal", "equal, rare", "variant", "typo", "neighbours", "coarse", "close", "different", "swapped"];

/// Whether both sides are equal.
pub(crate) fn is_exact(level: u8) -> bool {
    (EXACT_COMMON..=EXACT_RARE).contains(&level)
}

/// What a comparison that depends on another is told of it: nothing, agreement or none.
pub(crate) const STATES: usize = 3;

/// The state of a level, for comparisons that depend on it.
pub(crate) fn state(level: u8) -> usize {
    match level {
        MISSING => 0,
        EXACT_COMMON..=NEIGHBOURS => 1,
        _ => 2,
    }
}

/// The level of the comparison at `place` in a pattern.
pub(crate) fn of_pattern(pattern: u64, place: usize) -> u8 {
    ((pattern >> (place * BITS)) & 0xf) as u8
}
