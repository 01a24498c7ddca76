//! The chain: its stages, the kinds of event in each, the kinds of organisation, the sectors of askers.

use std::fmt;

use crate::violence::named;

/// A stage of the chain, in the order a child may pass it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs)]
pub enum Stage {
    Advice,
    Report,
    Assessment,
    Investigation,
    Service,
    Transfer,
    Monitoring,
    Csg,
    Police,
    Board,
    Court,
    Order,
    Gi,
    Help,
    Adult,
    Life,
}

macro_rules! kinds {
    ($($variant:ident = $number:literal $word:literal $stage:ident,)+) => {
        /// The kind of an event, `stage.what-happened`; its number is fixed, files hold it.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[allow(missing_docs)]
        #[repr(u8)]
        pub enum EventKind { $($variant = $number,)+ }

        impl EventKind {
            /// Every kind.
            pub const ALL: &'static [EventKind] = &[$(EventKind::$variant,)+];

            /// The word used in files and definitions.
            pub fn word(self) -> &'static str {
                match self { $(EventKind::$variant => $word,)+ }
            }

            /// The stage it belongs to.
            pub fn stage(self) -> Stage {
                match self { $(EventKind::$variant => Stage::$stage,)+ }
            }
        }
    };
}

kinds! {
    AdviceGiven = 1 "advice.given" Advice,
    ReportReceived = 2 "report.received" Report,
    AssessmentCompleted = 3 "assessment.completed" Assessment,
    InvestigationStarted = 4 "investigation.started" Investigation,
    InvestigationEnded = 5 "investigation.ended" Investigation,
    FollowUpStarted = 6 "follow-up.started" Service,
    FollowUpEnded = 7 "follow-up.ended" Service,
    TransferSent = 8 "transfer.sent" Transfer,
    TransferAccepted = 9 "transfer.accepted" Transfer,
    MonitoringMoment = 10 "monitoring.moment" Monitoring,
    CsgContact = 11 "csg.contact" Csg,
    CsgTreatment = 12 "csg.treatment" Csg,
    CsgReferral = 13 "csg.referral" Csg,
    TraceExamination = 14 "trace-examination.done" Csg,
    PoliceReport = 15 "police.report" Police,
    PoliceIntakeTalk = 16 "police.intake-talk" Police,
    PoliceComplaint = 17 "police.complaint" Police,
    BoardRequested = 18 "board.requested" Board,
    BoardInvestigationStarted = 19 "board.investigation.started" Board,
    BoardInvestigationEnded = 20 "board.investigation.ended" Board,
    CourtPetitioned = 21 "court.petitioned" Court,
    CourtRefused = 22 "court.refused" Court,
    OrderStarted = 23 "order.started" Order,
    OrderEnded = 24 "order.ended" Order,
    AuthorisationStarted = 25 "authorisation.started" Order,
    AuthorisationEnded = 26 "authorisation.ended" Order,
    GiWorkerAssigned = 27 "gi.worker-assigned" Gi,
    GiFirstContact = 28 "gi.first-contact" Gi,
    GiPlanMade = 29 "gi.plan-made" Gi,
    GiCauseOfWait = 30 "gi.cause-of-wait" Gi,
    HelpAllocated = 31 "help.allocated" Help,
    HelpStarted = 32 "help.started" Help,
    HelpEnded = 33 "help.ended" Help,
    AdultSupportStarted = 34 "adult-support.started" Adult,
    AdultSupportEnded = 35 "adult-support.ended" Adult,
    HousingStarted = 36 "housing.started" Adult,
    IncomeStarted = 37 "income.started" Adult,
    Turned18 = 38 "turned-18" Life,
    MovedAway = 39 "moved-away" Life,
    Died = 40 "died" Life,
    OrderHandedOver = 41 "order.handed-over" Order,
    OrderTakenOver = 42 "order.taken-over" Order,
    AuthorisationHandedOver = 43 "authorisation.handed-over" Order,
    AuthorisationTakenOver = 44 "authorisation.taken-over" Order,
}

impl EventKind {
    /// The number files hold.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The kind with this number.
    pub fn from_number(number: u8) -> Option<EventKind> {
        EventKind::ALL.get(usize::from(number).wrapping_sub(1)).copied()
    }

    /// Reads the word used in files and definitions.
    pub fn from_word(text: &str) -> Option<EventKind> {
        EventKind::ALL.iter().copied().find(|kind| kind.word() == text)
    }
}

impl EventKind {
    /// The kinds of organisation that deliver it (model, "Who delivers what"): an order is told by courts and institutions,
    /// its hand-over by institutions alone, help by providers and municipalities, what follows from a month of birth by whoever states one.
    pub fn suppliers(self) -> &'static [OrganisationKind] {
        use OrganisationKind::{AdultCare, Board, Court, Csg, Gi, Municipality, Police, Provider, VeiligThuis};
        match self.stage() {
            Stage::Advice | Stage::Report | Stage::Assessment | Stage::Investigation => &[VeiligThuis],
            Stage::Service | Stage::Transfer | Stage::Monitoring => &[VeiligThuis],
            Stage::Csg => &[Csg],
            Stage::Police => &[Police],
            Stage::Board => &[Board],
            Stage::Court => &[Court],
            Stage::Order if self.is_passing_on() => &[Gi],
            Stage::Order => &[Court, Gi],
            Stage::Gi => &[Gi],
            Stage::Help if self == EventKind::HelpAllocated => &[Municipality],
            Stage::Help => &[Provider, Municipality],
            Stage::Adult => &[AdultCare],
            Stage::Life => &[],
        }
    }

    /// Whether one institution hands a running order or authorisation over to another: told by the one that had it
    /// (`handed-over`) and by the one that has it since (`taken-over`). It starts nothing and ends nothing.
    pub fn is_passing_on(self) -> bool {
        use EventKind::{AuthorisationHandedOver, AuthorisationTakenOver, OrderHandedOver, OrderTakenOver};
        [OrderHandedOver, OrderTakenOver, AuthorisationHandedOver, AuthorisationTakenOver].contains(&self)
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

named! {
    /// The kind of an organisation that delivers.
    OrganisationKind {
        /// Veilig Thuis.
        VeiligThuis = "veilig-thuis",
        /// Centre for Sexual Violence (Centrum Seksueel Geweld).
        Csg = "csg",
        /// Police.
        Police = "police",
        /// Child Protection Board (Raad voor de Kinderbescherming).
        Board = "board",
        /// Court.
        Court = "court",
        /// Certified institution (gecertificeerde instelling).
        Gi = "gi",
        /// Youth-care provider (jeugdhulpaanbieder).
        Provider = "provider",
        /// Municipality.
        Municipality = "municipality",
        /// Adult care.
        AdultCare = "adult-care",
    }
}

named! {
    /// The sector of someone who asks advice or reports.
    Sector {
        /// Childcare.
        Childcare = "childcare",
        /// Education.
        Education = "education",
        /// Care and nursing.
        Care = "care",
        /// Youth help.
        YouthHelp = "youth-help",
        /// Health.
        Health = "health",
        /// Justice.
        Justice = "justice",
        /// Private person.
        Private = "private",
        /// Another sector.
        Other = "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers_read_back() {
        for kind in EventKind::ALL {
            assert_eq!(EventKind::from_number(kind.number()), Some(*kind));
            assert_eq!(EventKind::from_word(kind.word()), Some(*kind));
        }
        assert_eq!(EventKind::from_number(0), None);
        assert_eq!(EventKind::from_number(255), None);
    }
}
