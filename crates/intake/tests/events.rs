//! What rows become: the crosswalks, the pairing of records, what is kept apart.

use domain::{Atlas, Code, EventKind, Municipality, OrganisationKind, Sex};
use intake::{Context, DeliveryKind, DeliveryName, Postcodes, key};
use person::{Event, Record, RecordStatus};

const YOUTH_POLICY: &str = "kenmerk;bsn;geboortedatum;geslacht;postcode;verwijzer;hulpvorm;gestart_met_crisis;type_maatregel;type_machtiging;datum_aanvang;datum_einde;reden_einde;tevredenheid;zonder_hulp_verder;type_informant;datum_overgedragen;datum_overgedragen_gekregen\n";

fn records(name: &str, bytes: &[u8]) -> Vec<Record> {
    let atlas = Atlas::netherlands();
    let postcodes = Postcodes::parse("pc4,gm_code\n1011,GM0363\n").expect("a table");
    let context = Context { atlas: &atlas, postcodes: Some(&postcodes) };
    let mut records = Vec::new();
    intake::read(&DeliveryName::parse(name).expect("a name"), bytes, &context, &mut |record| records.push(record)).expect("a report");
    records
}

fn youth_policy(row: &str) -> Vec<Event> {
    let text = format!("{YOUTH_POLICY}{row}\n");
    let mut records = records("youth-policy_GI01_2023HJ01_v1.csv", text.as_bytes());
    assert_eq!(records.len(), 1, "{row}");
    records.remove(0).events
}

fn product(message: &str, category: &str, reason: &str) -> Vec<Event> {
    let (number, code, list, item) = match message {
        "301" => ("jw301", "436", "ToegewezenProducten", "ToegewezenProduct"),
        "305" => ("jw305", "438", "StartProducten", "StartProduct"),
        _ => ("jw307", "440", "StopProducten", "StopProduct"),
    };
    let text = format!(
        "<x:Bericht xmlns:x='http://www.istandaarden.nl/ijw/3_2/{number}/schema' xmlns:y='http://www.istandaarden.nl/ijw/3_2/basisschema/schema'>\
         <x:Header><x:BerichtCode>{code}</x:BerichtCode><x:Afzender>0363</x:Afzender><x:Ontvanger>0363</x:Ontvanger>\
         <x:BerichtIdentificatie><y:Dagtekening>2023-03-01</y:Dagtekening></x:BerichtIdentificatie></x:Header>\
         <x:Client><x:Bsn>999900006</x:Bsn><x:Geslacht>2</x:Geslacht><x:{list}><x:{item}><x:ToewijzingNummer>7</x:ToewijzingNummer>\
         <x:Product><y:Categorie>{category}</y:Categorie></x:Product><x:Toewijzingsdatum>2023-02-01</x:Toewijzingsdatum>\
         <x:Begindatum>2023-02-02</x:Begindatum><x:RedenBeeindiging>{reason}</x:RedenBeeindiging><x:Einddatum>2023-02-28</x:Einddatum>\
         <x:StatusAanlevering>2</x:StatusAanlevering></x:{item}></x:{list}></x:Client></x:Bericht>"
    );
    let mut records = records("ijw_GM0363_2023HJ01_v1.xml", text.as_bytes());
    assert_eq!(records.len(), 1, "{message} {category} {reason}");
    records.remove(0).events
}

#[test]
fn a_removal_and_a_new_statement_in_one_message_have_turns_of_their_own() {
    let text = std::str::from_utf8(include_bytes!("messages/JW305.xml")).expect("text");
    let (begin, end) = (text.find("<StartProduct>").expect("a product"), text.find("</StartProducten>").expect("its end"));
    let told = |status: &str| text[begin..end].replace("StatusAanlevering>1<", &format!("StatusAanlevering>{status}<"));
    let message = format!("{}{}{}{}", &text[..begin], told("3"), told("1"), &text[end..]);
    let events: Vec<Event> =
        records("ijw_P0123_2023HJ01_v1.xml", message.as_bytes()).into_iter().flat_map(|record| record.events).collect();
    let [removed, anew] = events[..] else { panic!("two events, not {}", events.len()) };
    assert_eq!((removed.status, anew.status), (RecordStatus::Removed, RecordStatus::New));
    assert!(removed.record == anew.record && removed.stated == anew.stated && removed.turn < anew.turn);
}

#[test]
fn help_that_ended_is_a_start_and_an_end_of_one_record() {
    let events = youth_policy("K-1;999900006;20100315;M;1011AB;02;13;01;;;20230201;20230401;03;7;02;01;;");
    let [start, end] = events[..] else { panic!("two events") };
    assert_eq!((start.kind, end.kind), (EventKind::HelpStarted, EventKind::HelpEnded));
    assert_eq!((start.code, end.code), (Code(13), Code(3)));
    assert_eq!((start.crisis, end.satisfaction, end.without_help), (Some(true), 7, 2));
    assert_eq!(start.record, key::record(DeliveryKind::YouthPolicy, "GI01", "K-1"));
    assert_eq!((start.record, start.case.0), (end.record, end.record.0));
    assert_eq!((start.municipality, start.sex), (Municipality(363), Sex::Male));
    assert_eq!(start.stated.to_string(), "2023-06-30");
    assert_eq!(start.organisation_kind, OrganisationKind::Gi);
}

#[test]
fn measures_and_authorisations_have_kinds_of_their_own() {
    let interim = youth_policy("K-1;999900006;20100315;M;1011AB;;;;12;;20230201;20230401;07;;;;;");
    assert_eq!(
        interim.iter().map(|event| (event.kind, event.code)).collect::<Vec<_>>(),
        [(EventKind::OrderStarted, Code::INTERIM_ORDER), (EventKind::OrderEnded, Code::INTERIM_BECAME_ORDER),]
    );
    let authorisation = youth_policy("K-1;999900006;20100315;M;1011AB;;;;;71;20230201;;;;;;;");
    assert_eq!((authorisation[0].kind, authorisation[0].code), (EventKind::AuthorisationStarted, Code(71)));
}

#[test]
fn probation_and_preventive_work_are_accepted_and_kept_apart() {
    for measure in ["31", "41", "42", "50", "51", "61", "62", "63"] {
        assert!(youth_policy(&format!("K-1;999900006;20100315;M;1011AB;;;;{measure};;20230201;;;;;;;")).is_empty());
    }
}

#[test]
fn a_measure_taken_over_has_no_start_here() {
    let events = youth_policy("K-1;999900006;20100315;M;1011AB;;;;11;;;20230401;02;;;;;20230101");
    let told: Vec<_> = events.iter().map(|event| (event.kind, event.day.to_string(), event.code.0)).collect();
    assert_eq!(told, [(EventKind::OrderTakenOver, "2023-01-01".into(), 11), (EventKind::OrderEnded, "2023-04-01".into(), 2)]);
}

#[test]
fn a_measure_or_authorisation_handed_over_says_so_and_help_does_not() {
    let told = |codes: &str, rest: &str| {
        let events = youth_policy(&format!("K-1;999900006;20100315;M;1011AB;{codes};20230201;;;;;;{rest}"));
        events.iter().map(|event| format!("{} {} {}", event.kind, event.day, event.code.0)).collect::<Vec<_>>()
    };
    assert_eq!(told(";;;11;", "20230401;"), ["order.started 2023-02-01 11", "order.handed-over 2023-04-01 11"]);
    assert_eq!(told(";;;;72", "20230401;"), ["authorisation.started 2023-02-01 72", "authorisation.handed-over 2023-04-01 72"]);
    let passed_on = ["order.started 2023-02-01 11", "order.taken-over 2023-03-01 11", "order.handed-over 2023-04-01 11"];
    assert_eq!(told(";;;11;", "20230401;20230301"), passed_on, "a start is told too");
    assert_eq!(told("02;02;02;;", "20230401;"), ["help.started 2023-02-01 2"]);
    assert_eq!(told(";;;11;", "20230701;"), ["order.started 2023-02-01 11"], "after the period it is still to come");
}

#[test]
fn a_birth_of_which_only_the_year_is_known_has_no_month() {
    let month = |birth: &str| youth_policy(&format!("K-1;999900006;{birth};M;1011AB;01;02;02;;;20230201;;;;;;;"))[0].birth_month;
    assert_eq!(month("20100300").map(|month| (month.year(), month.number())), Some((2010, 3)));
    assert_eq!(month("20100000"), None);
    assert_eq!(month(""), None);
}

#[test]
fn product_categories_become_help_forms() {
    let crosswalk = [
        ("31", 1),
        ("32", 2),
        ("33", 3),
        ("34", 4),
        ("35", 11),
        ("36", 12),
        ("37", 13),
        ("38", 14),
        ("40", 90),
        ("41", 3),
        ("42", 90),
        ("43", 14),
        ("44", 14),
        ("45", 2),
        ("46", 90),
        ("50", 90),
        ("55", 90),
    ];
    for (category, form) in crosswalk {
        let event = product("305", category, "31")[0];
        assert_eq!((event.kind, event.code), (EventKind::HelpStarted, Code(form)), "{category}");
        assert_eq!(event.crisis, (category == "46").then_some(true));
        assert_eq!(event.status, RecordStatus::Changed);
    }
    for category in ["47", "48", "49"] {
        assert!(product("305", category, "31").is_empty());
    }
}

#[test]
fn end_reasons_of_messages_become_those_of_the_protocol() {
    for (reason, code) in [("31", 1), ("39", 1), ("34", 2), ("32", 3), ("33", 4), ("35", 5), ("02", 5), ("36", 0), ("38", 0)] {
        let event = product("307", "45", reason)[0];
        assert_eq!((event.kind, event.code), (EventKind::HelpEnded, Code(code)), "{reason}");
    }
    for pause in ["20", "37"] {
        assert!(product("307", "45", pause).is_empty(), "{pause}");
    }
}

#[test]
fn allocation_start_and_stop_of_one_number_are_one_record() {
    let events: Vec<_> = ["301", "305", "307"].into_iter().flat_map(|message| product(message, "45", "31")).collect();
    assert_eq!(
        events.iter().map(|event| event.kind).collect::<Vec<_>>(),
        [EventKind::HelpAllocated, EventKind::HelpStarted, EventKind::HelpEnded]
    );
    assert!(events.iter().all(|event| event.record == key::allocation(Municipality(363), "7")));
    assert!(events.iter().all(|event| event.stated.to_string() == "2023-03-01"));
    assert_eq!(events.iter().map(|event| event.day.to_string()).collect::<Vec<_>>(), ["2023-02-01", "2023-02-02", "2023-02-28"]);
}

const CHILD: &str = "kenmerk;bsn;achternaam;voorvoegsel;voornamen;geboortedatum;geslacht;postcode;huisnummer";

/// The events of one row of a layout of one child a row: kind, day and code.
fn told(name: &str, columns: &str, row: &str) -> Vec<(&'static str, String, u8)> {
    let text = format!("{CHILD};{columns}\nK-1;999900006;;;;2010-03-15;M;1011AB;;{row}\n");
    let mut records = records(name, text.as_bytes());
    assert_eq!(records.len(), 1, "{row}");
    records.remove(0).events.iter().map(|event| (event.kind.word(), event.day.to_string(), event.code.0)).collect()
}

fn court(row: &str) -> Vec<(&'static str, String, u8)> {
    let columns = "soort;maatregel;verzoeker;datum_verzoek;datum_uitspraak;uitspraak;datum_ingang;looptijd_tot";
    told("court_RB01_2023HJ01_v1.csv", columns, row)
}

#[test]
fn a_granted_petition_starts_an_order_and_its_term_ends_nothing() {
    let petitioned = ("court.petitioned", "2023-02-01".to_owned(), 11);
    let started = ("order.started", "2023-02-14".to_owned(), 11);
    assert_eq!(court("measure;11;board;2023-02-01;2023-02-14;granted;2023-02-14;2023-03-13"), [petitioned.clone(), started]);
    for undone in ["granted;;", "withdrawn;;"] {
        assert_eq!(court(&format!("measure;11;board;2023-02-01;2023-02-14;{undone}")), vec![petitioned.clone()]);
    }
    let refused = ("court.refused", "2023-02-14".to_owned(), 11);
    assert_eq!(court("measure;11;board;2023-02-01;2023-02-14;refused;2023-02-14;"), [petitioned, refused]);
    let authorisation = court("authorisation;72;gi;2023-02-01;2023-02-14;granted;2023-02-14;");
    assert_eq!(authorisation[1], ("authorisation.started", "2023-02-14".to_owned(), 72));
}

#[test]
fn an_order_that_starts_before_its_petition_or_after_the_period_is_not_taken_over() {
    assert_eq!(court("measure;12;board;2023-02-01;2023-02-02;granted;2023-01-31;").len(), 1);
    assert_eq!(court("measure;11;board;2023-06-20;2023-06-30;granted;2023-07-01;").len(), 1);
}

#[test]
fn a_contact_is_acute_through_day_seven_and_of_unknown_urgency_without_a_possible_incident() {
    let columns = "datum_contact;datum_incident;aard;contact;setting;online;leeftijd_ander;medisch;psychologisch;datum_behandeling;\
                   datum_sporenonderzoek;sporenonderzoek_door;politiecontact;verwezen_naar;datum_verwijzing";
    let code = |incident: &str| told("csg_CSG01_2023HJ01_v1.csv", columns, &format!("2023-02-08;{incident};;;;;;;;;;;;;"))[0].2;
    assert_eq!(code("2023-02-08"), Code::ACUTE_CONTACT.0);
    assert_eq!(code("2023-02-01"), Code::ACUTE_CONTACT.0);
    assert_eq!(code("2023-01-31"), Code::LATER_CONTACT.0);
    assert_eq!((code(""), code("2023-02-09")), (0, 0));
    let row = "2023-02-08;2023-02-06;sexual;hands-on;family;none;adult;J;J;2023-02-20;2023-02-08;nfi;J;gp;2023-02-09";
    assert_eq!(
        told("csg_CSG01_2023HJ01_v1.csv", columns, row).iter().map(|(kind, _, code)| (*kind, *code)).collect::<Vec<_>>(),
        [("csg.contact", 1), ("csg.treatment", 0), ("trace-examination.done", 1), ("csg.referral", 4)]
    );
    let none = "2023-02-08;2023-02-06;;;;;;;;;;;;none;";
    assert_eq!(told("csg_CSG01_2023HJ01_v1.csv", columns, none).len(), 1);
}

#[test]
fn what_an_institution_did_before_the_start_is_not_taken_over() {
    let columns = "maatregel;datum_aanvang;datum_toegewezen;datum_eerste_contact;datum_plan;oorzaak_wachten;datum_oorzaak";
    let row = "11;2023-02-01;2023-01-31;2023-02-06;2023-03-10;no-staff;2023-04-01";
    assert_eq!(
        told("gi-process_GI01_2023HJ01_v1.csv", columns, row).iter().map(|(kind, _, code)| (*kind, *code)).collect::<Vec<_>>(),
        [("gi.first-contact", 11), ("gi.plan-made", 11), ("gi.cause-of-wait", 2)]
    );
}

#[test]
fn the_ends_of_housing_and_income_are_not_followed() {
    let columns = "soort;datum_aanvang;datum_einde;reden_einde";
    let kinds = |kind: &str| {
        let row = format!("{kind};2023-02-01;2023-05-01;died");
        told("adult-support_GM0363_2023HJ01_v1.csv", columns, &row).iter().map(|(kind, _, code)| (*kind, *code)).collect::<Vec<_>>()
    };
    assert_eq!(kinds("support"), [("adult-support.started", 0), ("adult-support.ended", 4)]);
    assert_eq!((kinds("housing"), kinds("income")), (vec![("housing.started", 0)], vec![("income.started", 0)]));
}

#[test]
fn what_names_nobody_is_a_record_without_child_and_events() {
    let text = "kenmerk;programma;gemeente;datum_van;datum_tot;doelgroep;leeftijd_van;leeftijd_tot;bewijs;gepland;bereikt\n\
                A-1;Weerbaar;GM0363;2023-01-01;2023-12-31;children;10;12;good;400;380\n";
    let records = records("programme_GM0363_2023JJ00_v1.csv", text.as_bytes());
    assert_eq!(records.len(), 1);
    assert!(records[0].identity.is_none() && records[0].events.is_empty());
}
