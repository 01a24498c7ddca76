//! Areas that add up to the country.

use super::{AreaError, AreaEstimate};

/// Estimates brought to a total.
#[derive(Clone, PartialEq, Debug)]
pub struct Benchmark {
    /// The areas, in the order given; the mean squared error carries what moving them adds.
    pub areas: Vec<AreaEstimate>,
    /// What every estimate was multiplied by.
    pub factor: f64,
}

/// Multiplies the estimates so that Σ wᵢ θᵢ is `total`: ratio benchmarking. Weights are the areas' sizes for means and
/// shares, 1 for totals. What an estimate moved by is squared and added to its mean squared error, so that a benchmark
/// far away shows (Steorts & Ghosh 2013, Statistica Sinica 23, give the same for its expectation).
///
/// # Errors
///
/// When there is not one weight for each area, or the estimates add up to 0, or to another sign than the total.
///
/// ```
/// use estimates::area::{AreaEstimate, benchmark};
/// let area = |eblup| AreaEstimate { eblup, mse: 0.01, shrinkage: 0.5, synthetic: 1.0 };
/// let whole = benchmark(&[area(1.0), area(2.0)], &[10.0, 10.0], 33.0).unwrap();
/// assert!((whole.areas[0].eblup * 10.0 + whole.areas[1].eblup * 10.0 - 33.0).abs() < 1e-12);
/// ```
pub fn benchmark(areas: &[AreaEstimate], weights: &[f64], total: f64) -> Result<Benchmark, AreaError> {
    if weights.len() != areas.len() {
        return Err(AreaError::Length { given: weights.len(), expected: areas.len() });
    }
    let sum: f64 = areas.iter().zip(weights).map(|(area, weight)| area.eblup * weight).sum();
    let factor = total / sum;
    if !factor.is_finite() || factor <= 0.0 {
        return Err(AreaError::Benchmark { sum, total });
    }
    let moved = |area: &AreaEstimate| {
        let eblup = area.eblup * factor;
        AreaEstimate { eblup, mse: area.mse + (eblup - area.eblup).powi(2), ..*area }
    };
    Ok(Benchmark { areas: areas.iter().map(moved).collect(), factor })
}
