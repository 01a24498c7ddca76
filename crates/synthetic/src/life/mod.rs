//! What happens in a household: protection first, then violence that may stay hidden, then ordinary help.
//!
//! Whole childhoods are drawn, whatever years are delivered, so that more years or a larger scale never change what
//! happened before. One stream a household; what was added later has streams of its own ([`live_on`]). Nothing here
//! knows of files.

mod adulthood;
pub(crate) mod chain;
mod court;
mod encounters;
mod help;
mod passing_on;
mod process;
mod protection;
mod safety;
mod violence;

use domain::{Atlas, Day};

use crate::history::History;
use crate::households::Household;
use crate::organisations::Organisations;
use crate::places::{Place, Places};
use crate::random::{Purpose, Stream};

/// What a life is drawn with.
pub(crate) struct Surroundings<'a> {
    pub(crate) places: &'a Places,
    pub(crate) organisations: &'a Organisations,
    pub(crate) atlas: &'a Atlas,
}

impl Surroundings<'_> {
    fn place(&self, household: &Household, day: Day) -> &Place {
        &self.places.all[usize::from(household.address(day).place)]
    }
}

/// Draws everything that happens to the children of a household.
pub(crate) fn live(stream: &mut Stream, around: &Surroundings<'_>, household: &mut Household) {
    let mut cases = 0;
    for at in 0..household.children.len() {
        let quiet = protection::draw(stream, around, household, at, &mut cases);
        help::draw(stream, around, household, at, quiet);
    }
    violence::draw(stream, around, household, &mut cases);
}

/// Draws what others come to know or do: centres and police, courts, certified institutions, municipalities after 18; and to whom
/// a measure is handed over. Each
/// from a stream of its own, given by its purpose; nothing drawn before changes.
pub(crate) fn live_on(stream: impl Fn(Purpose) -> Stream, around: &Surroundings<'_>, household: &mut Household) {
    let any = |holds: fn(&History) -> bool| household.children.iter().any(|child| holds(&child.history));
    let (violence, protection) = (any(|history| !history.victimisations.is_empty()), any(|history| !history.requests.is_empty()));
    let danger = any(|history| history.reports.iter().any(|report| report.assessment.is_some_and(|made| made.acute)));
    if violence {
        encounters::draw(&mut stream(Purpose::Encounters), around, household);
    }
    // Nothing reaches the court or an institution that did not pass the Board.
    if protection {
        court::draw(&mut stream(Purpose::Court), around, household);
        process::draw(&mut stream(Purpose::Process), household);
        passing_on::draw(&mut stream(Purpose::PassingOn), around, household);
    }
    adulthood::draw(&mut stream(Purpose::Adulthood), around, household);
    if danger {
        safety::draw(&mut stream(Purpose::Safety), around, household);
    }
}

/// A working day in an office week: weekends move to Monday.
fn office_day(day: Day) -> Day {
    match day.weekday() {
        5 => day.plus(2),
        6 => day.plus(1),
        _ => day,
    }
}

/// A day on which people report or ask advice: fewer on Saturdays and Sundays, fewer in the summer holiday.
pub(crate) fn busy_day(stream: &mut Stream, day: Day) -> Day {
    let summer = matches!(day.month().number(), 7 | 8) && stream.chance(0.3);
    let day = if summer { day.plus(42) } else { day };
    let stays = stream.chance(if day.weekday() == 5 { 0.4 } else { 0.25 });
    if stays { day } else { office_day(day) }
}
