//! The infinitesimal jackknife of a cumulative incidence when subjects come under observation late.
//!
//! Without late entry it equals the one-pass variance of [`super::curve`]; with it the two differ, and this one is what
//! `survfit` gives for several causes. From its definition it costs subjects × times; here one step per subject.

/// A difference this small beside its parts holds no digit.
const ROUNDING: f64 = 1e-13;

/// One distinct time of a group.
pub(super) struct Moment {
    /// At risk.
    pub(super) at_risk: u64,
    /// Events of the cause.
    pub(super) own: u64,
    /// Events of any cause.
    pub(super) any: u64,
}

/// How a subject left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Exit {
    /// With an event of the cause asked for.
    Own,
    /// With an event of another cause.
    Other,
    /// Censored.
    Censored,
}

/// The influence of a subject on incidence F and survival S.
#[derive(Clone, Copy, Default, Debug)]
struct Influence {
    incidence: f64,
    survival: f64,
}

/// What a subject that entered late lacks of the influence of one that was there from the start:
/// `incidence = start.incidence − offset − F × slope` and `survival = S × (per_survival − slope)`.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Late {
    offset: f64,
    slope: f64,
}

/// Sums over the subjects at risk.
#[derive(Clone, Copy, Default, Debug)]
struct Sums {
    count: f64,
    offset: f64,
    slope: f64,
    offset_squared: f64,
    offset_slope: f64,
    slope_squared: f64,
}

impl Sums {
    fn add(&mut self, late: Late, count: f64) {
        self.count += count;
        self.offset += count * late.offset;
        self.slope += count * late.slope;
        self.offset_squared += count * late.offset * late.offset;
        self.offset_slope += count * late.offset * late.slope;
        self.slope_squared += count * late.slope * late.slope;
    }
}

/// Everything carried from time to time.
#[derive(Debug)]
pub(super) struct Jackknife {
    incidence: f64,
    survival: f64,
    /// Influence on the incidence of a subject at risk from the start, and on survival divided by survival.
    start: f64,
    per_survival: f64,
    at_risk: Sums,
    /// Sums of products of the influences of those who have left.
    left: [f64; 3],
}

impl Jackknife {
    pub(super) fn new() -> Jackknife {
        Jackknife { incidence: 0.0, survival: 1.0, start: 0.0, per_survival: 0.0, at_risk: Sums::default(), left: [0.0; 3] }
    }

    /// `count` subjects come under observation now; what they lack is theirs to keep until they leave.
    pub(super) fn enter(&mut self, count: u64) -> Late {
        let late = Late { offset: self.start - self.incidence * self.per_survival, slope: self.per_survival };
        self.at_risk.add(late, count as f64);
        late
    }

    /// Moves past one distinct time; [`Jackknife::leave`] follows for those who leave at it. Gives survival just before it,
    /// divided by the number at risk: what one event weighs.
    pub(super) fn step(&mut self, moment: &Moment) -> f64 {
        if moment.any == 0 || moment.at_risk == 0 {
            return 0.0;
        }
        let n = moment.at_risk as f64;
        let (own, any) = (moment.own as f64 / n, moment.any as f64 / n);
        let stay = (moment.at_risk - moment.any) as f64 / n;
        let weight = self.survival / n;
        let [incidences, both, survivals] = self.left;
        self.left = [incidences + 2.0 * own * both + own * own * survivals, stay * (both + own * survivals), stay * stay * survivals];
        self.start += self.survival * self.per_survival * own - weight * own;
        self.incidence += self.survival * own;
        self.survival *= stay;
        self.per_survival = if stay > 0.0 { self.per_survival + any / (n * stay) } else { 0.0 };
        weight
    }

    /// `count` subjects leave at the time of the last step, whose `weight` it gave.
    pub(super) fn leave(&mut self, late: Late, exit: Exit, weight: f64, count: u64) {
        let count = count as f64;
        self.at_risk.add(late, -count);
        let mut own = Influence {
            incidence: self.start - late.offset - self.incidence * late.slope,
            survival: self.survival * (self.per_survival - late.slope),
        };
        own.incidence += if exit == Exit::Own { weight } else { 0.0 };
        // Where survival has fallen to 0 nobody can change it any more.
        own.survival -= if exit == Exit::Censored || self.survival <= 0.0 { 0.0 } else { weight };
        self.left[0] += count * own.incidence * own.incidence;
        self.left[1] += count * own.incidence * own.survival;
        self.left[2] += count * own.survival * own.survival;
    }

    /// The variance of the incidence now: the sum of all squared influences.
    pub(super) fn variance(&self) -> f64 {
        let Sums { count, offset, slope, offset_squared, offset_slope, slope_squared } = self.at_risk;
        let (start, incidence) = (self.start, self.incidence);
        let at_risk = count * start * start - 2.0 * start * (offset + incidence * slope)
            + offset_squared
            + incidence * (2.0 * offset_slope + incidence * slope_squared);
        // What is far below the sums it is the difference of is rounding; and once survival is 0 nobody at risk counts.
        let summed = count * start * start + offset_squared + incidence * incidence * slope_squared;
        let rounding = self.survival <= 0.0 || at_risk < ROUNDING * summed;
        self.left[0].max(0.0) + if rounding { 0.0 } else { at_risk }
    }
}
