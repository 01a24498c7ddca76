//! The progress report and its Word document.

use std::io::{Cursor, Read};

use domain::Day;
use register::{Register, docx, progress};

fn day(text: &str) -> Day {
    Day::parse_iso(text).expect("a day")
}

#[test]
fn at_the_end_of_2020_nine_terms_had_passed_or_were_about_to() {
    let report = progress(&Register::of_texts(), day("2020-07-01"), day("2021-01-01"));
    let of = |title: &str| report.sections.iter().find(|section| section.title == title).expect("a section");
    let ids: Vec<&str> = of("Termijn verstreken in deze periode").lines.iter().map(|line| line.id.as_str()).collect();
    assert_eq!(ids, ["C-03", "C-05", "C-06", "C-02", "C-04", "C-07", "C-08", "C-09", "C-13"]);
    assert!(of("Termijn verstreken in deze periode").intro.contains("of ze gedaan zijn, is onbekend"));
    assert!(of("Afgewezen").lines.iter().all(|line| !line.more.is_empty()), "every refusal has its reason");
    assert_eq!(of("Gedaan").lines.len(), 0);
}

#[test]
fn the_word_document_is_a_zip_of_well_formed_parts_and_the_same_each_time() {
    let report = progress(&Register::of_texts(), day("2020-07-01"), day("2021-01-01"));
    let bytes = docx(&report).expect("a document");
    assert_eq!(bytes, docx(&report).expect("a document"));
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    zip.by_name("word/document.xml").expect("the document").read_to_string(&mut text).expect("text");
    assert!(text.contains("Voortgang 2020-07-01 tot en met 2021-01-01") && text.contains("geen nulmeting"));
    for mark in ["w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc"] {
        let opened = text.matches(&format!("<{mark}>")).count() + text.matches(&format!("<{mark} ")).count();
        assert_eq!(opened, text.matches(&format!("</{mark}>")).count(), "{mark}");
    }
}
