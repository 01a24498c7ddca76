//! `inbeeld-desk overdue` from outside: own waits, and nothing that the files given cannot tell.

mod desk;

use desk::{Desk, NOW, board, settled, sound};

const MEASURES: &str = "kenmerk;bsn;geboortedatum;geslacht;postcode;verwijzer;hulpvorm;gestart_met_crisis;type_maatregel;type_machtiging;\
    datum_aanvang;datum_einde;reden_einde;tevredenheid;zonder_hulp_verder;type_informant;datum_overgedragen;datum_overgedragen_gekregen";
const PROCESS: &str = "kenmerk;bsn;achternaam;voorvoegsel;voornamen;geboortedatum;geslacht;postcode;huisnummer;maatregel;datum_aanvang;\
    datum_toegewezen;datum_eerste_contact;datum_plan;oorzaak_wachten;datum_oorzaak";

#[test]
fn a_wait_past_its_term_is_told_in_words_with_its_own_reference() {
    let desk = Desk::new();
    desk.put(NOW, &board(&[sound("B-1"), settled("B-2").replace("123456782", "999900006")]));
    let told = desk.run(&["overdue", NOW, "--on", "2023-06-30"]);
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    assert!(told.out.contains("B-1") && !told.out.contains("B-2") && !told.out.contains("123456782"), "{}", told.out);
    assert!(
        told.out.contains("begin van het raadsonderzoek (board-start: ") && told.out.contains("einde van het raadsonderzoek"),
        "{}",
        told.out
    );
    let json = desk.json(&["overdue", NOW, "--on", "2023-06-30"]);
    let expected: Vec<_> =
        json["overdue"].as_array().expect("a list").iter().map(|wait| wait["expected"].as_str().expect("a word")).collect();
    assert_eq!(expected, ["board.investigation.started", "board.investigation.ended"]);
    assert_eq!(json["not_in_these_files"], serde_json::json!([]));
}

#[test]
fn nothing_waits_where_everything_is_settled() {
    let desk = Desk::new();
    desk.put(NOW, &board(&[settled("B-1")]));
    let told = desk.run(&["overdue", NOW, "--on", "2023-06-30", "--language", "en"]);
    assert_eq!((told.code, told.out.as_str()), (0, "On 2023-06-30 nothing waits longer than its term.\n"));
}

/// Measures stand in youth-policy, what was done after them in gi-process: one of the two is half the story.
#[test]
fn what_stands_in_another_delivery_is_not_called_overdue_but_named() {
    let desk = Desk::new();
    desk.put("youth-policy_GI01_2023HJ01_v1.csv", &format!("{MEASURES}\nM-1;123456782;20130523;M;1038HL;;;;11;;20230201;;;;;;;\n"));
    let told = desk.run(&["overdue", ".", "--on", "2023-06-30"]);
    assert!(told.out.starts_with("Op 2023-06-30 wacht niets langer dan de termijn.\n"), "{}", told.out);
    assert!(told.out.contains("Niet te zien in deze bestanden: gi-start. Geef ook uw aanlevering gi-process mee."), "{}", told.out);
    let done = "G-1;123456782;Bruin;de;Voornaam;2013-05-23;M;1038HL;25;11;2023-02-01;2023-02-02;2023-02-06;;;";
    desk.put("gi-process_GI01_2023HJ01_v1.csv", &format!("{PROCESS}\n{done}\n"));
    let told = desk.run(&["overdue", ".", "--on", "2023-06-30"]);
    assert!(told.out.contains("M-1") && told.out.contains("plan van aanpak (gi-plan: ") && !told.out.contains("gi-start"), "{}", told.out);
}

/// The giver's files are not there: since when it waits follows from the day the measure was taken over, and the list says so.
#[test]
fn what_was_taken_over_is_on_the_list_since_that_day_and_says_so() {
    let desk = Desk::new();
    desk.put("youth-policy_GI01_2023HJ01_v1.csv", &format!("{MEASURES}\nM-1;123456782;20130523;M;1038HL;;;;11;;;;;;;;;20230201\n"));
    desk.put("gi-process_GI01_2023HJ01_v1.csv", &format!("{PROCESS}\n"));
    let told = desk.run(&["overdue", ".", "--on", "2023-06-30"]);
    assert!(told.out.contains("sinds 2023-02-01") && told.out.contains("die dag overgenomen: wat de vorige instelling"), "{}", told.out);
    let json = desk.json(&["overdue", ".", "--on", "2023-06-30"]);
    let waits = json["overdue"].as_array().expect("a list");
    assert!(!waits.is_empty() && waits.iter().all(|wait| wait["taken_over"] == true), "{json}");
}
