//! The same Poisson model with columns of any numbers in place of terms.

use statrs::function::gamma::ln_gamma;

use super::solve;

/// A fitted model.
pub(in crate::mse) struct Fit {
    /// One coefficient for each column.
    pub(in crate::mse) beta: Vec<f64>,
    /// Σ (y log μ − μ − log y!).
    pub(in crate::mse) log_likelihood: f64,
}

/// Fits rows of (columns, count) as [`super::fit`] does. `None` when the steps do not settle.
pub(in crate::mse) fn fit(rows: &[(Vec<f64>, f64)]) -> Option<Fit> {
    let mut beta = least_squares(rows, &rows.iter().map(|(_, count)| count + 0.1).collect::<Vec<_>>())?;
    let mut best = log_likelihood(rows, &beta);
    for _ in 0..200 {
        let target = least_squares(rows, &means(rows, &beta))?;
        let (next, likelihood) = uphill(rows, &beta, &target, best)?;
        let moved = next.iter().zip(&beta).map(|(new, old)| (new - old).abs()).fold(0.0, f64::max);
        (beta, best) = (next, likelihood);
        if moved < 1e-12 * (1.0 + beta[0].abs()) {
            return Some(Fit { beta, log_likelihood: best });
        }
    }
    None
}

fn uphill(rows: &[(Vec<f64>, f64)], beta: &[f64], target: &[f64], best: f64) -> Option<(Vec<f64>, f64)> {
    let parts = (0..40).map(|halvings| 0.5f64.powi(halvings));
    parts
        .map(|part| beta.iter().zip(target).map(|(old, new)| old + part * (new - old)).collect::<Vec<f64>>())
        .map(|next| {
            let likelihood = log_likelihood(rows, &next);
            (next, likelihood)
        })
        .find(|(_, likelihood)| *likelihood >= best - 1e-9 * (1.0 + best.abs()))
}

fn means(rows: &[(Vec<f64>, f64)], beta: &[f64]) -> Vec<f64> {
    rows.iter().map(|(row, _)| row.iter().zip(beta).map(|(value, beta)| value * beta).sum::<f64>().exp()).collect()
}

fn log_likelihood(rows: &[(Vec<f64>, f64)], beta: &[f64]) -> f64 {
    let term = |((_, count), mean): (&(Vec<f64>, f64), f64)| {
        let fitted = if *count > 0.0 { count * mean.ln() } else { 0.0 };
        fitted - mean - ln_gamma(count + 1.0)
    };
    rows.iter().zip(means(rows, beta)).map(term).sum()
}

fn least_squares(rows: &[(Vec<f64>, f64)], means: &[f64]) -> Option<Vec<f64>> {
    let size = rows.first()?.0.len();
    let (mut matrix, mut right) = (vec![0.0; size * size], vec![0.0; size]);
    for ((row, count), mean) in rows.iter().zip(means) {
        let response = mean.ln() + (count - mean) / mean;
        for at in 0..size {
            right[at] += mean * row[at] * response;
            for other in 0..=at {
                matrix[at * size + other] += mean * row[at] * row[other];
            }
        }
    }
    solve(matrix, right)
}
