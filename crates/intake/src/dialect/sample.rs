//! What the first rows of a file say about its dates and numbers.

use super::{DateForms, Form};

/// What the values of one column look like.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Sample {
    /// A column of days.
    Days(DateForms),
    /// A column of numbers.
    Numbers(Decimals),
    /// Another column, about which nothing is decided.
    Other,
}

impl Sample {
    pub(crate) fn new(form: Form) -> Sample {
        match form {
            Form::Day(_) => Sample::Days(DateForms::default()),
            Form::Decimal => Sample::Numbers(Decimals::default()),
            Form::Text | Form::Number | Form::Month | Form::Home | Form::Whole | Form::TwoDigits | Form::Word => Sample::Other,
        }
    }

    /// Looks at one value.
    pub(crate) fn look(&mut self, text: &str, form: Form) {
        match (self, form) {
            (Sample::Days(forms), Form::Day(agreed)) => forms.look(text, agreed),
            (Sample::Numbers(decimals), _) => decimals.look(text),
            (Sample::Days(_) | Sample::Other, _) => {}
        }
    }
}

/// Which mark stands before decimals.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Decimals {
    dot: bool,
    /// How many commas; one alone may be a slip.
    commas: u64,
    /// A comma that cannot stand between thousands.
    clear_comma: bool,
}

/// What a column says about its decimal mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mark {
    /// A dot, or no decimals at all.
    Dot,
    /// A comma.
    Comma,
    /// Both, or commas that may as well stand between thousands.
    Unsure,
}

impl Decimals {
    fn look(&mut self, text: &str) {
        let Some((whole, decimals)) = text.split_once(['.', ',']) else { return };
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(whole.trim_start_matches('-')) || !is_number(decimals) {
            return;
        }
        let is_comma = text.contains(',');
        self.dot |= !is_comma;
        self.commas += u64::from(is_comma);
        self.clear_comma |= is_comma && (decimals.len() != 3 || whole == "0");
    }

    /// What the values say.
    pub(crate) fn mark(self) -> Mark {
        match (self.dot, self.commas, self.clear_comma) {
            (_, 0..=1, _) => Mark::Dot,
            (false, _, true) => Mark::Comma,
            (true, ..) | (false, _, false) => Mark::Unsure,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_is_a_decimal_mark_only_where_it_can_be_nothing_else() {
        let mark = |values: &[&str]| {
            let mut decimals = Decimals::default();
            values.iter().for_each(|value| decimals.look(value));
            decimals.mark()
        };
        assert_eq!(mark(&["", "1", "2.5"]), Mark::Dot);
        assert_eq!(mark(&["1,5", "1,250", "3"]), Mark::Comma);
        assert_eq!(mark(&["0,125", "0,250"]), Mark::Comma);
        assert_eq!(mark(&["1,250", "2,500"]), Mark::Unsure);
        assert_eq!(mark(&["1,5", "2,5", "2.5"]), Mark::Unsure);
        assert_eq!(mark(&["1,5", "2.5"]), Mark::Dot);
        assert_eq!(mark(&["een,twee", "drie,vier"]), Mark::Dot);
    }
}
