//! Mistakes suppliers make, each switchable, each logged with the rule that must find it.

use std::collections::BTreeSet;

use crate::config::SyntheticError;

/// A mistake.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Fault {
    /// A digit of the citizen number is wrong: it fails the eleven-proof.
    BsnTypo,
    /// The citizen number is given as 999999999.
    BsnUnknown,
    /// Day and month of birth are swapped.
    SwappedBirthDate,
    /// A record of a child that moved carries the postcode from before the move.
    OldPostcode,
    /// A record appears one period late.
    LateRegistration,
    /// A delivery is followed by a second version that adds what the first forgot.
    CorrectedDelivery,
    /// A row stands twice in its file.
    DoubledRow,
    /// A code that is not in its list.
    WrongCode,
    /// An end before the start.
    EndBeforeStart,
    /// A start after the period.
    FutureDate,
    /// No postcode.
    MissingPostcode,
    /// One provider stops delivering half-way.
    StoppedProvider,
    /// One certified institution registers every end as "lifted early" from half-way on.
    ChangedEndReasons,
    /// Two letters of a surname are swapped.
    NameTypo,
    /// Days in an order in which they cannot have come, as a decision before its petition.
    WrongDateOrder,
    /// A day that must be there is not.
    MissingDate,
    /// A contact with a Centre for Sexual Violence without the day of the incident.
    MissingIncidentDate,
    /// A trace examination by someone who does not examine children of that age.
    ImpossibleExaminer,
    /// Text where a number stands.
    NotANumber,
    /// A weight that cannot be one.
    WrongWeight,
    /// A lower limit above the upper one.
    CrossedLimits,
    /// A message that breaks off half-way.
    BrokenMessage,
    /// A message that tells no event, as a receipt, among those that do.
    OtherMessage,
    /// A status that does not follow the one before of the same product.
    WrongStatus,
}

impl Fault {
    /// Every fault.
    pub const ALL: [Fault; 24] = [
        Fault::BsnTypo,
        Fault::BsnUnknown,
        Fault::SwappedBirthDate,
        Fault::OldPostcode,
        Fault::LateRegistration,
        Fault::CorrectedDelivery,
        Fault::DoubledRow,
        Fault::WrongCode,
        Fault::EndBeforeStart,
        Fault::FutureDate,
        Fault::MissingPostcode,
        Fault::StoppedProvider,
        Fault::ChangedEndReasons,
        Fault::NameTypo,
        Fault::WrongDateOrder,
        Fault::MissingDate,
        Fault::MissingIncidentDate,
        Fault::ImpossibleExaminer,
        Fault::NotANumber,
        Fault::WrongWeight,
        Fault::CrossedLimits,
        Fault::BrokenMessage,
        Fault::OtherMessage,
        Fault::WrongStatus,
    ];

    /// The word used on the command line and in `truth/faults.csv`.
    pub fn word(self) -> &'static str {
        match self {
            Fault::BsnTypo => "bsn-typo",
            Fault::BsnUnknown => "bsn-unknown",
            Fault::SwappedBirthDate => "swapped-birth-date",
            Fault::OldPostcode => "old-postcode",
            Fault::LateRegistration => "late-registration",
            Fault::CorrectedDelivery => "corrected-delivery",
            Fault::DoubledRow => "doubled-row",
            Fault::WrongCode => "wrong-code",
            Fault::EndBeforeStart => "end-before-start",
            Fault::FutureDate => "future-date",
            Fault::MissingPostcode => "missing-postcode",
            Fault::StoppedProvider => "stopped-provider",
            Fault::ChangedEndReasons => "changed-end-reasons",
            Fault::NameTypo => "name-typo",
            Fault::WrongDateOrder => "wrong-date-order",
            Fault::MissingDate => "missing-date",
            Fault::MissingIncidentDate => "missing-incident-date",
            Fault::ImpossibleExaminer => "impossible-examiner",
            Fault::NotANumber => "not-a-number",
            Fault::WrongWeight => "wrong-weight",
            Fault::CrossedLimits => "crossed-limits",
            Fault::BrokenMessage => "broken-message",
            Fault::OtherMessage => "other-message",
            Fault::WrongStatus => "wrong-status",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Fault> {
        Fault::ALL.into_iter().find(|fault| fault.word() == word)
    }
}

/// Which mistakes are made.
///
/// ```
/// use synthetic::{Fault, Faults};
/// let faults: Faults = "bsn-typo,doubled-row".parse().unwrap();
/// assert!(faults.has(Fault::BsnTypo) && !faults.has(Fault::NameTypo));
/// assert!("none".parse::<Faults>().unwrap().is_none());
/// assert!("nonsense".parse::<Faults>().is_err());
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Faults(BTreeSet<Fault>);

impl Faults {
    /// No mistakes: the realised truth is what a perfect monitor counts.
    pub fn none() -> Faults {
        Faults::default()
    }

    /// All mistakes.
    pub fn all() -> Faults {
        Fault::ALL.into_iter().collect()
    }

    /// Whether this mistake is made.
    pub fn has(&self, fault: Fault) -> bool {
        self.0.contains(&fault)
    }

    /// Whether no mistake is made.
    pub fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    /// The mistakes, in the order of [`Fault::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = Fault> + '_ {
        self.0.iter().copied()
    }
}

impl FromIterator<Fault> for Faults {
    fn from_iter<I: IntoIterator<Item = Fault>>(faults: I) -> Faults {
        Faults(faults.into_iter().collect())
    }
}

impl std::str::FromStr for Faults {
    type Err = SyntheticError;

    fn from_str(text: &str) -> Result<Faults, SyntheticError> {
        match text.trim() {
            "" | "none" => Ok(Faults::none()),
            "all" => Ok(Faults::all()),
            names => names.split(',').map(|word| named(word.trim())).collect(),
        }
    }
}

fn named(word: &str) -> Result<Fault, SyntheticError> {
    Fault::from_word(word).ok_or_else(|| SyntheticError::Fault { word: word.chars().take(40).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_reads_back_by_its_own_word() {
        for fault in Fault::ALL {
            assert_eq!(Fault::from_word(fault.word()), Some(fault));
        }
        let words: BTreeSet<_> = Fault::ALL.iter().map(|fault| fault.word()).collect();
        assert_eq!(words.len(), Fault::ALL.len());
    }

    #[test]
    fn all_none_and_lists_are_read() {
        assert_eq!("all".parse::<Faults>().expect("all").iter().count(), Fault::ALL.len());
        assert_eq!(" name-typo , bsn-typo ".parse::<Faults>().expect("two").iter().count(), 2);
        assert!("bsn-typo,,".parse::<Faults>().is_err());
    }
}
