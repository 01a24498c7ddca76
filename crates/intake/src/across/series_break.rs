//! A break in a series: the month from which a code is used much more, or much less, than before.
//!
//! The months of this delivery's period, and of the previous one's, stand in a row. For every code of every coded field
//! each month is tried as the first of a new way of registering: the share of the code among the rows of the months
//! before it beside the share from it on. The month with the largest distance is named when the distance is large by
//! three yardsticks of our own (below).

use std::collections::BTreeMap;

use domain::{Day, Month, Period};

use super::Share;
use crate::ledger::{Ledger, Tally};

/// So many standard errors apart …
const DISTANCE: f64 = 5.0;
/// … and so many points of a per cent …
const POINTS: f64 = 15.0;
/// … with at least so many rows on either side.
const ROWS: u64 = 50;

/// A code whose share jumps.
#[derive(Clone, PartialEq, Debug)]
pub struct SeriesBreak {
    /// The field.
    pub column: &'static str,
    /// The code.
    pub word: &'static str,
    /// First day of the month from which it is otherwise.
    pub from: Day,
    /// Its share before.
    pub before: Share,
    /// Its share from that month on.
    pub after: Share,
}

/// Rows of a month with a code, and all rows of it.
type Months = BTreeMap<Month, Share>;

/// The breaks in the coded fields of deliveries of one supplier, each with its period; one a code at most.
pub(crate) fn breaks(deliveries: &[(&Ledger, Period)]) -> Vec<SeriesBreak> {
    let Some((first, _)) = deliveries.first() else { return Vec::new() };
    let coded = first.fields.iter().filter(|tally| tally.is_coded());
    let mut found: Vec<SeriesBreak> = coded.flat_map(|tally| breaks_of(tally.column, deliveries)).collect();
    found.sort_by(|one, two| distance(two).total_cmp(&distance(one)).then(one.column.cmp(two.column)).then(one.word.cmp(two.word)));
    found
}

fn distance(found: &SeriesBreak) -> f64 {
    found.after.distance(found.before).abs()
}

fn breaks_of(column: &'static str, deliveries: &[(&Ledger, Period)]) -> Vec<SeriesBreak> {
    let mut words: BTreeMap<&'static str, Months> = BTreeMap::new();
    let mut totals: BTreeMap<Month, u64> = BTreeMap::new();
    for (tally, period) in deliveries.iter().filter_map(|(ledger, period)| Some((tally_of(ledger, column)?, period))) {
        let within = tally.months.iter().filter(|((month, _), _)| holds(*period, *month));
        for ((month, word), count) in within {
            words.entry(word).or_default().entry(*month).or_default().part += count;
            *totals.entry(*month).or_default() += count;
        }
    }
    words
        .iter()
        .filter_map(|(word, months)| {
            largest(months, &totals).map(|(from, before, after)| SeriesBreak { column, word, from, before, after })
        })
        .collect()
}

fn tally_of<'a>(ledger: &'a Ledger, column: &str) -> Option<&'a Tally> {
    ledger.fields.iter().find(|tally| tally.column == column)
}

/// Months outside the period are those of records that still run: who stays is no picture of who came.
fn holds(period: Period, month: Month) -> bool {
    (period.first_day()..=period.last_day()).contains(&month.first_day())
}

/// The month with the largest distance, where that passes the yardsticks.
fn largest(months: &Months, totals: &BTreeMap<Month, u64>) -> Option<(Day, Share, Share)> {
    let part = |month: &Month| months.get(month).map_or(0, |share| share.part);
    let over = |side: &mut dyn Iterator<Item = (&Month, &u64)>| {
        side.fold(Share::default(), |sum, (month, whole)| Share { part: sum.part + part(month), whole: sum.whole + whole })
    };
    let tried = totals.keys().map(|month| {
        let before = over(&mut totals.range(..*month));
        let after = over(&mut totals.range(*month..));
        (month.first_day(), before, after)
    });
    let passes = |before: Share, after: Share| {
        before.whole.min(after.whole) >= ROWS && after.distance(before).abs() >= DISTANCE && after.points(before).abs() >= POINTS
    };
    let found = tried.filter(|(_, before, after)| passes(*before, *after));
    found.max_by(|one, two| one.2.distance(one.1).abs().total_cmp(&two.2.distance(two.1).abs()))
}
