//! Known totals from `MARGINS.csv` (`variable,level,total`) to columns of the sample.

use std::path::Path;
use std::str::FromStr;

use anyhow::Result;
use estimates::survey::{Bounds, Calibration, Distance, Margin};

use super::survey::{is_missing, numbers_or_missing};
use crate::commands::table::Table;
use crate::failure::wrong_use;

/// The name that stands for every row.
const EVERYONE: &str = "(Intercept)";

/// Two numbers on the command line: `0.5,2`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct BoundsText {
    /// The smaller one.
    pub lower: f64,
    /// The larger one.
    pub upper: f64,
}

impl FromStr for BoundsText {
    type Err = String;

    fn from_str(text: &str) -> Result<BoundsText, String> {
        let numbers: Option<Vec<f64>> = text.split(',').map(|part| part.trim().parse().ok()).collect();
        match numbers.as_deref() {
            Some([lower, upper]) if lower < upper => Ok(BoundsText { lower: *lower, upper: *upper }),
            _ => Err("two numbers are needed, the smaller first: 0.5,2".to_owned()),
        }
    }
}

/// Reads the totals and finds their columns in the sample.
///
/// # Errors
/// When the file cannot be read, names a variable or level the sample does not have, or a row of the sample has no value.
pub fn calibration(path: &Path, sample: &Table, distance: Distance, bounds: Option<BoundsText>) -> Result<Calibration> {
    let table = Table::read(path)?;
    let (variable, level, total) = (table.column("variable")?, table.column("level")?, table.column("total")?);
    let margin = |row: usize| margin(sample, table.text(row, variable), table.text(row, level), table.number(row, total)?);
    let margins: Vec<Margin> = (0..table.len()).map(margin).collect::<Result<_>>()?;
    if margins.is_empty() {
        return Err(wrong_use(format!("{} holds no totals", path.display())));
    }
    let bounds = bounds.map(|BoundsText { lower, upper }| Bounds { lower, upper });
    Ok(Calibration { margins, distance, bounds })
}

fn margin(sample: &Table, variable: &str, level: &str, total: f64) -> Result<Margin> {
    if variable == EVERYONE {
        return Ok(Margin { name: EVERYONE.to_owned(), values: vec![1.0; sample.len()], total });
    }
    if level.is_empty() {
        let values = numbers_or_missing(sample, variable)?.into_iter().map(|value| value.unwrap_or(f64::NAN)).collect();
        return Ok(Margin { name: variable.to_owned(), values, total });
    }
    let column = sample.column(variable)?;
    let belongs = |row| match sample.text(row, column) {
        text if is_missing(text) => f64::NAN,
        text => f64::from(u8::from(text == level)),
    };
    Ok(Margin { name: format!("{variable}={level}"), values: (0..sample.len()).map(belongs).collect(), total })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_two_numbers_in_order() {
        assert_eq!("0.5,2".parse(), Ok(BoundsText { lower: 0.5, upper: 2.0 }));
        for wrong in ["", "1", "2,1", "a,b", "1,2,3", "nan,2"] {
            assert!(wrong.parse::<BoundsText>().is_err(), "{wrong}");
        }
    }
}
