//! `bench chain`: the fold and all counts on made countries, beside the same three hand-overs in DuckDB SQL and in Polars.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::{peers, shell};

/// What the whole catalogue may take on the largest country, and how fast cost may grow with events.
const MOST_SECONDS: f64 = 120.0;
const MOST_MEGABYTES: f64 = 6_000.0;
const MOST_GROWTH: f64 = 1.1;

/// One line of a measurement.
struct Taken {
    what: String,
    cpu: f64,
    peak: f64,
    wall: f64,
}

/// Measures each scale in turn, then holds what was found to its limits.
///
/// # Errors
/// When a program cannot be run, a limit is passed, or a peer counts something else.
pub fn run(scales: &str, years: &str, folder: Option<&Path>) -> Result<()> {
    let kept = folder.map(Path::to_path_buf);
    let folder = kept.clone().unwrap_or_else(|| std::env::temp_dir().join(format!("inbeeld-chain-{}", std::process::id())));
    std::fs::create_dir_all(&folder)?;
    let python = peers::python(&folder, &["duckdb", "polars"]);
    let mut sizes = Vec::new();
    for scale in scales.split(',') {
        let own = folder.join(scale);
        if !own.join("store").exists() {
            made(scale, years, &own)?;
        }
        sizes.push(measured(scale, &own, &python)?);
    }
    if kept.is_none() {
        std::fs::remove_dir_all(&folder).ok();
    }
    growth(&sizes)
}

/// Makes a country and takes it in, half-year by half-year, so that its deliveries never stand there all beside the store. A store that is not finished
/// has another name.
fn made(scale: &str, years: &str, folder: &Path) -> Result<()> {
    eprintln!("making a country of scale {scale}");
    ["country", "unfinished"].iter().for_each(|name| drop(std::fs::remove_dir_all(folder.join(name))));
    let program = shell::built("inbeeld")?.to_string_lossy().into_owned();
    let at = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let (country, store) = (at("country"), at("unfinished"));
    shell::run(&mut shell::command(&program, &["synth", "--out", &country, "--scale", scale, "--years", years, "--quiet"]))?;
    let (key, postcodes) = (at("country/key"), at("country/reference/postcodes.csv"));
    let mut periods: std::collections::BTreeMap<String, Vec<PathBuf>> = std::collections::BTreeMap::new();
    for entry in std::fs::read_dir(folder.join("country/deliveries"))? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let period = name.split('_').nth(2).context("a delivery without a period")?.to_owned();
        periods.entry(period).or_default().push(path);
    }
    for paths in periods.values() {
        let mut intake =
            shell::command(&program, &["intake", "--pseudonym-key", &key, "--postcodes", &postcodes, "--store", &store, "--quiet"]);
        taken_in(intake.args(paths))?;
        paths.iter().try_for_each(std::fs::remove_file)?;
    }
    Ok(std::fs::rename(folder.join("unfinished"), folder.join("store"))?)
}

/// Runs an intake. Files that are refused, as those that are about no person, are told with exit code 1: that is as it should be.
fn taken_in(intake: &mut std::process::Command) -> Result<()> {
    let output = intake.output().context("could not start intake")?;
    let is_done = matches!(output.status.code(), Some(0 | 1));
    ensure!(is_done, "intake failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

/// Events of one scale, and CPU seconds of the whole catalogue.
fn measured(scale: &str, own: &Path, python: &Result<PathBuf>) -> Result<(f64, f64)> {
    let bench = shell::built("inbeeld-bench")?.to_string_lossy().into_owned();
    let at = |name: &str| own.join(name).to_string_lossy().into_owned();
    let ours = lines(&shell::output(&mut shell::command(&bench, &["chain", "--store", &at("store"), "--out", &at("out")]))?)?;
    let one = |what: &str| ours.iter().find(|taken| taken.what == what).with_context(|| format!("{what} was not measured"));
    let (events, three, whole) = (one("events")?.cpu, one("three hand-overs")?, one("whole catalogue")?);
    eprintln!("scale {scale}, {events} events\n{:<34} {:>9} {:>9} {:>9}", "", "CPU s", "wall s", "peak MB");
    let show = |name: &str, taken: &Taken| eprintln!("{name:<34} {:>9.2} {:>9.1} {:>9.0}", taken.cpu, taken.wall, taken.peak);
    show("three hand-overs, inbeeld", three);
    for program in ["duckdb", "polars"] {
        let theirs = python.as_ref().map_err(|error| anyhow::anyhow!("{error:#}")).and_then(|python| {
            let script = ["crates/bench/peers/chain.py", program, &at("out")].map(str::to_owned);
            lines(&shell::output(shell::command(&python.to_string_lossy(), &[]).args(script))?)
        });
        match theirs {
            Ok(theirs) => {
                theirs.iter().for_each(|taken| {
                    if taken.what == three.what {
                        show(&format!("three hand-overs, {program}"), taken)
                    }
                });
                let apart = theirs.iter().find(|taken| taken.what.starts_with("counted apart"));
                apart.iter().for_each(|taken| eprintln!("  {program} {}: {}", taken.what, taken.cpu));
                let slower = theirs.iter().all(|taken| taken.what != three.what || taken.cpu >= three.cpu);
                ensure!(slower, "{program} takes less CPU than the engine for the same three hand-overs");
            }
            Err(error) => eprintln!("{program}: skipped, it could not be installed or run ({error:#})"),
        }
    }
    show("whole catalogue, inbeeld", whole);
    ensure!(
        whole.wall <= MOST_SECONDS && whole.peak <= MOST_MEGABYTES,
        "the whole catalogue takes {:.0} s and {:.0} MB",
        whole.wall,
        whole.peak
    );
    Ok((events, whole.cpu))
}

/// The exponent between the smallest and the largest: cost grows as events to that power.
fn growth(sizes: &[(f64, f64)]) -> Result<()> {
    let (Some(first), Some(last)) = (sizes.iter().min_by(|a, b| a.0.total_cmp(&b.0)), sizes.iter().max_by(|a, b| a.0.total_cmp(&b.0)))
    else {
        return Ok(());
    };
    if last.0 > first.0 {
        let power = (last.1 / first.1).ln() / (last.0 / first.0).ln();
        eprintln!("cost grows as events^{power:.3}");
        ensure!(power <= MOST_GROWTH, "cost grows as events^{power:.3}, faster than {MOST_GROWTH}");
    }
    Ok(())
}

fn lines(bytes: &[u8]) -> Result<Vec<Taken>> {
    let text = std::str::from_utf8(bytes).context("the measurement is not UTF-8")?;
    let line = |line: &str| {
        let mut fields = line.split('\t');
        let what = fields.next()?.to_owned();
        let mut number = || fields.next()?.parse::<f64>().ok();
        Some(Taken { what, cpu: number()?, peak: number()?, wall: number()? })
    };
    Ok(text.lines().filter_map(line).collect())
}
