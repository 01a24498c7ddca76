//! The seed against the texts: every record has a source, every section and every group that asked is covered.

use std::collections::BTreeSet;

use domain::Day;
use register::{Index, Kind, Language, Record, Register, Standing, Wanted, exchange, standing};

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
        ("policies.csv", include_str!("../seed/policies.csv")),
        ("offers.csv", include_str!("../seed/offers.csv")),
        ("areas.csv", include_str!("../seed/areas.csv")),
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

/// The answers of the letter in order: section, number within it, and how the questions before it begin.
const ANSWERS: [(&str, usize, &str); 29] = [
    ("A", 1, "De leden van de VVD-fractie vragen of sprake is van een nulmeting"),
    ("A", 2, "De leden van de VVD-fractie vragen op welke wijze de minister denkt een"),
    ("A", 3, "De leden van de VVD-fractie vagen of de minister kan bevestigen"),
    ("B", 1, "De leden van de D66-fractie vragen of de minister duidelijk en concreet"),
    ("B", 2, "De leden van de CDA-fractie vragen of er voldoende voorstellen zijn"),
    ("B", 3, "De leden van de D66-fractie vragen hoeveel kinderen er volgens de minister"),
    ("B", 4, "De leden van de SP-fractie vragen waarom is gekozen om alle vormen"),
    ("B", 5, "De leden van de PVV-fractie vragen of meldingen seksueel geweld/misbruik"),
    ("B", 6, "De leden van de CDA-fractie vragen waarom forensisch onderzoek nu alleen"),
    ("B", 7, "De leden van de CDA-fractie vragen waarom de campagne"),
    ("C", 1, "De leden van de VVD-fractie vragen of er voldoende sprake van is een"),
    ("C", 2, "De leden van de VVD-fractie, CDA-fractie, GroenLinks-fractie en SP-fractie"),
    ("D", 1, "De leden van de VVD-fractie vragen wanneer een ontwerp van een meer"),
    ("D", 2, "De leden van de GroenLinks-fractie en de leden van de SP-fractie vragen of"),
    ("E", 1, "De leden van de VVD-fractie vragen of de minister een nadere"),
    ("E", 2, "De leden van de VVD-fractie vragen op welke wijze aandacht wordt gegeven"),
    ("E", 3, "De leden van de GroenLinks-fractie vraagt of de minister weet hoeveel"),
    ("E", 4, "De leden van de GroenLinks-fractie vragen of een organisatie als Veilig Thuis"),
    ("F", 1, "De leden van de VVD-fractie vragen of er nog voornemens zijn"),
    ("F", 2, "Ook vragen de leden van de VVD-fractie hoe de minister invulling zal geven"),
    ("F", 3, "De leden van de VVD-fractie vragen hoe de minister om wil gaan met de"),
    ("F", 4, "De leden van de D66-fractie vragen wat de oorzaak is van probleem dat in 15"),
    ("F", 5, "De leden van de SP-fractie vragen wat de regering doet"),
    ("F", 6, "Deze leden van de PVV-fractie constateren dat de wachtlijsten"),
    ("F", 7, "De leden van de GroenLinks-fractie zijn blij met die pilots"),
    ("G", 1, "De leden van de PVV-fractie vragen of de minister bereid is onderzoek te"),
    ("G", 2, "De leden van de D66-fractie vragen naar aanleiding van het jaarverslag"),
    ("G", 3, "De leden van de PVV-fractie vragen of het kwaliteitskader veiligheid"),
    ("G", 4, "De leden van de SP-fractie vragen of de minister kan aangeven waar jongeren"),
];

#[test]
fn every_record_has_an_english_title_and_every_refusal_an_english_reason() {
    let register = Register::of_texts();
    let without = |kind: Kind, field: &str| register.of_kind(kind).filter(|record| record.get(field).is_empty()).map(Record::id).next();
    for kind in Kind::ALL {
        assert_eq!(without(*kind, "title_en"), None, "{} without an English title", kind.word());
    }
    for record in register.of_kind(Kind::Commitment).chain(register.of_kind(Kind::Response)) {
        assert_eq!(record.reason(Language::Dutch).is_empty(), record.reason(Language::English).is_empty(), "{}", record.id());
        assert!(
            record.reason(Language::Dutch).is_empty() || record.reason(Language::Dutch) != record.reason(Language::English),
            "{}",
            record.id()
        );
    }
}

#[test]
fn every_text_of_the_seed_is_kept_in_english_too() {
    let register = Register::of_texts();
    let mut seen = 0;
    for record in register.all() {
        for field in record.kind().fields() {
            assert!(!record.is_dutch_only(field.name), "{} {}: {}", record.id(), field.name, record.get(field.name));
            seen += usize::from(field.name.ends_with("_en") && !record.get(field.name).is_empty());
        }
        let source = register::source_name(record.get("source"), Language::English);
        assert!(
            !source.contains("antwoord") && (source != record.get("source") || source.starts_with("T2 ") || source == "T3 toolkit"),
            "{source}"
        );
    }
    assert!(seen > 700, "only {seen} texts in English");
}

#[test]
fn the_answers_are_those_of_the_letter_in_its_order() {
    let Some(letter) = letter() else {
        eprintln!("skipped: the letter is not here");
        return;
    };
    let plain: String = letter.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut rest = &plain[plain.rfind("A. De algemene reactie").expect("the answers begin")..];
    for (section, number, begins) in ANSWERS {
        let at = rest.find(begins).unwrap_or_else(|| panic!("{section} {number} is not in the letter after the one before it"));
        rest = &rest[at + begins.len()..];
    }
}

#[test]
fn no_answer_of_the_letter_is_without_a_record_and_no_record_names_one_that_is_not_there() {
    let register = Register::of_texts();
    let names = |section: &str, number: usize| format!("T2 {section}, antwoord {number}");
    let has = |kind: Option<Kind>, name: &str| {
        register.all().any(|record| kind.is_none_or(|kind| record.kind() == kind) && record.get("source").starts_with(name))
    };
    let all: Vec<String> = ANSWERS.iter().map(|(section, number, _)| names(section, *number)).collect();
    let without: Vec<&String> = all.iter().filter(|name| !has(None, name)).collect();
    assert_eq!(without, Vec::<&String>::new(), "answers without any record");
    let unasked: Vec<&String> = all.iter().filter(|name| !has(Some(Kind::Question), name)).collect();
    assert_eq!(unasked, Vec::<&String>::new(), "answers without the question they answer");
    let strange: Vec<&str> = register
        .all()
        .filter(|record| record.get("source").contains("antwoord") && record.kind() != Kind::Approach)
        .filter(|record| !all.iter().any(|name| record.get("source") == name))
        .map(Record::id)
        .collect();
    assert_eq!(strange, Vec::<&str>::new(), "records that name an answer the letter does not have");
    for (text, parts) in [
        ("T0", ["gemeenten", "regio's", "Rijk"].as_slice()),
        ("T1", &["zorgplicht", "doorlopende hulp", "rol VNG"]),
        ("T3", &["risicogezinnen", "zorgaanbod", "burgemeesters", "toolkit"]),
        ("T4", &["aanbeveling", "stelselwijziging", "preventiepakket"]),
    ] {
        let empty: Vec<&&str> = parts.iter().filter(|part| !has(None, &format!("{text} {part}"))).collect();
        assert_eq!(empty, Vec::<&&str>::new(), "parts of {text} without a record");
    }
}

/// The words of a text as a reader types them: small letters, words broken off at the end of a line put together.
fn typed(text: &str) -> String {
    let lines = text.replace("- \n", "-").replace("-\n", "-");
    lines.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[test]
fn a_reader_of_the_letter_finds_each_commitment_among_the_first_ten_by_any_three_words_that_stand_there() {
    let Some(letter) = letter().map(|letter| typed(&letter)) else {
        eprintln!("skipped: the letter is not here");
        return;
    };
    let register = Register::of_texts();
    let index = Index::of(&register);
    let mut looked = 0;
    for record in register.of_kind(Kind::Commitment).filter(|record| record.get("source").starts_with("T2 ")) {
        let words: Vec<&str> = record.get("source_words").split(' ').filter(|word| !word.is_empty()).collect();
        assert!(words.len() >= 4 || record.get("source").starts_with("T2 I"), "{} has no words of the source", record.id());
        let strange: Vec<&&str> = words.iter().filter(|word| !letter.contains(&word.to_lowercase())).collect();
        assert_eq!(strange, Vec::<&&str>::new(), "{}: words that are not in the letter", record.id());
        for three in words.windows(3) {
            let wanted = Wanted { words: three.join(" "), ..Wanted::default() };
            let (found, _) = index.search(register.of_kind(Kind::Commitment), &wanted);
            let place = found.iter().position(|one| one.id() == record.id());
            assert!(place.is_some_and(|place| place < 10), "{}: '{}' leads to {place:?}", record.id(), wanted.words);
            looked += 1;
        }
    }
    assert!(looked > 200, "{looked}");
}

#[test]
fn care_on_offer_policy_and_areas_say_what_the_texts_say_and_leave_the_rest_unknown() {
    let register = Register::of_texts();
    let of = |kind: Kind, id: &str| register.get(kind, id).expect("a record");
    assert_eq!(of(Kind::Offer, "O-05").get("field_norm"), "yes", "hospitals have a field norm");
    assert_eq!(of(Kind::Offer, "O-02").get("field_norm"), "no", "that of schools is being made");
    assert_eq!(of(Kind::Offer, "O-09").get("confidential_doctor"), "yes");
    assert_eq!(of(Kind::Offer, "O-15").get("through_18"), "unknown", "what is asked for is not what there is");
    let sectors: BTreeSet<&str> = register.of_kind(Kind::Offer).map(|offer| offer.get("sector")).collect();
    for sector in ["childcare", "education", "care", "youth-help", "health", "justice"] {
        assert!(sectors.contains(sector), "{sector} is named in E, answer 2");
    }
    assert_eq!((of(Kind::Policy, "B-1").get("status"), of(Kind::Policy, "B-2").get("status")), ("partly", "unknown"));
    assert_eq!((of(Kind::Area, "S-mensenhandel").get("size"), of(Kind::Area, "S-mensenhandel").get("regions")), ("32", "GM0502"));
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
