//! Style, script and font for the web pages, bundled once by npm and embedded in the binary.

use std::time::SystemTime;

use anyhow::{Context, Result};

use crate::{setup, shell};

/// Bundles from scratch: `npm ci`, then the build script.
pub fn run() -> Result<()> {
    setup::for_build()?;
    npm(&["ci", "--no-audit", "--no-fund"])?;
    npm(&["run", "build"])
}

/// Bundles only when a source is newer than the bundle.
pub fn ensure() -> Result<()> {
    let bundle = shell::root().join("assets/dist/inbeeld.css");
    let built = std::fs::metadata(&bundle).and_then(|data| data.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    let sources =
        ["assets/src", "assets/package-lock.json", "assets/build.js", "crates/screens/src", "crates/web_public/src", "crates/charts/src"];
    let stale = sources.iter().map(|source| newest(&shell::root().join(source))).any(|newest| newest > built);
    if stale { run() } else { Ok(()) }
}

fn npm(arguments: &[&str]) -> Result<()> {
    shell::run(shell::command("npm", arguments).current_dir(shell::root().join("assets"))).context("bundling the web assets failed")
}

fn newest(path: &std::path::Path) -> SystemTime {
    let own = std::fs::metadata(path).and_then(|data| data.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    let Ok(entries) = std::fs::read_dir(path) else { return own };
    entries.flatten().map(|entry| newest(&entry.path())).fold(own, SystemTime::max)
}
