//! The primary rule and the rounding.

/// No upper bound; far enough from the greatest integer to subtract with.
pub(crate) const UNBOUNDED: i64 = i64::MAX / 4;

/// A count that is hidden by itself: one to threshold − 1. Zeros are shown.
pub(crate) fn is_small(count: i64, threshold: i64) -> bool {
    (1..threshold).contains(&count)
}

/// The nearest multiple of the base; for an even base halves go up.
pub(crate) fn rounded(count: i64, base: i64) -> i64 {
    (count + base / 2) / base * base
}

/// Least and greatest count behind a shown count.
pub(crate) fn behind(shown: i64, base: i64, threshold: i64) -> (i64, i64) {
    if shown == 0 { (0, 0) } else { ((shown - base / 2).max(threshold), shown + (base - 1) / 2) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_published_counts_round_as_the_paper_says() {
        assert_eq!([136, 21, 5, 7, 8].map(|count| rounded(count, 5)), [135, 20, 5, 5, 10]);
        assert_eq!(behind(5, 5, 5), (5, 7));
        assert_eq!(behind(135, 5, 5), (133, 137));
    }

    proptest! {
        #[test]
        fn what_lies_behind_is_exactly_what_rounds_to_it(base in 1i64..8, count in 0i64..200, other in 0i64..200) {
            let threshold = base.max(2);
            prop_assume!(!is_small(count, threshold) && !is_small(other, threshold));
            let (least, greatest) = behind(rounded(count, base), base, threshold);
            prop_assert!(least <= count && count <= greatest);
            prop_assert_eq!((least..=greatest).contains(&other), rounded(other, base) == rounded(count, base));
        }
    }
}
