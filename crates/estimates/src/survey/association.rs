//! Whether two variables go together in the population: tests of a two-way table under the design.
//!
//! Pearson's statistic of the estimated table, corrected for the design to first order (`Chisq`) and to second order, as F
//! (Rao & Scott 1984; Thomas & Rao 1987), and Wald's test of the same hypothesis (Koch, Freeman & Freeman 1975), plain and
//! adjusted. Method page: `docs/methods/rao-scott.md`.

use faer::Mat;

use super::calibration::least_norm;
use super::distribution::{chi_squared_above, f_above};
use super::smooth::Smooth;
use super::{Factor, Sample, SurveyError};

/// Which test.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TestVariant {
    /// Second-order correction, compared with F.
    F,
    /// First-order correction, compared with chi-squared.
    ChiSquared,
    /// Wald's statistic, compared with F.
    Wald,
    /// Wald's statistic, adjusted for few clusters.
    AdjustedWald,
}

impl TestVariant {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            TestVariant::F => "F",
            TestVariant::ChiSquared => "Chisq",
            TestVariant::Wald => "Wald",
            TestVariant::AdjustedWald => "adjWald",
        }
    }
}

/// One test.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct AssociationTest {
    /// Which.
    pub variant: TestVariant,
    /// The statistic: Pearson's before correction for `Chisq`, else F.
    pub statistic: f64,
    /// Degrees of freedom above.
    pub numerator_df: f64,
    /// Degrees of freedom below; infinite for chi-squared.
    pub denominator_df: f64,
    /// Probability of a statistic this high where the variables do not go together.
    pub p: f64,
}

/// A two-way table and what the tests say of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Association {
    /// Levels of the first variable.
    pub rows: Vec<String>,
    /// Levels of the second.
    pub columns: Vec<String>,
    /// Share of the population in every cell.
    pub shares: Vec<Vec<f64>>,
    /// The tests; Wald's are absent where a cell is empty or there are too few clusters.
    pub tests: Vec<AssociationTest>,
}

/// Tests whether two factors go together. Rows with either missing are left out; levels without weight as well.
///
/// # Errors
///
/// When a factor has another length, fewer than two levels have weight, or the design refuses a variance.
pub fn association(sample: &Sample, rows: &Factor, columns: &Factor) -> Result<Association, SurveyError> {
    let design = sample.design();
    for (what, factor) in [("the first variable", rows), ("the second variable", columns)] {
        if factor.codes.len() != design.len() {
            return Err(SurveyError::Length { what, found: factor.codes.len(), rows: design.len() });
        }
    }
    let known: Vec<bool> = (0..design.len()).map(|row| rows.codes[row].is_some() && columns.codes[row].is_some()).collect();
    let (first, second) = (present(rows, &known, design.weights()), present(columns, &known, design.weights()));
    for (side, levels) in [("row", first.len()), ("column", second.len())] {
        if levels < 2 {
            return Err(SurveyError::Table { side, levels });
        }
    }
    let cell = |row: u32, column: u32| -> Vec<f64> {
        let in_cell = |place: usize| rows.codes[place] == Some(row) && columns.codes[place] == Some(column);
        (0..design.len()).map(|place| f64::from(u8::from(in_cell(place)))).collect()
    };
    let cells = first.iter().flat_map(|row| second.iter().map(|column| cell(*row, *column))).collect();
    let below = known.iter().map(|known| f64::from(u8::from(*known))).collect();
    let counts = Smooth { above: cells, below: None, rows: known.clone() };
    let statistic = Smooth { below: Some(below), ..counts.clone() };
    let shares = statistic.values(&statistic.sums(design.weights()));
    let n = known.iter().zip(design.weights()).filter(|(known, weight)| **known && **weight > 0.0).count() as f64;
    let all = counts.sums(design.weights()).iter().sum();
    let errors: Vec<Vec<Vec<f64>>> =
        sample.deviations(&[statistic, counts])?.into_iter().map(|results| results.into_iter().flatten().collect()).collect();
    let table = Table { shares: &shares, rows: first.len(), columns: second.len(), n, all, degrees: sample.degrees_of_freedom() };
    let names = |factor: &Factor, levels: &[u32]| levels.iter().map(|level| factor.levels[*level as usize].clone()).collect();
    Ok(Association {
        rows: names(rows, &first),
        columns: names(columns, &second),
        shares: shares.chunks(second.len()).map(<[f64]>::to_vec).collect(),
        tests: table.tests(&errors[0], &errors[1]),
    })
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}

fn present(factor: &Factor, known: &[bool], weights: &[f64]) -> Vec<u32> {
    let has = |level: &u32| (0..known.len()).any(|row| known[row] && weights[row] > 0.0 && factor.codes[row] == Some(*level));
    (0..factor.levels.len() as u32).filter(has).collect()
}

struct Table<'a> {
    shares: &'a [f64],
    rows: usize,
    columns: usize,
    /// Rows of the sample.
    n: f64,
    /// Size of the population.
    all: f64,
    degrees: f64,
}

impl Table<'_> {
    fn margin(&self, row: Option<usize>, column: Option<usize>) -> f64 {
        let inside =
            |place: &usize| row.is_none_or(|row| place / self.columns == row) && column.is_none_or(|column| place % self.columns == column);
        (0..self.shares.len()).filter(inside).map(|place| self.shares[place]).sum()
    }

    fn expected(&self, place: usize) -> f64 {
        self.margin(Some(place / self.columns), None) * self.margin(None, Some(place % self.columns))
    }

    /// Tests from the errors of shares and of totals.
    fn tests(&self, shares: &[Vec<f64>], totals: &[Vec<f64>]) -> Vec<AssociationTest> {
        let mut tests = self.rao_scott(shares);
        tests.extend(self.wald(totals).into_iter().flatten());
        tests
    }

    /// Errors of the free cells' totals minus those expected under independence, from the errors of all cells' totals.
    fn departures(&self, totals: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let length = totals.first().map_or(0, Vec::len);
        let sum = |places: &dyn Fn(usize) -> bool| -> Vec<f64> {
            let mut sum = vec![0.0; length];
            for (_, column) in totals.iter().enumerate().filter(|(place, _)| places(*place)) {
                sum.iter_mut().zip(column).for_each(|(sum, value)| *sum += value);
            }
            sum
        };
        let all = sum(&|_| true);
        let mut departures = Vec::new();
        for place in self.free() {
            let (row, column) = (place / self.columns, place % self.columns);
            let (of_row, of_column) = (sum(&|other| other / self.columns == row), sum(&|other| other % self.columns == column));
            let (in_row, in_column) = (self.margin(Some(row), None), self.margin(None, Some(column)));
            let departure = |at: usize| totals[place][at] - in_row * of_column[at] - in_column * of_row[at] + in_row * in_column * all[at];
            departures.push((0..length).map(departure).collect());
        }
        departures
    }

    /// Cells outside the last row and column.
    fn free(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.shares.len()).filter(|place| place / self.columns + 1 < self.rows && place % self.columns + 1 < self.columns)
    }

    /// A contrast per free cell, over the shares of cells: these span the interactions of the saturated log-linear model.
    /// Empty cells have no part in them.
    fn interactions(&self) -> Vec<Vec<f64>> {
        let part = |same: bool, levels: usize| f64::from(u8::from(same)) - 1.0 / levels as f64;
        let value = |free: usize, cell: usize| {
            let row = part(free / self.columns == cell / self.columns, self.rows);
            let column = part(free % self.columns == cell % self.columns, self.columns);
            if self.shares[cell] > 0.0 { row * column / self.shares[cell] } else { 0.0 }
        };
        self.free().map(|free| (0..self.shares.len()).map(|cell| value(free, cell)).collect()).collect()
    }

    fn rao_scott(&self, deviations: &[Vec<f64>]) -> Vec<AssociationTest> {
        let pearson: f64 =
            (0..self.shares.len()).map(|place| (self.shares[place] - self.expected(place)).powi(2) / self.expected(place)).sum();
        let pearson = pearson * self.n;
        let interactions = self.interactions();
        let size = interactions.len();
        let length = deviations.first().map_or(0, Vec::len);
        let combined = |contrast: &Vec<f64>| -> Vec<f64> {
            (0..length).map(|at| contrast.iter().zip(deviations).map(|(value, deviation)| value * deviation[at]).sum()).collect()
        };
        let departures: Vec<Vec<f64>> = interactions.iter().map(combined).collect();
        let simple = Mat::from_fn(size, size, |left, right| {
            (0..self.shares.len()).map(|cell| interactions[left][cell] * interactions[right][cell] * self.shares[cell]).sum::<f64>()
        });
        // Column by column: simple⁻¹ × covariance × n, the matrix of design effects.
        let solved: Vec<Vec<f64>> = (0..size)
            .map(|column| {
                let right: Vec<f64> = departures.iter().map(|departure| self.n * dot(departure, &departures[column])).collect();
                least_norm(&simple, &right)
            })
            .collect();
        let trace: f64 = (0..size).map(|place| solved[place][place]).sum();
        let squared: f64 = (0..size)
            .flat_map(|row| (0..size).map(move |column| (row, column)))
            .map(|(row, column)| solved[row][column] * solved[column][row])
            .sum();
        let numerator_df = trace * trace / squared;
        let (denominator_df, full) = (numerator_df * self.degrees, size as f64);
        let second = pearson / trace;
        let test = |variant, statistic, numerator_df, denominator_df, p: Option<f64>| AssociationTest {
            variant,
            statistic,
            numerator_df,
            denominator_df,
            p: p.unwrap_or(f64::NAN),
        };
        vec![
            test(TestVariant::F, second, numerator_df, denominator_df, f_above(second, numerator_df, denominator_df)),
            test(TestVariant::ChiSquared, pearson, full, f64::INFINITY, chi_squared_above(pearson / (trace / full), full)),
        ]
    }

    /// Wald's tests that totals are those expected under independence; none where there are too few clusters.
    fn wald(&self, totals: &[Vec<f64>]) -> Option<[AssociationTest; 2]> {
        let departures = self.departures(totals);
        let size = departures.len();
        let covariance = Mat::from_fn(size, size, |left, right| dot(&departures[left], &departures[right]));
        let away: Vec<f64> = self.free().map(|place| self.all * (self.shares[place] - self.expected(place))).collect();
        let statistic = dot(&away, &least_norm(&covariance, &away));
        let (full, degrees) = (size as f64, self.degrees);
        let adjusted_degrees = degrees - full + 1.0;
        if !(statistic.is_finite() && adjusted_degrees > 0.0) {
            return None;
        }
        let plain = statistic / full;
        let adjusted = plain * adjusted_degrees / degrees;
        Some([
            AssociationTest {
                variant: TestVariant::Wald,
                statistic: plain,
                numerator_df: full,
                denominator_df: degrees,
                p: f_above(plain, full, degrees)?,
            },
            AssociationTest {
                variant: TestVariant::AdjustedWald,
                statistic: adjusted,
                numerator_df: full,
                denominator_df: adjusted_degrees,
                p: f_above(adjusted, full, adjusted_degrees)?,
            },
        ])
    }
}
