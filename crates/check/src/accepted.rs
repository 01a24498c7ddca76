//! The file of accepted deviations: read, and added to.
//!
//! ```toml
//! [[accepted]]
//! code = "YP-BSN-UNKNOWN"
//! field = "bsn"
//! reason = "unborn children have no number"
//! until = "2027-01-31"
//! by = "data officer"
//! ```

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use domain::Day;
use intake::deviations::Acceptance;
use serde::{Deserialize, Serialize};

use crate::{Check, CheckError};

/// A refused file holds nothing that could be accepted.
const NEVER: &str = "DE-REFUSED";
const YEAR_DAYS: i32 = 365;

#[derive(Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    accepted: Vec<Line>,
}

#[derive(Serialize, Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct Line {
    code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    reason: String,
    /// A text or a TOML date.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<toml::Value>,
    by: String,
}

/// Reads the file.
///
/// # Errors
///
/// When it cannot be read, a code is none of ours, a reason is empty or a day is no day.
pub(crate) fn read(path: &Path) -> Result<Vec<Acceptance>, CheckError> {
    let text = fs::read_to_string(path).map_err(|source| match source.kind() {
        ErrorKind::NotFound => CheckError::WrongUse(format!("there is no file {}; --accept CODE --reason \"…\" makes one", path.display())),
        _ => CheckError::io("read", path)(source),
    })?;
    parse(&text).map_err(|reason| CheckError::WrongUse(format!("{}: {reason}", path.display())))
}

fn parse(text: &str) -> Result<Vec<Acceptance>, String> {
    let written: Written = toml::from_str(text).map_err(|error| error.to_string())?;
    written.accepted.into_iter().map(acceptance).collect()
}

fn acceptance(line: Line) -> Result<Acceptance, String> {
    let Line { code, field, reason, until, by } = line;
    if code == NEVER {
        return Err(format!("{code} cannot be accepted: nothing of the file was read"));
    }
    if !intake::catalogue().any(|rule| rule.code == code) {
        return Err(format!("there is no rule {code}; codes stand with every finding"));
    }
    if reason.trim().is_empty() {
        return Err(format!("{code} is accepted without a reason; give one"));
    }
    let until = until.map(|until| day(&until)).transpose()?;
    Ok(Acceptance { code, field, reason, until, by })
}

fn day(value: &toml::Value) -> Result<Day, String> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Day::parse_iso(&text).ok_or_else(|| "until is no day; write it as 2027-01-31".to_owned())
}

/// Adds what `--accept` says to the file, and makes the file when there is none. What stands there stays as it is.
///
/// # Errors
///
/// When the addition is not right, or the file cannot be read or written.
pub(crate) fn add(path: &Path, check: &Check, today: Day) -> Result<(), CheckError> {
    let (Some(code), Some(reason)) = (&check.accept, &check.reason) else { return Ok(()) };
    let until = check.until.clone().unwrap_or_else(|| today.plus(YEAR_DAYS).to_string());
    let line = Line {
        code: code.clone(),
        field: check.field.clone(),
        reason: reason.clone(),
        until: Some(toml::Value::String(until)),
        by: check.by.clone(),
    };
    acceptance(line.clone()).map_err(CheckError::WrongUse)?;
    let before = if path.exists() { fs::read_to_string(path).map_err(CheckError::io("read", path))? } else { String::new() };
    parse(&before).map_err(|reason| CheckError::WrongUse(format!("{}: {reason}", path.display())))?;
    let addition = toml::to_string(&Written { accepted: vec![line] }).map_err(|error| CheckError::WrongUse(error.to_string()))?;
    let gap = if before.is_empty() || before.ends_with("\n\n") { "" } else { "\n" };
    fs::write(path, format!("{before}{gap}{addition}")).map_err(CheckError::io("write", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_with_a_day_as_text_or_as_a_date() {
        for until in ["\"2027-01-31\"", "2027-01-31"] {
            let text = format!("[[accepted]]\ncode = \"YP-SEX\"\nreason = \"x\"\nuntil = {until}\nby = \"data officer\"\n");
            let read = parse(&text).expect("a line");
            assert_eq!(read[0].until.map(|day| day.to_string()).as_deref(), Some("2027-01-31"));
        }
    }

    #[test]
    fn what_cannot_be_accepted_is_refused_with_a_reason() {
        for (line, part) in [
            ("code = \"YP-NOTHING\"\nreason = \"x\"\nby = \"r\"", "there is no rule YP-NOTHING"),
            ("code = \"DE-REFUSED\"\nreason = \"x\"\nby = \"r\"", "cannot be accepted"),
            ("code = \"YP-SEX\"\nreason = \" \"\nby = \"r\"", "without a reason"),
            ("code = \"YP-SEX\"\nreason = \"x\"\nby = \"r\"\nuntil = \"soon\"", "no day"),
            ("code = \"YP-SEX\"\nreason = \"x\"\nby = \"r\"\nfeild = \"sex\"", "unknown field"),
        ] {
            let error = parse(&format!("[[accepted]]\n{line}\n")).expect_err("no line");
            assert!(error.contains(part), "{error}");
        }
    }

    #[test]
    fn an_addition_leaves_what_stood_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("accepted.toml");
        fs::write(&path, "# ours\n[[accepted]]\ncode = \"YP-SEX\"\nreason = \"x\"\nby = \"r\"").expect("a file");
        let check = Check { accept: Some("AC-ROWS".into()), reason: Some("a \"merger\"".into()), by: "r".into(), ..Check::default() };
        add(&path, &check, Day(0)).expect("added");
        let text = fs::read_to_string(&path).expect("the file");
        assert!(text.starts_with("# ours\n"));
        let read = read(&path).expect("lines");
        assert_eq!((read[0].code.as_str(), read[1].code.as_str(), read[1].reason.as_str()), ("YP-SEX", "AC-ROWS", "a \"merger\""));
        assert_eq!(read[1].until, Some(Day(365)));
    }
}
