//! The secret key of the pseudonyms: thirty-two bytes that leave no trace in memory, logs or messages.

use std::fmt;

use zeroize::{Zeroize, Zeroizing};

const KEY_BYTES: usize = 32;

/// The key of the pseudonyms. It is wiped when dropped, cannot be copied, and `Debug` prints nothing of it.
///
/// ```
/// use identity::PseudonymKey;
/// let key = PseudonymKey::parse("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20").unwrap();
/// assert_eq!(format!("{key:?}"), "[key]");
/// assert!(PseudonymKey::from_bytes(&[0; 32]).is_err());
/// ```
pub struct PseudonymKey([u8; KEY_BYTES]);

/// The bytes or text are no key. No variant holds any part of what was offered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum KeyError {
    /// Too short or too long.
    #[error("a pseudonym key has exactly 32 bytes, this one has {bytes}")]
    WrongLength {
        /// How many bytes were offered.
        bytes: usize,
    },
    /// The text is not the hexadecimal form of thirty-two bytes.
    #[error("a pseudonym key is written as 64 hexadecimal characters (0-9, a-f), this text is not")]
    NotHexadecimal,
    /// Every byte is zero: a forgotten key, not a secret one.
    #[error("a pseudonym key of only zeros is no secret; make one with 32 random bytes")]
    AllZero,
}

impl PseudonymKey {
    /// Takes exactly 32 bytes.
    ///
    /// # Errors
    /// [`KeyError::WrongLength`] for another number of bytes, [`KeyError::AllZero`] for a key of only zeros.
    pub fn from_bytes(bytes: &[u8]) -> Result<PseudonymKey, KeyError> {
        let mut key: [u8; KEY_BYTES] = bytes.try_into().map_err(|_| KeyError::WrongLength { bytes: bytes.len() })?;
        let taken = PseudonymKey(key);
        key.zeroize();
        if taken.0.iter().all(|byte| *byte == 0) { Err(KeyError::AllZero) } else { Ok(taken) }
    }

    /// Reads 64 hexadecimal characters of either case; white space around them (a line end of a key file) is allowed.
    ///
    /// # Errors
    /// [`KeyError::NotHexadecimal`] for any other text, [`KeyError::AllZero`] for a key of only zeros.
    pub fn parse(text: &str) -> Result<PseudonymKey, KeyError> {
        let digits = text.trim().as_bytes();
        if digits.len() != 2 * KEY_BYTES {
            return Err(KeyError::NotHexadecimal);
        }
        let mut bytes = Zeroizing::new([0u8; KEY_BYTES]);
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = hexadecimal(pair[0])? << 4 | hexadecimal(pair[1])?;
        }
        PseudonymKey::from_bytes(&*bytes)
    }

    /// The bytes, for the one computation that needs them.
    pub(crate) fn secret(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }
}

impl Drop for PseudonymKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for PseudonymKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[key]")
    }
}

fn hexadecimal(digit: u8) -> Result<u8, KeyError> {
    char::from(digit).to_digit(16).map(|value| value as u8).ok_or(KeyError::NotHexadecimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_thirty_two_bytes_that_are_not_all_zero_are_a_key() {
        for length in [0, 16, 31, 33, 64] {
            assert_eq!(PseudonymKey::from_bytes(&vec![7; length]).err(), Some(KeyError::WrongLength { bytes: length }));
        }
        assert_eq!(PseudonymKey::from_bytes(&[0; 32]).err(), Some(KeyError::AllZero));
        assert!(PseudonymKey::from_bytes(&[7; 32]).is_ok());
    }

    #[test]
    fn text_and_bytes_give_the_same_key() {
        let text = " 00ff10A0".to_owned() + &"5a".repeat(28) + "\n";
        let mut bytes = vec![0x00, 0xff, 0x10, 0xa0];
        bytes.extend([0x5a; 28]);
        let (parsed, taken) = (PseudonymKey::parse(&text).expect("a key"), PseudonymKey::from_bytes(&bytes).expect("a key"));
        assert_eq!(parsed.secret(), taken.secret());
    }

    #[test]
    fn other_texts_are_no_key() {
        for text in [String::new(), "5a".repeat(31), "5a".repeat(33), "5g".repeat(32), "é".repeat(32), "+5".repeat(32)] {
            assert_eq!(PseudonymKey::parse(&text).err(), Some(KeyError::NotHexadecimal), "{text}");
        }
        assert_eq!(PseudonymKey::parse(&"00".repeat(32)).err(), Some(KeyError::AllZero));
    }
}
