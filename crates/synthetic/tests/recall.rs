//! Is every mistake found, and little else? A made country with every fault, checked file by file.

use std::collections::{BTreeMap, BTreeSet};

use intake::Severity;
use synthetic::{Config, Country, Fault, Faults, Memory};

/// Least share of findings of severity error or warning that stand on a row with a logged mistake.
const PRECISION: f64 = 0.99;
/// Most causes that ask for mending, over all files of all kinds together: what a data officer can read.
const CAUSES_MAX: usize = 50;

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

/// Every finding of a file with its row. A report keeps the first cases of a cause only, so a file with more is checked
/// again in halves; two equal lines, a doubled row, stay together.
fn findings(file: &str, header: &str, (lines, before): (&[&str], u64), found: &mut Vec<Found>) {
    let bytes = format!("{header}\n{}\n", lines.join("\n"));
    let report = intake::check_file(file, bytes.as_bytes());
    let told = report.causes.iter().all(|cause| cause.count == cause.first.len() as u64);
    let middle = (lines.len() / 2..lines.len()).find(|at| *at > 0 && lines[*at] != lines[at - 1]).filter(|_| !told);
    match middle {
        Some(middle) => {
            findings(file, header, (&lines[..middle], before), found);
            findings(file, header, (&lines[middle..], before + middle as u64), found);
        }
        None => {
            assert!(told, "{file}: more cases than can be told apart");
            let cases = report.causes.iter().flat_map(|cause| cause.first.iter().map(move |case| (cause.rule, case.row)));
            let cases = cases.filter(|(_, row)| *row > 0);
            found.extend(cases.map(|(rule, row)| (file.to_owned(), before + row, rule.code, rule.severity)));
        }
    }
}

/// Every finding: those about a file as a whole (row 0) from the whole file, messages by cause.
fn all_findings(memory: &Memory) -> Vec<Found> {
    let mut found = Vec::new();
    for (name, bytes) in memory.files.iter().filter_map(|(name, bytes)| Some((name.strip_prefix("deliveries/")?, bytes))) {
        let is_table = name.ends_with(".csv");
        let report = intake::check_file(name, bytes.as_slice());
        let whole = report.causes.iter().filter(|cause| !is_table || cause.first.iter().any(|case| case.row == 0));
        found.extend(whole.map(|cause| (name.to_owned(), 0, cause.rule.code, cause.rule.severity)));
        if is_table {
            let lines: Vec<&str> = std::str::from_utf8(bytes).expect("text").lines().collect();
            findings(name, lines[0], (&lines[1..], 0), &mut found);
        }
    }
    found
}

#[test]
#[allow(clippy::print_stdout)]
fn every_mistake_that_breaks_a_rule_is_found_and_hardly_anything_else() {
    let memory = made();
    let (logged, found) = (logged(&memory), all_findings(&memory));
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
    let to_mend: BTreeSet<&str> = bad.iter().map(|(_, _, code, _)| *code).collect();
    println!("{} of the causes ask for mending; the others are notices", to_mend.len());
    assert!(to_mend.len() <= CAUSES_MAX, "{to_mend:?}");
    let made: BTreeSet<&str> = logged.iter().map(|mistake| mistake.fault.as_str()).collect();
    assert_eq!(made, Fault::ALL.into_iter().map(Fault::word).collect());
}
