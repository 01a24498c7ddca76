//! Results on standard output. A reader that has seen enough (`| head`) is no error.

use std::io::Write;

use anyhow::{Context, Result};
use serde::Serialize;

/// Writes a text as it is.
///
/// # Errors
/// When standard output cannot be written; [`crate::failure::exit`] takes a closed pipe for done.
pub fn text(text: &str) -> Result<()> {
    let mut output = std::io::stdout().lock();
    output.write_all(text.as_bytes()).and_then(|()| output.flush()).context("cannot write the result")
}

/// Writes one JSON document and nothing else.
///
/// # Errors
/// As [`text`].
pub fn json(document: &impl Serialize) -> Result<()> {
    text(&format!("{}\n", serde_json::to_string(document)?))
}
