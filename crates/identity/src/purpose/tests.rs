//! What a purpose must say, and what it can never say.

use domain::{Day, EventKind, Month, Municipality, OrganisationKind, Sex};
use person::{Event, RecordKey};

use super::explain::PageLanguage;
use super::*;

const REAL: &str = r#"
purpose = "chain"
version = 1
type = "statistics"
contact = "privacy@example.org"
retention_months = 60
title = { nl = "Keten", en = "Chain" }
aim = { nl = "Tellen", en = "To count" }
controllers = [{ name = "Region", task = "everything" }]
[keep]
fields = ["sex"]
birth = "year"
postcode = "nothing"
free_text = "dropped"
[[delivery]]
kind = "board"
legal_basis = "art. 1"
recipient = "hub"
suppliers = ["RVDK"]
"#;

fn parse(text: &str) -> Result<StatedPurpose, PurposeError> {
    StatedPurpose::parse(text, |kind| matches!(kind, "board" | "police" | "csg"))
}

#[test]
fn a_kind_without_both_ground_and_recipient_is_refused() {
    assert!(parse(REAL).is_ok());
    for (line, missing) in [("legal_basis = \"art. 1\"\n", "legal_basis"), ("recipient = \"hub\"\n", "recipient")] {
        let refused = parse(&REAL.replace(line, ""));
        assert_eq!(refused, Err(PurposeError::WithoutGround { kind: "board".into(), missing }));
        let blank = format!("{missing} = \" \"\n");
        assert!(parse(&REAL.replace(line, &blank)).is_err());
    }
}

#[test]
fn a_forbidden_field_cannot_be_kept() {
    for field in ["surname", "bsn", "birth-date", "first-names", "postcode-6", "reference", "free-text"] {
        let refused = parse(&REAL.replace("[\"sex\"]", &format!("[\"{field}\"]")));
        assert!(matches!(refused, Err(PurposeError::Unreadable(_))), "{field}");
    }
    for (said, instead) in [("birth = \"year\"", "birth = \"day\""), ("\"nothing\"", "\"6-characters\""), ("\"dropped\"", "\"kept\"")] {
        assert!(matches!(parse(&REAL.replace(said, instead)), Err(PurposeError::Unreadable(_))), "{instead}");
    }
    assert!(parse(&REAL.replace("free_text = \"dropped\"\n", "")).is_err(), "that it is dropped must be said");
}

#[test]
fn police_data_needs_a_purpose_of_its_own() {
    let police = REAL.replace("kind = \"board\"", "kind = \"police\"");
    assert_eq!(parse(&police), Err(PurposeError::Police));
    assert!(parse(&police.replace("\"statistics\"", "\"police-statistics\"")).is_ok());
    assert_eq!(parse(&REAL.replace("\"statistics\"", "\"police-statistics\"")), Err(PurposeError::Police));
}

/// A purpose for this kind of people and these kinds of delivery, each with this ground for data about health, or none.
fn keeping(field: &str, sort: &str, deliveries: &[(&str, Option<&str>)]) -> String {
    let head = REAL.split("[[delivery]]").next().expect("a beginning");
    let head = head.replace("[\"sex\"]", &format!("[\"sex\", \"{field}\"]")).replace("\"statistics\"", &format!("\"{sort}\""));
    let one = |(kind, ground): &(&str, Option<&str>)| {
        let ground = ground.map(|ground| format!("health_ground = \"{ground}\"\n")).unwrap_or_default();
        format!("[[delivery]]\nkind = \"{kind}\"\nlegal_basis = \"art. 1\"\nrecipient = \"hub\"\nsuppliers = [\"S1\"]\n{ground}")
    };
    head.to_owned() + &deliveries.iter().map(one).collect::<String>()
}

#[test]
fn data_about_health_needs_an_exception_for_every_kind_in_every_sort_of_purpose() {
    let refused = |sort, deliveries: &[(&str, Option<&str>)], kind: &str| {
        let expected = PurposeError::WithoutHealthGround { field: "disability", kind: kind.into() };
        assert_eq!(parse(&keeping("disability", sort, deliveries)), Err(expected), "{sort} {deliveries:?}");
    };
    let ground = Some("AVG 9(2)(j)");
    for missing in [None, Some(""), Some("  ")] {
        for sort in ["statistics", "synthetic"] {
            refused(sort, &[("csg", missing)], "csg");
            refused(sort, &[("csg", ground), ("board", missing)], "board");
            refused(sort, &[("board", missing), ("csg", ground)], "board");
        }
        refused("police-statistics", &[("police", missing)], "police");
    }
    let kept = parse(&keeping("disability", "statistics", &[("csg", ground), ("board", ground)])).expect("with its exception");
    assert!(kept.keeps(KeptField::Disability));
    let page = kept.explain(PageLanguage::Dutch, in_words);
    assert_eq!(page.matches("uitzondering van AVG 9: AVG 9(2)(j)").count(), 2, "{page}");
    // Without the field no exception is asked for.
    assert!(parse(&keeping("form", "statistics", &[("csg", None)])).is_ok());
}

#[test]
fn origins_of_names_and_every_supplier_exist_in_a_made_country_only() {
    for (sort, kind) in [("statistics", "board"), ("statistics", "csg"), ("police-statistics", "police")] {
        assert_eq!(parse(&keeping("name-origin", sort, &[(kind, Some("AVG 9(2)(j)"))])), Err(PurposeError::NameOrigin), "{sort}");
    }
    assert!(parse(&keeping("name-origin", "synthetic", &[("board", None)])).is_ok());
    let every = REAL.replace("[\"RVDK\"]", "[\"*\"]");
    assert_eq!(parse(&every), Err(PurposeError::EverySupplier));
    assert!(parse(&every.replace("\"statistics\"", "\"synthetic\"")).is_ok());
}

/// No layout carries a disability or the origin of a name: there is nothing for [`StatedPurpose::degrade`] to take out. Who adds such a
/// column comes by here, and by `KeptField::drop_from`.
#[test]
fn no_column_that_is_sent_holds_a_disability_or_the_origin_of_a_name() {
    let words = ["disab", "beperking", "origin", "herkomst", "name", "naam", "health"];
    let found: Vec<&str> = crate::package::COLUMNS.into_iter().filter(|column| words.iter().any(|word| column.contains(word))).collect();
    assert_eq!(found, Vec::<&str>::new());
}

#[test]
fn what_is_not_kept_is_gone_and_dates_are_coarse() {
    let purpose = parse(REAL).expect("a purpose");
    let mut event = Event::new(EventKind::BoardRequested, Day(19_000), RecordKey(1), OrganisationKind::Board);
    (event.sex, event.municipality, event.birth_month) = (Sex::Female, Municipality(363), Some(Month::new(2012, 7)));
    let left = purpose.degrade(&event);
    assert_eq!((left.sex, left.municipality, left.birth_month), (Sex::Female, Municipality::UNKNOWN, Some(Month::new(2012, 1))));
    assert_eq!(purpose.degrade_postcode("1234AB"), None);
    let made = StatedPurpose::parse(MADE_COUNTRY, |_| true).expect("the built-in purpose");
    assert_eq!(made.degrade_postcode("1234AB"), Some(1234));
    assert!(made.degrade(&event) == event);
}

#[test]
fn only_who_agreed_may_deliver() {
    let purpose = parse(REAL).expect("a purpose");
    assert!(purpose.allows("board", "RVDK").is_ok());
    assert_eq!(purpose.allows("board", "P1").map_err(|refused| refused.reason), Err(NotAllowedBecause::Supplier));
    assert_eq!(purpose.allows("csg", "RVDK").map_err(|refused| refused.reason), Err(NotAllowedBecause::Kind));
}

fn in_words(kind: &str) -> Option<[&'static str; 2]> {
    (kind == "board").then_some(["Raad voor de Kinderbescherming", "Child Protection Board"])
}

#[test]
fn the_page_says_what_leaves_and_what_stays() {
    let purpose = parse(REAL).expect("a purpose");
    let page = purpose.explain(PageLanguage::English, in_words);
    for said in [
        "+ sex",
        "+ year of birth",
        "+ encrypted combination of sex, birth date",
        "- citizen number",
        "- form of violence",
        "art. 1",
        "hub",
        "RVDK",
        "60 months",
    ] {
        assert!(page.contains(said), "{said}");
    }
    assert!(page.contains("Child Protection Board (board): RVDK"), "a kind is named, with its code: {page}");
    assert!(purpose.explain(PageLanguage::Dutch, in_words).contains("Raad voor de Kinderbescherming (board): RVDK"));
    assert!(purpose.explain(PageLanguage::Dutch, |_| None).contains("  board: RVDK"));
    assert!(!page.contains("+ month of birth") && !page.contains("+ four digits"));
    for paper in [Paper::Register, Paper::ImpactAssessment, Paper::Arrangement] {
        assert!(purpose.paper(paper, PageLanguage::Dutch, in_words).contains("Keten"));
    }
    for paper in [Paper::Register, Paper::ImpactAssessment] {
        let text = purpose.paper(paper, PageLanguage::English, in_words);
        assert!(["art. 1", "recipient: ", "60 months"].iter().all(|said| text.contains(said)), "{text}");
    }
    assert_eq!(purpose.to_json()["keep"], serde_json::json!(["sex"]));
}
