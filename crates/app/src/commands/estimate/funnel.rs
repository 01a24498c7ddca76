//! `inbeeld estimate funnel`: which regions differ by more than chance and the ordinary spread between regions.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use domain::Interval;
use estimates::funnel::{self, Place};
use serde_json::{Value, json};

use crate::commands::table::Table;
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Which regions differ by more than chance and the ordinary spread between regions; no ranking.
#[derive(Args)]
#[command(after_help = "Example:
  inbeeld estimate funnel regions.csv --region region --members n --events events")]
pub struct Funnel {
    /// A row for each region.
    file: PathBuf,
    /// Column with the regions.
    #[arg(long, default_value = "region")]
    region: String,
    /// Column with the members.
    #[arg(long, default_value = "members")]
    members: String,
    /// Column with the events among them.
    #[arg(long, default_value = "events")]
    events: String,
}

impl Funnel {
    /// Reads, compares, prints.
    ///
    /// # Errors
    /// When the file cannot be read, there are fewer than three regions, or one has no members or more events than members.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let table = Table::read(&self.file)?;
        let (region, members, events) = (table.column(&self.region)?, table.column(&self.members)?, table.column(&self.events)?);
        let names: Vec<&str> = (0..table.len()).map(|row| table.text(row, region)).collect();
        let counts: Vec<(u64, u64)> =
            (0..table.len()).map(|row| Ok((table.count(row, events)?, table.count(row, members)?))).collect::<Result<_>>()?;
        let found = funnel::funnel(&counts);
        let found = found.ok_or_else(|| {
            wrong_use(format!("{}: three regions or more, each with members and no more events than members", table.name()))
        })?;
        match desk.format {
            Format::Json => output::json(&wire(&names, &found))?,
            Format::Text => output::text(&told(&names, &found))?,
        }
        Ok(Outcome::Done)
    }
}

/// What a region's place in the funnel says.
fn verdict(place: &Place) -> &'static str {
    match (place.alarm.covers(place.share), place.warning.covers(place.share)) {
        (false, _) => "alarm",
        (true, false) => "warning",
        (true, true) => "alike",
    }
}

fn wire(names: &[&str], found: &funnel::Funnel) -> Value {
    let limits = |of: &Interval| json!({ "lower": of.lower, "upper": of.upper });
    let one = |(name, place): (&&str, &Place)| {
        let (warning, alarm) = (limits(&place.warning), limits(&place.alarm));
        json!({ "region": name, "share": place.share, "z": place.z, "warning": warning, "alarm": alarm, "verdict": verdict(place) })
    };
    let regions: Vec<Value> = names.iter().zip(&found.places).map(one).collect();
    json!({ "centre": found.centre, "dispersion": found.dispersion, "between": found.between, "regions": regions })
}

fn told(names: &[&str], found: &funnel::Funnel) -> String {
    let percent = |share: f64| format!("{:.1} %", 100.0 * share);
    let mut text = format!("all together {}; over-dispersion {:.2}\n", percent(found.centre), found.dispersion);
    for (name, place) in names.iter().zip(&found.places) {
        let limits = format!("[{} – {}]", percent(place.warning.lower), percent(place.warning.upper));
        text.push_str(&format!("{name:<24} {:>8}  like the others: {limits}  {}\n", percent(place.share), verdict(place)));
    }
    text
}
