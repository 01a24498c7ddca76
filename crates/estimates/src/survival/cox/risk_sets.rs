//! The risk sets of a Cox model: at every event time the sums over those at risk and over those with the event.

use crate::survival::Subject;
use crate::survival::design::Design;
use crate::survival::timeline::{Classes, Timeline};

/// How events of the same time are handled.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Ties {
    /// Efron (1977): those with the event leave the risk set a share at a time.
    #[default]
    Efron,
    /// Breslow (1974): all of them stay in it.
    Breslow,
}

/// When those who had not entered yet are taken out and less than this share of the largest sum is left, what is left has
/// lost too many digits: it is summed again.
const CANCELLED: f64 = 1e-4;

/// Subjects and columns in the shape every pass needs.
#[derive(Clone, Debug)]
pub(in crate::survival) struct Prepared<'a> {
    pub(in crate::survival) subjects: &'a [Subject<'a>],
    pub(in crate::survival) timeline: &'a Timeline,
    pub(in crate::survival) ties: Ties,
    /// Number of columns.
    pub(in crate::survival) width: usize,
    /// Row after row: centred, and divided by the mean distance to the mean.
    pub(in crate::survival) values: Vec<f64>,
    /// What each column was divided by.
    pub(in crate::survival) scales: Vec<f64>,
    pub(in crate::survival) strata: Vec<Stratum>,
}

/// The rows of a stratum.
#[derive(Clone, Debug)]
pub(in crate::survival) struct Stratum {
    /// In order of time.
    pub(in crate::survival) by_exit: Vec<u32>,
    /// In order of coming under observation.
    pub(in crate::survival) by_entry: Vec<u32>,
}

/// Sums over some rows of the risk (count × exp of the linear predictor), risk × value, risk × value × value.
#[derive(Clone, Debug)]
pub(in crate::survival) struct Moments {
    pub(in crate::survival) risk: f64,
    pub(in crate::survival) first: Vec<f64>,
    pub(in crate::survival) second: Vec<f64>,
}

impl Moments {
    pub(in crate::survival) fn new(width: usize) -> Moments {
        Moments { risk: 0.0, first: vec![0.0; width], second: vec![0.0; width * width] }
    }

    pub(in crate::survival) fn add(&mut self, values: &[f64], risk: f64) {
        self.risk += risk;
        for (row, value) in values.iter().enumerate() {
            let own = risk * value;
            self.first[row] += own;
            for (column, other) in values[..=row].iter().enumerate() {
                self.second[row * values.len() + column] += own * other;
            }
        }
    }

    /// These sums and a part of others.
    pub(in crate::survival) fn plus(&self, other: &Moments, part: f64) -> Moments {
        let sum = |one: &[f64], other: &[f64]| one.iter().zip(other).map(|(one, other)| one + part * other).collect();
        Moments { risk: self.risk + part * other.risk, first: sum(&self.first, &other.first), second: sum(&self.second, &other.second) }
    }

    pub(in crate::survival) fn clear(&mut self) {
        self.risk = 0.0;
        self.first.fill(0.0);
        self.second.fill(0.0);
    }
}

/// One event time of one stratum.
pub(in crate::survival) struct RiskSet<'a> {
    pub(in crate::survival) mark: usize,
    /// Rows with the event now; each stands for one subject or more.
    pub(in crate::survival) events: &'a [u32],
    /// Subjects with the event now.
    pub(in crate::survival) count: u64,
    /// Over everyone at risk.
    pub(in crate::survival) all: &'a Moments,
    /// Over those with the event now.
    pub(in crate::survival) tied: &'a Moments,
}

impl RiskSet<'_> {
    /// The terms of the likelihood at this time: how often each counts, and which share of the tied has left by then.
    pub(in crate::survival) fn shares(&self, ties: Ties) -> impl Iterator<Item = (f64, f64)> {
        let count = self.count as f64;
        let (terms, weight) = match ties {
            Ties::Efron => (self.count, 1.0),
            Ties::Breslow => (1, count),
        };
        (0..terms).map(move |place| (weight, place as f64 / count))
    }

    /// The risk left once a share of the tied has gone.
    pub(in crate::survival) fn risk(&self, gone: f64) -> f64 {
        self.all.risk - gone * self.tied.risk
    }

    /// The mean of a column over the risk left.
    pub(in crate::survival) fn mean(&self, column: usize, gone: f64) -> f64 {
        (self.all.first[column] - gone * self.tied.first[column]) / self.risk(gone)
    }
}

impl<'a> Prepared<'a> {
    pub(in crate::survival) fn of(subjects: &'a [Subject<'a>], timeline: &'a Timeline, design: &Design, ties: Ties) -> Prepared<'a> {
        let classes = Classes::of(subjects.iter().map(|subject| subject.stratum));
        let members = timeline.members(&classes.of, classes.len());
        let strata = members.into_iter().map(|by_exit| Stratum { by_entry: timeline.by_entry(&by_exit), by_exit }).collect();
        let width = design.columns().len();
        let mut prepared =
            Prepared { subjects, timeline, ties, width, values: vec![0.0; subjects.len() * width], scales: vec![1.0; width], strata };
        for (place, column) in design.columns().iter().enumerate() {
            prepared.standardise(place, &column.values);
        }
        prepared
    }

    fn standardise(&mut self, place: usize, values: &[f64]) {
        let total: f64 = self.subjects.iter().map(|subject| subject.count as f64).sum();
        let mean_of = |of: &dyn Fn(f64) -> f64| -> f64 {
            self.subjects.iter().zip(values).map(|(subject, value)| subject.count as f64 * of(*value)).sum::<f64>() / total
        };
        let mean = mean_of(&|value| value);
        let distance = mean_of(&|value| (value - mean).abs());
        let scale = if distance > 1e-12 * mean.abs() { distance } else { 1.0 };
        let constant = scale == 1.0 && distance <= 1e-12 * mean.abs();
        for (row, value) in values.iter().enumerate() {
            self.values[row * self.width + place] = if constant { 0.0 } else { (value - mean) / scale };
        }
        self.scales[place] = scale;
    }

    /// The same without some columns.
    pub(in crate::survival) fn keeping(&self, keep: &[usize]) -> Prepared<'a> {
        let values = self.values.chunks_exact(self.width.max(1)).flat_map(|row| keep.iter().map(|column| row[*column]));
        Prepared {
            width: keep.len(),
            values: values.collect(),
            scales: keep.iter().map(|column| self.scales[*column]).collect(),
            strata: self.strata.clone(),
            ..*self
        }
    }

    pub(in crate::survival) fn row(&self, row: u32) -> &[f64] {
        let start = row as usize * self.width;
        &self.values[start..start + self.width]
    }

    /// Whether a row is an event that counts.
    pub(in crate::survival) fn is_event(&self, row: u32) -> bool {
        let subject = &self.subjects[row as usize];
        subject.status > 0 && subject.count > 0
    }

    /// The sums over those at risk at a mark, from nothing.
    fn sum_again(&self, stratum: &Stratum, mark: usize, risks: &[f64], all: &mut Moments) {
        all.clear();
        let start = stratum.by_exit.partition_point(|row| self.timeline.through(*row as usize) < mark);
        for row in stratum.by_exit[start..].iter().filter(|row| self.timeline.from(**row as usize) <= mark) {
            all.add(self.row(*row), risks[*row as usize]);
        }
    }

    pub(in crate::survival) fn linear_predictors(&self, coefficients: &[f64]) -> Vec<f64> {
        let of = |row: u32| self.row(row).iter().zip(coefficients).map(|(value, own)| value * own).sum();
        (0..self.subjects.len() as u32).map(of).collect()
    }

    /// Visits every event time of a stratum, the last one first. `risks` holds count × exp(linear predictor) of every row.
    pub(in crate::survival) fn visit(&self, stratum: &Stratum, risks: &[f64], mut visit: impl FnMut(&RiskSet<'_>)) {
        let (mut all, mut tied) = (Moments::new(self.width), Moments::new(self.width));
        let (mut present, mut peak) = (0i64, 0.0);
        let mut later = stratum.by_entry.len();
        let mut events = Vec::new();
        let same = |one: &u32, next: &u32| self.timeline.through(*one as usize) == self.timeline.through(*next as usize);
        let mut ends: Vec<&[u32]> = stratum.by_exit.chunk_by(same).collect();
        ends.reverse();
        for leaving in ends {
            let mark = self.timeline.through(leaving[0] as usize);
            while later > 0 && self.timeline.from(stratum.by_entry[later - 1] as usize) > mark {
                later -= 1;
                let row = stratum.by_entry[later];
                all.add(self.row(row), -risks[row as usize]);
                present -= 1;
                if present == 0 {
                    // Nobody is left: what still stands in the sums is rounding.
                    all.clear();
                }
            }
            tied.clear();
            events.clear();
            for row in leaving {
                all.add(self.row(*row), risks[*row as usize]);
                present += 1;
                if self.is_event(*row) {
                    tied.add(self.row(*row), risks[*row as usize]);
                    events.push(*row);
                }
            }
            peak = f64::max(peak, all.risk);
            if all.risk < CANCELLED * peak {
                self.sum_again(stratum, mark, risks, &mut all);
                peak = all.risk;
            }
            if !events.is_empty() {
                let count = events.iter().map(|row| self.subjects[*row as usize].count).sum();
                visit(&RiskSet { mark, events: &events, count, all: &all, tied: &tied });
            }
        }
    }
}
