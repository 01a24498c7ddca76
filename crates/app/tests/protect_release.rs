//! `inbeeld protect verify RELEASE` as other programs call it: what it says, and how it ends.

use std::path::Path;
use std::process::{Command, Output};

use disclosure::{Policy, Question, SafeTable, certify, protect};
use domain::{Atlas, Breakdown, CountKey, CountTable, Day, Outcome};
use publication::{Approval, Bilingual, Chapter, Counted, Definition, Explained, Manuscript, Proofs, compose};

const SLUG: &str = "report-children";

/// Children counted by municipality, few in each.
fn table() -> SafeTable {
    let mut all = CountTable::new(SLUG, Breakdown::All);
    for (place, entry) in Atlas::netherlands().municipalities().iter().enumerate() {
        let key = CountKey { municipality: entry.code, year: 2023, class: 0, outcome: Outcome::Counted, days: 0 };
        all.add(key, place as u64 * 7 % 11);
    }
    let policy = Policy::usual(2021, 2023);
    protect(&[all], &[Question::count(SLUG)], &Atlas::netherlands(), &policy).expect("protected").tables.remove(0)
}

fn release(dir: &Path, table: &SafeTable, proofs: Option<Proofs>) {
    let text = || Bilingual::new("Tekst", "Text");
    let definition = Definition {
        id: SLUG.to_owned(),
        slug: SLUG.to_owned(),
        title: text(),
        question: text(),
        definition: text(),
        footnotes: Vec::new(),
        source: text(),
        counted: Counted::Children,
        norm: None,
        method: "counts".to_owned(),
        explained: Explained::default(),
    };
    let manuscript = Manuscript {
        id: "made".to_owned(),
        version: "2024-1".to_owned(),
        as_of: Day::from_ymd(2024, 7, 1).expect("a day"),
        years: (2021, 2023),
        status: Approval::Unapproved,
        synthetic: true,
        snapshot: "5e1f".to_owned(),
        configuration: "c0de".to_owned(),
        norms: Vec::new(),
        program: "0.1.0".to_owned(),
        seed: 7,
        indicators: vec![definition],
        methods: Vec::new(),
        chapters: vec![Chapter::of(table, &Atlas::netherlands())],
        completeness: Vec::new(),
        linkage: Vec::new(),
        extent: None,
        overlaps: Vec::new(),
        crosstabs: Vec::new(),
        proofs,
        beside: Vec::new(),
        repeated: Vec::new(),
    };
    compose(dir, &manuscript).expect("written");
}

fn verified(dir: &Path, format: &str) -> Output {
    let program = Command::new(env!("CARGO_BIN_EXE_inbeeld")).args(["protect", "verify", "--quiet", "--format", format]).arg(dir).output();
    program.expect("the program runs")
}

#[test]
fn a_release_is_checked_and_the_exit_code_says_whether_its_certificates_hold() {
    let folder = tempfile::tempdir().expect("a folder");
    let (table, policy) = (table(), Policy::usual(2021, 2023));
    let found = certify(&table, &Atlas::netherlands(), &policy);
    let sound = found.certificates.expect("certificates");
    let made = |name: &str, certificates| {
        let dir = folder.path().join(name);
        release(&dir, &table, Some(Proofs { policy: policy.clone(), certificates, crosstabs: Vec::new() }));
        dir
    };

    let holds = verified(&made("holds", vec![sound.clone()]), "json");
    assert_eq!(holds.status.code(), Some(0), "{}", String::from_utf8_lossy(&holds.stderr));
    let answer: serde_json::Value = serde_json::from_slice(&holds.stdout).expect("JSON");
    assert_eq!((&answer["holds"], &answer["open"], &answer["rules"]["municipality"]), (&true.into(), &answer["hidden"], &10.into()));
    assert!(answer["hidden"].as_u64().is_some_and(|number| number > 20), "{answer}");

    // Hidden cells without certificates are told, and no fault.
    let mut few = sound.clone();
    few.tables.clear();
    let without = verified(&made("without", vec![few]), "text");
    let text = String::from_utf8(without.stdout).expect("text");
    assert_eq!(without.status.code(), Some(0), "{text}");
    assert!(text.contains("rules: thresholds 5") && text.contains(": 0 of ") && text.contains("first one not proven: "), "{text}");

    let mut forged = sound;
    forged.tables[0].table[0].1 += 1;
    let fails = verified(&made("fails", vec![forged]), "text");
    assert_eq!(fails.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&fails.stdout).contains("does not hold: report-children"));

    let missing = verified(&made("missing", Vec::new()), "text");
    assert_eq!(missing.status.code(), Some(1), "{}", String::from_utf8_lossy(&missing.stdout));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("this indicator hides cells"));
}
