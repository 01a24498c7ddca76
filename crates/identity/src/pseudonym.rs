//! Two pseudonyms of an identity: one of the citizen number, one of the fields the protocol falls back on.

use std::borrow::Cow;

use domain::{Precision, Sex};
use hmac::{Hmac, KeyInit, Mac};
use person::{Bsn, Identity, LinkageTokens, PersonKey, Pseudonyms};
use sha2::Sha256;

use crate::{NeverLink, PseudonymKey, tokens};

/// What a pseudonym is made of. Its label goes before the input, so that no input of one purpose can give the
/// pseudonym of another.
#[derive(Clone, Copy)]
enum Source {
    Number,
    Fallback,
    Record,
    Token(u8),
}

impl Source {
    /// Ends in a zero byte, which no input holds; the digit is the version of the rule.
    fn label(self) -> Cow<'static, [u8]> {
        match self {
            Source::Number => Cow::Borrowed(b"inbeeld/pseudonym/number/1\0"),
            Source::Fallback => Cow::Borrowed(b"inbeeld/pseudonym/fallback/1\0"),
            Source::Record => Cow::Borrowed(b"inbeeld/pseudonym/record/1\0"),
            Source::Token(place) => Cow::Owned(format!("inbeeld/pseudonym/token-{place}/1\0").into_bytes()),
        }
    }
}

/// The pseudonyms of an identity: HMAC-SHA-256 (RFC 2104, FIPS 198-1), the first sixteen bytes.
///
/// *number* is of the nine digits of a citizen number that is not on the never-link list. *fallback* is of sex, birth
/// date and postcode, only where the sex is known, the date is known to the day and the postcode has all six positions.
///
/// ```
/// use domain::Sex;
/// use identity::{NeverLink, PseudonymKey, pseudonyms};
/// use person::{Bsn, Identity};
/// let key = PseudonymKey::from_bytes(&[7; 32]).unwrap();
/// let child = Identity {
///     bsn: Bsn::parse("123456782"),
///     birth: None,
///     sex: Sex::Female,
///     postcode: "1234AB".into(),
///     surname: String::new(),
///     prefix: String::new(),
///     first_names: String::new(),
///     house_number: String::new(),
/// };
/// let made = pseudonyms(&key, &child, &NeverLink::default());
/// assert!(made.number.is_some() && made.fallback.is_none());
/// ```
pub fn pseudonyms(key: &PseudonymKey, identity: &Identity, never_link: &NeverLink) -> Pseudonyms {
    let (number, fallback) = identifiers(identity, never_link);
    Pseudonyms {
        number: number.map(|input| keyed(key, Source::Number, input.as_bytes())),
        fallback: fallback.map(|input| keyed(key, Source::Fallback, input.as_bytes())),
    }
}

/// The linkage tokens of an identity under one key: what three parties make of [`tokens::tokens`], for analysts and tests.
pub fn linkage_tokens(key: &PseudonymKey, identity: &Identity) -> LinkageTokens {
    let texts = tokens::tokens(identity);
    LinkageTokens::of(texts.into_iter().map(|(place, text)| (place, keyed(key, Source::Token(place), text.as_bytes()))))
}

/// The texts that pseudonyms are made of: of the citizen number, where it may link, and of the fields to fall back on.
pub fn identifiers(identity: &Identity, never_link: &NeverLink) -> (Option<String>, Option<String>) {
    let number = identity.bsn.filter(|bsn| !never_link.holds(*bsn)).map(number_input);
    (number, fallback_input(identity))
}

/// What replaces the hash of a supplier's own reference, record or case. References are short and often guessable: without
/// the key a plain hash of one could be found by trying them all.
pub fn record_pseudonym(key: &PseudonymKey, hash: u64) -> u64 {
    let PersonKey(bytes) = keyed(key, Source::Record, &hash.to_le_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&bytes[..8]);
    u64::from_le_bytes(first)
}

fn number_input(bsn: Bsn) -> String {
    format!("{:09}", bsn.number())
}

/// `V|20090314|1234AB`: all three of fixed width, so that no two identities give one input.
fn fallback_input(identity: &Identity) -> Option<String> {
    let born = identity.birth.filter(|date| date.precision == Precision::Day)?;
    let postcode = complete_postcode(&identity.postcode)?;
    match identity.sex {
        Sex::Female | Sex::Male => Some(format!("{}|{}|{postcode}", identity.sex.letter(), born.first.compact())),
        Sex::Unknown => None,
    }
}

/// Four digits of which the first is not 0, and two letters; in capitals.
fn complete_postcode(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let complete =
        bytes.len() == 6 && bytes[0] != b'0' && bytes[..4].iter().all(u8::is_ascii_digit) && bytes[4..].iter().all(u8::is_ascii_alphabetic);
    complete.then(|| text.to_ascii_uppercase())
}

fn keyed(key: &PseudonymKey, source: Source, input: &[u8]) -> PersonKey {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.secret()).expect("HMAC takes a key of any length");
    mac.update(&source.label());
    mac.update(input);
    let code = mac.finalize().into_bytes();
    let mut first = [0; 16];
    first.copy_from_slice(&code[..16]);
    PersonKey(first)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use domain::{Day, PartialDate};
    use person::{Purpose, Sensitive};
    use proptest::prelude::*;

    use super::*;

    fn key(first: u8) -> PseudonymKey {
        let bytes: Vec<u8> = (first..first + 32).collect();
        PseudonymKey::from_bytes(&bytes).expect("a key")
    }

    fn identity(bsn: &str, sex: Sex, born: &str, postcode: &str) -> Identity {
        Identity {
            bsn: Bsn::parse(bsn),
            birth: PartialDate::parse_compact(born),
            sex,
            postcode: postcode.to_owned(),
            surname: String::new(),
            prefix: String::new(),
            first_names: String::new(),
            house_number: String::new(),
        }
    }

    fn hex(made: Option<PersonKey>) -> String {
        made.map(|key| key.0.iter().map(|byte| format!("{byte:02x}")).collect()).unwrap_or_default()
    }

    /// Computed apart from this code with Python: `hmac.new(bytes(range(1, 33)), label + input, sha256).hexdigest()[:32]`.
    #[test]
    fn an_independent_implementation_gives_the_same_bytes() {
        let none = NeverLink::default();
        for (bsn, expected) in [
            ("123456782", "0c1f129b8e3ff73576bc401d40d73f07"),
            ("999900006", "8edcdc63d4f9abfc012dcd9378a7b145"),
            ("10000008", "e310e61b7bf2b03fc755cff29ac1285e"),
            ("010000008", "e310e61b7bf2b03fc755cff29ac1285e"),
        ] {
            assert_eq!(hex(pseudonyms(&key(1), &identity(bsn, Sex::Unknown, "", ""), &none).number), expected);
        }
        let child = identity("", Sex::Female, "20090314", "1234ab");
        assert_eq!(hex(pseudonyms(&key(1), &child, &none).fallback), "727c616f8607faea674c98cf94fba988");
    }

    #[test]
    fn a_number_that_may_never_link_has_no_pseudonym() {
        let list = NeverLink::parse("123456782").expect("a list");
        let made = pseudonyms(&key(1), &identity("123456782", Sex::Male, "20100501", "9711AA"), &list);
        assert!(made.number.is_none() && made.fallback.is_some());
        let unknown = pseudonyms(&key(1), &identity("999999999", Sex::Male, "20100501", "9711AA"), &NeverLink::default());
        assert_eq!(made, unknown);
    }

    #[test]
    fn a_fallback_needs_sex_day_and_whole_postcode() {
        for (sex, born, postcode, expected) in [
            (Sex::Female, "20090314", "1234AB", true),
            (Sex::Male, "20090314", "1234AB", true),
            (Sex::Unknown, "20090314", "1234AB", false),
            (Sex::Female, "20090300", "1234AB", false),
            (Sex::Female, "20090000", "1234AB", false),
            (Sex::Female, "", "1234AB", false),
            (Sex::Female, "20090314", "1234", false),
            (Sex::Female, "20090314", "0234AB", false),
            (Sex::Female, "20090314", "GM0363", false),
            (Sex::Female, "20090314", "12345A", false),
            (Sex::Female, "20090314", "1234é", false),
            (Sex::Female, "20090314", "", false),
        ] {
            let made = pseudonyms(&key(1), &identity("", sex, born, postcode), &NeverLink::default());
            assert_eq!((made.number, made.fallback.is_some()), (None, expected), "{sex:?} {born} {postcode}");
        }
    }

    fn any_bsn() -> impl Strategy<Value = Bsn> {
        (10_000_000u32..999_999_990).prop_filter_map("eleven-proof", |first| {
            (first..first + 9).find(|number| Bsn::eleven_proof(*number)).and_then(|number| Bsn::parse(&format!("{number:09}")))
        })
    }

    fn any_identity() -> impl Strategy<Value = Sensitive<Identity>> {
        (any_bsn(), prop::bool::ANY, 14_000i32..20_000, "[1-9][0-9]{3}[A-Z]{2}").prop_map(|(bsn, girl, born, postcode)| {
            let mut child = identity("", if girl { Sex::Female } else { Sex::Male }, "", &postcode);
            child.bsn = Some(bsn);
            child.birth = Some(PartialDate::exact(Day(born)));
            Sensitive::new(child)
        })
    }

    fn made(first: u8, child: &Sensitive<Identity>) -> Pseudonyms {
        pseudonyms(&key(first), child.open(Purpose::Pseudonymise), &NeverLink::default())
    }

    proptest! {
        #[test]
        fn the_same_identity_gives_the_same_pseudonyms_whatever_its_name(child in any_identity(), name in ".{0,8}") {
            let renamed = Identity { surname: name, ..child.open(Purpose::Check).clone() };
            prop_assert_eq!(made(1, &child), made(1, &Sensitive::new(renamed)));
        }

        #[test]
        fn another_key_gives_other_pseudonyms(child in any_identity(), first in 2u8..200) {
            let (one, other) = (made(1, &child), made(first, &child));
            prop_assert!(one.number != other.number && one.fallback != other.fallback);
        }

        #[test]
        fn no_two_identities_and_no_two_purposes_share_a_pseudonym(children in prop::collection::vec(any_identity(), 1..40)) {
            let opened = || children.iter().map(|child| child.open(Purpose::Check));
            let numbers: HashSet<_> = opened().filter_map(|child| child.bsn.map(Bsn::number)).collect();
            let inputs: HashSet<_> = opened().filter_map(fallback_input).collect();
            let keys: HashSet<_> = children.iter().map(|child| made(1, child)).flat_map(|pair| [pair.number, pair.fallback]).collect();
            prop_assert_eq!(keys.len(), numbers.len() + inputs.len());
        }

        #[test]
        fn the_same_input_for_another_purpose_gives_another_pseudonym(input in prop::collection::vec(any::<u8>(), 0..40)) {
            prop_assert_ne!(keyed(&key(1), Source::Number, &input), keyed(&key(1), Source::Fallback, &input));
        }
    }
}
