//! Project tasks, in Rust: `cargo xtask ci`, `demo`, `tidy`, `assets`, `gen`, `bench …`, `screenshots`.
//!
//! Links no room of the house: it builds and runs programs.

mod assets;
mod bench;
mod bench_chain;
mod bench_check;
mod bench_disclosure;
mod bench_register;
mod bench_web;
mod browser;
mod ci;
mod demo;
mod docs;
mod doors;
mod fuzz;
mod kill;
mod mutants;
mod peers;
mod setup;
mod shell;
mod tidy;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Tasks of the Inbeeld project. `cargo xtask demo` shows it; `cargo xtask ci` runs every test.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Runs every check and test: format, lints, tests, docs, doors, generated files, end to end, browser.
    Ci,
    /// Builds the monitor and runs its demo: a made country from delivery to dashboard.
    Demo {
        /// Passed on to `inbeeld demo`, for example `--scale 0.05 --years 5 --port 8080`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
    /// Checks the house: doors between rooms, headers, function length, glossary, links.
    Tidy,
    /// Bundles style, script and font for the web pages (npm).
    Assets,
    /// Writes the generated pages of the docs again.
    Gen,
    /// Measures: `run`, `coverage`, `check`, `estimates`.
    Bench {
        /// What to measure.
        #[command(subcommand)]
        what: bench::Bench,
    },
    /// Kills intake and run with signal 9 at ten moments each and looks at what is left (a step of `ci`).
    Kill {
        /// A made country, as `inbeeld synth` writes it.
        country: std::path::PathBuf,
        /// A folder to work in.
        folder: std::path::PathBuf,
    },
    /// Knocks on every parser with made-up bytes (cargo-fuzz and the nightly compiler; without them it says so).
    Fuzz {
        /// One target; else all.
        target: Option<String>,
        /// How long each target runs.
        #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..))]
        minutes: u64,
    },
    /// Alters the code of the rules one place at a time and sees whether an example or a test turns red (minutes).
    Mutants {
        /// A family: the name of a folder of rules.
        #[arg(default_value = "*")]
        family: String,
    },
    /// Takes the README's screenshots from a running demo.
    Screenshots {
        /// Also every page at 1360 and 360 px, into `target/screenshots`.
        #[arg(long)]
        all: bool,
    },
}

fn main() -> Result<()> {
    match Arguments::parse().task {
        Task::Ci => ci::run(),
        Task::Demo { rest } => demo::run(&rest),
        Task::Tidy => tidy::run(),
        Task::Assets => assets::run(),
        Task::Gen => docs::write(),
        Task::Bench { what } => bench::run(&what),
        Task::Kill { country, folder } => kill::run(&country, &folder),
        Task::Fuzz { target, minutes } => fuzz::run(minutes, target.as_deref()),
        Task::Mutants { family } => mutants::run(&family),
        Task::Screenshots { all } => browser::screenshots(all),
    }
}
