//! Which findings of the checks make what is counted from a kind of event unreliable.

use domain::EventKind;

use crate::DeliveryKind::{self, AdultSupport, Board, Corv, Court, Csg, GiProcess, Ijw, Police, VeiligThuis, YouthPolicy};
use crate::{FAMILIES, Rule, Severity};

/// Fields that say which child it is.
const CHILD: [&str; 8] = ["bsn", "achternaam", "voorvoegsel", "voornamen", "geboortedatum", "geslacht", "postcode", "huisnummer"];

/// Fields of one kind of delivery.
type Read = (DeliveryKind, &'static [&'static str]);

/// Warnings about fields from which these events are read, in the order of the agreements: each says that such a field was not used or cannot be right, while
/// the row counts. Errors are not among them: they set a row aside, whatever they are about.
///
/// ```
/// use domain::EventKind;
/// let codes: Vec<&str> = intake::findings_about(&[EventKind::AssessmentCompleted]).iter().map(|rule| rule.code).collect();
/// assert!(codes.contains(&"VT-OUTCOME") && !codes.contains(&"VT-CASE-MISSING") && !codes.iter().any(|code| code.starts_with("YP-")));
/// ```
pub fn findings_about(events: &[EventKind]) -> Vec<&'static Rule> {
    let read: Vec<Read> = events.iter().flat_map(|event| reads(*event)).copied().collect();
    warnings(|prefix, rule| read.iter().any(|(kind, fields)| tells(*kind, prefix) && is_about(rule, fields)))
}

/// Whether a rule is about any of these fields. Of two fields the first is what is wrong, as a referrer that does not go with a form of help; the second is too where
/// the first says who the child is.
fn is_about(rule: &Rule, fields: &[&str]) -> bool {
    let is_read = |field: &&str| fields.contains(field);
    match rule.fields {
        [first, second] => is_read(first) || CHILD.contains(first) && is_read(second),
        several => several.iter().any(is_read),
    }
}

/// Warnings about who the child is, in deliveries that tell of these events: by number, birth, sex or place. By these children are linked and grouped.
///
/// ```
/// let codes: Vec<&str> = intake::findings_about_the_child(&[domain::EventKind::HelpStarted]).iter().map(|rule| rule.code).collect();
/// assert!(codes.contains(&"YP-SEX") && codes.contains(&"IJ-CLIENT") && !codes.contains(&"VT-CASE-MISSING"));
/// ```
pub fn findings_about_the_child(events: &[EventKind]) -> Vec<&'static Rule> {
    let kinds: Vec<DeliveryKind> = events.iter().flat_map(|event| DeliveryKind::that_tell_of(*event)).copied().collect();
    let shared = kinds.iter().any(|kind| !matches!(kind, YouthPolicy | Ijw | Corv));
    let is_told = |prefix: &str| prefix == "CH" && shared || kinds.iter().any(|kind| prefix_of(*kind) == prefix);
    let names_child = |rule: &Rule| !rule.fields.is_empty() && rule.fields.iter().all(|field| CHILD.contains(field));
    // Messages name the child in elements of their own; advice names none, so that a child named there is in no count.
    let is_meant =
        |rule: &Rule| (names_child(rule) && rule.code != "VT-ADVICE-NAMES-CHILD") || matches!(rule.code, "IJ-CLIENT" | "CV-NAME");
    warnings(|prefix, rule| is_told(prefix) && is_meant(rule))
}

fn warnings(is_meant: impl Fn(&str, &Rule) -> bool) -> Vec<&'static Rule> {
    let all = FAMILIES.iter().flat_map(|family| family.rules().into_iter().map(move |rule| (family.prefix, rule)));
    all.filter(|(prefix, rule)| rule.severity == Severity::Warning && is_meant(prefix, rule)).map(|(_, rule)| rule).collect()
}

/// Whether rules of a family are about a kind of delivery: its own, and those about what institutions hand over to each other.
fn tells(kind: DeliveryKind, prefix: &str) -> bool {
    prefix_of(kind) == prefix || prefix == "TR" && kind == YouthPolicy
}

/// What the codes of rules about a layout begin with.
fn prefix_of(kind: DeliveryKind) -> &'static str {
    match kind {
        YouthPolicy => "YP",
        Board => "BO",
        VeiligThuis => "VT",
        Ijw => "IJ",
        Court => "CO",
        GiProcess => "GI",
        Csg => "CS",
        Police => "PO",
        AdultSupport => "AD",
        DeliveryKind::Programme => "PR",
        DeliveryKind::Survey => "SU",
        DeliveryKind::Informant => "IN",
        DeliveryKind::Series => "SE",
        Corv => "CV",
    }
}

/// The fields from which deliveries tell that an event happened, when, what it was, and which violence it was about.
fn reads(event: EventKind) -> &'static [Read] {
    use EventKind as Kind;
    match event {
        Kind::AdviceGiven => &[(VeiligThuis, &["datum", "aard", "contact", "setting", "online", "leeftijd_ander", "sector", "rol"])],
        Kind::ReportReceived => {
            &[(VeiligThuis, &["datum", "casus", "aard", "contact", "setting", "online", "leeftijd_ander", "sector", "rol"])]
        }
        Kind::AssessmentCompleted => &[(VeiligThuis, &["datum", "melding", "uitkomst", "acuut"]), (Corv, &["uitkomst", "status"])],
        Kind::InvestigationStarted | Kind::FollowUpStarted => &[(VeiligThuis, &["datum", "casus"])],
        Kind::InvestigationEnded => &[(VeiligThuis, &["datum_einde", "uitkomst"])],
        Kind::FollowUpEnded | Kind::TransferAccepted => &[(VeiligThuis, &["datum_einde"])],
        Kind::TransferSent => &[(VeiligThuis, &["datum", "casus", "naar"])],
        Kind::MonitoringMoment => &[(VeiligThuis, &["datum", "casus"])],
        Kind::CsgContact => &[(Csg, &["datum_contact", "datum_incident", "aard", "contact", "setting", "online", "leeftijd_ander"])],
        Kind::CsgTreatment => &[(Csg, &["datum_behandeling"])],
        Kind::CsgReferral => &[(Csg, &["datum_verwijzing", "verwezen_naar"])],
        Kind::TraceExamination => &[(Csg, &["datum_sporenonderzoek", "sporenonderzoek_door"])],
        Kind::PoliceReport => {
            &[(Police, &["datum_melding", "aard", "contact", "setting", "online", "leeftijd_ander"]), (Corv, &["datumMelding"])]
        }
        Kind::PoliceIntakeTalk => &[(Police, &["datum_informatief_gesprek"])],
        Kind::PoliceComplaint => &[(Police, &["datum_aangifte"])],
        Kind::BoardRequested => &[(Board, &["datum_verzoek", "verzoeker", "gronden", "contact", "setting"]), (Corv, &["tijdstipBericht"])],
        Kind::BoardInvestigationStarted => &[(Board, &["datum_start"]), (Corv, &[])],
        Kind::BoardInvestigationEnded => &[(Board, &["datum_einde", "advies", "resultaat"]), (Corv, &["datumStatusGezet", "resultaat"])],
        Kind::CourtPetitioned => &[(Court, &["datum_verzoek", "soort", "maatregel", "verzoeker"])],
        Kind::CourtRefused => &[(Court, &["datum_uitspraak", "uitspraak"])],
        Kind::OrderStarted => &[
            (Court, &["datum_ingang", "uitspraak", "maatregel"]),
            (YouthPolicy, &["datum_aanvang", "type_maatregel", "datum_overgedragen_gekregen"]),
        ],
        Kind::OrderEnded | Kind::AuthorisationEnded => {
            &[(Court, &["looptijd_tot"]), (YouthPolicy, &["datum_einde", "reden_einde", "datum_overgedragen"])]
        }
        Kind::AuthorisationStarted => &[
            (Court, &["datum_ingang", "uitspraak", "soort"]),
            (YouthPolicy, &["datum_aanvang", "type_machtiging", "datum_overgedragen_gekregen"]),
        ],
        Kind::OrderHandedOver | Kind::AuthorisationHandedOver => &[(YouthPolicy, &["datum_overgedragen"])],
        Kind::OrderTakenOver | Kind::AuthorisationTakenOver => &[(YouthPolicy, &["datum_overgedragen_gekregen"])],
        Kind::GiWorkerAssigned => &[(GiProcess, &["datum_toegewezen"])],
        Kind::GiFirstContact => &[(GiProcess, &["datum_eerste_contact"])],
        Kind::GiPlanMade => &[(GiProcess, &["datum_plan"])],
        Kind::GiCauseOfWait => &[(GiProcess, &["datum_oorzaak", "oorzaak_wachten"])],
        Kind::HelpAllocated => &[(Ijw, &["Toewijzingsdatum", "Ingangsdatum", "Categorie", "Code"])],
        Kind::HelpStarted => {
            &[(YouthPolicy, &["datum_aanvang", "hulpvorm", "gestart_met_crisis"]), (Ijw, &["Begindatum", "StatusAanlevering"])]
        }
        Kind::HelpEnded => &[
            (YouthPolicy, &["datum_einde", "reden_einde", "tevredenheid", "zonder_hulp_verder", "type_informant"]),
            (Ijw, &["Einddatum", "RedenBeeindiging", "StatusAanlevering"]),
        ],
        Kind::AdultSupportStarted | Kind::HousingStarted | Kind::IncomeStarted => &[(AdultSupport, &["soort", "datum_aanvang"])],
        Kind::AdultSupportEnded => &[(AdultSupport, &["datum_einde", "reden_einde"])],
        Kind::Turned18 | Kind::MovedAway | Kind::Died => &[],
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_event_is_read_from_the_kinds_of_delivery_that_tell_of_it() {
        for event in EventKind::ALL {
            let read: Vec<DeliveryKind> = reads(*event).iter().map(|(kind, _)| *kind).collect();
            assert_eq!(read, DeliveryKind::that_tell_of(*event), "{event}");
        }
    }

    /// A field that no layout has would never be found wrong: each of those of tables stands in the header of its family's sound delivery.
    #[test]
    fn every_field_of_a_table_is_one_of_its_columns() {
        for (kind, fields) in EventKind::ALL.iter().flat_map(|event| reads(*event)) {
            let family = FAMILIES.iter().find(|family| family.prefix == prefix_of(*kind)).expect("a family");
            if let crate::rules::Sound::Table { columns, .. } = &family.sound {
                assert!(fields.iter().all(|field| columns.contains(field)), "{kind:?}: {fields:?}");
            }
        }
    }

    #[test]
    fn warnings_about_dates_and_reasons_of_steps_are_named_for_some_event() {
        let named: BTreeSet<&str> = findings_about(EventKind::ALL).iter().map(|rule| rule.code).collect();
        for code in [
            "GI-PLAN-BEFORE-CONTACT",
            "BO-RESULT",
            "CO-START-MISSING",
            "YP-END-REASON-MISSING",
            "IJ-END-REASON",
            "CS-REFERRAL-PAIR",
            "AD-END-REASON",
        ] {
            assert!(named.contains(code), "{code}");
        }
        assert!(findings_about(&[EventKind::Turned18]).is_empty() && findings_about_the_child(&[EventKind::Turned18]).is_empty());
        assert!(findings_about(EventKind::ALL).iter().all(|rule| rule.severity == Severity::Warning));
    }
}
