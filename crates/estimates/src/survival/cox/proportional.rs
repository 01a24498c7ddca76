//! Are the hazards proportional? The score test of Grambsch & Therneau (1994) for coefficients that change with time,
//! as `cox.zph` of R's survival 3 computes it.

use super::newton::{Likelihood, risks};
use super::risk_sets::Prepared;
use crate::survival::chi_squared::ChiSquared;
use crate::survival::factorisation::Factorisation;

/// Beyond this a column's change with time is told by others already.
const SINGULAR: f64 = 1e-12;

/// Sums over the event times of score and information, plain and multiplied by the clock and its square.
struct Sums {
    plain: Vec<f64>,
    mixed: Vec<f64>,
    squared: Vec<f64>,
    score: Vec<f64>,
}

/// One test per group of columns, and for all together. `clock` gives the transformed time of a mark.
pub(super) fn tests(
    prepared: &Prepared<'_>,
    coefficients: &[f64],
    clock: impl Fn(usize) -> f64,
    groups: &[Vec<usize>],
) -> (Vec<ChiSquared>, ChiSquared) {
    let sums = sums(prepared, coefficients, clock);
    let width = prepared.width;
    let test = |columns: &[usize]| {
        let size = width + columns.len();
        let mut matrix = vec![0.0; size * size];
        for row in 0..size {
            for column in 0..size {
                matrix[row * size + column] = match (row.checked_sub(width), column.checked_sub(width)) {
                    (None, None) => sums.plain[row * width + column],
                    (None, Some(place)) => sums.mixed[row * width + columns[place]],
                    (Some(place), None) => sums.mixed[columns[place] * width + column],
                    (Some(one), Some(other)) => sums.squared[columns[one] * width + columns[other]],
                };
            }
        }
        let score: Vec<f64> = std::iter::repeat_n(0.0, width).chain(columns.iter().map(|column| sums.score[*column])).collect();
        let split = Factorisation::of(&matrix, size, SINGULAR);
        let freedom = (width..size).filter(|place| split.is_free(*place)).count();
        ChiSquared::new(split.quadratic(&score), freedom)
    };
    let all: Vec<usize> = (0..width).collect();
    (groups.iter().map(|columns| test(columns)).collect(), test(&all))
}

fn sums(prepared: &Prepared<'_>, coefficients: &[f64], clock: impl Fn(usize) -> f64) -> Sums {
    let (predictors, risks) = risks(prepared, coefficients);
    let width = prepared.width;
    let zero = || vec![0.0; width * width];
    let mut sums = Sums { plain: zero(), mixed: zero(), squared: zero(), score: vec![0.0; width] };
    for stratum in &prepared.strata {
        prepared.visit(stratum, &risks, |set| {
            let mut own = Likelihood::new(width);
            own.add(prepared, &predictors, set);
            own.mirror();
            let time = clock(set.mark);
            sums.score.iter_mut().zip(&own.score).for_each(|(sum, score)| *sum += time * score);
            for (place, cell) in own.information.iter().enumerate() {
                sums.plain[place] += cell;
                sums.mixed[place] += time * cell;
                sums.squared[place] += time * time * cell;
            }
        });
    }
    sums
}
