//! `inbeeld estimate decompose`: why two groups differ.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use domain::Estimate;
use estimates::decomposition::{Decomposition, Stratum, bootstrap, decompose};
use serde_json::{Value, json};

use crate::commands::table::Table;
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Why two groups differ: in whom they consist of, or in what happens to alike members (Kitagawa).
#[derive(Args)]
#[command(after_help = "Example:
  inbeeld estimate decompose severity.csv --stratum age --group sex --members n --events heavy

A row holds one stratum of one group: how many members, and to how many of them it happened. Rows of one stratum and group are added. The groups are two; the
first by name is the first.")]
pub struct Decompose {
    /// The table.
    file: PathBuf,
    /// Column with the strata.
    #[arg(long, default_value = "stratum")]
    stratum: String,
    /// Column with the two groups.
    #[arg(long, default_value = "group")]
    group: String,
    /// Column with the members.
    #[arg(long, default_value = "members")]
    members: String,
    /// Column with the events among them.
    #[arg(long, default_value = "events")]
    events: String,
    /// Replicates of the bootstrap, whose limits are printed beside those of the delta method.
    #[arg(long, default_value_t = 1_000)]
    bootstrap: u32,
    /// Seed of the bootstrap.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Confidence level.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
}

impl Decompose {
    /// Reads, decomposes, prints.
    ///
    /// # Errors
    /// When the file cannot be read, there are not two groups, or a stratum is empty in one of them.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let table = Table::read(&self.file)?;
        let (groups, strata) = self.strata(&table)?;
        let strata: Vec<Stratum> = strata.into_values().collect();
        let found = decompose(&strata, self.level).zip(bootstrap(&strata, self.level, (self.bootstrap, self.seed)));
        let wrong = || {
            let name = table.name();
            wrong_use(format!(
                "{name}: every stratum needs members in both groups (pool strata first), no more events than members, and at least 100 replicates"
            ))
        };
        let (delta, bootstrap) = found.ok_or_else(wrong)?;
        match desk.format {
            Format::Json => output::json(&wire(&groups, &delta, &bootstrap))?,
            Format::Text => output::text(&told(&groups, &delta, &bootstrap))?,
        }
        Ok(Outcome::Done)
    }

    /// The two groups by name, and what each stratum holds of them.
    fn strata(&self, table: &Table) -> Result<([String; 2], BTreeMap<String, Stratum>)> {
        let [stratum, group] = [&self.stratum, &self.group].map(|name| table.column(name));
        let [members, events] = [&self.members, &self.events].map(|name| table.column(name));
        let (stratum, group, members, events) = (stratum?, group?, members?, events?);
        let mut names: Vec<&str> = (0..table.len()).map(|row| table.text(row, group)).collect();
        names.sort_unstable();
        names.dedup();
        let [first, second] = names[..] else {
            return Err(wrong_use(format!(
                "{}, column '{}': two groups are compared, and here are {}",
                table.name(),
                self.group,
                names.len()
            )));
        };
        let mut strata: BTreeMap<String, Stratum> = BTreeMap::new();
        for row in 0..table.len() {
            let counts: (u64, u64) = (table.count(row, events)?, table.count(row, members)?);
            let own = strata.entry(table.text(row, stratum).to_owned()).or_insert(Stratum { first: (0, 0), second: (0, 0) });
            let side = if table.text(row, group) == first { &mut own.first } else { &mut own.second };
            *side = (side.0.saturating_add(counts.0), side.1.saturating_add(counts.1));
        }
        Ok(([first.to_owned(), second.to_owned()], strata))
    }
}

fn parts(of: &Decomposition) -> [(&'static str, Estimate); 3] {
    [("difference", of.difference), ("composition", of.composition), ("rates", of.rates)]
}

fn wire(groups: &[String; 2], delta: &Decomposition, bootstrap: &Decomposition) -> Value {
    let mut all = json!({ "first": groups[0], "second": groups[1] });
    for ((name, delta), (_, bootstrap)) in parts(delta).into_iter().zip(parts(bootstrap)) {
        let interval = |kind: &str, of: &Estimate| json!({ "kind": kind, "lower": of.interval.lower, "upper": of.interval.upper });
        all[name] = json!({ "estimate": delta.value, "intervals": [interval("delta", &delta), interval("bootstrap", &bootstrap)] });
    }
    all
}

fn told(groups: &[String; 2], delta: &Decomposition, bootstrap: &Decomposition) -> String {
    let points = |value: f64| format!("{:.1}", 100.0 * value);
    let lines = parts(delta).into_iter().zip(parts(bootstrap)).map(|((name, delta), (_, bootstrap))| {
        let limits = |of: &Estimate| format!("[{} – {}]", points(of.interval.lower), points(of.interval.upper));
        format!("{name:<12} {:>8} points {} delta, {} bootstrap\n", points(delta.value), limits(&delta), limits(&bootstrap))
    });
    format!("{} less {}\n{}", groups[0], groups[1], lines.collect::<String>())
}
