//! Three parties, none with both: who sees the number cannot make the pseudonym, who helps to make it sees neither.
//!
//! The source encrypts an identifier under the key of the chain. Each pseudonym service multiplies what is inside by its own
//! secret, without seeing it, and turns it over towards the hub's key. The hub opens it to a point that none of the three
//! could have made alone. The three traits are the parties; `elgamal` and `rotation` are the only files that know the curve.
//! Method: `docs/methods/pseudonymisation.md`.

#[cfg(test)]
mod dictionary;
mod elgamal;
mod rotation;

use person::PersonKey;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

pub use elgamal::{ChainKey, Commitment, Evaluation, HubSecret, Opening, RawOperation, ServiceSecret};
pub use rotation::{Factor, KeptPoint};

/// What a pseudonym is made of. Each has a label of its own, so that no input of one kind can give the pseudonym of another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Identifier {
    /// The citizen number.
    Number,
    /// Sex, date of birth and postcode: what the protocol falls back on.
    Fallback,
    /// A combination of fields for records without a number, by its place in [`person::Combination::ALL`].
    Token(u8),
}

impl Identifier {
    /// One byte on the wire.
    pub fn byte(self) -> u8 {
        match self {
            Identifier::Number => 0,
            Identifier::Fallback => 1,
            Identifier::Token(place) => 16 + place % 64,
        }
    }

    /// Reads the byte.
    pub fn from_byte(byte: u8) -> Option<Identifier> {
        match byte {
            0 => Some(Identifier::Number),
            1 => Some(Identifier::Fallback),
            16..80 => Some(Identifier::Token(byte - 16)),
            _ => None,
        }
    }
}

/// An identifier under lock: two points of the curve. The same identifier never gives the same bytes twice.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Ciphertext(pub [u8; Ciphertext::BYTES]);

impl Ciphertext {
    /// How long one is.
    pub const BYTES: usize = 64;
}

impl std::fmt::Debug for Ciphertext {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[ciphertext]")
    }
}

/// The bytes are no ciphertext, or stand for the one point that may not occur.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the bytes are no ciphertext of this scheme")]
pub struct NotACiphertext;

/// The source: sees the identifier, makes ciphertext.
pub trait Encrypt {
    /// Puts an identifier under lock.
    fn encrypt(&self, kind: Identifier, input: &[u8], chance: &mut Chance) -> Ciphertext;
}

/// A pseudonym service: sees ciphertext only, and makes other ciphertext of it.
pub trait Transcrypt {
    /// Makes it new, multiplies what is inside, and turns it over towards the next party.
    ///
    /// # Errors
    /// [`NotACiphertext`].
    fn transcrypt(&self, given: &Ciphertext, chance: &mut Chance) -> Result<Ciphertext, NotACiphertext>;
}

/// The hub: opens what went through every service.
pub trait Open {
    /// The pseudonym inside, as the hub keeps it.
    ///
    /// # Errors
    /// [`NotACiphertext`].
    fn open(&self, kind: Identifier, given: &Ciphertext) -> Result<PersonKey, NotACiphertext>;
}

/// The randomness of the operating system, stretched by ChaCha20. Never seeded by anything else.
pub struct Chance(ChaCha20Rng);

/// The operating system gives no randomness; nothing can be made without it.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gives no randomness")]
pub struct NoChance(#[source] getrandom::Error);

impl Chance {
    /// Thirty-two bytes from the operating system begin the stream.
    ///
    /// # Errors
    /// [`NoChance`].
    pub fn new() -> Result<Chance, NoChance> {
        let mut seed = zeroize::Zeroizing::new([0u8; 32]);
        getrandom::fill(&mut *seed).map_err(NoChance)?;
        Ok(Chance(ChaCha20Rng::from_seed(*seed)))
    }

    /// The generator, for the curve.
    pub(crate) fn generator(&mut self) -> &mut ChaCha20Rng {
        &mut self.0
    }

    /// So many random bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        use rand_chacha::rand_core::Rng;
        let mut bytes = [0; N];
        self.0.fill_bytes(&mut bytes);
        bytes
    }

    /// Puts a list in an order of chance: every order is equally likely (Fisher and Yates).
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }

    /// A whole number below `bound`, every one equally likely: what would favour the small ones is drawn again.
    fn below(&mut self, bound: usize) -> usize {
        let bound = bound as u64;
        let fair = u64::MAX - u64::MAX % bound;
        loop {
            let drawn = u64::from_le_bytes(self.bytes());
            if drawn < fair {
                return (drawn % bound) as usize;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_identifier_reads_back_from_its_byte() {
        let kinds = [Identifier::Number, Identifier::Fallback].into_iter().chain((0..8).map(Identifier::Token));
        kinds.for_each(|kind| assert_eq!(Identifier::from_byte(kind.byte()), Some(kind)));
        assert_eq!(Identifier::from_byte(9), None);
    }

    #[test]
    fn a_shuffle_loses_nothing_and_two_are_not_alike() {
        let mut chance = Chance::new().expect("randomness");
        let (mut one, mut other): (Vec<u32>, Vec<u32>) = ((0..500).collect(), (0..500).collect());
        chance.shuffle(&mut one);
        chance.shuffle(&mut other);
        assert_ne!(one, other);
        one.sort_unstable();
        assert_eq!(one, (0..500).collect::<Vec<_>>());
    }
}
