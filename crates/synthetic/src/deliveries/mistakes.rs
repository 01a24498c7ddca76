//! Mistakes in rows: some stick to a record, some to one row, some to an organisation and a half-year.

use super::{Active, Identity, Office};
use crate::faults::{Fault, Faults};
use crate::households::Household;
use crate::organisations::{CHANGING, Delivers, STOPPING, Supplier};
use crate::random::Stream;

/// Probability of mistakes that stick to a record.
const IN_RECORDS: [(Fault, f64); 7] = [
    (Fault::BsnTypo, 0.005),
    (Fault::BsnUnknown, 0.008),
    (Fault::SwappedBirthDate, 0.004),
    (Fault::OldPostcode, 0.02),
    (Fault::LateRegistration, 0.015),
    (Fault::MissingPostcode, 0.006),
    (Fault::NameTypo, 0.006),
];
/// Probability of mistakes in one row.
const IN_ROWS: [(Fault, f64); 4] =
    [(Fault::DoubledRow, 0.003), (Fault::WrongCode, 0.002), (Fault::EndBeforeStart, 0.003), (Fault::FutureDate, 0.001)];
/// The same for the later kinds of delivery: their files are small, so that a small country has some of each.
const IN_LATER_ROWS: [(Fault, f64); 8] = [
    (Fault::DoubledRow, 0.006),
    (Fault::WrongCode, 0.008),
    (Fault::EndBeforeStart, 0.008),
    (Fault::FutureDate, 0.004),
    (Fault::WrongDateOrder, 0.008),
    (Fault::MissingDate, 0.008),
    (Fault::MissingIncidentDate, 0.04),
    (Fault::ImpossibleExaminer, 0.35),
];
/// The same for messages; only the region of [`crate::organisations::MESSAGE_REGION`] sends them.
const IN_MESSAGES: [(Fault, f64); 13] = [
    (Fault::BsnTypo, 0.01),
    (Fault::BsnUnknown, 0.01),
    (Fault::SwappedBirthDate, 0.01),
    (Fault::OldPostcode, 0.01),
    (Fault::MissingPostcode, 0.01),
    (Fault::NameTypo, 0.01),
    (Fault::DoubledRow, 0.01),
    (Fault::WrongCode, 0.01),
    (Fault::EndBeforeStart, 0.01),
    (Fault::FutureDate, 0.01),
    (Fault::WrongDateOrder, 0.01),
    (Fault::MissingDate, 0.01),
    (Fault::BrokenMessage, 0.01),
];
/// Of messages, those before which a receipt got into the mailbox.
const RECEIPTS: f64 = 0.008;
/// Of products that are told again, those with the wrong status.
const WRONG_STATUS: f64 = 0.1;
/// Of a corrected delivery, one child in so many was forgotten in the first version.
const FORGOTTEN: u32 = 17;

/// The rule about codes of which some are told only with the end.
const LATE_CODE: &str = "VT-OUTCOME";

/// Which version of a delivery a row stands in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Version {
    /// The first, mostly the only one.
    First,
    /// The second, as in the first.
    Repeated,
    /// The second, forgotten in the first.
    Added,
}

impl Version {
    /// The number in the file's name.
    pub(crate) fn number(self) -> usize {
        match self {
            Version::First => 1,
            Version::Repeated | Version::Added => 2,
        }
    }
}

/// Whether a supplier corrects its delivery of a half-year.
pub(crate) fn corrects(faults: &Faults, supplier: Supplier, half: usize) -> bool {
    faults.has(Fault::CorrectedDelivery) && !supplier.delivers().in_messages() && (usize::from(supplier.0) * 7 + half * 3) % 23 == 5
}

/// The versions in which a child's rows stand.
pub(crate) fn versions(office: &Office<'_>, supplier: Supplier, half: usize, rank: u32) -> &'static [Version] {
    if !corrects(office.faults, supplier, half) {
        &[Version::First]
    } else if rank.is_multiple_of(FORGOTTEN) {
        &[Version::Added]
    } else {
        &[Version::First, Version::Repeated]
    }
}

/// Whether a supplier delivers nothing for a half-year, because it stopped.
pub(crate) fn stopped(faults: &Faults, supplier: Supplier, half: usize, halves: usize) -> bool {
    faults.has(Fault::StoppedProvider) && supplier == STOPPING && half >= halves / 2
}

/// The mistakes of one child's rows.
pub(super) struct Mistakes<'a, 'b> {
    faults: &'a Faults,
    chance: &'b mut Stream,
}

impl<'a, 'b> Mistakes<'a, 'b> {
    pub(super) fn of(faults: &'a Faults, chance: &'b mut Stream) -> Mistakes<'a, 'b> {
        Mistakes { faults, chance }
    }

    /// A mistake that sticks to a record of so many rows; it is made in the identity here.
    pub(super) fn in_record(&mut self, household: &Household, active: &Active<'_>, rows: usize, identity: &mut Identity) -> Option<Fault> {
        let fault = self.draw(&IN_RECORDS)?;
        let made = match fault {
            Fault::LateRegistration => rows > 1,
            fault => self.in_identity(fault, household, active, identity),
        };
        made.then_some(fault)
    }

    /// Makes a mistake in who a row is about; whether it is one.
    fn in_identity(&mut self, fault: Fault, household: &Household, active: &Active<'_>, identity: &mut Identity) -> bool {
        match fault {
            Fault::OldPostcode => old_postcode(household, active, identity),
            Fault::NameTypo => mistype(active, identity),
            Fault::SwappedBirthDate => swap(identity),
            Fault::BsnTypo => {
                identity.bsn = mistyped(identity.bsn, self.chance);
                true
            }
            Fault::BsnUnknown => {
                identity.bsn = 999_999_999;
                true
            }
            Fault::MissingPostcode => {
                identity.address = None;
                true
            }
            Fault::LateRegistration
            | Fault::CorrectedDelivery
            | Fault::DoubledRow
            | Fault::WrongCode
            | Fault::EndBeforeStart
            | Fault::FutureDate
            | Fault::StoppedProvider
            | Fault::ChangedEndReasons
            | Fault::WrongDateOrder
            | Fault::MissingDate
            | Fault::MissingIncidentDate
            | Fault::ImpossibleExaminer
            | Fault::NotANumber
            | Fault::WrongWeight
            | Fault::CrossedLimits
            | Fault::BrokenMessage
            | Fault::OtherMessage
            | Fault::WrongStatus => false,
        }
    }

    /// A mistake in a message, where it is possible there; who it is about is altered here.
    pub(super) fn in_message(
        &mut self,
        household: &Household,
        (active, possible): (&Active<'_>, impl Fn(Fault) -> bool),
        identity: &mut Identity,
    ) -> Option<Fault> {
        if self.draw(&[(Fault::OtherMessage, RECEIPTS)]).is_some() {
            return Some(Fault::OtherMessage);
        }
        let fault = self.draw(&IN_MESSAGES).filter(|fault| possible(*fault))?;
        let is_elsewhere = matches!(
            fault,
            Fault::DoubledRow
                | Fault::WrongCode
                | Fault::EndBeforeStart
                | Fault::FutureDate
                | Fault::WrongDateOrder
                | Fault::MissingDate
                | Fault::BrokenMessage
        );
        (is_elsewhere || self.in_identity(fault, household, active, identity)).then_some(fault)
    }

    /// Whether a product that is told again has the wrong status.
    pub(super) fn in_status(&mut self) -> Option<Fault> {
        self.draw(&[(Fault::WrongStatus, WRONG_STATUS)])
    }

    /// A mistake in the row of one half-year, of a record that has perhaps a mistake already: then only what an
    /// organisation does to all its rows comes on top.
    pub(super) fn in_row(&mut self, office: &Office<'_>, active: &Active<'_>, half: usize, kept: Option<Fault>) -> Option<Fault> {
        if let Some(possible) = active.possible {
            return self.draw(&IN_LATER_ROWS).filter(|fault| kept.is_none() && possible(*fault, office.window.last_of(half)));
        }
        let ended = active.tells_end && active.last.is_some_and(|last| last <= office.window.last_of(half));
        let changed = self.faults.has(Fault::ChangedEndReasons) && active.supplier == CHANGING && half >= office.window.halves() / 2;
        if changed && ended && !matches!(active.end_reason, 0 | 2) {
            return Some(Fault::ChangedEndReasons);
        }
        let fault = self.draw(&IN_ROWS).filter(|_| kept.is_none())?;
        let possible = match fault {
            Fault::EndBeforeStart => active.tells_start && ended && active.last != Some(active.first),
            Fault::FutureDate => active.tells_start,
            Fault::WrongCode => !active.code_rule.is_empty() && (ended || active.code_rule != LATE_CODE),
            _ => true,
        };
        possible.then_some(fault)
    }

    fn draw(&mut self, from: &[(Fault, f64)]) -> Option<Fault> {
        if self.faults.is_none() {
            return None;
        }
        let mut left = self.chance.unit();
        for (fault, probability) in from {
            if left < *probability {
                return self.faults.has(*fault).then_some(*fault);
            }
            left -= probability;
        }
        None
    }
}

/// Mistakes that every row of the later kinds of delivery can have.
pub(super) fn is_for_every_row(fault: Fault) -> bool {
    matches!(fault, Fault::DoubledRow | Fault::WrongCode | Fault::FutureDate)
}

fn old_postcode(household: &Household, active: &Active<'_>, identity: &mut Identity) -> bool {
    let old = household.earlier_address(active.lives);
    identity.address = old.or(identity.address);
    old.is_some()
}

/// Youth-policy rows hold no name to mistype.
fn mistype(active: &Active<'_>, identity: &mut Identity) -> bool {
    identity.swapped_letters = match active.supplier.delivers() {
        Delivers::Help | Delivers::Protection => false,
        Delivers::Requests
        | Delivers::Messages
        | Delivers::Mailbox
        | Delivers::VeiligThuis
        | Delivers::Centre
        | Delivers::Police
        | Delivers::Court
        | Delivers::Process
        | Delivers::AdultSupport => {
            let mut letters = identity.surname.chars().skip(1);
            matches!((letters.next(), letters.next()), (Some(second), Some(third)) if second != third)
        }
    };
    identity.swapped_letters
}

fn swap(identity: &mut Identity) -> bool {
    let (year, month, day) = identity.born;
    let possible = day <= 12 && day != month;
    if possible {
        identity.born = (year, day, month);
    }
    possible
}

/// One digit changed: no number that passed the eleven-proof passes it still.
fn mistyped(bsn: u32, chance: &mut Stream) -> u32 {
    let place = 10u32.pow(chance.below(8));
    if bsn / place % 10 < 9 { bsn + place } else { bsn - place }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Purpose;

    #[test]
    fn a_mistyped_number_fails_the_eleven_proof() {
        let mut chance = Stream::of(1, Purpose::Faults, 0, 0);
        for bsn in [123_456_782, 999_900_006, 111_222_333] {
            let wrong = mistyped(bsn, &mut chance);
            let digit = |place: u32| i64::from(wrong / 10u32.pow(place) % 10);
            assert_ne!(((1..9).map(|place| digit(place) * i64::from(place + 1)).sum::<i64>() - digit(0)) % 11, 0, "{wrong}");
        }
    }
}
