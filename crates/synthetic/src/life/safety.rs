//! Into safety after acute danger: crisis help soon after the assessment, or in a way no register sees.
//!
//! Drawn last, from a stream of its own, and only where it leaves the wait for help after an order as it was drawn.

use domain::Day;

use super::{Surroundings, help};
use crate::history::{Child, Help, Order};
use crate::households::Household;
use crate::random::{Band, Stream};

/// Of children in acute danger: those brought to safety by help that somebody records. The others are with family, or the
/// person who was a danger left the house.
const BY_HELP: f64 = 0.80;
/// Days from the assessment to that help.
const TO_SAFETY: [Band; 4] = [(55, 0, 0), (24, 1, 1), (15, 2, 7), (6, 8, 21)];
/// Crisis help by form: at home, foster family, family home, other stay.
const FORMS: [(u32, u8); 4] = [(45, 2), (25, 11), (8, 12), (22, 14)];
/// Days of crisis help.
const LASTS: [Band; 2] = [(7, 14, 28), (3, 29, 84)];

/// Draws crisis help for every child of a household that was assessed to be in acute danger.
pub(super) fn draw(stream: &mut Stream, around: &Surroundings<'_>, household: &mut Household) {
    for at in 0..household.children.len() {
        let assessed = household.children[at].history.reports.iter().filter_map(|report| report.assessment);
        let acute: Vec<Day> = assessed.filter(|made| made.acute).map(|made| made.day).collect();
        for day in acute {
            let (by_help, after) = (stream.chance(BY_HELP), stream.banded(&TO_SAFETY));
            let (form, lasts) = (stream.weighted(&FORMS), stream.banded(&LASTS));
            let spell = (form, day.plus(after), day.plus(after + lasts));
            if by_help && help::fits(household, at, spell, None) && !meets_order(&household.children[at], spell) {
                help::push_crisis(stream, around, household, at, spell);
            }
        }
    }
}

/// Whether a spell of help touches the wait of an order: from three weeks before its first day until help for it began.
fn meets_order(child: &Child, (_, first, last): (u8, Day, Day)) -> bool {
    let waits = |order: &Order| {
        let began = |help: &&Help| help.last >= order.first && help.first <= order.last;
        let help = child.history.help.iter().filter(began).map(|help| help.first).min();
        (order.first.plus(-help::APART_DAYS), help.unwrap_or(order.last).plus(help::APART_DAYS))
    };
    child.history.orders.iter().map(waits).any(|(from, through)| first <= through && last >= from)
}
