//! Strata that borrow strength: each its own size and its own chance of every list, the bonds between lists shared.

use rayon::prelude::*;

use super::existence::reduce;
use super::fit::{Fitted, fit};
use super::log_linear;
use super::model::{Model, possible_terms};
use super::overlap::Overlap;
use super::texts;
use super::{Existence, IntervalKind, MethodResult, MseError, PopulationInterval};
use crate::normal;

/// Lists and strata together; each stratum but the first takes a place.
const MOST_PLACES: usize = 30;
/// Pairs of which every choice is fitted; beyond, pairs are added one by one.
const EVERY_CHOICE: usize = 10;

/// One stratum: its name and its table.
#[derive(Clone, PartialEq, Debug)]
pub struct Stratum {
    /// The value people of it share.
    pub value: String,
    /// Its overlap; the same lists in every stratum.
    pub overlap: Overlap,
}

/// Estimates every stratum with bonds between lists that all strata share, the bonds chosen by lowest BIC of the whole.
///
/// A stratum is written as one more mark on a history, and its size and its chance of every list as terms with that mark: the same
/// Poisson log-linear model then fits all strata at once, existence and parameters at minus infinity included. One result per
/// stratum, in order; none of them has an estimate when no model of the whole has.
///
/// # Errors
/// When the level does not lie between 0 and 1, the strata are fewer than two or have other lists, or are too many.
pub fn borrowed(strata: &[Stratum], level: f64) -> Result<Vec<MethodResult>, MseError> {
    let z = normal::two_sided(level).ok_or(MseError::Level { level })?;
    let lists = strata.first().map_or(0, |stratum| stratum.overlap.lists().len());
    let is_alike = strata.iter().all(|stratum| stratum.overlap.lists() == strata[0].overlap.lists());
    let places = lists + strata.len().saturating_sub(1);
    if strata.len() < 2 || !is_alike || places > MOST_PLACES {
        return Err(MseError::Strata { strata: strata.len() });
    }
    let whole =
        Whole { lists, places, cells: cells(strata, lists), observed: strata.iter().map(|own| own.overlap.observed() as f64).sum() };
    let Some((bonds, fitted)) = whole.lowest_bic() else {
        return Ok(strata.iter().map(|_| nothing()).collect());
    };
    Ok((0..strata.len()).map(|at| whole.stratum(at, strata[at].overlap.observed() as f64, &bonds, &fitted, (level, z))).collect())
}

/// Adds up parts of a population that share nobody, each estimated by the same method on its own lists.
///
/// Children of different ages are known by different lists, and parts that are told should add up to the whole. The lower limit is the sum less √Σ(estimate − lower limit)², the upper one likewise (Zou & Donner
/// 2008, *Statistics in Medicine* 27). `None` when a part has no estimate or no upper limit, or levels or methods differ.
///
/// Lists that a thousand and a hundred people are on by chances of 0.6, 0.5 and 0.4:
///
/// ```
/// use estimates::mse::{Method, Overlap, Settings, added, estimate};
/// let lists = ["a", "b", "c"].map(String::from).to_vec();
/// let of = |counts: [u64; 7]| Overlap::new(lists.clone(), (1u32..).zip(counts)).unwrap();
/// let part = |counts| estimate(&of(counts), &Method::Independence, &Settings::default()).unwrap();
/// let (young, older) = (part([180, 120, 180, 80, 120, 80, 120]), part([18, 12, 18, 8, 12, 8, 12]));
/// let both = added(&[&young, &older]).unwrap();
/// assert!((both.estimate.unwrap() - 1100.0).abs() < 1e-6);
/// ```
pub fn added(parts: &[&MethodResult]) -> Option<MethodResult> {
    let first = parts.first()?.intervals.first()?;
    let (mut sum, mut below, mut above) = (0.0, 0.0, 0.0);
    for part in parts {
        let interval = part.intervals.first().filter(|own| own.level == first.level && part.method == parts[0].method)?;
        let (estimate, upper) = (part.estimate?, interval.upper?);
        sum += estimate;
        below += (estimate - interval.lower).max(0.0).powi(2);
        above += (upper - estimate).max(0.0).powi(2);
    }
    let interval = PopulationInterval { lower: sum - below.sqrt(), upper: Some(sum + above.sqrt()), ..*first };
    let existence = Existence::Exists;
    Some(MethodResult {
        method: parts[0].method,
        estimate: Some(sum),
        intervals: vec![interval],
        existence,
        warnings: Vec::new(),
        ..nothing()
    })
}

/// The mark of a stratum; the first has none.
fn mark(lists: usize, stratum: usize) -> u32 {
    if stratum == 0 { 0 } else { 1 << (lists + stratum - 1) }
}

fn cells(strata: &[Stratum], lists: usize) -> Vec<(u32, f64)> {
    let of = |(at, stratum): (usize, &Stratum)| {
        let own = mark(lists, at);
        stratum.overlap.cells().into_iter().map(move |(history, count)| (history | own, count)).collect::<Vec<_>>()
    };
    strata.iter().enumerate().flat_map(of).collect()
}

/// All strata in one table.
struct Whole {
    lists: usize,
    places: usize,
    cells: Vec<(u32, f64)>,
    observed: f64,
}

impl Whole {
    fn model(&self, bonds: &[u32]) -> Model {
        let marks = (self.lists..self.places).flat_map(|mark| (0..self.lists).map(move |list| 1u32 << mark | 1 << list));
        Model::of(self.places, marks.chain(bonds.iter().copied()))
    }

    fn fit(&self, bonds: &[u32]) -> Option<Fitted> {
        fit(&self.cells, self.observed, &self.model(bonds)).ok()
    }

    fn lowest_bic(&self) -> Option<(Vec<u32>, Fitted)> {
        let pairs = possible_terms(self.lists, 2);
        if pairs.len() > EVERY_CHOICE {
            return self.one_by_one(&pairs);
        }
        let choices: Vec<u32> = (0..1u32 << pairs.len()).collect();
        let chosen = |choice: &u32| -> Vec<u32> {
            pairs.iter().enumerate().filter(|(at, _)| choice >> at & 1 == 1).map(|(_, pair)| *pair).collect()
        };
        let fits: Vec<(Vec<u32>, Fitted)> =
            choices.par_iter().filter_map(|choice| self.fit(&chosen(choice)).map(|fit| (chosen(choice), fit))).collect();
        fits.into_iter().min_by(|one, other| one.1.bic.total_cmp(&other.1.bic).then_with(|| one.0.cmp(&other.0)))
    }

    fn one_by_one(&self, pairs: &[u32]) -> Option<(Vec<u32>, Fitted)> {
        let mut now: (Vec<u32>, Fitted) = (Vec::new(), self.fit(&[])?);
        loop {
            let grown: Vec<(Vec<u32>, Fitted)> = pairs
                .par_iter()
                .filter(|pair| !now.0.contains(pair))
                .filter_map(|pair| {
                    let bonds: Vec<u32> = now.0.iter().copied().chain([*pair]).collect();
                    self.fit(&bonds).map(|fit| (bonds, fit))
                })
                .collect();
            match grown.into_iter().min_by(|one, other| one.1.bic.total_cmp(&other.1.bic)).filter(|best| best.1.bic < now.1.bic) {
                Some(best) => now = best,
                None => return Some(now),
            }
        }
    }

    fn stratum(&self, at: usize, observed: f64, bonds: &[u32], fitted: &Fitted, (level, z): (f64, f64)) -> MethodResult {
        let Some((log, error)) = self.log_hidden(mark(self.lists, at), &self.model(bonds)) else { return nothing() };
        let limit = |side: f64| observed + (log + side * z * error).exp();
        MethodResult {
            estimate: Some(observed + log.exp()),
            intervals: vec![PopulationInterval { kind: IntervalKind::Normal, level, lower: limit(-1.0), upper: Some(limit(1.0)) }],
            model: Model::of(self.lists, bonds.iter().copied()).words(),
            existence: Existence::Exists,
            bic: Some(fitted.bic),
            warnings: vec![texts::borrowed()],
            ..nothing()
        }
    }

    /// Log of the number of this stratum on no list, and its standard error from the information of the whole.
    fn log_hidden(&self, mark: u32, model: &Model) -> Option<(f64, f64)> {
        let reduced = reduce(&self.cells, model);
        let fit = log_linear::fit(&reduced.cells, &reduced.terms)?;
        let size = reduced.terms.len() + 1;
        let columns = |history: u32| -> Vec<f64> {
            std::iter::once(1.0).chain(reduced.terms.iter().map(|term| f64::from(u8::from(history & term == *term)))).collect()
        };
        let at = columns(mark);
        let log = at.iter().zip(&fit.beta).map(|(column, beta)| column * beta).sum();
        let mut information = vec![0.0; size * size];
        for ((history, _), mean) in reduced.cells.iter().zip(&fit.expected) {
            let row = columns(*history);
            for one in 0..size {
                (0..size).for_each(|other| information[one * size + other] += mean * row[one] * row[other]);
            }
        }
        let solved = log_linear::solve(information, at.clone())?;
        let variance: f64 = at.iter().zip(&solved).map(|(one, other)| one * other).sum();
        (variance >= 0.0).then(|| (log, variance.sqrt()))
    }
}

fn nothing() -> MethodResult {
    MethodResult {
        method: "borrowed",
        estimate: None,
        intervals: Vec::new(),
        model: Vec::new(),
        existence: Existence::NoMaximum,
        bic: None,
        posterior: None,
        warnings: vec![texts::no_model_fits()],
    }
}

#[cfg(test)]
mod tests {
    use super::super::methods::{Method, Settings, estimate};
    use super::super::tables::table;
    use super::*;

    fn stratum(value: &str, rows: &[(u32, u64)]) -> Stratum {
        Stratum { value: value.to_owned(), overlap: table("a b c", rows.iter().copied()) }
    }

    const LARGE: [(u32, u64); 7] = [(1, 600), (2, 490), (3, 40), (4, 2470), (5, 1120), (6, 1420), (7, 120)];

    #[test]
    fn strata_with_the_same_shares_say_the_same_share_is_hidden() {
        let half: Vec<(u32, u64)> = LARGE.iter().map(|(history, count)| (*history, count / 2)).collect();
        let strata = [stratum("girls", &LARGE), stratum("boys", &half)];
        let found = borrowed(&strata, 0.95).expect("results");
        let alone = estimate(&strata[0].overlap, &Method::Bic, &Settings::default()).expect("a result");
        let (girls, boys) = (found[0].estimate.expect("an estimate"), found[1].estimate.expect("an estimate"));
        assert_eq!(found[0].model, alone.model);
        assert!((girls / alone.estimate.expect("an estimate") - 1.0).abs() < 1e-9);
        assert!((girls / boys - 2.0).abs() < 1e-9, "{girls} {boys}");
    }

    #[test]
    fn a_small_stratum_borrows_from_a_large_one() {
        let small = [(1, 6), (2, 5), (4, 25), (5, 11), (6, 14), (7, 1)];
        let strata = [stratum("girls", &LARGE), stratum("boys", &small)];
        let found = borrowed(&strata, 0.95).expect("results");
        // Nobody of the small stratum stands on a and b alone; by itself it would need that bond at minus infinity.
        assert_eq!(found[1].model, found[0].model);
        let (estimate, interval) = (found[1].estimate.expect("an estimate"), found[1].intervals[0]);
        assert!(interval.lower < estimate && interval.upper.is_some_and(|upper| estimate < upper && upper < 200.0), "{interval:?}");
    }

    #[test]
    fn the_order_of_strata_changes_nothing() {
        let small = [(1, 60), (2, 50), (4, 250), (5, 110), (6, 140), (7, 10), (3, 2)];
        let (one, two) = (stratum("girls", &LARGE), stratum("boys", &small));
        let there = borrowed(&[one.clone(), two.clone()], 0.95).expect("results");
        let back = borrowed(&[two, one], 0.95).expect("results");
        let near =
            |one: &MethodResult, other: &MethodResult| (one.estimate.expect("one") / other.estimate.expect("other") - 1.0).abs() < 1e-8;
        assert!(near(&there[0], &back[1]) && near(&there[1], &back[0]));
    }

    /// By hand: 300 [260, 380] and 100 [70, 160] are 400 [350, 500].
    #[test]
    fn parts_add_up_with_their_limits() {
        let part = |estimate, lower, upper| MethodResult {
            method: "bic",
            estimate: Some(estimate),
            intervals: vec![PopulationInterval { kind: IntervalKind::Profile, level: 0.95, lower, upper }],
            ..nothing()
        };
        let (one, two) = (part(300.0, 260.0, Some(380.0)), part(100.0, 70.0, Some(160.0)));
        let both = added(&[&one, &two]).expect("a sum");
        assert_eq!((both.estimate, both.intervals[0].lower, both.intervals[0].upper), (Some(400.0), 350.0, Some(500.0)));
        assert_eq!(added(&[&one, &part(100.0, 70.0, None)]), None);
        assert_eq!(added(&[&one, &MethodResult { method: "stepwise", ..two }]), None);
    }

    #[test]
    fn one_stratum_has_nobody_to_borrow_from() {
        assert_eq!(borrowed(&[stratum("all", &LARGE)], 0.95), Err(MseError::Strata { strata: 1 }));
    }
}
