//! The laws the country is drawn from, and what they say about the figures a monitor estimates.
//!
//! Two hand-overs are exact: `help-after-order` and `assessment`. Both are drawn alike for every child, place and
//! year, so that an interval computed from a made country can be asked whether it covers the truth.

pub mod lists;
pub mod process;

use std::sync::LazyLock;

use crate::random::{Band, Law, Stream};

/// A cause of waiting for help after an order, as the certified institution would state it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct CauseOfWait {
    /// The word of the cause.
    pub word: &'static str,
    /// Its share among children whose help was not running on the first day.
    pub share: f64,
    /// The probability that help starts on a day, given that it did not before; 0 is never in this register.
    pub hazard: f64,
}

/// The causes of waiting. Their shares sum to 1.
pub const CAUSES: [CauseOfWait; 6] = [
    CauseOfWait { word: "none", share: 0.40, hazard: 0.045 },
    CauseOfWait { word: "no-staff", share: 0.22, hazard: 0.009 },
    CauseOfWait { word: "no-offer", share: 0.14, hazard: 0.005 },
    CauseOfWait { word: "refused", share: 0.06, hazard: 0.0015 },
    CauseOfWait { word: "not-needed", share: 0.08, hazard: 0.0 },
    CauseOfWait { word: "outside-register", share: 0.10, hazard: 0.0 },
];

/// Probability that help already runs on the first day of an order: reached on day 0.
pub const HELP_RUNNING: f64 = 0.46;

/// Last day after an order on which a wait can end; far beyond any horizon.
const LONGEST_WAIT: usize = 1_500;
/// Last day after its start on which an order can end; longer than a childhood.
const LONGEST_ORDER: usize = 6_700;

/// Orders lifted early, within 91 days: their share and first and last day, drawn evenly.
const LIFTED_EARLY: (f64, usize, usize) = (0.035, 20, 91);
/// Other orders: probability a day of being lifted, and at each whole year (365 days) of not being prolonged.
const ORDER_LIFTED: f64 = 0.000_30;
const NOT_PROLONGED: f64 = 0.18;

/// Days from an order's start (before it is moved to a court day) to the 18th birthday.
pub(crate) const DAYS_TO_EIGHTEEN: [Band; 5] =
    [(8, 120, 730), (24, 731, 2_191), (23, 2_192, 3_652), (22, 3_653, 5_113), (23, 5_114, 6_540)];

/// Hazard of an assessment on working day 0, 1, 2, … after the report; none after the last.
const ASSESSMENT_HAZARDS: [f64; 36] = [
    0.06, 0.11, 0.16, 0.22, 0.27, 0.34, 0.18, 0.15, 0.13, 0.12, 0.12, 0.11, 0.10, 0.10, 0.09, 0.08, 0.08, 0.08, 0.07, 0.07, 0.06, 0.06,
    0.06, 0.05, 0.05, 0.05, 0.04, 0.04, 0.04, 0.04, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03,
];

/// The laws, built once.
pub(crate) struct Laws {
    /// Working days from report to assessment.
    pub(crate) assessment: Law,
    /// Days from order to help where none was running, before a weekend is skipped.
    pub(crate) wait: Law,
    /// Days from an order's start to its end, apart from the 18th birthday.
    pub(crate) order_end: Law,
    to_eighteen: Law,
    incidence: Vec<(f64, f64)>,
}

/// The laws of every made country.
pub(crate) static LAWS: LazyLock<Laws> = LazyLock::new(Laws::build);

impl Laws {
    fn build() -> Laws {
        let assessment = Law::of_hazards(ASSESSMENT_HAZARDS);
        let waits: Vec<_> = CAUSES.iter().map(|cause| (cause.share, geometric(cause.hazard))).collect();
        let wait = Law::mixture(&waits.iter().map(|(share, law)| (*share, law)).collect::<Vec<_>>());
        let order_end = Law::mixture(&[(LIFTED_EARLY.0, &lifted_early()), (1.0 - LIFTED_EARLY.0, &prolonged_by_the_year())]);
        let mut laws = Laws { assessment, wait, order_end, to_eighteen: banded(&DAYS_TO_EIGHTEEN), incidence: Vec::new() };
        laws.incidence = laws.sum_incidence();
        laws
    }

    /// Cumulative probability of help, and of an end of the order first, through each day: the sum over the weekday on
    /// which the unmoved start falls (each as likely) and over days, of P(wait = k) P(end ≥ k) P(18th birthday − 1 ≥ k).
    fn sum_incidence(&self) -> Vec<(f64, f64)> {
        let mut sums = (0.0, 0.0);
        (0..=LONGEST_WAIT as i32)
            .map(|day| {
                for unmoved in 0..7 {
                    let (weekday, moved) = court_day(unmoved);
                    let running = |day| self.order_end.from(day) * self.to_eighteen.from(day + 1 - moved);
                    let waiting = |day| 1.0 - HELP_RUNNING - (1.0 - HELP_RUNNING) * self.moved_wait_by(day, weekday);
                    sums.0 += self.help_mass(day, weekday) * running(day) / 7.0;
                    sums.1 += (running(day) - running(day + 1)) * waiting(day) / 7.0;
                }
                sums
            })
            .collect()
    }

    /// Probability that help comes exactly so many days after an order that starts on this weekday.
    fn help_mass(&self, day: i32, weekday: u8) -> f64 {
        if day == 0 {
            return HELP_RUNNING;
        }
        (1.0 - HELP_RUNNING) * (self.moved_wait_by(day, weekday) - self.moved_wait_by(day - 1, weekday))
    }

    /// Probability that a wait without running help is over by this day, weekends skipped: a wait that would end on a
    /// Saturday or Sunday ends on the Monday.
    fn moved_wait_by(&self, day: i32, weekday: u8) -> f64 {
        after_weekend(&self.wait, day, weekday)
    }
}

/// Probability that a wait of this law, from this weekday, is over by a day when it never ends in a weekend.
fn after_weekend(law: &Law, day: i32, weekday: u8) -> f64 {
    match (i32::from(weekday) + day).rem_euclid(7) {
        5 => law.by(day - 1),
        6 => law.by(day - 2),
        _ => law.by(day),
    }
}

/// Draws the days from order to help where none was running, for an order that starts on this weekday.
pub(crate) fn draw_wait(stream: &mut Stream, weekday: u8) -> Option<i32> {
    let wait = LAWS.wait.draw(stream)?;
    Some(match (i32::from(weekday) + wait).rem_euclid(7) {
        5 => wait + 2,
        6 => wait + 1,
        _ => wait,
    })
}

/// Moves a day to a court day: Saturday to the Thursday before, Sunday to the Tuesday. Gives the weekday and how many
/// days earlier it is.
pub(crate) fn court_day(weekday: u8) -> (u8, i32) {
    match weekday {
        5 => (3, 2),
        6 => (1, 5),
        other => (other, 0),
    }
}

/// The true probability that help starts, or was running, by so many days after an order (11 or 12), with the end of
/// the order, death and the 18th birthday as competing events: the cumulative incidence that Aalen and Johansen's
/// estimator aims at.
///
/// ```
/// use synthetic::parameters::help_after_order_incidence;
/// assert!(help_after_order_incidence(0) == 0.46);
/// assert!((0.75..0.90).contains(&help_after_order_incidence(183)));
/// ```
pub fn help_after_order_incidence(day: u32) -> f64 {
    at(day).0
}

/// The true probability that the order ended (also by death or the 18th birthday) before help came, by so many days.
pub fn order_ended_first_incidence(day: u32) -> f64 {
    at(day).1
}

fn at(day: u32) -> (f64, f64) {
    let incidence = &LAWS.incidence;
    incidence[(day as usize).min(incidence.len() - 1)]
}

/// The true probability that a report is assessed within so many working days; nothing competes.
pub fn assessment_incidence(working_day: u32) -> f64 {
    LAWS.assessment.by(working_day as i32)
}

fn geometric(hazard: f64) -> Law {
    Law::of_hazards((0..=LONGEST_WAIT).map(|day| if day == 0 { 0.0 } else { hazard }))
}

fn lifted_early() -> Law {
    let (_, first, last) = LIFTED_EARLY;
    Law::of_mass((0..=last).map(|day| if day < first { 0.0 } else { 1.0 / (last - first + 1) as f64 }).collect())
}

fn prolonged_by_the_year() -> Law {
    Law::of_hazards((0..=LONGEST_ORDER).map(|day| match day {
        0 => 0.0,
        _ if day % 365 == 0 => NOT_PROLONGED,
        _ => ORDER_LIFTED,
    }))
}

fn banded(bands: &[Band]) -> Law {
    let total: u32 = bands.iter().map(|band| band.0).sum();
    let last = bands.iter().map(|band| band.2).max().unwrap_or(0);
    let share = |day: i32| bands.iter().filter(move |band| (band.1..=band.2).contains(&day));
    Law::of_mass(
        (0..=last).map(|day| share(day).map(|band| f64::from(band.0) / f64::from(total * (band.2 - band.1 + 1) as u32)).sum()).collect(),
    )
}

/// `truth/parameters/hazards.csv`: per law and day the hazard and the cumulative incidence.
pub(crate) fn hazards_csv() -> String {
    let mut text = String::from("law,day,hazard,incidence\n");
    let mut line = |law: &str, day: i32, hazard: f64, incidence: f64| text.push_str(&format!("{law},{day},{hazard:.9},{incidence:.9}\n"));
    for day in 0..=30 {
        line("assessment", day, LAWS.assessment.hazard(day), LAWS.assessment.by(day));
    }
    for day in 0..=365 {
        let ((help, ended), before) = (at(day as u32), if day == 0 { (0.0, 0.0) } else { at(day as u32 - 1) });
        let waiting = 1.0 - before.0 - before.1;
        line("help-after-order", day, (help - before.0) / waiting, help);
        line("order-ended-first", day, (ended - before.1) / waiting, ended);
    }
    for cause in CAUSES {
        line(&format!("wait-{}", cause.word), 1, cause.hazard, cause.share * (1.0 - HELP_RUNNING));
    }
    process::lines(&mut line);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Purpose;

    #[test]
    fn shares_and_masses_sum_to_one() {
        assert!((CAUSES.iter().map(|cause| cause.share).sum::<f64>() - 1.0).abs() < 1e-12);
        assert!((LAWS.to_eighteen.by(9_999) - 1.0).abs() < 1e-9);
        let (help, ended) = at(LONGEST_WAIT as u32);
        assert!(help + ended < 1.0 && help + ended > 0.9, "{help} {ended}");
        assert!((0..1_500).all(|day| help_after_order_incidence(day) <= help_after_order_incidence(day + 1)));
    }

    /// The calculation by hand in docs/methods/synthetic-country.md.
    #[test]
    fn the_first_two_days_are_as_by_hand() {
        let one_day = 0.40 * 0.045 + 0.22 * 0.009 + 0.14 * 0.005 + 0.06 * 0.0015;
        assert!((help_after_order_incidence(0) - 0.46).abs() < 1e-12);
        assert!((help_after_order_incidence(1) - (0.46 + 0.54 * 6.0 / 7.0 * one_day)).abs() < 1e-12);
    }

    #[test]
    fn about_three_quarters_of_assessments_are_in_time() {
        assert!((0.70..0.80).contains(&assessment_incidence(5)), "{}", assessment_incidence(5));
        assert_eq!(assessment_incidence(100), assessment_incidence(35));
    }

    /// A second road to the same numbers: draw orders as the country does and count.
    #[test]
    fn the_incidence_is_recovered_from_a_big_draw() {
        let mut stream = Stream::of(11, Purpose::Household, 0, 0);
        let draws = 400_000;
        let mut reached = [0u32; 366];
        let mut ended = [0u32; 366];
        for _ in 0..draws {
            let (weekday, moved) = court_day(stream.below(7) as u8);
            let eighteen = stream.banded(&DAYS_TO_EIGHTEEN) + moved;
            let end = LAWS.order_end.draw(&mut stream).unwrap_or(i32::MAX).min(eighteen - 1);
            let help = if stream.chance(HELP_RUNNING) { Some(0) } else { draw_wait(&mut stream, weekday) };
            match help {
                Some(day) if day <= end && day <= 365 => reached[day as usize] += 1,
                _ if end <= 365 => ended[end as usize] += 1,
                _ => {}
            }
        }
        let by = |seen: &[u32; 366], day: usize| f64::from(seen[..=day].iter().sum::<u32>()) / f64::from(draws);
        for day in [0, 1, 30, 91, 183, 364, 365] {
            let (help, competing) = at(day as u32);
            assert!((by(&reached, day) - help).abs() < 0.003, "help by {day}: {} {help}", by(&reached, day));
            assert!((by(&ended, day) - competing).abs() < 0.003, "ended by {day}: {} {competing}", by(&ended, day));
        }
    }
}
