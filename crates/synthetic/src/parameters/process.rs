//! The laws of what a certified institution does under a measure, and why help has to wait.
//!
//! First contact and plan are drawn alike for every measure, place and year. The cause of waiting is drawn from what
//! the wait says about it: over all orders, cause and wait are distributed together as [`super::CAUSES`] says.

use std::sync::LazyLock;

use super::{CAUSES, HELP_RUNNING, after_weekend, geometric};
use crate::random::{Law, Stream};

/// Hazard of the first contact on working day 0, 1, 2, … after the first day of a measure.
const CONTACT_HAZARDS: [f64; 12] = [0.04, 0.11, 0.14, 0.16, 0.18, 0.26, 0.12, 0.09, 0.08, 0.07, 0.06, 0.06];
/// Hazard of the first contact on each later working day.
const LATER_CONTACT: f64 = 0.045;
/// Hazard of the plan in each of the weeks after the first contact, a day.
const PLAN_HAZARDS: [f64; 8] = [0.002, 0.006, 0.014, 0.026, 0.042, 0.060, 0.040, 0.025];
/// Hazard of the plan on each later day.
const LATER_PLAN: f64 = 0.012;

struct Laws {
    contact: Law,
    plan: Law,
    /// Wait for help by cause, in the order of [`CAUSES`].
    waits: Vec<Law>,
}

static LAWS: LazyLock<Laws> = LazyLock::new(|| Laws {
    contact: Law::of_hazards((0..260).map(|day| CONTACT_HAZARDS.get(day).copied().unwrap_or(LATER_CONTACT))),
    plan: Law::of_hazards((0..500).map(|day| PLAN_HAZARDS.get(day / 7).copied().unwrap_or(LATER_PLAN))),
    waits: CAUSES.iter().map(|cause| geometric(cause.hazard)).collect(),
});

/// Draws the working days from a measure's first day to the first contact.
pub(crate) fn draw_contact(stream: &mut Stream) -> Option<i32> {
    LAWS.contact.draw(stream)
}

/// Draws the days from first contact to plan.
pub(crate) fn draw_plan(stream: &mut Stream) -> Option<i32> {
    LAWS.plan.draw(stream)
}

/// The true probability that a first contact comes within so many working days of a measure's first day, were the
/// measure to last.
///
/// ```
/// assert!((0.60..0.70).contains(&synthetic::parameters::process::contact_incidence(5)));
/// ```
pub fn contact_incidence(working_day: u32) -> f64 {
    LAWS.contact.by(working_day as i32)
}

/// The true probability that a plan comes within so many days of the first contact, were the measure to last.
pub fn plan_incidence(day: u32) -> f64 {
    LAWS.plan.by(day as i32)
}

/// A wait for help after an order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Wait {
    /// Help came after exactly so many days.
    Over(i32),
    /// It had not come after so many days, when the order ended.
    Longer(i32),
}

/// Draws the cause of a wait after an order that started on this weekday (Monday is 0), given the wait itself.
pub(crate) fn draw_cause(stream: &mut Stream, weekday: u8, wait: Wait) -> &'static str {
    let weights: Vec<f64> = CAUSES.iter().zip(&LAWS.waits).map(|(cause, law)| cause.share * likelihood(law, weekday, wait)).collect();
    let mut left = stream.unit() * weights.iter().sum::<f64>();
    for (cause, weight) in CAUSES.iter().zip(&weights) {
        if left < *weight {
            return cause.word;
        }
        left -= weight;
    }
    CAUSES[0].word
}

fn likelihood(law: &Law, weekday: u8, wait: Wait) -> f64 {
    match wait {
        Wait::Over(day) => after_weekend(law, day, weekday) - after_weekend(law, day - 1, weekday),
        Wait::Longer(day) => 1.0 - after_weekend(law, day, weekday),
    }
}

/// The lines of these laws in `truth/parameters/hazards.csv`.
pub(crate) fn lines(line: &mut dyn FnMut(&str, i32, f64, f64)) {
    for day in 0..=30 {
        line("gi-first-contact", day, LAWS.contact.hazard(day), LAWS.contact.by(day));
    }
    for day in 0..=120 {
        line("gi-plan-after-contact", day, LAWS.plan.hazard(day), LAWS.plan.by(day));
    }
    for cause in CAUSES {
        line(&format!("cause-{}", cause.word), 0, cause.share, cause.share * (1.0 - HELP_RUNNING));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::{LONGEST_WAIT, draw_wait};
    use crate::random::Purpose;

    /// Draw waits as the country does, then causes: the shares of causes come back.
    #[test]
    fn causes_drawn_from_waits_have_the_shares_of_their_law() {
        let mut stream = Stream::of(3, Purpose::Process, 0, 0);
        let draws = 60_000;
        let mut seen = [0u32; CAUSES.len()];
        for draw in 0..draws {
            let weekday = (draw % 5) as u8;
            let wait = draw_wait(&mut stream, weekday).map_or(Wait::Longer(LONGEST_WAIT as i32 + 9), Wait::Over);
            let word = draw_cause(&mut stream, weekday, wait);
            seen[CAUSES.iter().position(|cause| cause.word == word).expect("a cause")] += 1;
        }
        for (cause, count) in CAUSES.iter().zip(seen) {
            let share = f64::from(count) / f64::from(draws);
            assert!((share - cause.share).abs() < 0.01, "{}: {share} for {}", cause.word, cause.share);
        }
    }

    #[test]
    fn about_two_in_three_are_met_in_time() {
        assert!((0.6..0.7).contains(&contact_incidence(5)), "{}", contact_incidence(5));
        assert!((0.6..0.95).contains(&plan_incidence(42)), "{}", plan_incidence(42));
    }
}
