//! Which cells show their number as a day.

use std::collections::BTreeMap;

use super::part::{Part, Tag, attribute};
use super::{Archive, BookFault};

/// How the number of a cell is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Shown {
    /// As a number.
    #[default]
    Number,
    /// As a day, perhaps with a time.
    Day,
    /// As a time without a day.
    Time,
}

/// How each style shows a number.
#[derive(Default)]
pub(super) struct Styles {
    shown: Vec<Shown>,
}

/// Most styles of a workbook that Excel can open, and to spare.
const LIMIT: usize = 100_000;

impl Styles {
    pub(super) fn read(archive: &mut Archive<'_>, part: usize) -> Result<Styles, BookFault> {
        let mut part = Part::open(archive, part)?;
        let mut codes: BTreeMap<u32, Shown> = BTreeMap::new();
        let mut styles = Styles::default();
        let mut is_inside = false;
        loop {
            match part.next()? {
                Tag::Open(element) => match element.local_name().as_ref() {
                    "numFmt" => {
                        let number = attribute(&element, "numFmtId").and_then(|number| number.parse().ok());
                        if let (Some(number), Some(code)) = (number, attribute(&element, "formatCode")) {
                            codes.insert(number, of_code(&code));
                        }
                    }
                    "cellXfs" => is_inside = true,
                    "xf" if is_inside => {
                        let number = attribute(&element, "numFmtId").and_then(|number| number.parse().ok()).unwrap_or(0);
                        styles.shown.push(codes.get(&number).copied().unwrap_or_else(|| built_in(number)));
                    }
                    _ => {}
                },
                Tag::Close(name) if name == "cellXfs" => is_inside = false,
                Tag::End => return Ok(styles),
                Tag::Close(_) | Tag::Text(_) => {}
            }
            if styles.shown.len() > LIMIT || codes.len() > LIMIT {
                return Err(BookFault::TooBig);
            }
        }
    }

    /// How a style shows a number.
    pub(super) fn shown(&self, style: usize) -> Shown {
        self.shown.get(style).copied().unwrap_or_default()
    }
}

/// The formats that need no code (ECMA-376 part 1, 18.8.30).
fn built_in(number: u32) -> Shown {
    match number {
        14..=17 | 22 | 27..=31 | 34..=36 | 50..=54 | 57..=58 => Shown::Day,
        18..=21 | 32..=33 | 45..=47 | 55..=56 => Shown::Time,
        _ => Shown::Number,
    }
}

/// What a format code shows. Texts between quotation marks or brackets, and a letter after a backslash, underscore or
/// star, say nothing.
fn of_code(code: &str) -> Shown {
    let (mut has_day, mut has_month, mut has_time) = (false, false, false);
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter.to_ascii_lowercase() {
            '"' => letters.by_ref().take_while(|letter| *letter != '"').for_each(drop),
            '[' => {
                let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                has_time |= matches!(inside.to_ascii_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss");
            }
            '\\' | '_' | '*' => drop(letters.next()),
            'd' | 'y' | 'j' => has_day = true,
            'm' => has_month = true,
            'h' | 's' | 'u' => has_time = true,
            'g' if code.to_ascii_lowercase().starts_with("general") => return Shown::Number,
            _ => {}
        }
    }
    match (has_day || (has_month && !has_time), has_time) {
        (true, _) => Shown::Day,
        (false, true) => Shown::Time,
        (false, false) => Shown::Number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_code_says_whether_a_number_is_a_day() {
        for code in ["dd-mm-yyyy", "d/m/yy h:mm", "[$-413]d mmmm yyyy;@", "jjjj-mm-dd", "yyyy\\-mm\\-dd", "mmm"] {
            assert_eq!(of_code(code), Shown::Day, "{code}");
        }
        for code in ["h:mm", "[h]:mm:ss", "mm:ss.0", "uu:mm"] {
            assert_eq!(of_code(code), Shown::Time, "{code}");
        }
        for code in ["General", "0.00", "#,##0 \"dagen\"", "[Red]0", "00", "@", "0_d"] {
            assert_eq!(of_code(code), Shown::Number, "{code}");
        }
        assert_eq!([built_in(0), built_in(14), built_in(20)], [Shown::Number, Shown::Day, Shown::Time]);
    }
}
