//! `inbeeld`, the monitor: every stage of the chain as a command, and all of it as `demo`.
//!
//! Reading order: [`commands::run`] is the flow, one line a step; the other commands are its parts.

mod calendar;
mod commands;
mod config;
mod crosstabs;
mod draft;
mod failure;
mod hidden;
mod how_linked;
mod linked;
mod listening;
mod lost;
mod manuscript;
mod memory;
mod output;
mod progress;
mod rests;
mod series;
mod service;
mod timings;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::failure::Outcome;
use crate::progress::Progress;
use crate::timings::Timings;

/// No child out of view, no number without its uncertainty, no figure that gives a child away.
#[derive(Parser)]
#[command(
    name = "inbeeld",
    version,
    after_help = "Examples:\n  inbeeld demo\n  inbeeld check youth-policy_P0123_2023HJ01_v1.csv\n  inbeeld estimate survival waits.csv --time days --status outcome --group region"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

/// What every command takes.
#[derive(clap::Args, Clone, Debug)]
pub struct Common {
    /// How results are printed.
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Number of threads; all cores by default. The result is the same with any number.
    #[arg(long, global = true)]
    threads: Option<usize>,
    /// Print no progress.
    #[arg(long, global = true)]
    quiet: bool,
    /// Append rows, wall seconds, CPU seconds and peak memory per stage to this file.
    #[arg(long, global = true, value_name = "FILE")]
    timings: Option<PathBuf>,
}

/// How results are printed.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// For people.
    Text,
    /// One JSON document on standard output and nothing else.
    Json,
}

#[derive(Subcommand)]
enum Command {
    Demo(commands::demo::Demo),
    Synth(commands::synth::Synth),
    Check(commands::check::Check),
    Purpose(commands::purpose::PurposeCommand),
    Keys(commands::keys::Keys),
    Transcrypt(commands::transcrypt::Transcrypt),
    Intake(commands::intake::Intake),
    Link(commands::link::Link),
    Run(commands::run::Run),
    Indicators(commands::indicators::Indicators),
    Estimate(commands::estimate::Estimate),
    Protect(Box<commands::protect::Protect>),
    Release(commands::release::Release),
    Register(commands::register::Register),
    Signpost(commands::signpost::Signpost),
    Serve(commands::serve::Serve),
    Staff(commands::staff::Staff),
    Erase(commands::erase::Erase),
    Retention(commands::erase::Retention),
    Publish(commands::publish::Publish),
    Doctor(commands::doctor::Doctor),
    Log(commands::log::Log),
    #[command(hide = true)]
    Docs(commands::docs::Docs),
}

/// What a command works with: how to print, where to report progress, what it took.
pub struct Desk {
    /// How results are printed.
    pub format: Format,
    /// Where progress goes.
    pub progress: Progress,
    /// What each stage took.
    pub timings: Timings,
    /// Whether to print nothing but results.
    pub quiet: bool,
    /// Number of threads.
    pub threads: usize,
}

fn main() -> ExitCode {
    let Arguments { command, common } = Arguments::parse();
    let threads = common.threads.filter(|count| *count > 0).unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    let progress = Progress::new(common.quiet || common.format == Format::Json);
    let mut desk = Desk { format: common.format, progress, timings: Timings::new(common.timings), quiet: common.quiet, threads };
    let outcome = pool.map_err(anyhow::Error::from).and_then(|()| dispatch(command, &mut desk));
    failure::exit(outcome)
}

fn dispatch(command: Command, desk: &mut Desk) -> anyhow::Result<Outcome> {
    match command {
        Command::Demo(command) => command.run(desk),
        Command::Synth(command) => command.run(desk),
        Command::Check(command) => commands::check::run(&command, desk),
        Command::Purpose(command) => command.run(desk),
        Command::Keys(command) => command.run(desk),
        Command::Transcrypt(command) => command.run(desk),
        Command::Intake(command) => command.run(desk),
        Command::Link(command) => command.run(desk),
        Command::Run(command) => command.run(desk),
        Command::Indicators(command) => command.run(desk),
        Command::Estimate(command) => command.run(desk),
        Command::Protect(command) => command.run(desk),
        Command::Release(command) => command.run(desk),
        Command::Register(command) => command.run(desk),
        Command::Signpost(command) => command.run(desk),
        Command::Serve(command) => command.run(desk),
        Command::Staff(command) => command.run(desk),
        Command::Erase(command) => command.run(desk),
        Command::Retention(command) => command.run(desk),
        Command::Publish(command) => command.run(desk),
        Command::Doctor(command) => command.run(desk),
        Command::Log(command) => command.run(desk),
        Command::Docs(command) => command.run(desk),
    }
}
