//! `cargo xtask demo`: everything a newcomer needs to see the product, in one command.

use anyhow::Result;

use crate::{assets, setup, shell};

/// Installs what is missing, builds, and runs `inbeeld demo` with the given arguments.
pub fn run(rest: &[String]) -> Result<()> {
    setup::for_build()?;
    eprintln!("[1/3] web assets");
    assets::ensure()?;
    eprintln!("[2/3] building the monitor (minutes the first time, seconds after)");
    shell::run(&mut shell::command("cargo", &["build", "--release", "-p", "app"]))?;
    eprintln!("[3/3] the made country");
    let program = shell::release_folder().join("inbeeld");
    let arguments: Vec<&str> = std::iter::once("demo").chain(rest.iter().map(String::as_str)).collect();
    shell::run(&mut shell::command(&program.to_string_lossy(), &arguments))
}
