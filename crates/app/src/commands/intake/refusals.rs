//! Why `intake` takes nothing of a file, in both languages, and what to do instead.

use intake::findings::Detail;
use intake::{DeliveryKind, IntakeError, Language, NameError, Report};
use store::StoreError;

/// A file that cannot be opened; its bytes are not known.
pub fn unopened(file: &str, error: &std::io::Error) -> Report {
    let reason = Detail { nl: format!("het bestand kan niet worden geopend: {error}"), en: format!("the file cannot be opened: {error}") };
    Report::refused(file, None, reason, [0; 32])
}

/// A name that says nothing.
pub fn name(error: &NameError) -> Detail {
    let nl = "de naam is niet die van een aanlevering; noem het bestand soort_leverancier_periode_v1, bijvoorbeeld \
              youth-policy_P0123_2023HJ01_v1.csv";
    Detail { nl: nl.to_owned(), en: error.to_string() }
}

/// A file that is not what its name says.
pub fn unread(error: &IntakeError) -> Detail {
    Detail { nl: error.told_in(Language::Dutch), en: error.told_in(Language::English) }
}

/// Not one sound row.
pub fn nothing_sound(rows: u64) -> Detail {
    Detail {
        nl: format!("geen van de {rows} rijen is in orde; zie wat er is met `inbeeld check`"),
        en: format!("not one of its {rows} rows is sound; see what is wrong with `inbeeld check`"),
    }
}

/// Other bytes under a name that was taken in before.
pub fn version_taken(error: &StoreError) -> Detail {
    Detail {
        nl: "deze versie is al aangenomen, met een andere inhoud; lever een verbeterd bestand als hogere versie (v2, v3 …)".to_owned(),
        en: error.to_string(),
    }
}

/// Data that name nobody have no place among records of persons.
pub fn used_elsewhere(kind: DeliveryKind) -> Detail {
    let (nl, en) = match kind {
        DeliveryKind::Survey | DeliveryKind::Informant => {
            ("geef het aan `inbeeld estimate survey`", "give it to `inbeeld estimate survey`")
        }
        DeliveryKind::Series => ("geef het aan `inbeeld estimate triangulate`", "give it to `inbeeld estimate triangulate`"),
        DeliveryKind::Programme
        | DeliveryKind::YouthPolicy
        | DeliveryKind::Board
        | DeliveryKind::VeiligThuis
        | DeliveryKind::Ijw
        | DeliveryKind::Corv
        | DeliveryKind::Court
        | DeliveryKind::GiProcess
        | DeliveryKind::Csg
        | DeliveryKind::Police
        | DeliveryKind::AdultSupport => ("het hoort in het register van maatregelen", "it belongs in the register of measures"),
    };
    Detail {
        nl: format!("{kind} gaat niet over personen en komt niet in de opslag; controleer het met `inbeeld check`, {nl}"),
        en: format!("{kind} tells of no persons and is not kept in the store; check it with `inbeeld check`, {en}"),
    }
}

/// The reason of a refused file.
pub fn told(report: &Report, language: Language) -> String {
    let causes: Vec<String> = report.causes.iter().map(|cause| cause.message(language)).collect();
    causes.join(" ")
}
