//! Before a study: how wide will its interval be, and which change will it see?
//!
//! The design effect of m pupils in a school with intraclass correlation ρ is 1 + (m − 1) ρ (Kish 1965). The limits are those
//! a logit interval would have; power is that of two independent studies of the same design (Fleiss, Levin & Paik 2003,
//! without continuity correction). Method page: `docs/methods/school-study.md`.

use statrs::distribution::{ContinuousCDF, Normal};

use super::SurveyError;
use super::interval::{Ground, IntervalKind, limits};
use crate::normal;

/// A study that is thought of.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Plan {
    /// Schools that take part.
    pub schools: u32,
    /// Pupils asked in each.
    pub pupils: u32,
    /// Share of pupils that answers, 0–1.
    pub response: f64,
    /// Prevalence expected, strictly between 0 and 1.
    pub prevalence: f64,
    /// How much alike pupils of a school are, 0–1.
    pub intraclass: f64,
    /// Confidence level, strictly between 0 and 1; one minus it is the chance of a false alarm.
    pub level: f64,
}

/// What a plan gives.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Prospect {
    /// Pupils that answer.
    pub answers: f64,
    /// Variance over that of a simple sample of as many.
    pub design_effect: f64,
    /// Answers of a simple sample that would tell as much.
    pub effective: f64,
    /// Standard error expected.
    pub std_error: f64,
    /// Lower limit expected.
    pub lower: f64,
    /// Upper limit expected.
    pub upper: f64,
    /// Smallest rise between two such studies that is seen with a chance of 80 %; `None` where even the rise to all is not.
    pub smallest_rise: Option<f64>,
}

/// Chance of seeing a change that is there, as is usual.
const POWER: f64 = 0.8;

impl Plan {
    /// What it gives.
    ///
    /// # Errors
    ///
    /// When a share is none, or fewer than two schools or no answers are left.
    ///
    /// ```
    /// use estimates::survey::Plan;
    /// let plan = Plan { schools: 400, pupils: 25, response: 1.0, prevalence: 0.05, intraclass: 0.02, level: 0.95 };
    /// let prospect = plan.prospect().unwrap();
    /// assert_eq!((prospect.answers, prospect.design_effect), (10_000.0, 1.48));
    /// ```
    pub fn prospect(&self) -> Result<Prospect, SurveyError> {
        let refuse = |what: &'static str| Err(SurveyError::Question { what });
        if !(self.prevalence > 0.0 && self.prevalence < 1.0) {
            return refuse("the expected prevalence lies between 0 and 1, for example 0.05");
        }
        if !((0.0..=1.0).contains(&self.intraclass) && self.response > 0.0 && self.response <= 1.0) {
            return refuse("intraclass correlation and response are shares between 0 and 1");
        }
        if !(self.level > 0.0 && self.level < 1.0) {
            return Err(SurveyError::Level { level: self.level });
        }
        let per_school = f64::from(self.pupils) * self.response;
        if self.schools < 2 || per_school <= 0.0 {
            return refuse("a study needs two schools or more, and pupils that answer");
        }
        let answers = f64::from(self.schools) * per_school;
        let design_effect = 1.0 + (per_school - 1.0).max(0.0) * self.intraclass;
        let effective = answers / design_effect;
        let std_error = (self.prevalence * (1.0 - self.prevalence) / effective).sqrt();
        let rows = answers as u64;
        let degrees = f64::from(self.schools) - 1.0;
        let ground = Ground { estimate: self.prevalence, std_error, rows, drawn: rows, degrees, level: self.level };
        let Some((lower, upper)) = limits(IntervalKind::Logit, ground) else { return refuse("this plan gives no interval") };
        Ok(Prospect { answers, design_effect, effective, std_error, lower, upper, smallest_rise: self.smallest_rise(effective) })
    }

    /// The chance that two such studies, with this prevalence in the first and another in the second, differ significantly.
    ///
    /// # Errors
    ///
    /// As [`Plan::prospect`]; also when the other prevalence is none.
    pub fn power(&self, other: f64) -> Result<f64, SurveyError> {
        let effective = self.prospect()?.effective;
        if !(0.0..=1.0).contains(&other) {
            return Err(SurveyError::Question { what: "the prevalence to be seen lies between 0 and 1" });
        }
        Ok(self.power_with(effective, other))
    }

    fn power_with(&self, effective: f64, other: f64) -> f64 {
        let middle = f64::midpoint(self.prevalence, other);
        let equal = (2.0 * middle * (1.0 - middle) / effective).sqrt();
        let apart = ((self.prevalence * (1.0 - self.prevalence) + other * (1.0 - other)) / effective).sqrt();
        let needed = normal::two_sided(self.level).unwrap_or(f64::INFINITY) * equal;
        let difference = (other - self.prevalence).abs();
        let normal = Normal::standard();
        normal.cdf((difference - needed) / apart) + normal.cdf((-difference - needed) / apart)
    }

    fn smallest_rise(&self, effective: f64) -> Option<f64> {
        let (mut below, mut above) = (self.prevalence, 1.0);
        if self.power_with(effective, above - 1e-9) < POWER {
            return None;
        }
        for _ in 0..100 {
            let middle = f64::midpoint(below, above);
            if self.power_with(effective, middle) < POWER {
                below = middle;
            } else {
                above = middle;
            }
        }
        Some(above - self.prevalence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(schools: u32, pupils: u32, prevalence: f64, intraclass: f64) -> Plan {
        Plan { schools, pupils, response: 1.0, prevalence, intraclass, level: 0.95 }
    }

    /// By hand: deff 1 + 24 × 0.02 = 1.48; 10,000 / 1.48 = 6,757; √(0.05 × 0.95 / 6,757) = 0.002651.
    #[test]
    fn ten_thousand_pupils_in_four_hundred_schools() {
        let prospect = plan(400, 25, 0.05, 0.02).prospect().expect("a prospect");
        assert!((prospect.effective - 6756.7568).abs() < 1e-3 && (prospect.std_error - 0.0026515).abs() < 1e-6);
        assert!((prospect.lower - 0.0450).abs() < 2e-4 && (prospect.upper - 0.0555).abs() < 2e-4, "{prospect:?}");
    }

    /// Fleiss, Levin & Paik (2003), chapter 4: 0.25 against 0.40 at 95 % and 80 % power needs 152 in each group
    /// without continuity correction.
    #[test]
    fn power_is_that_of_fleiss() {
        let power = |n: u32| plan(n, 1, 0.25, 0.0).power(0.40).expect("a power");
        assert!(power(152) > 0.80 && power(150) < 0.80, "{} {}", power(152), power(150));
        let rise = plan(152, 1, 0.25, 0.0).prospect().expect("a prospect").smallest_rise.expect("a rise");
        assert!((rise - 0.15).abs() < 1e-3, "{rise}");
    }

    #[test]
    fn without_difference_power_is_the_chance_of_a_false_alarm() {
        assert!((plan(100, 10, 0.1, 0.05).power(0.1).expect("a power") - 0.05).abs() < 1e-9);
    }

    #[test]
    fn plans_that_are_none_are_refused() {
        for wrong in [plan(1, 25, 0.05, 0.02), plan(10, 0, 0.05, 0.02), plan(10, 5, 0.0, 0.02), plan(10, 5, 0.1, f64::NAN)] {
            assert!(wrong.prospect().is_err());
        }
        assert_eq!(plan(2, 1, 0.999, 0.0).prospect().expect("a prospect").smallest_rise, None);
    }
}
