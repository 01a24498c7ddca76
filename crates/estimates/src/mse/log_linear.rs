//! Poisson log-linear models of the observed histories, fitted by iteratively reweighted least squares.

use statrs::function::gamma::ln_gamma;

/// The terms of a model next to its intercept: one bit set of lists each; a single list is a main effect.
pub(super) type Terms = Vec<u32>;

/// A fitted model.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Fit {
    /// Log of the expected number on no list: the intercept.
    pub(super) intercept: f64,
    /// Expected numbers, in the order of the cells.
    pub(super) expected: Vec<f64>,
    /// Σ (y log μ − μ − log y!).
    pub(super) log_likelihood: f64,
}

/// The main effects of this many lists.
pub(super) fn main_effects(lists: usize) -> Terms {
    (0..lists).map(|list| 1 << list).collect()
}

/// Fits a model to cells of (history, count). `None` when the steps do not settle, as where no maximum exists.
///
/// Newton's steps for the canonical link (McCullagh & Nelder 1989, section 2.5), from μ = y + 0.1, halved while the
/// likelihood falls; done when no expected number moves by more than a relative 1e-12.
pub(super) fn fit(cells: &[(u32, f64)], terms: &Terms) -> Option<Fit> {
    let mut beta = least_squares(cells, terms, &start(cells))?;
    let mut best = log_likelihood(cells, &expected(cells, terms, &beta));
    for _ in 0..200 {
        let means = expected(cells, terms, &beta);
        let target = least_squares(cells, terms, &working(cells, &means))?;
        let (next, likelihood) = uphill(cells, terms, &beta, target, best)?;
        let moved = next.iter().zip(&beta).map(|(new, old)| (new - old).abs()).fold(0.0, f64::max);
        beta = next;
        best = likelihood;
        if moved < 1e-12 * (1.0 + beta[0].abs()) {
            let expected = expected(cells, terms, &beta);
            return Some(Fit { intercept: beta[0], expected, log_likelihood: likelihood });
        }
    }
    None
}

/// Goes from `beta` towards `target`, half as far each time the likelihood would fall.
fn uphill(cells: &[(u32, f64)], terms: &Terms, beta: &[f64], target: Vec<f64>, best: f64) -> Option<(Vec<f64>, f64)> {
    let mut part = 1.0;
    for _ in 0..40 {
        let next: Vec<f64> = beta.iter().zip(&target).map(|(old, new)| old + part * (new - old)).collect();
        let likelihood = log_likelihood(cells, &expected(cells, terms, &next));
        if likelihood >= best - 1e-9 * (1.0 + best.abs()) {
            return Some((next, likelihood));
        }
        part /= 2.0;
    }
    None
}

/// Weight and working response of each cell.
type Working = Vec<(f64, f64)>;

fn start(cells: &[(u32, f64)]) -> Working {
    let means: Vec<f64> = cells.iter().map(|(_, count)| count + 0.1).collect();
    working(cells, &means)
}

fn working(cells: &[(u32, f64)], means: &[f64]) -> Working {
    let response = |((_, count), mean): (&(u32, f64), &f64)| (*mean, mean.ln() + (count - mean) / mean);
    cells.iter().zip(means).map(response).collect()
}

/// Solves the weighted normal equations for intercept and terms.
fn least_squares(cells: &[(u32, f64)], terms: &Terms, working: &Working) -> Option<Vec<f64>> {
    let size = terms.len() + 1;
    let mut matrix = vec![vec![0.0; size]; size];
    let mut right = vec![0.0; size];
    for ((history, _), (weight, response)) in cells.iter().zip(working) {
        let present: Vec<usize> = present(*history, terms).collect();
        for row in &present {
            right[*row] += weight * response;
            for column in &present {
                matrix[*row][*column] += weight;
            }
        }
    }
    solve(matrix, right)
}

/// Which coefficients a history has: the intercept (0) and each term of which it holds every list.
fn present(history: u32, terms: &Terms) -> impl Iterator<Item = usize> + '_ {
    let held = terms.iter().enumerate().filter(move |(_, term)| history & **term == **term).map(|(place, _)| place + 1);
    std::iter::once(0).chain(held)
}

fn expected(cells: &[(u32, f64)], terms: &Terms, beta: &[f64]) -> Vec<f64> {
    let mean = |(history, _): &(u32, f64)| present(*history, terms).map(|place| beta[place]).sum::<f64>().exp();
    cells.iter().map(mean).collect()
}

fn log_likelihood(cells: &[(u32, f64)], means: &[f64]) -> f64 {
    let term = |((_, count), mean): (&(u32, f64), &f64)| {
        let fitted = if *count > 0.0 { count * mean.ln() } else { 0.0 };
        fitted - mean - ln_gamma(count + 1.0)
    };
    cells.iter().zip(means).map(term).sum()
}

/// Solves a symmetric positive definite system by Cholesky; `None` where it is not.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let size = right.len();
    for column in 0..size {
        for row in column..size {
            let inner: f64 = (0..column).map(|place| matrix[row][place] * matrix[column][place]).sum();
            let rest = matrix[row][column] - inner;
            matrix[row][column] = match row == column {
                true if rest > 0.0 && rest.is_finite() => rest.sqrt(),
                true => return None,
                false => rest / matrix[column][column],
            };
        }
    }
    for row in 0..size {
        let inner: f64 = (0..row).map(|place| matrix[row][place] * right[place]).sum();
        right[row] = (right[row] - inner) / matrix[row][row];
    }
    for row in (0..size).rev() {
        let inner: f64 = (row + 1..size).map(|place| matrix[place][row] * right[place]).sum();
        right[row] = (right[row] - inner) / matrix[row][row];
    }
    Some(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Madigan & York (1997), spina bifida in upstate New York; model [12, 3].
    const MADIGAN_YORK: [(u32, f64); 7] =
        [(0b001, 60.0), (0b010, 49.0), (0b011, 4.0), (0b100, 247.0), (0b101, 112.0), (0b110, 142.0), (0b111, 12.0)];

    #[test]
    fn a_model_with_a_pair_meets_madigan_and_york() {
        let terms = vec![0b001, 0b010, 0b100, 0b011];
        let fit = fit(&MADIGAN_YORK, &terms).expect("a fit");
        assert!((626.0 + fit.intercept.exp() - 730.9285714).abs() < 5e-8);
        let bic = 5.0 * 626f64.ln() - 2.0 * fit.log_likelihood;
        assert!((bic - 76.0278).abs() < 5e-5, "{bic}");
    }

    #[test]
    fn a_fitted_model_keeps_the_totals_of_its_terms() {
        let terms = main_effects(3);
        let fit = fit(&MADIGAN_YORK, &terms).expect("a fit");
        for term in terms {
            let on = |values: &mut dyn Iterator<Item = (u32, f64)>| -> f64 {
                values.filter(|(history, _)| history & term == term).map(|(_, value)| value).sum()
            };
            let seen = on(&mut MADIGAN_YORK.iter().copied());
            let fitted = on(&mut MADIGAN_YORK.iter().map(|cell| cell.0).zip(fit.expected.iter().copied()));
            assert!((seen - fitted).abs() < 1e-9);
        }
    }

    #[test]
    fn a_system_that_is_not_positive_has_no_solution() {
        assert_eq!(solve(vec![vec![1.0, 1.0], vec![1.0, 1.0]], vec![1.0, 2.0]), None);
    }
}
