//! The reports on disk: for each delivery a page, a workbook, a CSV and a proof of check; an index when there are several.

use std::fs;
use std::path::Path;

use intake::{Language, Receipt, Report, report};

use crate::CheckError;

/// The file by which a folder of reports is known, so that it is never taken for deliveries.
pub(crate) const MARK: &str = ".inbeeld-report";

/// Writes the reports and says where they are. What an earlier check of the same files left there is replaced.
///
/// # Errors
///
/// When the folder cannot be made or written.
pub(crate) fn write(folder: &Path, reports: &[Report], language: Language) -> Result<String, CheckError> {
    fs::create_dir_all(folder).map_err(CheckError::io("make", folder))?;
    put(folder, MARK, b"")?;
    let stems = stems(reports);
    for (report, stem) in reports.iter().zip(&stems) {
        write_one(folder, stem, report, language)?;
    }
    let pages: Vec<(String, &Report)> = stems.iter().zip(reports).map(|(stem, report)| (format!("{stem}.html"), report)).collect();
    let first = match &pages[..] {
        [(page, _)] => page.clone(),
        _ => {
            put(folder, INDEX, report::index_html(&pages, language).as_bytes())?;
            INDEX.to_owned()
        }
    };
    Ok(format!("{}\n", folder.join(first).display()))
}

const INDEX: &str = "index.html";

fn write_one(folder: &Path, stem: &str, report: &Report, language: Language) -> Result<(), CheckError> {
    let receipt = Receipt::of(report, None);
    let workbook = report::xlsx(report, language).map_err(|error| CheckError::Io {
        act: "write",
        path: folder.join(format!("{stem}.xlsx")),
        source: std::io::Error::other(error),
    })?;
    put(folder, &format!("{stem}.html"), report::html(report, language).as_bytes())?;
    put(folder, &format!("{stem}.xlsx"), &workbook)?;
    put(folder, &format!("{stem}.csv"), &report::csv(report, language))?;
    put(folder, &format!("{stem}.receipt.json"), receipt.json().as_bytes())?;
    put(folder, &format!("{stem}.receipt.txt"), receipt.text(language).as_bytes())
}

fn put(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), CheckError> {
    let path = folder.join(name);
    fs::write(&path, bytes).map_err(CheckError::io("write", path))
}

/// A name for the reports of each delivery: its own with `check-` before it, fit for any system, and never the same twice.
fn stems(reports: &[Report]) -> Vec<String> {
    let mut stems: Vec<String> = Vec::new();
    for report in reports {
        let fit = |letter: char| if letter.is_ascii_alphanumeric() || "-_.".contains(letter) { letter } else { '-' };
        let stem: String = format!("check-{}", report.file).chars().map(fit).take(100).collect();
        let taken = |stem: &String| stems.contains(stem);
        let free = (2..).map(|number| format!("{stem}-{number}")).find(|other| !taken(other));
        stems.push(if taken(&stem) { free.unwrap_or_default() } else { stem });
    }
    stems
}
