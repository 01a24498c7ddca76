//! The seed against the texts: every record has a source, every section and every group that asked is covered.

use std::collections::BTreeSet;

use domain::Day;
use register::{Kind, Record, Register, Standing, exchange, standing};

const SECTIONS: [&str; 13] = ["A", "B", "C", "D", "E", "F", "G", "I-VVD", "I-PVV", "I-CDA", "I-D66", "I-GL", "I-SP"];
const GROUPS: [&str; 6] = ["VVD", "PVV", "CDA", "D66", "GroenLinks", "SP"];

/// Sections of the letter a record names: `T2 A`.
fn sections(record: &Record) -> BTreeSet<String> {
    let source = record.get("source");
    SECTIONS
        .iter()
        .filter(|section| source.split([' ', ',', ';']).any(|word| word == **section))
        .map(|section| (*section).to_owned())
        .collect()
}

#[test]
fn the_seed_reads_without_a_finding() {
    for (name, text) in [
        ("questions.csv", include_str!("../seed/questions.csv")),
        ("recommendations.csv", include_str!("../seed/recommendations.csv")),
        ("responses.csv", include_str!("../seed/responses.csv")),
        ("commitments.csv", include_str!("../seed/commitments.csv")),
        ("measures.csv", include_str!("../seed/measures.csv")),
        ("approaches.csv", include_str!("../seed/approaches.csv")),
        ("preventions.csv", include_str!("../seed/preventions.csv")),
    ] {
        let read = exchange::read(name, text.as_bytes()).expect("a file");
        assert_eq!(read.findings, [], "{name}");
        assert_eq!(read.records.len(), text.lines().count() - 1, "{name}");
    }
    let register = Register::of_texts();
    let all: Vec<Record> = register.all().cloned().collect();
    assert_eq!(register.dangling(&all), []);
}

#[test]
fn every_record_has_a_source_that_names_a_text() {
    for record in Register::of_texts().all() {
        let source = record.get("source");
        assert!(["T0", "T1", "T2", "T3", "T4", "voorbeeld"].iter().any(|text| source.starts_with(text)), "{} {source}", record.id());
        assert!(!source.starts_with("T2") || !sections(record).is_empty(), "{} names no section: {source}", record.id());
    }
}

#[test]
fn every_section_of_the_answers_has_questions_commitments_and_a_measure() {
    let register = Register::of_texts();
    for section in &SECTIONS[..7] {
        for kind in [Kind::Question, Kind::Commitment, Kind::Measure] {
            let found = register.of_kind(kind).any(|record| sections(record).contains(*section));
            assert!(found, "section {section} has no {}", kind.word());
        }
    }
    for text in ["T0", "T1", "T3", "T4"] {
        assert!(register.all().any(|record| record.get("source").starts_with(text)), "{text} has no record");
    }
}

#[test]
fn each_group_that_asked_in_a_section_has_a_question_there() {
    let Some(letter) = letter() else {
        eprintln!("skipped: the letter is not here");
        return;
    };
    let register = Register::of_texts();
    let mut missing = Vec::new();
    for (section, text) in answers(&letter) {
        for group in GROUPS {
            let plain = text.replace('\n', " ").replace("- ", "-").replace("Groen-Links", "GroenLinks");
            let asked = plain.contains(&format!("{group}-fractie")) || plain.contains(&format!("{group}fractie"));
            let covered = register
                .of_kind(Kind::Question)
                .any(|question| sections(question).contains(&section) && question.list("asked_by").contains(&group));
            if asked && !covered {
                missing.push(format!("{section} {group}"));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new(), "sections where a group asked and no record says so");
    // Each group's own contribution is answered somewhere in the answers.
    for group in GROUPS {
        assert!(register.of_kind(Kind::Question).filter(|question| question.list("asked_by").contains(&group)).count() >= 5, "{group}");
    }
}

/// The letter, where the texts stand beside this tree.
fn letter() -> Option<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/texts");
    let file = std::fs::read_dir(folder).ok()?.flatten().find(|entry| entry.file_name().to_string_lossy().starts_with("T2"))?;
    std::fs::read_to_string(file.path()).ok()
}

/// The answers, section by section, by the headings that stand alone on a line in the second part.
fn answers(letter: &str) -> Vec<(String, String)> {
    let start = letter.find("A. De algemene reactie\n").expect("the answers begin");
    let mut sections: Vec<(String, String)> = Vec::new();
    for line in letter[start..].lines() {
        let is_heading =
            line.len() > 3 && line.as_bytes()[1] == b'.' && line.as_bytes()[0].is_ascii_uppercase() && line.as_bytes()[2] == b' ';
        if is_heading && "ABCDEFG".contains(&line[..1]) {
            sections.push((line[..1].to_owned(), String::new()));
        } else if let Some((_, text)) = sections.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    assert_eq!(sections.iter().map(|(name, _)| name.as_str()).collect::<String>(), "ABCDEFG");
    sections
}

#[test]
fn dated_undated_and_declined_commitments_are_all_there() {
    let register = Register::of_texts();
    let day = Day::parse_iso("2020-07-20").expect("a day");
    let count = |wanted: Standing| register.of_kind(Kind::Commitment).filter(|record| standing(record, day) == wanted).count();
    assert!(count(Standing::Due) + count(Standing::WasDue) >= 15, "dated");
    assert!(count(Standing::Undated) >= 20, "undated");
    assert!(count(Standing::Declined) >= 5, "declined");
    assert_eq!(count(Standing::Done), 0, "the texts hold no evidence, so nothing is done and nothing has failed");
}
