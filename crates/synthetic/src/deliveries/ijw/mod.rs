//! iJw 3.2 messages, one tar entry each: allocation (JW301), start (JW305), stop (JW307). Some starts are told again, changed,
//! replaced or unchanged; some stops are withdrawn.

mod written;

use domain::{Day, Period};

use super::tape::{digits, entry};
use super::{Active, Desk, Identity, Posted, RuleCodes, text};
use crate::faults::Fault;
use crate::history::{Help, Messages};
use crate::random::Stream;

/// The rules that find mistakes in these messages; a wrong code is found by the rule of its own list.
pub(super) const RULES: RuleCodes = RuleCodes {
    place: "",
    doubled: "IJ-DOUBLED",
    end: "IJ-END-BEFORE-START",
    future: "IJ-AFTER-PERIOD",
    order: "IJ-NOT-YET",
    date: "IJ-DATES",
    broken: "IJ-BROKEN",
    other: "IJ-DECLINED",
    status: "IJ-STATUS-ORDER",
    ..RuleCodes::CHILD
};

/// Of starts: those of which the first day is changed later (2), those removed and told anew in one message (3 and 1),
/// those told once more without a change (9).
const AGAIN: [(u32, Again); 4] = [(88, Again::Never), (4, Again::Changed), (4, Again::Replaced), (4, Again::Unchanged)];
/// Of stops, those told before by mistake and withdrawn (3).
const WITHDRAWN: f64 = 0.04;
/// A stop that was a mistake is told so many days after the start, where help lasts twice as long.
const MISTAKEN_AFTER: i32 = 30;

/// Whether a start is told again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Again {
    Never,
    Changed,
    Replaced,
    Unchanged,
}

/// Writes the messages about one child; `chance` says which are told again.
pub(super) fn write(desk: &mut Desk<'_, '_>, chance: &mut Stream) {
    let child = desk.child;
    for help in &child.history.help {
        let Some(told) = help.messages else { continue };
        let mut letters = vec![Letter::of(&ALLOCATION, "301", told.allocated, Said::of(help, told))];
        letters.extend(starts(desk, chance, (help, told)));
        letters.extend(stops(desk, chance, (help, told)));
        let mut is_sound = true;
        for letter in &letters {
            is_sound = post(desk, (help, told), letter, is_sound);
        }
    }
}

/// The messages about the start. A first day that is mended later was a day too early, within its half-year.
fn starts(desk: &Desk<'_, '_>, chance: &mut Stream, (help, told): (&Help, Messages)) -> Vec<Letter> {
    let (again, later) = (chance.weighted(&AGAIN), told.told_first.plus(chance.between(7, 40)));
    let right = Said::of(help, told);
    let early = Said { begin: told.first.plus(-1), ..right };
    let is_told = desk.office.window.half_with(later).is_some() && later < help.last;
    let can_be_early = Period::half_of(early.begin) == Period::half_of(told.first);
    let first = |said| Letter::of(&START, "305", told.told_first, said);
    match again {
        Again::Changed if is_told && can_be_early => {
            vec![first(early), Letter { is_again: true, ..Letter::of(&START, "W05", later, Said { status: 2, ..right }) }]
        }
        Again::Replaced if is_told && can_be_early => {
            let removed = Said { status: 3, ..early };
            vec![first(early), Letter { kind: &START, mark: "V05", day: later, said: vec![removed, right], is_again: true }]
        }
        Again::Unchanged if is_told => {
            vec![first(right), Letter { is_again: true, ..Letter::of(&START, "O05", later, Said { status: 9, ..right }) }]
        }
        Again::Never | Again::Changed | Again::Replaced | Again::Unchanged => vec![first(right)],
    }
}

/// The messages about the stop.
fn stops(desk: &Desk<'_, '_>, chance: &mut Stream, (help, told): (&Help, Messages)) -> Vec<Letter> {
    let (is_withdrawn, later) = (chance.chance(WITHDRAWN), chance.between(1, 14));
    let right = Said::of(help, told);
    let mistaken = Said { end: told.first.plus(MISTAKEN_AFTER), ..right };
    let (said, taken_back) = (mistaken.end.plus(1), mistaken.end.plus(1 + later));
    let half = |day| desk.office.window.half_with(day);
    let mut letters = Vec::new();
    if is_withdrawn && help.last > told.first.plus(2 * MISTAKEN_AFTER) && half(said).is_some() && half(said) == half(taken_back) {
        letters.push(Letter { is_again: true, ..Letter::of(&STOP, "X07", said, mistaken) });
        letters.push(Letter { is_again: true, ..Letter::of(&STOP, "V07", taken_back, Said { status: 3, ..mistaken }) });
    }
    letters.push(Letter::of(&STOP, "307", told.told_last, right));
    letters
}

/// Puts one message in the mailbox of the municipality. Of what is told again only the status can be wrong, and only after
/// a message that was sound; gives whether this one was.
fn post(desk: &mut Desk<'_, '_>, (help, told): (&Help, Messages), letter: &Letter, is_sound: bool) -> bool {
    let mut identity = Identity::of(desk.household, desk.child, help.first);
    let place = desk.household.address(help.first).place;
    let home = &desk.office.places.all[usize::from(place)];
    let fault = if letter.is_again {
        desk.mistakes.in_status().filter(|_| is_sound && letter.kind.number == "305" && letter.said.len() == 1)
    } else {
        let active = Active { lives: help.first, ..Active::new(told.supplier, help.first, None) };
        desk.mistakes.in_message(desk.household, (&active, |fault| letter.can_have(fault)), &mut identity)
    };
    let same_half = desk.office.window.half_with(letter.day) == desk.office.window.half_with(told.told_first);
    let fault = fault.filter(|fault| *fault != Fault::WrongStatus || same_half);
    let rule = match fault {
        Some(Fault::WrongCode) => letter.kind.code_rule,
        Some(fault) => RULES.of(fault),
        None => "",
    };
    let note = Note { identity: &identity, town: &home.name, municipality: home.code.0, help, told };
    let posted = Posted { day: letter.day, fault, rule, counts: letter.said.len() as u8 };
    let name = format!("JW{}_{}", letter.kind.number, letter.identification(told));
    let receipt = format!("JW{}_{}", letter.kind.receipt, letter.identification(told));
    desk.message(
        posted,
        told.supplier,
        |bytes, written| entry(bytes, &name, written.fault, |bytes| written::message(bytes, &note, letter, (written.day, written.fault))),
        |bytes| entry(bytes, &receipt, None, |bytes| written::root(bytes, letter.kind.receipt, |_| {})),
    );
    fault.is_none()
}

/// The kind of a message.
struct Kind {
    /// `301`, …
    number: &'static str,
    code: &'static str,
    /// The message that says it was received.
    receipt: &'static str,
    /// The rule that finds a code that is in no list.
    code_rule: &'static str,
    /// Its products and one of them.
    products: [&'static str; 2],
    write: fn(&mut Vec<u8>, &Note<'_>, &str, Said),
}

const ALLOCATION: Kind = Kind {
    number: "301",
    code: "436",
    receipt: "302",
    code_rule: "IJ-CATEGORY",
    products: ["ToegewezenProducten", "ToegewezenProduct"],
    write: written::allocation,
};
const START: Kind = Kind {
    number: "305",
    code: "438",
    receipt: "306",
    code_rule: "IJ-CATEGORY",
    products: ["StartProducten", "StartProduct"],
    write: written::start,
};
const STOP: Kind = Kind {
    number: "307",
    code: "440",
    receipt: "308",
    code_rule: "IJ-END-REASON",
    products: ["StopProducten", "StopProduct"],
    write: written::stop,
};

/// What a message says of one product.
#[derive(Clone, Copy)]
struct Said {
    status: u8,
    allocated: Day,
    begin: Day,
    end: Day,
    /// What is wrong in it.
    fault: Option<Fault>,
}

impl Said {
    /// As it was.
    fn of(help: &Help, told: Messages) -> Said {
        Said { status: 1, allocated: told.allocated, begin: told.first, end: help.last, fault: None }
    }

    /// With the mistake that a message has, written on this day.
    fn with(self, fault: Option<Fault>, written: Day) -> Said {
        let said = Said { fault, ..self };
        match fault {
            Some(Fault::EndBeforeStart) => Said { end: said.begin.plus(-10), ..said },
            Some(Fault::WrongDateOrder) => {
                let late = written.plus(15);
                Said { allocated: said.allocated.max(late), begin: said.begin.max(late), end: said.end.max(late), ..said }
            }
            Some(Fault::WrongStatus) => Said { status: 1, ..said },
            _ => said,
        }
    }

    /// Writes a day, nothing where it is missing.
    fn day(self, bytes: &mut Vec<u8>, day: Day) {
        if self.fault != Some(Fault::MissingDate) {
            text::iso(bytes, day);
        }
    }
}

/// One message.
struct Letter {
    kind: &'static Kind,
    /// What its identification begins with: one for each message about one help.
    mark: &'static str,
    day: Day,
    said: Vec<Said>,
    /// Whether it tells again what was told.
    is_again: bool,
}

impl Letter {
    fn of(kind: &'static Kind, mark: &'static str, day: Day, said: Said) -> Letter {
        Letter { kind, mark, day, said: vec![said], is_again: false }
    }

    fn identification(&self, told: Messages) -> String {
        format!("{}{}", self.mark, digits(u64::from(told.number), 9))
    }

    /// An address stands in allocations only, and no rule asks for it.
    fn can_have(&self, fault: Fault) -> bool {
        match fault {
            Fault::MissingPostcode | Fault::OldPostcode => false,
            Fault::EndBeforeStart => self.kind.number == "307",
            _ => true,
        }
    }
}

/// What the messages about one spell of help say.
struct Note<'a> {
    identity: &'a Identity,
    town: &'a str,
    municipality: u16,
    help: &'a Help,
    told: Messages,
}
