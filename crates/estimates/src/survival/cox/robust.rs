//! The sandwich: a variance that does not trust the model, from every subject's own influence (Lin & Wei 1989).

use super::newton::risks;
use super::risk_sets::{Prepared, Stratum};

/// What an event time adds to the score residuals of those at risk.
struct Increment {
    mark: usize,
    /// Σ weight / risk, and Σ weight × mean / risk per column.
    hazard: f64,
    pulled: Vec<f64>,
    /// Only for those with the event now: mean over the terms, and what they were spared because a share of them had gone.
    mean: Vec<f64>,
    spared: f64,
    spared_pulled: Vec<f64>,
}

/// The score residual of every row, for one of the subjects it stands for; row after row.
pub(super) fn score_residuals(prepared: &Prepared<'_>, coefficients: &[f64]) -> Vec<f64> {
    let (predictors, risks) = risks(prepared, coefficients);
    let mut residuals = vec![0.0; prepared.values.len()];
    for stratum in &prepared.strata {
        let increments = increments(prepared, stratum, &risks);
        let totals = totals(&increments, prepared.width);
        for row in &stratum.by_exit {
            let place = *row as usize * prepared.width;
            let own = &mut residuals[place..place + prepared.width];
            add_row(prepared, *row, predictors[*row as usize].exp(), (&increments, &totals), own);
        }
    }
    residuals
}

/// The event times of a stratum, the first one first.
fn increments(prepared: &Prepared<'_>, stratum: &Stratum, risks: &[f64]) -> Vec<Increment> {
    let width = prepared.width;
    let mut increments = Vec::new();
    prepared.visit(stratum, risks, |set| {
        let zero = || vec![0.0; width];
        let mut own = Increment { mark: set.mark, hazard: 0.0, pulled: zero(), mean: zero(), spared: 0.0, spared_pulled: zero() };
        for (weight, gone) in set.shares(prepared.ties) {
            let hazard = weight / set.risk(gone);
            own.hazard += hazard;
            own.spared += gone * hazard;
            for column in 0..width {
                let mean = set.mean(column, gone);
                own.pulled[column] += hazard * mean;
                own.spared_pulled[column] += gone * hazard * mean;
                own.mean[column] += weight * mean / set.count as f64;
            }
        }
        increments.push(own);
    });
    increments.reverse();
    increments
}

/// Running totals of hazard and pull before each event time, and after the last; `width + 1` numbers each.
fn totals(increments: &[Increment], width: usize) -> Vec<f64> {
    let mut totals = vec![0.0; width + 1];
    let mut running = totals.clone();
    for increment in increments {
        running[0] += increment.hazard;
        running[1..].iter_mut().zip(&increment.pulled).for_each(|(total, own)| *total += own);
        totals.extend_from_slice(&running);
    }
    totals
}

fn add_row(prepared: &Prepared<'_>, row: u32, risk: f64, (increments, totals): (&[Increment], &[f64]), residual: &mut [f64]) {
    let (from, through) = (prepared.timeline.from(row as usize), prepared.timeline.through(row as usize));
    let before = increments.partition_point(|increment| increment.mark < from);
    let after = increments.partition_point(|increment| increment.mark <= through);
    let width = prepared.width;
    let (early, late) = (&totals[before * (width + 1)..][..=width], &totals[after * (width + 1)..][..=width]);
    let values = prepared.row(row);
    let event = prepared.is_event(row).then(|| &increments[after - 1]);
    for column in 0..width {
        residual[column] -= risk * (values[column] * (late[0] - early[0]) - (late[column + 1] - early[column + 1]));
        if let Some(event) = event {
            let spared = risk * (values[column] * event.spared - event.spared_pulled[column]);
            residual[column] += values[column] - event.mean[column] + spared;
        }
    }
}

/// V (Σ u uᵀ) V, over the influences u of the subjects, or of the clusters: all rows with the same number are one.
pub(super) fn sandwich(prepared: &Prepared<'_>, residuals: &[f64], clusters: Option<&[u32]>, variance: &[f64]) -> Vec<f64> {
    let counts = prepared.subjects.iter().map(|subject| subject.count as f64);
    let width = prepared.width;
    if width == 0 {
        return Vec::new();
    }
    let mut middle = vec![0.0; width * width];
    let mut add = |influence: &[f64], weight: f64| {
        for row in 0..width {
            for column in 0..width {
                middle[row * width + column] += weight * influence[row] * influence[column];
            }
        }
    };
    match clusters {
        None => residuals.chunks_exact(width).zip(counts).for_each(|(own, count)| add(own, count)),
        Some(clusters) => {
            let most = clusters.iter().max().map_or(0, |most| *most as usize + 1);
            let mut sums = vec![0.0; most * width];
            for ((own, count), cluster) in residuals.chunks_exact(width).zip(counts).zip(clusters) {
                let place = *cluster as usize * width;
                sums[place..place + width].iter_mut().zip(own).for_each(|(sum, own)| *sum += count * own);
            }
            sums.chunks_exact(width).for_each(|own| add(own, 1.0));
        }
    }
    product(&product(variance, &middle, width), variance, width)
}

/// The product of two square matrices, row after row.
pub(in crate::survival) fn product(one: &[f64], other: &[f64], width: usize) -> Vec<f64> {
    let cell = |row: usize, column: usize| (0..width).map(|inner| one[row * width + inner] * other[inner * width + column]).sum();
    (0..width * width).map(|place| cell(place / width, place % width)).collect()
}
