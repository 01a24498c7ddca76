//! Which intake rule must find which mistake in one kind of delivery.

use crate::faults::Fault;

/// Codes of intake rules; empty where no rule can find the mistake from one row.
#[derive(Clone, Copy)]
pub(super) struct RuleCodes {
    pub(super) bsn_typo: &'static str,
    pub(super) bsn_unknown: &'static str,
    pub(super) place: &'static str,
    pub(super) doubled: &'static str,
    /// A wrong code or word; records with several lists name their own (see [`super::Active`]).
    pub(super) code: &'static str,
    pub(super) end: &'static str,
    pub(super) future: &'static str,
    /// Days in the wrong order.
    pub(super) order: &'static str,
    /// A day that must be there and is not.
    pub(super) date: &'static str,
    pub(super) incident: &'static str,
    pub(super) examiner: &'static str,
    /// A message that breaks off.
    pub(super) broken: &'static str,
    /// A receipt among the messages.
    pub(super) other: &'static str,
    /// A status that does not follow the one before.
    pub(super) status: &'static str,
}

impl RuleCodes {
    /// No rule.
    pub(super) const NONE: RuleCodes = RuleCodes {
        bsn_typo: "",
        bsn_unknown: "",
        place: "",
        doubled: "",
        code: "",
        end: "",
        future: "",
        order: "",
        date: "",
        incident: "",
        examiner: "",
        broken: "",
        other: "",
        status: "",
    };

    /// The rules that every delivery about children shares.
    pub(super) const CHILD: RuleCodes = RuleCodes {
        bsn_typo: "CH-BSN-ELEVEN",
        bsn_unknown: "CH-BSN-UNKNOWN",
        place: "DE-PLACE-UNKNOWN",
        doubled: "DE-DOUBLED-REFERENCE",
        ..RuleCodes::NONE
    };

    /// The rule that must find a mistake.
    pub(super) fn of(self, fault: Fault) -> &'static str {
        match fault {
            Fault::BsnTypo => self.bsn_typo,
            Fault::BsnUnknown => self.bsn_unknown,
            Fault::MissingPostcode => self.place,
            Fault::DoubledRow => self.doubled,
            Fault::WrongCode => self.code,
            Fault::EndBeforeStart => self.end,
            Fault::FutureDate => self.future,
            Fault::WrongDateOrder => self.order,
            Fault::MissingDate => self.date,
            Fault::MissingIncidentDate => self.incident,
            Fault::ImpossibleExaminer => self.examiner,
            Fault::BrokenMessage => self.broken,
            Fault::OtherMessage => self.other,
            Fault::WrongStatus => self.status,
            Fault::SwappedBirthDate
            | Fault::OldPostcode
            | Fault::LateRegistration
            | Fault::CorrectedDelivery
            | Fault::StoppedProvider
            | Fault::ChangedEndReasons
            | Fault::NameTypo
            | Fault::NotANumber
            | Fault::WrongWeight
            | Fault::CrossedLimits => "",
        }
    }
}
