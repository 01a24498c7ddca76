//! What was measured on each row of a sample: a number, or one of some levels; missing is a value of both.

use std::collections::BTreeMap;

/// A variable: one value per row.
#[derive(Clone, PartialEq, Debug)]
pub enum Variable {
    /// Numbers; `None` is missing.
    Number(Vec<Option<f64>>),
    /// Levels.
    Factor(Factor),
}

impl Variable {
    /// Number of rows.
    pub fn len(&self) -> usize {
        match self {
            Variable::Number(values) => values.len(),
            Variable::Factor(factor) => factor.codes.len(),
        }
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether a row has a value.
    pub fn is_known(&self, row: usize) -> bool {
        match self {
            Variable::Number(values) => values[row].is_some(),
            Variable::Factor(factor) => factor.codes[row].is_some(),
        }
    }

    /// The variable as columns of numbers: itself, or one indicator per level with its name. Missing is 0 in all of them.
    pub(crate) fn columns(&self) -> Vec<(Option<String>, Vec<f64>)> {
        match self {
            Variable::Number(values) => vec![(None, values.iter().map(|value| value.unwrap_or(0.0)).collect())],
            Variable::Factor(factor) => {
                let levels = factor.levels.iter().enumerate();
                levels.map(|(code, level)| (Some(level.clone()), factor.indicator(code as u32))).collect()
            }
        }
    }

    /// Whether every known value is 0 or 1: then its mean is a proportion.
    pub fn is_share(&self) -> bool {
        match self {
            Variable::Number(values) => values.iter().flatten().all(|value| *value == 0.0 || *value == 1.0),
            Variable::Factor(_) => true,
        }
    }
}

/// Levels and which of them each row has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Factor {
    /// Names of the levels, in order.
    pub levels: Vec<String>,
    /// Per row the place of its level; `None` is missing.
    pub codes: Vec<Option<u32>>,
}

impl Factor {
    /// From one text per row; an empty text is missing. Levels stand in the order of their numbers where all are numbers,
    /// else in the order of their letters.
    ///
    /// ```
    /// let sector = estimates::survey::Factor::of_texts(&["police", "", "care", "police"]);
    /// assert_eq!(sector.levels, ["care", "police"]);
    /// assert_eq!(sector.codes, [Some(1), None, Some(0), Some(1)]);
    /// assert_eq!(estimates::survey::Factor::of_texts(&["10", "9"]).levels, ["9", "10"]);
    /// ```
    pub fn of_texts<T: AsRef<str>>(texts: &[T]) -> Factor {
        let distinct: BTreeMap<&str, ()> = texts.iter().map(|text| (text.as_ref(), ())).filter(|(text, ())| !text.is_empty()).collect();
        let mut levels: Vec<&str> = distinct.into_keys().collect();
        let numbers: Option<Vec<f64>> = levels.iter().map(|level| level.parse().ok().filter(|number: &f64| number.is_finite())).collect();
        if numbers.is_some() {
            let number = |level: &&str| level.parse().unwrap_or(0.0f64);
            levels.sort_by(|left, right| number(left).total_cmp(&number(right)));
        }
        let places: BTreeMap<&str, u32> = levels.iter().zip(0u32..).map(|(level, place)| (*level, place)).collect();
        let codes = texts.iter().map(|text| places.get(text.as_ref()).copied()).collect();
        Factor { levels: levels.into_iter().map(str::to_owned).collect(), codes }
    }

    /// Both factors at once: every pair of levels that occurs, named `left.right`; missing where one of them is.
    pub fn crossed(&self, other: &Factor) -> Factor {
        let pairs: Vec<Option<(u32, u32)>> = self.codes.iter().zip(&other.codes).map(|(left, right)| left.zip(*right)).collect();
        // The second varies slowest, as in every table of two factors.
        let present: BTreeMap<(u32, u32), ()> = pairs.iter().flatten().map(|(left, right)| ((*right, *left), ())).collect();
        let places: BTreeMap<(u32, u32), u32> = present.into_keys().zip(0u32..).collect();
        let name = |(right, left): &(u32, u32)| format!("{}.{}", self.levels[*left as usize], other.levels[*right as usize]);
        let codes = pairs.iter().map(|pair| pair.and_then(|(left, right)| places.get(&(right, left)).copied())).collect();
        Factor { levels: places.keys().map(name).collect(), codes }
    }

    /// 1 where a row has this level, else 0.
    pub(crate) fn indicator(&self, level: u32) -> Vec<f64> {
        self.codes.iter().map(|code| f64::from(u8::from(*code == Some(level)))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_factors_cross_in_the_order_of_a_table() {
        let sex = Factor::of_texts(&["V", "M", "V", ""]);
        let form = Factor::of_texts(&["short", "short", "long", "long"]);
        let both = sex.crossed(&form);
        assert_eq!(both.levels, ["V.long", "M.short", "V.short"]);
        assert_eq!(both.codes, [Some(2), Some(1), Some(0), None]);
    }

    #[test]
    fn a_factor_has_a_column_per_level_and_missing_is_in_none() {
        let columns = Variable::Factor(Factor::of_texts(&["a", "", "b"])).columns();
        assert_eq!(columns, [(Some("a".to_owned()), vec![1.0, 0.0, 0.0]), (Some("b".to_owned()), vec![0.0, 0.0, 1.0])]);
    }
}
