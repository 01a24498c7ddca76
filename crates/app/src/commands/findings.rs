//! Findings over many files at once: causes first, the files they stand in second.

use std::collections::BTreeMap;
use std::fmt::Write;

use intake::{Language, Report, Severity};

/// One cause over all files.
#[derive(Default)]
struct Total {
    count: u64,
    files: usize,
    first: String,
}

/// One line a cause, the gravest and most frequent first: how often, in how many files, the first of them, the fix.
pub fn summary(reports: &[Report], language: Language) -> String {
    let mut totals: BTreeMap<&'static str, (&'static intake::Rule, Total)> = BTreeMap::new();
    for report in reports {
        for cause in &report.causes {
            let (_, total) = totals.entry(cause.rule.code).or_insert_with(|| (cause.rule, Total::default()));
            total.count += cause.count;
            total.files += 1;
            if total.first.is_empty() {
                total.first.clone_from(&report.file);
            }
        }
    }
    let mut lines: Vec<_> = totals.into_values().collect();
    lines.sort_by_key(|(rule, total)| (grade(rule.severity), std::cmp::Reverse(total.count), rule.code));
    let mut text = String::new();
    for (rule, total) in &lines {
        // Writing to a String cannot fail.
        let (files, first) = match language {
            Language::Dutch => ("bestanden, eerst", &total.first),
            Language::English => ("files, first", &total.first),
        };
        let _ = writeln!(
            text,
            "  {:<12} {:<24} {:>8}× in {:>4} {files} {first}\n               {}",
            rule.severity.told_in(language),
            rule.code,
            total.count,
            total.files,
            rule.message.told_in(language)
        );
    }
    text
}

fn grade(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Notice => 2,
    }
}
