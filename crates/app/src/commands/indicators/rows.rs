//! From the counts of one group to the rows of the answer.

use domain::{Breakdown, CountKey, CountTable, Day, Estimate, Measure, Month, Municipality, Outcome};
use engine::{Change, Group, Wait};
use indicators::Plan;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{conditionals, safe, waited};

/// One row of the answer: what is measured, at which day or date, on how many, and the estimate with its interval.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Row {
    /// The dimensions.
    #[serde(flatten)]
    pub dimensions: Map<String, Value>,
    /// count, share, median, curve, stock, inflow or outflow.
    pub measure: &'static str,
    /// Of a share of a count by two things: the dimension that is held, so that `sex` is the share among all of that sex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<&'static str>,
    /// Days after the start (share, curve) or a date (stock, inflow, outflow).
    pub at: Value,
    /// How many it is about.
    pub n: Option<u64>,
    /// How many of them reached the next step by then; of a stock, waited longer than the term.
    pub events: Option<u64>,
    pub estimate: Option<f64>,
    pub lower: Option<f64>,
    pub upper: Option<f64>,
    /// Of a stock: days (of the term's kind) that a quarter, half and three quarters of it have waited so far at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waited: Option<[u32; 3]>,
    /// Share (0–1) of what it rests on that was delivered.
    pub completeness: Option<f64>,
    /// Of safe rows: `shown`, or `hidden` where nothing is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
}

/// What all rows of a group share.
pub struct Measured<'a> {
    /// Its values.
    pub dimensions: &'a Map<String, Value>,
    /// Share (0–1) of what it rests on that was delivered.
    pub completeness: Option<f64>,
}

/// How much of what a group rests on was delivered: of the starts, and of what follows them. A start in a gap of the next step's
/// deliveries counts as one of which nothing was delivered.
pub fn completeness(group: &Group, starts: Option<f64>) -> Option<f64> {
    let (delivered, kinds) = group.kinds;
    let next = (kinds > 0).then(|| delivered as f64 / kinds as f64);
    match (starts, next) {
        (Some(starts), Some(next)) => Some(starts * next),
        (one, other) => one.or(other),
    }
}

/// The exact rows of one group, drafts: nothing of it may leave.
pub fn draft(measured: &Measured<'_>, group: &Group, plan: &Plan, dates: &[Day]) -> Vec<Row> {
    let mut rows = vec![measured.count(group)];
    if let Plan::HandOver(hand_over) = plan {
        let waits = Waits::of(group);
        rows.extend(hand_over.told_at().into_iter().map(|by| measured.share(&waits, by)));
        rows.push(measured.median(&waits));
        rows.extend(waits.reached_days().into_iter().map(|by| Row { measure: "curve", ..measured.share(&waits, u32::from(by)) }));
        let waited = waited::quarters(&group.stays, dates, hand_over.due.unit);
        rows.extend(flows(group, dates).iter().zip(waited).flat_map(|(flow, waited)| measured.list(flow, waited)));
    }
    rows
}

impl Measured<'_> {
    fn row(&self, measure: &'static str, at: Value, (n, events): (u64, Option<u64>), estimate: Option<Estimate>) -> Row {
        Row {
            dimensions: self.dimensions.clone(),
            measure,
            of: None,
            at,
            n: Some(n),
            events,
            estimate: estimate.map(|known| known.value),
            lower: estimate.map(|known| known.interval.lower),
            upper: estimate.map(|known| known.interval.upper),
            waited: None,
            completeness: self.completeness,
            status: None,
        }
    }

    /// A row of counts as they are shown; hidden where the first of them is.
    pub fn safe(&self, measure: &'static str, at: Value, (n, events): (Option<u64>, Option<u64>)) -> Row {
        let status = if n.is_some() { "shown" } else { "hidden" };
        let completeness = self.completeness.map(|share| (share * 20.0).round() / 20.0);
        Row { n, events, completeness, status: Some(status), ..self.row(measure, at, (0, None), None) }
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

    /// The share of a part in all that have the same value of a dimension; hidden where one of the two is.
    pub fn conditional(&self, of: &'static str, (part, whole): (Option<u64>, Option<u64>), status: Option<&'static str>) -> Row {
        let share = part.zip(whole).and_then(|(part, whole)| conditionals::share(part, whole, status.is_some()));
        let row = self.safe("share", Value::Null, (whole, part));
        let completeness = if status.is_some() { row.completeness } else { self.completeness };
        let limits = share.map(|known| known.interval);
        Row {
            of: Some(of),
            estimate: share.map(|known| known.value),
            lower: limits.map(|limits| limits.lower),
            upper: limits.map(|limits| limits.upper),
            completeness,
            status,
            ..row
        }
    }

    /// The share with something running in a month counted from the start.
    pub fn running(&self, month: i16, (all, running): (u64, u64)) -> Row {
        self.row("curve", json!(month), (all, Some(running)), estimates::rates::wilson(running, all, 0.95).shown())
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

    /// Stock, with how long it has waited, inflow and outflow at a date.
    fn list(&self, flow: &Flow, waited: Option<[u32; 3]>) -> [Row; 3] {
        let at = json!(flow.date.to_string());
        [
            Row { waited, ..self.exact("stock", at.clone(), (flow.stock, Some(flow.overdue))) },
            self.exact("inflow", at.clone(), (flow.came, None)),
            self.exact("outflow", at, (flow.went, Some(flow.reached))),
        ]
    }

    /// The same made safe: a count below the threshold is hidden, and with it what it could be worked out from (see [`hidden`]).
    pub fn safe_list(&self, flows: &[Flow], threshold: u64) -> Vec<Row> {
        let hidden = hidden(flows, threshold);
        let told = |count: u64, is_hidden: bool| safe::shown(count, threshold).filter(|_| !is_hidden);
        let part =
            |part: u64, whole: u64| safe::shown(part, threshold).filter(|_| safe::shown(whole - part.min(whole), threshold).is_some());
        let row = |measure, flow: &Flow, count: Option<u64>, events: Option<u64>| {
            let value = count.map(|count| count as f64);
            let slack = if count == Some(0) { 0.0 } else { (safe::BASE / 2) as f64 };
            let row = self.safe(measure, json!(flow.date.to_string()), (count, events.filter(|_| count.is_some())));
            Row { estimate: value, lower: value.map(|value| value - slack), upper: value.map(|value| value + slack), ..row }
        };
        let each = |(place, flow): (usize, &Flow)| {
            [
                row("stock", flow, told(flow.stock, false), part(flow.overdue, flow.stock)),
                row("inflow", flow, told(flow.came, hidden[place]), None),
                row("outflow", flow, told(flow.went, hidden[place]), part(flow.reached, flow.went)),
            ]
        };
        flows.iter().enumerate().flat_map(each).collect()
    }
}

/// Between which dates neither what came in nor what went out is told. Both are hidden where one is small: then one more of each
/// fits everything that is shown. Around a hidden stock they are hidden too: then one more that came in and went out again does.
fn hidden(flows: &[Flow], threshold: u64) -> Vec<bool> {
    let is_small = |count: u64| safe::shown(count, threshold).is_none();
    let near = |place: usize| is_small(flows[place].stock) || place.checked_sub(1).is_some_and(|before| is_small(flows[before].stock));
    (0..flows.len()).map(|place| near(place) || is_small(flows[place].came) || is_small(flows[place].went)).collect()
}

/// A waiting list at the end of a date, and what changed since the date before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Flow {
    date: Day,
    stock: u64,
    /// Of the stock, how many wait longer than the term.
    overdue: u64,
    came: u64,
    went: u64,
    /// Of those that went, how many because the next step came.
    reached: u64,
}

/// The waiting list of a group at each of these dates, which are in order.
pub fn flows(group: &Group, dates: &[Day]) -> Vec<Flow> {
    let (mut stock, mut overdue) = (0u64, 0i64);
    let mut changes = group.changes.iter().peekable();
    let mut at = |date: &Day| {
        let (mut came, mut went, mut reached) = (0, 0, 0);
        while let Some((_, change)) = changes.next_if(|(day, _)| *day <= date) {
            came += change.began + change.found;
            went += left(change);
            reached += change.reached;
            overdue += change.overdue;
        }
        stock = (stock + came).saturating_sub(went);
        Flow { date: *date, stock, overdue: u64::try_from(overdue).unwrap_or_default(), came, went, reached }
    };
    dates.iter().map(&mut at).collect()
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
        let (dimensions, completeness) = (&Map::new(), None);
        flows(&group, &dates).iter().flat_map(|flow| Measured { dimensions, completeness }.list(flow, None)).collect()
    }

    fn flow(date: i32, (stock, came, went): (u64, u64, u64)) -> Flow {
        Flow { date: Day(date), stock, overdue: 0, came, went, reached: went }
    }

    #[test]
    fn a_small_flow_hides_the_other_and_a_small_stock_the_flows_around_it() {
        let flows = [
            flow(1, (40, 40, 0)),
            flow(2, (50, 30, 20)),
            flow(3, (3, 10, 57)),
            flow(4, (43, 50, 10)),
            flow(5, (60, 20, 3)),
            flow(6, (70, 10, 0)),
        ];
        assert_eq!(hidden(&flows, 5), [false, false, true, true, true, false]);
        let (dimensions, completeness) = (&Map::new(), Some(0.93));
        let rows = Measured { dimensions, completeness }.safe_list(&flows, 5);
        let told: Vec<Option<u64>> = rows[..9].iter().map(|row| row.n).collect();
        assert_eq!(told, [Some(40), Some(40), Some(0), Some(50), Some(30), Some(20), None, None, None]);
        assert!(rows.iter().all(|row| row.completeness == Some(0.95)));
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
