//! How fast deliveries are checked: rows of youth policy through every rule, beside ten of the rules in pandas.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::shell;

/// Rows of youth policy in one half-year of the made country at scale 1; a little less than there are.
const ROWS_AT_SCALE_1: f64 = 440_000.0;
/// The file the rows are put in.
const FILE: &str = "youth-policy_P0123_2023HJ01_v1.csv";
/// Clock ticks a second in `/proc/PID/stat`: fixed at 100 in Linux' user interface.
const TICKS: f64 = 100.0;

/// What a program took.
struct Taken {
    cpu: f64,
    peak: f64,
}

/// Checks a tenth, a third and all of `rows` made rows, and has pandas judge ten rules on all of them.
///
/// # Errors
/// When the rows cannot be made, or a program fails.
pub fn run(rows: usize) -> Result<()> {
    shell::run(&mut shell::command("cargo", &["build", "--release", "--quiet", "-p", "desk"]))?;
    let desk = shell::release_folder().join("inbeeld-desk");
    let folder = std::env::temp_dir().join(format!("inbeeld-check-{}", std::process::id()));
    let country = made(rows, &folder)?;
    eprintln!("{:>10} {:>9} {:>12} {:>9}", "rows", "CPU s", "µs a row", "peak MB");
    let mut counts = BTreeMap::new();
    for part in [rows / 10, rows * 3 / 10, rows] {
        let file = first(&country, part, &folder)?;
        let (taken, text) = checked(&desk, &file)?;
        eprintln!("{part:>10} {:>9.2} {:>12.2} {:>9.0}", taken.cpu, taken.cpu / part as f64 * 1e6, taken.peak);
        counts = causes(&text)?;
    }
    beside_pandas(&folder, &counts)?;
    fs::remove_dir_all(&folder).ok();
    Ok(())
}

/// Makes a country with enough rows in one half-year; gives its deliveries.
fn made(rows: usize, folder: &Path) -> Result<PathBuf> {
    let program = shell::built("inbeeld")?;
    let country = folder.join("country");
    let scale = format!("{:.3}", rows as f64 / ROWS_AT_SCALE_1);
    let arguments = ["synth", "--out", &country.to_string_lossy(), "--scale", &scale, "--years", "2023-2023", "--faults", "all", "--quiet"];
    shell::run(&mut shell::command(&program.to_string_lossy(), &arguments))?;
    Ok(country.join("deliveries"))
}

/// Writes the first rows of the half-year, of all suppliers one after the other, as one delivery.
fn first(deliveries: &Path, rows: usize, folder: &Path) -> Result<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(deliveries)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("youth-policy_") && name.contains("_2023HJ01_v1")
    });
    files.sort();
    let part = folder.join(rows.to_string());
    fs::create_dir_all(&part)?;
    let path = part.join(FILE);
    let mut out = BufWriter::new(File::create(&path)?);
    let mut written = 0;
    for (place, file) in files.iter().enumerate() {
        for (line, text) in BufReader::new(File::open(file)?).lines().enumerate() {
            let is_header = line == 0;
            if (is_header && place > 0) || written == rows {
                continue;
            }
            writeln!(out, "{}", text?)?;
            written += usize::from(!is_header);
        }
    }
    if written < rows {
        bail!("the made country has {written} rows of youth policy in a half-year, {rows} are needed");
    }
    out.flush()?;
    Ok(path)
}

/// Checks a file with the desk; gives what it took and what it wrote.
fn checked(desk: &Path, file: &Path) -> Result<(Taken, String)> {
    let report = file.with_extension("json");
    let mut command = shell::command(&desk.to_string_lossy(), &["check", &file.to_string_lossy(), "--format", "json"]);
    let mut child = command.stdout(File::create(&report)?).stderr(Stdio::null()).spawn().context("could not start the desk")?;
    let mut taken = Taken { cpu: 0.0, peak: 0.0 };
    // What a program used can be read while it is there, also when it has ended and was not waited for.
    while let Some(now) = used(child.id()) {
        taken = Taken { cpu: now.cpu, peak: now.peak.max(taken.peak) };
        if has_ended(child.id()) {
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.wait()?;
    Ok((taken, fs::read_to_string(report)?))
}

fn used(process: u32) -> Option<Taken> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name may hold spaces; what follows its closing bracket does not. User and system time are fields 14 and 15.
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks: f64 = fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse::<f64>().ok());
    Some(Taken { cpu: ticks / TICKS, peak: peak.unwrap_or(0.0) / 1024.0 })
}

fn has_ended(process: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    stat.rsplit_once(')').is_none_or(|(_, fields)| fields.trim_start().starts_with('Z'))
}

/// How often each rule was found, by its code.
fn causes(json: &str) -> Result<BTreeMap<String, u64>> {
    let document: serde_json::Value = serde_json::from_str(json).context("the desk wrote no JSON")?;
    let causes = document["deliveries"][0]["causes"].as_array().cloned().unwrap_or_default();
    Ok(causes.iter().filter_map(|cause| Some((cause["code"].as_str()?.to_owned(), cause["count"].as_u64()?))).collect())
}

/// The same rows in pandas: what it took, and whether it counts the same.
fn beside_pandas(folder: &Path, ours: &BTreeMap<String, u64>) -> Result<()> {
    let venv = folder.join("python");
    shell::run(&mut shell::command("python3", &["-m", "venv", &venv.to_string_lossy()]))?;
    let python = venv.join("bin/python").to_string_lossy().into_owned();
    shell::run(&mut shell::command(&python, &["-m", "pip", "install", "--quiet", "pandas"]))?;
    let largest = fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path().join(FILE))).filter(|file| file.exists());
    let largest = largest.max_by_key(|file| fs::metadata(file).map(|data| data.len()).unwrap_or(0)).context("no rows were made")?;
    let text = shell::output(&mut shell::command(&python, &["crates/bench/peers/check.py", &largest.to_string_lossy()]))?;
    eprintln!("\n{:<24} {:>10} {:>10}", "rule", "ours", "pandas");
    for line in String::from_utf8_lossy(&text).lines() {
        match line.split('\t').collect::<Vec<_>>()[..] {
            [code, theirs] => eprintln!("{code:<24} {:>10} {theirs:>10}", ours.get(code).copied().unwrap_or(0)),
            ["taken", cpu, peak] => eprintln!("\npandas, these rules only: {cpu} CPU s, {peak} MB"),
            _ => {}
        }
    }
    Ok(())
}
