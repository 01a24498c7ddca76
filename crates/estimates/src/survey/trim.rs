//! Weights cut off at limits; what is cut off goes to the rows between them (Potter 1990).

use super::{Design, SurveyError};

/// What happens when rows that took up the rest pass a limit themselves.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Trimming {
    /// They stay where they are: a few may end a little outside.
    #[default]
    Once,
    /// They are cut off in turn, until all weights lie within the limits.
    Strict,
}

/// Passes of the strict way; what is left over shrinks with every pass.
const PASSES: usize = 10_000;
/// A weight this little over a limit is at it.
const ROUNDING: f64 = 1e-14;

impl Design {
    /// The same sample with weights between two limits and the same sum.
    ///
    /// # Errors
    ///
    /// When the limits are none, no row lies between them, or (strictly) their sum cannot be kept within them.
    pub fn trimmed(mut self, lower: f64, upper: f64, trimming: Trimming) -> Result<Design, SurveyError> {
        if !(lower < upper && upper > 0.0) {
            return Err(SurveyError::Trim { lower, upper });
        }
        let count = self.len() as f64;
        let all: f64 = self.weights.iter().sum();
        if trimming == Trimming::Strict && !(count * lower < all && all < count * upper) {
            return Err(SurveyError::Trim { lower, upper });
        }
        for _ in 0..PASSES {
            let outside = |weight: f64| weight > upper * (1.0 + ROUNDING) || weight < lower * (1.0 - ROUNDING);
            if !self.weights.iter().any(|weight| outside(*weight)) {
                break;
            }
            let kept = self.weights.iter().filter(|weight| !outside(**weight)).count();
            if kept == 0 {
                return Err(SurveyError::Trim { lower, upper });
            }
            let cut: f64 = self.weights.iter().map(|weight| weight - weight.clamp(lower, upper)).sum();
            let share = cut / kept as f64;
            for weight in &mut self.weights {
                *weight = if outside(*weight) { weight.clamp(lower, upper) } else { *weight + share };
            }
            if trimming == Trimming::Once {
                break;
            }
        }
        Ok(self)
    }
}
