//! The variance of a weighted sum under the design: the one engine behind every statistic of this room.
//!
//! A statistic enters as its influence values, one a row, weight included; their sum over the sample is the statistic's
//! first-order error (Binder 1983; Deville 1999). At every stage the totals of clusters vary around the mean of their
//! stratum; later stages count with the fraction drawn before (Särndal, Swensson & Wretman 1992, result 4.3.1). Method page:
//! `docs/methods/survey-linearisation.md`.

use super::SurveyError;
use super::design::{Design, LonelyPsu, Stage, Stratum};

impl Design {
    /// The influence values as deviations: their sum of squares is the variance, and the sum of products of two
    /// columns' deviations is their covariance. `rows` says which rows the statistic is about: a stratum without any has no
    /// say, so that its one cluster is no hindrance (after calibration every row has).
    pub(crate) fn deviations(&self, mut influence: Vec<f64>, rows: &[bool]) -> Result<Vec<f64>, SurveyError> {
        if let Some(residuals) = &self.residuals {
            residuals.take(&mut influence);
        }
        let has_say = |row: usize| self.residuals.is_some() || rows[row];
        let mut all = Vec::new();
        for (place, stage) in self.stages.iter().enumerate() {
            if stage.strata.iter().all(|stratum| stratum.above == 0.0) {
                break;
            }
            let present = stage.present(has_say);
            all.extend(stage.deviations(&influence, &present, (place + 1, self.lonely))?);
        }
        Ok(all)
    }
}

impl Stage {
    /// The totals of clusters.
    pub(super) fn totals(&self, values: &[f64]) -> Vec<f64> {
        let mut totals = vec![0.0; self.stratum.len()];
        self.cluster.iter().zip(values).for_each(|(cluster, value)| totals[*cluster as usize] += value);
        totals
    }

    /// Which strata have a row that holds.
    fn present(&self, holds: impl Fn(usize) -> bool) -> Vec<bool> {
        let mut present = vec![false; self.strata.len()];
        for (row, cluster) in self.cluster.iter().enumerate() {
            present[self.stratum[*cluster as usize] as usize] |= holds(row);
        }
        present
    }

    fn deviations(&self, influence: &[f64], present: &[bool], (number, lonely): (usize, LonelyPsu)) -> Result<Vec<f64>, SurveyError> {
        let mut totals = self.totals(influence);
        let mut means = vec![0.0; self.strata.len()];
        self.stratum.iter().zip(&totals).for_each(|(stratum, total)| means[*stratum as usize] += total);
        means.iter_mut().zip(&self.strata).for_each(|(mean, stratum)| *mean /= f64::from(stratum.sampled));
        let factors = self.factors(present, number, lonely)?;
        for (total, stratum) in totals.iter_mut().zip(&self.stratum) {
            let place = *stratum as usize;
            let centre = if self.strata[place].sampled == 1 { 0.0 } else { means[place] };
            *total = (*total - centre) * factors[place].sqrt();
        }
        Ok(totals)
    }

    /// What a squared deviation counts for, per stratum.
    fn factors(&self, present: &[bool], number: usize, lonely: LonelyPsu) -> Result<Vec<f64>, SurveyError> {
        let mut factors = Vec::with_capacity(self.strata.len());
        for (stratum, present) in self.strata.iter().zip(present) {
            let sampled = f64::from(stratum.sampled);
            let unseen = stratum.above * (1.0 - stratum.fraction());
            factors.push(match (stratum.sampled, lonely) {
                (1, _) if stratum.is_certain() || !present => 0.0,
                (1, LonelyPsu::Fail) => {
                    return Err(SurveyError::LonelyPsu { stratum: self.label(stratum).to_owned(), stage: number });
                }
                (1, LonelyPsu::Remove | LonelyPsu::Certainty | LonelyPsu::Average) => 0.0,
                (1, LonelyPsu::Adjust) => unseen,
                _ => unseen * sampled / (sampled - 1.0),
            });
        }
        if lonely == LonelyPsu::Average { self.averaged(factors, present, number) } else { Ok(factors) }
    }

    /// Strata with one cluster add what the others of the same cluster before them add on average.
    fn averaged(&self, mut factors: Vec<f64>, present: &[bool], number: usize) -> Result<Vec<f64>, SurveyError> {
        let parents = self.strata.iter().map(|stratum| stratum.parent as usize + 1).max().unwrap_or(0);
        let (mut all, mut seen) = (vec![0.0; parents], vec![0.0; parents]);
        for (stratum, _) in self.strata.iter().zip(present).filter(|(_, present)| **present) {
            let lonely = stratum.sampled == 1 && !stratum.is_certain();
            all[stratum.parent as usize] += 1.0;
            seen[stratum.parent as usize] += f64::from(u8::from(!lonely));
        }
        for ((factor, stratum), _) in factors.iter_mut().zip(&self.strata).zip(present).filter(|(_, present)| **present) {
            let parent = stratum.parent as usize;
            if seen[parent] == 0.0 {
                return Err(SurveyError::LonelyPsu { stratum: self.label(stratum).to_owned(), stage: number });
            }
            *factor *= all[parent] / seen[parent];
        }
        Ok(factors)
    }
}

impl Stratum {
    /// Whether all there are were drawn.
    fn is_certain(&self) -> bool {
        self.population.is_some_and(|population| population <= f64::from(self.sampled))
    }
}
