//! Where standard errors come from: from influence values under the design, or from replicates.

use super::smooth::Smooth;
use super::{Design, Replicates, SurveyError};

/// A sample, and how its uncertainty is found.
#[derive(Clone, PartialEq, Debug)]
pub enum Sample {
    /// By linearisation.
    Linearised(Design),
    /// By replicates.
    Replicated(Replicates),
}

impl Sample {
    /// The design.
    pub fn design(&self) -> &Design {
        match self {
            Sample::Linearised(design) => design,
            Sample::Replicated(replicates) => replicates.design(),
        }
    }

    /// Degrees of freedom of its variances.
    pub fn degrees_of_freedom(&self) -> f64 {
        self.degrees_within(|_| true)
    }

    /// Degrees of freedom within a domain.
    pub(crate) fn degrees_within(&self, holds: impl Fn(usize) -> bool) -> f64 {
        match self {
            Sample::Linearised(design) => design.degrees_within(holds),
            Sample::Replicated(replicates) => replicates.design().degrees_within(holds).min(replicates.len() as f64 - 1.0),
        }
    }

    /// For every result of every statistic the deviations whose products are its (co)variances; `None` where a statistic has no
    /// value.
    pub(crate) fn deviations(&self, statistics: &[Smooth]) -> Result<Vec<Vec<Option<Vec<f64>>>>, SurveyError> {
        match self {
            Sample::Linearised(design) => statistics.iter().map(|statistic| linearised(design, statistic)).collect(),
            Sample::Replicated(replicates) => replicated(replicates, statistics),
        }
    }

    /// Standard errors of every result of every statistic.
    pub(crate) fn std_errors(&self, statistics: &[Smooth]) -> Result<Vec<Vec<Option<f64>>>, SurveyError> {
        let error = |deviations: Option<Vec<f64>>| deviations.map(|all| all.iter().map(|one| one * one).sum::<f64>().sqrt());
        Ok(self.deviations(statistics)?.into_iter().map(|results| results.into_iter().map(error).collect()).collect())
    }
}

/// Whether a statistic has a value: its divisor is not 0.
fn has_value(design: &Design, statistic: &Smooth) -> bool {
    let value = |column: &Vec<f64>| column.iter().zip(design.weights()).map(|(value, weight)| value * weight).sum::<f64>();
    statistic.below.as_ref().is_none_or(|below| value(below) != 0.0)
}

fn linearised(design: &Design, statistic: &Smooth) -> Result<Vec<Option<Vec<f64>>>, SurveyError> {
    if !has_value(design, statistic) {
        return Ok(vec![None; statistic.above.len()]);
    }
    (0..statistic.above.len()).map(|place| design.deviations(statistic.influence(place, design), &statistic.rows).map(Some)).collect()
}

fn replicated(replicates: &Replicates, statistics: &[Smooth]) -> Result<Vec<Vec<Option<Vec<f64>>>>, SurveyError> {
    let values = replicates.evaluate(statistics);
    let one = |(number, statistic): (usize, &Smooth)| -> Result<Vec<Option<Vec<f64>>>, SurveyError> {
        if !has_value(replicates.design(), statistic) {
            return Ok(vec![None; statistic.above.len()]);
        }
        let result = |place: usize| {
            let over: Vec<f64> = values.iter().map(|replicate| replicate[number][place]).collect();
            replicates.deviations(&over).map(Some)
        };
        (0..statistic.above.len()).map(result).collect()
    };
    statistics.iter().enumerate().map(one).collect()
}
