//! Which files tell of which steps.

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
        DeliveryKind::Court => stage == Stage::Court || (stage == Stage::Order && !step.is_passing_on()),
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
