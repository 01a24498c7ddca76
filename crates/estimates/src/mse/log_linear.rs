//! Poisson log-linear models of the observed histories, fitted by iteratively reweighted least squares.

pub(super) mod columns;

use statrs::function::gamma::ln_gamma;

/// A fitted model.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Fit {
    /// Log of the expected number on no list: the intercept.
    pub(super) intercept: f64,
    /// Every coefficient, the intercept first.
    pub(super) beta: Vec<f64>,
    /// Expected numbers, in the order of the cells.
    pub(super) expected: Vec<f64>,
    /// Σ (y log μ − μ − log y!).
    pub(super) log_likelihood: f64,
}

/// Fits a model to cells of (history, count). `None` when the steps do not settle, as where no maximum exists.
///
/// Newton's steps for the canonical link (McCullagh & Nelder 1989, section 2.5), from μ = y + 0.1, halved while the
/// likelihood falls; done when no coefficient moves by more than 1e-12, or the likelihood cannot rise any more.
pub(super) fn fit(cells: &[(u32, f64)], terms: &[u32]) -> Option<Fit> {
    let problem = Newton::new(cells, terms);
    let mut beta = problem.least_squares(&problem.start())?;
    let mut means = problem.expected(&beta);
    let mut best = problem.kernel(&means);
    for _ in 0..200 {
        let target = problem.least_squares(&problem.working(&means))?;
        let (next, next_means, likelihood) = problem.uphill(&beta, &target, best)?;
        let moved = next.iter().zip(&beta).map(|(new, old)| (new - old).abs()).fold(0.0, f64::max);
        (beta, means, best) = (next, next_means, likelihood);
        if moved < 1e-12 * (1.0 + beta[0].abs()) {
            let constant: f64 = cells.iter().map(|(_, count)| ln_gamma(count + 1.0)).sum();
            return Some(Fit { intercept: beta[0], beta, expected: means, log_likelihood: best - constant });
        }
    }
    None
}

/// A table and a model, ready for steps.
struct Newton {
    counts: Vec<f64>,
    /// For each cell the coefficients it has, the intercept (0) among them.
    held: Vec<Vec<u16>>,
    size: usize,
}

/// Weight and working response of each cell.
type Working = Vec<(f64, f64)>;

impl Newton {
    fn new(cells: &[(u32, f64)], terms: &[u32]) -> Newton {
        let held = |history: u32| {
            let terms = terms.iter().zip(1u16..).filter(move |(term, _)| history & **term == **term).map(|(_, place)| place);
            std::iter::once(0).chain(terms).collect()
        };
        Newton {
            counts: cells.iter().map(|(_, count)| *count).collect(),
            held: cells.iter().map(|(history, _)| held(*history)).collect(),
            size: terms.len() + 1,
        }
    }

    fn start(&self) -> Working {
        self.working(&self.counts.iter().map(|count| count + 0.1).collect::<Vec<_>>())
    }

    fn working(&self, means: &[f64]) -> Working {
        self.counts.iter().zip(means).map(|(count, mean)| (*mean, mean.ln() + (count - mean) / mean)).collect()
    }

    fn expected(&self, beta: &[f64]) -> Vec<f64> {
        self.held.iter().map(|held| held.iter().map(|place| beta[usize::from(*place)]).sum::<f64>().exp()).collect()
    }

    /// Σ (y log μ − μ): the likelihood but for a constant.
    fn kernel(&self, means: &[f64]) -> f64 {
        let term = |(count, mean): (&f64, &f64)| if *count > 0.0 { count * mean.ln() - mean } else { -mean };
        self.counts.iter().zip(means).map(term).sum()
    }

    /// Goes from `beta` towards `target`, half as far each time the likelihood would fall.
    fn uphill(&self, beta: &[f64], target: &[f64], best: f64) -> Option<(Vec<f64>, Vec<f64>, f64)> {
        let mut part = 1.0;
        for _ in 0..40 {
            let next: Vec<f64> = beta.iter().zip(target).map(|(old, new)| old + part * (new - old)).collect();
            let means = self.expected(&next);
            let likelihood = self.kernel(&means);
            if likelihood >= best - 1e-9 * (1.0 + best.abs()) {
                return Some((next, means, likelihood));
            }
            part /= 2.0;
        }
        None
    }

    /// Solves the weighted normal equations.
    fn least_squares(&self, working: &Working) -> Option<Vec<f64>> {
        let mut matrix = vec![0.0; self.size * self.size];
        let mut right = vec![0.0; self.size];
        for (held, (weight, response)) in self.held.iter().zip(working) {
            for (at, row) in held.iter().enumerate() {
                let row = usize::from(*row);
                right[row] += weight * response;
                for column in &held[..=at] {
                    matrix[row * self.size + usize::from(*column)] += weight;
                }
            }
        }
        solve(matrix, right)
    }
}

/// Solves a symmetric positive definite system by Cholesky, from the lower triangle in rows; `None` where it is not.
pub(super) fn solve(mut matrix: Vec<f64>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let size = right.len();
    for row in 0..size {
        for column in 0..=row {
            let (upper, own) = matrix.split_at_mut(row * size);
            let other = if column == row { &own[..column] } else { &upper[column * size..column * size + column] };
            let inner: f64 = own[..column].iter().zip(other).map(|(one, other)| one * other).sum();
            let rest = own[column] - inner;
            own[column] = match row == column {
                true if rest > 0.0 && rest.is_finite() => rest.sqrt(),
                true => return None,
                false => rest / upper[column * size + column],
            };
        }
    }
    for row in 0..size {
        let inner: f64 = (0..row).map(|place| matrix[row * size + place] * right[place]).sum();
        right[row] = (right[row] - inner) / matrix[row * size + row];
    }
    for row in (0..size).rev() {
        let inner: f64 = (row + 1..size).map(|place| matrix[place * size + row] * right[place]).sum();
        right[row] = (right[row] - inner) / matrix[row * size + row];
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
        let terms = vec![0b001, 0b010, 0b100];
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
        assert_eq!(solve(vec![1.0, 1.0, 1.0, 1.0], vec![1.0, 2.0]), None);
    }
}
