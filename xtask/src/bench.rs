//! Measurements: never in a timed test, always here.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Subcommand;

use crate::{bench_chain, bench_check, bench_disclosure, bench_register, bench_web, peers, shell};

/// What can be measured.
#[derive(Subcommand)]
pub enum Bench {
    /// The whole chain on a made country: rows, wall, CPU and peak memory per stage.
    Run {
        /// Scale of the country; 1 is the size of the real one.
        #[arg(long, default_value = "1")]
        scale: String,
        /// Years, first-last.
        #[arg(long, default_value = "2016-2025")]
        years: String,
        /// Where to put the country and the hub; a temporary folder by default, removed afterwards.
        #[arg(long)]
        folder: Option<PathBuf>,
    },
    /// The fold and all counts over snapshots of made countries, beside the same three hand-overs in DuckDB and Polars; how cost grows.
    Chain {
        /// Scales of the countries.
        #[arg(long, default_value = "0.1,0.3,1")]
        scales: String,
        /// Years, first-last.
        #[arg(long, default_value = "2016-2025")]
        years: String,
        /// Where to put countries and stores; a store that stands there (SCALE/store) is used as it is. A temporary folder by default.
        #[arg(long)]
        folder: Option<PathBuf>,
    },
    /// How often 95 % intervals hold the true parameter, over replicates in memory; and equality with the realised truth.
    Coverage {
        /// Number of replicates.
        #[arg(long, default_value_t = 2000)]
        replicates: u32,
    },
    /// Checking rows of youth policy by every rule: CPU seconds, peak memory, beside ten of the rules in pandas.
    Check {
        /// Rows of the made country.
        #[arg(long, default_value_t = 1_000_000)]
        rows: usize,
    },
    /// Estimates beside those of R and Python on the same file: CPU seconds, peak memory, ratio.
    Estimates {
        /// Rows of made data.
        #[arg(long, default_value_t = 1_000_000)]
        rows: u32,
    },
    /// Record linkage beside Splink and recordlinkage on public and made data: F1 of pairs and clusters, calibration, CPU seconds, peak memory;
    /// fails where a target is missed.
    Linkage {
        /// Rows of made persons, one set for each number.
        #[arg(long, default_value = "100000,1000000")]
        rows: String,
        /// A program that was built before; else the release program is built.
        #[arg(long)]
        program: Option<PathBuf>,
        /// Where to put data, peers and results; a temporary folder by default, removed afterwards.
        #[arg(long)]
        folder: Option<PathBuf>,
    },
    /// A register of many measures over all municipalities: importing it and its pages, as a reader gets them.
    Register {
        /// Measures.
        #[arg(long, default_value_t = 10_000)]
        measures: usize,
        /// A program that was built before; else the release program is built.
        #[arg(long)]
        program: Option<PathBuf>,
    },
    /// The public pages and open data under load (wrk), beside Datasette with the same figures; many connections kept open.
    Web {
        /// A program that was built before; else the release program is built.
        #[arg(long)]
        program: Option<PathBuf>,
        /// A folder of `inbeeld demo` that was made before; else one is made.
        #[arg(long)]
        demo: Option<PathBuf>,
        /// Seconds of load for each address.
        #[arg(long, default_value_t = 10)]
        seconds: u32,
        /// Connections to keep open; 0 for none.
        #[arg(long, default_value_t = 1_000)]
        connections: u32,
        /// For how many seconds.
        #[arg(long, default_value_t = 300)]
        open: u32,
    },
    /// Estimates of the hidden number beside the CPU seconds that R needs for them; with `--coverage` how often intervals hold it.
    Mse {
        /// Populations of known size in which to see how often intervals hold it; 0 for none.
        #[arg(long, default_value_t = 0)]
        coverage: u64,
        /// Made countries in which to see how often the spread over methods holds it; 0 for none.
        #[arg(long, default_value_t = 0)]
        countries: u64,
    },
    /// Pseudonyms per CPU second for each step of source, service and hub, beside raw operations of the curve.
    Identity {
        /// Rows in the largest package, each of another child; a quarter and a sixteenth of it are measured too.
        #[arg(long, default_value = "400000")]
        pseudonyms: String,
        /// What a row tells of its child: `number`, or `names` too (ten identifiers a row).
        #[arg(long, default_value = "number")]
        told: String,
    },
    /// What linkage tokens recover of records without a number in a made country, against the truth: right, apart, wrong.
    Tokens {
        /// Scale of the country.
        #[arg(long, default_value = "0.05")]
        scale: String,
    },
    /// What `protect` hides on each instance against outsider and insiders: cells, primary, secondary, value, CPU seconds, peak memory, audit; beside
    /// what others reach. Rounding, and releases held together.
    Disclosure {
        /// Folder of instances.
        #[arg(long, default_value = "../shared/reference/sdc")]
        folder: PathBuf,
        /// Tries at another way; as many as the command takes by itself where this is absent.
        #[arg(long)]
        steps: Option<String>,
    },
    /// How often intervals of proportions hold the truth, in samples of schools.
    SurveyCoverage {
        /// Samples of each prevalence.
        #[arg(long, default_value_t = 5000)]
        draws: u32,
    },
}

/// Runs one measurement.
pub fn run(what: &Bench) -> Result<()> {
    match what {
        Bench::Run { scale, years, folder } => whole_chain(scale, years, folder.as_deref()),
        Bench::Chain { scales, years, folder } => bench_chain::run(scales, years, folder.as_deref()),
        Bench::Coverage { replicates } => coverage(*replicates),
        Bench::Check { rows } => bench_check::run(*rows),
        Bench::Estimates { rows } => peers::survival(*rows).and_then(|()| peers::survey(*rows)),
        Bench::Linkage { rows, program, folder } => peers::linkage(rows, program.as_deref(), folder.as_deref()),
        Bench::Register { measures, program } => bench_register::run(*measures, program.as_deref()),
        Bench::Web { program, demo, seconds, connections, open } => bench_web::run(&bench_web::Wanted {
            program: program.as_deref(),
            demo: demo.as_deref(),
            seconds: *seconds,
            connections: (*connections, *open),
        }),
        Bench::Identity { pseudonyms, told } => identity(pseudonyms, told),
        Bench::Tokens { scale } => tokens(scale),
        Bench::Mse { coverage, countries } => peers::mse(*coverage, *countries),
        Bench::Disclosure { folder, steps } => bench_disclosure::run(folder, steps.as_deref()),
        Bench::SurveyCoverage { draws } => peers::survey_coverage(*draws),
    }
}

/// Coverage of intervals and equality with the truth; also a step of `ci` with fewer replicates.
pub fn coverage(replicates: u32) -> Result<()> {
    let program = shell::built("inbeeld-bench")?;
    shell::run(&mut shell::command(&program.to_string_lossy(), &["coverage", "--replicates", &replicates.to_string()]))
}

fn identity(pseudonyms: &str, told: &str) -> Result<()> {
    let program = shell::built("inbeeld-bench")?;
    let folder = std::env::temp_dir().join(format!("inbeeld-bench-identity-{}", std::process::id()));
    let at = folder.to_string_lossy().into_owned();
    let asked = ["identity", "--pseudonyms", pseudonyms, "--told", told, "--folder", &at];
    let outcome = shell::run(&mut shell::command(&program.to_string_lossy(), &asked));
    std::fs::remove_dir_all(&folder).ok();
    outcome
}

fn tokens(scale: &str) -> Result<()> {
    let program = shell::built("inbeeld-bench")?;
    shell::run(&mut shell::command(&program.to_string_lossy(), &["tokens", "--scale", scale]))
}

fn whole_chain(scale: &str, years: &str, folder: Option<&Path>) -> Result<()> {
    let program = shell::built("inbeeld")?.to_string_lossy().into_owned();
    let kept = folder.map(Path::to_path_buf);
    let folder = kept.clone().unwrap_or_else(|| std::env::temp_dir().join(format!("inbeeld-bench-{}", std::process::id())));
    std::fs::create_dir_all(&folder)?;
    let at = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let (country, store, releases, timings) = (at("country"), at("store"), at("releases"), at("timings.tsv"));
    std::fs::remove_file(folder.join("timings.tsv")).ok();
    let hub = ["--store", &store, "--timings", &timings, "--quiet"];
    shell::run(&mut shell::command(
        &program,
        &["synth", "--out", &country, "--scale", scale, "--years", years, "--timings", &timings, "--quiet"],
    ))?;
    let (key, postcodes) = (at("country/key"), at("country/reference/postcodes.csv"));
    let mut intake = shell::command(&program, &["intake", "--pseudonym-key", &key, "--postcodes", &postcodes]);
    intake.args(hub).arg(at("country/deliveries")).stdout(std::process::Stdio::null());
    intake.status().context("could not start intake")?;
    let config = at("country/region.toml");
    shell::run(shell::command(&program, &["run", "--config", &config, "--releases", &releases]).args(hub))?;
    print_timings(&folder.join("timings.tsv"))?;
    if kept.is_none() {
        std::fs::remove_dir_all(&folder).ok();
    }
    Ok(())
}

/// Prints the lines the program wrote: command, stage, rows, wall s, CPU s, peak MB.
fn print_timings(file: &Path) -> Result<()> {
    let text = std::fs::read_to_string(file).context("the program wrote no timings")?;
    eprintln!("{:<10} {:<28} {:>14} {:>9} {:>9} {:>9}", "command", "stage", "rows", "wall s", "CPU s", "peak MB");
    for line in text.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        if let [command, stage, rows, wall, cpu, peak] = fields[..] {
            eprintln!("{command:<10} {stage:<28} {rows:>14} {wall:>9} {cpu:>9} {peak:>9}");
        }
    }
    Ok(())
}
