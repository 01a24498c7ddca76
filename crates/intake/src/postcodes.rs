//! Which municipality a postcode lies in: a table the user supplies.

use domain::Municipality;

/// Municipality by the four digits of a postcode, read from a table `pc4,gm_code`.
///
/// ```
/// use domain::Municipality;
/// let postcodes = intake::Postcodes::parse("pc4,gm_code\n1011,GM0363\n").unwrap();
/// assert_eq!(postcodes.municipality(1011), Some(Municipality(363)));
/// assert_eq!(postcodes.municipality(1012), None);
/// ```
#[derive(Clone, Debug)]
pub struct Postcodes {
    by_digits: Vec<Municipality>,
}

/// A line of the postcode table is not as agreed.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PostcodeError {
    /// The first line is not the header.
    #[error("the first line of a postcode table is pc4,gm_code")]
    Header,
    /// A line is not four digits and a municipality code.
    #[error("line {line} of the postcode table is not four digits and a municipality code, as 1011,GM0363")]
    Line {
        /// Counted from 1, the header included.
        line: usize,
    },
    /// A postcode stands in two municipalities.
    #[error("line {line} of the postcode table gives a postcode another municipality than a line before; keep one")]
    Twice {
        /// Counted from 1, the header included.
        line: usize,
    },
}

impl Postcodes {
    /// Reads the table: a header, then one line a postcode; empty lines are passed over.
    ///
    /// # Errors
    ///
    /// When the header or a line is not as agreed, or a postcode gets two municipalities.
    pub fn parse(text: &str) -> Result<Postcodes, PostcodeError> {
        let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim).enumerate();
        if lines.next().map(|(_, header)| header) != Some("pc4,gm_code") {
            return Err(PostcodeError::Header);
        }
        let mut by_digits = vec![Municipality::UNKNOWN; 10_000];
        for (place, line) in lines.filter(|(_, line)| !line.is_empty()) {
            let (digits, municipality) = entry(line).ok_or(PostcodeError::Line { line: place + 1 })?;
            let known = &mut by_digits[usize::from(digits)];
            if known.is_known() && *known != municipality {
                return Err(PostcodeError::Twice { line: place + 1 });
            }
            *known = municipality;
        }
        Ok(Postcodes { by_digits })
    }

    /// The municipality of a postcode; `None` when the table does not hold it.
    pub fn municipality(&self, digits: u16) -> Option<Municipality> {
        self.by_digits.get(usize::from(digits)).copied().filter(|municipality| municipality.is_known())
    }
}

fn entry(line: &str) -> Option<(u16, Municipality)> {
    let (digits, code) = line.split_once(',')?;
    if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let municipality = code.parse::<domain::RegionCode>().ok()?.municipality().filter(|code| code.is_known())?;
    Some((digits.parse().ok()?, municipality))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_not_as_agreed_is_named() {
        let error = |text: &str| Postcodes::parse(text).expect_err("refused");
        assert_eq!(error(""), PostcodeError::Header);
        assert_eq!(error("pc4;gm_code\n"), PostcodeError::Header);
        assert_eq!(error("pc4,gm_code\n1011,GM0363\n101,GM0363\n"), PostcodeError::Line { line: 3 });
        assert_eq!(error("pc4,gm_code\n1011,VT01\n"), PostcodeError::Line { line: 2 });
        assert_eq!(error("pc4,gm_code\n1011,GM0363\n\n1011,GM0014\n"), PostcodeError::Twice { line: 4 });
    }

    #[test]
    fn line_ends_and_a_byte_order_mark_do_no_harm() {
        let postcodes = Postcodes::parse("\u{feff}pc4,gm_code\r\n9999,GM0014\r\n").expect("a table");
        assert_eq!(postcodes.municipality(9999), Some(Municipality(14)));
        assert_eq!(postcodes.municipality(u16::MAX), None);
    }
}
