//! Step 2c: a measure that one certified institution hands over to another is one measure.
//!
//! The giver's row tells the start and the day on which it handed the measure over, and no end; the taker's row tells the day on which it
//! took the measure over, no start, and later the end (*Beleidsinformatie Jeugd v7*, 5.1.2, 5.1.3, 5.3.1–5.3.3). So the taker's row
//! continues a spell; it begins none.

use domain::{Day, EventKind};
use person::{Event, RecordStatus};

use crate::spell::{self, Days, PASSED_ON};
use crate::statement::same_record;
use crate::{Ending, Spell};

/// How far the days that giver and taker tell may lie apart, in days: a month. By the protocol the taker's is the day after the giver's;
/// this is our own yardstick for two registers.
pub const APART_DAYS: i32 = 31;
/// How long after the end that a giver told in the place of a hand-over another may say to have taken the measure over, in days.
pub const AFTER_END_DAYS: i32 = 7;

/// What one institution took over from another, as its own record tells it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Piece {
    /// That it was taken over, with its code.
    pub taken: Event,
    /// What its record tells: from the start where that is told too, else from the day it was taken over.
    pub told: Spell,
}

/// The pieces in events sorted by record (see [`crate::statement::latest`]), in the order in which they were taken over; of one day first what went on
/// from there. A start after that day says nothing.
pub fn pieces(stated: &[Event]) -> Vec<Piece> {
    let records = stated.chunk_by(same_record);
    let mut pieces: Vec<Piece> = records.flat_map(|record| record.iter().filter_map(|event| piece_of(event, record))).collect();
    pieces.sort_by_key(|piece| (piece.taken.day, piece.told.handed.is_none(), place(&piece.taken)));
    pieces
}

fn piece_of(taken: &Event, record: &[Event]) -> Option<Piece> {
    let (started, _, _) = *PASSED_ON.iter().find(|(_, _, kind)| *kind == taken.kind)?;
    let start = record.iter().find(|event| event.kind == started && event.day <= spell::last_day(taken)).unwrap_or(taken);
    let told = spell::told(start, taken, record);
    Some(Piece { taken: *taken, told })
}

/// Each piece joined to the spell it continues: of the same person, of the same kind and code, begun by the day it was taken over. Of
/// several the first of these:
///
/// 1. what was handed over at most [`APART_DAYS`] from that day, the nearest;
/// 2. what was ended at most [`AFTER_END_DAYS`] from that day, the nearest: the giver told an end in the place of a hand-over;
/// 3. what ran on that day and of which no hand-over is told, the latest begun.
///
/// The spell keeps its start, whoever told it, and takes everything after from the taker: the end, until when it is told and by
/// whom, and to whom it goes on from there. What continues nothing that is known stays by itself: from the start it tells, else as what
/// runs since it was taken over and began unseen.
pub fn join(mut spells: Vec<Spell>, pieces: &[Piece]) -> Vec<Spell> {
    for piece in pieces {
        match before(&spells, piece) {
            Some(at) => spells[at] = continued(&spells[at], piece),
            None => spells.push(piece.told),
        }
    }
    spells
}

/// A spell as its taker goes on with it. An end or a hand-over that lies before it began says nothing; one that may have been before lies at its start at
/// the earliest.
fn continued(spell: &Spell, piece: &Piece) -> Spell {
    let began = spell.start.day;
    let end = piece.told.end.filter(|end| end.until >= began).map(|end| Ending { day: end.day.max(began), ..end });
    let handed = piece.told.handed.filter(|(_, last)| *last >= began).map(|(day, last)| (day.max(began), last));
    Spell { start: spell.start, began_as: spell.began_as, end, handed, ..piece.told }
}

fn before(spells: &[Spell], piece: &Piece) -> Option<usize> {
    let fits = spells.iter().enumerate().filter_map(|(at, spell)| Some((fit(spell, piece)?, place(&spell.start), at)));
    fits.min().map(|(_, _, at)| at)
}

/// How well a piece continues a spell, the least best: by which of the three rules, and how far off.
fn fit(spell: &Spell, piece: &Piece) -> Option<(u8, i32)> {
    let taken = (piece.taken.day, spell::last_day(&piece.taken));
    if spell.kind() != piece.told.kind() || spell.start.code != piece.taken.code || spell.start.day > taken.1 {
        return None;
    }
    let since = (taken.0 - spell.start.day).max(0);
    match (spell.handed, spell.end) {
        (Some(handed), _) => Some((1, apart(handed, taken))).filter(|(_, days)| *days <= APART_DAYS),
        (None, None) => Some((3, since)),
        (None, Some(end)) => match apart((end.day, end.until), taken) {
            days if days <= AFTER_END_DAYS => Some((2, days)),
            _ => (end.day > taken.1).then_some((3, since)),
        },
    }
}

/// Days between two stretches of days in which something can have happened; 0 where they share a day.
fn apart(one: Days, other: Days) -> i32 {
    (one.0 - other.1).max(other.0 - one.1).max(0)
}

fn place(event: &Event) -> (Day, EventKind, person::Organisation, person::RecordKey, RecordStatus) {
    (event.day, event.kind, event.organisation, event.record, event.status)
}
