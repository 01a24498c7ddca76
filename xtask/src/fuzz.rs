//! `cargo xtask fuzz`: knocks on every door with bytes that a fuzzer makes (cargo-fuzz, nightly compiler).

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::shell;

/// Largest input, in bytes, and most memory, in MB.
const LARGEST: &str = "-max_len=65536";
const MEMORY: &str = "-rss_limit_mb=1024";

/// Runs one target, or all, for so many minutes each, from the golden deliveries and the museum.
///
/// # Errors
/// When a target finds something: the input is copied to `golden/museum/`, and the error says what to do with it.
pub fn run(minutes: u64, target: Option<&str>) -> Result<()> {
    let Some(fuzzer) = fuzzer() else {
        eprintln!(
            "fuzz: skipped. It needs cargo-fuzz (`cargo install cargo-fuzz`) and the nightly compiler (`rustup toolchain install nightly`)."
        );
        return Ok(());
    };
    let known = targets()?;
    if let Some(target) = target {
        ensure!(known.iter().any(|name| name == target), "there is no fuzz target '{target}'; there are: {}", known.join(", "));
    }
    let mut found = Vec::new();
    for name in known.iter().filter(|name| target.is_none_or(|target| target == name.as_str())) {
        eprintln!("── {name}: {minutes} minutes");
        if !knock(&fuzzer, name, minutes)? {
            found.extend(hang(name)?);
        }
    }
    if !found.is_empty() {
        let names: Vec<_> = found.iter().map(|path| path.display().to_string()).collect();
        bail!(
            "fuzzing found {} inputs, copied to: {}. Make each small (`cargo fuzz tmin TARGET FILE`), mend the room, and keep it there \
             (golden/museum/README.md)",
            names.len(),
            names.join(", ")
        );
    }
    Ok(())
}

/// The program, where it and the nightly compiler are installed.
fn fuzzer() -> Option<PathBuf> {
    let nightly =
        Command::new("rustup").args(["run", "nightly", "rustc", "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let places = [std::env::var_os("CARGO_FUZZ").map(PathBuf::from), Some(PathBuf::from("cargo-fuzz"))];
    let program = places.into_iter().flatten().find(|program| shell::has(&program.to_string_lossy()));
    program.filter(|_| nightly.is_ok_and(|status| status.success()))
}

/// The targets: one file each.
fn targets() -> Result<Vec<String>> {
    let entries = std::fs::read_dir(shell::root().join("fuzz/fuzz_targets")).context("fuzz/fuzz_targets is not there")?;
    let mut names: Vec<String> =
        entries.flatten().filter_map(|entry| Some(entry.path().file_stem()?.to_string_lossy().into_owned())).collect();
    names.sort();
    Ok(names)
}

/// Runs one target; whether it found nothing.
fn knock(fuzzer: &Path, target: &str, minutes: u64) -> Result<bool> {
    let own = shell::root().join("fuzz/corpus").join(target);
    std::fs::create_dir_all(&own)?;
    let seconds = format!("-max_total_time={}", minutes * 60);
    let mut command = Command::new(fuzzer);
    command.args(["fuzz", "run", target, "--fuzz-dir", "fuzz"]).arg(&own).arg(seed(target)?);
    command.args(["--", &seconds, LARGEST, MEMORY, "-print_final_stats=1"]).current_dir(shell::root()).env("RUSTUP_TOOLCHAIN", "nightly");
    // What cargo says about the compiler that runs this task is not for the other one.
    command.env_remove("RUSTC").env_remove("CARGO").env_remove("CARGO_TARGET_DIR");
    Ok(command.status().with_context(|| format!("cannot start {}", fuzzer.display()))?.success())
}

/// A folder to begin from: what lies in `fuzz/seeds` for this target, the golden deliveries as it takes them, its museum.
fn seed(target: &str) -> Result<PathBuf> {
    let folder = shell::root().join("fuzz/corpus").join(format!("{target}-seed"));
    std::fs::create_dir_all(&folder)?;
    for entry in std::fs::read_dir(shell::root().join("golden/intake"))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let bytes = std::fs::read(entry.path())?;
        let input = match target {
            "table" if name.ends_with(".csv") => [&[kind_of(&name)], &bytes[..]].concat(),
            "suggestion" if name.ends_with(".csv") => bytes,
            "messages" if name.ends_with(".xml") => bytes,
            "name" if !name.ends_with(".txt") => name.clone().into_bytes(),
            _ => continue,
        };
        std::fs::write(folder.join(&name), input)?;
    }
    for entry in std::fs::read_dir(shell::root().join("fuzz/seeds").join(target)).into_iter().flatten().flatten() {
        std::fs::copy(entry.path(), folder.join(entry.file_name()))?;
    }
    for entry in std::fs::read_dir(shell::root().join("golden/museum"))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.split('.').next() == Some(target) {
            std::fs::copy(entry.path(), folder.join(name))?;
        }
    }
    Ok(folder)
}

/// The first byte by which the door `table` chooses the kind of a delivery: its place among the kinds, by name.
fn kind_of(name: &str) -> u8 {
    const KINDS: [&str; 14] = [
        "youth-policy",
        "board",
        "veilig-thuis",
        "ijw",
        "court",
        "gi-process",
        "csg",
        "police",
        "adult-support",
        "programme",
        "survey",
        "informant",
        "series",
        "corv",
    ];
    let kind = name.split('_').next().unwrap_or_default();
    KINDS.iter().zip(0..).find(|(known, _)| **known == kind).map_or(0, |(_, place)| place)
}

/// Copies what a target found to the museum.
fn hang(target: &str) -> Result<Vec<PathBuf>> {
    let Ok(entries) = std::fs::read_dir(shell::root().join("fuzz/artifacts").join(target)) else {
        bail!("fuzz target '{target}' could not be built or run");
    };
    let mut hung = Vec::new();
    for entry in entries.flatten() {
        let place = shell::root().join("golden/museum").join(format!("{target}.{}", entry.file_name().to_string_lossy()));
        std::fs::copy(entry.path(), &place)?;
        hung.push(place);
    }
    ensure!(!hung.is_empty(), "fuzz target '{target}' could not be built or run");
    Ok(hung)
}
