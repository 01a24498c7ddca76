//! Weights that meet known totals of the population, as near as possible to those of the design.
//!
//! Deville & Särndal (1992), JASA 87: weights w = d F(x′λ) with λ such that Σ w x equals the totals; F = 1 + u is linear
//! (the generalised regression estimator), exp(u) raking, and the logit keeps weights between bounds. The variance is that of
//! the g-weighted residuals of the regression on the margins (Särndal, Swensson & Wretman 1992, result 6.6.1). Method page:
//! `docs/methods/calibration.md`.

use faer::{Mat, Side};

use super::{Design, Factor, SurveyError};

/// What a calibration does to a weight.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Distance {
    /// Adds; with bounds, cut off at them.
    #[default]
    Linear,
    /// Multiplies.
    Raking,
    /// Multiplies, and slows down towards the bounds.
    Logit,
}

/// One known total.
#[derive(Clone, PartialEq, Debug)]
pub struct Margin {
    /// Its name for messages: `stype=H`.
    pub name: String,
    /// What is added up, one value a row: 1 for those who belong, or a number.
    pub values: Vec<f64>,
    /// Its total in the population.
    pub total: f64,
}

/// How weights may move: between these multiples of the design's.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bounds {
    /// Smallest multiple, below 1.
    pub lower: f64,
    /// Largest multiple, above 1.
    pub upper: f64,
}

/// How to calibrate.
#[derive(Clone, PartialEq, Debug)]
pub struct Calibration {
    /// The known totals.
    pub margins: Vec<Margin>,
    /// What is done to weights.
    pub distance: Distance,
    /// Between which multiples; needed for logit.
    pub bounds: Option<Bounds>,
}

/// What is left of influence values when the margins are taken out.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Residuals {
    /// Orthonormal columns that span the margins times the roots of the weights before.
    basis: Vec<Vec<f64>>,
    /// Root of the weight before, times what calibration did to it.
    scale: Vec<f64>,
}

impl Residuals {
    /// Replaces influence values by those of the residuals.
    pub(super) fn take(&self, influence: &mut [f64]) {
        for (value, scale) in influence.iter_mut().zip(&self.scale) {
            *value = if *scale > 0.0 { *value / scale } else { 0.0 };
        }
        for column in &self.basis {
            subtract_part(influence, column);
        }
        influence.iter_mut().zip(&self.scale).for_each(|(value, scale)| *value *= scale);
    }
}

/// Largest relative miss of a total that counts as met.
const MET: f64 = 1e-10;
/// A column whose rest is smaller than this share of it adds nothing to those before.
const DEPENDENT: f64 = 1e-7;
const STEPS: usize = 200;

impl Design {
    /// The same sample with weights that meet the margins, and variances that know it.
    ///
    /// # Errors
    ///
    /// When the sample is calibrated already, a column has another length or a value that is no number, nobody belongs to a
    /// margin, or the margins cannot be met: the message names the margin.
    pub fn calibrated(mut self, calibration: &Calibration) -> Result<Design, SurveyError> {
        if self.residuals.is_some() {
            return Err(SurveyError::AlreadyCalibrated);
        }
        calibration.check(&self.weights)?;
        let factors = calibration.factors(&self.weights)?;
        let scale: Vec<f64> = self.weights.iter().zip(&factors).map(|(weight, factor)| weight.sqrt() * factor).collect();
        let roots: Vec<f64> = self.weights.iter().map(|weight| weight.sqrt()).collect();
        let columns = calibration.margins.iter().map(|margin| margin.values.iter().zip(&roots).map(|(x, root)| x * root).collect());
        self.residuals = Some(Residuals { basis: orthonormal(columns), scale });
        self.weights.iter_mut().zip(&factors).for_each(|(weight, factor)| *weight *= factor);
        Ok(self)
    }

    /// Post-stratification: weights of every class are multiplied by one number, so that they add up to its size in the
    /// population (Holt & Smith 1979). The same as calibration on the classes, whatever the distance.
    ///
    /// # Errors
    ///
    /// As [`Design::calibrated`]; also when a row or a class has no total.
    pub fn post_stratified(self, classes: &Factor, totals: &[(String, f64)]) -> Result<Design, SurveyError> {
        if let Some(row) = classes.codes.iter().position(Option::is_none) {
            return Err(SurveyError::MarginMissing { margin: "post-strata".to_owned(), row: row + 1 });
        }
        if classes.levels.iter().any(|level| !totals.iter().any(|(name, _)| name == level)) {
            return Err(SurveyError::Question { what: "every post-stratum of the sample needs its size in the population" });
        }
        let margin = |(name, total): &(String, f64)| {
            let code = classes.levels.iter().position(|level| level == name);
            let values = code.map_or_else(|| vec![0.0; classes.codes.len()], |code| classes.indicator(code as u32));
            Margin { name: name.clone(), values, total: *total }
        };
        let margins = totals.iter().map(margin).collect();
        self.calibrated(&Calibration { margins, distance: Distance::Linear, bounds: None })
    }
}

impl Calibration {
    fn check(&self, weights: &[f64]) -> Result<(), SurveyError> {
        match (self.distance, self.bounds) {
            (Distance::Logit, None) => return Err(SurveyError::NoBounds),
            (_, Some(Bounds { lower, upper })) if !((0.0..1.0).contains(&lower) && upper > 1.0 && upper.is_finite()) => {
                return Err(SurveyError::Bounds { lower, upper });
            }
            _ => {}
        }
        for Margin { name, values, total } in &self.margins {
            if values.len() != weights.len() {
                return Err(SurveyError::Length { what: "a margin", found: values.len(), rows: weights.len() });
            }
            if let Some(row) = values.iter().position(|value| !value.is_finite()) {
                return Err(SurveyError::MarginMissing { margin: name.clone(), row: row + 1 });
            }
            let empty = values.iter().zip(weights).all(|(value, weight)| value * weight == 0.0);
            if empty && *total != 0.0 || !total.is_finite() {
                return Err(SurveyError::EmptyMargin { margin: name.clone(), wanted: *total });
            }
            self.check_reach(name, values, *total, weights)?;
        }
        Ok(())
    }

    /// Whether bounded weights can meet this margin by itself.
    fn check_reach(&self, name: &str, values: &[f64], wanted: f64, weights: &[f64]) -> Result<(), SurveyError> {
        let (lower, upper) = match (self.bounds, self.distance) {
            (Some(bounds), _) => (bounds.lower, bounds.upper),
            (None, Distance::Raking) => (0.0, f64::INFINITY),
            (None, Distance::Linear | Distance::Logit) => return Ok(()),
        };
        let reach = |at_positive: f64, at_negative: f64| -> f64 {
            let part = |value: f64| if value > 0.0 { value * at_positive } else { value * at_negative };
            values
                .iter()
                .zip(weights)
                .filter(|(value, weight)| **value * **weight != 0.0)
                .map(|(value, weight)| part(*value) * weight)
                .sum()
        };
        let (lowest, highest) = (reach(lower, upper), reach(upper, lower));
        let slack = MET * (1.0 + wanted.abs());
        // Raking multiplies by numbers above 0: it creeps towards the ends of its reach and never gets there.
        let at_the_end = self.bounds.is_none() && lowest < highest && (wanted <= lowest || wanted >= highest);
        if wanted < lowest - slack || wanted > highest + slack || at_the_end {
            return Err(SurveyError::MarginOutOfReach { margin: name.to_owned(), wanted, lowest, highest });
        }
        Ok(())
    }

    /// What each weight must be multiplied by: Newton steps on λ, halved while they make the worst miss worse.
    pub(super) fn factors(&self, weights: &[f64]) -> Result<Vec<f64>, SurveyError> {
        let mut lambda = vec![0.0; self.margins.len()];
        let mut factors = vec![1.0; weights.len()];
        let mut misses = self.misses(weights, &factors);
        for _ in 0..STEPS {
            if self.worst(&misses) <= MET {
                return Ok(factors);
            }
            let step = self.newton(weights, &lambda, &misses);
            let mut length = 1.0;
            loop {
                let tried: Vec<f64> = lambda.iter().zip(&step).map(|(lambda, step)| lambda + length * step).collect();
                let tried_factors: Vec<f64> = (0..weights.len()).map(|row| self.factor(self.score(row, &tried)).0).collect();
                let tried_misses = self.misses(weights, &tried_factors);
                if self.worst(&tried_misses) < self.worst(&misses) {
                    (lambda, factors, misses) = (tried, tried_factors, tried_misses);
                    break;
                }
                length /= 2.0;
                if length < 1e-12 {
                    return if self.worst(&misses) <= MET.sqrt() * 1e-2 { Ok(factors) } else { Err(self.missed(&misses)) };
                }
            }
        }
        Err(self.missed(&misses))
    }

    fn score(&self, row: usize, lambda: &[f64]) -> f64 {
        self.margins.iter().zip(lambda).map(|(margin, lambda)| margin.values[row] * lambda).sum()
    }

    /// F and its slope.
    fn factor(&self, score: f64) -> (f64, f64) {
        let clamp = |value: f64, slope: f64| match self.bounds {
            Some(Bounds { lower, upper }) if value <= lower || value >= upper => (value.clamp(lower, upper), 0.0),
            _ => (value, slope),
        };
        match (self.distance, self.bounds) {
            (Distance::Linear, _) => clamp(1.0 + score, 1.0),
            (Distance::Raking, _) | (Distance::Logit, None) => clamp(score.exp(), score.exp()),
            (Distance::Logit, Some(Bounds { lower, upper })) => {
                let steepness = (upper - lower) / ((1.0 - lower) * (upper - 1.0));
                let (down, up) = (upper - 1.0, (1.0 - lower) * (steepness * score).min(700.0).exp());
                let value = (lower * down + upper * up) / (down + up);
                let slope = steepness * down * up * (upper - lower) / ((down + up) * (down + up));
                (value, slope)
            }
        }
    }

    /// Totals wanted minus totals reached.
    fn misses(&self, weights: &[f64], factors: &[f64]) -> Vec<f64> {
        let reached = |margin: &Margin| -> f64 {
            margin.values.iter().zip(weights).zip(factors).map(|((value, weight), factor)| value * weight * factor).sum()
        };
        self.margins.iter().map(|margin| margin.total - reached(margin)).collect()
    }

    fn worst(&self, misses: &[f64]) -> f64 {
        let relative = |(miss, margin): (&f64, &Margin)| miss.abs() / (1.0 + margin.total.abs());
        let worst = misses.iter().zip(&self.margins).map(relative).fold(0.0, f64::max);
        if misses.iter().any(|miss| !miss.is_finite()) { f64::INFINITY } else { worst }
    }

    /// The step that would meet the totals if F were straight; the shortest one where margins repeat one another.
    fn newton(&self, weights: &[f64], lambda: &[f64], misses: &[f64]) -> Vec<f64> {
        let size = self.margins.len();
        let slopes: Vec<f64> = (0..weights.len()).map(|row| weights[row] * self.factor(self.score(row, lambda)).1).collect();
        let cross = |left: usize, right: usize| -> f64 {
            let (left, right) = (&self.margins[left].values, &self.margins[right].values);
            left.iter().zip(right).zip(&slopes).map(|((left, right), slope)| left * right * slope).sum()
        };
        let mut matrix = Mat::<f64>::zeros(size, size);
        for left in 0..size {
            for right in 0..=left {
                matrix[(left, right)] = cross(left, right);
                matrix[(right, left)] = matrix[(left, right)];
            }
        }
        least_norm(&matrix, misses)
    }

    fn missed(&self, misses: &[f64]) -> SurveyError {
        let relative = |place: &usize| misses[*place].abs() / (1.0 + self.margins[*place].total.abs());
        let worst = (0..misses.len()).max_by(|left, right| relative(left).total_cmp(&relative(right))).unwrap_or(0);
        let Margin { name, total, .. } = &self.margins[worst];
        SurveyError::NoConvergence { margin: name.clone(), wanted: *total, reached: total - misses[worst] }
    }
}

/// The shortest solution of a symmetric system, columns brought to one scale first; directions without weight are left out.
pub(super) fn least_norm(matrix: &Mat<f64>, right: &[f64]) -> Vec<f64> {
    let size = right.len();
    let scale: Vec<f64> =
        (0..size).map(|place| matrix[(place, place)].abs().sqrt()).map(|root| if root > 0.0 { 1.0 / root } else { 0.0 }).collect();
    let scaled = Mat::from_fn(size, size, |row, column| matrix[(row, column)] * scale[row] * scale[column]);
    let Ok(eigen) = scaled.self_adjoint_eigen(Side::Lower) else { return vec![0.0; size] };
    let (values, vectors) = (eigen.S().column_vector(), eigen.U());
    let largest = (0..size).map(|place| values[place].abs()).fold(0.0, f64::max);
    let mut solution = vec![0.0; size];
    for place in (0..size).filter(|place| values[*place].abs() > largest * 1e-12) {
        let part: f64 = (0..size).map(|row| vectors[(row, place)] * right[row] * scale[row]).sum::<f64>() / values[place];
        solution.iter_mut().enumerate().for_each(|(row, value)| *value += part * vectors[(row, place)]);
    }
    solution.iter().zip(&scale).map(|(value, scale)| value * scale).collect()
}

/// Orthonormal columns with the same span, by Gram & Schmidt, twice; columns that add nothing are left out.
fn orthonormal(columns: impl Iterator<Item = Vec<f64>>) -> Vec<Vec<f64>> {
    let mut basis: Vec<Vec<f64>> = Vec::new();
    for mut column in columns {
        let before = length(&column);
        for _ in 0..2 {
            for known in &basis {
                subtract_part(&mut column, known);
            }
        }
        let after = length(&column);
        if after > DEPENDENT * before {
            column.iter_mut().for_each(|value| *value /= after);
            basis.push(column);
        }
    }
    basis
}

fn length(column: &[f64]) -> f64 {
    column.iter().map(|value| value * value).sum::<f64>().sqrt()
}

/// Takes out of a column its part along a column of length 1.
fn subtract_part(column: &mut [f64], along: &[f64]) {
    let part: f64 = column.iter().zip(along).map(|(value, along)| value * along).sum();
    column.iter_mut().zip(along).for_each(|(value, along)| *value -= part * along);
}
