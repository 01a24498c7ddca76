//! Children who are harder to find than others: a lower bound, and a model of how much harder.

use super::log_linear::columns;
use super::overlap::Overlap;

/// The log-linear model log μ = γ + Σ βⱼ on list j + the columns of heterogeneity, fitted; the number on no list is exp γ.
struct Heterogeneous {
    hidden: f64,
    extra: Vec<f64>,
    log_likelihood: f64,
}

/// An estimate under heterogeneity.
pub(super) struct Found {
    pub(super) hidden: f64,
    pub(super) log_likelihood: f64,
    /// Parameters, the intercept included.
    pub(super) parameters: usize,
}

/// Chao's lower bound where lists differ (Chao 1987; Rivest & Baillargeon 2007): histories of three or more lists get a
/// level of their own for each number of lists, so that only those of one and two say how many are on none. A level
/// below what independence says speaks against heterogeneity and is left out, the lowest first.
pub(super) fn chao(overlap: &Overlap) -> Option<Found> {
    // Where nobody is on so many lists, that level is below what independence says.
    let is_seen = |level: &u32| overlap.histories().any(|(history, _)| history.count_ones() == *level);
    let mut levels: Vec<u32> = (3..=overlap.lists().len() as u32).filter(is_seen).collect();
    loop {
        let extra: Vec<Box<dyn Fn(u32) -> f64>> = levels.iter().map(|level| boxed(level_of(*level))).collect();
        let fitted = fit(overlap, &extra)?;
        let lowest = fitted.extra.iter().copied().zip(0..).min_by(|one, other| one.0.total_cmp(&other.0));
        match lowest.filter(|(value, _)| *value < 0.0) {
            Some((_, at)) => drop(levels.remove(at)),
            None => return Some(found(overlap, &fitted)),
        }
    }
}

fn boxed(column: impl Fn(u32) -> f64 + 'static) -> Box<dyn Fn(u32) -> f64> {
    Box::new(column)
}

fn level_of(level: u32) -> impl Fn(u32) -> f64 {
    move |history| f64::from(u8::from(history.count_ones() == level))
}

/// Darroch's model: how easily a child is found is normal among those on no list, which adds τ k²/2 for k lists (Darroch,
/// Fienberg, Glonek & Junker 1993).
pub(super) fn darroch(overlap: &Overlap) -> Option<Found> {
    let square = |history: u32| f64::from(history.count_ones().pow(2)) / 2.0;
    let fitted = fit(overlap, &[boxed(square)])?;
    Some(found(overlap, &fitted))
}

fn found(overlap: &Overlap, fitted: &Heterogeneous) -> Found {
    let parameters = 1 + overlap.lists().len() + fitted.extra.len();
    Found { hidden: fitted.hidden, log_likelihood: fitted.log_likelihood, parameters }
}

fn fit(overlap: &Overlap, extra: &[Box<dyn Fn(u32) -> f64>]) -> Option<Heterogeneous> {
    let lists = overlap.lists().len();
    let cells = overlap.cells();
    let row = |(history, count): &(u32, f64)| {
        let on = (0..lists).map(|list| f64::from(history >> list & 1));
        (std::iter::once(1.0).chain(on).chain(extra.iter().map(|column| column(*history))).collect(), *count)
    };
    let fit = columns::fit(&cells.iter().map(row).collect::<Vec<_>>())?;
    Some(Heterogeneous { hidden: fit.beta[0].exp(), extra: fit.beta[1 + lists..].to_vec(), log_likelihood: fit.log_likelihood })
}

#[cfg(test)]
mod tests {
    use super::super::tables::table;
    use super::*;

    /// With lists that are alike, n + (t − 1)/(2t) · f₁²/f₂ (Chao 1987 with t occasions).
    #[test]
    fn the_lower_bound_of_lists_that_are_alike_is_chaos() {
        let overlap = table("a b c", [(1, 20), (2, 20), (4, 20), (3, 5), (5, 5), (6, 5), (7, 4)]);
        let found = chao(&overlap).expect("a bound");
        let expected = (2.0 / 6.0) * 60.0 * 60.0 / 15.0;
        assert!((found.hidden / expected - 1.0).abs() < 1e-9, "{}", found.hidden);
    }

    #[test]
    fn independent_lists_need_no_heterogeneity() {
        // N = 1000 with probabilities .5, .4, .2: expected numbers.
        let overlap = table("a b c", [(1, 240), (2, 160), (4, 60), (3, 160), (5, 60), (6, 40), (7, 40)]);
        for found in [chao(&overlap), darroch(&overlap)] {
            let hidden = found.expect("an estimate").hidden;
            assert!((hidden - 240.0).abs() < 1e-6, "{hidden}");
        }
    }

    #[test]
    fn heterogeneity_hides_more() {
        // Half found with probability .2, half with .8 on each of three lists, 1000 people.
        let counts = |lists: i32| 500.0 * (0.2f64.powi(lists) * 0.8f64.powi(3 - lists) + 0.8f64.powi(lists) * 0.2f64.powi(3 - lists));
        let rows = (1u32..8).map(|history| (history, counts(history.count_ones() as i32).round() as u64));
        let overlap = table("a b c", rows);
        let independent = super::super::independence(&overlap, 0.95).expect("a result").estimate.expect("an estimate");
        let (low, mid) = (chao(&overlap).expect("a bound").hidden, darroch(&overlap).expect("an estimate").hidden);
        let seen = overlap.observed() as f64;
        assert!(independent < seen + low && seen + low < 1010.0 && mid > independent - seen);
    }
}
