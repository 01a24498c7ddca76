//! CPU seconds and peak memory of survival estimates on made waits; the same waits go to a file for other programs.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use estimates::survival::{CoxOptions, Design, Options, Subject, cox, log_rank, survival};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Each estimate is made this often; the least CPU time counts.
const REPEATS: u32 = 7;

struct Wait {
    days: f64,
    cause: u32,
    group: usize,
    age: f64,
}

const GROUPS: [&str; 2] = ["a", "b"];

/// Makes the waits, writes them for others, measures, and prints `what<tab>CPU s<tab>peak MB` per estimate.
pub fn run(rows: u32, file: &Path) -> Result<()> {
    let waits = waits(rows);
    write(&waits, file)?;
    let subjects = |group: bool, causes: bool| -> Vec<Subject<'static>> {
        let of = |wait: &Wait| Subject {
            group: group.then_some(GROUPS[wait.group]),
            ..Subject::new(wait.days, if causes { wait.cause } else { wait.cause.min(1) })
        };
        waits.iter().map(of).collect()
    };
    let (plain, grouped, causes) = (subjects(false, false), subjects(true, false), subjects(false, true));
    let options = Options::default();
    measure("Kaplan-Meier", || Ok(survival(&plain, &options).map(drop)?))?;
    measure("log-rank", || Ok(log_rank(&grouped, 0.0).map(drop)?))?;
    measure("Aalen-Johansen with errors", || Ok(survival(&causes, &options).map(drop)?))?;
    measure("Cox, two columns", || {
        let mut design = Design::new();
        design.number("age", waits.iter().map(|wait| wait.age).collect())?;
        design.number("group", waits.iter().map(|wait| wait.group as f64).collect())?;
        Ok(cox(&plain, &design, &CoxOptions::default()).map(drop)?)
    })
}

/// Days with ties as in real files: exponential waits, a seventh censored early, two causes.
fn waits(rows: u32) -> Vec<Wait> {
    let mut chance = ChaCha8Rng::seed_from_u64(1);
    let wait = |_| {
        let group = chance.random_range(0..2usize);
        let age = f64::from(chance.random_range(0..18u32));
        let scale = 300.0 / (1.0 + 0.2 * group as f64 + 0.01 * age);
        let mut exponential = |mean: f64| -mean * (1.0 - chance.random::<f64>()).ln();
        let (reached, seen) = (exponential(scale).ceil(), exponential(900.0).ceil());
        let cause = if reached > seen { 0 } else { 1 + u32::from(chance.random::<f64>() < 0.3) };
        Wait { days: reached.min(seen).max(1.0), cause, group, age }
    };
    (0..rows).map(wait).collect()
}

fn write(waits: &[Wait], file: &Path) -> Result<()> {
    let mut text = String::from("days,cause,group,age\n");
    for wait in waits {
        let _ = writeln!(text, "{},{},{},{}", wait.days, wait.cause, GROUPS[wait.group], wait.age);
    }
    std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

/// Measures one estimate and prints its line.
#[expect(clippy::print_stdout, reason = "the figures are the result")]
pub(crate) fn measure(what: &str, mut estimate: impl FnMut() -> Result<()>) -> Result<()> {
    let mut least = f64::INFINITY;
    for _ in 0..REPEATS {
        let start = cpu_seconds();
        estimate()?;
        least = least.min(cpu_seconds() - start);
    }
    println!("{what}\t{least:.4}\t{:.0}", peak_megabytes()?);
    Ok(())
}

/// User and system time of this program, all threads, in seconds.
pub(crate) fn cpu_seconds() -> f64 {
    let used = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    used.tv_sec as f64 + used.tv_nsec as f64 / 1e9
}

/// Highest resident memory in megabytes.
pub(crate) fn peak_megabytes() -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status").context("the system does not say what was used")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
    Ok(kilobytes.context("/proc/self/status is not as expected")? / 1024.0)
}
