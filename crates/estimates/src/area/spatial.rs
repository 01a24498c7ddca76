//! The model in which neighbours share their effect.

use faer::linalg::solvers::DenseSolveCore;
use faer::{Mat, Side};

use super::score::trace;
use super::spatial_error::mean_squared_errors;
use super::{AreaError, AreaEstimate, AreaModel, Coefficient, Design, Direct, Method, Stop, Warning, median};

/// Where a correlation is put that a step carried to 1 or beyond, and where it is put when it stays there.
const EDGE: (f64, f64) = (0.99, 0.999);
/// A row of weights adds up to 1 when it is this near.
const WHOLE: f64 = 1e-6;

/// Who is whose neighbour: one row an area, weights that add up to 1.
#[derive(Clone, PartialEq, Debug)]
pub struct Neighbours {
    weights: Mat<f64>,
    was_standardised: bool,
}

impl Neighbours {
    /// Reads a table of weights, one row and one column for each area. Rows are divided by their sum; an area without
    /// neighbours keeps a row of zeros.
    ///
    /// # Errors
    ///
    /// When the table is not square, a weight is below 0 or not finite, an area is its own neighbour, or nobody has one.
    ///
    /// ```
    /// use estimates::area::Neighbours;
    /// let row = |row: &[f64]| row.to_vec();
    /// assert!(Neighbours::new(&[row(&[0.0, 1.0]), row(&[1.0, 0.0])]).is_ok());
    /// assert!(Neighbours::new(&[row(&[1.0, 1.0]), row(&[1.0, 0.0])]).is_err());
    /// ```
    pub fn new(rows: &[Vec<f64>]) -> Result<Neighbours, AreaError> {
        let areas = rows.len();
        let mut was_standardised = false;
        let mut weights = Mat::zeros(areas, areas);
        for (at, row) in rows.iter().enumerate() {
            if row.len() != areas {
                return Err(AreaError::Neighbours { row: at + 1, given: row.len(), expected: areas });
            }
            if row[at] != 0.0 || row.iter().any(|weight| !weight.is_finite() || *weight < 0.0) {
                return Err(AreaError::NeighbourWeight { row: at + 1 });
            }
            let sum: f64 = row.iter().sum();
            let is_whole = sum == 0.0 || (sum - 1.0).abs() <= WHOLE;
            was_standardised |= !is_whole;
            let divisor = if is_whole { 1.0 } else { sum };
            for (column, weight) in row.iter().enumerate() {
                weights[(at, column)] = weight / divisor;
            }
        }
        let is_alone = (0..areas).all(|row| (0..areas).all(|column| weights[(row, column)] == 0.0));
        if is_alone { Err(AreaError::NoNeighbours) } else { Ok(Neighbours { weights, was_standardised }) }
    }
}

/// The matrices at one variance and correlation.
pub(super) struct Step {
    /// C⁻¹ with C = (I − ρW')(I − ρW): the covariance of the effects is A·C⁻¹.
    pub(super) shape: Mat<f64>,
    /// ∂C/∂ρ = 2ρW'W − W − W'.
    pub(super) bend: Mat<f64>,
    /// ∂²C/∂ρ² = 2W'W.
    pub(super) curve: Mat<f64>,
    /// ∂V/∂ρ = −A C⁻¹ (∂C/∂ρ) C⁻¹.
    pub(super) turn: Mat<f64>,
    /// V⁻¹.
    pub(super) inverse: Mat<f64>,
    /// (X'V⁻¹X)⁻¹.
    pub(super) spread: Mat<f64>,
    /// P = V⁻¹ − V⁻¹X(X'V⁻¹X)⁻¹X'V⁻¹.
    pub(super) projection: Mat<f64>,
    /// β.
    pub(super) beta: Mat<f64>,
}

impl Step {
    fn at(direct: &Direct<'_>, design: &Design, weights: &Mat<f64>, (between, correlation): (f64, f64)) -> Result<Step, AreaError> {
        let areas = design.areas();
        let apart: Mat<f64> = Mat::<f64>::identity(areas, areas) - weights * faer::Scale(correlation);
        let shape = inverse(&(apart.transpose() * &apart))?;
        let curve = weights.transpose() * weights * faer::Scale(2.0);
        let bend = &curve * faer::Scale(correlation) - weights - weights.transpose();
        let turn = &shape * &bend * &shape * faer::Scale(-between);
        let own = |row: usize, column: usize| if row == column { direct.variances[row] } else { 0.0 };
        let total = Mat::from_fn(areas, areas, |row, column| between * shape[(row, column)] + own(row, column));
        let inverted = inverse(&total)?;
        let rows = design.rows();
        let leaning = &inverted * rows;
        let spread = inverse(&(rows.transpose() * &leaning))?;
        let projection = &inverted - &leaning * &spread * leaning.transpose();
        let values = Mat::from_fn(areas, 1, |row, _| direct.values[row]);
        let beta = &spread * leaning.transpose() * values;
        Ok(Step { shape, bend, curve, turn, inverse: inverted, spread, projection, beta })
    }

    /// Score and expected information of (A, ρ).
    pub(super) fn score(&self, method: Method, direct: &Direct<'_>) -> ([f64; 2], [[f64; 2]; 2]) {
        let values = Mat::from_fn(direct.values.len(), 1, |row, _| direct.values[row]);
        let projected = &self.projection * values;
        let kernel = if method == Method::Reml { &self.projection } else { &self.inverse };
        let (level, turned) = (kernel * &self.shape, kernel * &self.turn);
        let quadratic = |matrix: &Mat<f64>| (projected.transpose() * matrix * &projected)[(0, 0)];
        let slope = [0.5 * (quadratic(&self.shape) - trace(&level)), 0.5 * (quadratic(&self.turn) - trace(&turned))];
        let between = 0.5 * trace_of(&level, &turned);
        (slope, [[0.5 * trace_of(&level, &level), between], [between, 0.5 * trace_of(&turned, &turned)]])
    }
}

/// tr AB without AB.
fn trace_of(one: &Mat<f64>, other: &Mat<f64>) -> f64 {
    let size = one.nrows();
    (0..size).map(|row| (0..size).map(|column| one[(row, column)] * other[(column, row)]).sum::<f64>()).sum()
}

fn inverse(matrix: &Mat<f64>) -> Result<Mat<f64>, AreaError> {
    let inverted = matrix.llt(Side::Lower).map_err(|_| AreaError::Singular)?.inverse();
    let is_finite = (0..inverted.nrows()).all(|at| inverted[(at, at)].is_finite());
    if is_finite { Ok(inverted) } else { Err(AreaError::Singular) }
}

/// The matrices at given parameters, for tests.
#[cfg(test)]
pub(super) fn step_at(direct: &Direct<'_>, design: &Design, neighbours: &Neighbours, at: (f64, f64)) -> Step {
    Step::at(direct, design, &neighbours.weights, at).expect("a step")
}

/// Fits the model with neighbours: effects v = ρWv + u, so that areas beside one another are alike. Moments have no such
/// form; REML or ML.
///
/// # Errors
///
/// As [`super::fay_herriot`]; and when the table of neighbours has another size, or a variance matrix cannot be inverted.
///
/// # Source
///
/// Pratesi & Salvati (2008), Statistical Methods & Applications 17; Singh, Shukla & Kundu (2005), Survey Methodology 31.
pub fn spatial(direct: &Direct<'_>, design: &Design, neighbours: &Neighbours, method: Method, stop: Stop) -> Result<AreaModel, AreaError> {
    direct.check(design)?;
    let (areas, given) = (design.areas(), neighbours.weights.nrows());
    if areas != given {
        return Err(AreaError::Length { given, expected: areas });
    }
    let mut warnings = Vec::new();
    if neighbours.was_standardised {
        warnings.push(Warning::Standardised);
    }
    let ((between, correlation), is_settled) = parameters(direct, design, &neighbours.weights, method, stop)?;
    if !is_settled {
        warnings.push(Warning::NotSettled);
    }
    if correlation.abs() >= EDGE.0 {
        warnings.push(Warning::CorrelationAtEdge);
    }
    if between <= 0.0 {
        // Without differences between areas nothing can be shared with neighbours.
        let plain = super::fay_herriot(direct, design, method, stop)?;
        warnings.extend(plain.warnings.iter().filter(|warning| !warnings.contains(warning)).copied().collect::<Vec<_>>());
        return Ok(AreaModel { warnings, ..plain });
    }
    let step = Step::at(direct, design, &neighbours.weights, (between, correlation))?;
    Ok(model(direct, design, method, &step, (between, correlation), warnings))
}

/// Fisher scoring from the median sampling variance and a correlation of one half.
fn parameters(
    direct: &Direct<'_>,
    design: &Design,
    weights: &Mat<f64>,
    method: Method,
    stop: Stop,
) -> Result<((f64, f64), bool), AreaError> {
    let mut value = (median(direct.variances), 0.5);
    for _ in 0..stop.steps {
        let (slope, information) = Step::at(direct, design, weights, value)?.score(method, direct);
        let [[level, both], [_, turned]] = information;
        let size = level * turned - both * both;
        let next = (
            value.0 + (turned * slope[0] - both * slope[1]) / size,
            (value.1 + (level * slope[1] - both * slope[0]) / size).clamp(-EDGE.0, EDGE.0),
        );
        let change = ((next.0 - value.0).abs() / value.0).max((next.1 - value.1).abs() / value.1.abs());
        value = next;
        if !(value.0.is_finite() && value.1.is_finite()) {
            return Err(AreaError::Singular);
        }
        if value.0 <= 0.0 {
            return Ok(((0.0, value.1), true));
        }
        if change < stop.precision {
            return Ok(((value.0, pushed(value.1)), true));
        }
    }
    Ok(((value.0, pushed(value.1)), false))
}

/// A correlation that stayed at the edge goes as near to it as is computed with.
fn pushed(correlation: f64) -> f64 {
    if correlation.abs() >= EDGE.0 { EDGE.1.copysign(correlation) } else { correlation }
}

fn model(
    direct: &Direct<'_>,
    design: &Design,
    method: Method,
    step: &Step,
    (between, correlation): (f64, f64),
    warnings: Vec<Warning>,
) -> AreaModel {
    let areas = design.areas();
    let beta: Vec<f64> = (0..design.terms().len()).map(|at| step.beta[(at, 0)]).collect();
    let synthetic = design.fitted(&beta);
    let left = Mat::from_fn(areas, 1, |row, _| direct.values[row] - synthetic[row]);
    let leaning = &step.shape * &step.inverse * faer::Scale(between);
    let shared = &leaning * &left;
    let errors = mean_squared_errors(method, direct, design, step, between);
    let area = |at: usize| AreaEstimate {
        eblup: synthetic[at] + shared[(at, 0)],
        mse: errors[at],
        shrinkage: leaning[(at, at)],
        synthetic: synthetic[at],
    };
    let coefficient =
        |(at, term): (usize, &String)| Coefficient { term: term.clone(), estimate: beta[at], std_error: step.spread[(at, at)].sqrt() };
    AreaModel {
        areas: (0..areas).map(area).collect(),
        variance: between,
        correlation: Some(correlation),
        coefficients: design.terms().iter().enumerate().map(coefficient).collect(),
        log_likelihood: log_likelihood(step, &left),
        warnings,
    }
}

fn log_likelihood(step: &Step, left: &Mat<f64>) -> f64 {
    let areas = left.nrows() as f64;
    let log_of_inverse: f64 = step.inverse.llt(Side::Lower).map_or(f64::NAN, |root| {
        let root = root.L();
        (0..root.nrows()).map(|at| 2.0 * root[(at, at)].ln()).sum()
    });
    let squares = (left.transpose() * &step.inverse * left)[(0, 0)];
    0.5 * (log_of_inverse - areas * std::f64::consts::TAU.ln() - squares)
}
