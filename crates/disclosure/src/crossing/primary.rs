//! Which cells may not be told by themselves.

use super::{Counts, CrossingError};

/// Thresholds: the smallest count that may be shown, for all cells and for codes that begin in some way.
///
/// ```
/// let rule: disclosure::crossing::Threshold = "threshold:5,GM=10".parse()?;
/// assert_eq!(rule.to_string(), "threshold:5,GM=10");
/// # Ok::<(), disclosure::crossing::CrossingError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Threshold {
    all: u64,
    levels: Vec<(String, u64)>,
}

impl Threshold {
    /// The smallest count that may be shown in a cell: the largest of those that its codes ask for.
    pub fn of<'a>(&self, codes: impl Iterator<Item = &'a str>) -> u64 {
        let own = codes.flat_map(|code| self.levels.iter().filter(move |(start, _)| code.starts_with(start.as_str())));
        own.map(|(_, least)| *least).max().unwrap_or(self.all)
    }

    /// Whether each cell is hidden by itself: its count is at least 1 and below its threshold.
    pub fn hides(&self, counts: &Counts) -> Vec<bool> {
        let crossing = counts.crossing();
        let least = |cell: usize| if self.levels.is_empty() { self.all } else { self.of(crossing.texts(cell)) };
        counts.values().iter().enumerate().map(|(cell, count)| *count > 0 && *count < least(cell)).collect()
    }
}

impl std::fmt::Display for Threshold {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "threshold:{}", self.all)?;
        self.levels.iter().try_for_each(|(start, least)| write!(f, ",{start}={least}"))
    }
}

impl std::str::FromStr for Threshold {
    type Err = CrossingError;

    fn from_str(text: &str) -> Result<Threshold, CrossingError> {
        let fault = |fault| CrossingError::Rule { text: text.to_owned(), fault };
        let rest = text.strip_prefix("threshold:").ok_or(fault("it does not begin with 'threshold:'"))?;
        let number = |part: &str| part.parse().map_err(|_| fault("a threshold is a whole number, as in threshold:5,GM=10"));
        let (first, levels) = rest.split_once(',').map_or((rest, None), |(first, levels)| (first, Some(levels)));
        let level = |part: &str| {
            let (start, least) = part.split_once('=').ok_or(fault("a level is written as GM=10"))?;
            Ok((start.to_owned(), number(least)?))
        };
        let levels = levels.into_iter().flat_map(|levels| levels.split(',')).map(level).collect::<Result<_, _>>()?;
        Ok(Threshold { all: number(first)?, levels })
    }
}
