//! `inbeeld-desk keys` and `prepare` from outside: what is in a package, field by field, and what never is.

mod desk;

use std::fs;

use desk::{Desk, NOW, board, settled, sound};
use identity::keys::{Chain, HubKeys, ServiceKeys};
use identity::package::{COLUMNS, PreparedRow};
use identity::purpose::MADE_COUNTRY;
use identity::scheme::Chance;

/// A desk with a chain, keys and a purpose.
fn ready() -> Desk {
    let desk = Desk::new();
    let mut chance = Chance::new().expect("randomness");
    let hub = HubKeys::new(&mut chance);
    let service = ServiceKeys::new("one", &mut chance).expect("a service");
    let chain = Chain::begin(&hub, "made-country", 1).and_then(|chain| chain.join(&service)).expect("a chain");
    desk.put("chain.public", &chain.to_text());
    desk.put("purpose.toml", MADE_COUNTRY);
    let told = desk.run(&["keys", "--out", "keys", "--supplier", "RVDK", "--chain", "chain.public"]);
    assert_eq!(told.code, 0, "{}", told.err);
    desk
}

const PREPARE: [&str; 8] = ["prepare", NOW, "--purpose", "purpose.toml", "--keys", "keys", "--out", "out.pkg"];

#[test]
fn every_field_of_a_package_is_of_a_closed_list_and_nothing_of_the_identity_stands_in_it() {
    let desk = ready();
    desk.put(NOW, &board(&[settled("DOSSIER-1"), sound("DOSSIER-2")]));
    let told = desk.run(&PREPARE);
    assert_eq!(told.code, 0, "{}", told.err);
    let sent = fs::read_to_string(desk.path("out.pkg.sent.txt")).expect("what is sent");
    let (head, rows) = sent.split_once(&format!("{}\n", COLUMNS.join(";"))).expect("rows");
    assert!(rows.lines().count() >= 2);
    rows.lines().for_each(|row| assert!(PreparedRow::parse(row).is_ok(), "{row}"));
    let package = fs::read(desk.path("out.pkg")).expect("the package");
    for secret in ["123456782", "DOSSIER", "Jansen", "Voornaam", "1234AB", "2010-03-15"] {
        assert!(!head.contains(secret) && !rows.split([';', '\n']).any(|field| field == secret), "{secret}");
        assert!(!package.windows(secret.len()).any(|bytes| bytes == secret.as_bytes()), "{secret}");
    }
}

#[test]
fn who_objected_stays_at_the_source() {
    let desk = ready();
    desk.put(NOW, &board(&[settled("B-1"), sound("B-2")]));
    desk.put("bezwaren.txt", "123456782 # bezwaar van 1 maart\n");
    let json = desk.json(&[&PREPARE[..], &["--exclude", "bezwaren.txt"]].concat());
    assert!(json["deliveries"][0]["excluded"].as_u64() > Some(0), "{json}");
}

#[test]
fn a_mistyped_number_of_who_objected_is_refused_by_its_line() {
    let desk = ready();
    desk.put(NOW, &board(&[settled("B-1")]));
    desk.put("bezwaren.txt", "123456782\n123456789 # een tikfout\n");
    let told = desk.run(&[&PREPARE[..], &["--exclude", "bezwaren.txt"]].concat());
    assert_eq!(told.code, 2);
    assert!(told.err.contains("bezwaren.txt: line 2 is no citizen number") && !told.err.contains("123456789"), "{}", told.err);
    assert!(!desk.path("out.pkg").exists());
}

#[test]
fn a_package_that_may_have_been_sent_is_not_written_over_nor_its_record() {
    let desk = ready();
    desk.put(NOW, &board(&[settled("B-1")]));
    assert_eq!(desk.run(&PREPARE).code, 0);
    let kept = ["out.pkg", "out.pkg.sent.txt"].map(|name| fs::read(desk.path(name)).expect("a file"));
    for gone in ["none", "out.pkg"] {
        fs::remove_file(desk.path(gone)).ok();
        let told = desk.run(&PREPARE);
        assert_eq!((told.code, told.err.contains("exists and may have been sent")), (2, true), "{}", told.err);
    }
    assert_eq!(fs::read(desk.path("out.pkg.sent.txt")).expect("a file"), kept[1]);
    assert!(!desk.path("out.pkg").exists());
}

#[test]
fn without_keys_ground_or_agreement_nothing_is_made() {
    let desk = ready();
    desk.put(NOW, &board(&[settled("B-1")]));
    let without = MADE_COUNTRY.replacen("legal_basis", "# legal_basis", 1);
    let forbidden = MADE_COUNTRY.replacen("\"sex\"", "\"surname\"", 1);
    let another = MADE_COUNTRY.replacen("purpose = \"made-country\"", "purpose = \"another\"", 1);
    let health = MADE_COUNTRY.replacen("\"sex\"", "\"sex\", \"disability\"", 1);
    let origin = MADE_COUNTRY.replacen("\"sex\"", "\"sex\", \"name-origin\"", 1).replace("\"*\"", "\"RVDK\"");
    let origin = origin.replacen("type = \"synthetic\"", "type = \"statistics\"", 1).replace("kind = \"police\"", "kind = \"survey\"");
    let refused = [
        (without, "legal_basis"),
        (forbidden, "surname"),
        (another, "another"),
        (health, "`disability` is data about health"),
        (origin, "`name-origin` exists for a made country only"),
    ];
    desk.put("numbers.txt", "123456782\n");
    for (purpose, said) in refused {
        desk.put("purpose.toml", &purpose);
        let erasure = ["erasure", "numbers.txt", "--purpose", "purpose.toml", "--keys", "keys", "--out", "out.pkg"];
        for arguments in [PREPARE, erasure] {
            let told = desk.run(&arguments);
            assert_eq!(told.code, 2, "{}", told.err);
            assert!(told.err.contains(said), "{}", told.err);
        }
    }
    desk.put("purpose.toml", MADE_COUNTRY);
    fs::remove_file(desk.path("keys/source.secret")).expect("gone");
    assert_ne!(desk.run(&PREPARE).code, 0);
    assert!(!desk.path("out.pkg").exists() && !desk.path("out.pkg.sent.txt").exists());
}

#[test]
fn a_later_chain_is_taken_and_another_is_not() {
    let desk = ready();
    let mut chance = Chance::new().expect("randomness");
    let hub = HubKeys::new(&mut chance);
    let service = ServiceKeys::new("one", &mut chance).expect("a service");
    let later = |purpose, version| {
        let chain = Chain::begin(&hub, purpose, version).and_then(|chain| chain.join(&service)).expect("a chain");
        desk.put("later.public", &chain.to_text());
        (desk.run(&["keys", "--out", "keys", "--renew", "--chain", "later.public"]), chain.label().to_string())
    };
    let secret = fs::read_to_string(desk.path("keys/source.secret")).expect("a key");
    for (purpose, version) in [("another", 2), ("made-country", 1)] {
        let (told, label) = later(purpose, version);
        assert_eq!(told.code, 2, "{}", told.err);
        assert!(told.err.contains(&label) && told.err.contains("made-country/1/"), "{}", told.err);
    }
    let (told, label) = later("made-country", 2);
    assert_eq!((told.code, told.out.trim()), (0, label.as_str()), "{}", told.err);
    assert_eq!(fs::read_to_string(desk.path("keys/source.secret")).expect("a key"), secret, "its own keys stay");
    desk.put(NOW, &board(&[settled("B-1")]));
    let made = desk.json(&PREPARE);
    assert_eq!(made["deliveries"][0]["label"], label.as_str());
}
