//! The covariates of the areas, and the weighted regression on them.

use faer::linalg::solvers::{DenseSolveCore, Solve};
use faer::{Mat, Side};

use super::AreaError;

/// How much of a column must stand apart from the columns before it, relative to its length.
const APART: f64 = 1e-9;

/// The covariates: an intercept and one column a term.
#[derive(Clone, PartialEq, Debug)]
pub struct Design {
    terms: Vec<String>,
    rows: Mat<f64>,
}

/// One covariate.
#[derive(Clone, PartialEq, Debug)]
pub enum Regression {
    /// A number for each area.
    Number {
        /// Its name.
        name: String,
        /// One value for each area.
        values: Vec<f64>,
    },
    /// A level for each area; the first in order is what the others are compared with. Levels that are all numbers are
    /// ordered as numbers, others as text.
    Factor {
        /// Its name.
        name: String,
        /// One level for each area.
        levels: Vec<String>,
    },
}

impl Design {
    /// Puts an intercept and covariates side by side.
    ///
    /// # Errors
    ///
    /// When there is no area, or a covariate has another number of areas, a value that is not finite, or follows from the covariates before
    /// it.
    ///
    /// ```
    /// use estimates::area::{Design, Regression};
    /// let region = Regression::Factor { name: "region".into(), levels: ["a", "b", "a"].map(String::from).to_vec() };
    /// let design = Design::new(3, &[region]).unwrap();
    /// assert_eq!(design.terms(), ["(Intercept)", "region:b"]);
    /// ```
    pub fn new(areas: usize, covariates: &[Regression]) -> Result<Design, AreaError> {
        if areas == 0 {
            return Err(AreaError::FewAreas { areas, coefficients: 1, needed: 3 });
        }
        let mut columns = vec![("(Intercept)".to_owned(), vec![1.0; areas])];
        for covariate in covariates {
            columns.extend(covariate.columns(areas)?);
        }
        if let Some(area) = columns.iter().find_map(|(_, column)| column.iter().position(|value| !value.is_finite())) {
            return Err(AreaError::NotFinite { area: area + 1 });
        }
        refuse_collinear(&columns)?;
        let rows = Mat::from_fn(areas, columns.len(), |row, column| columns[column].1[row]);
        Ok(Design { terms: columns.into_iter().map(|(term, _)| term).collect(), rows })
    }

    /// The terms, the intercept first.
    pub fn terms(&self) -> &[String] {
        &self.terms
    }

    /// Number of areas.
    pub fn areas(&self) -> usize {
        self.rows.nrows()
    }

    pub(super) fn rows(&self) -> &Mat<f64> {
        &self.rows
    }

    /// X' diag(w) X.
    pub(super) fn weighted(&self, weights: &[f64]) -> Mat<f64> {
        self.rows.transpose() * self.scaled(weights)
    }

    /// diag(w) X.
    fn scaled(&self, weights: &[f64]) -> Mat<f64> {
        Mat::from_fn(self.rows.nrows(), self.rows.ncols(), |row, column| weights[row] * self.rows[(row, column)])
    }

    /// The regression of `values` with weights 1/variance: (X'WX)⁻¹ and β.
    pub(super) fn regress(&self, values: &[f64], weights: &[f64]) -> Result<(Mat<f64>, Vec<f64>), AreaError> {
        let right = Mat::from_fn(self.rows.nrows(), 1, |row, _| weights[row] * values[row]);
        let solver = self.weighted(weights).llt(Side::Lower).map_err(|_| AreaError::Singular)?;
        let beta = solver.solve(self.rows.transpose() * right);
        Ok((solver.inverse(), (0..beta.nrows()).map(|row| beta[(row, 0)]).collect()))
    }

    /// X β.
    pub(super) fn fitted(&self, beta: &[f64]) -> Vec<f64> {
        (0..self.rows.nrows()).map(|row| beta.iter().enumerate().map(|(column, value)| value * self.rows[(row, column)]).sum()).collect()
    }

    /// x' M x of one area.
    pub(super) fn quadratic(&self, area: usize, matrix: &Mat<f64>) -> f64 {
        let size = self.rows.ncols();
        let term = |row: usize, column: usize| self.rows[(area, row)] * matrix[(row, column)] * self.rows[(area, column)];
        (0..size).map(|row| (0..size).map(|column| term(row, column)).sum::<f64>()).sum()
    }
}

impl Regression {
    fn columns(&self, areas: usize) -> Result<Vec<(String, Vec<f64>)>, AreaError> {
        let given = match self {
            Regression::Number { values, .. } => values.len(),
            Regression::Factor { levels, .. } => levels.len(),
        };
        if given != areas {
            return Err(AreaError::Length { given, expected: areas });
        }
        Ok(match self {
            Regression::Number { name, values } => vec![(name.clone(), values.clone())],
            Regression::Factor { name, levels } => {
                let dummy = |level: &String| levels.iter().map(|own| f64::from(u8::from(own == level))).collect();
                in_order(levels).iter().skip(1).map(|level| (format!("{name}:{level}"), dummy(level))).collect()
            }
        })
    }
}

fn in_order(levels: &[String]) -> Vec<String> {
    let mut distinct = levels.to_vec();
    distinct.sort();
    distinct.dedup();
    let numbers: Option<Vec<f64>> = distinct.iter().map(|level| level.parse().ok()).collect();
    if let Some(numbers) = numbers {
        let mut paired: Vec<_> = numbers.into_iter().zip(distinct).collect();
        paired.sort_by(|one, other| one.0.total_cmp(&other.0));
        return paired.into_iter().map(|(_, level)| level).collect();
    }
    distinct
}

/// Gram–Schmidt: what is left of each column beside those before it.
fn refuse_collinear(columns: &[(String, Vec<f64>)]) -> Result<(), AreaError> {
    let dot = |one: &[f64], other: &[f64]| one.iter().zip(other).map(|(a, b)| a * b).sum::<f64>();
    let mut apart: Vec<Vec<f64>> = Vec::new();
    for (term, column) in columns {
        let mut left = column.clone();
        // Twice is enough (Kahan, in Parlett 1980, section 6.9).
        for _ in 0..2 {
            for other in &apart {
                let part = dot(&left, other);
                left.iter_mut().zip(other).for_each(|(value, direction)| *value -= part * direction);
            }
        }
        let length = dot(&left, &left).sqrt();
        if length <= APART * dot(column, column).sqrt() {
            return Err(AreaError::Collinear { term: term.clone() });
        }
        left.iter_mut().for_each(|value| *value /= length);
        apart.push(left);
    }
    Ok(())
}
