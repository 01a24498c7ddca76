//! Which numbers carry a key: a sorted list of (key, number), asked by key.

/// More numbers than this under one token say nothing: it is too common to link by, and to be called nobody's.
pub(crate) const COMMON_NUMBERS: usize = 5;

/// How many numbers carry a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Carried {
    /// Nobody does.
    Nobody,
    /// This one does, and no other.
    One(u128),
    /// Two or more do.
    Several,
}

/// The numbers that carry this key, in a list that is sorted and distinct.
pub(crate) fn numbers(pairs: &[(u128, u128)], key: u128) -> impl Iterator<Item = u128> {
    let first = pairs.partition_point(|entry| entry.0 < key);
    pairs[first..].iter().take_while(move |entry| entry.0 == key).map(|entry| entry.1)
}

/// The one number among these, if it is one; counts no further than two.
pub(crate) fn one_of(numbers: impl Iterator<Item = u128>) -> Carried {
    let mut found = Carried::Nobody;
    for number in numbers {
        match found {
            Carried::Nobody => found = Carried::One(number),
            Carried::One(known) if known == number => {}
            Carried::One(_) | Carried::Several => return Carried::Several,
        }
    }
    found
}

/// Drops every token that too many numbers carry; which were dropped, and how many are carried by two or more that are left.
pub(crate) fn drop_common(tokens: &mut Vec<(u128, u128)>) -> Dropped {
    let mut dropped = Dropped::default();
    let mut kept = Vec::with_capacity(tokens.len());
    for same in tokens.chunk_by(|one, other| one.0 == other.0) {
        if same.len() > COMMON_NUMBERS {
            dropped.common.push(same[0].0);
        } else {
            dropped.shared += u64::from(same.len() > 1);
            kept.extend_from_slice(same);
        }
    }
    *tokens = kept;
    dropped
}

/// What [`drop_common`] found.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct Dropped {
    /// Tokens that more than [`COMMON_NUMBERS`] numbers carry; sorted.
    pub(crate) common: Vec<u128>,
    /// Tokens left that more than one number carries.
    pub(crate) shared: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_of_too_many_numbers_is_dropped_and_counted() {
        let mut tokens: Vec<(u128, u128)> = (0..6).map(|number| (1, number)).chain((0..5).map(|number| (2, number))).collect();
        tokens.push((3, 9));
        assert_eq!(drop_common(&mut tokens), Dropped { common: vec![1], shared: 1 });
        assert_eq!(tokens.len(), 6);
        assert_eq!(one_of(numbers(&tokens, 1)), Carried::Nobody);
        assert_eq!(one_of(numbers(&tokens, 2)), Carried::Several);
        assert_eq!(one_of(numbers(&tokens, 3)), Carried::One(9));
    }
}
