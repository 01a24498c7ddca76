//! What is done to a table: `suppress`, `round:5`, `suppress+round:5`, `cell-key`.

use std::str::FromStr;

use disclosure::crossing::{Noise, Rule};

/// What is done to a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Method {
    /// Small counts are hidden, and as little more as it takes.
    Suppress,
    /// Every count becomes a multiple of the base, and sums stay right.
    Round(u64),
    /// Hidden as by suppression; shown counts are rounded to the nearest multiple of the base, each by itself.
    SuppressAndRound(u64),
    /// Every count moves a little, by the keys of its records.
    CellKey,
}

/// Largest move by cell key, where no count is too small to come out.
const LARGEST_MOVE: u64 = 5;
/// Variance of a move by cell key.
const VARIANCE: f64 = 2.0;

impl Method {
    /// How counts move by cell key: never to one that the first threshold calls small.
    pub(super) fn noise(rules: &[Rule]) -> Noise {
        let least = rules.iter().find_map(|rule| match rule {
            Rule::Threshold(threshold) => Some(threshold.of(std::iter::empty())),
            Rule::Dominance { .. } | Rule::PPercent { .. } | Rule::Group { .. } | Rule::Contributors { .. } | Rule::Zeros => None,
        });
        let never = least.unwrap_or(1).saturating_sub(1);
        Noise { most: LARGEST_MOVE.max(never + 1), variance: VARIANCE, never }
    }
}

/// The multiple of the base nearest to a count, the upper one of two.
pub(super) fn nearest(count: u64, base: u64) -> u64 {
    (count + base / 2) / base * base
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
            None if text == "cell-key" => Ok(Method::CellKey),
            Some(("round", rest)) => base(rest).map(Method::Round),
            Some(("suppress+round", rest)) => base(rest).map(Method::SuppressAndRound),
            _ => Err("say suppress, round:5, suppress+round:5 or cell-key".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_is_read_with_its_base() {
        assert_eq!("suppress+round:5".parse(), Ok(Method::SuppressAndRound(5)));
        assert_eq!("cell-key".parse(), Ok(Method::CellKey));
        assert_eq!("round:3".parse(), Ok(Method::Round(3)));
        assert!("round:1".parse::<Method>().is_err());
        assert!("hide".parse::<Method>().is_err());
    }
}
