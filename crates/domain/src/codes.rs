//! Codes: the official lists stay as they are; a code is one small number whose meaning depends on the kind of event.

use crate::EventKind;
use crate::violence::named;

/// Sex as registered. Wire forms: `V`/`M`/`O` (youth policy, CORV), `2`/`1`/`0` (iJw).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Sex {
    /// Not known, `O` (onbekend).
    #[default]
    Unknown,
    /// Girl, `V` (vrouw).
    Female,
    /// Boy, `M` (man).
    Male,
}

impl Sex {
    /// All values in the order tables show them.
    pub const ALL: [Sex; 3] = [Sex::Female, Sex::Male, Sex::Unknown];

    /// Reads `V`, `M`, `O`.
    pub fn from_letter(text: &str) -> Option<Sex> {
        match text {
            "V" => Some(Sex::Female),
            "M" => Some(Sex::Male),
            "O" => Some(Sex::Unknown),
            _ => None,
        }
    }

    /// Writes `V`, `M`, `O`.
    pub fn letter(self) -> &'static str {
        match self {
            Sex::Female => "V",
            Sex::Male => "M",
            Sex::Unknown => "O",
        }
    }
}

/// A code of an event: its meaning depends on the [`EventKind`]; 0 is none.
///
/// | kinds | code |
/// |---|---|
/// | help.allocated/started | help form 1–4, 11–14 ([`Code::FORM_UNKNOWN`] where the product does not say) |
/// | order.started/handed-over/taken-over | measure 11 OTS, 12 VOTS (interim), 21–23 guardianship |
/// | authorisation.started/handed-over/taken-over | 71, 72 |
/// | help/order/authorisation ended | the end reason of its list |
/// | assessment.completed | CORV outcome 1–4 ([`Code::FOLLOW_UP_BY_VT`] …), plus 100 where stated acute |
/// | investigation.ended | [`Code::CONFIRMED`], [`Code::NOT_CONFIRMED`], [`Code::REFUTED`] |
/// | advice, report | role of the asker, 0 when not stated |
/// | csg.contact | [`Code::ACUTE_CONTACT`], [`Code::LATER_CONTACT`], 0 where the day of the incident is not known |
/// | csg.referral | 1 Veilig Thuis, 2 police, 3 provider, 4 general practitioner, 5 municipality |
/// | trace-examination.done | the number of the [`TraceExaminer`](crate::TraceExaminer) |
/// | court.petitioned/refused | the measure or authorisation asked for |
/// | gi.worker-assigned/first-contact/plan-made | the measure |
/// | gi.cause-of-wait | the number of the [`WaitCause`] |
/// | adult-support.ended | 1 completed, 2 stopped, 3 moved, 4 died, 5 other |
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Code(pub u8);

impl Code {
    /// No code.
    pub const NONE: Code = Code(0);
    /// Help of which the form is not known.
    pub const FORM_UNKNOWN: Code = Code(90);
    /// Supervision order (ondertoezichtstelling).
    pub const SUPERVISION_ORDER: Code = Code(11);
    /// Interim supervision order (voorlopige ondertoezichtstelling).
    pub const INTERIM_ORDER: Code = Code(12);
    /// Assessment: next steps taken by Veilig Thuis.
    pub const FOLLOW_UP_BY_VT: Code = Code(1);
    /// Assessment: transfer.
    pub const TRANSFER: Code = Code(2);
    /// Assessment: no next steps needed.
    pub const NO_FOLLOW_UP: Code = Code(3);
    /// Assessment: regional tailored work by Veilig Thuis.
    pub const REGIONAL_WORK: Code = Code(4);
    /// Added to an assessment's outcome where it states that the child is acutely unsafe.
    pub const ACUTE: u8 = 100;
    /// Every code of an assessment that states that the child is acutely unsafe; 100 where it gives no outcome.
    pub const ACUTE_ASSESSMENTS: [Code; 5] = [Code(100), Code(101), Code(102), Code(103), Code(104)];
    /// Investigation: violence confirmed.
    pub const CONFIRMED: Code = Code(1);
    /// Investigation: not confirmed.
    pub const NOT_CONFIRMED: Code = Code(2);
    /// Investigation: refuted.
    pub const REFUTED: Code = Code(3);
    /// Order ended because the interim order became an order (VOTS omgezet in OTS).
    pub const INTERIM_BECAME_ORDER: Code = Code(7);

    /// Contact with a Centre for Sexual Violence in the acute phase ([`AcuteCare`](crate::AcuteCare)).
    pub const ACUTE_CONTACT: Code = Code(1);
    /// Contact with a Centre for Sexual Violence after the acute phase.
    pub const LATER_CONTACT: Code = Code(2);

    /// Whether this assessment states that the child is acutely unsafe.
    pub fn is_acute(self) -> bool {
        Code::ACUTE_ASSESSMENTS.contains(&self)
    }

    /// Whether an end reason of an order says that the child died (06 of supervision, 15 of guardianship).
    pub fn says_died(self, kind: EventKind) -> bool {
        kind == EventKind::OrderEnded && matches!(self.0, 6 | 15)
    }
}

named! {
    /// Why help has not started after an order, as the certified institution knows it.
    WaitCause {
        /// There is no suitable offer.
        NoOffer = "no-offer",
        /// There is no worker.
        NoStaff = "no-staff",
        /// Child or parents refuse.
        Refused = "refused",
        /// No help is needed beside the order.
        NotNeeded = "not-needed",
        /// Help runs outside the register: by personal budget (pgb), health insurance (Zvw) or long-term care (Wlz).
        OutsideRegister = "outside-register",
    }
}

/// Help forms of the youth-policy protocol (3.3): code and whether the child stays elsewhere.
pub const HELP_FORMS: [(Code, bool); 8] = [
    (Code(1), false),
    (Code(2), false),
    (Code(3), false),
    (Code(4), false),
    (Code(11), true),
    (Code(12), true),
    (Code(13), true),
    (Code(14), true),
];

/// Child-protection measures that open an order (protocol 5.1.1).
pub const MEASURES: [Code; 5] = [Code(11), Code(12), Code(21), Code(22), Code(23)];

/// Activities kept apart: preventive judicial framework and youth probation (protocol 5.2, 5.4).
pub const MEASURES_APART: [Code; 8] = [Code(31), Code(41), Code(42), Code(50), Code(51), Code(61), Code(62), Code(63)];

/// Authorisations for placement out of home (protocol 5.1.4).
pub const AUTHORISATIONS: [Code; 2] = [Code(71), Code(72)];
