//! ElGamal on ristretto255, as in polymorphic encryption and pseudonymisation (n-PEP). With `rotation` the one file that knows the
//! curve.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use libpep::elgamal::arithmetic::Ristretto255;
use libpep::elgamal::arithmetic::group::Group;
use libpep::elgamal::arithmetic::group_elements::{G, GroupElement};
use libpep::elgamal::arithmetic::hashing::hash_to_group_with_dst;
use libpep::elgamal::arithmetic::scalars::{ScalarNonZero, ScalarTraits};
use libpep::elgamal::primitives::rrsk;
use libpep::elgamal::{ElGamal, decrypt, encrypt};
use person::PersonKey;
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

use super::rotation::KeptPoint;
use super::{Chance, Ciphertext, Encrypt, Identifier, NotACiphertext, Open, Transcrypt};

/// The public key of the chain: what the source encrypts under. Nobody holds the secret key that belongs to it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ChainKey(GroupElement);

/// A service's secret times the base point: lets everyone see that two keys are of one secret, and gives nothing of it away.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Commitment(pub(super) GroupElement);

macro_rules! point {
    ($name:ident) => {
        impl $name {
            /// Its 32 bytes.
            pub fn bytes(&self) -> [u8; 32] {
                self.0.to_bytes()
            }

            /// Reads 32 bytes that are a point of the curve and not the neutral one.
            pub fn from_bytes(bytes: &[u8; 32]) -> Option<$name> {
                GroupElement::from_bytes(bytes).map($name)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}([point])", stringify!($name))
            }
        }
    };
}
point!(ChainKey);
point!(Commitment);

/// The key the hub opens with, the key under which it keeps what it found, and the key of records' references, which stays the same
/// when the others are renewed.
pub struct HubSecret {
    opening: ScalarNonZero,
    pub(super) keeping: Zeroizing<[u8; 32]>,
    references: Zeroizing<[u8; 32]>,
}

/// A service's two secrets: what it multiplies identifiers by, and by how much it turns the key.
pub struct ServiceSecret {
    pub(super) evaluation: ScalarNonZero,
    turning: ScalarNonZero,
}

impl fmt::Debug for HubSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[key]")
    }
}

impl fmt::Debug for ServiceSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[key]")
    }
}

impl HubSecret {
    /// A new one.
    pub fn new(chance: &mut Chance) -> HubSecret {
        let keeping: Zeroizing<[u8; 32]> = Zeroizing::new(chance.bytes());
        HubSecret { opening: ScalarNonZero::random(chance.generator()), references: keeping.clone(), keeping }
    }

    /// Another one, with the same key for references: records that were taken in before still pair with those that come after.
    pub fn renewed(&self, chance: &mut Chance) -> HubSecret {
        HubSecret { references: self.references.clone(), ..HubSecret::new(chance) }
    }

    /// With this key for references, as a key file holds it apart.
    pub fn with_references(self, references: Zeroizing<[u8; 32]>) -> HubSecret {
        HubSecret { references, ..self }
    }

    /// The key for references, where it is another than the key under which it keeps.
    pub fn references(&self) -> Option<Zeroizing<[u8; 32]>> {
        (self.references != self.keeping).then(|| self.references.clone())
    }

    /// Reads the 64 bytes of [`HubSecret::bytes`].
    pub fn from_bytes(bytes: &[u8; 64]) -> Option<HubSecret> {
        let opening = ScalarNonZero::from_slice(&bytes[..32])?;
        let mut keeping = Zeroizing::new([0; 32]);
        keeping.copy_from_slice(&bytes[32..]);
        (keeping.iter().any(|byte| *byte != 0)).then(|| HubSecret { opening, references: keeping.clone(), keeping })
    }

    /// Its 64 bytes, for the key file.
    pub fn bytes(&self) -> Zeroizing<[u8; 64]> {
        joined(&self.opening.to_bytes(), &self.keeping)
    }

    /// The key of a chain without any service yet.
    pub fn chain(&self) -> ChainKey {
        ChainKey(Ristretto255::scalar_mult_gen(&self.opening))
    }

    /// What replaces a record's reference at the hub.
    pub fn record(&self, reference: u64) -> u64 {
        let PersonKey(bytes) = first_half(&code(&self.references, b"inbeeld/hub/record/1\0", &reference.to_le_bytes()));
        u64::from_le_bytes(bytes[..8].try_into().unwrap_or_default())
    }

    /// What the hub keeps of a point.
    pub(super) fn kept(&self, kind: Identifier, point: &[u8; 32]) -> PersonKey {
        let mut input = Zeroizing::new([0; 33]);
        input[0] = kind.byte();
        input[1..].copy_from_slice(point);
        first_half(&code(&self.keeping, b"inbeeld/hub/person/1\0", &*input))
    }
}

/// HMAC-SHA-256 of a label and bytes.
pub(super) fn code(key: &[u8; 32], label: &[u8], bytes: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(label);
    mac.update(bytes);
    Zeroizing::new(mac.finalize().into_bytes().into())
}

fn first_half(code: &[u8; 32]) -> PersonKey {
    PersonKey(code[..16].try_into().expect("a code of 32 bytes holds 16"))
}

impl ServiceSecret {
    /// A new one.
    pub fn new(chance: &mut Chance) -> ServiceSecret {
        let evaluation = ScalarNonZero::random(chance.generator());
        ServiceSecret { evaluation, turning: ScalarNonZero::random(chance.generator()) }
    }

    /// Reads the 64 bytes of [`ServiceSecret::bytes`].
    pub fn from_bytes(bytes: &[u8; 64]) -> Option<ServiceSecret> {
        let (evaluation, turning) = (ScalarNonZero::from_slice(&bytes[..32])?, ScalarNonZero::from_slice(&bytes[32..])?);
        Some(ServiceSecret { evaluation, turning })
    }

    /// Its 64 bytes, for the key file.
    pub fn bytes(&self) -> Zeroizing<[u8; 64]> {
        joined(&self.evaluation.to_bytes(), &self.turning.to_bytes())
    }

    /// The key of the chain once this service has joined it: what it turns ciphertext away from.
    pub fn join(&self, chain: &ChainKey) -> ChainKey {
        ChainKey(self.turning.invert() * chain.0)
    }

    /// Its commitment.
    pub fn commitment(&self) -> Commitment {
        Commitment(Ristretto255::scalar_mult_gen(&self.evaluation))
    }

    /// Ready to work. `before`: the key of the chain once this service had joined; what reaches it is under that key.
    pub fn evaluation(&self, before: &ChainKey) -> Evaluation {
        Evaluation { evaluation: self.evaluation, turning: self.turning, before: before.0 }
    }
}

fn joined(one: &[u8; 32], other: &[u8; 32]) -> Zeroizing<[u8; 64]> {
    let mut bytes = Zeroizing::new([0; 64]);
    bytes[..32].copy_from_slice(one);
    bytes[32..].copy_from_slice(other);
    bytes
}

/// A point under the label of its kind: RFC 9380's `hash_to_ristretto255` with SHA-512.
pub(super) fn point_of(kind: Identifier, input: &[u8]) -> GroupElement {
    let label: &[u8] = match kind {
        Identifier::Number => b"inbeeld/identifier/number/2",
        Identifier::Fallback => b"inbeeld/identifier/fallback/2",
        Identifier::Token(place) => return hash_to_group_with_dst(input, format!("inbeeld/identifier/token-{place}/2").as_bytes()),
    };
    hash_to_group_with_dst(input, label)
}

fn read(given: &Ciphertext) -> Result<ElGamal, NotACiphertext> {
    ElGamal::from_slice(&given.0).ok_or(NotACiphertext)
}

fn written(points: &ElGamal) -> Ciphertext {
    let mut bytes = [0; Ciphertext::BYTES];
    bytes[..32].copy_from_slice(&points.gb.to_bytes());
    bytes[32..].copy_from_slice(&points.gc.to_bytes());
    Ciphertext(bytes)
}

impl Encrypt for ChainKey {
    fn encrypt(&self, kind: Identifier, input: &[u8], chance: &mut Chance) -> Ciphertext {
        written(&encrypt::<Ristretto255, _>(&point_of(kind, input), &self.0, chance.generator()))
    }
}

/// A service at work.
pub struct Evaluation {
    evaluation: ScalarNonZero,
    turning: ScalarNonZero,
    before: GroupElement,
}

impl Transcrypt for Evaluation {
    fn transcrypt(&self, given: &Ciphertext, chance: &mut Chance) -> Result<Ciphertext, NotACiphertext> {
        let fresh = ScalarNonZero::random(chance.generator());
        Ok(written(&rrsk(&read(given)?, &self.before, &fresh, &self.evaluation, &self.turning)))
    }
}

/// The hub at work, for one version of the keys.
pub struct Opening<'a> {
    secret: &'a HubSecret,
}

impl HubSecret {
    /// Ready to open.
    pub fn opening(&self) -> Opening<'_> {
        Opening { secret: self }
    }
}

impl Opening<'_> {
    /// The point inside: the pseudonym as the services made it, before the hub keeps it under its own key.
    ///
    /// # Errors
    /// [`NotACiphertext`].
    pub fn point(&self, given: &Ciphertext) -> Result<[u8; 32], NotACiphertext> {
        let point = decrypt(&read(given)?, &self.secret.opening);
        if point == GroupElement::identity() { Err(NotACiphertext) } else { Ok(point.to_bytes()) }
    }

    /// The pseudonym inside with its point under lock: what is kept to move it to later keys.
    ///
    /// # Errors
    /// [`NotACiphertext`].
    pub fn kept_point(&self, kind: Identifier, given: &Ciphertext) -> Result<KeptPoint, NotACiphertext> {
        let point = Zeroizing::new(self.point(given)?);
        Ok(self.secret.keep_point(kind, &point))
    }

    /// What the hub keeps of a point.
    pub fn kept(&self, kind: Identifier, point: &[u8; 32]) -> PersonKey {
        self.secret.kept(kind, point)
    }
}

impl Open for Opening<'_> {
    fn open(&self, kind: Identifier, given: &Ciphertext) -> Result<PersonKey, NotACiphertext> {
        let mut point = self.point(given)?;
        let kept = self.kept(kind, &point);
        point.zeroize();
        Ok(kept)
    }
}

/// Raw operations of the curve, to hold the steps against.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RawOperation {
    /// A random multiple of the base point, by its table.
    MultiplyBase,
    /// A random multiple of any point.
    Multiply,
    /// From a text to a point.
    HashToPoint,
    /// A point from its bytes, and back.
    ReadAndWrite,
}

impl RawOperation {
    /// Every one.
    pub const ALL: [RawOperation; 4] =
        [RawOperation::MultiplyBase, RawOperation::Multiply, RawOperation::HashToPoint, RawOperation::ReadAndWrite];

    /// What it is, for a table.
    pub fn word(self) -> &'static str {
        match self {
            RawOperation::MultiplyBase => "multiply the base point",
            RawOperation::Multiply => "multiply a point",
            RawOperation::HashToPoint => "text to point",
            RawOperation::ReadAndWrite => "bytes to point and back",
        }
    }

    /// Does it so many times; the result is returned so that nothing is optimised away.
    pub fn repeat(self, times: u32, chance: &mut Chance) -> [u8; 32] {
        let scalar = ScalarNonZero::random(chance.generator());
        let mut point = scalar * G;
        for turn in 0..times {
            point = match self {
                RawOperation::MultiplyBase => Ristretto255::scalar_mult_gen(&scalar),
                RawOperation::Multiply => scalar * point,
                RawOperation::HashToPoint => point_of(Identifier::Number, &turn.to_le_bytes()),
                RawOperation::ReadAndWrite => GroupElement::from_bytes(&point.to_bytes()).unwrap_or(point),
            };
        }
        point.to_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scalar(byte: u8) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes[0] = byte;
        bytes
    }

    fn hub() -> HubSecret {
        HubSecret::from_bytes(&joined(&scalar(7), &[9; 32])).expect("a hub's secret")
    }

    fn service(evaluation: u8, turning: u8) -> ServiceSecret {
        ServiceSecret::from_bytes(&joined(&scalar(evaluation), &scalar(turning))).expect("a service's secret")
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn through(services: &[ServiceSecret], input: &[u8]) -> [u8; 32] {
        let mut chance = Chance::new().expect("randomness");
        let hub = hub();
        let mut chains = vec![hub.chain()];
        services.iter().for_each(|service| chains.push(service.join(chains.last().expect("a chain"))));
        let mut sealed = chains.last().expect("a chain").encrypt(Identifier::Number, input, &mut chance);
        for (service, chain) in services.iter().zip(&chains[1..]).rev() {
            sealed = service.evaluation(chain).transcrypt(&sealed, &mut chance).expect("a ciphertext");
        }
        hub.opening().point(&sealed).expect("a ciphertext")
    }

    #[test]
    fn the_way_through_one_service_or_two_gives_the_identifier_times_their_secrets() {
        let direct = ScalarNonZero::from_bytes(&scalar(15)).expect("a scalar") * point_of(Identifier::Number, b"123456782");
        assert_eq!(through(&[service(15, 11)], b"123456782"), direct.to_bytes());
        assert_eq!(through(&[service(3, 11), service(5, 13)], b"123456782"), direct.to_bytes());
        assert_ne!(through(&[service(15, 11)], b"999900006"), direct.to_bytes());
    }

    #[test]
    fn the_same_number_never_gives_the_same_ciphertext() {
        let (hub, mut chance) = (hub(), Chance::new().expect("randomness"));
        let one = hub.chain().encrypt(Identifier::Number, b"123456782", &mut chance);
        let other = hub.chain().encrypt(Identifier::Number, b"123456782", &mut chance);
        assert_ne!(one, other);
        let service = service(15, 11).evaluation(&hub.chain());
        assert_ne!(service.transcrypt(&one, &mut chance), service.transcrypt(&one, &mut chance));
    }

    #[test]
    fn bytes_that_are_no_points_are_refused() {
        let mut chance = Chance::new().expect("randomness");
        let evaluation = service(15, 11).evaluation(&hub().chain());
        for bytes in [[0; 64], [255; 64], [1; 64]] {
            assert_eq!(evaluation.transcrypt(&Ciphertext(bytes), &mut chance), Err(NotACiphertext));
            assert_eq!(hub().opening().open(Identifier::Number, &Ciphertext(bytes)), Err(NotACiphertext));
        }
    }

    #[test]
    fn another_kind_of_identifier_gives_another_pseudonym() {
        let point = [3; 32];
        let hub = hub();
        assert_ne!(hub.opening().kept(Identifier::Number, &point), hub.opening().kept(Identifier::Fallback, &point));
        assert_ne!(point_of(Identifier::Token(0), b"x"), point_of(Identifier::Token(1), b"x"));
    }

    #[test]
    fn the_vectors_of_the_method_page_hold() {
        assert_eq!(hex(&point_of(Identifier::Number, b"123456782").to_bytes()), VECTOR_POINT);
        assert_eq!(hex(&through(&[service(15, 11)], b"123456782")), VECTOR_PSEUDONYM);
        let PersonKey(kept) = hub().opening().kept(Identifier::Number, &through(&[service(15, 11)], b"123456782"));
        assert_eq!(hex(&kept), VECTOR_KEPT);
    }

    /// Of the page `docs/methods/pseudonymisation.md`; computed there with a second implementation in Python.
    const VECTOR_POINT: &str = "7a3f737d8a6fa6e0299e7edd243b08bc2281824d23470439f0c37b31ef8c1147";
    const VECTOR_PSEUDONYM: &str = "da96b246e75af178674390daf635d53a6c20978523e9670180201fb90a2f7974";
    const VECTOR_KEPT: &str = "548ff46b283a3613d17fe5f9ec69f1d9";
}
