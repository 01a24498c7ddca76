//! `inbeeld estimate lost`: who is lost from view, as linked and corrected for errors of linkage.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use domain::Estimate;
use estimates::lost_from_view::{Review, Share, lost_from_view, over_clusterings};
use serde_json::{Value, json};

use crate::commands::table::Table;
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// The share of children not seen again: as linked, and corrected for links that were missed or false.
#[derive(Args)]
#[command(after_help = "Examples:
  inbeeld estimate lost --expected 1000 --seen 882 --precision 400/400 --recall 490/500
  inbeeld estimate lost --clusterings lost.csv --format json

--expected and --seen are n and events of `indicators run csg-in-view` (measure count). --precision: of the links looked at, how many were right;
--recall: of the pairs known to be one child, how many were linked; both from clerical review (`inbeeld link`, report.json). A file of clusterings has the
columns lost and expected, a row for each.")]
pub struct Lost {
    /// Children for whom a next step was expected.
    #[arg(long, requires_all = ["seen", "precision", "recall"])]
    expected: Option<u64>,
    /// Those of them who were linked to a later record.
    #[arg(long, requires = "expected")]
    seen: Option<u64>,
    /// Right links of links looked at.
    #[arg(long, value_name = "RIGHT/OF", requires = "expected")]
    precision: Option<String>,
    /// Links found of links that should be there.
    #[arg(long, value_name = "FOUND/OF", requires = "expected")]
    recall: Option<String>,
    /// Several clusterings instead of two reviews.
    #[arg(long, value_name = "FILE.csv", conflicts_with = "expected", required_unless_present = "expected")]
    clusterings: Option<PathBuf>,
    /// Confidence level.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
}

impl Lost {
    /// Estimates and prints.
    ///
    /// # Errors
    /// When numbers contradict each other, or a file cannot be read.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let found = match &self.clusterings {
            Some(path) => self.over(&Table::read(path)?)?,
            None => self.corrected()?,
        };
        match desk.format {
            Format::Json => {
                output::json(&found.iter().map(|(name, estimate)| ((*name).to_owned(), wire(estimate))).collect::<serde_json::Map<_, _>>())?
            }
            Format::Text => output::text(&found.iter().map(|(name, estimate)| line(name, estimate)).collect::<String>())?,
        }
        Ok(Outcome::Done)
    }

    fn corrected(&self) -> Result<Vec<(&'static str, Estimate)>> {
        let review = |name, text: &Option<String>| review(name, text.as_deref().unwrap_or_default());
        let (precision, recall) = (review("precision", &self.precision)?, review("recall", &self.recall)?);
        let (seen, expected) = (self.seen.unwrap_or_default(), self.expected.unwrap_or_default());
        let lost = lost_from_view(seen, expected, precision, recall, self.level);
        let lost = lost.ok_or_else(|| {
            wrong_use("nothing can be said: somebody must be seen, no more than expected, and the level lie between 0 and 1")
        })?;
        Ok(vec![("observed", lost.observed), ("corrected", lost.corrected)])
    }

    fn over(&self, table: &Table) -> Result<Vec<(&'static str, Estimate)>> {
        let (lost, expected) = (table.column("lost")?, table.column("expected")?);
        let rows =
            (0..table.len()).map(|row| Ok((table.count(row, lost)?, table.count(row, expected)?))).collect::<Result<Vec<(u64, u64)>>>()?;
        let estimate = over_clusterings(&rows, self.level);
        let wrong = || wrong_use(format!("{}: two clusterings or more, in each of which some are lost and not all", table.name()));
        Ok(vec![("corrected", estimate.ok_or_else(wrong)?)])
    }
}

/// `490/500`.
fn review(name: &str, text: &str) -> Result<Share> {
    let read = || {
        let (right, of) = text.split_once('/')?;
        let review = Review { right: right.trim().parse().ok()?, of: of.trim().parse().ok()? };
        review.share()
    };
    read().ok_or_else(|| wrong_use(format!("--{name} {text}: write so many of so many, like 490/500")))
}

fn wire(estimate: &Estimate) -> Value {
    json!({ "estimate": estimate.value, "lower": estimate.interval.lower, "upper": estimate.interval.upper })
}

fn line(name: &str, estimate: &Estimate) -> String {
    let percent = |share: f64| format!("{:.1} %", 100.0 * share);
    let Estimate { value, interval } = estimate;
    format!(
        "{:<32} {:>8} [{} – {}]\n",
        format!("lost from view, {name}"),
        percent(*value),
        percent(interval.lower),
        percent(interval.upper)
    )
}
