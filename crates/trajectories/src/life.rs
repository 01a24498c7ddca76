//! Step 3: what happens in a life that no one delivers as such: turning 18, and a death told by the end of an order.

use domain::{Day, EventKind, Month};
use person::Event;

/// The day from which someone born in this month is surely 18: the first of the month after the 18th birthday.
///
/// ```
/// use domain::Month;
/// assert_eq!(trajectories::life::turns_18(Month::new(2005, 12)).to_string(), "2024-01-01");
/// ```
pub fn turns_18(born: Month) -> Day {
    Month(born.0 + 18 * 12 + 1).first_day()
}

/// The month of birth that was stated last, of the events that state one; on a tie the later month.
pub fn birth_month(stated: &[Event]) -> Option<Month> {
    let said = stated.iter().filter_map(|event| event.birth_month.map(|born| (event.stated, born)));
    said.max().map(|(_, born)| born)
}

/// Life events of a person: turned 18, and died on the last day of an order that ended for that reason (youth-policy
/// protocol, end reasons 06 and 15).
pub fn events(stated: &[Event]) -> impl Iterator<Item = (EventKind, Day)> + '_ {
    let adult = birth_month(stated).map(|born| (EventKind::Turned18, turns_18(born)));
    let deaths = stated.iter().filter(|event| event.code.says_died(event.kind)).map(|event| (EventKind::Died, event.day));
    adult.into_iter().chain(deaths)
}
