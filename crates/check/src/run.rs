//! The check itself, a line a step.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use intake::across::{Beside, SafeCounts, compare};
use intake::deviations::Acceptance;
use intake::{CheckOptions, Checked, DeliveryName, Export, ExportError, Language, Layout, Mapping, Report, report};
use rayon::prelude::*;

use crate::files::listed;
use crate::{Check, CheckError, Format, accepted, clock, exit, written};

/// Most cases of a cause that are kept for the lists of colleagues; memory grows with it, not with the rows.
const CASES_IN_LISTS: usize = 10_000;

/// What a check gave.
#[derive(Debug)]
pub struct Checking {
    /// For standard output.
    pub text: String,
    /// For standard error: where reports were written; empty for JSON.
    pub note: String,
    /// The exit code.
    pub code: u8,
}

impl Check {
    /// Checks the files. Files are read side by side in the pool of the caller; the result is the same with any number
    /// of threads.
    ///
    /// # Errors
    ///
    /// When the arguments cannot work, or a file of the check itself (not a delivery) cannot be read or written.
    pub fn run(&self, format: Format) -> Result<Checking, CheckError> {
        let today = clock::today();
        let language = Language::from(self.language);
        let acceptances = self.acceptances(today)?;
        if self.files.is_empty() {
            return Ok(Checking { text: String::new(), note: String::new(), code: exit::DONE });
        }
        let similar = self.similar.as_deref().map(similar).transpose()?;
        let mut checked = self.read(&self.files)?;
        let previous = if self.previous.is_empty() { Vec::new() } else { self.read(&self.previous)? };
        lay_beside(&mut checked, &previous, similar.as_ref());
        let mut reports: Vec<Report> = checked.into_iter().map(|checked| checked.report).collect();
        reports.iter_mut().for_each(|report| report.set_apart(&acceptances, today));
        let note = self.write(&reports, language)?;
        let is_wrong = reports.iter().any(Report::has_errors);
        let text = match format {
            Format::Json => report::json(&reports, language) + "\n",
            Format::Text => {
                let hint = if self.report.is_none() { report::hint(&reports, language) } else { String::new() };
                let (each, overview) = (report::text(&reports, language), report::overview(&reports, language));
                let (together, rows) = (report::together(&reports, language), report::row_note(&reports, language));
                format!("{each}\n{overview}{together}{rows}{hint}")
            }
        };
        let note = if format == Format::Json { String::new() } else { note };
        Ok(Checking { text, note, code: if is_wrong { exit::FINDINGS } else { exit::DONE } })
    }

    /// What is known already, with what `--accept` adds to it.
    fn acceptances(&self, today: domain::Day) -> Result<Vec<Acceptance>, CheckError> {
        let Some(path) = &self.accepted else { return Ok(Vec::new()) };
        accepted::add(path, self, today)?;
        accepted::read(path)
    }

    fn read(&self, arguments: &[PathBuf]) -> Result<Vec<Checked>, CheckError> {
        let language = Language::from(self.language);
        let mapping = self.mapping.as_deref().map(|path| parsed(path, language, Mapping::parse)).transpose()?;
        let layout = self.layout.as_deref().map(|path| parsed(path, language, Layout::parse)).transpose()?;
        let export = Export { mapping: mapping.as_ref(), layout: layout.as_ref() };
        let is_reported = self.report.is_some();
        let cases = if is_reported { CASES_IN_LISTS } else { intake::findings::FIRST_CASES };
        let options = CheckOptions { cases, keeps_ledger: is_reported || !self.previous.is_empty(), export };
        Ok(listed(arguments)?.par_iter().map(|path| checked(path, &options)).collect())
    }

    fn write(&self, reports: &[Report], language: Language) -> Result<String, CheckError> {
        match &self.report {
            Some(folder) => written::write(folder, reports, language),
            None => Ok(String::new()),
        }
    }
}

/// A mapping or a layout.
fn parsed<T>(path: &Path, language: Language, parse: impl Fn(&str) -> Result<T, ExportError>) -> Result<T, CheckError> {
    let text = fs::read_to_string(path).map_err(CheckError::io("read", path))?;
    parse(&text).map_err(|error| CheckError::WrongUse(format!("{}: {}", path.display(), error.told_in(language))))
}

/// One file. What cannot be opened is a delivery that cannot be read: the others go on.
fn checked(path: &Path, options: &CheckOptions<'_>) -> Checked {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let options = &CheckOptions { export: fitting(options.export, &name), ..*options };
    match File::open(path) {
        Ok(file) => intake::check_with(&name, BufReader::with_capacity(1 << 16, file), options),
        Err(error) => intake::check_with(&name, Unreadable(Some(error)), options),
    }
}

/// A mapping is for one kind: files whose name says another kind are read without it.
fn fitting<'a>(export: Export<'a>, file_name: &str) -> Export<'a> {
    let named = DeliveryName::parse(file_name).ok().map(|name| name.kind());
    Export { mapping: export.mapping.filter(|mapping| named.is_none_or(|named| named == mapping.kind())), ..export }
}

/// A file that could not be opened.
struct Unreadable(Option<io::Error>);

impl Read for Unreadable {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(self.0.take().unwrap_or_else(|| io::Error::other("the file cannot be opened")))
    }
}

fn similar(path: &Path) -> Result<SafeCounts, CheckError> {
    let text = fs::read_to_string(path).map_err(CheckError::io("read", path))?;
    SafeCounts::parse(&text).map_err(|error| CheckError::WrongUse(format!("{}: {error}", path.display())))
}

/// Every delivery beside all others.
fn lay_beside(checked: &mut [Checked], previous: &[Checked], similar: Option<&SafeCounts>) {
    let beside = Beside { given: checked, previous, similar };
    let compared: Vec<_> = checked.iter().map(|one| compare(one, &beside)).collect();
    for (one, compared) in checked.iter_mut().zip(compared) {
        one.report.take_in(compared);
    }
}
