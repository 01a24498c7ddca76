//! What country to make.

use crate::faults::Faults;

/// Years the laws of the country allow.
pub const YEARS: (i16, i16) = (2010, 2044);
/// Largest scale: beyond it the made citizen numbers would run out.
pub const SCALE_MAX: f64 = 2.5;

/// What country to make.
#[derive(Clone, PartialEq, Debug)]
pub struct Config {
    /// Size: 1 is the Netherlands, 0.05 a twentieth of its households. More than 0 and at most [`SCALE_MAX`].
    pub scale: f64,
    /// First and last calendar year that is delivered, both included.
    pub years: (i16, i16),
    /// Seed: the same seed makes the same country.
    pub seed: u64,
    /// Mistakes made by the suppliers.
    pub faults: Faults,
}

impl Default for Config {
    /// A twentieth of the country over five years, without faults.
    fn default() -> Config {
        Config { scale: 0.05, years: (2021, 2025), seed: 1, faults: Faults::none() }
    }
}

/// Why a country cannot be made or delivered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SyntheticError {
    /// The scale is not a number above 0 and at most [`SCALE_MAX`].
    #[error("scale {scale} lies outside 0–{SCALE_MAX}")]
    Scale {
        /// The scale asked for.
        scale: f64,
    },
    /// The years cross or lie outside [`YEARS`].
    #[error("years {first}–{last} cross or lie outside {}–{}", YEARS.0, YEARS.1)]
    Years {
        /// First year asked for.
        first: i16,
        /// Last year asked for.
        last: i16,
    },
    /// A word that names no fault.
    #[error("'{word}' is no fault; use none, all or names of faults with a comma between")]
    Fault {
        /// The word.
        word: String,
    },
    /// An output could not be written.
    #[error("cannot write '{name}'")]
    Write {
        /// Name of the output.
        name: String,
        /// What went wrong.
        #[source]
        source: std::io::Error,
    },
}

impl Config {
    /// Checks scale and years.
    ///
    /// # Errors
    /// [`SyntheticError::Scale`] or [`SyntheticError::Years`].
    pub fn check(&self) -> Result<(), SyntheticError> {
        if !(self.scale > 0.0 && self.scale <= SCALE_MAX) {
            return Err(SyntheticError::Scale { scale: self.scale });
        }
        let (first, last) = self.years;
        if first > last || first < YEARS.0 || last > YEARS.1 {
            return Err(SyntheticError::Years { first, last });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_countries_are_refused() {
        let with = |scale, years| Config { scale, years, ..Config::default() }.check();
        assert!(with(0.05, (2021, 2021)).is_ok());
        for scale in [0.0, -1.0, f64::NAN, 3.0] {
            assert!(matches!(with(scale, (2021, 2022)), Err(SyntheticError::Scale { .. })));
        }
        for years in [(2023, 2022), (1999, 2020), (2040, 2045)] {
            assert!(matches!(with(0.1, years), Err(SyntheticError::Years { .. })));
        }
    }
}
