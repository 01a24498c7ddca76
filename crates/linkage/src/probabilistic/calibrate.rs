//! Probabilities held to what is known of some pairs: a shift and a slope of the odds (Platt 1999), with a prior around
//! leaving them as they are.

/// How far the odds of a set that was never labelled may be off, one standard deviation: of the shift (natural logarithm)
/// and of the slope.
const USUAL: (f64, f64) = (0.5, 0.15);
const ROUNDS: usize = 100;
const HALVINGS: i32 = 30;
/// Slopes stay within this range, so that the order of pairs never turns.
const SLOPES: (f64, f64) = (0.1, 4.0);

/// How stated odds are moved, and how surely.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Tilt {
    pub(crate) shift: f64,
    pub(crate) slope: f64,
    /// Lower triangle of the root of the covariance of both.
    root: [f64; 3],
    /// Pairs learned from.
    pub(crate) from: u64,
}

impl Tilt {
    /// Learns from pairs with stated odds and the truth; without any, odds stay as they are.
    pub(crate) fn learn(known: &[(f64, bool)]) -> Tilt {
        let (mut shift, mut slope) = (0.0f64, 1.0f64);
        let mut reached = plausible(known, shift, slope);
        for _ in 0..ROUNDS {
            let (gradient, bend) = slopes(known, shift, slope);
            let step = solve(bend, gradient);
            // Where sure odds are wrong a whole step of Newton goes too far: it is halved until it gains.
            let tried = (0..HALVINGS).map(|halved| {
                let part = 0.5f64.powi(halved);
                (shift + part * step.0, (slope + part * step.1).clamp(SLOPES.0, SLOPES.1))
            });
            let better = tried.map(|(shift, slope)| (shift, slope, plausible(known, shift, slope))).find(|own| own.2 > reached);
            let Some(better) = better else { break };
            let gain = better.2 - reached;
            (shift, slope, reached) = better;
            if gain < 1e-12 {
                break;
            }
        }
        let (_, bend) = slopes(known, shift, slope);
        Tilt { shift, slope, root: root(bend), from: known.len() as u64 }
    }

    /// Odds as moved.
    pub(crate) fn odds(&self, stated: f64) -> f64 {
        self.shift + self.slope * stated
    }

    /// One that could as well be true, by two standard normal draws.
    pub(crate) fn drawn(&self, (first, second): (f64, f64)) -> Tilt {
        let [a, b, c] = self.root;
        let slope = (self.slope + b * first + c * second).clamp(SLOPES.0, SLOPES.1);
        Tilt { shift: self.shift + a * first, slope, ..*self }
    }

    /// What these odds, moved by `self`, would be if moved by another.
    pub(crate) fn moved(&self, odds: f64, other: &Tilt) -> f64 {
        other.odds((odds - self.shift) / self.slope)
    }
}

type Pair = (f64, f64);

/// Logarithm of the posterior, but for a constant.
fn plausible(known: &[(f64, bool)], shift: f64, slope: f64) -> f64 {
    let prior = -0.5 * ((shift / USUAL.0).powi(2) + ((slope - 1.0) / USUAL.1).powi(2));
    let log = |(odds, same): &(f64, bool)| {
        let own = shift + slope * odds;
        let right = if *same { own } else { -own };
        // -ln(1 + e^-x) without overflow.
        right.min(0.0) - (-right.abs()).exp().ln_1p()
    };
    prior + known.iter().map(log).sum::<f64>()
}

/// Gradient and negative second derivatives of the log posterior.
fn slopes(known: &[(f64, bool)], shift: f64, slope: f64) -> (Pair, [f64; 3]) {
    let (precise_shift, precise_slope) = (USUAL.0.powi(-2), USUAL.1.powi(-2));
    let mut gradient = (-shift * precise_shift, -(slope - 1.0) * precise_slope);
    let mut bend = [precise_shift, 0.0, precise_slope];
    for (odds, same) in known {
        let p = super::score::probability(shift + slope * odds);
        let left = f64::from(u8::from(*same)) - p;
        gradient = (gradient.0 + left, gradient.1 + left * odds);
        let weight = p * (1.0 - p);
        bend = [bend[0] + weight, bend[1] + weight * odds, bend[2] + weight * odds * odds];
    }
    (gradient, bend)
}

fn solve([a, b, c]: [f64; 3], right: Pair) -> Pair {
    let determinant = a * c - b * b;
    ((c * right.0 - b * right.1) / determinant, (a * right.1 - b * right.0) / determinant)
}

/// Root of the inverse: the first draw moves the shift and drags the slope along, the second moves the slope.
fn root([a, b, c]: [f64; 3]) -> [f64; 3] {
    let determinant = a * c - b * b;
    let (shift, both, slope) = (c / determinant, -b / determinant, a / determinant);
    let first = shift.sqrt();
    let drag = both / first;
    [first, drag, (slope - drag * drag).max(0.0).sqrt()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probabilistic::table::Chance;

    #[test]
    fn nothing_known_moves_nothing_and_is_as_unsure_as_usual() {
        let tilt = Tilt::learn(&[]);
        assert_eq!((tilt.shift, tilt.slope, tilt.root[1]), (0.0, 1.0, 0.0));
        assert!((tilt.root[0] - 0.5).abs() < 1e-12 && (tilt.root[2] - 0.15).abs() < 1e-12);
    }

    #[test]
    fn a_known_shift_and_slope_come_back() {
        let mut chance = Chance(4);
        let known: Vec<(f64, bool)> = (0..40_000)
            .map(|_| {
                let odds = 12.0 * chance.share() - 6.0;
                (odds, chance.share() < crate::probabilistic::score::probability(-1.2 + 0.7 * odds))
            })
            .collect();
        let tilt = Tilt::learn(&known);
        assert!((tilt.shift + 1.2).abs() < 4.0 * tilt.root[0] && (tilt.slope - 0.7).abs() < 0.03, "{tilt:?}");
        assert!((tilt.moved(tilt.odds(2.0), &Tilt::learn(&[])) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn labels_that_cannot_be_told_apart_do_not_run_away() {
        let tilt = Tilt::learn(&[(3.0, true), (2.0, true), (-3.0, false), (-2.0, false)]);
        assert!(tilt.slope < 1.5 && tilt.shift.abs() < 0.1, "{tilt:?}");
        let all_wrong = Tilt::learn(&vec![(4.0, false); 200]);
        assert!(all_wrong.odds(4.0) < -1.0 && all_wrong.slope >= SLOPES.0, "{all_wrong:?}");
    }
}
