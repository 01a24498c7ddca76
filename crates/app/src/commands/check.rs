//! `inbeeld check`: the check that `inbeeld-desk` does too, by the same code.

use anyhow::Result;
pub use check::Check;
use check::{Format as Printed, exit};

use crate::failure::Outcome;
use crate::{Desk, Format, output};

/// Checks the files and prints the findings by cause.
///
/// # Errors
/// When the arguments cannot work, or a report cannot be written.
pub fn run(check: &Check, desk: &mut Desk) -> Result<Outcome> {
    let format = match desk.format {
        Format::Text => Printed::Text,
        Format::Json => Printed::Json,
    };
    let checking = check.run(format)?;
    output::text(&checking.text)?;
    if !checking.note.is_empty() {
        eprint!("→ {}", checking.note);
    }
    Ok(if checking.code == exit::DONE { Outcome::Done } else { Outcome::Refused })
}
