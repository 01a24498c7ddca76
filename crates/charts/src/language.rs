//! The words in drawings, and how numbers are written.

/// Language of a drawing and of the numbers in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Language {
    /// Decimal comma, thousands by a point: `12.340,5`.
    Dutch,
    /// Decimal point, thousands by a comma: `12,340.5`.
    English,
}

impl Language {
    /// A number with this many decimals, rounded half away from zero, thousands separated from 1,000 on.
    ///
    /// ```
    /// use charts::Language;
    /// assert_eq!(Language::Dutch.number(12340.45, 1), "12.340,5");
    /// assert_eq!(Language::English.number(-1234.0, 0), "-1,234");
    /// assert_eq!(Language::Dutch.number(-0.01, 1), "0,0");
    /// ```
    pub fn number(self, value: f64, decimals: usize) -> String {
        let scale = 10f64.powi(i32::try_from(decimals).unwrap_or(0));
        let rounded = (value * scale).round() / scale;
        let plain = format!("{:.decimals$}", rounded.abs());
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let (thousands, point) = self.separators();
        let sign = if rounded < 0.0 { "-" } else { "" };
        let tail = if fraction.is_empty() { String::new() } else { format!("{point}{fraction}") };
        format!("{sign}{}{tail}", grouped(whole, thousands))
    }

    /// A number of per cents: the Dutch sign keeps its distance without breaking the line.
    pub(crate) fn percent(self, number: &str) -> String {
        match self {
            Language::Dutch => format!("{number}\u{a0}%"),
            Language::English => format!("{number}%"),
        }
    }

    fn separators(self) -> (char, char) {
        match self {
            Language::Dutch => ('.', ','),
            Language::English => (',', '.'),
        }
    }

    /// The Dutch or the English words.
    pub(crate) fn say(self, dutch: &'static str, english: &'static str) -> &'static str {
        match self {
            Language::Dutch => dutch,
            Language::English => english,
        }
    }

    pub(crate) fn hidden(self) -> &'static str {
        self.say("afgeschermd", "shielded")
    }

    pub(crate) fn unknown(self) -> &'static str {
        self.say("onbekend", "unknown")
    }

    pub(crate) fn impossible(self) -> &'static str {
        self.say("kan niet voorkomen", "cannot occur")
    }
}

fn grouped(digits: &str, separator: char) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped_from_the_right() {
        let written: Vec<_> = [0.0, 999.0, 1000.0, 12_345.0, 1_234_567.0].map(|value| Language::Dutch.number(value, 0)).into();
        assert_eq!(written, ["0", "999", "1.000", "12.345", "1.234.567"]);
    }

    #[test]
    fn rounding_can_carry_into_the_thousands() {
        assert_eq!(Language::English.number(999.96, 1), "1,000.0");
        assert_eq!(Language::Dutch.number(2.5, 0), "3");
    }
}
