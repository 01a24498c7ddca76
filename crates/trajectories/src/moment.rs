//! The clean time line of one person: every start, end and life event once, by day.

use domain::{Code, Day, EventKind, PartialDate, Selector};
use person::{CaseKey, Event, RecordKey};

use crate::{Spell, life, spell};

/// One point of the time line. The end of a spell carries the record of its start.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Moment {
    /// When; the first day it can mean.
    pub day: Day,
    /// What.
    pub kind: EventKind,
    /// Its code.
    pub code: Code,
    /// The code it began with: 12 for an order that began as an interim order.
    pub began_as: Code,
    /// Whether it began with a crisis.
    pub crisis: bool,
    /// The last day it can mean: the day itself, unless only its month or year is known.
    pub until: Day,
    /// Case and record it belongs to; `None` for life events, which belong to the person.
    pub of: Option<(CaseKey, RecordKey)>,
}

impl Moment {
    /// Whether a definition speaks of it.
    pub fn is_any_of(&self, selectors: &[Selector]) -> bool {
        selectors.iter().any(|selector| {
            let coded = selector.matches(self.kind, self.code) || selector.matches(self.kind, self.began_as);
            coded && (!selector.crisis || self.crisis)
        })
    }

    /// Its record.
    pub fn record(&self) -> Option<RecordKey> {
        self.of.map(|(_, record)| record)
    }
}

/// The time line of stated events and the spells made of them, by day.
pub fn time_line(stated: &[Event], spells: &[Spell]) -> Vec<Moment> {
    let single = stated.iter().filter(|event| !spell::is_paired(event.kind) && event.kind != EventKind::Turned18);
    let starts = spells.iter().filter(|spell| !spell.begins_unseen()).map(of_start);
    let ends = spells.iter().filter_map(of_end);
    let life = life::events(stated).map(|(kind, day)| plain(kind, day));
    let mut moments: Vec<Moment> = single.map(of_event).chain(starts).chain(ends).chain(life).collect();
    moments.sort_unstable();
    moments
}

/// The start of a spell; of what began unseen, the day from which it is known to run.
pub fn of_start(spell: &Spell) -> Moment {
    Moment { kind: spell.kind(), began_as: spell.began_as, ..of_event(&spell.start) }
}

/// Something of the person, known to the day, of no record.
fn plain(kind: EventKind, day: Day) -> Moment {
    Moment { day, kind, code: Code::NONE, began_as: Code::NONE, crisis: false, until: day, of: None }
}

fn of_event(event: &Event) -> Moment {
    let until = PartialDate { first: event.day, precision: event.precision }.last();
    let of = Some((event.case, event.record));
    Moment { code: event.code, began_as: event.code, crisis: event.crisis == Some(true), until, of, ..plain(event.kind, event.day) }
}

fn of_end(spell: &Spell) -> Option<Moment> {
    let (end, kind) = (spell.end?, spell.end_kind()?);
    let of = Some((spell.start.case, spell.start.record));
    Some(Moment { code: end.code, began_as: end.code, until: end.until, of, ..plain(kind, end.day) })
}
