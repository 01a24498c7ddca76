//! Mutation of the rules: their code altered one place at a time; a test must turn red for each.
//!
//! The examples of a rule notice by themselves when it judges nothing, everything or the opposite (a test of `intake`);
//! this goes further and alters every comparison, operator and value. Slow: hours for all rules. It needs
//! `cargo install cargo-mutants` (MIT), a program beside the house and not a part of it.

use anyhow::{Result, bail};

use crate::shell;

/// Runs the mutants of the rules of one family (a folder of `crates/intake/src/rules`), or of all; `shard` is a part
/// of them, as `0/20`.
///
/// # Errors
/// When cargo-mutants is not there, or a mutant survives.
pub fn run(family: &str, shard: Option<&str>) -> Result<()> {
    if !shell::has("cargo-mutants") {
        bail!("cargo-mutants is not here; `cargo install cargo-mutants --locked` installs it");
    }
    let files = format!("crates/intake/src/rules/{family}/*.rs");
    let mut command = shell::command("cargo", &["mutants", "--package", "intake", "--file", &files, "--no-shuffle"]);
    command.args(["--timeout", "900", "--output", "target/mutants"]);
    if let Some(shard) = shard {
        command.args(["--shard", shard, "--sharding", "round-robin"]);
    }
    command.args(["--", "--lib", "rules::tests::every_rule_finds"]);
    shell::run(&mut command)
}
