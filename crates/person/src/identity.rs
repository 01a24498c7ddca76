//! Who a record is about, as delivered, and what replaces it.

use std::fmt;

use domain::{PartialDate, Sex};

use crate::Combination;

/// A citizen number (burgerservicenummer) that passes the eleven-proof. Numbers that mean "unknown" are no `Bsn`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bsn(u32);

impl Bsn {
    /// Reads nine digits (eight are padded with a zero, as registers do) and applies the eleven-proof:
    /// 9a + 8b + … + 2h − i is a multiple of 11 (Besluit BSN). 000000000 and 999999999 mean "none" and are refused.
    pub fn parse(text: &str) -> Option<Bsn> {
        if !(8..=9).contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let number: u32 = text.parse().ok()?;
        (number != 0 && number != 999_999_999 && Bsn::eleven_proof(number)).then_some(Bsn(number))
    }

    /// Whether nine digits pass the eleven-proof.
    pub fn eleven_proof(number: u32) -> bool {
        let digit = |place: u32| i64::from(number / 10u32.pow(place) % 10);
        let sum: i64 = (1..9).map(|place| digit(place) * i64::from(place + 1)).sum::<i64>() - digit(0);
        sum % 11 == 0
    }

    /// The number, for the one room that makes pseudonyms.
    pub fn number(self) -> u32 {
        self.0
    }
}

impl fmt::Debug for Bsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[bsn]")
    }
}

/// Identity as delivered. It lives inside [`crate::Sensitive`] and ends at the pseudonym.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// Citizen number, where a valid one was given.
    pub bsn: Option<Bsn>,
    /// Date of birth, where known; unborn children have none.
    pub birth: Option<PartialDate>,
    /// Sex.
    pub sex: Sex,
    /// Postcode as delivered without spaces, six or four characters; empty when unknown.
    pub postcode: String,
    /// Surname without prefix; empty when the layout has none.
    pub surname: String,
    /// Prefix (tussenvoegsel).
    pub prefix: String,
    /// First names or initials.
    pub first_names: String,
    /// House number with addition.
    pub house_number: String,
}

impl Identity {
    /// Somebody of whom only the citizen number is said, as in a request to be left out.
    ///
    /// ```
    /// use person::{Bsn, Identity};
    /// let bsn = Bsn::parse("111222333").ok_or("not a number")?;
    /// assert!(Identity::of_number(bsn).surname.is_empty());
    /// # Ok::<(), &str>(())
    /// ```
    pub fn of_number(bsn: Bsn) -> Identity {
        let empty = String::new;
        Identity {
            bsn: Some(bsn),
            birth: None,
            sex: Sex::Unknown,
            postcode: empty(),
            surname: empty(),
            prefix: empty(),
            first_names: empty(),
            house_number: empty(),
        }
    }
}

/// A person at the hub: sixteen bytes that mean nothing outside it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonKey(pub [u8; 16]);

impl fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[person]")
    }
}

/// What replaces an identity: a pseudonym of the citizen number, and one of the other fields for records without it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Pseudonyms {
    /// Keyed pseudonym of the citizen number; `None` without a valid one.
    pub number: Option<PersonKey>,
    /// Keyed pseudonym of sex, full date of birth and six-character postcode (the protocol's own key where the
    /// number is unknown); `None` where one of them is missing.
    pub fallback: Option<PersonKey>,
}

/// Keyed pseudonyms of combinations of fields (first name and surname with birth date, and so on), by the place of the
/// [`Combination`]; `None` where a field of it is not known.
///
/// ```
/// use person::{LinkageTokens, PersonKey};
/// let tokens = LinkageTokens::of([(1, PersonKey([7; 16])), (99, PersonKey([8; 16]))]);
/// assert_eq!(tokens.known().collect::<Vec<_>>(), [(1, PersonKey([7; 16]))]);
/// assert!(LinkageTokens::NONE.is_empty());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct LinkageTokens(pub [Option<PersonKey>; LinkageTokens::COMBINATIONS]);

impl LinkageTokens {
    /// How many combinations there are.
    pub const COMBINATIONS: usize = Combination::ALL.len();
    /// Of a record of which no combination is known.
    pub const NONE: LinkageTokens = LinkageTokens([None; LinkageTokens::COMBINATIONS]);

    /// Tokens by their places; a place this program does not know is left out.
    pub fn of(tokens: impl IntoIterator<Item = (u8, PersonKey)>) -> LinkageTokens {
        let mut made = LinkageTokens::NONE;
        for (place, token) in tokens {
            if let Some(slot) = made.0.get_mut(usize::from(place)) {
                *slot = Some(token);
            }
        }
        made
    }

    /// The token of a combination.
    pub fn of_combination(&self, combination: Combination) -> Option<PersonKey> {
        self.0[combination.place()]
    }

    /// Those that are known, with their places.
    pub fn known(&self) -> impl Iterator<Item = (usize, PersonKey)> {
        self.0.into_iter().enumerate().filter_map(|(place, token)| Some((place, token?)))
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_that_pass_the_eleven_proof_are_citizen_numbers() {
        assert!(Bsn::parse("999900006").is_some());
        assert!(Bsn::parse("123456782").is_some());
        for text in ["123456789", "999999999", "000000000", "12345678a", "1234567", "", "１23456782"] {
            assert!(Bsn::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn neither_number_nor_key_prints() {
        assert_eq!(format!("{:?} {:?}", Bsn::parse("123456782"), PersonKey([7; 16])), "Some([bsn]) [person]");
    }
}
