//! Figures and curves from safe counts alone: what a release prints is computed from what it shows.

use std::collections::BTreeMap;

use disclosure::{SafeStep, SafeTable};
use domain::{Atlas, Breakdown, Cell, DayUnit, Estimate, Interval, Measure, Site};

use crate::figure::{Curve, CurvePoint, Figure, Statistic};
use crate::linked::Linked;
use crate::rates;
use crate::survival::{EventTable, Fate, Step};

/// Shares, medians and curves of fewer than this are too unreliable to say.
const FEWEST: u64 = 10;
/// A share is told without a curve where at most one in so many was not seen through the due.
const MOST_UNSEEN: u64 = 50;
const LEVEL: f64 = 0.95;

/// Every figure of one indicator, in order of site and statistic.
///
/// - Per count of starts the count itself, with what its rounding leaves open (a shown 0 is exact; level 1).
/// - Of plain counts, per region without further breakdown: the number per 10,000 minors a year with exact Poisson limits.
/// - Of hand-overs, per due: the share reached, made impossible and still waiting. Where everyone was seen through the due
///   the score interval of Wilson on the safe counts; else, where the safe curve has a step that ends at the due, the
///   estimate of Aalen & Johansen with log-log limits; else, where at most one in fifty may not have been seen, the share of
///   those seen with limits that hold whatever became of the others; else `Unknown`.
/// - Of safe curves the median wait.
///
/// Limits of shares, of curves and of the median that follows from them also hold what `linked` says was never counted, or wrongly.
///
/// What rests on a hidden count is hidden; shares and medians of fewer than 10 are `Unknown`.
pub fn figures(table: &SafeTable, atlas: &Atlas, linked: Linked) -> Vec<Figure> {
    Safe::of(table, linked).figures(&|site| atlas.minors(site.region))
}

/// The curve of every site that has safe steps: the share that reached the next step, by Aalen & Johansen with log-log
/// limits, at the end of each step; hidden from the first hidden step on.
pub fn curves(table: &SafeTable, linked: Linked) -> Vec<Curve> {
    Safe::of(table, linked).curves()
}

/// The curve that [`curves`] makes of a site with these steps, of so many who entered: for who has the steps and wants to see that a curve is theirs.
pub fn curve_of(site: Site, entered: Cell<u64>, steps: &[SafeStep], linked: Linked) -> Curve {
    Walk::along(entered, steps, linked).curve(site, entered, steps)
}

/// What is used of a safe table.
struct Safe<'a> {
    unit: Option<DayUnit>,
    base: u64,
    linked: Linked,
    cells: BTreeMap<(Site, Measure), Cell<u64>>,
    steps: BTreeMap<Site, &'a [SafeStep]>,
}

impl<'a> Safe<'a> {
    fn of(table: &'a SafeTable, linked: Linked) -> Safe<'a> {
        Safe {
            unit: table.unit(),
            base: table.base(),
            linked,
            cells: table.cells().map(|(site, measure, cell)| ((site, measure), cell)).collect(),
            steps: table.curves().collect(),
        }
    }

    fn cell(&self, site: Site, measure: Measure) -> Cell<u64> {
        self.cells.get(&(site, measure)).copied().unwrap_or(Cell::Impossible)
    }

    fn figures(&self, minors: &dyn Fn(Site) -> u32) -> Vec<Figure> {
        let walks: BTreeMap<Site, Walk> = self.walks().collect();
        let mut figures: Vec<Figure> = Vec::new();
        for ((site, measure), cell) in &self.cells {
            match measure {
                Measure::Entered => figures.extend(self.of_starts(*site, *cell, minors, walks.get(site))),
                Measure::Reached { .. } | Measure::Competing { .. } | Measure::Waiting { .. } => {
                    figures.push(self.share(*site, *measure, *cell, walks.get(site)));
                }
                Measure::Unseen { .. } => {}
            }
        }
        figures.sort_by_key(|figure| (figure.site, figure.statistic));
        figures
    }

    /// The figures that rest on the number of starts alone, and the median of its curve.
    fn of_starts(&self, site: Site, n: Cell<u64>, minors: &dyn Fn(Site) -> u32, walk: Option<&Walk>) -> impl Iterator<Item = Figure> {
        let count = Figure { site, statistic: Statistic::Count, value: n.map(|count| count_of(count, self.base)), n };
        let has_rate = self.unit.is_none() && site.breakdown == Breakdown::All;
        let rate = has_rate.then(|| {
            let years = f64::from(minors(site)) * f64::from(site.span.years());
            let value = then(n, |count| rates::per_ten_thousand(count, years, LEVEL));
            Figure { site, statistic: Statistic::PerTenThousand, value, n }
        });
        let median = walk.map(|walk| Figure { site, statistic: Statistic::Median, value: then(enough(n), |_| walk.median()), n });
        [Some(count), rate, median].into_iter().flatten()
    }

    fn share(&self, site: Site, measure: Measure, cell: Cell<u64>, walk: Option<&Walk>) -> Figure {
        let n = self.cell(site, Measure::Entered);
        let value = then(both(cell, n), |(count, n)| then(enough(Cell::Shown(n)), |n| self.share_of(site, measure, count.min(n), n, walk)));
        Figure { site, statistic: Statistic::Share(measure), value, n }
    }

    fn share_of(&self, site: Site, measure: Measure, count: u64, n: u64, walk: Option<&Walk>) -> Cell<Estimate> {
        let (fate, by) = match measure {
            Measure::Reached { by } => (Fate::Reached, by),
            Measure::Competing { by } => (Fate::Competing, by),
            Measure::Waiting { by } => (Fate::Waiting, by),
            Measure::Entered | Measure::Unseen { .. } => return Cell::Impossible,
        };
        if self.cell(site, Measure::Unseen { by }) == Cell::Shown(0) {
            return rates::wilson(count, n, LEVEL).map(|share| self.linked.widen(fate, share));
        }
        match walk.map_or(Cell::Unknown, |walk| walk.at(fate, by)) {
            Cell::Unknown => self.with_a_few_unseen(site, by, count, n).map(|share| self.linked.widen(fate, share)),
            known => known,
        }
    }

    /// The share where all but a few were seen through the due: of those seen, with limits that hold whatever became of the
    /// others. `Unknown` where more than one in fifty may not have been seen, or a part is not shown.
    fn with_a_few_unseen(&self, site: Site, by: u16, count: u64, n: u64) -> Cell<Estimate> {
        let parts = [Measure::Reached { by }, Measure::Competing { by }, Measure::Waiting { by }].map(|part| self.cell(site, part).shown());
        let [Some(reached), Some(competing), Some(waiting)] = parts else { return Cell::Unknown };
        let seen = reached + competing + waiting;
        // What rounding leaves open: half a base in the whole and in each of its three parts.
        let unseen = n.saturating_sub(seen) + 2 * self.base;
        if unseen * MOST_UNSEEN > n || seen == 0 {
            return Cell::Unknown;
        }
        let limits = |count: u64, of: u64| rates::wilson(count.min(of), of, LEVEL).shown();
        match (limits(count, seen), limits(count, n), limits(count + unseen, n)) {
            (Some(middle), Some(none), Some(all)) => {
                let interval = Interval {
                    lower: none.interval.lower.min(middle.interval.lower),
                    upper: all.interval.upper.max(middle.interval.upper),
                    level: LEVEL,
                };
                Cell::Shown(Estimate { value: middle.value, interval })
            }
            _ => Cell::Unknown,
        }
    }

    fn curves(&self) -> Vec<Curve> {
        self.walks().map(|(site, walk)| walk.curve(site, self.cell(site, Measure::Entered), self.steps[&site])).collect()
    }

    fn walks(&self) -> impl Iterator<Item = (Site, Walk)> + '_ {
        self.steps.iter().map(|(site, steps)| (*site, Walk::along(self.cell(*site, Measure::Entered), steps, self.linked)))
    }
}

/// What rounding to the nearest multiple leaves open. A shown 0 is 0: what would round to it is hidden.
fn count_of(count: u64, base: u64) -> Estimate {
    let (below, above) = if count == 0 { (0, 0) } else { (base / 2, base.saturating_sub(1) / 2) };
    let interval = Interval { lower: count.saturating_sub(below) as f64, upper: count.saturating_add(above) as f64, level: 1.0 };
    Estimate { value: count as f64, interval }
}

/// The steps of a curve up to the first that is not shown.
struct Walk {
    days: Vec<u16>,
    reached: Vec<Estimate>,
    competing: Vec<Estimate>,
    waiting: Vec<Estimate>,
    at_risk: Vec<u64>,
    /// Still waiting after the last step shown.
    left: u64,
    /// What there is to say of everything after the steps shown: `Shown` where no step is missing.
    rest: Cell<()>,
}

impl Walk {
    fn along(entered: Cell<u64>, steps: &[SafeStep], linked: Linked) -> Walk {
        let shown: Vec<Step> = steps.iter().map_while(|step| shown_step(step).shown()).collect();
        let rest = both(entered, steps.get(shown.len()).map_or(Cell::Shown(()), |step| shown_step(step).map(|_| ())));
        let table = entered.shown().and_then(|entered| EventTable::of_steps(entered, &shown).ok());
        let fates = |fate| -> Vec<Estimate> {
            let counted = table.as_ref().and_then(|table| table.fates(fate, LEVEL)).unwrap_or_default();
            counted.into_iter().map(|share| linked.widen(fate, share)).collect()
        };
        let gone = shown.iter().map(|step| step.reached + step.competing + step.open).fold(0, u64::saturating_add);
        let lines = table.as_ref().map_or(&[][..], EventTable::lines);
        Walk {
            days: shown.iter().take(lines.len()).map(|step| step.day).collect(),
            reached: fates(Fate::Reached),
            competing: fates(Fate::Competing),
            waiting: fates(Fate::Waiting),
            at_risk: lines.iter().map(|line| line.at_risk).collect(),
            left: entered.shown().unwrap_or(0).saturating_sub(gone),
            rest: rest.map(|_| ()),
        }
    }

    fn fates(&self, fate: Fate) -> &[Estimate] {
        match fate {
            Fate::Reached => &self.reached,
            Fate::Competing => &self.competing,
            Fate::Waiting => &self.waiting,
        }
    }

    /// The share at a day; only the end of a step can say it.
    fn at(&self, fate: Fate, day: u16) -> Cell<Estimate> {
        let place = self.days.partition_point(|edge| *edge < day);
        match (self.days.get(place), self.fates(fate).get(place)) {
            (Some(edge), Some(estimate)) if *edge == day => Cell::Shown(*estimate),
            (Some(_), _) => Cell::Unknown,
            (None, _) => self.after(),
        }
    }

    /// The first step at whose end half had reached the next step, with limits where the limits of the curve pass one half;
    /// the lower limit is the first day of its step. Without an upper limit there is no median to print.
    fn median(&self) -> Cell<Estimate> {
        let first = |height: fn(&Estimate) -> f64| self.reached.iter().position(|estimate| height(estimate) >= 0.5 - 1e-9);
        let found = (first(|point| point.value), first(|point| point.interval.upper), first(|point| point.interval.lower));
        let (Some(median), Some(lower), Some(upper)) = found else { return self.after() };
        if self.is_coarse(median) {
            return Cell::Unknown;
        }
        let first_day = lower.checked_sub(1).map_or(0, |before| self.days[before] + 1);
        let interval = Interval { lower: f64::from(first_day), upper: f64::from(self.days[upper]), level: LEVEL };
        Cell::Shown(Estimate { value: f64::from(self.days[median]), interval })
    }

    /// Whether a step is so long that "within so many days" says nothing of when: more than a quarter of what was followed.
    fn is_coarse(&self, step: usize) -> bool {
        let begins = step.checked_sub(1).map_or(0, |before| self.days[before]);
        let followed = self.days.last().copied().unwrap_or(0);
        u32::from(self.days[step] - begins) * 4 > u32::from(followed)
    }

    fn after<T>(&self) -> Cell<T> {
        then(self.rest, |()| Cell::Unknown)
    }

    /// The curve at the end of each step. Where the first step is longer than day 0 there is a point at day 0 too: everyone is
    /// at risk there, and how many reached it on that very day is not known.
    fn curve(&self, site: Site, entered: Cell<u64>, steps: &[SafeStep]) -> Curve {
        let reliable = enough(entered);
        let start = CurvePoint { day: 0, at_risk: entered, censored: Cell::Impossible, reached: then(reliable, |_| Cell::Unknown) };
        let starts_later = steps.first().is_some_and(|step| step.through > 0);
        let points = steps.iter().enumerate().map(|(place, step)| CurvePoint {
            day: step.through,
            at_risk: self.at_risk(place),
            censored: step.open,
            reached: then(reliable, |_| self.reached.get(place).map_or_else(|| self.after(), |estimate| Cell::Shown(*estimate))),
        });
        Curve { site, points: starts_later.then_some(start).into_iter().chain(points).collect() }
    }

    /// Safe number at risk before a step: everyone, less those of the steps before it.
    fn at_risk(&self, place: usize) -> Cell<u64> {
        match self.at_risk.get(place) {
            Some(at_risk) => Cell::Shown(*at_risk),
            None if place == self.at_risk.len() && place > 0 => Cell::Shown(self.left),
            None => self.after(),
        }
    }
}

/// A step, where every part of it is shown.
fn shown_step(step: &SafeStep) -> Cell<Step> {
    both(both(step.reached, step.competing), step.open).map(|((reached, competing), open)| Step {
        day: step.through,
        reached,
        competing,
        open,
    })
}

/// A count large enough to say something of.
fn enough(n: Cell<u64>) -> Cell<u64> {
    then(n, |n| if n < FEWEST { Cell::Unknown } else { Cell::Shown(n) })
}

/// Two cells together: impossible before hidden before unknown.
fn both<T, U>(one: Cell<T>, other: Cell<U>) -> Cell<(T, U)> {
    match (one, other) {
        (Cell::Impossible, _) | (_, Cell::Impossible) => Cell::Impossible,
        (Cell::Hidden, _) | (_, Cell::Hidden) => Cell::Hidden,
        (Cell::Unknown, _) | (_, Cell::Unknown) => Cell::Unknown,
        (Cell::Shown(one), Cell::Shown(other)) => Cell::Shown((one, other)),
    }
}

/// What follows from a cell, where it is shown.
fn then<T, U>(cell: Cell<T>, next: impl FnOnce(T) -> Cell<U>) -> Cell<U> {
    match cell {
        Cell::Shown(value) => next(value),
        Cell::Hidden => Cell::Hidden,
        Cell::Unknown => Cell::Unknown,
        Cell::Impossible => Cell::Impossible,
    }
}

#[cfg(test)]
mod tests {
    use domain::{RegionCode, Span};
    use proptest::prelude::*;

    use super::*;
    use Cell::{Hidden, Impossible, Shown, Unknown};

    fn site() -> Site {
        Site::all(RegionCode::veilig_thuis(1), Span::Years(2021, 2023))
    }

    fn step(through: u16, reached: u64, competing: u64, open: u64) -> SafeStep {
        SafeStep { through, reached: Shown(reached), competing: Shown(competing), open: Shown(open) }
    }

    fn hidden(through: u16) -> SafeStep {
        SafeStep { competing: Hidden, ..step(through, 5, 0, 0) }
    }

    fn safe<'a>(unit: Option<DayUnit>, cells: &[(Measure, Cell<u64>)], steps: &'a [SafeStep]) -> Safe<'a> {
        let cells = cells.iter().map(|(measure, cell)| ((site(), *measure), *cell)).collect();
        let steps = if steps.is_empty() { BTreeMap::new() } else { BTreeMap::from([(site(), steps)]) };
        Safe { unit, base: 5, linked: Linked::WHOLE, cells, steps }
    }

    fn value(safe: &Safe<'_>, statistic: Statistic) -> Cell<Estimate> {
        let figures = safe.figures(&|_| 20_000);
        figures.into_iter().find(|figure| figure.statistic == statistic).expect("the figure").value
    }

    const BY: u16 = 183;
    const WAITING: Measure = Measure::Waiting { by: BY };
    const REACHED: Measure = Measure::Reached { by: BY };
    const COMPETING: Measure = Measure::Competing { by: BY };
    const UNSEEN: Measure = Measure::Unseen { by: BY };

    fn waits(n: Cell<u64>, waiting: Cell<u64>, unseen: Cell<u64>, steps: &[SafeStep]) -> Safe<'_> {
        safe(Some(DayUnit::Calendar), &[(Measure::Entered, n), (WAITING, waiting), (UNSEEN, unseen)], steps)
    }

    #[test]
    fn a_count_says_what_its_rounding_leaves_open() {
        let open = |count| {
            let found = count_of(count, 5);
            (found.interval.lower, found.interval.upper)
        };
        assert_eq!((open(135), open(5), open(0)), ((133.0, 137.0), (3.0, 7.0), (0.0, 0.0)));
        assert_eq!(count_of(10, 10).interval, Interval { lower: 5.0, upper: 14.0, level: 1.0 });
        assert_eq!(count_of(7, 1).interval, Interval { lower: 7.0, upper: 7.0, level: 1.0 });
    }

    #[test]
    fn a_plain_count_has_a_rate_over_minors_and_years() {
        let plain = safe(None, &[(Measure::Entered, Shown(60))], &[]);
        let rate = value(&plain, Statistic::PerTenThousand).shown().expect("a rate");
        assert!((rate.value - 10.0).abs() < 1e-12 && rate.interval.covers(10.0));
        let words: Vec<_> = plain.figures(&|_| 20_000).iter().map(|figure| figure.statistic.word()).collect();
        assert_eq!(words, ["count", "per-10000"]);
        assert_eq!(plain.figures(&|_| 0)[1].value, Unknown);
        let none = safe(None, &[(Measure::Entered, Hidden)], &[]);
        assert_eq!((value(&none, Statistic::Count), value(&none, Statistic::PerTenThousand)), (Hidden, Hidden));
    }

    /// 21 of 136 are published as 20 of 135: 14.8 %.
    #[test]
    fn where_all_were_seen_the_share_is_that_of_the_safe_counts() {
        let share = value(&waits(Shown(135), Shown(20), Shown(0), &[]), Statistic::Share(WAITING));
        assert_eq!(share, rates::wilson(20, 135, 0.95));
        let over = value(&waits(Shown(15), Shown(20), Shown(0), &[]), Statistic::Share(WAITING));
        assert_eq!(over, rates::wilson(15, 15, 0.95));
    }

    #[test]
    fn what_rests_on_a_hidden_count_is_hidden_and_on_few_unknown() {
        let share = |n, waiting, unseen| value(&waits(n, waiting, unseen, &[]), Statistic::Share(WAITING));
        assert_eq!(share(Hidden, Shown(20), Shown(0)), Hidden);
        assert_eq!(share(Shown(20), Hidden, Shown(0)), Hidden);
        assert_eq!(share(Shown(5), Shown(5), Shown(0)), Unknown);
        assert_eq!(share(Shown(20), Shown(5), Shown(5)), Unknown);
        assert_eq!(share(Shown(20), Shown(5), Hidden), Unknown);
        assert_eq!(share(Shown(20), Shown(5), Impossible), Unknown);
    }

    #[test]
    fn where_some_were_not_seen_so_long_the_safe_curve_says_it() {
        let steps = [step(30, 50, 0, 10), step(183, 20, 0, 20), step(365, 0, 0, 0)];
        let share = value(&waits(Shown(100), Shown(20), Shown(10), &steps), Statistic::Share(WAITING)).shown().expect("a share");
        assert!((share.value - 0.5 * 0.5).abs() < 1e-12);
        let off_edge = [step(30, 50, 0, 10), step(365, 20, 0, 20)];
        assert_eq!(value(&waits(Shown(100), Shown(20), Shown(10), &off_edge), Statistic::Share(WAITING)), Unknown);
        let cut = [step(30, 50, 0, 10), hidden(183), step(365, 20, 0, 20)];
        assert_eq!(value(&waits(Shown(100), Shown(20), Shown(10), &cut), Statistic::Share(WAITING)), Hidden);
        let short = [step(30, 50, 0, 10)];
        assert_eq!(value(&waits(Shown(100), Shown(20), Shown(10), &short), Statistic::Share(WAITING)), Unknown);
    }

    #[test]
    fn a_few_unseen_widen_the_limits_and_many_say_nothing() {
        let share = |n, unseen| {
            let cells =
                [(Measure::Entered, Shown(n)), (WAITING, Shown(185)), (REACHED, Shown(1005)), (COMPETING, Shown(40)), (UNSEEN, unseen)];
            let figures = safe(Some(DayUnit::Calendar), &cells, &[]).figures(&|_| 1);
            figures.iter().find(|figure| figure.statistic == Statistic::Share(WAITING)).expect("the share").value
        };
        let few = share(1235, Hidden).shown().expect("a share");
        assert!((few.value - 185.0 / 1230.0).abs() < 1e-12);
        let known = crate::rates::wilson(185, 1235, LEVEL).shown().expect("a share").interval;
        assert!(few.interval.lower <= known.lower && few.interval.upper > known.upper);
        assert_eq!(share(1300, Hidden), Unknown);
        assert_eq!(share(1300, Shown(70)), Unknown);
    }

    /// By hand: half at day 20 between days 11 and 30 by chance; with a tenth missed the upper curve passes one half a step earlier.
    #[test]
    fn what_was_missed_widens_shares_curves_and_medians_and_moves_no_value() {
        let steps = [step(10, 300, 0, 0), step(20, 150, 0, 0), step(30, 100, 0, 0), step(60, 150, 0, 0), step(90, 0, 0, 300)];
        let of = |linked| Safe { linked, ..waits(Shown(1000), Shown(300), Shown(0), &steps) };
        let (whole, part) = (of(Linked::WHOLE), of(Linked::of(0.85, 0.99).expect("shares")));
        let shown = |safe: &Safe<'_>, statistic| value(safe, statistic).shown().expect("shown");
        let (narrow, wide) = (shown(&whole, Statistic::Share(WAITING)), shown(&part, Statistic::Share(WAITING)));
        assert_eq!(narrow.value, wide.value);
        assert!((wide.interval.lower - (1.0 - (1.0 - narrow.interval.lower) / 0.85)).abs() < 1e-12, "{wide:?}");
        let (narrow, wide) = (shown(&whole, Statistic::Median), shown(&part, Statistic::Median));
        assert_eq!((narrow.value, wide.value), (30.0, 30.0));
        assert!(wide.interval.lower == 11.0 && narrow.interval.lower == 21.0, "{narrow:?} {wide:?}");
        let point = |safe: &Safe<'_>| safe.curves()[0].points[2].reached.shown().expect("a share");
        assert!(point(&part).interval.upper > point(&whole).interval.upper && point(&part).value == point(&whole).value);
        assert_eq!(shown(&part, Statistic::Count), shown(&whole, Statistic::Count));
    }

    #[test]
    fn the_median_is_the_first_step_by_which_half_was_reached() {
        let median = |steps: &[SafeStep]| value(&waits(Shown(100), Shown(20), Shown(0), steps), Statistic::Median);
        let steps = [step(10, 30, 0, 0), step(20, 15, 0, 0), step(30, 10, 0, 0), step(60, 15, 0, 0), step(90, 0, 0, 30)];
        let found = median(&steps).shown().expect("a median");
        assert_eq!((found.value, found.interval.lower, found.interval.upper), (30.0, 11.0, 60.0));
        assert_eq!(median(&[step(10, 30, 0, 0), step(90, 0, 0, 70)]), Unknown);
        assert_eq!(median(&[step(10, 45, 0, 0), step(20, 5, 0, 50)]), Unknown);
        let coarse = [step(10, 30, 0, 0), step(60, 30, 0, 0), step(90, 10, 0, 30)];
        assert_eq!(median(&coarse), Unknown);
        assert_eq!(median(&[step(10, 30, 0, 0), hidden(20), step(30, 50, 0, 0)]), Hidden);
    }

    #[test]
    fn a_curve_is_hidden_from_its_first_hidden_step_on() {
        let steps = [step(10, 30, 5, 5), hidden(20), step(30, 20, 0, 35)];
        let curves = waits(Shown(100), Shown(20), Shown(0), &steps).curves();
        let points = &curves[0].points;
        assert_eq!(points.iter().map(|point| point.day).collect::<Vec<_>>(), [0, 10, 20, 30]);
        assert_eq!(points.iter().map(|point| point.at_risk).collect::<Vec<_>>(), [Shown(100), Shown(100), Shown(60), Hidden]);
        assert_eq!(points.iter().map(|point| point.censored).collect::<Vec<_>>(), [Impossible, Shown(5), Shown(0), Shown(35)]);
        let reached: Vec<_> = points.iter().map(|point| point.reached.map(|estimate| estimate.value)).collect();
        assert_eq!(reached, [Unknown, Shown(0.3), Hidden, Hidden]);
    }

    #[test]
    fn a_curve_of_a_hidden_or_small_number_shows_nothing() {
        let steps = [step(0, 5, 0, 0), step(20, 0, 0, 0)];
        let all = |n| {
            let curves = waits(n, Shown(20), Shown(0), &steps).curves();
            curves[0].points.iter().map(|point| (point.at_risk, point.reached)).collect::<Vec<_>>()
        };
        assert_eq!(all(Hidden), [(Hidden, Hidden), (Hidden, Hidden)]);
        assert_eq!(all(Shown(5)), [(Shown(5), Unknown), (Shown(0), Unknown)]);
    }

    proptest! {
        #[test]
        fn every_estimate_is_finite_and_inside_its_interval(
            n in 0u64..60, cells in prop::array::uniform3(0u64..15), counts in prop::collection::vec(prop::array::uniform3(0u64..4), 1..9)
        ) {
            let made = |(day, [reached, competing, open]): (u16, &[u64; 3])| step(day * 61, reached * 5, competing * 5, open * 5);
            let steps: Vec<_> = (0u16..).zip(&counts).map(made).collect();
            let [waiting, reached, unseen] = cells.map(|cell| Shown(cell * 5));
            let cells = [(Measure::Entered, Shown(n * 5)), (WAITING, waiting), (REACHED, reached), (UNSEEN, unseen)];
            let safe = safe(Some(DayUnit::Calendar), &cells, &steps);
            let curves = safe.curves();
            let points = curves.iter().flat_map(|curve| &curve.points).filter_map(|point| point.reached.shown());
            for estimate in safe.figures(&|_| 1000).iter().filter_map(|figure| figure.value.shown()).chain(points) {
                prop_assert!(estimate.value.is_finite() && estimate.interval.upper.is_finite());
                prop_assert!(estimate.interval.covers(estimate.value), "{:?}", estimate);
            }
        }
    }
}
