//! The progress report and its Word document.

use std::io::{Cursor, Read};

use domain::Day;
use register::{Followed, Kind, Language, Moved, Place, Record, Register, Scope, docx, html, progress};

fn day(text: &str) -> Day {
    Day::parse_iso(text).expect("a day")
}

#[test]
fn at_the_end_of_2020_nine_terms_had_passed_or_were_about_to() {
    let report = progress(&Register::of_texts(), &Scope::of(day("2020-07-01"), day("2021-01-01")));
    let of = |title: &str| report.sections.iter().find(|section| section.title == title).expect("a section");
    let ids: Vec<&str> = of("Termijn verstreken in deze periode").lines.iter().map(|line| line.id.as_str()).collect();
    assert_eq!(ids, ["C-03", "C-05", "C-06", "C-02", "C-04", "C-07", "C-08", "C-09", "C-13"]);
    assert!(of("Termijn verstreken in deze periode").intro.contains("of ze gedaan zijn, is onbekend"));
    assert!(of("Afgewezen").lines.iter().all(|line| !line.more.is_empty()), "every refusal has its reason");
    assert_eq!(of("Gedaan").lines.len(), 0);
}

#[test]
fn the_word_document_is_a_zip_of_well_formed_parts_and_the_same_each_time() {
    let report = progress(&Register::of_texts(), &Scope::of(day("2020-07-01"), day("2021-01-01")));
    let bytes = docx(&report).expect("a document");
    assert_eq!(bytes, docx(&report).expect("a document"));
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    zip.by_name("word/document.xml").expect("the document").read_to_string(&mut text).expect("text");
    assert!(text.contains("Voortgang 1 juli 2020 tot en met 1 januari 2021") && text.contains("geen nulmeting"));
    for mark in ["w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc"] {
        let opened = text.matches(&format!("<{mark}>")).count() + text.matches(&format!("<{mark} ")).count();
        assert_eq!(opened, text.matches(&format!("</{mark}>")).count(), "{mark}");
    }
}

#[test]
fn in_english_nothing_of_the_report_is_dutch_and_the_figures_are_in_both_files() {
    let scope = Scope { language: Language::English, ..Scope::of(day("2020-07-01"), day("2021-01-01")) };
    let mut report = progress(&Register::of_texts(), &scope);
    let (figure, measures) = ("Help after an order".to_owned(), vec!["M-37".to_owned()]);
    report.moved.push(Moved { figure, measures, before: "2019: 71%".to_owned(), after: "2020: 74%".to_owned() });
    report.followed.push(Followed {
        kind: Kind::Measure,
        id: "M-37".to_owned(),
        title: "Six pilots".to_owned(),
        figure: "Help after an order".to_owned(),
        baseline: "15%".to_owned(),
        steps: "none".to_owned(),
        goal: "5%".to_owned(),
        now: "2025: 10.2% (9.1 – 11.3%)".to_owned(),
        gap: "The gap has closed by 48%.".to_owned(),
    });
    let page = html(&report);
    for (dutch, english) in
        [("Voortgang", "Progress 1 July 2020"), ("Afgewezen", "Declined"), ("geen nulmeting", "no baseline"), ("Wat bewoog", "What moved")]
    {
        assert!(!page.contains(dutch) && page.contains(english), "{english}");
    }
    // Words that Dutch has and English has not, but for the names of programmes.
    for dutch in [" minister van", "ministerie", "gemeenten", "antwoord", " einde ", " niet ", " voor ", " wordt ", " zijn "] {
        let found = page.find(dutch).map(|at| page[at.saturating_sub(60)..].chars().take(140).collect::<String>());
        assert_eq!(found, None, "{dutch}");
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(docx(&report).expect("a document"))).expect("a zip");
    let mut text = String::new();
    zip.by_name("word/document.xml").expect("the document").read_to_string(&mut text).expect("text");
    assert!(text.contains("What moved") && text.contains("2020: 74%") && text.contains("The gap has closed by 48%."));
}

#[test]
fn the_report_of_a_council_holds_its_own_measures_and_those_that_reach_it() {
    let cells = [
        ("id", "M-x"),
        ("source", "a test"),
        ("title", "Eigen maatregel"),
        ("status", "running"),
        ("regions", "VT18"),
        ("baseline", "3 scholen"),
        ("goal", "alle scholen"),
    ];
    let cells = cells.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let (record, findings) = Record::read(Kind::Measure, &cells, 1);
    let own = record.unwrap_or_else(|| panic!("{findings:?}"));
    let register = Register::of(Register::of_texts().all().cloned().chain([own]).map(|record| (record, 0)));
    let of = |place: &str| {
        let scope = Scope { place: Place::find(&register, place), ..Scope::of(day("2020-07-01"), day("2021-01-01")) };
        let report = progress(&register, &scope);
        report.sections.into_iter().find(|section| section.title == "Maatregelen in deze periode").expect("a part").lines
    };
    let rotterdam = of("GM0599");
    let own = rotterdam.iter().find(|line| line.id == "M-x").expect("the measure of the region");
    assert_eq!(own.more, "nulmeting: 3 scholen; einddoel: alle scholen");
    assert!(rotterdam.iter().any(|line| line.id == "M-01"), "a measure of the country reaches the municipality");
    assert!(!of("GM0363").iter().any(|line| line.id == "M-x"), "Amsterdam lies elsewhere");
}
