//! From the counts of one group to the rows of the answer.

use domain::{Breakdown, CountKey, CountTable, Day, Estimate, Measure, Month, Municipality, Outcome};
use engine::{Change, Group, Wait};
use indicators::Plan;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// One row of the answer: what is measured, at which day or date, on how many, and the estimate with its interval.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Row {
    /// The dimensions.
    #[serde(flatten)]
    pub dimensions: Map<String, Value>,
    /// count, share, median, curve, stock, inflow or outflow.
    pub measure: &'static str,
    /// Days after the start (share, curve) or a date (stock, inflow, outflow).
    pub at: Value,
    /// How many it is about.
    pub n: Option<u64>,
    /// How many of them reached the next step by then; of a stock, waited longer than the term.
    pub events: Option<u64>,
    pub estimate: Option<f64>,
    pub lower: Option<f64>,
    pub upper: Option<f64>,
    /// Share (0–1) of the kinds of supplier of the next step that ever delivered.
    pub completeness: Option<f64>,
}

/// The exact rows of one group, drafts: nothing of it may leave.
pub fn draft(dimensions: &Map<String, Value>, group: &Group, plan: &Plan, dates: &[Day]) -> Vec<Row> {
    let (delivered, kinds) = group.kinds;
    let completeness = (kinds > 0).then(|| delivered as f64 / kinds as f64);
    let answer = Answer { dimensions, completeness };
    let mut rows = vec![answer.count(group)];
    if let Plan::HandOver(hand_over) = plan {
        let waits = Waits::of(group);
        rows.extend(hand_over.told_at().into_iter().map(|by| answer.share(&waits, by)));
        rows.push(answer.median(&waits));
        rows.extend(waits.reached_days().into_iter().map(|by| Row { measure: "curve", ..answer.share(&waits, u32::from(by)) }));
        rows.extend(answer.list(group, dates));
    }
    rows
}

/// What all rows of a group share.
struct Answer<'a> {
    dimensions: &'a Map<String, Value>,
    completeness: Option<f64>,
}

impl Answer<'_> {
    fn row(&self, measure: &'static str, at: Value, (n, events): (u64, Option<u64>), estimate: Option<Estimate>) -> Row {
        Row {
            dimensions: self.dimensions.clone(),
            measure,
            at,
            n: Some(n),
            events,
            estimate: estimate.map(|known| known.value),
            lower: estimate.map(|known| known.interval.lower),
            upper: estimate.map(|known| known.interval.upper),
            completeness: self.completeness,
        }
    }

    fn exact(&self, measure: &'static str, at: Value, counts: (u64, Option<u64>)) -> Row {
        let value = counts.0 as f64;
        Row { estimate: Some(value), lower: Some(value), upper: Some(value), ..self.row(measure, at, counts, None) }
    }

    fn count(&self, group: &Group) -> Row {
        let reached = group.waits.iter().filter(|(wait, _)| wait.outcome == Outcome::Reached).map(|(_, count)| count).sum();
        let events = if group.waits.is_empty() { group.starts } else { reached };
        self.exact("count", Value::Null, (group.starts, Some(events)))
    }

    fn share(&self, waits: &Waits, by: u32) -> Row {
        let by = u16::try_from(by).unwrap_or(u16::MAX);
        self.row("share", json!(by), (waits.starts, Some(waits.reached_by(by))), waits.share(by))
    }

    /// Days by which half have reached the next step, with the days at which the limits of the curve pass a half.
    fn median(&self, waits: &Waits) -> Row {
        let days = waits.reached_days();
        let shares: Vec<(u16, Estimate)> = days.iter().filter_map(|day| Some((*day, waits.share(*day)?))).collect();
        let first = |of: fn(&Estimate) -> f64| shares.iter().find(|(_, share)| of(share) >= 0.5).map(|(day, _)| f64::from(*day));
        Row {
            estimate: first(|share| share.value),
            lower: first(|share| share.interval.upper),
            upper: first(|share| share.interval.lower),
            ..self.row("median", Value::Null, (waits.starts, Some(waits.reached_by(u16::MAX))), None)
        }
    }

    /// Stock at the end of each date, and what came in and went out since the date before.
    fn list(&self, group: &Group, dates: &[Day]) -> Vec<Row> {
        let mut rows = Vec::new();
        let (mut stock, mut overdue) = (0u64, 0i64);
        let mut changes = group.changes.iter().peekable();
        for date in dates {
            let (mut came, mut went, mut reached) = (0, 0, 0);
            while let Some((_, change)) = changes.next_if(|(day, _)| *day <= date) {
                came += change.began + change.found;
                went += left(change);
                reached += change.reached;
                overdue += change.overdue;
            }
            stock = (stock + came).saturating_sub(went);
            let at = json!(date.to_string());
            rows.push(self.exact("stock", at.clone(), (stock, u64::try_from(overdue).ok())));
            rows.push(self.exact("inflow", at.clone(), (came, None)));
            rows.push(self.exact("outflow", at, (went, Some(reached))));
        }
        rows
    }
}

fn left(change: &Change) -> u64 {
    change.reached + change.impossible + change.unseen
}

/// The month ends from the first change through the last, and no more than that.
pub fn month_ends<'a>(groups: impl Iterator<Item = &'a Group>) -> Vec<Day> {
    let days: Vec<Day> =
        groups.flat_map(|group| [group.changes.keys().next(), group.changes.keys().next_back()]).flatten().copied().collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else { return Vec::new() };
    let end = |month: Month| Month(month.0 + 1).first_day().plus(-1);
    (first.month().0..=last.month().0).map(|month| end(Month(month))).collect()
}

/// The waits of a group: as told, and with the least and the most days they can have been.
struct Waits {
    starts: u64,
    told: CountTable,
    soonest: CountTable,
    latest: CountTable,
}

impl Waits {
    fn of(group: &Group) -> Waits {
        let table = |days: fn(&Wait) -> u16| {
            let mut table = CountTable::new("", Breakdown::All);
            for (wait, count) in &group.waits {
                let key = CountKey { municipality: Municipality::UNKNOWN, year: 0, class: 0, outcome: wait.outcome, days: days(wait) };
                table.add(key, *count);
            }
            table
        };
        Waits { starts: group.starts, told: table(|wait| wait.days), soonest: table(|wait| wait.least), latest: table(|wait| wait.most) }
    }

    fn reached_by(&self, by: u16) -> u64 {
        let reached = self.told.cells.iter().filter(|(key, _)| key.outcome == Outcome::Reached && key.days <= by);
        reached.map(|(_, count)| count).sum()
    }

    /// Days on which someone reached the next step, in order.
    fn reached_days(&self) -> Vec<u16> {
        let mut days: Vec<u16> = self.told.cells.keys().filter(|key| key.outcome == Outcome::Reached).map(|key| key.days).collect();
        days.dedup();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The share reached by a day; where dates are known to the month or year only, with limits that hold whichever days they were.
    fn share(&self, by: u16) -> Option<Estimate> {
        let of = |table: &CountTable| estimates::draft_share(table, |_| true, Measure::Reached { by });
        let mut told = of(&self.told)?;
        if self.soonest != self.latest {
            for other in [of(&self.soonest), of(&self.latest)].into_iter().flatten() {
                told.interval.lower = told.interval.lower.min(other.interval.lower);
                told.interval.upper = told.interval.upper.max(other.interval.upper);
            }
        }
        Some(told)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn list(changes: &[(i32, Change)], dates: std::ops::Range<i32>) -> Vec<Row> {
        let group = Group { changes: changes.iter().map(|(day, change)| (Day(*day), *change)).collect(), ..Group::default() };
        let dates: Vec<Day> = dates.map(Day).collect();
        Answer { dimensions: &Map::new(), completeness: None }.list(&group, &dates)
    }

    proptest! {
        #[test]
        fn a_stock_is_the_one_before_with_what_came_in_and_without_what_went_out(waits in prop::collection::vec((0i32..40, 0i32..40), 0..30)) {
            let mut changes: std::collections::BTreeMap<i32, Change> = std::collections::BTreeMap::new();
            for (start, length) in &waits {
                changes.entry(*start).or_default().began += 1;
                changes.entry(start + length).or_default().reached += 1;
            }
            let rows = list(&changes.into_iter().collect::<Vec<_>>(), 0..80);
            let of = |measure: &str| rows.iter().filter(|row| row.measure == measure).filter_map(|row| row.n).collect::<Vec<_>>();
            let (stock, came, went) = (of("stock"), of("inflow"), of("outflow"));
            for day in 1..80 {
                prop_assert_eq!(stock[day] + went[day], stock[day - 1] + came[day]);
                let waiting = waits.iter().filter(|(start, length)| *start <= day as i32 && start + length > day as i32).count();
                prop_assert_eq!(stock[day], waiting as u64);
            }
        }
    }
}
