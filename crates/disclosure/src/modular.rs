//! Arithmetic modulo a prime, so that elimination is exact: the rank and the dependence of rows of whole numbers.

/// A Mersenne prime below 2⁶¹: a sum of a few signs is 0 modulo this only where it is 0, but for one chance in 10¹⁸.
pub const PRIME: u64 = (1 << 61) - 1;

/// The product of two residues.
///
/// ```
/// use disclosure::modular::{PRIME, product};
/// assert_eq!((product(3, 5), product(PRIME - 1, PRIME - 1)), (15, 1));
/// ```
pub fn product(one: u64, other: u64) -> u64 {
    (u128::from(one) * u128::from(other) % u128::from(PRIME)) as u64
}

/// What a residue has to be multiplied with to give 1 (Fermat); 0 for 0.
///
/// ```
/// use disclosure::modular::{inverse, product};
/// assert_eq!(product(7, inverse(7)), 1);
/// ```
pub fn inverse(residue: u64) -> u64 {
    let (mut base, mut exponent, mut result) = (residue, PRIME - 2, 1);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = product(result, base);
        }
        base = product(base, base);
        exponent >>= 1;
    }
    result
}
