//! The dictionary attack: who holds what, everything that can be computed from it without choosing anything at random, and whether a
//! number that somebody delivered is found.
//!
//! A dictionary can only find numbers that were delivered: what a guess comes to is a matter of that guess alone, so trying the other
//! 90,909,091 adds nothing but guesses that are nobody's. All true numbers are tried here, among others that are not held.
//! To try a guess x, one must recognise s·H(x), with s the product of the services' secrets, or a code of it. Who lacks a secret has
//! s·G and s·H(y) of other numbers at most, and would decide Diffie-Hellman triples. What is left is tried: every product of known
//! secrets and their inverses with the point of the guess, every difference within ciphertexts, every code under a known key.

use std::collections::HashSet;

use libpep::elgamal::arithmetic::group_elements::{G, GroupElement};
use libpep::elgamal::arithmetic::scalars::ScalarNonZero;
use sha2::{Digest, Sha256, Sha512};

use super::elgamal::{code, point_of};
use super::{ChainKey, Chance, Ciphertext, Encrypt, HubSecret, Identifier, KeptPoint, ServiceSecret, Transcrypt};

const DELIVERED: [&str; 3] = ["123456782", "999900006", "010000008"];
const OTHERS: [&str; 3] = ["111222333", "123456839", "999990019"];
const KIND: Identifier = Identifier::Number;
/// Labels of codes, as far as this program knows any.
const LABELS: [&[u8]; 6] = [
    b"",
    b"inbeeld/hub/person/1\0",
    b"inbeeld/hub/point/1\0",
    b"inbeeld/hub/record/1\0",
    b"inbeeld/pseudonym/number/1\0",
    b"inbeeld/identifier/number/2",
];

/// The parties, and everything that went between them.
struct World {
    hub: HubSecret,
    services: Vec<ServiceSecret>,
    chain: Vec<ChainKey>,
    /// By number of services passed.
    ciphertexts: Vec<Vec<Ciphertext>>,
    kept: Vec<KeptPoint>,
}

impl World {
    fn new(services: usize) -> World {
        let mut chance = Chance::new().expect("randomness");
        let hub = HubSecret::new(&mut chance);
        let services: Vec<ServiceSecret> = (0..services).map(|_| ServiceSecret::new(&mut chance)).collect();
        let mut chain = vec![hub.chain()];
        services.iter().for_each(|service| chain.push(service.join(&chain[chain.len() - 1])));
        let first = DELIVERED.map(|number| chain[services.len()].encrypt(KIND, number.as_bytes(), &mut chance)).to_vec();
        let mut ciphertexts = vec![first];
        for (service, key) in services.iter().zip(&chain[1..]).rev() {
            let evaluation = service.evaluation(key);
            let given = ciphertexts[ciphertexts.len() - 1].iter();
            let next = given.map(|given| evaluation.transcrypt(given, &mut chance).expect("a ciphertext")).collect();
            ciphertexts.push(next);
        }
        let arrived = &ciphertexts[ciphertexts.len() - 1];
        let kept = arrived.iter().map(|given| hub.opening().kept_point(KIND, given).expect("a point")).collect();
        World { hub, services, chain, ciphertexts, kept }
    }

    /// What stands at the hub for everyone with its disk: pseudonyms, locks, and packages of every stage, should they have been kept.
    fn disk(&self) -> Held {
        let all = self.ciphertexts.iter().flatten().map(halves).collect::<Vec<_>>();
        let codes = self.kept.iter().flat_map(|kept| [kept.key.0.to_vec(), kept.locked.to_vec()]).collect();
        let commitments = self.services.iter().map(|service| service.commitment().0);
        let chain = self.chain.iter().map(|key| GroupElement::from_bytes(&key.bytes()).expect("a point"));
        let points = commitments.chain(chain).chain([G]).collect();
        Held { ciphertexts: all, points, codes, scalars: Vec::new(), keys: Vec::new() }
    }

    /// The disk, with the keys of the hub and with what they open.
    fn hub(&self) -> Held {
        let mut held = self.disk();
        let bytes = self.hub.bytes();
        held.scalars.push(scalar(&bytes[..32]));
        held.keys.push(bytes[32..].to_vec());
        held.points.extend(self.ciphertexts.last().into_iter().flatten().map(|given| {
            let point = self.hub.opening().point(given).expect("a point");
            GroupElement::from_bytes(&point).expect("a point")
        }));
        held
    }

    /// What is held, and the secrets of these services.
    fn with(&self, mut held: Held, services: &[usize]) -> Held {
        for service in services {
            let bytes = self.services[*service].bytes();
            held.scalars.extend([scalar(&bytes[..32]), scalar(&bytes[32..])]);
            held.keys.extend([bytes[..32].to_vec(), bytes[32..].to_vec()]);
        }
        held
    }
}

fn scalar(bytes: &[u8]) -> ScalarNonZero {
    ScalarNonZero::from_slice(bytes).expect("a scalar")
}

fn halves(given: &Ciphertext) -> [GroupElement; 2] {
    let half = |from: usize| GroupElement::from_bytes(&given.0[from..from + 32].try_into().expect("32 bytes")).expect("a point");
    [half(0), half(32)]
}

/// What a coalition holds.
struct Held {
    ciphertexts: Vec<[GroupElement; 2]>,
    points: Vec<GroupElement>,
    codes: Vec<Vec<u8>>,
    scalars: Vec<ScalarNonZero>,
    keys: Vec<Vec<u8>>,
}

impl Held {
    /// Every product of the known secrets, each to the power -1, 0 or 1.
    fn products(&self) -> Vec<ScalarNonZero> {
        self.scalars.iter().fold(vec![ScalarNonZero::one()], |products, secret| {
            let by = [ScalarNonZero::one(), *secret, secret.invert()];
            products.iter().flat_map(|product| by.map(|by| *product * by)).collect()
        })
    }

    /// How many of the numbers that were delivered it finds, and how many that were not.
    fn found(&self) -> (usize, usize) {
        let products = self.products();
        let opened = self.ciphertexts.iter().flat_map(|[first, second]| {
            let inside = products.iter().map(|secret| *second - *secret * *first);
            inside.chain([*first, *second]).collect::<Vec<_>>()
        });
        let points: HashSet<[u8; 32]> = opened.chain(self.points.iter().copied()).map(|point| point.to_bytes()).collect();
        let is_found = |number: &str| {
            let guessed: Vec<[u8; 32]> = products.iter().map(|secret| (*secret * point_of(KIND, number.as_bytes())).to_bytes()).collect();
            guessed.iter().any(|point| points.contains(point)) || self.is_coded(number, &guessed)
        };
        let count = |numbers: [&str; 3]| numbers.into_iter().filter(|number| is_found(number)).count();
        (count(DELIVERED), count(OTHERS))
    }

    /// Whether a code of the number itself, or of a point it comes to, stands among what is held: under every known key and under none.
    fn is_coded(&self, number: &str, guessed: &[[u8; 32]]) -> bool {
        let with_kind = |point: &[u8; 32]| [&[KIND.byte()], point.as_slice()].concat();
        let inputs = guessed.iter().flat_map(|point| [point.to_vec(), with_kind(point)]).chain([number.as_bytes().to_vec()]);
        let is_held = |made: &[u8]| self.codes.iter().any(|code| made.starts_with(code));
        inputs.into_iter().any(|input| {
            let keyed = self.keys.iter().filter_map(|key| <&[u8; 32]>::try_from(key.as_slice()).ok());
            let mut codes = keyed.flat_map(|key| LABELS.map(|label| code(key, label, &input).to_vec()));
            codes.any(|made| is_held(&made))
                || LABELS.iter().map(|label| [label, input.as_slice()].concat()).any(|input| {
                    let made = [Sha256::digest(&input).to_vec(), Sha512::digest(&input).to_vec(), blake3::hash(&input).as_bytes().to_vec()];
                    made.iter().any(|made| is_held(made)) || is_held(&input)
                })
        })
    }
}

#[test]
fn everything_of_the_hub_but_the_keys_finds_nothing() {
    for services in [1, 2] {
        let world = World::new(services);
        assert_eq!(world.disk().found(), (0, 0), "{services} services");
    }
}

#[test]
fn the_hub_with_its_keys_but_without_one_of_the_services_finds_nothing() {
    let (one, two) = (World::new(1), World::new(2));
    assert_eq!(one.hub().found(), (0, 0), "its own keys say nothing of a number");
    assert_eq!(two.hub().found(), (0, 0));
    for service in [0, 1] {
        assert_eq!(two.with(two.hub(), &[service]).found(), (0, 0), "the hub and service {service} of two");
    }
}

#[test]
fn every_service_with_the_disk_of_the_hub_but_not_its_keys_finds_nothing() {
    let world = World::new(2);
    assert_eq!(world.with(world.disk(), &[0, 1]).found(), (0, 0));
}

/// The same search, with one secret more: the docs say so. A search that found nothing here would prove nothing above.
#[test]
fn the_hub_and_every_service_together_find_every_number() {
    for services in [1, 2] {
        let world = World::new(services);
        let all: Vec<usize> = (0..services).collect();
        assert_eq!(world.with(world.hub(), &all).found(), (DELIVERED.len(), 0), "{services} services");
        let mut without_packages = world.with(world.hub(), &all);
        without_packages.ciphertexts.clear();
        without_packages.points.clear();
        assert_eq!(without_packages.found(), (DELIVERED.len(), 0), "by what the hub keeps alone");
    }
}
