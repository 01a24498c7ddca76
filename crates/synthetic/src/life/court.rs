//! Petitions to the juvenile court: one for every order and authorisation, and some that were refused or withdrawn.
//!
//! The first day of an order is the day of the decision; a prolonging of an order is not delivered as a petition.

use domain::{Code, Day};

use super::{Surroundings, office_day};
use crate::history::{Child, Decision, Petition};
use crate::households::Household;
use crate::organisations::Supplier;
use crate::random::Stream;

/// Of requests to the Board without a petition of its own: those in which someone else petitions, in vain.
const OTHERS_PETITION: f64 = 0.12;
/// Of orders without placement: those in which placement was petitioned in vain.
const PLACEMENT_IN_VAIN: f64 = 0.05;
/// Of petitions in vain: those refused; the others were withdrawn.
const REFUSED: f64 = 0.7;

/// Draws the petitions about every child of a household.
pub(crate) fn draw(stream: &mut Stream, around: &Surroundings<'_>, household: &mut Household) {
    for at in 0..household.children.len() {
        let mut petitions = granted(stream, &household.children[at]);
        petitions.extend(in_vain(stream, &household.children[at]));
        for petition in &mut petitions {
            petition.supplier = Supplier::court(around.place(household, petition.petitioned));
        }
        household.children[at].history.petitions = petitions;
    }
}

fn granted(stream: &mut Stream, child: &Child) -> Vec<Petition> {
    let history = &child.history;
    let mut petitions = Vec::new();
    for order in &history.orders {
        let waited = stream.between(4, 26);
        let petitioned = match order.code {
            Code::INTERIM_ORDER | Code(22) => order.first.plus(-stream.between(0, 1)),
            _ => order.first.plus(-waited).max(investigated(child, order.first)),
        };
        let petitioner = if order.code == Code(21) { "gi" } else { stream.weighted(&[(94, "board"), (6, "public-prosecutor")]) };
        petitions.push(petition(
            (order.code, petitioner),
            (petitioned, order.first),
            Decision::Granted(term(child, order.code, order.first)),
        ));
    }
    for order in &history.authorisations {
        let petitioned = order.first.plus(-stream.between(0, 20));
        petitions.push(petition((order.code, "gi"), (petitioned, order.first), Decision::Granted(term(child, order.code, order.first))));
    }
    petitions
}

/// The end of the Board's last investigation that led to a petition, up to a day.
fn investigated(child: &Child, first: Day) -> Day {
    let ended = child.history.requests.iter().filter(|request| request.result == "petition" && request.ended <= first);
    ended.map(|request| request.ended).max().unwrap_or(child.born)
}

/// The last day for which something is granted.
fn term(child: &Child, code: Code, first: Day) -> Day {
    let days = match code {
        Code::INTERIM_ORDER | Code(22) => 90,
        Code(21) => 18 * 366,
        _ => 365,
    };
    first.plus(days - 1).min(child.eighteen.plus(-1)).max(first)
}

fn in_vain(stream: &mut Stream, child: &Child) -> Vec<Petition> {
    let history = &child.history;
    let mut petitions = Vec::new();
    for request in history.requests.iter().filter(|request| request.result == "no-petition") {
        if stream.chance(OTHERS_PETITION) {
            let petitioner = stream.weighted(&[(5, "municipality"), (2, "parent"), (2, "public-prosecutor"), (1, "other")]);
            petitions.push(vain(stream, (Code::SUPERVISION_ORDER, petitioner), request.ended.plus(7)));
        }
    }
    for order in history.orders.iter().filter(|order| order.code == Code::SUPERVISION_ORDER) {
        if history.authorisations.is_empty() && stream.chance(PLACEMENT_IN_VAIN) {
            let day = order.first.plus(stream.between(10, 300));
            petitions.push(vain(stream, (Code(72), "gi"), day));
        }
    }
    petitions.retain(|petition| child.is_minor(petition.decided));
    petitions
}

fn vain(stream: &mut Stream, what: (Code, &'static str), from: Day) -> Petition {
    let petitioned = office_day(from.plus(stream.between(0, 20)));
    let decided = office_day(petitioned.plus(stream.between(5, 40)));
    petition(what, (petitioned, decided), if stream.chance(REFUSED) { Decision::Refused } else { Decision::Withdrawn })
}

/// A petition; the court follows from the address on its day.
fn petition((code, petitioner): (Code, &'static str), (petitioned, decided): (Day, Day), decision: Decision) -> Petition {
    Petition { supplier: Supplier(0), code, petitioner, petitioned, decided, decision }
}
