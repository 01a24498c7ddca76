//! Renewing the keys of a chain: each service hands the hub, sealed and signed, by what its points move.

use ed25519_dalek::{Signature, Signer};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use super::secrets::{HubKeys, ServiceKeys};
use super::text::{hex, unhex};
use super::{Chain, Station};
use crate::scheme::Factor;

const MARK: &str = "rotation 1";

/// Keys cannot be renewed in this way. No variant holds any part of a key.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RotationError {
    /// The later chain does not follow from the earlier one.
    #[error("{later} does not renew {earlier}: it needs the same purpose, a later version and the same services in the same order")]
    OtherChain {
        /// Label of the earlier chain.
        earlier: String,
        /// Label of what should renew it.
        later: String,
    },
    /// The file is no rotation, or is sealed to another hub.
    #[error("this is no rotation file for the keys here, or it is damaged")]
    Unreadable,
    /// It was made for other chains.
    #[error("the rotation of `{service}` is of {found}, the earlier keys here are of {expected}")]
    OtherLabel {
        /// Of which service.
        service: String,
        /// The label it says.
        found: String,
        /// The label of the earlier chain here.
        expected: String,
    },
    /// The signature is not of the service, or the factor does not fit its public commitments.
    #[error("the rotation of `{service}` does not belong to its public keys")]
    NotItsOwn {
        /// Of which service.
        service: String,
    },
    /// A service gave none, or gave two.
    #[error("every service gives one rotation: of `{service}` there are {found}")]
    Missing {
        /// Which service.
        service: String,
        /// How many.
        found: usize,
    },
    /// It cannot be sealed.
    #[error("the rotation cannot be sealed to the later hub")]
    Seal,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    inbeeld: String,
    /// Label of the earlier chain.
    earlier: String,
    /// Version of the later chain.
    version: u32,
    service: String,
    factor: String,
    signature: String,
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.factor.zeroize();
    }
}

impl Wire {
    fn message(&self) -> Zeroizing<Vec<u8>> {
        let Wire { earlier, version, service, factor, .. } = self;
        Zeroizing::new(format!("inbeeld/rotation/1\0{earlier}\0{version}\0{service}\0{factor}").into_bytes())
    }
}

/// What a service gives when it renews its keys: by what its points move, signed with its earlier key, sealed to the later hub.
///
/// # Errors
/// When the chains do not follow from each other, or it cannot be sealed.
pub fn rotation(earlier: (&ServiceKeys, &Chain), later: (&ServiceKeys, &Chain)) -> Result<Vec<u8>, RotationError> {
    let ((own, from), (new, to)) = (earlier, later);
    if from.purpose() != to.purpose() || from.version() >= to.version() {
        return Err(other_chain(from, to));
    }
    let factor = own.secret.factor_to(&new.secret);
    let mut wire = Wire {
        inbeeld: MARK.to_owned(),
        earlier: from.label().to_string(),
        version: to.version(),
        service: own.name().to_owned(),
        factor: hex(&*factor.bytes()),
        signature: String::new(),
    };
    wire.signature = hex(&own.signing.sign(&wire.message()).to_bytes());
    let text = Zeroizing::new(toml::to_string(&wire).map_err(|_| RotationError::Seal)?);
    let recipient: age::x25519::Recipient = to.hub_recipient().parse().map_err(|_| RotationError::Seal)?;
    age::encrypt(&recipient, text.as_bytes()).map_err(|_| RotationError::Seal)
}

/// At the hub: by what all its points move, from the rotations of every service. Each is held against the signature of the earlier
/// key and against the commitments in both chains.
///
/// # Errors
/// [`RotationError`].
pub fn factor(rotations: &[Vec<u8>], from: &Chain, (later, to): (&HubKeys, &Chain)) -> Result<Factor, RotationError> {
    let follows = from.purpose() == to.purpose()
        && from.version() < to.version()
        && !from.stations().is_empty()
        && from.stations().iter().map(|station| &station.name).eq(to.stations().iter().map(|station| &station.name));
    if !follows {
        return Err(other_chain(from, to));
    }
    let opened = rotations.iter().map(|sealed| opened(sealed, later)).collect::<Result<Vec<_>, _>>()?;
    let mut all: Option<Factor> = None;
    for (before, after) in from.stations().iter().zip(to.stations()) {
        let own: Vec<&Wire> = opened.iter().filter(|wire| wire.service == before.name).collect();
        let [wire] = own[..] else { return Err(RotationError::Missing { service: before.name.clone(), found: own.len() }) };
        let moved = checked(wire, (before, after), (from, to))?;
        all = Some(match all {
            Some(before) => before.with(&moved),
            None => moved,
        });
    }
    match opened.iter().find(|wire| from.stations().iter().all(|station| station.name != wire.service)) {
        None => all.ok_or_else(|| other_chain(from, to)),
        Some(wire) => Err(RotationError::NotItsOwn { service: wire.service.clone() }),
    }
}

fn opened(sealed: &[u8], later: &HubKeys) -> Result<Wire, RotationError> {
    let bytes = Zeroizing::new(age::decrypt(&later.sealed_to, sealed).map_err(|_| RotationError::Unreadable)?);
    let text = std::str::from_utf8(&bytes).map_err(|_| RotationError::Unreadable)?;
    let wire: Wire = toml::from_str(text).map_err(|_| RotationError::Unreadable)?;
    if wire.inbeeld == MARK { Ok(wire) } else { Err(RotationError::Unreadable) }
}

fn checked(wire: &Wire, (before, after): (&Station, &Station), (from, to): (&Chain, &Chain)) -> Result<Factor, RotationError> {
    let service = || wire.service.clone();
    let expected = from.label().to_string();
    if wire.earlier != expected || wire.version != to.version() {
        let found = format!("{} to version {}", wire.earlier, wire.version);
        return Err(RotationError::OtherLabel { service: service(), found, expected });
    }
    let signature = unhex::<64>(&wire.signature).map(|bytes| Signature::from_bytes(&bytes));
    let is_signed = signature.is_some_and(|signature| before.verifying.verify_strict(&wire.message(), &signature).is_ok());
    let factor = unhex::<32>(&wire.factor).and_then(|bytes| Factor::from_bytes(&bytes));
    let factor = factor.filter(|factor| is_signed && factor.moves(&before.commitment, &after.commitment));
    factor.ok_or_else(|| RotationError::NotItsOwn { service: service() })
}

fn other_chain(from: &Chain, to: &Chain) -> RotationError {
    RotationError::OtherChain { earlier: from.label().to_string(), later: to.label().to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::Chance;

    struct Party {
        hub: HubKeys,
        services: Vec<ServiceKeys>,
        chain: Chain,
    }

    fn party(hub: HubKeys, version: u32, chance: &mut Chance) -> Party {
        let services: Vec<ServiceKeys> = ["one", "two"].map(|name| ServiceKeys::new(name, chance).expect("a service")).into();
        let begun = Chain::begin(&hub, "p", version).expect("a chain");
        let chain = services.iter().try_fold(begun, Chain::join).expect("a chain");
        Party { hub, services, chain }
    }

    fn rotations(from: &Party, to: &Party) -> Vec<Vec<u8>> {
        let pairs = from.services.iter().zip(&to.services);
        pairs.map(|(own, new)| rotation((own, &from.chain), (new, &to.chain)).expect("a rotation")).collect()
    }

    #[test]
    fn the_factors_of_every_service_are_taken_and_those_of_others_are_not() {
        let mut chance = Chance::new().expect("randomness");
        let from = party(HubKeys::new(&mut chance), 1, &mut chance);
        let to = party(from.hub.renewed(&mut chance), 2, &mut chance);
        let given = rotations(&from, &to);
        let taken = |given: &[Vec<u8>]| factor(given, &from.chain, (&to.hub, &to.chain)).map(drop);
        assert_eq!(taken(&given), Ok(()));
        assert_eq!(taken(&[given[1].clone(), given[0].clone()]), Ok(()), "the order in which they come does not matter");
        assert_eq!(taken(&given[..1]), Err(RotationError::Missing { service: "two".into(), found: 0 }));
        assert_eq!(
            taken(&[given[0].clone(), given[1].clone(), given[1].clone()]),
            Err(RotationError::Missing { service: "two".into(), found: 2 })
        );
        let mut damaged = given.clone();
        damaged[0][200] ^= 1;
        assert_eq!(taken(&damaged), Err(RotationError::Unreadable));
        let back = factor(&given, &to.chain, (&from.hub, &from.chain)).map(drop);
        assert!(matches!(back, Err(RotationError::OtherChain { .. })), "an earlier version renews nothing");
    }

    #[test]
    fn a_factor_of_another_key_does_not_fit_the_commitments() {
        let mut chance = Chance::new().expect("randomness");
        let from = party(HubKeys::new(&mut chance), 1, &mut chance);
        let to = party(from.hub.renewed(&mut chance), 2, &mut chance);
        let mut given = rotations(&from, &to);
        let stranger = ServiceKeys::new("one", &mut chance).expect("a service");
        given[0] = rotation((&from.services[0], &from.chain), (&stranger, &to.chain)).expect("a rotation");
        let taken = factor(&given, &from.chain, (&to.hub, &to.chain)).map(drop);
        assert_eq!(taken, Err(RotationError::NotItsOwn { service: "one".into() }));
        let other = party(HubKeys::new(&mut chance), 1, &mut chance);
        given[0] = rotation((&other.services[0], &other.chain), (&to.services[0], &to.chain)).expect("a rotation");
        let taken = factor(&given, &from.chain, (&to.hub, &to.chain)).map(drop);
        assert!(matches!(taken, Err(RotationError::OtherLabel { .. })), "{taken:?}");
    }
}
