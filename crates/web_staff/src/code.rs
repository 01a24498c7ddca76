//! The second factor: time-based codes (RFC 6238), the picture that carries their secret to a telephone, recovery codes.

use hmac::{Hmac, KeyInit, Mac};
use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc};
use sha1::Sha1;
use subtle::ConstantTimeEq;

/// Seconds one code lasts.
const STEP_SECONDS: i64 = 30;
/// Clocks may differ by this many steps.
const STEPS_OFF: i64 = 1;
const MODULUS: u32 = 1_000_000;
/// How many recovery codes there are.
pub const RECOVERY_CODES: usize = 8;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The six digits of a time step.
fn digits(secret: &[u8], step: i64) -> Option<u32> {
    let mut mac = <Hmac<Sha1> as KeyInit>::new_from_slice(secret).ok()?;
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let start = usize::from(hash[19] & 15);
    let word: [u8; 4] = hash.get(start..start + 4)?.try_into().ok()?;
    Some((u32::from_be_bytes(word) & 0x7fff_ffff) % MODULUS)
}

/// The code a telephone shows at a moment, six digits.
///
/// ```
/// // RFC 6238, appendix B: the secret "12345678901234567890" at 59 seconds.
/// assert_eq!(web_staff::code::at(b"12345678901234567890", 59), "287082");
/// ```
pub fn at(secret: &[u8], seconds: i64) -> String {
    digits(secret, seconds.div_euclid(STEP_SECONDS)).map(|digits| format!("{digits:06}")).unwrap_or_default()
}

/// The time step of a code that is right now, or one step off; `None` when it is not. Each step may be used once: that is for
/// whoever keeps the last one used.
pub fn step(secret: &[u8], code: &str, seconds: i64) -> Option<i64> {
    let code: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    let now = seconds.div_euclid(STEP_SECONDS);
    let mut found = None;
    for step in now - STEPS_OFF..=now + STEPS_OFF {
        let right = format!("{:06}", digits(secret, step)?);
        if bool::from(right.as_bytes().ct_eq(code.as_bytes())) {
            found = Some(step);
        }
    }
    found
}

/// Bytes in base 32 without padding, as telephones read a secret.
pub fn base32(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(ALPHABET[(held >> bits) as usize & 31]));
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        text.push(char::from(ALPHABET[(held << (5 - bits)) as usize & 31]));
    }
    text
}

/// The address that a telephone reads from the picture.
pub fn address(secret: &[u8], name: &str) -> String {
    format!("otpauth://totp/Inbeeld:{name}?secret={}&issuer=Inbeeld&algorithm=SHA1&digits=6&period=30", base32(secret))
}

/// A text as a QR code, dark on light whatever the colours of the page; nothing where it does not fit.
pub fn picture(text: &str, title: &str) -> Markup {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return html! {} };
    let size = code.size();
    let squares = (0..size).flat_map(|y| (0..size).map(move |x| (x, y)));
    let dark = squares.filter(|(x, y)| code.get_module(*x, *y));
    let path: String = dark.map(|(x, y)| format!("M{} {}h1v1h-1z", x + 4, y + 4)).collect();
    let side = size + 8;
    html! {
        svg role="img" aria-label=(title) viewBox={"0 0 " (side) " " (side)} width="240" height="240" shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    }
}

/// A new recovery code from 80 random bits: four groups of four.
pub fn recovery_code(random: [u8; 10]) -> String {
    let text = base32(&random);
    [&text[..4], &text[4..8], &text[8..12], &text[12..16]].join("-")
}

/// What is kept of a recovery code. Spaces, dashes and small letters make no difference.
///
/// ```
/// use web_staff::code::{recovery_code, recovery_hash};
/// let code = recovery_code([7; 10]);
/// assert_eq!(recovery_hash(&code), recovery_hash(&code.to_lowercase().replace('-', " ")));
/// ```
pub fn recovery_hash(code: &str) -> String {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect();
    blake3::hash(plain.as_bytes()).to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // Appendix B gives eight digits; six are their last six.
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(at(SECRET, seconds), code, "{seconds}");
        }
    }

    #[test]
    fn a_code_holds_one_step_before_and_after_and_no_longer() {
        let code = at(SECRET, 600);
        assert_eq!([570, 600, 630].map(|now| step(SECRET, &code, now)), [Some(20); 3]);
        assert_eq!([539, 661].map(|now| step(SECRET, &code, now)), [None, None]);
        assert_eq!(step(SECRET, &format!(" {} {}", &code[..3], &code[3..]), 600), Some(20), "as telephones show it");
        assert_eq!(step(SECRET, "", 600), None);
    }

    #[test]
    fn base_32_is_that_of_rfc_4648() {
        for (bytes, text) in [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI")] {
            assert_eq!(base32(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn the_picture_is_a_drawing_with_a_name() {
        let drawn = picture(&address(SECRET, "adviser"), "QR").into_string();
        assert!(drawn.starts_with("<svg role=\"img\" aria-label=\"QR\"") && drawn.matches("h1v1h-1z").count() > 200);
        assert!(!drawn.contains("style="));
    }
}
