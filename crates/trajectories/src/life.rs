//! Step 3: what happens in a life that no one delivers as such: turning 18, and a death told by the end of an order.

use domain::{Code, Day, EventKind, Month};
use person::Event;

use crate::Spell;

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

/// The day from which this person is surely 18: as stated where it is, else from the month of birth.
pub fn adult_from(stated: &[Event]) -> Option<Day> {
    let said = stated.iter().filter(|event| event.kind == EventKind::Turned18).map(|event| event.day).min();
    said.or_else(|| birth_month(stated).map(turns_18))
}

/// Life events of a person: turned 18, and died on the last day of an order that ended for that reason (youth-policy
/// protocol, end reasons 06 and 15).
pub fn events(stated: &[Event]) -> impl Iterator<Item = (EventKind, Day)> + '_ {
    let adult = adult_from(stated).map(|day| (EventKind::Turned18, day));
    let deaths = stated.iter().filter(|event| event.code.says_died(event.kind)).map(|event| (EventKind::Died, event.day));
    adult.into_iter().chain(deaths)
}

/// Turning 18 as something from which a next step is expected: told by the youth help that ran or ended last before it, whose
/// place and record it takes. None for whoever never had help before that day.
pub fn turning_18(stated: &[Event], spells: &[Spell]) -> Option<Event> {
    let day = adult_from(stated)?;
    let last_day = |spell: &Spell| spell.known_through().unwrap_or(Day(i32::MAX));
    let before = spells.iter().filter(|spell| spell.start.kind == EventKind::HelpStarted && spell.start.day < day);
    let last = before.max_by_key(|spell| (last_day(spell).min(day), spell.start.day, spell.start.organisation, spell.start.record))?;
    Some(Event { kind: EventKind::Turned18, day, code: Code::NONE, precision: domain::Precision::Day, ..last.start })
}
