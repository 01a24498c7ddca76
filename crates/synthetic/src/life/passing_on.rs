//! Measures that go on at another certified institution: where a family moves to the area of another, and now and then elsewhere.
//!
//! Drawn after everything else, from a stream of its own: what is measured is one measure, with the same first and last day.

use domain::{Code, Day};

use super::{Surroundings, office_day};
use crate::history::{Order, PassedOn};
use crate::households::Household;
use crate::organisations::Supplier;
use crate::random::Stream;

/// Of measures under which a family moves to the area of another institution: those that follow it there.
const FOLLOWS: f64 = 0.8;
/// Of other measures: those that another institution carries on (one that works in the whole country, or for want of workers).
const ELSEWHERE: f64 = 0.10;
/// A measure is handed over at least so many days after its first day and before its last.
const FROM_FIRST: i32 = 60;
const TO_LAST: i32 = 30;

/// Draws to whom the measures of every child of a household go; placement goes along.
pub(crate) fn draw(stream: &mut Stream, around: &Surroundings<'_>, household: &mut Household) {
    for at in 0..household.children.len() {
        for number in 0..household.children[at].history.orders.len() {
            let order = &household.children[at].history.orders[number];
            // An interim order becomes an order where it is.
            if order.code == Code::INTERIM_ORDER {
                continue;
            }
            let Some(passed) = passed_on(stream, around, household, order) else { continue };
            let history = &mut household.children[at].history;
            let (giver, last) = (history.orders[number].supplier, history.orders[number].last);
            history.orders[number].passed_on = Some(passed);
            for placement in history.authorisations.iter_mut().filter(|placement| placement.supplier == giver && placement.last <= last) {
                go_along(placement, passed);
            }
        }
    }
}

fn passed_on(stream: &mut Stream, around: &Surroundings<'_>, household: &Household, order: &Order) -> Option<PassedOn> {
    let possible = order.first.plus(FROM_FIRST)..=order.last.plus(-TO_LAST);
    let is_other = |day: &Day| Supplier::institution(around.place(household, *day)) != order.supplier;
    let moved = household.moves().find(|day| *day > order.first && *day < order.last && is_other(day));
    let (day, taker) = match moved {
        Some(day) if stream.chance(FOLLOWS) => (day.plus(stream.between(20, 120)), Supplier::institution(around.place(household, day))),
        Some(_) => return None,
        None if stream.chance(ELSEWHERE) => (
            order.first.plus(stream.between(FROM_FIRST, (order.last - order.first).clamp(FROM_FIRST, 730))),
            order.supplier.other_institution(stream),
        ),
        None => return None,
    };
    let day = office_day(day);
    possible.contains(&day).then_some(PassedOn { day, taker })
}

/// What runs on that day is handed over with it; what begins later begins at the taker.
fn go_along(placement: &mut Order, passed: PassedOn) {
    if placement.first > passed.day {
        placement.supplier = passed.taker;
    } else if placement.last > passed.day {
        placement.passed_on = Some(passed);
    }
}
