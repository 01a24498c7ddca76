//! Later keys without delivering again: points are kept under lock, and a factor of each service moves them.
//!
//! What the hub keeps of a point P cannot be turned back, so it keeps P too, under lock: P xor HMAC(keeping key, label, pseudonym).
//! The pseudonym is itself a keyed code of P, which makes this the synthetic-IV way of Rogaway and Shrimpton (2006) for one block: a
//! lock is used for one point only, and whoever opens it sees whether it is the right one. A service that takes a new secret s' gives
//! the hub s' ÷ s; with those of all services P becomes P' as new deliveries will have it.

use std::fmt;

use libpep::elgamal::arithmetic::group_elements::GroupElement;
use libpep::elgamal::arithmetic::scalars::{ScalarNonZero, ScalarTraits};
use person::PersonKey;
use zeroize::Zeroizing;

use super::Identifier;
use super::elgamal::{Commitment, HubSecret, ServiceSecret, code};

/// A pseudonym as the hub keeps it, with the point it was made of under lock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeptPoint {
    /// Of what.
    pub kind: Identifier,
    /// The pseudonym.
    pub key: PersonKey,
    /// The point, under lock.
    pub locked: [u8; 32],
}

impl fmt::Debug for KeptPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[pseudonym]")
    }
}

/// What points are multiplied by to come under later keys: the quotient of secrets, and no secret of either.
pub struct Factor(ScalarNonZero);

impl fmt::Debug for Factor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[factor]")
    }
}

impl Factor {
    /// Reads the 32 bytes of [`Factor::bytes`].
    pub fn from_bytes(bytes: &[u8; 32]) -> Option<Factor> {
        ScalarNonZero::from_bytes(bytes).map(Factor)
    }

    /// Its 32 bytes: for the hub's eyes only.
    pub fn bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// Those of two services as one.
    pub fn with(&self, other: &Factor) -> Factor {
        Factor(self.0 * other.0)
    }

    /// Whether it moves a service from one commitment to the other: nobody can give another factor unseen.
    pub fn moves(&self, from: &Commitment, to: &Commitment) -> bool {
        self.0 * from.0 == to.0
    }
}

impl ServiceSecret {
    /// By what points of this secret come under a later one.
    pub fn factor_to(&self, later: &ServiceSecret) -> Factor {
        Factor(self.evaluation.invert() * later.evaluation)
    }
}

impl HubSecret {
    /// A point as it is kept: its pseudonym, and the point under lock.
    pub(super) fn keep_point(&self, kind: Identifier, point: &[u8; 32]) -> KeptPoint {
        let key = self.kept(kind, point);
        KeptPoint { kind, key, locked: self.lock(&key, point) }
    }

    /// The same pseudonym under later keys of hub and services. `None` where it was kept under other keys than these.
    pub fn renew(&self, kept: &KeptPoint, factor: &Factor, later: &HubSecret) -> Option<KeptPoint> {
        let point = Zeroizing::new(self.lock(&kept.key, &kept.locked));
        if self.kept(kept.kind, &point) != kept.key {
            return None;
        }
        let moved = Zeroizing::new((factor.0 * GroupElement::from_bytes(&point)?).to_bytes());
        Some(later.keep_point(kept.kind, &moved))
    }

    /// Whether a point is kept under these keys: its lock opens, and its pseudonym is of what was under it.
    pub fn keeps(&self, kept: &KeptPoint) -> bool {
        let point = Zeroizing::new(self.lock(&kept.key, &kept.locked));
        self.kept(kept.kind, &point) == kept.key
    }

    /// Locks, and opens what it locked.
    fn lock(&self, key: &PersonKey, bytes: &[u8; 32]) -> [u8; 32] {
        let stream = code(&self.keeping, b"inbeeld/hub/point/1\0", &key.0);
        let mut turned = *bytes;
        turned.iter_mut().zip(&*stream).for_each(|(byte, by)| *byte ^= by);
        turned
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ChainKey, Chance, Encrypt, Open, Transcrypt};
    use super::*;

    /// What a number becomes through these services, with its point.
    fn kept(hub: &HubSecret, services: &[ServiceSecret], number: &str, chance: &mut Chance) -> KeptPoint {
        let mut chains: Vec<ChainKey> = vec![hub.chain()];
        services.iter().for_each(|service| chains.push(service.join(chains.last().expect("a chain"))));
        let mut sealed = chains.last().expect("a chain").encrypt(Identifier::Number, number.as_bytes(), chance);
        for (service, chain) in services.iter().zip(&chains[1..]).rev() {
            sealed = service.evaluation(chain).transcrypt(&sealed, chance).expect("a ciphertext");
        }
        let kept = hub.opening().kept_point(Identifier::Number, &sealed).expect("a point");
        assert_eq!(hub.opening().open(Identifier::Number, &sealed), Ok(kept.key));
        kept
    }

    #[test]
    fn a_pseudonym_that_was_moved_is_the_one_that_is_made_under_the_later_keys() {
        let mut chance = Chance::new().expect("randomness");
        let hub = HubSecret::new(&mut chance);
        let services = [ServiceSecret::new(&mut chance), ServiceSecret::new(&mut chance)];
        let (later_hub, later) = (hub.renewed(&mut chance), [ServiceSecret::new(&mut chance), ServiceSecret::new(&mut chance)]);
        let factor = services[0].factor_to(&later[0]).with(&services[1].factor_to(&later[1]));
        let before = kept(&hub, &services, "123456782", &mut chance);
        let after = kept(&later_hub, &later, "123456782", &mut chance);
        assert_ne!(before.key, after.key);
        assert_eq!(hub.renew(&before, &factor, &later_hub), Some(after));
        assert_eq!(hub.record(7), later_hub.record(7), "references of records stay as they were");
        // One factor alone moves nothing to where it should be, and other keys open no lock.
        assert_ne!(hub.renew(&before, &services[0].factor_to(&later[0]), &later_hub), Some(after));
        assert_eq!(later_hub.renew(&before, &factor, &hub), None);
        let kept_by = |point| [hub.keeps(point), later_hub.keeps(point)];
        assert_eq!([kept_by(&before), kept_by(&after)], [[true, false], [false, true]]);
    }

    #[test]
    fn a_factor_is_held_against_the_commitments() {
        let mut chance = Chance::new().expect("randomness");
        let (one, other) = (ServiceSecret::new(&mut chance), ServiceSecret::new(&mut chance));
        let factor = one.factor_to(&other);
        assert!(factor.moves(&one.commitment(), &other.commitment()));
        assert!(!factor.moves(&other.commitment(), &one.commitment()));
        assert_eq!(Factor::from_bytes(&factor.bytes()).map(|read| read.bytes()), Some(factor.bytes()));
        assert!(Factor::from_bytes(&[0; 32]).is_none());
    }

    /// Of the page `docs/methods/pseudonymisation.md`; the lock computed with Python's `hmac`.
    #[test]
    fn the_lock_of_the_method_page_holds() {
        let mut bytes = [9; 64];
        bytes[..32].fill(0);
        bytes[0] = 7;
        let hub = HubSecret::from_bytes(&bytes).expect("a hub's secret");
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let digit = |place: usize| u8::from_str_radix(&POINT[2 * place..2 * place + 2], 16).expect("two digits");
        let kept = hub.keep_point(Identifier::Number, &std::array::from_fn(digit));
        assert_eq!(hex(&kept.key.0), "548ff46b283a3613d17fe5f9ec69f1d9");
        assert_eq!(hex(&kept.locked), "1306cdb53891a12796af7630deb9a695fbc25847a4bf313269b5855ca0d6632e");
    }

    /// The pseudonym of the page, before the hub keeps it.
    const POINT: &str = "da96b246e75af178674390daf635d53a6c20978523e9670180201fb90a2f7974";

    #[test]
    fn a_locked_point_says_nothing_of_the_point() {
        let mut chance = Chance::new().expect("randomness");
        let (hub, point) = (HubSecret::new(&mut chance), chance.bytes());
        let (number, fallback) = (hub.keep_point(Identifier::Number, &point), hub.keep_point(Identifier::Fallback, &point));
        assert_ne!(number.locked, point);
        assert_ne!(number.locked, fallback.locked, "each has a lock of its own");
        assert_eq!(format!("{number:?}"), "[pseudonym]");
    }
}
