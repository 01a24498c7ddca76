//! The rows that may leave: counts through the disclosure room, and everything else computed from what is shown of them.
//!
//! One table of all groups and, for a hand-over, of what became of each start by which day, is protected with all its margins:
//! counts below the threshold are hidden, others with them until no hidden count can be worked out, and what is shown is
//! rounded. Shares, curves and medians use the rounded counts; their limits hold whatever the rounding left out.

use std::collections::BTreeMap;

use anyhow::Result;
use disclosure::crossing::{self, Attacker, Counts, Crossing, Status, Task, Threshold};
use domain::{Estimate, Outcome, RegionKind};
use engine::Group;
use estimates::survival::{EventTable, Fate, Step, share_by};
use serde_json::{Value, json};

use super::by::Dimension;
use super::fates::{self, Fates};
use super::rows::{Measured, Row};
use crate::failure::wrong_use;

/// Shown counts are multiples of this.
pub const BASE: u64 = 5;
/// What rounding to the nearest multiple leaves open, to each side.
const SLACK: u64 = BASE / 2;
/// How often another way of hiding is tried, at most, and for large tables.
const STEPS: u64 = 1_000;
const STEPS_TIMES_CELLS: u64 = 10_000_000;
const LEVEL: f64 = 0.95;

/// The smallest count that is shown: 10 for municipalities, else 5.
pub fn threshold(dimensions: &[Dimension]) -> u64 {
    if dimensions.contains(&Dimension::Region(RegionKind::Municipality)) { 10 } else { 5 }
}

/// A count that may be shown, rounded; `None` for a small one.
pub fn shown(count: u64, threshold: u64) -> Option<u64> {
    (count == 0 || count >= threshold).then(|| rounded(count))
}

fn rounded(count: u64) -> u64 {
    (count + SLACK) / BASE * BASE
}

/// All groups as one protected table.
pub struct SafeGroups {
    counts: Counts,
    statuses: Vec<Status>,
    fates: Option<Fates>,
}

impl SafeGroups {
    /// Protects the starts of all groups, by what became of them where these are waits told at `days`.
    ///
    /// # Errors
    /// When there are too many groups, or a hidden count would not stay hidden.
    pub fn protect(groups: &BTreeMap<Vec<String>, Group>, dimensions: &[Dimension], days: Option<Vec<u32>>) -> Result<SafeGroups> {
        let least = threshold(dimensions);
        let fates = days.map(|days| Fates::of(&days, groups.values(), least));
        let crossing = crossing(groups, dimensions, fates.as_ref())?;
        let mut inner = Vec::new();
        for (values, group) in groups {
            let codes = codes(&crossing, values);
            match &fates {
                None => inner.push((codes, group.starts)),
                Some(fates) => {
                    for (wait, count) in &group.waits {
                        let leaf = crossing.dimensions().last().and_then(|last| last.place(&fates.leaf(wait))).unwrap_or_default();
                        inner.push(([codes.as_slice(), &[leaf]].concat(), *count));
                    }
                }
            }
        }
        let counts = Counts::new(crossing, inner).map_err(|error| wrong_use(error.to_string()))?;
        let rule: Threshold = format!("threshold:{least}").parse().map_err(|error| wrong_use(format!("{error}")))?;
        let primary = rule.hides(&counts);
        let steps = STEPS.min(STEPS_TIMES_CELLS / primary.len().max(1) as u64);
        let (attacker, stop) = (Attacker::Outsider, &|| false);
        let task = Task {
            counts: &counts,
            roles: &[],
            primary: &primary,
            weights: &[],
            attacker,
            suppliers: &[],
            floor: 1,
            width: 1,
            widths: &[],
            steps,
            seed: 1,
            toll: 1,
            stop,
        };
        let protection = crossing::hide(&task).map_err(|error| wrong_use(error.to_string()))?;
        if !protection.audited.is_safe() {
            return Err(anyhow::anyhow!("a hidden count could be worked out; ask for fewer dimensions"));
        }
        Ok(SafeGroups { statuses: protection.statuses, counts, fates })
    }

    /// The rows of one group, waiting lists left out.
    pub fn rows(&self, values: &[String], measured: &Measured<'_>) -> Vec<Row> {
        let cell = |fate: Option<&str>| self.cell(values, fate);
        let Some(fates) = &self.fates else {
            let starts = cell(None);
            return vec![count(measured, starts, starts)];
        };
        let (starts, reached) = (cell(Some(fates::ALL)), cell(Some(Outcome::Reached.word())));
        let curve = Curve { starts, fates, cell: &cell };
        let mut rows = vec![count(measured, starts, reached)];
        let told = (0..fates.edges.len()).filter(|place| fates.told.contains(&fates.edges[*place]));
        rows.extend(told.map(|place| curve.row("share", place, measured)));
        rows.push(curve.median(measured));
        rows.extend((0..fates.edges.len()).map(|place| curve.row("curve", place, measured)));
        rows
    }

    /// The share of one group in all that differ from it at one dimension only.
    pub fn conditional(&self, values: &[String], (of, over): (&'static str, usize), measured: &Measured<'_>) -> Row {
        let crossing = self.counts.crossing();
        let mut whole = codes(crossing, values);
        let dimension = &crossing.dimensions()[over];
        whole[over] = dimension.place(&total(dimension.name())).unwrap_or_default();
        let counts = (self.cell(values, None), self.shown(&whole));
        let status = if counts.0.is_some() && counts.1.is_some() { "shown" } else { "hidden" };
        measured.conditional(of, counts, Some(status))
    }

    /// A count as it is shown; `None` where it is hidden.
    fn cell(&self, values: &[String], fate: Option<&str>) -> Option<u64> {
        let crossing = self.counts.crossing();
        let mut codes = codes(crossing, values);
        if let Some(fate) = fate {
            codes.push(crossing.dimensions().last().and_then(|last| last.place(fate))?);
        }
        self.shown(&codes)
    }

    fn shown(&self, codes: &[usize]) -> Option<u64> {
        let cell = self.counts.crossing().cell(codes);
        (self.statuses[cell] == Status::Shown).then(|| rounded(self.counts.values()[cell]))
    }
}

/// The crossing of the values that occur, each dimension under a total of its own, and of fates.
fn crossing(groups: &BTreeMap<Vec<String>, Group>, dimensions: &[Dimension], fates: Option<&Fates>) -> Result<Crossing> {
    let mut all = Vec::new();
    for (place, dimension) in dimensions.iter().enumerate() {
        let mut values: Vec<&String> = groups.keys().map(|values| &values[place]).collect();
        values.sort_unstable();
        values.dedup();
        let pairs: Vec<(String, String)> = values.into_iter().map(|value| (value.clone(), total(dimension.name()))).collect();
        all.push((dimension.name(), pairs));
    }
    if all.is_empty() && fates.is_none() {
        all.push(("everyone", vec![("all".to_owned(), total("everyone"))]));
    }
    all.extend(fates.map(|fates| ("fate", fates.pairs())));
    let made = all.iter().map(|(name, pairs)| crossing::Dimension::new(name, pairs)).collect::<Result<Vec<_>, _>>();
    made.and_then(Crossing::new).map_err(|error| wrong_use(error.to_string()))
}

fn total(name: &str) -> String {
    format!("every {name}")
}

/// Places of a group's values; where there is no dimension, the one that holds everyone.
fn codes(crossing: &Crossing, values: &[String]) -> Vec<usize> {
    if values.is_empty() && crossing.dimensions()[0].name() == "everyone" {
        return vec![crossing.dimensions()[0].place("all").unwrap_or_default()];
    }
    crossing.dimensions().iter().zip(values).map(|(dimension, value)| dimension.place(value).unwrap_or_default()).collect()
}

/// A count; what rounding left open is its interval.
fn count(measured: &Measured<'_>, starts: Option<u64>, events: Option<u64>) -> Row {
    let bounds = starts.map(|count| if count == 0 { (0, 0) } else { (count.saturating_sub(SLACK), count + SLACK) });
    Row {
        estimate: starts.map(|count| count as f64),
        lower: bounds.map(|(lower, _)| lower as f64),
        upper: bounds.map(|(_, upper)| upper as f64),
        ..measured.safe("count", Value::Null, (starts, events))
    }
}

/// What became of the starts of one group, as far as it is shown.
struct Curve<'a> {
    starts: Option<u64>,
    fates: &'a Fates,
    cell: &'a dyn Fn(Option<&str>) -> Option<u64>,
}

impl Curve<'_> {
    fn row(&self, measure: &'static str, place: usize, measured: &Measured<'_>) -> Row {
        let reached = (self.cell)(Some(&self.fates.through(Outcome::Reached, place)));
        let share = self.share(place);
        let row = measured.safe(measure, json!(self.fates.edges[place]), (self.starts, reached.filter(|_| self.starts.is_some())));
        match share {
            Some(share) => Row { estimate: Some(share.value), lower: Some(share.interval.lower), upper: Some(share.interval.upper), ..row },
            None => row,
        }
    }

    /// The share reached through an edge: of all where everyone was seen that long, else by Aalen and Johansen over the steps.
    fn share(&self, place: usize) -> Option<Estimate> {
        let starts = self.starts.filter(|starts| *starts > 0)?;
        let open = (self.cell)(Some(&self.fates.through(Outcome::Open, place)));
        if open == Some(0) {
            let reached = (self.cell)(Some(&self.fates.through(Outcome::Reached, place)))?.min(starts);
            let wilson = |reached: u64, of: u64| estimates::rates::wilson(reached.min(of), of, LEVEL).shown();
            let mut share = wilson(reached, starts)?;
            if reached > 0 {
                share.interval.lower = wilson(reached.saturating_sub(SLACK), starts + SLACK)?.interval.lower;
            }
            share.interval.upper = wilson(reached + SLACK, starts.saturating_sub(SLACK).max(1))?.interval.upper;
            return Some(share);
        }
        let steps = self.steps(place)?;
        share_by(&EventTable::of_steps(starts, &steps).ok()?, Fate::Reached, self.fates.edges[place], LEVEL)
    }

    /// The steps through an edge; of those last seen within a step half count as seen through it.
    fn steps(&self, place: usize) -> Option<Vec<Step>> {
        let mut steps: Vec<Step> = Vec::new();
        let mut left = 0;
        for step in 0..=place {
            let of = |outcome| (self.cell)(Some(&self.fates.within(outcome, step)));
            let (reached, competing, open) = (of(Outcome::Reached)?, of(Outcome::Competing)?, of(Outcome::Open)?);
            if let Some(before) = steps.last_mut() {
                before.open += open / 2;
            }
            left += open;
            steps.push(Step { day: self.fates.edges[step], reached, competing, open: open - open / 2 });
        }
        (left < self.starts?).then_some(steps)
    }

    /// Days by which half have reached the next step: within the step in which the curve passes a half as if it rose evenly, with the
    /// days at which its limits pass a half.
    fn median(&self, measured: &Measured<'_>) -> Row {
        let shares: Vec<(usize, Estimate)> = (0..self.fates.edges.len()).filter_map(|place| Some((place, self.share(place)?))).collect();
        let passes = |of: fn(&Estimate) -> f64| {
            let at = shares.iter().position(|(_, share)| of(share) >= 0.5)?;
            let (place, share) = &shares[at];
            let (before, value) = at.checked_sub(1).map_or((None, 0.0), |at| (Some(shares[at].0), of(&shares[at].1)));
            let from = before.map_or(0.0, |place| f64::from(self.fates.edges[place]));
            let to = f64::from(self.fates.edges[*place]);
            Some(from + (to - from) * ((0.5 - value) / (of(share) - value)).clamp(0.0, 1.0))
        };
        let reached = (self.cell)(Some(Outcome::Reached.word()));
        let known = passes(|share| share.value).is_some();
        let row = measured.safe("median", Value::Null, (self.starts, reached.filter(|_| self.starts.is_some())));
        Row {
            estimate: passes(|share| share.value).map(f64::round),
            lower: passes(|share| share.interval.upper).map(f64::floor).filter(|_| known),
            upper: passes(|share| share.interval.lower).map(f64::ceil).filter(|_| known),
            ..row
        }
    }
}
