//! Passwords: argon2id, and what is good enough. One hash at a time, so that a crowd at the door does not fill the memory.

use std::sync::Mutex;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

/// Shortest password.
pub const LENGTH_MIN: usize = 12;
/// Longest password, in bytes.
pub const LENGTH_MAX: usize = 256;
/// 19 MiB, two passes, one lane: what OWASP's cheat sheet for storing passwords gives as the least for argon2id.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// What is verified when there is no such account, so that the answer takes as long.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LW5vYm9keS1ub2JvZHk$3ZtFtV5GXY6cjZRjkfdWcsRgJO5cyFjmTw4bq1vxq4k";

static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Why a password was not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PasswordError {
    /// Too short.
    #[error("a password has at least {LENGTH_MIN} characters; a sentence is fine")]
    Short,
    /// Too long.
    #[error("a password has at most {LENGTH_MAX} bytes")]
    Long,
    /// It holds the name of the account, or is one character over and over.
    #[error("choose a password that does not hold the name and is not one character over and over")]
    Simple,
    /// The machine gave no randomness, or the hash could not be made.
    #[error("the password could not be hashed")]
    Hash,
}

/// The hash of a new password, as a PHC string with its salt.
///
/// # Errors
/// When it is not good enough, or cannot be hashed.
///
/// ```
/// let hash = web_staff::password::hash("een lange zin is prima", "adviser").unwrap();
/// assert!(web_staff::password::matches("een lange zin is prima", Some(&hash)));
/// assert!(!web_staff::password::matches("een andere zin is prima", Some(&hash)));
/// ```
pub fn hash(password: &str, name: &str) -> Result<String, PasswordError> {
    if password.chars().count() < LENGTH_MIN {
        return Err(PasswordError::Short);
    }
    if password.len() > LENGTH_MAX {
        return Err(PasswordError::Long);
    }
    let first = password.chars().next();
    if password.to_lowercase().contains(name) || password.chars().all(|letter| Some(letter) == first) {
        return Err(PasswordError::Simple);
    }
    let hasher = hasher().ok_or(PasswordError::Hash)?;
    let _turn = ONE_AT_A_TIME.lock();
    let hash: PasswordHash = hasher.hash_password(password.as_bytes()).map_err(|_| PasswordError::Hash)?;
    Ok(hash.to_string())
}

/// Whether a password is the one of a hash. Without a hash it takes as long and never is.
pub fn matches(password: &str, hash: Option<&str>) -> bool {
    if password.len() > LENGTH_MAX {
        return false;
    }
    let (Ok(parsed), Some(hasher)) = (PasswordHash::new(hash.unwrap_or(NOBODY)), hasher()) else { return false };
    let _turn = ONE_AT_A_TIME.lock();
    hasher.verify_password(password.as_bytes(), &parsed).is_ok() && hash.is_some()
}

fn hasher() -> Option<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_short_long_or_simple_is_not_taken() {
        assert_eq!(hash("korte zin", "adviser"), Err(PasswordError::Short));
        assert_eq!(hash(&"a".repeat(300), "adviser"), Err(PasswordError::Long));
        assert_eq!(hash("aaaaaaaaaaaaaaaa", "adviser"), Err(PasswordError::Simple));
        assert_eq!(hash("ik ben Adviser 2026", "adviser"), Err(PasswordError::Simple));
    }

    #[test]
    fn two_hashes_of_one_password_differ_and_say_how_they_were_made() {
        let hashes = [1, 2].map(|_| hash("een lange zin is prima", "adviser").expect("a hash"));
        assert_ne!(hashes[0], hashes[1]);
        assert!(hashes[0].starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hashes[0]);
    }

    #[test]
    fn without_an_account_no_password_is_right_and_the_same_work_is_done() {
        assert!(PasswordHash::new(NOBODY).is_ok_and(|parsed| parsed.salt.is_some() && parsed.hash.is_some()));
        assert!(!matches("een lange zin is prima", None));
        assert!(!matches("een lange zin is prima", Some("no hash")));
    }
}
