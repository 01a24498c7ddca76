//! Is every mistake found, and little else? A made country with every fault, checked file by file.

use std::collections::{BTreeMap, BTreeSet};

use intake::{CheckOptions, Language, Report, Severity};
use synthetic::{Config, Country, Fault, Faults, Memory};

/// Least share of findings of severity error or warning that stand on a row with a logged mistake.
const PRECISION: f64 = 0.99;
/// Most lines of the list of causes, over all files of all kinds together, notices among them: what a data officer can read.
const LINES_MAX: usize = 50;

/// One finding: file, row, code and severity of its rule.
type Found = (String, u64, &'static str, Severity);

/// One logged mistake.
struct Logged {
    file: String,
    row: u64,
    fault: String,
    rule: String,
}

/// A country large enough that every mistake is made several times.
fn made() -> Memory {
    let mut memory = Memory::default();
    let config = Config { scale: 0.02, years: (2022, 2023), seed: 8, faults: Faults::all() };
    Country::new(config).expect("a possible country").deliver(&mut memory, &mut |_| {}).expect("memory takes all");
    memory
}

fn logged(memory: &Memory) -> Vec<Logged> {
    let text = std::str::from_utf8(&memory.files["truth/faults.csv"]).expect("text");
    let line = |line: &str| {
        let [file, row, fault, rule] = line.split(',').collect::<Vec<_>>()[..] else { panic!("four fields: {line}") };
        Logged { file: file.to_owned(), row: row.parse().expect("a row"), fault: fault.to_owned(), rule: rule.to_owned() }
    };
    text.lines().skip(1).map(line).collect()
}

/// The report of every delivery, with every case.
fn reports(memory: &Memory) -> Vec<Report> {
    let options = CheckOptions { cases: usize::MAX, ..CheckOptions::default() };
    let deliveries = memory.files.iter().filter_map(|(name, bytes)| Some((name.strip_prefix("deliveries/")?, bytes)));
    deliveries.map(|(name, bytes)| intake::check_with(name, bytes.as_slice(), &options).report).collect()
}

/// Every finding, with its row; 0 for what is about a file as a whole.
fn findings(reports: &[Report]) -> Vec<Found> {
    let mut found = Vec::new();
    for (report, cause) in reports.iter().flat_map(|report| report.causes.iter().map(move |cause| (report, cause))) {
        assert_eq!(cause.count, cause.first.len() as u64, "{}: every case is told", report.file);
        found.extend(cause.first.iter().map(|case| (report.file.clone(), case.row, cause.rule.code, cause.rule.severity)));
    }
    found
}

#[test]
#[allow(clippy::print_stdout)]
fn every_mistake_that_breaks_a_rule_is_found_and_hardly_anything_else() {
    let memory = made();
    let reports = reports(&memory);
    let (logged, found) = (logged(&memory), findings(&reports));
    let by_rule: BTreeSet<(&str, u64, &str)> = found.iter().map(|(file, row, code, _)| (file.as_str(), *row, *code)).collect();
    let mut recall: BTreeMap<(&str, &str, &str), (u32, u32)> = BTreeMap::new();
    for mistake in logged.iter().filter(|mistake| !mistake.rule.is_empty()) {
        let kind = mistake.file.split('_').next().unwrap_or_default();
        let tally = recall.entry((&mistake.fault, kind, &mistake.rule)).or_default();
        tally.0 += u32::from(by_rule.contains(&(&mistake.file, mistake.row, &mistake.rule)));
        tally.1 += 1;
    }
    for ((fault, kind, rule), (hit, all)) in &recall {
        println!("recall {fault} in {kind} by {rule}: {hit} of {all}");
    }
    let rows: BTreeSet<(&str, u64)> = logged.iter().map(|mistake| (mistake.file.as_str(), mistake.row)).collect();
    let bad: Vec<&Found> = found.iter().filter(|(.., severity)| *severity != Severity::Notice).collect();
    let unlogged: Vec<&&Found> = bad.iter().filter(|(file, row, ..)| !rows.contains(&(file.as_str(), *row))).collect();
    let precision = 1.0 - unlogged.len() as f64 / bad.len() as f64;
    let causes: BTreeSet<&str> = found.iter().map(|(_, _, code, _)| *code).collect();
    println!(
        "precision {precision:.4}: {} of {} findings on rows without a logged mistake; {} causes",
        unlogged.len(),
        bad.len(),
        causes.len()
    );
    unlogged.iter().take(10).for_each(|finding| println!("unlogged {finding:?}"));
    let missed: Vec<_> = recall.iter().filter(|(_, (hit, all))| hit < all).collect();
    assert!(missed.is_empty(), "missed: {missed:?}");
    assert!(precision >= PRECISION, "{precision}");
    let list = intake::report::together(&reports, Language::English);
    let lines = list.trim().lines().count() - 1;
    println!("{list}\n{lines} lines tell the causes in {} files", reports.len());
    assert!((1..=LINES_MAX).contains(&lines));
    let made: BTreeSet<&str> = logged.iter().map(|mistake| mistake.fault.as_str()).collect();
    assert_eq!(made, Fault::ALL.into_iter().map(Fault::word).collect());
}
