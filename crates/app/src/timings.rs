//! What each stage took: rows, wall, CPU, peak memory, read from the system's own accounts.

use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};

/// Clock ticks a second in `/proc/self/stat`: fixed at 100 in Linux' user interface.
const TICKS: f64 = 100.0;

/// A file that gets one line per stage, or nothing when nobody asked.
#[derive(Debug)]
pub struct Timings {
    file: Option<PathBuf>,
}

/// A stage under way.
pub struct Stage {
    name: &'static str,
    started: Instant,
    cpu: f64,
}

impl Stage {
    /// User and system time since it began, of all threads, in seconds; 0 where the system does not say.
    pub fn cpu_seconds(&self) -> f64 {
        cpu_seconds() - self.cpu
    }
}

impl Timings {
    /// Lines go to this file; `None` for nowhere.
    pub fn new(file: Option<PathBuf>) -> Timings {
        Timings { file }
    }

    /// Begins a stage. The peak of memory is counted from here.
    pub fn begin(&self, name: &'static str) -> Stage {
        if self.file.is_some() {
            // 5 resets the peak (proc(5)); where that is not allowed the peak is that of the whole program so far.
            std::fs::write("/proc/self/clear_refs", "5").ok();
        }
        Stage { name, started: Instant::now(), cpu: cpu_seconds() }
    }

    /// Ends a stage that handled this many rows and gives its wall seconds.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn end(&self, command: &str, stage: Stage, rows: u64) -> Result<f64> {
        let wall = stage.started.elapsed().as_secs_f64();
        if let Some(file) = &self.file {
            let mut file = std::fs::OpenOptions::new().create(true).append(true).open(file).context("cannot write the timings")?;
            let cpu = cpu_seconds() - stage.cpu;
            writeln!(file, "{command}\t{}\t{rows}\t{wall:.2}\t{cpu:.2}\t{:.0}", stage.name, peak_megabytes())?;
        }
        Ok(wall)
    }
}

/// User and system time of this program, all threads, in seconds; 0 where the system does not say.
fn cpu_seconds() -> f64 {
    let Ok(stat) = std::fs::read_to_string("/proc/self/stat") else { return 0.0 };
    // The name may hold spaces; what follows its closing bracket does not. User and system time are fields 14 and 15.
    let Some((_, fields)) = stat.rsplit_once(')') else { return 0.0 };
    let ticks: f64 = fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / TICKS
}

/// Highest resident memory in megabytes; 0 where the system does not say.
fn peak_megabytes() -> f64 {
    let Ok(status) = std::fs::read_to_string("/proc/self/status") else { return 0.0 };
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok()).map_or(0.0, |kilobytes| kilobytes / 1024.0)
}
