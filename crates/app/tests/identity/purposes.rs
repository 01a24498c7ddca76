//! A purpose that may not be starts nothing: no keys, no page, no intake, no erasing, no retention.

use std::fs;

use identity::purpose::MADE_COUNTRY;

use crate::parties::{Place, text};

/// The purpose of the made country, changed into one that may not be, with what is said of it.
fn refused() -> [(String, &'static str); 3] {
    let keeping = |field: &str| MADE_COUNTRY.replacen("\"sex\"", &format!("\"sex\", \"{field}\""), 1);
    // Of people who exist: who may deliver is named, and police data stands elsewhere.
    let origin = keeping("name-origin").replacen("type = \"synthetic\"", "type = \"statistics\"", 1);
    let origin = origin.replace("\"*\"", "\"GI01\"").replace("kind = \"police\"", "kind = \"survey\"");
    [
        (keeping("disability"), "`disability` is data about health: the kind `youth-policy` needs a `health_ground`"),
        (origin, "`name-origin` exists for a made country only"),
        (keeping("surname"), "surname"),
    ]
}

#[test]
fn data_about_health_without_a_ground_and_origins_of_names_start_nothing() {
    let place = Place::new();
    fs::create_dir(place.path("store")).expect("a folder");
    fs::write(place.path("some.pkg"), b"inbeeld package 1\nand no more").expect("a file");
    for (purpose, said) in refused() {
        fs::write(place.path("wrong.toml"), &purpose).expect("a file");
        fs::write(place.path("hub/purpose.toml"), &purpose).expect("a file");
        let ways: [&[&str]; 6] = [
            &["purpose", "explain", "wrong.toml"],
            &["keys", "hub", "--out", "other", "--purpose", "wrong.toml"],
            &["intake", "some.pkg", "--keys", "hub", "--store", "store"],
            &["intake", "some.pkg", "--keys", "hub", "--purpose", "wrong.toml", "--store", "store"],
            &["erase", "some.pkg", "--keys", "hub", "--store", "store"],
            &["retention", "--purpose", "wrong.toml", "--store", "store"],
        ];
        for arguments in ways {
            let told = place.run(arguments);
            assert_eq!(told.status.code(), Some(2), "{arguments:?}: {}", text(&told.stderr));
            assert!(text(&told.stderr).contains(said), "{arguments:?}: {}", text(&told.stderr));
            assert!(told.stdout.is_empty(), "{arguments:?}");
        }
        assert!(!place.path("other").exists(), "no key was made");
    }
}

#[test]
fn with_its_exception_for_every_kind_data_about_health_may_be_kept_and_the_page_says_so() {
    let place = Place::new();
    let disability = MADE_COUNTRY.replacen("\"sex\"", "\"sex\", \"disability\"", 1);
    let grounded = disability.lines().filter(|line| !line.starts_with("health_ground")).map(|line| {
        let ground = if line.starts_with("legal_basis") { "\nhealth_ground = \"AVG art. 9(2)(j)\"" } else { "" };
        format!("{line}{ground}\n")
    });
    fs::write(place.path("purpose.toml"), grounded.collect::<String>()).expect("a file");
    let page = text(&place.done(&["purpose", "explain", "purpose.toml"]).stdout);
    assert!(page.contains("+ beperking (gezondheidsgegeven)"), "{page}");
    assert_eq!(page.matches("uitzondering van AVG 9: AVG art. 9(2)(j)").count(), page.matches("grondslag: ").count(), "{page}");
    assert!(page.contains("  Raad voor de Kinderbescherming (board): iedere leverancier"), "{page}");
    let english = text(&place.done(&["purpose", "explain", "purpose.toml", "--language", "en"]).stdout);
    assert!(english.contains("  Child Protection Board (board): every supplier"), "{english}");
}
