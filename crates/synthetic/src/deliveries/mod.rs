//! What the suppliers deliver of a history: one file of this folder for each format.
//!
//! A [`Batch`] holds the rows of some households, ready to be added to their files in order.

mod adult_support;
mod board;
mod corv;
mod court;
mod csg;
mod gi_process;
mod ijw;
mod mistakes;
mod police;
mod rule_codes;
mod tape;
mod text;
mod veilig_thuis;
mod youth_policy;

use domain::{Day, Sex};

use crate::faults::{Fault, Faults};
use crate::history::Child;
use crate::households::Household;
use crate::organisations::{Delivers, Supplier};
use crate::places::{Address, Places};
use crate::random::Stream;
use crate::window::Window;

use mistakes::Mistakes;
pub(crate) use mistakes::{Version, corrects, stopped};
use mistakes::{is_for_every_row, versions};
use rule_codes::RuleCodes;

/// What a supplier's files begin with: the line of column names, or the folder the messages lie in.
pub(crate) fn header(delivers: Delivers) -> Vec<u8> {
    let line = match delivers {
        Delivers::Help | Delivers::Protection => youth_policy::HEADER,
        Delivers::Requests => board::HEADER,
        Delivers::VeiligThuis => veilig_thuis::HEADER,
        Delivers::Messages | Delivers::Mailbox => return tape::folder(),
        Delivers::Centre => csg::HEADER,
        Delivers::Police => police::HEADER,
        Delivers::Court => court::HEADER,
        Delivers::Process => gi_process::HEADER,
        Delivers::AdultSupport => adult_support::HEADER,
    };
    line.as_bytes().to_vec()
}

/// The rules that find mistakes in a supplier's rows.
fn rules(delivers: Delivers) -> RuleCodes {
    match delivers {
        Delivers::Help | Delivers::Protection => youth_policy::RULES,
        Delivers::Requests => board::RULES,
        Delivers::VeiligThuis => veilig_thuis::RULES,
        Delivers::Messages => ijw::RULES,
        Delivers::Mailbox => corv::RULES,
        Delivers::Centre => csg::RULES,
        Delivers::Police => police::RULES,
        Delivers::Court => court::RULES,
        Delivers::Process => gi_process::RULES,
        Delivers::AdultSupport => adult_support::RULES,
    }
}

/// The ending of a supplier's file names.
pub(crate) fn ending(delivers: Delivers) -> &'static str {
    if delivers.in_messages() { "tar" } else { "csv" }
}

/// One row or message in one file.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    pub(crate) supplier: Supplier,
    pub(crate) half: u16,
    pub(crate) version: Version,
    pub(crate) bytes: u32,
    /// How many it counts for: the products of an iJw message; none where it cannot be read as a message.
    pub(crate) counts: u8,
}

/// A mistake in the row with this place in its batch.
pub(crate) struct Mistake {
    pub(crate) row: u32,
    pub(crate) fault: Fault,
    pub(crate) rule: &'static str,
}

/// What decides on mistakes and messages of one household. Those for mistakes are not used without faults.
pub(crate) struct Chances {
    /// Mistakes in the kinds of delivery that were made first.
    pub(crate) first: Stream,
    /// Mistakes in the later ones.
    pub(crate) later: Stream,
    /// When messages are sent, and which are sent once more.
    pub(crate) messages: Stream,
    /// Mistakes in messages.
    pub(crate) in_messages: Stream,
}

/// Rows of some households.
#[derive(Default)]
pub(crate) struct Batch {
    pub(crate) bytes: Vec<u8>,
    pub(crate) rows: Vec<Row>,
    pub(crate) mistakes: Vec<Mistake>,
}

/// What rows are written with.
pub(crate) struct Office<'a> {
    pub(crate) places: &'a Places,
    pub(crate) window: &'a Window,
    pub(crate) faults: &'a Faults,
}

/// Who a row is about, as its supplier wrote it down.
#[derive(Clone)]
pub(crate) struct Identity {
    bsn: u32,
    born: (i16, i8, i8),
    sex: Sex,
    address: Option<Address>,
    surname: &'static str,
    prefix: &'static str,
    first_names: [&'static str; 2],
    swapped_letters: bool,
}

impl Identity {
    fn of(household: &Household, child: &Child, day: Day) -> Identity {
        Identity {
            bsn: child.bsn,
            born: child.born.ymd(),
            sex: child.sex,
            address: Some(household.address(day)),
            surname: household.surname.1,
            prefix: household.surname.0,
            first_names: child.first_names,
            swapped_letters: false,
        }
    }
}

impl Batch {
    /// Writes every row and message about a household's children.
    pub(crate) fn household(&mut self, office: &Office<'_>, household: &Household, chances: &mut Chances) {
        for child in &household.children {
            let mut desk = Desk { office, batch: self, household, child, mistakes: Mistakes::of(office.faults, &mut chances.first) };
            youth_policy::write(&mut desk);
            board::write(&mut desk);
            veilig_thuis::write(&mut desk);
            let mut desk = Desk { office, batch: self, household, child, mistakes: Mistakes::of(office.faults, &mut chances.in_messages) };
            ijw::write(&mut desk, &mut chances.messages);
            corv::write(&mut desk, &mut chances.messages);
            let mut desk = Desk { office, batch: self, household, child, mistakes: Mistakes::of(office.faults, &mut chances.later) };
            csg::write(&mut desk);
            police::write(&mut desk);
            court::write(&mut desk);
            gi_process::write(&mut desk);
            adult_support::write(&mut desk);
        }
    }

    /// Writes an advice, which is about no child.
    pub(crate) fn advice(&mut self, office: &Office<'_>, advice: &crate::advice::Advice) {
        let Some(half) = office.window.half_with(advice.day) else { return };
        let begin = self.bytes.len();
        veilig_thuis::advice(&mut self.bytes, advice);
        self.close(begin, advice.supplier, half, Version::First);
    }

    /// Ends the row that was begun at this byte; nothing where it is empty.
    fn close(&mut self, begin: usize, supplier: Supplier, half: usize, version: Version) {
        self.close_counting(begin, (supplier, half, version), 1);
    }

    fn close_counting(&mut self, begin: usize, (supplier, half, version): (Supplier, usize, Version), counts: u8) {
        let bytes = (self.bytes.len() - begin) as u32;
        if bytes > 0 {
            self.rows.push(Row { supplier, half: half as u16, version, bytes, counts });
        }
    }
}

/// Where the rows about one child are written.
struct Desk<'a, 'b> {
    office: &'a Office<'a>,
    batch: &'b mut Batch,
    household: &'a Household,
    child: &'a Child,
    mistakes: Mistakes<'a, 'b>,
}

/// A record that stands in the deliveries of the half-years in which it was active.
struct Active<'a> {
    supplier: Supplier,
    first: Day,
    last: Option<Day>,
    /// The day whose address it carries.
    lives: Day,
    /// End reason of a supervision order, else 0.
    end_reason: u8,
    /// The rule that finds a wrong code in it; empty where it holds no code.
    code_rule: &'static str,
    /// Whether its last day is told; of what was never accepted it is only when the case was closed, of what was handed over never.
    tells_end: bool,
    /// Whether its first day is told as its start; of what was taken over it is not.
    tells_start: bool,
    /// For the later kinds of delivery: whether a row can have a mistake, given the last day known in it.
    possible: Option<&'a dyn Fn(Fault, Day) -> bool>,
}

/// A message that is ready to be put in mailboxes.
#[derive(Clone, Copy)]
struct Posted {
    /// The day it was sent, which says in which half-year it is delivered.
    day: Day,
    /// What is wrong with it, and the rule that must find that.
    fault: Option<Fault>,
    rule: &'static str,
    /// How many products it holds; 1 where messages are counted.
    counts: u8,
}

/// What a message is written with.
#[derive(Clone, Copy)]
struct Written {
    /// The day that stands in it: the day it was sent, unless that is what is wrong.
    day: Day,
    fault: Option<Fault>,
}

impl Active<'_> {
    fn new<'a>(supplier: Supplier, first: Day, last: Option<Day>) -> Active<'a> {
        let code_rule = rules(supplier.delivers()).code;
        Active { supplier, first, last, lives: first, end_reason: 0, code_rule, tells_end: true, tells_start: true, possible: None }
    }
}

impl Desk<'_, '_> {
    /// Writes the rows of one record: `write` gets the bytes, the identity, the last day known, and the row's mistake.
    fn record(&mut self, active: Active<'_>, write: impl Fn(&mut Vec<u8>, &Identity, Day, Option<Fault>)) {
        let window = self.office.window;
        let halves = window.active(active.first, active.last);
        if halves.is_empty() {
            return;
        }
        let mut identity = Identity::of(self.household, self.child, active.lives);
        let kept = self.mistakes.in_record(self.household, &active, halves.len(), &mut identity);
        let late = kept == Some(Fault::LateRegistration);
        for half in halves.clone().skip(usize::from(late)) {
            let in_row = self.mistakes.in_row(self.office, &active, half, kept);
            if stopped(self.office.faults, active.supplier, half, window.halves()) {
                continue;
            }
            let kept = kept.filter(|_| !late || half == halves.start + 1);
            for version in versions(self.office, active.supplier, half, self.child.rank) {
                let place = (active.supplier, half, *version);
                self.row(place, ([in_row, kept], active.code_rule), |bytes| write(bytes, &identity, window.last_of(half), in_row));
            }
        }
    }

    /// Puts a message in a mailbox: twice where it is doubled, half where it is broken, with a receipt before it where one
    /// got among the messages; notes what was wrong.
    fn message(&mut self, letter: Posted, mailbox: Supplier, write: impl Fn(&mut Vec<u8>, Written), receipt: impl Fn(&mut Vec<u8>)) {
        let Some(half) = self.office.window.half_with(letter.day) else { return };
        let known = self.office.window.last_of(half);
        let place = (mailbox, half, Version::First);
        if letter.fault == Some(Fault::OtherMessage) {
            let begin = self.batch.bytes.len();
            receipt(&mut self.batch.bytes);
            self.batch.close_counting(begin, place, 0);
            self.mistake(Fault::OtherMessage, letter.rule);
        }
        let day = if letter.fault == Some(Fault::FutureDate) { known.plus(45) } else { letter.day };
        let counts = if letter.fault == Some(Fault::BrokenMessage) { 0 } else { letter.counts };
        for _ in 0..if letter.fault == Some(Fault::DoubledRow) { 2 } else { 1 } {
            let begin = self.batch.bytes.len();
            write(&mut self.batch.bytes, Written { day, fault: letter.fault });
            self.batch.close_counting(begin, place, counts);
        }
        if let Some(fault) = letter.fault.filter(|fault| *fault != Fault::OtherMessage) {
            self.mistake(fault, letter.rule);
        }
    }

    /// Notes a mistake in the row that was closed last.
    fn mistake(&mut self, fault: Fault, rule: &'static str) {
        let row = self.batch.rows.len() as u32 - 1;
        self.batch.mistakes.push(Mistake { row, fault, rule });
    }

    /// Writes one row, twice where it is doubled, and notes its mistakes.
    fn row(
        &mut self,
        (supplier, half, version): (Supplier, usize, Version),
        (faults, code_rule): ([Option<Fault>; 2], &'static str),
        write: impl Fn(&mut Vec<u8>),
    ) {
        let doubled = faults.contains(&Some(Fault::DoubledRow));
        for _ in 0..if doubled { 2 } else { 1 } {
            let begin = self.batch.bytes.len();
            write(&mut self.batch.bytes);
            self.batch.close(begin, supplier, half, version);
        }
        let added = (version == Version::Added).then_some(Fault::CorrectedDelivery);
        for fault in faults.into_iter().flatten().chain(added) {
            let rule = if fault == Fault::WrongCode { code_rule } else { rules(supplier.delivers()).of(fault) };
            self.mistake(fault, rule);
        }
    }
}
