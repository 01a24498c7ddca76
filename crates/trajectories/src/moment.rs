//! The clean time line of one person: every start, end and life event once, by day.

use domain::{Code, Day, EventKind};
use person::{Event, Organisation, RecordKey};

use crate::{Spell, life, spell};

/// One point of the time line. The end of a spell carries the record of its start.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Moment {
    /// When.
    pub day: Day,
    /// What.
    pub kind: EventKind,
    /// Its code.
    pub code: Code,
    /// Organisation and record it belongs to; `None` for life events, which belong to the person.
    pub record: Option<(Organisation, RecordKey)>,
}

/// The time line of stated events and the spells made of them, by day.
pub fn time_line(stated: &[Event], spells: &[Spell]) -> Vec<Moment> {
    let single = stated.iter().filter(|event| !spell::is_paired(event.kind)).map(of_event);
    let starts = spells.iter().map(|spell| of_event(&spell.start));
    let ends = spells.iter().filter_map(of_end);
    let life = life::events(stated).map(|(kind, day)| Moment { day, kind, code: Code::NONE, record: None });
    let mut moments: Vec<Moment> = single.chain(starts).chain(ends).chain(life).collect();
    moments.sort_unstable();
    moments
}

fn of_event(event: &Event) -> Moment {
    Moment { day: event.day, kind: event.kind, code: event.code, record: Some((event.organisation, event.record)) }
}

fn of_end(spell: &Spell) -> Option<Moment> {
    let (end, kind) = (spell.end?, spell.end_kind()?);
    Some(Moment { day: end.day, kind, code: end.code, record: Some((spell.start.organisation, spell.start.record)) })
}
