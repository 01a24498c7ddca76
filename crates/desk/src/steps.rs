//! Which files tell of which steps, and how people say them.

use domain::{EventKind, Stage};
use intake::DeliveryKind;

/// Whether a delivery of this kind can hold this step (model, "Who delivers what").
pub fn tells(kind: DeliveryKind, step: EventKind) -> bool {
    let stage = step.stage();
    match kind {
        DeliveryKind::YouthPolicy => stage == Stage::Order || matches!(step, EventKind::HelpStarted | EventKind::HelpEnded),
        DeliveryKind::Board => stage == Stage::Board,
        DeliveryKind::VeiligThuis => matches!(
            stage,
            Stage::Advice | Stage::Report | Stage::Assessment | Stage::Investigation | Stage::Service | Stage::Transfer | Stage::Monitoring
        ),
        DeliveryKind::Ijw => stage == Stage::Help,
        DeliveryKind::Court => matches!(stage, Stage::Court | Stage::Order),
        DeliveryKind::GiProcess => stage == Stage::Gi,
        DeliveryKind::Csg => stage == Stage::Csg,
        DeliveryKind::Police => stage == Stage::Police,
        DeliveryKind::AdultSupport => stage == Stage::Adult,
        DeliveryKind::Corv => matches!(
            step,
            EventKind::PoliceReport | EventKind::AssessmentCompleted | EventKind::BoardRequested | EventKind::BoardInvestigationEnded
        ),
        DeliveryKind::Programme | DeliveryKind::Survey | DeliveryKind::Informant | DeliveryKind::Series => false,
    }
}

/// A step in Dutch and English, as what somebody waits for.
pub fn in_words(step: EventKind) -> [&'static str; 2] {
    match step {
        EventKind::AdviceGiven => ["advies", "advice"],
        EventKind::ReportReceived => ["melding bij Veilig Thuis", "report at Veilig Thuis"],
        EventKind::AssessmentCompleted => ["veiligheidsbeoordeling", "safety assessment"],
        EventKind::InvestigationStarted => ["begin van het onderzoek", "start of the investigation"],
        EventKind::InvestigationEnded => ["einde van het onderzoek", "end of the investigation"],
        EventKind::FollowUpStarted => ["begin van voorwaarden en vervolg", "start of conditions and follow-up"],
        EventKind::FollowUpEnded => ["einde van voorwaarden en vervolg", "end of conditions and follow-up"],
        EventKind::TransferSent => ["overdracht", "transfer"],
        EventKind::TransferAccepted => ["overdracht aangenomen", "transfer accepted"],
        EventKind::MonitoringMoment => ["monitormoment", "monitoring moment"],
        EventKind::CsgContact => ["contact met het Centrum Seksueel Geweld", "contact with the Centre for Sexual Violence"],
        EventKind::CsgTreatment => ["behandeling door het Centrum Seksueel Geweld", "treatment by the Centre for Sexual Violence"],
        EventKind::CsgReferral => ["verwijzing door het Centrum Seksueel Geweld", "referral by the Centre for Sexual Violence"],
        EventKind::TraceExamination => ["sporenonderzoek", "trace examination"],
        EventKind::PoliceReport => ["melding bij de politie", "report to the police"],
        EventKind::PoliceIntakeTalk => ["informatief gesprek zeden", "intake talk with the police"],
        EventKind::PoliceComplaint => ["aangifte", "complaint"],
        EventKind::BoardRequested => ["verzoek aan de Raad", "request to the Board"],
        EventKind::BoardInvestigationStarted => ["begin van het raadsonderzoek", "start of the Board's investigation"],
        EventKind::BoardInvestigationEnded => ["einde van het raadsonderzoek", "end of the Board's investigation"],
        EventKind::CourtPetitioned => ["verzoek aan de kinderrechter", "petition to the juvenile court"],
        EventKind::CourtRefused => ["afwijzing door de kinderrechter", "refusal by the juvenile court"],
        EventKind::OrderStarted => ["maatregel", "order"],
        EventKind::OrderEnded => ["einde van de maatregel", "end of the order"],
        EventKind::AuthorisationStarted => ["machtiging", "authorisation"],
        EventKind::AuthorisationEnded => ["einde van de machtiging", "end of the authorisation"],
        EventKind::GiWorkerAssigned => ["vaste jeugdbeschermer", "worker assigned"],
        EventKind::GiFirstContact => ["eerste contact met het gezin", "first contact with the family"],
        EventKind::GiPlanMade => ["plan van aanpak", "plan"],
        EventKind::GiCauseOfWait => ["oorzaak van het wachten", "cause of waiting"],
        EventKind::HelpAllocated => ["toewijzing van jeugdhulp", "allocation of youth help"],
        EventKind::HelpStarted => ["begin van jeugdhulp", "start of youth help"],
        EventKind::HelpEnded => ["einde van jeugdhulp", "end of youth help"],
        EventKind::AdultSupportStarted => ["ondersteuning na 18", "support after 18"],
        EventKind::AdultSupportEnded => ["einde van ondersteuning na 18", "end of support after 18"],
        EventKind::HousingStarted => ["woonruimte", "housing"],
        EventKind::IncomeStarted => ["inkomen", "income"],
        EventKind::Turned18 => ["18 jaar worden", "turning 18"],
        EventKind::MovedAway => ["verhuizing", "moving away"],
        EventKind::Died => ["overlijden", "death"],
    }
}
