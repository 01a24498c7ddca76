//! What is done to a table: `suppress`, `round:5`, `suppress+round:5`.

use std::str::FromStr;

/// What is done to a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Method {
    /// Small counts are hidden, and as little more as it takes.
    Suppress,
    /// Every count becomes a multiple of the base, and sums stay right.
    Round(u64),
    /// Hidden as by suppression; shown counts are rounded to the nearest multiple of the base, each by itself.
    SuppressAndRound(u64),
}

impl FromStr for Method {
    type Err = String;

    fn from_str(text: &str) -> Result<Method, String> {
        let base = |rest: &str| match rest.parse() {
            Ok(base) if (2..=1000).contains(&base) => Ok(base),
            _ => Err(format!("the base of '{text}' is not a whole number from 2 to 1000")),
        };
        match text.split_once(':') {
            None if text == "suppress" => Ok(Method::Suppress),
            Some(("round", rest)) => base(rest).map(Method::Round),
            Some(("suppress+round", rest)) => base(rest).map(Method::SuppressAndRound),
            _ => Err("say suppress, round:5 or suppress+round:5".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_is_read_with_its_base() {
        assert_eq!("suppress+round:5".parse(), Ok(Method::SuppressAndRound(5)));
        assert_eq!("round:3".parse(), Ok(Method::Round(3)));
        assert!("round:1".parse::<Method>().is_err());
        assert!("hide".parse::<Method>().is_err());
    }
}
