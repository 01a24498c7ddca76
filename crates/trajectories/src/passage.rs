//! Step 6: what became of each expectation: reached, made impossible, or not seen while it was looked for.

use domain::{AgeBand, Day, EventKind, HandOver, Outcome, Scope, Selector, Tie};
use person::{Event, RecordKey};

use crate::moment::{self, Moment, time_line};
use crate::spell::{Days, end_of};
use crate::{Rules, Spell, Start};

/// One start seen through one hand-over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Passage {
    /// Place of the hand-over in [`Rules::hand_overs`].
    pub hand_over: usize,
    /// Place of the start in [`crate::Trajectory::starts`].
    pub start: usize,
    /// How it ended. `Open`: neither was seen through the end of observation.
    pub outcome: Outcome,
    /// Days to that outcome in the hand-over's unit, the same day is 0; for `Open` to the end of observation. 65,535
    /// stands for that and more. Where only a month or year is known, between the first days it can mean.
    pub days: u16,
    /// The least and the most days it can have been: `days` twice, unless only the month or year of an end is known.
    pub between: (u16, u16),
    /// The day of that outcome; for `Open` the last day of observation.
    pub day: Day,
}

/// The passages of each of these lists of starts. A start after the end of observation, in a gap of it, or where no supplier of
/// the next step ever delivered, has none: nothing can be said of it.
pub fn passages<const LISTS: usize>(
    stated: &[Event],
    spells: &[Spell],
    starts: [&[Start]; LISTS],
    rules: &Rules<'_>,
) -> [Vec<Passage>; LISTS] {
    let expected = starts.map(|starts| expectations(starts, spells, rules.hand_overs));
    if expected.iter().all(Vec::is_empty) {
        return starts.map(|_| Vec::new());
    }
    let path = Path { spells, moments: time_line(stated, spells) };
    let mut lists = starts.iter().zip(expected).map(|(starts, expected)| {
        expected.into_iter().filter_map(|(hand_over, start)| path.passage((hand_over, start), &starts[start], rules)).collect()
    });
    starts.map(|_| lists.next().unwrap_or_default())
}

fn expectations(starts: &[Start], spells: &[Spell], hand_overs: &[HandOver]) -> Vec<(usize, usize)> {
    let mut expected = Vec::new();
    for (place, hand_over) in hand_overs.iter().enumerate() {
        let begun = starts.iter().enumerate().filter(|(_, start)| applies(hand_over, start, spells));
        expected.extend(begun.map(|(start, _)| (place, start)));
    }
    expected
}

/// Whether a hand-over expects something after this start.
pub fn applies(hand_over: &HandOver, start: &Start, spells: &[Spell]) -> bool {
    begins(&hand_over.from, start) && is_meant(&hand_over.scope, start, spells)
}

/// Whether a start is one of these.
pub fn begins(from: &[Selector], start: &Start) -> bool {
    from.iter().any(|selector| selector.matches(start.kind, start.code) && (!selector.crisis || start.crisis))
}

/// Whether a start lies in a scope.
pub fn is_meant(scope: &Scope, start: &Start, spells: &[Spell]) -> bool {
    fn holds<T: PartialEq>(wanted: &[T], value: &T) -> bool {
        wanted.is_empty() || wanted.contains(value)
    }
    let forms = start.forms.known_or_unknown();
    (!scope.minors || !matches!(start.age, AgeBand::From18To22 | AgeBand::Unknown))
        && (scope.forms.is_empty() || scope.forms.iter().any(|form| forms.has(*form)))
        && holds(&scope.settings, &start.setting)
        && holds(&scope.contacts, &start.contact)
        && holds(&scope.online, &start.online)
        && holds(&scope.other_ages, &start.other_age)
        && holds(&scope.sexes, &start.sex)
        && holds(&scope.ages, &start.age)
        && holds(&scope.sectors, &start.sector)
        && scope.helped_before.is_none_or(|days| helped_before(start.day, days, spells))
}

/// Whether youth help ran on one of so many days before a day, that day itself left out.
fn helped_before(day: Day, days: u16, spells: &[Spell]) -> bool {
    let help = spells.iter().filter(|spell| spell.start.kind == EventKind::HelpStarted && spell.start.day < day);
    let from = day.plus(-i32::from(days));
    help.into_iter().any(|spell| spell.known_through().is_none_or(|last| last >= from))
}

/// What is known of one person's path, to look for what follows a start.
struct Path<'a> {
    spells: &'a [Spell],
    moments: Vec<Moment>,
}

impl Path<'_> {
    fn passage(&self, (place, number): (usize, usize), start: &Start, rules: &Rules<'_>) -> Option<Passage> {
        let hand_over = &rules.hand_overs[place];
        let (to, suppliers) = hand_over.expected(start.setting);
        let observed = rules.coverage.followed_through(suppliers, start.municipality, start.day).filter(|last| *last >= start.day)?;
        let reached = self.reached(start, hand_over, to).filter(|days| days.0 <= observed);
        let competing = self.made_impossible(start, hand_over).filter(|days| days.0 <= observed);
        let (outcome, days) = match (reached, competing) {
            (Some(reached), Some(competing)) if competing.0 < reached.0 => (Outcome::Competing, competing),
            (Some(reached), _) => (Outcome::Reached, reached),
            (None, Some(competing)) => (Outcome::Competing, competing),
            (None, None) => (Outcome::Open, (observed, observed)),
        };
        let wait = |from: Day, to: Day| u16::try_from(hand_over.due.unit.between(from, to)).unwrap_or(u16::MAX);
        let between = (wait(start.until(), days.0), wait(start.day, days.1.min(observed)));
        Some(Passage { hand_over: place, start: number, outcome, days: wait(start.day, days.0), between, day: days.0 })
    }

    /// The day of the next step; the day of the start where it was running then and that counts.
    fn reached(&self, start: &Start, hand_over: &HandOver, to: &[Selector]) -> Option<Days> {
        if let Some(until) = self.running(start, hand_over, to).filter(|_| hand_over.running_counts) {
            return Some((start.day, until));
        }
        self.first(start.day, |moment| moment.is_any_of(to) && !is_itself(start, moment) && self.is_tied(hand_over, start, moment))
    }

    /// The day by which what ran on the first day surely ran: later than that day where only the month or year is known in which it
    /// began.
    fn running(&self, start: &Start, hand_over: &HandOver, to: &[Selector]) -> Option<Day> {
        let running = self.spells.iter().filter(|spell| spell.runs_on(start.day)).map(moment::of_start);
        let meant = running.filter(|begun| begun.is_any_of(to) && !is_itself(start, begun) && self.is_tied(hand_over, start, begun));
        meant.map(|begun| begun.until.max(start.day)).min()
    }

    fn made_impossible(&self, start: &Start, hand_over: &HandOver) -> Option<Days> {
        self.first(start.day, |moment| moment.is_any_of(&hand_over.competing) && !is_itself(start, moment) && concerns(start, moment))
    }

    /// The first that is meant from a day on. What is known to the month or year only, and can lie on that day or later, lies
    /// on the day itself at the earliest.
    fn first(&self, from: Day, is_meant: impl Fn(&Moment) -> bool) -> Option<Days> {
        let later = self.moments.partition_point(|moment| moment.day < from);
        let vague = self.moments[..later].iter().find(|moment| moment.until >= from && is_meant(moment));
        let exact = || self.moments[later..].iter().find(|moment| is_meant(moment)).map(|moment| (moment.day, moment.until));
        vague.map(|moment| (from, moment.until)).or_else(exact)
    }

    /// Whether a moment can answer a start. By record where the record it names holds such a start; a moment whose record holds
    /// none answers those of its case, and where its case holds none either, those of the person.
    fn is_tied(&self, hand_over: &HandOver, start: &Start, moment: &Moment) -> bool {
        let (Tie::Record, Some((case, record))) = (hand_over.tie, moment.of) else { return hand_over.tie == Tie::Person };
        if record == start.record {
            return true;
        }
        let begins = |is_such: &dyn Fn((person::CaseKey, RecordKey)) -> bool| {
            self.moments.iter().any(|other| other.of.is_some_and(is_such) && other.is_any_of(&hand_over.from) && other.day <= moment.until)
        };
        if begins(&|(_, other)| other == record) {
            return false;
        }
        case == start.case || !begins(&|(other, _)| other == case)
    }
}

/// Nothing follows itself: a repeated report is another report, and help after help that ended is other help.
fn is_itself(start: &Start, moment: &Moment) -> bool {
    let is_same = moment.kind == start.kind && moment.day == start.day;
    moment.record() == Some(start.record) && (is_same || end_of(moment.kind) == Some(start.kind))
}

/// The end of a spell like the one that started concerns that spell alone; anything else concerns the person.
fn concerns(start: &Start, moment: &Moment) -> bool {
    end_of(start.kind) != Some(moment.kind) || moment.record() == Some(start.record)
}
