//! Key files: short TOML texts with hexadecimal values.

use zeroize::Zeroizing;

/// A key file that cannot be used. No variant holds any part of a key.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum KeyFileError {
    /// Not the file that was asked for.
    #[error("this is no {expected} file of Inbeeld, or it is damaged")]
    Unreadable {
        /// What should be there.
        expected: &'static str,
    },
    /// A value in it is no key.
    #[error("`{field}` in the {file} file is no key")]
    Field {
        /// Which file.
        file: &'static str,
        /// Which field.
        field: &'static str,
    },
    /// A name that cannot be one.
    #[error("a {what} holds letters, digits and '-' only, at most 40: this one does not")]
    Name {
        /// Whose.
        what: &'static str,
    },
    /// The service already stands in the chain.
    #[error("`{name}` has joined this chain already")]
    JoinedTwice {
        /// Its name.
        name: String,
    },
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn unhex<const N: usize>(text: &str) -> Option<Zeroizing<[u8; N]>> {
    let digits = text.as_bytes();
    let mut bytes = Zeroizing::new([0; N]);
    if digits.len() != 2 * N {
        return None;
    }
    let value = |digit: u8| char::from(digit).to_digit(16);
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = u8::try_from(value(pair[0])? * 16 + value(pair[1])?).ok()?;
    }
    Some(bytes)
}

/// Whether a text can be the name of a purpose, a supplier or a service.
pub(super) fn check_name(what: &'static str, text: &str) -> Result<(), KeyFileError> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_name = !text.is_empty() && text.len() <= 40 && text.bytes().all(plain);
    if is_name { Ok(()) } else { Err(KeyFileError::Name { what }) }
}
