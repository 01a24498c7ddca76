//! `inbeeld-bench`: measurements that need several rooms at once, in memory.
//!
//! Run through `cargo xtask bench …`; nothing here is shipped.

mod break_power;
mod breaks;
mod chain;
mod coverage;
mod faults;
mod lost;
mod mse;
mod mse_country;
mod pipeline;
mod pseudonyms;
#[cfg(test)]
mod published_point;
mod releases;
mod survey;
mod survival;
mod tokens;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Measurements of the house.
#[derive(Parser)]
#[command(name = "inbeeld-bench")]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Equality with the realised truth, and how often 95 % intervals hold the true parameter.
    Coverage {
        /// Number of small countries.
        #[arg(long, default_value_t = 2000)]
        replicates: u32,
        /// Scale of each.
        #[arg(long, default_value_t = 0.004)]
        scale: f64,
    },
    /// An institution that changes its registration half-way: whether the break is found in safe counts, and nothing that is not made.
    Breaks {
        /// Scale of the country.
        #[arg(long, default_value_t = 0.3)]
        scale: f64,
    },
    /// How often a made break is found in drawn counts, by how many a year and how much changes, and how often one where there is none.
    BreakPower(break_power::Drawn),
    /// CPU seconds and peak memory of the fold and all counts over a store.
    Chain {
        /// Folder of the store.
        #[arg(long)]
        store: std::path::PathBuf,
        /// Where to write what other programs need.
        #[arg(long)]
        out: std::path::PathBuf,
    },
    /// All mistakes on: the bias of each hand-over beside its interval.
    Faults {
        /// Scale of the country.
        #[arg(long, default_value_t = 0.05)]
        scale: f64,
        /// Seed of the first country; the others follow.
        #[arg(long, default_value_t = 1)]
        first: u64,
        /// How many countries.
        #[arg(long, default_value_t = 3)]
        countries: u64,
        /// Which mistakes: `all`, `none` or names with commas between.
        #[arg(long, default_value = "all")]
        mistakes: String,
    },
    /// How often intervals hold the share that is really lost from view, observed and corrected for missed links.
    Lost {
        /// Groups of children.
        #[arg(long, default_value_t = 1000)]
        draws: u64,
    },
    /// CPU seconds and peak memory of survey estimates on a made sample.
    Survey {
        /// Rows.
        #[arg(long, default_value_t = 100_000)]
        rows: u32,
        /// Where to write the sample for other programs.
        #[arg(long)]
        file: std::path::PathBuf,
    },
    /// How often intervals of proportions hold the truth, in samples of schools.
    SurveyCoverage {
        /// Samples of each prevalence.
        #[arg(long, default_value_t = 5000)]
        draws: u32,
    },
    /// CPU seconds of estimates of the hidden number.
    Mse,
    /// How often intervals for the hidden number hold it, in populations of known size.
    MseCoverage {
        /// Populations.
        #[arg(long, default_value_t = 400)]
        draws: u64,
    },
    /// Pseudonyms per CPU second for each step of source, service and hub, beside raw operations of the curve.
    Identity {
        #[command(flatten)]
        package: pseudonyms::Package,
    },
    /// What linkage tokens recover of records without a number, against the truth.
    Tokens {
        /// Scale of the country.
        #[arg(long, default_value_t = 0.05)]
        scale: f64,
    },
    /// How often the spread over methods holds the true number of children, in drawn countries where lists refer to one another.
    MseCountry {
        /// Countries.
        #[arg(long, default_value_t = 200)]
        draws: u64,
        /// Scale of each.
        #[arg(long, default_value_t = 0.05)]
        scale: f64,
        /// Seed of the first; the others follow.
        #[arg(long, default_value_t = 1)]
        first: u64,
    },
    /// Releases of one cohort with late registrations, one child at a time: what an attacker infers who holds all of them.
    Releases {
        /// How many releases.
        #[arg(long, default_value_t = 24)]
        number: usize,
        /// Scale of the country.
        #[arg(long, default_value_t = 0.05)]
        scale: f64,
    },
    /// CPU seconds and peak memory of survival estimates on made waits.
    Survival {
        /// Rows.
        #[arg(long, default_value_t = 1_000_000)]
        rows: u32,
        /// Where to write the waits for other programs.
        #[arg(long)]
        file: std::path::PathBuf,
    },
}

fn main() -> Result<()> {
    match Arguments::parse().what {
        What::Coverage { replicates, scale } => coverage::run(replicates, scale),
        What::Breaks { scale } => breaks::run(scale, (2016, 2025)),
        What::BreakPower(drawn) => break_power::run(&drawn),
        What::Chain { store, out } => chain::run(&store, &out),
        What::Faults { scale, first, countries, mistakes } => {
            let asked = faults::Asked { scale, years: (2022, 2024), seeds: first..first + countries, mistakes: mistakes.parse()? };
            faults::run(&asked)
        }
        What::Lost { draws } => lost::run(draws),
        What::Survey { rows, file } => survey::run(rows, &file),
        What::SurveyCoverage { draws } => survey::coverage(draws),
        What::Identity { package } => pseudonyms::run(&package),
        What::Tokens { scale } => tokens::run(scale, (2022, 2025)),
        What::Releases { number, scale } => releases::run(number, scale),
        What::Mse => mse::run(),
        What::MseCoverage { draws } => mse::coverage(draws),
        What::MseCountry { draws, scale, first } => mse_country::run(draws, scale, first),
        What::Survival { rows, file } => survival::run(rows, &file),
    }
}
