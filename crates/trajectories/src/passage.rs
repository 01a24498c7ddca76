//! Step 6: what became of each expectation: reached, made impossible, or not seen while it was looked for.

use domain::{Code, Day, EventKind, HandOver, Outcome, Selector, Tie};
use person::{Event, Organisation, RecordKey};

use crate::moment::{Moment, time_line};
use crate::spell::end_of;
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
    /// stands for that and more.
    pub days: u16,
}

/// The passages of all starts. A start after the end of observation, or where no supplier of the next step ever
/// delivered, has none: nothing can be said of it.
pub fn passages(stated: &[Event], spells: &[Spell], starts: &[Start], rules: &Rules<'_>) -> Vec<Passage> {
    let expected: Vec<(usize, usize)> = expectations(starts, rules.hand_overs).collect();
    if expected.is_empty() {
        return Vec::new();
    }
    let path = Path { spells, moments: time_line(stated, spells) };
    let passage = |(hand_over, start): (usize, usize)| {
        let (outcome, days) = path.outcome(&starts[start], &rules.hand_overs[hand_over], rules)?;
        Some(Passage { hand_over, start, outcome, days })
    };
    expected.into_iter().filter_map(passage).collect()
}

fn expectations(starts: &[Start], hand_overs: &[HandOver]) -> impl Iterator<Item = (usize, usize)> {
    hand_overs.iter().enumerate().flat_map(move |(place, hand_over)| {
        let applies = move |(_, start): &(usize, &Start)| applies(hand_over, start);
        starts.iter().enumerate().filter(applies).map(move |(start, _)| (place, start))
    })
}

fn applies(hand_over: &HandOver, start: &Start) -> bool {
    let about_it = hand_over.form.is_none_or(|form| start.forms.has(form));
    about_it && any_matches(&hand_over.from, start.kind, start.code)
}

/// What is known of one person's path, to look for what follows a start.
struct Path<'a> {
    spells: &'a [Spell],
    moments: Vec<Moment>,
}

impl Path<'_> {
    fn outcome(&self, start: &Start, hand_over: &HandOver, rules: &Rules<'_>) -> Option<(Outcome, u16)> {
        let observed = rules.coverage.observed_through(&hand_over.suppliers, start.municipality).filter(|last| *last >= start.day)?;
        let reached = self.reached(start, hand_over).filter(|day| *day <= observed);
        let competing = self.made_impossible(start, hand_over).filter(|day| *day <= observed);
        let (outcome, day) = match (reached, competing) {
            (Some(reached), Some(competing)) if competing < reached => (Outcome::Competing, competing),
            (Some(reached), _) => (Outcome::Reached, reached),
            (None, Some(competing)) => (Outcome::Competing, competing),
            (None, None) => (Outcome::Open, observed),
        };
        let days = hand_over.due.unit.between(start.day, day);
        Some((outcome, u16::try_from(days).unwrap_or(u16::MAX)))
    }

    /// First day of the next step; the day of the start where it was running then and that counts.
    fn reached(&self, start: &Start, hand_over: &HandOver) -> Option<Day> {
        if hand_over.running_counts && self.is_running(start, hand_over) {
            return Some(start.day);
        }
        self.first(start.day, |moment| any_matches(&hand_over.to, moment.kind, moment.code) && is_tied(hand_over.tie, start, moment.record))
    }

    fn is_running(&self, start: &Start, hand_over: &HandOver) -> bool {
        self.spells.iter().any(|spell| {
            any_matches(&hand_over.to, spell.start.kind, spell.start.code)
                && spell.runs_on(start.day)
                && is_tied(hand_over.tie, start, Some((spell.start.organisation, spell.start.record)))
        })
    }

    fn made_impossible(&self, start: &Start, hand_over: &HandOver) -> Option<Day> {
        self.first(start.day, |moment| any_matches(&hand_over.competing, moment.kind, moment.code) && concerns(start, moment))
    }

    fn first(&self, from: Day, is_meant: impl Fn(&Moment) -> bool) -> Option<Day> {
        let later = self.moments.partition_point(|moment| moment.day < from);
        self.moments[later..].iter().find(|moment| is_meant(moment)).map(|moment| moment.day)
    }
}

fn any_matches(selectors: &[Selector], kind: EventKind, code: Code) -> bool {
    selectors.iter().any(|selector| selector.matches(kind, code))
}

fn is_tied(tie: Tie, start: &Start, record: Option<(Organisation, RecordKey)>) -> bool {
    match tie {
        Tie::Person => true,
        Tie::Record => record.is_some_and(|record| start.is_of(record)),
    }
}

/// The end of a spell like the one that started concerns that spell alone; anything else concerns the person.
fn concerns(start: &Start, moment: &Moment) -> bool {
    end_of(start.kind) != Some(moment.kind) || moment.record.is_some_and(|record| start.is_of(record))
}
