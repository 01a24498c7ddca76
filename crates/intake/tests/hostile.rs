//! Whatever comes in: nothing panics, every row is counted, memory stays bounded, nothing is guessed.

use domain::Atlas;
use intake::{Context, DeliveryName, IntakeError, Report, check_file};
use proptest::prelude::*;

const HEADER: &str = "kenmerk;bsn;geboortedatum;geslacht;postcode;verwijzer;hulpvorm;gestart_met_crisis;type_maatregel;type_machtiging;datum_aanvang;datum_einde;reden_einde;tevredenheid;zonder_hulp_verder;type_informant;datum_overgedragen;datum_overgedragen_gekregen\n";
const ROW: &str = "K-1;999900006;20100315;V;1011AB;01;02;02;;;20230201;;;;;;;\n";
const NAME: &str = "youth-policy_P0123_2023HJ01_v1.csv";
const MESSAGES: &str = "ijw_P0123_2023HJ01_v1.xml";

fn counts(report: &Report) -> (u64, u64, u64) {
    assert_eq!(report.read, report.accepted + report.set_aside);
    (report.read, report.accepted, report.set_aside)
}

fn check(text: impl AsRef<[u8]>) -> Report {
    check_file(NAME, text.as_ref())
}

fn refusal(name: &str, text: &[u8]) -> IntakeError {
    let atlas = Atlas::netherlands();
    let context = Context { atlas: &atlas, postcodes: None };
    intake::read(&DeliveryName::parse(name).expect("a name"), text, &context, &mut |_| {}).expect_err("refused")
}

fn message(number: &str, inside: &str) -> String {
    format!("<Bericht xmlns='http://www.istandaarden.nl/ijw/3_2/{number}/schema'>{inside}</Bericht>")
}

fn start(number: u32) -> String {
    format!(
        "<Header><BerichtCode>438</BerichtCode><Ontvanger>0363</Ontvanger><BerichtIdentificatie><Dagtekening>2023-03-01</Dagtekening></BerichtIdentificatie></Header>\
         <Client><Bsn>999900006</Bsn><StartProducten><StartProduct><ToewijzingNummer>{number}</ToewijzingNummer><Product><Categorie>45</Categorie></Product>\
         <Begindatum>2023-02-02</Begindatum><StatusAanlevering>1</StatusAanlevering></StartProduct></StartProducten></Client>"
    )
}

fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (name, content) in entries {
        let mut header = tar::Header::new_ustar();
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(content.len() as u64);
        header.set_entry_type(tar::EntryType::Regular);
        header.set_cksum();
        bytes.extend_from_slice(header.as_bytes());
        bytes.extend_from_slice(content);
        bytes.resize(bytes.len().next_multiple_of(512), 0);
    }
    bytes.resize(bytes.len() + 1024, 0);
    bytes
}

#[test]
fn refusals_say_what_to_do_and_never_show_a_line_of_the_file() {
    let cases: [(&[u8], &str); 7] = [
        (b"", "empty"),
        (b"999900006;20100315;V;Naam\n", "not the header"),
        (b"kenmerk,bsn,geboortedatum,hulpvorm\n", "missing: geslacht, postcode"),
        (b"kenmerk;bsn;geboortedatum;hulpvorm\n", "missing: geslacht, postcode"),
        (b"PK\x03\x04....", "no sound spreadsheet"),
        (b"\xFF\xFEk\0e\0", "not the header"),
        (b"<a/>", "the content is ijw"),
    ];
    for (bytes, wanted) in cases {
        let told = refusal(NAME, bytes).to_string();
        assert!(told.contains(wanted) && told.starts_with(NAME), "{told}");
        assert!(!told.contains("999900006") && !told.contains("Naam"));
        let report = check(bytes);
        assert_eq!(report.cause("DE-REFUSED").map(|cause| cause.count), Some(1));
        assert_eq!(counts(&report), (0, 0, 0));
    }
}

#[test]
fn the_order_of_columns_is_free_and_other_columns_are_not_read() {
    let report = check(format!("extra;{HEADER}geheim;{ROW}"));
    assert_eq!(counts(&report), (1, 1, 0));
    assert!(report.cause("DE-COLUMN").is_some());
}

#[test]
fn byte_order_mark_crlf_and_quotation_marks_do_no_harm() {
    let text = format!("\u{feff}{HEADER}{}", ROW.replace("K-1", "\"K;\"\"1\"\"\"")).replace('\n', "\r\n");
    let report = check(text);
    assert_eq!(counts(&report), (1, 1, 0));
    assert_eq!(report.causes.len(), 0);
}

#[test]
fn windows_letters_are_read_with_a_notice() {
    let mut bytes = HEADER.as_bytes().to_vec();
    bytes.extend_from_slice(b"K-\xE9;999900006;20100315;V;1011AB;01;02;02;;;20230201;;;;;;;\n");
    let report = check(bytes);
    assert_eq!(counts(&report), (1, 1, 0));
    let case = &report.cause("DE-ENCODING").expect("a notice").first[0];
    assert_eq!((case.shown_reference().as_str(), case.field), ("K-é", "kenmerk"));
}

#[test]
fn a_row_with_too_few_fields_is_set_aside_without_its_reference() {
    let report = check(format!("{HEADER}999900006;20100315\n{ROW}"));
    assert_eq!(counts(&report), (2, 1, 1));
    assert_eq!(report.cause("DE-FIELDS").expect("an error").first[0].shown_reference(), "");
}

#[test]
fn a_reference_that_could_be_a_citizen_number_is_held_back() {
    let report = check(format!("{HEADER}{}", ROW.replace("K-1", "999900018").replace(";V;", ";X;")));
    let number = "999900018";
    assert!(report.causes.iter().flat_map(|cause| &cause.first).all(|case| case.shown_reference() != number));
}

#[test]
fn a_field_over_the_limit_is_set_aside_and_the_next_row_is_read() {
    let report = check(format!("{HEADER}{}{ROW}", ROW.replace("K-1", &"a".repeat(70_000))));
    assert_eq!(counts(&report), (2, 1, 1));
    assert!(report.cause("DE-FIELD-LENGTH").is_some());
}

#[test]
fn a_field_of_ten_megabytes_stops_reading_and_rows_before_it_count() {
    let text = format!("{HEADER}{ROW}\"{}\n{ROW}", "x\n".repeat(5 << 20));
    let report = check(&text);
    assert_eq!(counts(&report), (2, 1, 1));
    assert_eq!(report.cause("DE-FIELD-LENGTH").expect("an error").first[0].row, 2);
    assert_eq!(report.hash, *blake3::hash(text.as_bytes()).as_bytes());
}

#[test]
fn an_entity_bomb_is_refused_unread() {
    let bomb = "<!DOCTYPE b [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;\">]>".to_owned() + &message("jw305", "&b;");
    let report = check_file(MESSAGES, bomb.as_bytes());
    assert_eq!(counts(&report), (0, 0, 0));
    assert!(report.cause("IJ-BROKEN").expect("an error").message(intake::Language::English).contains("DTD"));
    let entity = check_file(MESSAGES, message("jw305", "&lol;").as_bytes());
    assert!(entity.cause("IJ-BROKEN").is_some());
}

#[test]
fn a_message_that_breaks_half_way_keeps_the_products_before() {
    let whole = message("jw305", &start(1));
    let cut = &whole[..whole.find("</StartProducten>").expect("the list")];
    let report = check_file(MESSAGES, cut.as_bytes());
    assert_eq!(counts(&report), (1, 1, 0));
    assert_eq!(report.cause("IJ-BROKEN").expect("an error").first[0].row, 2);
}

#[test]
fn endless_text_and_endless_depth_are_refused() {
    for inside in ["x".repeat(2 << 20), "<a>".repeat(100_000)] {
        let report = check_file(MESSAGES, message("jw305", &inside).as_bytes());
        assert!(report.cause("IJ-BROKEN").is_some());
    }
}

#[test]
fn a_windows_message_is_read_with_a_notice() {
    let text = format!("<?xml version=\"1.0\" encoding=\"windows-1252\"?>{}", message("jw305", &start(1)));
    let bytes: Vec<u8> = text
        .replace("<Bsn>", "<Naam><Voornamen>X</Voornamen></Naam><Bsn>")
        .bytes()
        .map(|byte| if byte == b'X' { 0xE9 } else { byte })
        .collect();
    let report = check_file(MESSAGES, &bytes[..]);
    assert_eq!(counts(&report), (1, 1, 0));
    assert!(report.cause("DE-ENCODING").is_some());
}

#[test]
fn an_archive_is_read_whatever_its_entries_are_called() {
    let (first, second, other) = (message("jw305", &start(1)), message("jw305", &start(2)), message("jw315", ""));
    let bytes =
        archive(&[("../../etc/passwd", first.as_bytes()), ("/a.xml", second.as_bytes()), ("b", other.as_bytes()), ("c", b"<broken")]);
    let report = check_file("ijw_GM0363_2023HJ01_v1.tar", &bytes[..]);
    assert_eq!(counts(&report), (2, 2, 0));
    assert_eq!(report.cause("IJ-DECLINED").expect("a warning").first[0].shown_reference(), "JW315 3.2");
    assert_eq!(report.cause("IJ-BROKEN").expect("an error").count, 1);
    assert!(!format!("{report:?}").contains("passwd"));
}

#[test]
fn an_archive_cut_off_keeps_what_came_before() {
    let first = message("jw305", &start(1));
    let mut bytes = archive(&[("a", first.as_bytes()), ("b", first.as_bytes())]);
    bytes.truncate(512 + first.len().next_multiple_of(512) + 700);
    let report = check_file("ijw_GM0363_2023HJ01_v1.tar", &bytes[..]);
    assert_eq!(counts(&report).1, 1);
    assert!(report.cause("IJ-BROKEN").is_some());
}

/// Every golden delivery, to be mutated.
fn golden() -> Vec<(String, Vec<u8>)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden/intake");
    let entries = std::fs::read_dir(folder).expect("the golden deliveries").map(|entry| entry.expect("an entry"));
    let mut files: Vec<_> =
        entries.filter_map(|entry| Some((entry.file_name().into_string().ok()?, std::fs::read(entry.path()).ok()?))).collect();
    files.retain(|(name, _)| DeliveryName::parse(name).is_ok());
    files.sort();
    files
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..3000), name in "\\PC{0,20}") {
        counts(&check_file(&name, &bytes[..]));
        counts(&check_file(NAME, &[HEADER.as_bytes(), &bytes[..]].concat()[..]));
        counts(&check_file(MESSAGES, &[b"<", &bytes[..]].concat()[..]));
    }

    #[test]
    fn random_fields_never_panic(fields in prop::collection::vec("[0-9A-Z\";é-]{0,10}", 10..24)) {
        counts(&check(format!("{HEADER}{}\n{ROW}", fields.join(";"))));
    }

    #[test]
    fn mutated_deliveries_never_panic_and_every_row_is_counted(
        which in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0u8..3), 1..12),
    ) {
        let files = golden();
        let (name, mut bytes) = files[which.index(files.len())].clone();
        for (place, byte, edit) in edits {
            let place = place.index(bytes.len().max(1)).min(bytes.len().saturating_sub(1));
            match edit {
                0 if !bytes.is_empty() => bytes[place] = byte,
                1 if !bytes.is_empty() => { bytes.remove(place); }
                _ => bytes.insert(place, byte),
            }
        }
        counts(&check_file(&name, &bytes[..]));
    }

    #[test]
    fn a_number_that_fails_the_proof_is_always_found(number in 1u32..999_999_999) {
        let report = check(format!("{HEADER}{}", ROW.replace("999900006", &format!("{number:09}"))));
        prop_assert_eq!(report.cause("YP-BSN-ELEVEN").is_none(), person::Bsn::eleven_proof(number));
    }
}
