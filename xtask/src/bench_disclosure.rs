//! What `inbeeld protect` hides on each instance, against whom, and what it takes.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::shell;

/// Clock ticks a second in `/proc/self/stat`: fixed at 100 in Linux' user interface.
const TICKS: f64 = 100.0;

/// Protects every table under a folder (`NAME/inner.csv` with a `NAME/hier_DIMENSION.csv` per dimension; the last column is the
/// count) against an outsider and against insiders, and checks the certificates.
///
/// # Errors
/// When there is no such folder, or the program fails.
pub fn run(folder: &Path, steps: &str) -> Result<()> {
    let mut instances: Vec<PathBuf> = std::fs::read_dir(shell::root().join(folder))
        .with_context(|| format!("cannot read {}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("inner.csv").is_file())
        .collect();
    instances.sort_by_key(|path| std::fs::metadata(path.join("inner.csv")).map(|file| file.len()).unwrap_or(0));
    ensure!(!instances.is_empty(), "{} holds no instances", folder.display());
    let program = shell::built("inbeeld")?;
    let out = std::env::temp_dir().join(format!("inbeeld-disclosure-{}", std::process::id()));
    print_header();
    for instance in &instances {
        for attacker in ["outsider", "insider"] {
            protect(&program, instance, attacker, steps, &out)?;
        }
    }
    std::fs::remove_dir_all(&out).ok();
    Ok(())
}

fn print_header() {
    eprintln!(
        "{:<18} {:<9} {:>7} {:>7} {:>9} {:>8} {:>8} {:>6} {:>7}  certificates",
        "instance", "attacker", "cells", "primary", "secondary", "value", "CPU s", "exact", "narrow"
    );
}

fn protect(program: &Path, instance: &Path, attacker: &str, steps: &str, out: &Path) -> Result<()> {
    let name = instance.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let table = instance.join("inner.csv");
    let text = std::fs::read_to_string(&table)?;
    let columns: Vec<&str> = text.lines().next().unwrap_or_default().trim().split(';').collect();
    let (count, dimensions) = columns.split_last().context("an empty table")?;
    let hierarchy = |dimension: &&str| format!("{dimension}={}", instance.join(format!("hier_{dimension}.csv")).display());
    let dimensions = dimensions.iter().map(hierarchy).collect::<Vec<_>>().join(",");
    // The made tables hide 1 to 4, those of others 1 to 3.
    let rule = if name.starts_with("synth") { "threshold:5" } else { "threshold:4" };
    std::fs::remove_dir_all(out).ok();
    let mut command = shell::command(&program.to_string_lossy(), &["protect", "--quiet", "--count", count, "--primary", rule]);
    command.args(["--protect", attacker, "--steps", steps, "--dimensions", &dimensions]).arg("--table").arg(&table).arg("--out").arg(out);
    let before = children()?;
    let answer: serde_json::Value = serde_json::from_slice(&shell::output(&mut command)?)?;
    let cpu = children()? - before;
    let number = |value: &serde_json::Value| value.as_u64().unwrap_or(0);
    let audited = &answer["audited"];
    eprintln!(
        "{name:<18} {attacker:<9} {:>7} {:>7} {:>9} {:>8} {cpu:>8.2} {:>6} {:>7}  {}",
        number(&answer["cells"]),
        number(&answer["primary"]),
        number(&answer["secondary"]),
        number(&answer["secondary_value"]),
        number(&audited["exact"]),
        number(&audited["narrow"]),
        verified(program, out)?
    );
    Ok(())
}

/// Whether the certificates hold, as the program itself checks them.
fn verified(program: &Path, out: &Path) -> Result<&'static str> {
    let certificates = out.join("certificates.json");
    if !certificates.is_file() {
        return Ok("none");
    }
    let mut command = shell::command(&program.to_string_lossy(), &["protect", "verify"]);
    let status = command.arg(out.join("cells.csv")).arg(certificates).stdout(std::process::Stdio::null()).status()?;
    Ok(if status.success() { "hold" } else { "do not hold" })
}

/// CPU seconds of all programs that this one has waited for.
fn children() -> Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(')').context("no process table")?;
    // User and system time of children are fields 16 and 17 of the whole line.
    let ticks: f64 = fields.split_whitespace().skip(13).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    Ok(ticks / TICKS)
}
